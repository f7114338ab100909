"""Every meaning of a name, in the packs and in the world index; and, in bulk, what sorts of thing names may be.

One thing that two packs know is one meaning, the earlier pack's ("packs stack").
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from karez.atlas.find import score
from karez.atlas.fold import fold_key
from karez.atlas.pack import Pack
from karez.atlas.values import NameRow, PlaceRow
from karez.atlas.words import words
from karez.atlas.world.flags import NameFlag
from karez.atlas.world.folding import fold_keys
from karez.atlas.world.forms import spelled_out, with_other_article, without_unit
from karez.atlas.world.index import WorldIndex
from karez.model.errors import AtlasError
from karez.model.geodesy import distance_km

MOST = 60
# Rows of two packs for one thing lie no farther apart than this, or than the radius of an area.
_SAME_KM = 30.0
_DERIVED = frozenset({"demonym", "language"})
# Read from the index before those that a pack knows better are left out.
_READ = 3 * MOST

Meaning = tuple[PlaceRow, NameRow, str]


class Senses:
    """The meanings of names in some packs; earlier packs win."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        self._packs = tuple(packs)

    @cached_property
    def _listed(self) -> dict[str, list[Meaning]]:
        """The packs' own names, folded."""
        found: dict[str, list[Meaning]] = {}
        for pack in self._packs:
            names = [name for name in (*pack.names["place"], *pack.more_names) if name.kind != "wrong form"]
            keys = fold_keys([" ".join(name.name.split("\n")) for name in names])
            for key, name in zip(keys, names, strict=True):
                found.setdefault(key, []).append((self._target(pack, name), name, pack.info.id))
        return found

    def _target(self, pack: Pack, name: NameRow) -> PlaceRow:
        row = pack.by_local.get(name.target) or self.row(name.target)
        if row is None:
            raise AtlasError("broken-pack", f"the name points to {name.target}, which is not there", place=name.name)
        return row

    @cached_property
    def _bits(self) -> dict[str, int]:
        regional = {pack.info.id for pack in self._packs if pack.info.country}
        bits: dict[str, int] = {}
        for key, meanings in self._listed.items():
            bits[key] = 0
            for row, name, own in meanings:
                bits[key] |= int(_bits_of(row, name)) | (int(NameFlag.REGIONAL_PACK) if own in regional else 0)
        for pack in self._packs:
            for word in pack.common_words:
                bits[word] = bits.get(word, 0) | int(NameFlag.COMMON_WORD)
        return bits

    @cached_property
    def _world(self) -> tuple[tuple[WorldIndex, str], ...]:
        return tuple((pack.world, pack.info.id) for pack in self._packs if pack.world)

    def flags(self, keys: Sequence[str]) -> tuple[int, ...]:
        """Return the bits (``NameFlag``) of names folded by ``fold_key``, in order; 0 for a name that is none."""
        bits = self._flags(keys)
        # A name that is none may be one in another form: those that have such a form are few. A unit's name before the
        # word for it is no such form: the bits would tell of the longer stretch what holds of the shorter one.
        forms = [(at, form) for at, key in enumerate(keys) for form in _forms(key, bool(bits[at]))]
        for (at, _), more in zip(forms, self._flags([form for _, form in forms]), strict=True):
            bits[at] |= more
        return tuple(bits)

    def _flags(self, keys: Sequence[str]) -> list[int]:
        known = self._bits
        bits = [known.get(key, 0) for key in keys]
        for index, _ in self._world:
            bits = [mine | other for mine, other in zip(bits, index.flags(keys).tolist(), strict=True)]
        return bits

    def meanings(self, name: str) -> tuple[Meaning, ...]:
        """Return every meaning of the whole string ``name``, the most populous first, at most ``MOST``.

        A name that nothing bears is looked for in other forms: its article otherwise, without the word for a unit.
        """
        key = fold_key(name)
        found = self._under(key, name)
        if other := spelled_out(key):
            for meaning in self._under(other, other):
                _join(found, meaning, tuple(found))
        if not found and (short := without_unit(key)):
            found = [meaning for meaning in self._under(short, short) if _is_unit(meaning)]
        for form in () if found else with_other_article(key):
            found = found or self._under(form, form)
        return tuple(sorted(found, key=lambda meaning: -(meaning[0].population or 0))[:MOST])

    def _under(self, key: str, name: str) -> list[Meaning]:
        """Return what is listed under this very name, the packs' own first, at most ``MOST`` unless they are more."""
        found: list[Meaning] = []
        for meaning in self._listed.get(key, ()):
            if _written(meaning[1], name):
                _join(found, meaning, tuple(found))
        own_rows = tuple(found)
        for meaning in self._of_index(key):
            _join(found, meaning, own_rows)
        return found[: max(MOST, len(own_rows))]

    def _of_index(self, key: str) -> Iterator[Meaning]:
        for index, pack in self._world:
            for item in index.lookup(key, _READ):
                yield item.row, NameRow("", "", kind=item.name_kind, confidence="medium"), pack

    def row(self, identity: str) -> PlaceRow | None:
        """Return the place of the world index with this id, None where there is none."""
        rows = (index.row(identity) for index, _ in self._world)
        return next((row for row in rows if row), None)


def _forms(key: str, known: bool) -> Iterator[str]:
    """Yield the other forms of a name that is to have the bits of these as well."""
    if other := spelled_out(key):
        yield other
    if not known:
        yield from with_other_article(key)


def _is_unit(meaning: Meaning) -> bool:
    return words().kind_flags.get(meaning[0].place.kind) in ("FIRST_LEVEL", "SECOND_LEVEL")


def chance(meaning: Meaning) -> float:
    """Return how sure a name means this, by the row alone, 0 to 1."""
    return score(meaning[1], False)


def _written(row: NameRow, name: str) -> bool:
    """Tell whether ``name`` is written as the row asks: an abbreviation letter by letter, or all in capitals."""
    if row.kind != "abbreviation":
        return True
    letters, wanted = _letters(name), _letters(row.name)
    return letters in (wanted, wanted.upper())


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _bits_of(row: PlaceRow, name: NameRow) -> int:
    if name.kind in _DERIVED:
        return NameFlag.DEMONYM
    return NameFlag[words().kind_flags.get(row.place.kind, "TOWN" if name.kind == "name" else "TOWN_OTHER_NAME")]


def _join(found: list[Meaning], meaning: Meaning, known: Sequence[Meaning]) -> None:
    """Add a meaning that is none of the ``known``; of one that is, what the known row lacks."""
    for other in known:
        if _same(meaning, other):
            at = next(index for index, held in enumerate(found) if held[1] is other[1] and held[2] == other[2])
            found[at] = (_filled(found[at][0], meaning[0]), *found[at][1:])
            return
    found.append(meaning)


def _filled(row: PlaceRow, other: PlaceRow) -> PlaceRow:
    """Return ``row`` with the position, the units and the population of ``other`` where it has none itself."""
    place, more = row.place, other.place
    if place.lat is None:
        place = replace(place, lat=more.lat, lon=more.lon, radius_km=more.radius_km)
    place = replace(place, admin1=place.admin1 or more.admin1, admin2=place.admin2 or more.admin2)
    if row.population is None:
        row = replace(row, population=other.population, population_what=other.population_what)
    return replace(row, place=place)


def _same(meaning: Meaning, other: Meaning) -> bool:
    """Tell whether two rows are the same thing: the same id, or one kind, one country and hardly any distance."""
    place, held = meaning[0].place, other[0].place
    ids = {place.id, place.same_as} - {None}
    if ids & {held.id, held.same_as}:
        return True
    if meaning[2] == other[2] and meaning[1].target and other[1].target:
        return False
    sorts = words().kind_flags
    if sorts.get(place.kind) != sorts.get(held.kind) or place.country != held.country:
        return False
    if place.lat is None or place.lon is None or held.lat is None or held.lon is None:
        return True
    reach = max(_SAME_KM, *((held.radius_km or 0), (place.radius_km or 0)) if place.kind in sorts else (_SAME_KM,))
    return distance_km((place.lat, place.lon), (held.lat, held.lon)) <= reach
