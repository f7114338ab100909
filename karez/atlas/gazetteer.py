"""Place names: looking one up, and finding all in a text, with the unit (district, town) that the text asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from karez.atlas.find import Sense, entries, holds, score
from karez.atlas.fold import Folded, fold, fold_key
from karez.atlas.matcher import Hit, Matcher
from karez.atlas.nearly import variants
from karez.atlas.pack import Pack
from karez.atlas.senses import Meaning, Senses, chance
from karez.atlas.towns import TOWN_NAME
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
        # Parties and assets ask for the places of the text in hand again: the last answer is kept.
        self._last: tuple[str, tuple[PlaceMatch, ...]] = ("", ())
        self._told: tuple[tuple[PlaceMatch, ...], frozenset[str]] = ((), frozenset())
        self._folded = fold("")
        self._senses = Senses(packs)

    def senses(self, name: str) -> tuple[PlaceCandidate, ...]:
        """Return every meaning of the whole string ``name`` in the packs and the world, the most populous first.

        At most 60. A thing that two packs know is one meaning, the earlier pack's. ``name_kind`` tells what sort of
        name it is for that place: name, short name, alternate, abbreviation, demonym, language and others.
        """
        return tuple(_meant(meaning) for meaning in self._senses.meanings(name))

    def flags(self, keys: Sequence[str]) -> Sequence[int]:
        """Return what each folded name (``fold_key``) may be, as bits (``NameFlag``); 0 where nothing bears it."""
        return self._senses.flags(keys)

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
        row = self.row(identity)
        return row.place if row else None

    def row(self, identity: str) -> PlaceRow | None:
        """Return what the packs know of the place with this id, None where there is none."""
        return self._by_id.get(identity) or self._senses.row(identity)

    def lookup(self, name: str, *, unit: str | None = None) -> tuple[PlaceCandidate, ...]:
        """Return the places that ``name`` may mean, best first; case, accents and dashes do not count.

        ``unit`` (district, division, province, town, tehsil) puts places of that unit first. Where neither the packs'
        own rows nor the larger towns bear the name, it is what ``senses`` gives.
        """
        return self._lookup(name, unit, frozenset()) or self.senses(name)

    def _lookup(self, name: str, unit: str | None, countries: frozenset[str]) -> tuple[PlaceCandidate, ...]:
        towns = [sense for pack in self._packs for sense in self._towns(pack, pack.towns.lookup(fold_key(name)))]
        return self._ranked([*self._matcher.lookup(name), *towns], unit, countries, fold(name))

    def nearly(self, name: str, text: str) -> PlaceCandidate | None:
        """Return the place that ``name`` means under another spelling, in a country that ``text`` names beyond doubt.

        None where there is none, or where places of two countries would fit.
        """
        countries = self._countries(text)
        if not countries:
            return None
        forms = list(variants(fold_key(name)))
        for form in (form for form, known in zip(forms, self._known(forms), strict=True) if known):
            fitting = [
                candidate for candidate in self._lookup(form, None, countries) if candidate.place.country in countries
            ]
            fitting = [candidate for candidate in fitting if candidate.name_kind != "demonym"]
            if fitting and len({candidate.place.country for candidate in fitting}) == 1:
                return replace(fitting[0], score=words().score_nearly)
        return None

    def _known(self, keys: Sequence[str]) -> Sequence[bool]:
        """Return for each folded name whether ``lookup`` finds something under it."""
        known = [key in self._matcher for key in keys]
        for pack in self._packs:
            known = [here or there for here, there in zip(known, pack.towns.known(keys), strict=True)]
        return known

    def _countries(self, text: str) -> frozenset[str]:
        """Return the countries that ``text`` names beyond doubt; those of the last text are kept."""
        matches = self.find(text)
        if self._told[0] is not matches:
            sure = (match.candidates[0] for match in matches if match.in_context and not match.needs_context)
            self._told = (matches, frozenset(country for candidate in sure if (country := candidate.place.country)))
        return self._told[1]

    def find(self, text: str) -> tuple[PlaceMatch, ...]:
        """Return the place names in ``text``, in text order. Offsets count code points of ``text``."""
        if self._last[0] != text:
            self._last = (text, self._find(self.folded(text)))
        return self._last[1]

    def folded(self, text: str) -> Folded:
        """Return ``text`` folded; the last one is kept, since parties and assets are looked for in it too."""
        if self._folded.original != text:
            self._folded = fold(text)
        return self._folded

    def _find(self, folded: Folded) -> tuple[PlaceMatch, ...]:
        hits = self._hits(folded)
        sure = frozenset(country for hit in hits if (country := _sure_country(hit)))
        units = units_beside(folded.original, [(hit.start, hit.end) for hit in hits])
        matches = (self._match(hit, folded, sure, unit) for hit, unit in zip(hits, units, strict=True))
        return tuple(match for match in matches if match.in_context or not _only_listed(match))

    def _hits(self, folded: Folded) -> list[Hit[Sense[PlaceRow]]]:
        """Return the names of the packs' own rows and of their lists of towns; the longer of two that overlap."""
        hits = self._matcher.find(folded)
        for pack in self._packs:
            found = ((hit, self._towns(pack, hit.rows)) for hit in pack.towns.find(folded))
            hits = _merged(hits, [Hit(hit.start, hit.end, senses) for hit, senses in found if senses])
        return hits

    def _towns(self, pack: Pack, rows: Sequence[PlaceRow]) -> tuple[Sense[PlaceRow], ...]:
        new = (row for row in rows if row.place.id not in self._by_id)
        return tuple(Sense(row, pack.info.id, TOWN_NAME) for row in new)

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
            # "Such-and-such district": the unit word is context enough.
            said = sense.row is not TOWN_NAME and sense.value.place.kind in _asked(unit)
            place = sense.value.place
            candidate = _candidate(sense, said or holds(folded, sense.row, sure, place.country or ""), bool(sure))
            held = best.get(candidate.place.id)
            if held is None or candidate.score > held.score:
                best[candidate.place.id] = candidate
        order = [pack.info.id for pack in self._packs]
        return tuple(sorted(best.values(), key=lambda item: _rank(item, unit, order)))


def spoken_of(packs: Sequence[Pack], places: Sequence[PlaceMatch]) -> frozenset[str]:
    """Return the ids of the packs that a text speaks of: by a sure place of the pack's own, or of its country."""
    best = [place.candidates[0] for place in places if not place.needs_context]
    countries = {candidate.place.country for candidate in best}
    own = {candidate.pack for candidate in best}
    return frozenset(own | {pack.info.id for pack in packs if pack.info.country and pack.info.country in countries})


def elsewhere(packs: Sequence[Pack], places: Sequence[PlaceMatch]) -> frozenset[str]:
    """Return the packs of one country that a text surely does not speak of: it names other countries' places only."""
    best = [place.candidates[0] for place in places if not place.needs_context]
    if not any(candidate.place.country for candidate in best):
        return frozenset()
    return frozenset(pack.info.id for pack in packs if pack.info.country) - spoken_of(packs, places)


def _only_listed(match: PlaceMatch) -> bool:
    """Tell whether only towns of a long list bear the name: without context it is an ordinary word."""
    return all(candidate.name_kind == TOWN_NAME.kind for candidate in match.candidates)


def _sure_country(hit: Hit[Sense[PlaceRow]]) -> str | None:
    """Return the country that a name speaks for beyond doubt, None where it does not."""
    countries = {sense.value.place.country for sense in hit.values}
    sure = all(sense.sure and not sense.value.needs_context for sense in hit.values)
    large = any(sense.row is not TOWN_NAME or _is_large(sense.value) for sense in hit.values)
    return next(iter(countries)) if sure and large and len(countries) == 1 else None


def _is_large(row: PlaceRow) -> bool:
    return (row.population or 0) >= words().town_large


def _merged(own: list[Hit[Sense[PlaceRow]]], towns: list[Hit[Sense[PlaceRow]]]) -> list[Hit[Sense[PlaceRow]]]:
    """Join two lists of hits: the same stretch is one hit, of two that overlap the longer stays, else the own."""
    kept = {(hit.start, hit.end): hit for hit in own}
    for town in towns:
        same = kept.get((town.start, town.end))
        if same:
            kept[town.start, town.end] = Hit(town.start, town.end, (*same.values, *town.values))
            continue
        over = [hit for hit in own if hit.start < town.end and town.start < hit.end]
        if all(hit.end - hit.start < town.end - town.start for hit in over):
            for hit in over:
                kept.pop((hit.start, hit.end), None)
            kept[town.start, town.end] = town
    return sorted(kept.values(), key=lambda hit: hit.start)


def _candidate(sense: Sense[PlaceRow], in_context: bool, others_named: bool) -> PlaceCandidate:
    row = sense.row if not sense.value.needs_context else replace(sense.row, needs_context=True)
    return PlaceCandidate(
        place=sense.value.place,
        score=_town_score(sense.value, in_context, others_named) if sense.row is TOWN_NAME else score(row, in_context),
        population=sense.value.population,
        name_kind=row.kind,
        confidence=sense.value.confidence if sense.row is TOWN_NAME else row.confidence,
        needs_context=row.needs_context or bool(row.context) or row.confidence == "low",
        pack=sense.pack,
    )


def _town_score(row: PlaceRow, country_named: bool, others_named: bool) -> float:
    """A small town counts little where the text names other countries only: there a namesake nobody lists is meant."""
    scores = words().town_score
    if country_named:
        return scores["country_named"]
    if row.needs_context or (others_named and not _is_large(row)):
        return words().score_out_of_context
    return scores["large"] if _is_large(row) else scores["else"]


def _meant(meaning: Meaning) -> PlaceCandidate:
    row, name, pack = meaning
    return PlaceCandidate(
        place=row.place,
        score=chance(meaning),
        population=row.population,
        name_kind=name.kind,
        confidence=name.confidence,
        needs_context=row.needs_context or name.needs_context or bool(name.context) or name.confidence == "low",
        pack=pack,
    )


def _asked(unit: str | None) -> Sequence[str]:
    """Return the kinds of place that a unit word asks for."""
    return words().unit_kinds.get(unit, ()) if unit else ()


_Rank = tuple[int, int, int, bool, int, float, int, str]


def _rank(item: PlaceCandidate, unit: str | None, order: Sequence[str]) -> _Rank:
    """The unit asked for, context, pack, kind (town before district), for towns of a list their score, population."""
    kinds = words().kind_order
    town = item.name_kind == TOWN_NAME.kind
    return (
        0 if item.place.kind in _asked(unit) else 1,
        0 if item.score > words().score_out_of_context else 1,
        order.index(item.pack),
        # A town of a list under another than its own name gives way to whatever bears the name.
        town and item.confidence == "low",
        kinds.index(item.place.kind) if item.place.kind in kinds else len(kinds),
        -item.score if town else 0.0,
        -(item.population or 0),
        item.place.id,
    )
