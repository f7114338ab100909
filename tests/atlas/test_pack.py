"""The shipped pack: sums, ends, lengths, and that nothing of its sources was lost."""

import csv
from pathlib import Path

import pytest

from karez.atlas.atlas import Atlas
from karez.atlas.pack import Pack, load_pack, shipped_packs
from karez.atlas.values import Link
from karez.model.errors import AtlasError
from karez.model.geodesy import distance_km

SOURCE = "atlas-balochistan"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_head_names_zone_hubs_and_credits(pack: Pack) -> None:
    assert pack.info.timezone == "Asia/Karachi"
    assert any("GeoNames" in credit and "CC BY 4.0" in credit for credit in pack.info.credits)
    assert any("Pakistan Bureau of Statistics" in credit for credit in pack.info.credits)
    assert all(hub in pack.by_local for hub in pack.info.hubs)


def test_every_shipped_pack_reads_in_whole() -> None:
    for name in shipped_packs():
        pack = load_pack(name)
        assert pack.places or pack.actors
        assert pack.links or not pack.nodes
        assert {"place", "asset", "actor"} == set(pack.names)


def test_every_row_of_the_network_keeps_source_and_confidence(pack: Pack) -> None:
    for name in ("nodes.csv", "links.csv", "routes.csv", "airports.csv", "ports.csv", "districts.csv", "assets.csv"):
        rows = read(pack.path / name)
        assert rows
        assert all(row["source"] and row["confidence"] in ("high", "medium", "low", "very_low") for row in rows), name
    for name in ("aliases.csv", "actor_aliases.csv", "actors.csv"):
        assert all(row["source"] for row in read(pack.path / name)), name


def test_district_populations_sum_to_the_census_total(pack: Pack) -> None:
    districts = [row for row in pack.places if row.place.kind == "district" and row.population]
    assert len(districts) == 34
    assert sum(row.population or 0 for row in districts) == 14_894_402
    province = next(row for row in pack.places if row.place.pcode == "PK2")
    assert province.population == 14_894_402


def test_every_link_ends_at_a_node(pack: Pack) -> None:
    known = {node.id for node in pack.nodes}
    assert len(pack.nodes) == 87
    assert len(pack.links) == 119
    assert all({link.start, link.end} <= known and link.start != link.end for link in pack.links)


def test_no_length_is_below_the_straight_line(pack: Pack) -> None:
    for link in pack.links:
        assert link.length_km >= link.straight_km, link.id
        # The straight line is printed with one decimal.
        assert link.straight_km == pytest.approx(distance_km(link.start_at, link.end_at), abs=0.15), link.id


def test_every_numbered_link_belongs_to_a_route(pack: Pack) -> None:
    numbered = [link for link in pack.links if link.designation]
    assert numbered
    assert all(link.asset for link in numbered)
    assert all(link.asset is None for link in pack.links if not link.designation)


def test_baselines_are_closed_words(pack: Pack) -> None:
    assert {link.baseline for link in pack.links} <= {"open", "under_construction", "unknown", "abandoned"}


def test_place_ids_are_geonames_where_known_and_unique(pack: Pack) -> None:
    ids = [row.place.id for row in pack.places]
    assert len(ids) == len(set(ids))
    linked = [row for row in pack.places if row.place.id.startswith("geonames:")]
    assert len(linked) >= 50
    assert all(row.place.same_as == f"pk-balochistan:{row.local}" for row in linked)


def test_actors_have_known_parents_and_no_cycle(pack: Pack) -> None:
    parents = {actor.id: actor.parent for actor in pack.actors}
    for actor in parents:
        seen = []
        current: str | None = actor
        while current:
            assert current not in seen, f"cycle at {current}"
            seen.append(current)
            current = parents[current]


def test_outlines_lie_around_the_box(pack: Pack) -> None:
    west, south, east, north = pack.info.bbox
    assert {line.kind for line in pack.outlines} == {"coast", "border"}
    assert (pack.path / "outlines.json").stat().st_size < 60_000
    for line in pack.outlines:
        assert len(line.points) >= 2
        assert all(west - 2 <= lon <= east + 2 and south - 2 <= lat <= north + 2 for lon, lat in line.points)


def test_a_frame_takes_the_finest_outlines_that_reach_so_far(pack: Pack) -> None:
    atlas = Atlas.open()
    inside, abroad = (62.0, 25.0, 70.0, 32.0), (-75.0, 17.0, -70.0, 21.0)
    fine = sum(len(line.points) for line in atlas.outlines(inside))
    coarse = sum(len(line.points) for line in Atlas.open(["world"]).outlines(inside))
    assert fine > coarse > 0
    assert {line.kind for line in atlas.outlines(abroad)} == {"coast", "border"}
    assert Atlas.open([pack.info.id]).outlines(abroad) == ()


def test_no_node_row_of_the_source_is_lost(pack: Pack, shared_data: Path) -> None:
    source = {row["id"]: row for row in read(shared_data / SOURCE / "nodes.csv")}
    for key, row in source.items():
        place = pack.by_local[key].place
        assert (place.name, place.lat, place.lon) == (row["name"], float(row["lat"]), float(row["lon"]))
        assert pack.by_local[key].population == (int(row["population"]) if row["population"] else None)


def test_no_link_row_of_the_source_is_lost(pack: Pack, shared_data: Path) -> None:
    links: dict[str, Link] = {link.id.split(":", 1)[1]: link for link in pack.links}
    source = read(shared_data / SOURCE / "links.csv")
    assert len(source) == len(links)
    for row in source:
        link = links[row["id"]]
        assert (link.length_km, link.baseline, link.mode) == (float(row["length_km"]), row["baseline"], row["mode"])


def test_no_alias_of_the_source_is_lost(atlas: Atlas, shared_data: Path) -> None:
    districts = {row.place.pcode: row.place.id for row in atlas.packs[0].places if row.place.kind == "district"}
    for row in read(shared_data / SOURCE / "aliases.csv"):
        if row["target_type"] == "route":
            if row["kind"] != "wrong form":
                found = {asset.designation for asset in atlas.assets.lookup(row["alias"])}
                assert row["target_id"] in found, row["alias"]
            continue
        ids = {place for one in atlas.gazetteer.lookup(row["alias"]) for place in (one.place.id, one.place.same_as)}
        local = f"pk-balochistan:{row['target_id']}"
        wanted = {"node": local, "district": districts.get(row["target_id"]), "province": "pk-balochistan:balochistan"}
        assert wanted[row["target_type"]] in ids, row["alias"]


def test_a_missing_pack_is_named() -> None:
    with pytest.raises(AtlasError, match="K302"):
        load_pack("no-such-pack")


HEAD = "id: x\ntitle: X\nversion: '1'\ntimezone: UTC\n"
NODES = "id,name,kind,country,lat,lon,confidence,geonames,needs_context\n"
LINKS = "id,from,to,mode,designation,length_km,straight_km,baseline,confidence\n"


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"pack.yaml": "id: [x"}, "pack.yaml"),
        ({"pack.yaml": "- x"}, "pack.yaml"),
        ({"pack.yaml": "id: x\n"}, "pack.yaml"),
        ({"nodes.csv": NODES + "a,A,town,XX,1,2,high,,,more\n"}, "nodes.csv:2"),
        ({"nodes.csv": NODES + "a,A,town,XX,north,2,high,,\n"}, "nodes.csv:2: a:"),
        ({"nodes.csv": NODES + "a,A,town,XX,,2,high,,\n"}, "a:"),
        ({"nodes.csv": "id,name\n"}, "nodes.csv"),
        ({"nodes.csv": NODES + "a,A,town,XX,1,2,high,,\n" * 2}, "a:"),
        ({"nodes.csv": NODES + "a,A,town,XX,1,2,high,,\n", "links.csv": LINKS + "l,a,b,road,,9,9,open,low\n"}, "l:"),
        ({"actors.csv": "id,name,class,parent\na,A,army,\n"}, "a:"),
        ({"actors.csv": "id,name,class,parent\na,A,ngo,b\n"}, "a:"),
        ({"assets.csv": "id,name,type,place,aliases\na,A,road,b,\n"}, "assets.csv:2: a:"),
        ({"outlines.json": '{"lines": [{"kind": "coast"}]}'}, "outlines.json"),
        ({"nodes.csv": b"\xff\xfe"}, "nodes.csv"),
    ],
)
def test_a_broken_pack_names_file_or_row(tmp_path: Path, files: dict[str, str | bytes], place: str) -> None:
    for name, content in {"pack.yaml": HEAD, **files}.items():
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / name).write_bytes(data)
    with pytest.raises(AtlasError) as error:
        read_whole(tmp_path)
    assert error.value.code == "K301"
    assert place in error.value.line()


def read_whole(folder: Path) -> None:
    pack = load_pack(folder)
    for part in (pack.places, pack.links, pack.assets, pack.actors, pack.outlines):
        assert isinstance(part, tuple)


def test_an_alias_to_nowhere_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(HEAD)
    head = "alias,type,target,script,kind,confidence,needs_context,context\n"
    (tmp_path / "aliases.csv").write_text(head + "Someplace,place,nowhere,latin,spelling,high,,\n")
    with pytest.raises(AtlasError, match="nowhere"):
        Atlas([load_pack(tmp_path)]).gazetteer.find("x")


def test_a_place_lies_in_a_district_only_where_its_row_names_one(pack: Pack) -> None:
    named = {row["id"] for row in (*read(pack.path / "nodes.csv"), *read(pack.path / "places.csv")) if row["district"]}
    points = [row for row in pack.places if not row.local.startswith("district-")]
    assert {row.local for row in points if row.place.admin2} <= named


def test_no_route_airport_or_port_of_the_source_is_lost(pack: Pack, shared_data: Path) -> None:
    routes = {row["designation"]: row for row in read(pack.path / "routes.csv")}
    source = read(shared_data / SOURCE / "routes.csv")
    assert len(source) == 11
    for row in source:
        told = routes[row["designation"]]
        assert (told["name"], told["mode"], told["official_length_km"]) == (
            row["name"], row["mode"], row["official_length_km"],
        )  # fmt: skip
        total = sum(link.length_km for link in pack.links if link.designation == row["designation"])
        assert total == pytest.approx(float(row["length_in_file_km"]), abs=0.5)
    for name, count in (("airports.csv", 10), ("ports.csv", 3)):
        rows = {row["id"]: row for row in read(pack.path / name)}
        source = read(shared_data / SOURCE / name)
        assert len(source) == len(rows) == count
        for row in source:
            assert {key: rows[row["id"]][key] for key in ("name", "serves", "lat", "lon")} == {
                key: row[key] for key in ("name", "serves", "lat", "lon")
            }


def test_what_a_name_also_means_is_told_where_the_source_tells_it(pack: Pack, shared_data: Path) -> None:
    districts = {row.place.pcode: row.local for row in pack.places if row.place.kind == "district" and row.place.pcode}
    routes = {asset.designation: asset.id.split(":", 1)[1] for asset in pack.assets if asset.designation}

    def local(kind: str, target: str) -> str:
        return {"node": target, "district": districts.get(target, ""), "route": routes.get(target, "")}[kind]

    told = {(row.name, row.target): set(row.also_means) for kind in ("place", "asset") for row in pack.names[kind]}
    seen = 0
    for row in read(shared_data / SOURCE / "aliases.csv"):
        for other in filter(None, row["also_means"].replace(";", "|").split("|")):
            kind, _, target = other.strip().partition(":")
            assert local(kind, target) in told[row["alias"], local(row["target_type"], row["target_id"])]
            seen += 1
    assert seen >= 40
    assert "district-gwadar" in told["گوادر", "gwadar"]
    assert "gwadar" in told["گوادر", "district-gwadar"]


def test_every_alias_has_a_script_and_a_language_that_fit(pack: Pack) -> None:
    rows = [row for rows in pack.names.values() for row in rows if row.at.startswith(("aliases", "actor_aliases"))]
    assert {(row.script, row.language) for row in rows} == {("latin", "en"), ("arabic", "ur")}
    for row in rows:
        arabic = any("\u0600" <= char <= "\u06ff" for char in row.name)
        assert arabic == (row.script == "arabic"), row.name
