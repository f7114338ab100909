"""What each claimant says of one happening: its latest own figure, and what it said before.

All who printed a number stand behind the figure. Two numbers of one claimant that became known at the same time both
stand: a report that contradicts itself shows both.
"""

from collections.abc import Iterable, Mapping, Sequence

from karez.model.finding import TollFigure
from karez.model.vocabulary import Realis
from karez.reconcile.counted import Numbers, numbers, toll
from karez.reconcile.item import Item, told_order
from karez.reconcile.voices import Voice, listen

__all__ = ["Numbers", "ceiling", "figure_of", "figures", "floor", "numbers", "toll"]


def figures(items: Sequence[Item], replaced: Mapping[str, Item]) -> tuple[TollFigure, ...]:
    """Return per claimant the figures that stand, in order of known-from.

    ``replaced`` gives for the id of a corrected claim the claim that corrects it; the corrected one leaves the picture
    and is told as what the corrector said before. Nothing is returned where every claim was corrected.
    """
    voices: Mapping[str, Voice] = {}
    for _, spoken in listen(items, replaced):
        voices = spoken
    before: dict[str, list[Item]] = {}
    for item in items:
        if (heir := replaced.get(item.claim.id)) is not None:
            before.setdefault(heir.source.key, []).append(item)
    found = [figure for key, voice in voices.items() for figure in _own(voice, before.get(key, []))]
    return tuple(sorted(found, key=lambda figure: (figure.known_from, figure.source.key, figure.claims)))


def _own(voice: Voice, before: Iterable[Item]) -> list[TollFigure]:
    """The figures that stand; what it said before is told with each."""
    rest = [*voice.earlier(), *(item for item in before if numbers(item) not in voice.standing)]
    earlier = tuple(item.claim.id for item in sorted(rest, key=told_order))
    return [figure_of(told, earlier) for number, told in voice.alive.items() if number in voice.standing]


def figure_of(same: Sequence[Item], earlier: tuple[str, ...] = ()) -> TollFigure:
    """Return the figure that claims of one claimant give, all of the same number, the first told first."""
    first, body = same[0], toll(same[0])
    alleged = all(item.claim.realis is Realis.ALLEGED for item in same)
    return TollFigure(
        source=first.source,
        low=body.low,
        best=body.best,
        high=body.high,
        qualifier=body.qualifier,
        claims=tuple(item.claim.id for item in same),
        known_from=first.known_from,
        realis=Realis.ALLEGED if alleged else Realis.ASSERTED,
        word=body.word,
        earlier=earlier,
    )


def floor(one: TollFigure) -> int | None:
    """Return the least that a figure's words allow; "about n" is taken as n."""
    return one.best if one.low is None and one.high is None else one.low


def ceiling(one: TollFigure) -> int | None:
    """Return the most that a figure's words allow, None where that is open."""
    return one.best if one.low is None and one.high is None else one.high
