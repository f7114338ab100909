"""Time expressions and the dates they mean, anchored at the day of publication; never guessed."""

from karez.model.mention import TimeMention


def find_times(text: str, *, published: str | None) -> tuple[TimeMention, ...]:
    """Return every time expression of ``text`` in order; unresolved ones have no start and end."""
    return ()
