"""Place names: looking one up, and finding all in a text, with the unit (district, town) that the text asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from karez.atlas.find import Sense, entries, holds, score
from karez.atlas.fold import Folded, fold
from karez.atlas.matcher import Hit, Matcher
from karez.atlas.pack import Pack
from karez.atlas.units import UnitWord, units_beside
from karez.atlas.values import PlaceRow
from karez.atlas.words import words
from karez.model.mention import Place


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A place that a name may mean. ``score`` is 0 to 1; ``name_kind`` tells demonyms and former names apart."""

    place: Place
    score: float
    population: int | None
    name_kind: str
    confidence: str
    needs_context: bool
    pack: str


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place name in a text, ``text[start:end] == quote``; candidates best first.

    ``needs_context``: no candidate is sure by the name alone; ``in_context``: the text gives the best one its
    context. ``unit`` is the unit the text asks for beside the name (district, division, province, town, tehsil)
    and ``unit_start``/``unit_end`` the stretch of name and unit word together.
    """

    start: int
    end: int
    quote: str
    candidates: tuple[PlaceCandidate, ...]
    needs_context: bool
    in_context: bool
    unit: str | None
    unit_start: int
    unit_end: int

    @property
    def best(self) -> Place | None:
        """The best candidate's place, or None where the name alone decides nothing and the text does not help."""
        if self.needs_context and not self.in_context:
            return None
        return self.candidates[0].place


class Gazetteer:
    """The place names of some packs; earlier packs win where two are equal."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        self._packs = tuple(packs)

    @cached_property
    def _matcher(self) -> Matcher[Sense[PlaceRow]]:
        found = []
        for pack in self._packs:
            found += entries(pack.info.id, pack.names["place"], pack.by_local)
        return Matcher(found)

    @cached_property
    def _by_id(self) -> dict[str, PlaceRow]:
        rows = {}
        for row in (row for pack in reversed(self._packs) for row in pack.places):
            rows[row.place.id] = row
            if row.place.same_as:
                rows[row.place.same_as] = row
        return rows

    def place(self, identity: str) -> Place | None:
        """Return the place with this id (or this other id), None where there is none."""
        row = self._by_id.get(identity)
        return row.place if row else None

    def row(self, identity: str) -> PlaceRow | None:
        """Return what the pack knows of the place with this id, None where there is none."""
        return self._by_id.get(identity)

    def lookup(self, name: str, *, unit: str | None = None) -> tuple[PlaceCandidate, ...]:
        """Return the places that ``name`` may mean, best first; case, accents and dashes do not count.

        ``unit`` (district, division, province, town, tehsil) puts places of that unit first.
        """
        return self._ranked(self._matcher.lookup(name), unit, frozenset(), fold(name))

    def find(self, text: str) -> tuple[PlaceMatch, ...]:
        """Return the place names in ``text``, in text order. Offsets count code points of ``text``."""
        folded = fold(text)
        hits = self._matcher.find(folded)
        sure = frozenset(sense.pack for hit in hits for sense in hit.values if sense.sure)
        units = units_beside(text, [(hit.start, hit.end) for hit in hits])
        return tuple(self._match(hit, folded, sure, unit) for hit, unit in zip(hits, units, strict=True))

    def _match(self, hit: Hit[Sense[PlaceRow]], folded: Folded, sure: frozenset[str], unit: UnitWord) -> PlaceMatch:
        ranked = self._ranked(hit.values, unit.unit, sure, folded)
        best = ranked[0]
        return PlaceMatch(
            start=hit.start,
            end=hit.end,
            quote=folded.original[hit.start : hit.end],
            candidates=ranked,
            needs_context=best.needs_context,
            in_context=best.score > words().score_out_of_context,
            unit=unit.unit,
            unit_start=min(hit.start, unit.start),
            unit_end=max(hit.end, unit.end),
        )

    def _ranked(
        self, senses: Sequence[Sense[PlaceRow]], unit: str | None, sure: frozenset[str], folded: Folded
    ) -> tuple[PlaceCandidate, ...]:
        best: dict[str, PlaceCandidate] = {}
        for sense in senses:
            candidate = _candidate(sense, holds(folded, sense.row, sure, sense.pack))
            held = best.get(candidate.place.id)
            if held is None or candidate.score > held.score:
                best[candidate.place.id] = candidate
        order = [pack.info.id for pack in self._packs]
        return tuple(sorted(best.values(), key=lambda item: _rank(item, unit, order)))


def _candidate(sense: Sense[PlaceRow], in_context: bool) -> PlaceCandidate:
    row = sense.row if not sense.value.needs_context else replace(sense.row, needs_context=True)
    return PlaceCandidate(
        place=sense.value.place,
        score=score(row, in_context),
        population=sense.value.population,
        name_kind=row.kind,
        confidence=row.confidence,
        needs_context=row.needs_context or bool(row.context) or row.confidence == "low",
        pack=sense.pack,
    )


def _rank(item: PlaceCandidate, unit: str | None, order: Sequence[str]) -> tuple[int, int, int, int, int, str]:
    """The unit asked for, then context, then kind (town before district), pack, population; id for a fixed order."""
    asked = words().unit_kinds.get(unit, ()) if unit else ()
    kinds = words().kind_order
    return (
        0 if item.place.kind in asked else 1,
        0 if item.score > words().score_out_of_context else 1,
        order.index(item.pack),
        kinds.index(item.place.kind) if item.place.kind in kinds else len(kinds),
        -(item.population or 0),
        item.place.id,
    )
