"""The words that the network finds for parties, things, places and numbers, as mentions of the atlas and as numbers."""

import re
from collections.abc import Iterable

from karez.model.mention import ActorMention, AssetMention
from karez.model.text import Offsets
from karez.model.vocabulary import ActorClass, AssetType
from karez.read.kinds.clauses import overlaps_any
from karez.read.kinds.people import People, find_people, is_age
from karez.read.learned.found import Role
from karez.read.numbers import Number, find_numbers
from karez.read.passage import Passage, Spanned

_DOUBT = re.compile(r"\b(?:suspect(?:ed)?|alleged|presumed|believed\s+to\s+be|purported)\b", re.IGNORECASE)
_BEFORE = 20


def party(passage: Passage, role: Role) -> ActorMention:
    """The party that ``role`` names: its id and class where the lexicon has it, else the class that the network tells."""
    start, end = role.span
    named = [actor for actor in passage.actors if actor.span.overlaps(start, end)]
    best = max(named, key=lambda actor: (actor.actor is not None, _shared(actor, role.span)), default=None)
    told = role.actor_class if role.actor_class in set(ActorClass) else None
    known = best.actor_class if best is not None and best.actor_class is not ActorClass.UNKNOWN else None
    doubted = _DOUBT.search(passage.text, max(0, start - _BEFORE), end) is not None
    own = known if best is not None and best.actor is not None else None
    kind = own or (ActorClass(told) if told else None) or known or ActorClass.UNKNOWN
    return ActorMention(passage.span(start, end), best.actor if best else None, kind, doubted)


def parties(passage: Passage, roles: Iterable[Role]) -> tuple[ActorMention, ...]:
    """The parties of several roles, in text order."""
    return tuple(party(passage, role) for role in sorted(roles, key=lambda role: role.span))


def thing(passage: Passage, role: Role, kind: str | None) -> AssetMention:
    """The asset that ``role`` names: its id and type where the atlas or a word tells it, else the type ``kind``."""
    start, end = role.span
    named = [asset for asset in passage.assets if asset.span.overlaps(start, end)]
    best = max(named, key=lambda asset: (asset.asset is not None, _shared(asset, role.span)), default=None)
    if best is not None and best.asset is not None:
        return AssetMention(
            passage.span(min(start, best.span.start), max(end, best.span.end)), best.asset, best.asset_type
        )
    told = AssetType(kind) if kind and kind != "none" else AssetType.OTHER
    return AssetMention(passage.span(start, end), None, best.asset_type if best else told)


def count(passage: Passage, span: Offsets, role: Role | None) -> tuple[Number, People | None] | None:
    """The number told in ``span``: the one that ``role`` names, else the first; with the people that it counts.

    None where the words hold no number.
    """
    sentence = passage.sentence_at(span[0])
    groups = [group for group in find_people(passage.text, sentence) if overlaps_any(*group.number.at, [span])]
    bare = [
        number
        for number in find_numbers(passage.text, *span)
        if not is_age(passage.text, number) and not overlaps_any(*number.at, [group.number.at for group in groups])
    ]
    every: list[tuple[Number, People | None]] = [(group.number, group) for group in groups]
    every += [(number, None) for number in bare]
    if role is not None:
        meant = [pair for pair in every if overlaps_any(pair[0].start, pair[0].end, [role.span])]
        every = meant or every
    return min(every, key=lambda pair: pair[0].start, default=None)


def _shared(item: Spanned, span: Offsets) -> int:
    return min(item.span.end, span[1]) - max(item.span.start, span[0])
