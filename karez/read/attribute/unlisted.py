"""A place that no gazetteer lists: its name as the report has it, in the unit or at least the country that it lies in.

A village is no less exact for being in no list. Its point and radius are those of the unit that the report names with
it ("X, Y province"); where it names none the place has no point. The country is that of the unit, else the one of the
nearest place of the same sentence, else the one in which nearly all places of the report lie; without one the name
stays unresolved.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from karez.model.mention import Place, PlaceMention
from karez.model.text import Offsets

PACK = "unlisted"
# The word of the world's gazetteer for every populated place.
_TOWN = "city"


def unlisted(mention: PlaceMention, unit: Place | None, country: str | None) -> Place | None:
    """Return the place that an unresolved ``mention`` names; None where not even its country is known.

    ``unit`` is what the report says that it lies in. The id is ``unlisted:`` with country and name: one name in one
    country is one place, whichever report names it.
    """
    country = unit.country if unit and unit.country else country
    if country is None:
        return None
    name = _name(mention.span.quote)
    identity = f"{PACK}:{country.lower()}.{_slug(name)}"
    if unit is None:
        return Place(identity, name, mention.kind, country=country)
    return Place(
        identity,
        name,
        mention.kind,
        unit.name if unit.kind in {"province", "state", "region"} else unit.admin1,
        unit.name if unit.kind == "district" else unit.admin2,
        unit.pcode,
        country,
        unit.lat,
        unit.lon,
        unit.radius_km,
    )


@dataclass(frozen=True, slots=True)
class Named:
    """The resolved places of a report, as far as they tell where its other places lie.

    ``told`` are offset and country of each, ``by_name`` its countries by each name, in small letters (None: a place of
    no country).
    """

    told: tuple[tuple[int, str], ...]
    by_name: Mapping[str, Counter[str | None]]

    @classmethod
    def of(cls, mentions: Iterable[PlaceMention]) -> "Named":
        """Return what the mentions of a report tell."""
        told: list[tuple[int, str]] = []
        by_name: dict[str, Counter[str | None]] = {}
        for one in mentions:
            if one.place:
                by_name.setdefault(one.span.quote.casefold(), Counter())[one.place.country] += 1
                told += [(one.span.start, one.place.country)] if one.place.country else []
        return cls(tuple(told), by_name)

    def country_at(self, sentence: Offsets, at: int) -> str | None:
        """Return the country of a name at offset ``at`` of a ``sentence``: that of most places of the report.

        Where no country has most, that of the nearest place of the sentence; None where there is none.
        """
        for country, count in Counter(country for _, country in self.told).most_common(1):
            if count > len(self.told) / 2:
                return country
        near = [(abs(start - at), country) for start, country in self.told if sentence[0] <= start < sentence[1]]
        return min(near)[1] if near else None

    def strays(self, mention: PlaceMention) -> bool:
        """Tell whether a mention was taken for a far town of that name: most places of the report lie in another
        country, and none but this name in the town's.

        A village that the gazetteer does not list often has a namesake that it does.
        """
        place = mention.place
        if place is None or place.kind != _TOWN or place.country is None:
            return False
        name = mention.span.quote.casefold()
        others = sum((known for other, known in self.by_name.items() if other != name), Counter[str | None]())
        most = max((count for country, count in others.items() if country), default=0)
        return place.country not in others and most > 1 and most > others.total() / 2


def as_told(mention: PlaceMention) -> Place | None:
    """Return the place of a mention; by the name that the report has for it where the gazetteer only transliterates.

    So that a town which every report calls by one name is not shown under letters that no report has.
    """
    place, words = mention.place, " ".join(mention.span.quote.split())
    if place is None or place.name.isascii() or not words.isascii() or _slug(place.name) == _slug(words):
        return place
    return replace(place, name=_name(words))


def _name(quote: str) -> str:
    words = " ".join(quote.split())
    return words.title() if words in {words.upper(), words.lower()} else words


def _slug(name: str) -> str:
    """Small ASCII letters, digits and hyphens; of another script a digest."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    return "-".join(words) or sha256(name.casefold().encode()).hexdigest()[:12]
