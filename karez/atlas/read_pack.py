"""From the files of a pack to values: one function a part."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from karez.atlas.rows import Row, number, read_rows, required_number, split, whole
from karez.atlas.values import Actor, Asset, Link, NameRow, Node, Outline, PlaceRow, Tehsil
from karez.atlas.words import words
from karez.model.errors import AtlasError
from karez.model.mention import Place
from karez.model.vocabulary import ActorClass, AssetType

_PLACE_COLUMNS = ("id", "name", "kind", "country", "lat", "lon", "confidence", "geonames", "needs_context")
_NAME_COLUMNS = ("alias", "type", "target", "script", "kind", "confidence", "needs_context", "context")
_LINK_COLUMNS = ("id", "from", "to", "mode", "designation", "length_km", "straight_km", "baseline", "confidence")


def places(folder: Path, pack: str) -> Iterator[PlaceRow]:
    """Read ``places.csv``, ``nodes.csv`` and ``districts.csv``; an id stands once."""
    districts = read_rows(folder / "districts.csv", ("id", "pcode", "name", "lat", "lon", "confidence"), optional=True)
    # A new district may have no code yet; places without a district do not lie in it.
    names = {row["pcode"]: row["name"] for row in districts if row["pcode"]}
    points = read_rows(folder / "places.csv", _PLACE_COLUMNS, optional=True)
    seen: set[str] = set()
    for row in points + read_rows(folder / "nodes.csv", _PLACE_COLUMNS, optional=True):
        yield _once(_point(row, pack, names), seen)
    for row in districts:
        yield _once(_district(row, pack), seen)


def _once(row: PlaceRow, seen: set[str]) -> PlaceRow:
    if row.local in seen:
        raise AtlasError("broken-pack", "the id stands twice", place=row.local)
    seen.add(row.local)
    return row


def _identity(local: str, geonames: str, pack: str) -> tuple[str, str | None]:
    """Return a place's id and its other id: GeoNames first where known."""
    own = f"{pack}:{local}"
    return (f"geonames:{geonames}", own) if geonames else (own, None)


def _radius(row: Row) -> float:
    told = number(row, "radius_km")
    by_kind = words().radius_km.get(row["kind"], 5.0) if told is None else told
    return float(max(by_kind, words().radius_least_km.get(row["confidence"], 0)))


def _point(row: Row, pack: str, districts: Mapping[str, str]) -> PlaceRow:
    identity, other = _identity(row["id"], row["geonames"], pack)
    place = Place(
        id=identity,
        name=row["name"],
        kind=row["kind"],
        admin1=row.get("province") or None,
        admin2=districts.get(row.get("district", "")),
        pcode=row.get("pcode") or row.get("district") or None,
        country=row["country"] or None,
        lat=number(row, "lat"),
        lon=number(row, "lon"),
        radius_km=_radius(row) if row["lat"] else None,
        same_as=other,
    )
    return PlaceRow(
        local=row["id"],
        place=place,
        population=whole(row, "population"),
        population_what=row.get("population_what", ""),
        population_year=whole(row, "population_year"),
        confidence=row["confidence"],
        needs_context=row["needs_context"] == "yes",
        note=row.get("note", ""),
        source=row.get("source", ""),
    )


def _district(row: Row, pack: str) -> PlaceRow:
    place = Place(
        id=f"{pack}:{row['id']}",
        name=row["name"],
        kind="district",
        admin1=row.get("province") or None,
        admin2=row["name"],
        pcode=row["pcode"] or None,
        country=row.get("country") or None,
        lat=required_number(row, "lat"),
        lon=required_number(row, "lon"),
        radius_km=number(row, "radius_km"),
    )
    return PlaceRow(
        local=row["id"],
        place=place,
        population=whole(row, "population"),
        population_what="district total" if row["population"] else "",
        population_year=whole(row, "population_year"),
        confidence=row["confidence"],
        note=row.get("note", ""),
        source=row.get("source", ""),
        valid_from=row.get("valid_from") or None,
        valid_to=row.get("valid_to") or None,
    )


def tehsils(folder: Path, pack: str) -> Iterator[Tehsil]:
    """Read ``tehsils.csv``: the census areas below the districts; an id stands once."""
    seen: set[str] = set()
    for row in read_rows(folder / "tehsils.csv", ("id", "name", "level", "population"), optional=True):
        if row["id"] in seen:
            raise row.broken("the id stands twice")
        seen.add(row["id"])
        population = whole(row, "population")
        if population is None:
            raise row.broken("population is empty")
        yield Tehsil(
            id=f"{pack}:{row['id']}",
            name=row["name"],
            level=row["level"],
            district=row.get("district") or None,
            population=population,
            population_year=whole(row, "population_year"),
            population_urban=whole(row, "population_urban"),
            confidence=row.get("confidence", "high"),
            note=row.get("note", ""),
            source=row.get("source", ""),
        )


def nodes(folder: Path, pack: str, by_local: Mapping[str, PlaceRow], areas: Mapping[str, Tehsil]) -> Iterator[Node]:
    """Give the network's points: the rows of ``nodes.csv``, with the places read from it and their tehsils by id."""
    for row in read_rows(folder / "nodes.csv", ("id",), optional=True):
        known = by_local[row["id"]]
        around = [f"{pack}:{local}" for local in split(row.get("tehsil", ""))]
        for area in around:
            if area not in areas:
                raise row.broken(f"there is no tehsil {area.split(':', 1)[1]}")
        yield Node(
            id=known.place.id,
            local=known.local,
            name=known.place.name,
            kind=known.place.kind,
            lat=required_number(row, "lat"),
            lon=required_number(row, "lon"),
            population=known.population,
            confidence=known.confidence,
            population_what=known.population_what,
            population_year=known.population_year,
            population_source=row.get("population_source", ""),
            population_area=sum(areas[area].population for area in around) if around else None,
            tehsils=tuple(around),
        )


def links(folder: Path, pack: str, by_local: Mapping[str, Node], by_designation: Mapping[str, str]) -> Iterator[Link]:
    """Read ``links.csv``. Raises AtlasError where an end is no node."""
    for row in read_rows(folder / "links.csv", _LINK_COLUMNS, optional=True):
        for end in (row["from"], row["to"]):
            if end not in by_local:
                raise AtlasError("broken-pack", f"the end {end} is no node", place=row["id"])
        start, end_node = by_local[row["from"]], by_local[row["to"]]
        yield Link(
            id=f"{pack}:{row['id']}",
            start=start.id,
            end=end_node.id,
            mode=row["mode"],
            designation=row["designation"] or None,
            asset=by_designation.get(row["designation"]),
            road_class=row.get("road_class") or None,
            length_km=required_number(row, "length_km"),
            straight_km=required_number(row, "straight_km"),
            baseline=row["baseline"],
            confidence=row["confidence"],
            start_at=(start.lat, start.lon),
            end_at=(end_node.lat, end_node.lon),
            source=row.get("source", ""),
            note=row.get("note", ""),
        )


def assets(folder: Path, pack: str, by_local: Mapping[str, PlaceRow]) -> Iterator[Asset]:
    """Read routes, airports, ports and further assets, and take passes and bridges from the nodes."""
    for row in read_rows(folder / "routes.csv", ("id", "designation", "name", "mode"), optional=True):
        yield _asset(row, pack, AssetType(row["mode"]), None)
    for name, kind in (("airports.csv", AssetType.AIRPORT), ("ports.csv", AssetType.PORT)):
        for row in read_rows(folder / name, ("id", "name", "serves"), optional=True):
            yield _asset(row, pack, kind, _place_id(row["serves"], by_local))
    for row in read_rows(folder / "assets.csv", ("id", "name", "type", "place", "aliases"), optional=True):
        yield _asset(row, pack, _asset_type(row), _place_id(row["place"], by_local))
    for known in by_local.values():
        if known.place.kind in words().node_assets:
            yield _node_asset(known, pack)


def _asset_type(row: Row) -> AssetType:
    try:
        return AssetType(row["type"])
    except ValueError as error:
        raise AtlasError("broken-pack", f"no such type: {row['type']}", place=row["id"]) from error


def _place_id(local: str, by_local: Mapping[str, PlaceRow]) -> str:
    if local not in by_local:
        raise AtlasError("broken-pack", f"the place {local} is not in the pack", place=local)
    return by_local[local].place.id


def _asset(row: Row, pack: str, kind: AssetType, place: str | None) -> Asset:
    return Asset(
        id=f"{pack}:{row['id']}",
        name=row["name"],
        asset_type=kind,
        designation=row.get("designation") or None,
        place=place,
        lat=number(row, "lat"),
        lon=number(row, "lon"),
        confidence=row.get("confidence", "high"),
        note=row.get("note", ""),
        source=row.get("source", ""),
    )


def _node_asset(known: PlaceRow, pack: str) -> Asset:
    place = known.place
    return Asset(
        id=f"{pack}:{known.local}",
        name=place.name,
        asset_type=AssetType(words().node_assets[place.kind]),
        place=place.id,
        lat=place.lat,
        lon=place.lon,
        confidence=known.confidence,
        note=known.note,
        source=known.source,
    )


def actors(folder: Path, pack: str) -> Iterator[Actor]:
    """Read ``actors.csv``. Raises AtlasError for an unknown class or parent."""
    rows = read_rows(folder / "actors.csv", ("id", "name", "class", "parent"), optional=True)
    known = {row["id"] for row in rows}
    for row in rows:
        if row["parent"] and row["parent"] not in known:
            raise AtlasError("broken-pack", f"no such parent: {row['parent']}", place=row["id"])
        yield Actor(
            id=f"{pack}:{row['id']}",
            name=row["name"],
            actor_class=_actor_class(row),
            parent=f"{pack}:{row['parent']}" if row["parent"] else None,
            valid_from=row.get("valid_from") or None,
            valid_to=row.get("valid_to") or None,
            confidence=row.get("confidence", "high"),
            note=row.get("note", ""),
            source=row.get("source", ""),
        )


def _actor_class(row: Row) -> ActorClass:
    try:
        return ActorClass(row["class"])
    except ValueError as error:
        raise AtlasError("broken-pack", f"no such class: {row['class']}", place=row["id"]) from error


def names(folder: Path) -> Mapping[str, tuple[NameRow, ...]]:
    """Read the alias files, and the names of every table, by type: place, asset, actor."""
    found: dict[str, list[NameRow]] = {"place": [], "asset": [], "actor": []}
    for file in ("aliases.csv", "actor_aliases.csv"):
        for row in read_rows(folder / file, _NAME_COLUMNS, optional=True):
            if row["type"] not in found:
                raise AtlasError("broken-pack", f"no such type: {row['type']}", place=row["alias"])
            found[row["type"]].append(_name(row))
    for kind, file in _NAME_FILES:
        for row in read_rows(folder / file, ("id", "name"), optional=True):
            found[kind] += _own_names(row)
    return {kind: tuple(rows) for kind, rows in found.items()}


_NAME_FILES = (
    ("place", "places.csv"),
    ("place", "nodes.csv"),
    ("place", "districts.csv"),
    ("asset", "routes.csv"),
    ("asset", "airports.csv"),
    ("asset", "ports.csv"),
    ("asset", "assets.csv"),
    ("actor", "actors.csv"),
)


def _name(row: Row) -> NameRow:
    return NameRow(
        name=row["alias"],
        target=row["target"],
        script=row["script"],
        kind=row["kind"],
        confidence=row["confidence"],
        needs_context=row["needs_context"] == "yes",
        context=split(row["context"]),
        note=row.get("note", ""),
        language=row.get("language", ""),
        also_means=split(row.get("also_means", "")),
    )


def _own_names(row: Row) -> Iterator[NameRow]:
    main = NameRow(row["name"], row["id"], needs_context=row.get("needs_context") == "yes")
    yield main
    if row.get("designation"):
        # Roads of other countries bear the same numbers.
        yield replace(main, name=row["designation"], kind="abbreviation", needs_context=True)
    for name in split(row.get("aliases", "")):
        yield replace(main, name=name, kind="other name")


def outlines(folder: Path) -> tuple[Outline, ...]:
    """Read ``outlines.json``: lines of (lon, lat), each with its kind."""
    path = folder / "outlines.json"
    if not path.exists():
        return ()
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return tuple(
            Outline(line["kind"], tuple((float(lon), float(lat)) for lon, lat in line["points"]))
            for line in raw["lines"]
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AtlasError("broken-pack", str(error), place=path.name) from error
