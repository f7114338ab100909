"""Places and stations of an extract: their rows, and at which point of the network each of them lies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from karez.atlas.build.book import NEAR_KM, NODES, PLACES, Book
from karez.atlas.build.draft import Cells, Draft
from karez.atlas.build.names import OtherName, add_aliases
from karez.atlas.build.osm.lines import Lines, put_on
from karez.atlas.build.osm.read import Spot
from karez.atlas.build.osm.tags import main_name, osm_table, other_names, people
from karez.atlas.build.report import Tally
from karez.atlas.build.towns_near import TownsNear
from karez.atlas.fold import fold_key
from karez.model.geodesy import distance_km

SOURCE = "OpenStreetMap (ODbL 1.0)"
GIVEN = {"confidence": "medium", "source": SOURCE}
_TOWNS = frozenset({"city", "town", "village"})


@dataclass(slots=True)
class Placed:
    """Which place of the pack lies at which point, by mode: ``node_of["road"][point]`` is a local id."""

    draft: Draft
    book: Book
    towns: TownsNear
    country: str | None
    tally: Tally
    node_of: dict[str, dict[int, str]] = field(default_factory=lambda: {"road": {}, "rail": {}})
    _by_name: dict[str, list[str]] = field(default_factory=dict)

    def countries(self, points: Sequence[tuple[float, float]]) -> list[str]:
        """Return the country of each (lat, lon): the user's word, else that of the nearest known town."""
        return [self.country] * len(points) if self.country else self.towns.countries(points)

    def put_places(self, spots: Iterable[Spot], roads: Lines, snap_km: float) -> None:
        """Add the places, the greatest first; those near a road become points of the network, on the road."""
        named = [spot for spot in spots if self._has_name(spot)]
        table = osm_table()
        order = sorted(named, key=lambda spot: (table["rank"][_kind(spot)], -int(people(spot.tags)[0] or 0), spot.id))
        reach = [snap_km * table["snap"].get(_kind(spot), -1.0) for spot in order]
        point_of = put_on(roads, [(spot.lat, spot.lon) for spot in order], reach)
        countries = self.countries([(spot.lat, spot.lon) for spot in order])
        for number, (spot, country) in enumerate(zip(order, countries, strict=True)):
            point = point_of.get(number)
            local = self._add_place(spot, country, None if point is None else roads.at(point))
            if point is not None:
                self.node_of["road"][point] = local

    def _has_name(self, spot: Spot) -> bool:
        if fold_key(main_name(spot.tags)):
            return True
        self.tally.leave_out("a place without a name")
        return False

    def _add_place(self, spot: Spot, country: str, on_road: tuple[float, float] | None) -> str:
        others = list(other_names(spot.tags))
        row = _row(spot, _kind(spot), country, on_road or (spot.lat, spot.lon))
        count, year = people(spot.tags)
        if count:
            row |= {"population": count, "population_year": year, "population_what": "town"}
            row |= {"population_source": SOURCE}
        spoken = [row["name"], *(other.name for other in others)]
        if row["kind"] in _TOWNS:
            row["geonames"] = self.towns.geonames((spot.lat, spot.lon), spoken, NEAR_KM)
        off = distance_km((spot.lat, spot.lon), on_road) if on_road else 0.0
        if off >= 0.1:
            row["note"] = f"Stands on the road; its middle is {off:.1f} km away."
        local = self.book.add(row, NODES if on_road else PLACES, spoken)
        if on_road and self.book[local].file == PLACES:
            self.book.move_to_nodes(local, _cells(on_road))
        self._name(local, row["name"], others)
        for name in spoken:
            self._by_name.setdefault(fold_key(name), []).append(local)
        return local

    def _name(self, local: str, name: str, others: Iterable[OtherName]) -> None:
        main = self.book[local].row["name"]
        add_aliases(self.draft, local, main, [OtherName(name), *others], GIVEN)

    def put_stations(self, spots: Iterable[Spot], rails: Lines) -> None:
        """Put the stations on the rails. The station of a place that bears its name is that place."""
        order = sorted((spot for spot in spots if self._has_name(spot)), key=lambda spot: spot.id)
        at = [(spot.lat, spot.lon) for spot in order]
        point_of = put_on(rails, at, [osm_table()["station_km"]] * len(order))
        countries = self.countries(at)
        for number, (spot, country) in enumerate(zip(order, countries, strict=True)):
            if number not in point_of:
                self.tally.leave_out("a station off every railway")
                continue
            point = point_of[number]
            local = self._served(spot)
            if local is None:
                row = _row(spot, "station", country, rails.at(point))
                others = list(other_names(spot.tags))
                local = self.book.add(row, NODES, [other.name for other in others])
                self._name(local, row["name"], others)
            if self.book[local].file == PLACES:
                self.book.move_to_nodes(local, _cells(rails.at(point)))
            self.node_of["rail"][point] = local

    def _served(self, spot: Spot) -> str | None:
        """Return the place within 5 km that a station is named after, None where it has a station already."""
        taken = set(self.node_of["rail"].values())
        here = spot.lat, spot.lon
        names = {_without_station(main_name(spot.tags)), _without_station(spot.tags.get("name", ""))} - {""}
        found = {local for name in names for local in self._by_name.get(name, ()) if local not in taken}
        near = sorted((distance_km(here, self.book[local].at), local) for local in found)
        return near[0][1] if near and near[0][0] <= NEAR_KM else None


def _without_station(name: str) -> str:
    words = [word for word in fold_key(name).split() if word not in osm_table()["station_words"]]
    return " ".join(words)


def _kind(spot: Spot) -> str:
    return str(osm_table()["places"][spot.tags["place"]])


def _row(spot: Spot, kind: str, country: str, at: tuple[float, float]) -> Cells:
    lat, lon = _cells(at)
    name = main_name(spot.tags)
    return {"id": f"osm-n{spot.id}", "name": name, "kind": kind, "country": country, "lat": lat, "lon": lon, **GIVEN}


def _cells(at: tuple[float, float]) -> tuple[str, str]:
    return f"{at[0]:.6f}", f"{at[1]:.6f}"


def position_cells(at: tuple[float, float]) -> Mapping[str, str]:
    """Return the cells lat and lon, to a tenth of a metre."""
    lat, lon = _cells(at)
    return {"lat": lat, "lon": lon}
