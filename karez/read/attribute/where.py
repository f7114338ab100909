"""Where it happened: the most exact place in the claim's words, its clause, its sentence, else the last one before it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from karez.model.claim import Assessment, Claim, Control, Directive, Status, Where
from karez.model.mention import Place, PlaceMention
from karez.model.text import Offsets
from karez.model.vocabulary import Relation
from karez.read.attribute.homes import TIE, Homes
from karez.read.attribute.spots import Spot, inside, last_before, place_of, units_of
from karez.read.attribute.unlisted import Named, as_told, unlisted
from karez.read.kinds.clauses import clause_at
from karez.read.lexicon import Words, alternatives, data, words
from karez.read.passage import Passage
from karez.read.sentences import Sentence

_RELATION = re.compile(
    r"\b(?:(?P<near>near|close to|outside of|around|next to|km from|miles from|off(?=\s+(?:the\s+)?$))|(?P<between>between)|(?P<along>along)|"
    r"(?P<outside>outside)|(?P<in>in|at|inside|into)\b|(?P<from>from)\s*$)",
    re.IGNORECASE,
)
_ROUTE = re.compile(r"\b(?:from|to|between|and|connecting|linking|joining)\s+(?:the\s+)?$", re.IGNORECASE)
# What stands after such a word is where something is; a bare name before a noun may only be part of what that is called.
_AT = re.compile(
    r"\b(?:in|at|near|on|around|outside|inside|across|along|between|within|into|over|throughout|including|among|them|off|of|around|towards?)"
    r"[\s,:]+(?:the\s+)?(?:[\w'’-]+\s+){0,2}$",
    re.IGNORECASE,
)
_BARE, _HOLDS = 1.5, 0.5
_REACH = 700

Units = Callable[[str, str | None], Place | None]


@cache
def _words(name: str) -> Words:
    return words(data("places")[name])


@cache
def _anaphors() -> Words:
    """Words that stand for a place named before, in groups: towns, town, district, province."""
    groups = (f"(?P<{name}>{alternatives(data('places')[name])})" for name in ("towns", "town", "district", "province"))
    return Words(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)")


@dataclass(frozen=True, slots=True)
class Geography:
    """The places of a passage, in text order, and what tells where they lie.

    ``unit`` finds what holds a list of them, ``homes`` what holds a place of no gazetteer, ``named`` its country.
    """

    spots: Sequence[Spot]
    unit: Units
    homes: Homes
    named: Named

    @classmethod
    def of(cls, spots: Sequence[Spot], unit: Units, known: Homes) -> "Geography":
        """Return the geography of ``spots``, the places of a passage or of a part of it."""
        return cls(spots, unit, known, Named.of(mention for spot in spots for mention in spot.mentions))


def find_where(passage: Passage, claim: Claim, geography: Geography) -> Where | None:
    """Return the place of the happening, with the words' relation to it; None where none is told.

    A state, an order and who holds a place have only a place of their own clause; other claims may have one of their
    sentence, or of the sentences before.
    """
    if isinstance(claim.body, Assessment):
        return None
    spots = geography.spots
    sentence = passage.sentence_at(claim.span.start)
    near = [spot for spot in inside(spots, (sentence.start, sentence.end)) if not spot.dateline]
    anchor = anchor_of(claim)
    clause = clause_at(passage.text, sentence, anchor, anchor + 1)
    if claim.reason == "incident-other":
        chosen = _finest(passage, inside(near, claim.span.offsets), anchor)
        return _where(passage, claim, chosen, geography) if chosen else None
    if isinstance(claim.body, Status):
        chosen = _of_status(passage, claim, near, spots)
    else:
        chosen = _finest(passage, inside(near, claim.span.offsets), anchor)
        if chosen is None or chosen.size > 2:
            own = [spot for spot in inside(near, clause) if spot.size < 3]
            chosen = _finest(passage, own, anchor) or chosen
    if chosen is None:
        zone = (min(clause[0], claim.span.start), max(clause[1], claim.span.end))
        chosen = _meant(passage, zone, last_before(spots, anchor))
    if chosen is None and isinstance(claim.body, Directive):
        chosen = _finest(passage, near, anchor)
    if chosen is None and not isinstance(claim.body, Directive | Status | Control):
        chosen = _finest(passage, near, anchor) or _earlier(passage, sentence, clause, spots)
    return _where(passage, claim, chosen, geography) if chosen else None


def anchor_of(claim: Claim) -> int:
    """The offset of the word that makes the claim: places near it are meant."""
    for name in ("number", "type", "state", "action"):
        spot = claim.fields.get(name)
        if spot and isinstance(spot[0], int):
            return spot[0]
    return claim.span.start


def _of_status(passage: Passage, claim: Claim, near: Sequence[Spot], spots: Sequence[Spot]) -> Spot | None:
    """Where the asset is in that state: "the road from A to B is blocked near C" is C, without C it is on A to B."""
    cause = claim.fields.get("cause")
    if cause and isinstance(cause[0], int):
        told = passage.sentence_at(cause[0])
        if told.start > claim.span.end:
            return _finest(passage, inside(spots, (told.start, told.end)), cause[0])
    text = passage.text
    first = clause_at(text, passage.sentence_at(claim.span.start), *claim.span.offsets)
    zone = (min(first[0], claim.span.start), max(first[1], claim.span.end))
    own = inside(near, zone)
    own = [spot for spot in own if spot.size < 3] or own
    apart = [spot for spot in own if not _ROUTE.search(text[max(0, spot.span.start - 12) : spot.span.start])]
    after = [spot for spot in apart if spot.span.start > anchor_of(claim)]
    return _finest(passage, after or apart or own, anchor_of(claim))


def _meant(passage: Passage, clause: Offsets, before: Sequence[Spot]) -> Spot | None:
    """ "the town", "all three towns", "the province": the last such place named before, a dateline too."""
    named = {match.lastgroup for match in _anaphors().finditer(passage.text, *clause)}
    if not named:
        return None
    if "towns" in named:
        fits = [spot for spot in before if spot.is_list and spot.size < 2]
    else:
        size = next(number for name, number in (("town", 0), ("district", 1), ("province", 2)) if name in named)
        fits = [spot for spot in before if not spot.is_list and spot.size == size]
    return fits[-1] if fits else None


def _earlier(passage: Passage, sentence: Sentence, clause: Offsets, spots: Sequence[Spot]) -> Spot | None:
    """The place of the sentences before. Where these list several towns, the unit that holds them is meant."""
    if _words("elsewhere").search(passage.text, *clause):
        return None
    before = [spot for spot in inside(spots, (sentence.start - _REACH, sentence.start)) if not _denied(passage, spot)]
    if not before:
        return None
    last = passage.sentence_at(before[-1].span.start)
    fine = [spot for spot in before if spot.size < 2]
    towns = [mention for spot in fine if spot.span.start >= last.start for mention in spot.mentions]
    if len({mention.span.quote for mention in towns}) > 1:
        units = units_of(towns)
        holding = [spot for spot in last_before(spots, sentence.start) if not spot.is_list and spot.name in units]
        large = holding or [spot for spot in before if spot.size == 2] or _country_of(towns, spots, sentence)
        return large[-1] if large else None
    return (fine or before)[-1]


def _country_of(towns: Sequence[PlaceMention], spots: Sequence[Spot], sentence: Sentence) -> list[Spot]:
    """Where the report named the country that all ``towns`` lie in before ``sentence``."""
    told = {mention.place.country for mention in towns if mention.place}
    before = last_before(spots, sentence.start)
    return [
        spot
        for spot in before
        for place in (spot.mentions[0].place,)
        if not spot.is_list and place and place.kind == "country" and told == {place.country}
    ]


def _denied(passage: Passage, spot: Spot) -> bool:
    """Whether the sentence of a place only denies, or only thinks about, what happened there."""
    sentence = passage.sentence_at(spot.span.start)
    return bool(_words("unreal").search(passage.text, sentence.start, spot.span.start))


def _finest(passage: Passage, spots: Sequence[Spot], start: int) -> Spot | None:
    """The smallest kind of place, sooner after a word like "in" than bare; of several, the nearest to the claim."""

    outer = {
        after.span.start
        for before, after in pairwise(spots)
        if before.size <= after.size and TIE.fullmatch(passage.text, before.span.end, after.span.start)
    }

    def rank(spot: Spot) -> tuple[float, int]:
        said = _AT.search(passage.text[max(0, spot.span.start - 40) : spot.span.start])
        bare = 0.0 if said else _BARE
        return spot.size + bare + (_HOLDS if spot.span.start in outer else 0.0), abs(spot.span.start - start)

    return min(spots, key=rank, default=None)


def _where(passage: Passage, claim: Claim, spot: Spot, geography: Geography) -> Where:
    before = passage.text[max(0, spot.span.start - 16) : spot.span.start]
    found = list(_RELATION.finditer(before))
    name = next((name for name, value in found[-1].groupdict().items() if value), "in") if found else "in"
    relation = Relation(name)
    if relation is Relation.BETWEEN or not spot.is_list:
        return _single(passage, spot, relation, geography)
    # Who holds three towns does not hold the province around them.
    place = None if isinstance(claim.body, Control) else place_of(spot, geography.unit)
    return Where(spot.span, place, relation)


def _single(passage: Passage, spot: Spot, relation: Relation, geography: Geography) -> Where:
    """One place; one of no gazetteer by the words that tell what it lies in."""
    first = spot.mentions[0]
    if spot.is_list or (first.place and not geography.named.strays(first)):
        return Where(spot.span, as_told(first), relation)
    words, unit = geography.homes.get(first.span.quote.casefold(), (spot.span, None))
    sentence = passage.sentence_at(first.span.start)
    country = geography.named.country_at((sentence.start, sentence.end), first.span.start)
    return Where(words, unlisted(first, unit, country), relation)
