"""Parties in a text: named ones by the lexicon of the atlas, the rest by the generic words for them."""

from karez.model.mention import ActorMention
from karez.model.text import Span
from karez.read.protocols import World


def find_actors(text: str, *, world: World) -> tuple[ActorMention, ...]:
    """Return every party that ``text`` names, in order."""
    return tuple(
        ActorMention(Span.of(text, match.start, match.end), match.actor.id, match.actor.actor_class)
        for match in world.actors.find(text)
        if match.in_context
    )
