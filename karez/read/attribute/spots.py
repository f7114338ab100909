"""The places of a report that a happening may have: single names, and lists of names that are meant together."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from karez.model.mention import Place, PlaceMention
from karez.model.text import Offsets, Span
from karez.model.vocabulary import PlaceUse
from karez.read.lexicon import alternatives, data
from karez.read.mentions.cores import in_core
from karez.read.passage import Passage, within

_USES = frozenset({PlaceUse.LITERAL, PlaceUse.MODIFIER})
_LARGE = {"country": 3, "continent": 4, "province": 2, "region": 2, "state": 2, "district": 1}
_DATELINE = re.compile(r"^\s*[A-Z][A-Z .'-]{2,30}(?:,|:|\s[-–—]|\s\()")
_LISTED = re.compile(r"\s*(?:,|;|/|&|,?\s+(?:and|or|&))\s*(?:also\s+|in\s+)?")
_COMMA = re.compile(r"\s*[,;]\s*")
# "Capital-based" tells where a party is at home, not where something happened.
_OF_A_PARTY = re.compile(r"[-–](?:based|backed|led|born|made|aligned|brokered|funded|linked|trained)\b", re.IGNORECASE)


# "told reporters in Capital": where it was said.
_SPOKEN = re.compile(
    r"\b(?:told\s+(?:reporters|journalists|the\s+(?:press|media)|a\s+(?:news|press)\s+(?:conference|briefing))|(?:news|press)\s+(?:conference|briefing)|speaking)"
    r"\s+(?:\w+\s+){0,2}?(?:in|at|from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


# A line in brackets at the head of a text is a note of who passes it on: "[Translated for the desk of ...]".
_NOTE = re.compile(r"\s*\[[^\]\n]*\]\s*\n")


@dataclass(frozen=True, slots=True)
class Spot:
    """One place, or a list of places ("A, B and C"), where it stands in the text. ``dateline``: it heads a report."""

    mentions: tuple[PlaceMention, ...]
    span: Span
    dateline: bool = False

    @property
    def size(self) -> int:
        """0 for a town and anything smaller, 1 for a district, more for larger."""
        return max(size(mention) for mention in self.mentions)

    @property
    def name(self) -> str | None:
        """The usual name of the first place, None where it was not resolved."""
        place = self.mentions[0].place
        return place.name if place else None

    @property
    def is_list(self) -> bool:
        """Whether several places are meant."""
        return len(self.mentions) > 1


def size(mention: PlaceMention) -> int:
    """How large the kind of place is: town 0, district 1, province 2, country 3; as the text says where not resolved."""
    return _LARGE.get(mention.place.kind if mention.place else mention.kind, 0)


def spots_of(passage: Passage) -> tuple[Spot, ...]:
    """Return the places of the passage, in text order, lists as one; places inside a party's name are left out."""
    starts = {sentence.start for sentence in passage.sentences}
    note = _NOTE.match(passage.text)
    found: list[Spot] = []
    run: list[PlaceMention] = []
    for mention in passage.places:
        if note and mention.span.end <= note.end():
            continue
        if mention.use not in _USES or _in_actor(passage, mention) or _of_a_body(passage.text, mention.span.end):
            continue
        if _is_generic(passage, mention):
            continue
        if _SPOKEN.search(passage.text, max(0, mention.span.start - 60), mention.span.start):
            continue
        at = mention.span.start
        if at in starts and _DATELINE.match(passage.text[at : at + 40]):
            found.append(Spot((mention,), mention.span, dateline=True))
            continue
        if run and not _goes_on(passage.text, run[-1], mention):
            found.extend(_spots(passage, run))
            run = []
        run.append(mention)
    found.extend(_spots(passage, run))
    return tuple(sorted(found, key=lambda spot: spot.span.start))


def _spots(passage: Passage, run: Sequence[PlaceMention]) -> list[Spot]:
    """A run of names as one list; two names with only a comma between them are no list."""
    if len(run) == 2 and _COMMA.fullmatch(passage.text, run[0].span.end, run[1].span.start):
        return [Spot((mention,), mention.span) for mention in run]
    return [Spot(tuple(run), Span.of(passage.text, run[0].span.start, run[-1].span.end))] if run else []


def _goes_on(text: str, before: PlaceMention, mention: PlaceMention) -> bool:
    """ "A and B" is a list; "A, B province" is a town and what it lies in."""
    between = text[before.span.end : mention.span.start]
    if len(between) > 12 or not _LISTED.fullmatch(between):
        return False
    return max(size(before), 1) == max(size(mention), 1) and before.span.quote != mention.span.quote


@cache
def _body() -> re.Pattern[str]:
    return re.compile(rf"(?:\s+[A-Z][\w’'-]+){{0,3}}\s+{alternatives(data('places')['bodies'])}(?!\w)")


def _of_a_body(text: str, end: int) -> bool:
    """ "the Lakeland Doctors Network": the name of a body, or of who is at home there, tells no place."""
    return bool(_OF_A_PARTY.match(text, end) or _body().match(text, end))


def _in_actor(passage: Passage, mention: PlaceMention) -> bool:
    near = within(passage.actors, mention.span.start - 60, mention.span.end + 60)
    return any(actor.span.overlaps(*mention.span.offsets) for actor in near)


def _is_generic(passage: Passage, mention: PlaceMention) -> bool:
    """Whether a word that is some town's name is only part of what something is called: "mobile services"."""
    start, end = mention.span.offsets
    near = within(passage.assets, start - 60, end + 60)
    return any(
        in_core(asset.span.quote, start - asset.span.start, end - asset.span.start)
        for asset in near
        if asset.span.overlaps(start, end)
    )


def inside(spots: Sequence[Spot], zone: Offsets) -> list[Spot]:
    """The spots that begin in ``zone``; ``spots`` are in text order."""
    first = bisect_left(spots, zone[0], key=_start)
    return list(spots[first : bisect_left(spots, zone[1], lo=first, key=_start)])


def last_before(spots: Sequence[Spot], at: int, most: int = 100) -> Sequence[Spot]:
    """The last ``most`` spots that begin before ``at``."""
    end = bisect_left(spots, at, key=_start)
    return spots[max(0, end - most) : end]


def _start(spot: Spot) -> int:
    return spot.span.start


def place_of(spot: Spot, unit: Callable[[str, str | None], Place | None]) -> Place | None:
    """The place that a spot means: its own; for a list the smallest unit that holds all of it.

    ``unit`` finds a district or province by its name and country. Where it finds none it is the list's first place.
    """
    first = spot.mentions[0].place
    if not spot.is_list or first is None:
        return first
    found = (unit(name, first.country) for name in units_of(spot.mentions))
    return next((place for place in found if place), first)


def units_of(mentions: Sequence[PlaceMention]) -> tuple[str, ...]:
    """The names of the district and the province that hold all of ``mentions``, the smaller first."""
    levels = [
        {mention.place.admin2 if mention.place else None for mention in mentions},
        {mention.place.admin1 if mention.place else None for mention in mentions},
    ]
    return tuple(unit for names in levels if len(names) == 1 for unit in names if unit)
