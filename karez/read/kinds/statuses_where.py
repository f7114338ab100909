"""Where an asset is in its state, by the words next to it: both ends of a stretch, the ends that name a road, a list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from karez.model.claim import Claim, NamedPlace, Status, Where
from karez.model.mention import PlaceMention
from karez.model.text import Offsets, Span
from karez.model.vocabulary import PlaceUse, Relation
from karez.read.mentions.cores import in_core
from karez.read.passage import Passage, within

_USES = frozenset({PlaceUse.LITERAL, PlaceUse.MODIFIER, PlaceUse.METONYMIC})
_LEAD = 40
# How far from asset and state a place may stand, in characters.
_REACH = 260
_THE = r"\s+(?:the\s+)?(?:(?:town|city|towns|cities|areas?)\s+of\s+)?"
_BETWEEN = re.compile(rf"\bbetween{_THE}$", re.IGNORECASE)
_FROM = re.compile(rf"\bfrom{_THE}$", re.IGNORECASE)
_LINKING = re.compile(
    rf"\b(?:link(?:s|ing)|connect(?:s|ing)|join(?:s|ing)|which\s+(?:links?|connects?)){_THE}$", re.IGNORECASE
)
_AND = re.compile(rf"(?:\s+(?:and|to){_THE}|\s?[-–—]\s?)", re.IGNORECASE)
_TO = re.compile(rf"\s+(?:up\s+)?(?:to|till|until){_THE}", re.IGNORECASE)
_WITH = re.compile(rf"\s+(?:to|with|and){_THE}", re.IGNORECASE)
_DASH = re.compile(r"\s?[-–—/]\s?")
_SECTION = re.compile(r"\s+(?:\w+\s+)?(?:section|stretch|portion|segment|sector)\b", re.IGNORECASE)
_MORE = re.compile(r"\s*(?:,|,?\s+(?:and|or|&))\s*(?:(?:in|at|near|to|the|with)\s+)?", re.IGNORECASE)
# What stands after such a word is where something is, not which road or service is meant.
_AT = re.compile(
    r"\b(?P<word>at|near|close\s+to|next\s+to|in|around|outside(?:\s+of)?|inside|off|on|across|along|over|within|throughout|of|from)"
    r"[\s,:]+(?:the\s+)?(?:[\w'’-]+\s+){0,2}$",
    re.IGNORECASE,
)
_RELATIONS = {"near": "near", "close": "near", "next": "near", "around": "near", "off": "near", "outside": "outside"}
_RELATIONS |= {"along": "along", "from": "from"}
_DATELINE = re.compile(r"[A-Z][A-Z .'-]{2,30}(?:,|:|\s[-–—]|\s\()")


@dataclass(frozen=True, slots=True)
class _Run:
    """Places that belong together: the two ends of a stretch or a name, or a list. ``names``: they name the road."""

    mentions: tuple[PlaceMention, ...]
    relation: Relation
    names: bool = False


def status_where(passage: Passage, claim: Claim, zone: Offsets, *, several: bool) -> Claim:
    """Return the claim with its place, where the words of ``zone`` beside asset and state tell it.

    In a sentence with ``several`` states only ``zone`` counts. Otherwise only both ends of a stretch are taken here,
    unless a place apart from them tells it more exactly; the rest is attribution's work.
    """
    if not isinstance(claim.body, Status):
        return claim
    zone = (max(zone[0], claim.span.start - _REACH), min(zone[1], claim.span.end + _REACH))
    runs = _runs(passage, zone, claim.body.asset.span)
    apart = [run for run in runs if not run.names and run.relation is not Relation.BETWEEN and _is_at(passage, run)]
    stretches = [run for run in runs if run.relation is Relation.BETWEEN]
    names = [run for run in runs if run.names]
    if several:
        bare = [run for run in runs if run not in apart and not run.names]
        chosen = next(iter([*apart, *stretches, *names, *bare]), None)
    else:
        several_named = [run for run in runs if len(run.mentions) > 1 and _in_name(run, claim.body.asset.span)]
        chosen = next(iter([*stretches, *names, *several_named]), None) if not apart else None
    return claim if chosen is None else replace(claim, where=_where(passage.text, chosen))


def _where(text: str, run: _Run) -> Where:
    first, last = run.mentions[0], run.mentions[-1]
    places = tuple(NamedPlace(mention.span, mention.place) for mention in run.mentions)
    span = Span.of(text, first.span.start, last.span.end)
    return Where(span, first.place, run.relation, places if len(places) > 1 else ())


def _in_name(run: _Run, asset: Span) -> bool:
    """ "A and B airports": the last of a list stands in the name."""
    last = run.mentions[-1].span
    return not run.names and asset.start <= last.start and last.end <= asset.end


def _is_at(passage: Passage, run: _Run) -> bool:
    start = run.mentions[0].span.start
    return _AT.search(passage.text[max(0, start - _LEAD) : start]) is not None


def _runs(passage: Passage, zone: Offsets, asset: Span) -> list[_Run]:
    """The places of ``zone`` in runs, in text order; what heads a report is none."""
    text = passage.text
    mentions = [
        mention
        for mention in within(passage.places, *zone)
        if mention.use in _USES
        and not _DATELINE.match(text, mention.span.start)
        and not _in_actor(passage, mention)
        and not in_core(asset.quote, mention.span.start - asset.start, mention.span.end - asset.start)
    ]
    found: list[_Run] = []
    index = 0
    while index < len(mentions):
        run = _run_at(text, mentions, index, asset.offsets)
        found.append(run)
        index += len(run.mentions)
    return found


def _in_actor(passage: Passage, mention: PlaceMention) -> bool:
    near = within(passage.actors, mention.span.start - 60, mention.span.end + 60)
    return any(actor.span.overlaps(*mention.span.offsets) for actor in near)


def _run_at(text: str, mentions: Sequence[PlaceMention], index: int, asset: Offsets) -> _Run:
    """The run that begins with the mention at ``index``."""
    first = mentions[index]
    rest = mentions[index + 1 :]
    lead = text[max(0, first.span.start - _LEAD) : first.span.start]
    if rest:
        between = text[first.span.end : rest[0].span.start]
        if _BETWEEN.search(lead) and _AND.fullmatch(between):
            return _Run((first, rest[0]), Relation.BETWEEN)
        if _FROM.search(lead) and _TO.fullmatch(between):
            return _Run((first, rest[0]), Relation.BETWEEN)
        if _LINKING.search(lead) and _WITH.fullmatch(between):
            return _Run((first, *_listed(text, rest)), Relation.BETWEEN)
        if _DASH.fullmatch(between):
            return _dashed(text, first, rest[0], asset)
    match = _AT.search(lead)
    word = match["word"].split()[0].casefold() if match else ""
    relation = Relation(_RELATIONS.get(word, "in"))
    return _Run(tuple(_listed(text, mentions[index:])), relation)


def _dashed(text: str, first: PlaceMention, second: PlaceMention, asset: Offsets) -> _Run:
    """ "the A-B section" is a stretch; "the A-B highway" names a road."""
    stretch = _SECTION.match(text, second.span.end) is not None
    inside = first.span.start >= asset[0] and second.span.end <= asset[1]
    before = 0 <= asset[0] - second.span.end <= _LEAD
    if stretch:
        return _Run((first, second), Relation.BETWEEN)
    return _Run((first, second), Relation.ALONG, names=inside or before)


def _listed(text: str, mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The first of ``mentions`` and those that are listed with it: "A, B and C"."""
    found = [mentions[0]]
    for before, mention in pairwise(mentions):
        if not _MORE.fullmatch(text, before.span.end, mention.span.start):
            break
        found.append(mention)
    return found
