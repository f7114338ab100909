"""From the files of a pack to values: one function a part."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from karez.atlas.rows import Row, number, position, read_rows, required_number, split, whole
from karez.atlas.schema.load import listed
from karez.atlas.values import Actor, Asset, Link, NameRow, Node, Outline, PlaceRow, Tehsil
from karez.atlas.words import words
from karez.model.errors import AtlasError
from karez.model.geodesy import distance_km
from karez.model.mention import Place
from karez.model.vocabulary import ActorClass, AssetType

_PLACE_COLUMNS = ("id", "name", "kind", "country", "lat", "lon", "confidence", "geonames", "needs_context")
_NAME_COLUMNS = ("alias", "type", "target", "script", "kind", "confidence", "needs_context", "context")
_LINK_COLUMNS = ("id", "from", "to", "mode", "designation", "length_km", "straight_km", "baseline", "confidence")


# Positions are rounded, so that a length may fall this far short of the straight line (km).
STRAIGHT_SLACK_KM = 0.5


def places(folder: Path, pack: str) -> Iterator[PlaceRow]:
    """Read ``places.csv``, ``nodes.csv`` and ``districts.csv``; an id stands once."""
    districts = read_rows(folder / "districts.csv", ("id", "pcode", "name", "lat", "lon", "confidence"), optional=True)
    # A new district may have no code yet; places without a district do not lie in it.
    names = {row["pcode"]: row["name"] for row in districts if row["pcode"]}
    points = read_rows(folder / "places.csv", _PLACE_COLUMNS, optional=True)
    seen: set[str] = set()
    for row in points + read_rows(folder / "nodes.csv", _PLACE_COLUMNS, optional=True):
        yield _point(_once(row, seen), pack, names)
    for row in districts:
        yield _district(_once(row, seen), pack)


def _once(row: Row, seen: set[str]) -> Row:
    """Let pass a row whose id was not seen before. Raises AtlasError (``broken-pack``) for another."""
    if not row["id"]:
        raise row.broken("id is empty")
    if row["id"] in seen:
        raise row.broken("the id stands twice")
    seen.add(row["id"])
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
    lat, lon = position(row) if row["lat"] or row["lon"] else (None, None)
    confidence = listed(row, "confidence", "confidence")
    place = Place(
        id=identity,
        name=row["name"],
        kind=row["kind"],
        admin1=row.get("province") or None,
        admin2=districts.get(row.get("district", "")),
        pcode=row.get("pcode") or row.get("district") or None,
        country=row["country"] or None,
        lat=lat,
        lon=lon,
        radius_km=_radius(row) if row["lat"] else None,
        same_as=other,
    )
    return PlaceRow(
        local=row["id"],
        place=place,
        population=whole(row, "population"),
        population_what=row.get("population_what", ""),
        population_year=whole(row, "population_year"),
        confidence=confidence,
        needs_context=row["needs_context"] == "yes",
        note=row.get("note", ""),
        source=row.get("source", ""),
    )


def _district(row: Row, pack: str) -> PlaceRow:
    lat, lon = position(row)
    place = Place(
        id=f"{pack}:{row['id']}",
        name=row["name"],
        kind="district",
        admin1=row.get("province") or None,
        admin2=row["name"],
        pcode=row["pcode"] or None,
        country=row.get("country") or None,
        lat=lat,
        lon=lon,
        radius_km=number(row, "radius_km"),
    )
    return PlaceRow(
        local=row["id"],
        place=place,
        population=whole(row, "population"),
        population_what="district total" if row.get("population") else "",
        population_year=whole(row, "population_year"),
        confidence=listed(row, "confidence", "confidence"),
        note=row.get("note", ""),
        source=row.get("source", ""),
        valid_from=row.get("valid_from") or None,
        valid_to=row.get("valid_to") or None,
    )


def tehsils(folder: Path, pack: str) -> Iterator[Tehsil]:
    """Read ``tehsils.csv``: the census areas below the districts; an id stands once."""
    seen: set[str] = set()
    for row in read_rows(folder / "tehsils.csv", ("id", "name", "level", "population", "confidence"), optional=True):
        population = whole(_once(row, seen), "population")
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
            confidence=listed(row, "confidence", "confidence"),
            note=row.get("note", ""),
            source=row.get("source", ""),
        )


def nodes(folder: Path, pack: str, by_local: Mapping[str, PlaceRow], areas: Mapping[str, Tehsil]) -> Iterator[Node]:
    """Give the network's points: the rows of ``nodes.csv``, with the places read from it and their tehsils by id."""
    for row in read_rows(folder / "nodes.csv", ("id",), optional=True):
        known = by_local[row["id"]]
        lat, lon = position(row)
        around = [f"{pack}:{local}" for local in split(row.get("tehsil", ""))]
        for area in around:
            if area not in areas:
                raise row.broken(f"there is no tehsil {area.split(':', 1)[1]}")
        yield Node(
            id=known.place.id,
            local=known.local,
            name=known.place.name,
            kind=known.place.kind,
            lat=lat,
            lon=lon,
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
    seen: set[str] = set()
    for row in read_rows(folder / "links.csv", _LINK_COLUMNS, optional=True):
        _once(row, seen)
        for end in (row["from"], row["to"]):
            if end not in by_local:
                raise row.broken(f"the end {end} is no node")
        start, end_node = by_local[row["from"]], by_local[row["to"]]
        length = _length(row, start, end_node)
        if row["designation"] and row["designation"] not in by_designation:
            raise row.broken(f"there is no route {row['designation']}")
        yield Link(
            id=f"{pack}:{row['id']}",
            start=start.id,
            end=end_node.id,
            mode=listed(row, "mode", "mode"),
            designation=row["designation"] or None,
            asset=by_designation.get(row["designation"]),
            road_class=row.get("road_class") or None,
            length_km=length,
            straight_km=required_number(row, "straight_km"),
            baseline=listed(row, "baseline", "baseline"),
            confidence=listed(row, "confidence", "confidence"),
            start_at=(start.lat, start.lon),
            end_at=(end_node.lat, end_node.lon),
            source=row.get("source", ""),
            note=row.get("note", ""),
        )


def _length(row: Row, start: Node, end: Node) -> float:
    """Return the length of a link. Raises AtlasError (``broken-pack``) where the straight line is longer."""
    length, line = required_number(row, "length_km"), distance_km((start.lat, start.lon), (end.lat, end.lon))
    if start.id == end.id or length < line - STRAIGHT_SLACK_KM:
        raise row.broken(f"{length:g} km are below the straight line of {line:.1f} km between its ends")
    return length


def assets(folder: Path, pack: str, by_local: Mapping[str, PlaceRow]) -> Iterator[Asset]:
    """Read routes, airports, ports and further assets, and take passes and bridges from the nodes."""
    seen: set[str] = set()
    designations: set[str] = set()
    for row in read_rows(folder / "routes.csv", ("id", "designation", "name", "mode"), optional=True):
        if row["designation"] in designations:
            raise row.broken(f"the designation {row['designation']!r} stands twice")
        designations.add(row["designation"])
        yield _asset(_once(row, seen), pack, AssetType(listed(row, "mode", "mode")), None)
    for name, kind in (("airports.csv", AssetType.AIRPORT), ("ports.csv", AssetType.PORT)):
        for row in read_rows(folder / name, ("id", "name", "serves"), optional=True):
            yield _asset(_once(row, seen), pack, kind, _place_id(row, "serves", by_local))
    for row in read_rows(folder / "assets.csv", ("id", "name", "type", "place", "aliases"), optional=True):
        kind = AssetType(listed(row, "type", "asset_type"))
        yield _asset(_once(row, seen), pack, kind, _place_id(row, "place", by_local))
    for known in by_local.values():
        if known.place.kind in words().node_assets:
            yield _node_asset(known, pack)


def _place_id(row: Row, column: str, by_local: Mapping[str, PlaceRow]) -> str:
    if row[column] not in by_local:
        raise row.broken(f"the place {row[column]} is not in the pack")
    return by_local[row[column]].place.id


def _asset(row: Row, pack: str, kind: AssetType, place: str | None) -> Asset:
    lat, lon = position(row) if row.get("lat") or row.get("lon") else (None, None)
    return Asset(
        id=f"{pack}:{row['id']}",
        name=row["name"],
        asset_type=kind,
        designation=row.get("designation") or None,
        place=place,
        lat=lat,
        lon=lon,
        confidence=listed(row, "confidence", "confidence") if "confidence" in row else "high",
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
    """Read ``actors.csv``. Raises AtlasError for an unknown class or parent, or one that leads back to itself."""
    rows = read_rows(folder / "actors.csv", ("id", "name", "class", "parent"), optional=True)
    parents = {row["id"]: row["parent"] for row in rows}
    seen: set[str] = set()
    for row in rows:
        _once(row, seen)
        if row["parent"] and row["parent"] not in parents:
            raise row.broken(f"no such parent: {row['parent']}")
        if row["id"] in above(row["id"], parents):
            raise row.broken("the parents lead back to itself")
        yield Actor(
            id=f"{pack}:{row['id']}",
            name=row["name"],
            actor_class=ActorClass(listed(row, "class", "actor_class")),
            parent=f"{pack}:{row['parent']}" if row["parent"] else None,
            valid_from=row.get("valid_from") or None,
            valid_to=row.get("valid_to") or None,
            confidence=listed(row, "confidence", "confidence") if "confidence" in row else "high",
            note=row.get("note", ""),
            source=row.get("source", ""),
        )


def above(identity: str, parents: Mapping[str, str]) -> list[str]:
    """Return what stands above a party, nearest first; where that leads in a circle, each once."""
    found: list[str] = []
    current = parents.get(identity, "")
    while current and current not in found:
        found.append(current)
        current = parents.get(current, "")
    return found


def names(folder: Path) -> Mapping[str, tuple[NameRow, ...]]:
    """Read the alias files, and the names of every table, by type: place, asset, actor."""
    found: dict[str, list[NameRow]] = {"place": [], "asset": [], "actor": []}
    for file in ("aliases.csv", "actor_aliases.csv"):
        for row in read_rows(folder / file, _NAME_COLUMNS, optional=True):
            if row["type"] not in found:
                raise row.broken(f"no such type: {row['type']}")
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


def more_names(folder: Path) -> Iterator[NameRow]:
    """Read ``names.csv``: further names of places, which only ``Gazetteer.senses`` and ``flags`` know."""
    for row in read_rows(folder / "names.csv", ("alias", "target", "kind", "confidence"), optional=True):
        yield _name(row)


def _name(row: Row) -> NameRow:
    return NameRow(
        name=row["alias"],
        target=row["target"],
        script=row["script"],
        kind=row["kind"],
        confidence=listed(row, "confidence", "confidence"),
        needs_context=row["needs_context"] == "yes",
        context=split(row["context"]),
        note=row.get("note", ""),
        language=row.get("language", ""),
        also_means=split(row.get("also_means", "")),
        at=row.place,
    )


def _own_names(row: Row) -> Iterator[NameRow]:
    main = NameRow(row["name"], row["id"], needs_context=row.get("needs_context") == "yes", at=row.place)
    yield main
    if row.get("designation"):
        # Roads of other countries bear the same numbers.
        yield replace(main, name=row["designation"], kind="abbreviation", needs_context=True)
    for name in split(row.get("aliases", "")):
        yield replace(main, name=name, kind="other name")


def word_list(path: Path) -> frozenset[str]:
    """Read a list of words, one a line, ``#`` before a remark; no file is no words."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise AtlasError("broken-pack", str(error), place=path.name) from error
    return frozenset(line for line in lines if line and not line.startswith("#"))


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
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise AtlasError("broken-pack", str(error), place=path.name) from error
