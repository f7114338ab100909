"""A pack from OpenStreetMap: places on their roads, links from junction to junction, and what never enters a pack."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from karez.atlas.build.draft import HeadWish
from karez.atlas.build.osm import pack as osm_pack
from karez.atlas.build.osm.pack import build_osm
from karez.atlas.build.osm.places import SOURCE
from karez.atlas.build.osm.tags import is_forbidden, osm_table, way_kind
from karez.atlas.build.report import BuildReport, silent
from karez.atlas.check.pack import check_pack
from karez.atlas.pack import load_pack
from karez.model.errors import AtlasError, InputError, RequestError
from karez.model.geodesy import distance_km
from tests.atlas.osm_file import OsmFile, valley

Rows = list[dict[str, str]]
ALL = frozenset(osm_table()["classes"])
HEAD = "id,name,kind,country,lat,lon,confidence,source,geonames,needs_context\n"


def rows(folder: Path, file: str) -> Rows:
    path = folder / file
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def by_id(folder: Path, file: str) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in rows(folder, file)}


@pytest.fixture
def built(tmp_path: Path) -> Callable[..., BuildReport]:
    """Writes an extract and builds it into ``tmp_path/pack``; the pack has no errors."""

    def build(made: OsmFile, *more: OsmFile, **options: object) -> BuildReport:
        paths = [one.write(tmp_path / f"part{number}.osm.pbf") for number, one in enumerate((made, *more))]
        report = build_osm(paths, tmp_path / "pack", wish=HeadWish(), progress=silent, **options)  # type: ignore[arg-type]
        assert check_pack(tmp_path / "pack").errors == ()
        return report

    return build


def test_places_lie_on_their_roads(built: Callable[..., BuildReport], tmp_path: Path) -> None:
    built(valley())
    nodes, places = by_id(tmp_path / "pack", "nodes.csv"), by_id(tmp_path / "pack", "places.csv")
    city = nodes["osm-n1"]
    assert (city["name"], city["kind"], city["population"], city["population_what"]) == (
        "Samplaton", "city", "120000", "town",
    )  # fmt: skip
    assert (city["lat"], city["lon"]) == ("30.000000", "67.000000"), "on the road, not beside it"
    assert city["country"] == "PK", "of the nearest town that GeoNames lists"
    assert "osm-n8" in nodes and nodes["osm-n8"]["note"].endswith("0.1 km away.")
    assert "osm-n9" in places, "too far from every road"


def test_links_run_from_junction_to_junction(built: Callable[..., BuildReport], tmp_path: Path) -> None:
    report = built(valley())
    links = by_id(tmp_path / "pack", "links.csv")
    assert set(links) == {
        "osm-w10.osm-j3.osm-n1",
        "osm-w11.osm-j3.osm-j7",
        "osm-w12.osm-j3.osm-n8",
        "osm-w16.osm-j7.osm-n8",
        "osm-w15.osm-n1.osm-n23",
        "osm-w15.osm-n23.osm-r21",
    }
    road = links["osm-w11.osm-j3.osm-j7"]
    assert float(road["length_km"]) == pytest.approx(distance_km((30, 67.1), (30, 67.3)), abs=0.001)
    assert (road["designation"], road["road_class"], road["baseline"]) == ("Q-1", "national", "open")
    assert road["note"] == "1 bridge"
    assert links["osm-w10.osm-j3.osm-n1"]["note"] == "name: Long Road; also X2"
    assert links["osm-w12.osm-j3.osm-n8"]["designation"] == ""
    assert links["osm-w16.osm-j7.osm-n8"]["baseline"] == "under_construction"
    assert report.left_out == {"points of roads that the extract does not hold": 1}


def test_road_and_rail_meet_at_the_town_and_nowhere_else(built: Callable[..., BuildReport], tmp_path: Path) -> None:
    made = valley()
    made.node(30, 30.003, 67.1)
    made.way(15, [20, 30, 24, 21], railway="rail", name="Valley Line")
    made.way(18, [3, 30], highway="tertiary")
    built(made)
    links = rows(tmp_path / "pack", "links.csv")
    ends = {
        mode: {row[end] for row in links if row["mode"] == mode for end in ("from", "to")} for mode in ("road", "rail")
    }
    assert ends["road"] & ends["rail"] == {"osm-n1"}, "a level crossing joins nothing"


def test_names_carry_script_and_language(built: Callable[..., BuildReport], tmp_path: Path) -> None:
    built(valley())
    aliases = {(row["target"], row["alias"]): row for row in rows(tmp_path / "pack", "aliases.csv")}
    local = aliases["osm-n1", "مثالا"]
    assert (local["script"], local["language"], local["kind"]) == ("arabic", "ur", "native script")
    assert aliases["osm-n8", "Bettavilla"]["kind"] == "spelling"
    assert aliases["osm-n8", "Betawilla"]["kind"] == "spelling"
    assert aliases["osm-n8", "Oldbeta"]["kind"] == "former or other name"
    assert all(row["source"] == SOURCE for row in aliases.values())


def test_routes_take_the_number_as_it_is_mostly_written(built: Callable[..., BuildReport], tmp_path: Path) -> None:
    built(valley())
    routes = {row["designation"]: row for row in rows(tmp_path / "pack", "routes.csv")}
    assert set(routes) == {"Q-1", "Valley Line"}
    assert routes["Valley Line"]["mode"] == "rail"
    bridge = rows(tmp_path / "pack", "assets.csv")
    assert [(row["name"], row["type"]) for row in bridge] == [("Old Arch", "bridge")]


def test_credit_and_share_alike_stand_in_the_head(built: Callable[..., BuildReport], tmp_path: Path) -> None:
    built(valley())
    info = load_pack(tmp_path / "pack").info
    assert any("OpenStreetMap" in line and "ODbL" in line and "share alike" in line for line in info.credits)
    assert (info.country, info.timezone) == ("PK", "Asia/Karachi")
    assert info.bbox[0] < 67.0 and info.bbox[3] > 30.3


NEVER = [
    (key, value if value != "*" else "yes")
    for key, values in osm_table()["never"].items()
    for value in (["*"] if values == "*" else values)
]


@pytest.mark.parametrize(("key", "value"), NEVER)
def test_military_barriers_camps_and_police_never_enter(
    built: Callable[..., BuildReport], tmp_path: Path, key: str, value: str
) -> None:
    made = valley()
    place = {"place": "town", "name": "Neverton", "name:ur": "کبھی نہیں"} | {key: value}
    road = {"highway": "primary", "name": "Never Road", "ref": "NVR-9", "bridge": "yes", "bridge:name": "Never Arch"}
    made.nodes[40] = (30.0, 67.05, place)
    made.nodes[41] = (30.003, 67.2, {"railway": "station", "name": "Never Station", key: value})
    made.nodes[42] = (30.1, 67.4, {"barrier": "checkpoint", "name": "Never Post"})
    made.nodes[43] = (30.1, 67.5, {})
    made.ways[40] = ((4, 42, 43), road | {key: value})
    made.ways[41] = ((43, 9), {"railway": "rail", "name": "Never Line", key: value})
    made.ways[42] = ((42, 43, 9, 42), {"landuse": "military", "name": "Never Base"})
    built(made)
    whole = "".join(path.read_text(encoding="utf-8") for path in sorted((tmp_path / "pack").iterdir()))
    assert "Samplaton" in whole
    for word in ("Never", "NVR", "کبھی", "n40", "n41", "n42", "w40", "w41", "w42", "j42", "j43"):
        assert word not in whole, word


@pytest.mark.parametrize(
    "tags", [{"military": "no"}, {"barrier": "no"}, {"landuse": "retail"}, {"amenity": "hospital"}]
)
def test_what_is_no_such_thing_stays(tags: dict[str, str]) -> None:
    assert not is_forbidden(tags)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"highway": "trunk"}, ("road", "national", "open")),
        ({"highway": "motorway_link"}, ("road", "motorway", "open")),
        ({"highway": "construction", "construction": "secondary"}, ("road", "secondary", "under_construction")),
        ({"construction:highway": "tertiary"}, ("road", "tertiary", "under_construction")),
        ({"highway": "disused", "disused:highway": "primary"}, ("road", "national", "abandoned")),
        ({"abandoned:highway": "primary"}, ("road", "national", "abandoned")),
        ({"railway": "rail"}, ("rail", None, "open")),
        ({"railway": "construction", "construction": "rail"}, ("rail", None, "under_construction")),
        ({"railway": "disused"}, ("rail", None, "abandoned")),
        ({"railway": "abandoned"}, ("rail", None, "abandoned")),
        ({"route": "ferry"}, ("road", None, "open")),
        ({"highway": "construction"}, None),
        ({"highway": "proposed", "proposed": "trunk"}, None),
        ({"railway": "razed"}, None),
        ({"railway": "rail", "service": "yard"}, None),
        ({"railway": "tram"}, None),
        ({"highway": "footway"}, None),
        ({"highway": "residential"}, None),
        ({"building": "yes"}, None),
    ],
)
def test_what_a_way_is(tags: dict[str, str], expected: tuple[str, str | None, str] | None) -> None:
    kind = way_kind(tags, ALL)
    assert (kind and (kind.mode, kind.road_class, kind.baseline)) == expected


def test_a_ferry_is_a_road_that_says_so(built: Callable[..., BuildReport], tmp_path: Path) -> None:
    made = valley()
    made.way(50, [7, 9], route="ferry", name="Lake Ferry")
    built(made)
    ferry = next(row for row in rows(tmp_path / "pack", "links.csv") if row["id"].startswith("osm-w50."))
    assert (ferry["mode"], ferry["note"], ferry["designation"]) == ("road", "name: Lake Ferry; ferry", "")


def test_the_classes_are_the_users_choice(built: Callable[..., BuildReport], tmp_path: Path) -> None:
    built(valley(), classes=["trunk"])
    assert {row["road_class"] for row in rows(tmp_path / "pack", "links.csv")} == {"national"}
    built(valley(), classes=["trunk", "residential"])
    assert any(row["id"].startswith("osm-w17.") for row in rows(tmp_path / "pack", "links.csv"))
    with pytest.raises(RequestError, match=r"K402 bad-value.*'path' is none of .*trunk"):
        built(valley(), classes=["path"])


def test_the_same_input_gives_the_same_bytes(built: Callable[..., BuildReport], tmp_path: Path) -> None:
    built(valley())
    first = {path.name: path.read_bytes() for path in (tmp_path / "pack").iterdir()}
    built(valley())
    assert {path.name: path.read_bytes() for path in (tmp_path / "pack").iterdir()} == first


def test_ids_stay_when_parts_are_added(built: Callable[..., BuildReport], tmp_path: Path) -> None:
    built(valley())
    before = by_id(tmp_path / "pack", "links.csv")
    nodes = by_id(tmp_path / "pack", "nodes.csv")
    more = OsmFile()
    more.node(7, 30.0, 67.3)
    more.node(70, 30.0, 67.5, place="town", name="Newtonia")
    more.node(71, 30.1, 67.5)
    more.way(5, [7, 70], highway="trunk", ref="Q-7")
    more.way(6, [70, 71], highway="trunk", ref="Q-7")
    built(valley(), more)
    after = by_id(tmp_path / "pack", "links.csv")
    assert {key: after[key]["length_km"] for key in before} == {key: row["length_km"] for key, row in before.items()}
    assert set(nodes) <= set(by_id(tmp_path / "pack", "nodes.csv"))
    assert set(after) - set(before) == {"osm-w5.osm-j7.osm-n70", "osm-w6.osm-j71.osm-n70"}


def test_parts_that_overlap_count_once(built: Callable[..., BuildReport], tmp_path: Path) -> None:
    built(valley())
    whole = {path.name: path.read_bytes() for path in (tmp_path / "pack").iterdir()}
    shutil.rmtree(tmp_path / "pack")
    part, other = valley(), valley()
    del part.nodes[7], other.nodes[2], other.nodes[1]
    built(part, other)
    assert {path.name: path.read_bytes() for path in (tmp_path / "pack").iterdir()} == whole


def test_rows_of_others_stay_and_the_same_town_is_one_row(built: Callable[..., BuildReport], tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "pack.yaml").write_text("id: mine\ntitle: Mine\nversion: '7'\ntimezone: Asia/Kabul\n", encoding="utf-8")
    (pack / "places.csv").write_text(
        f"{HEAD}samplaton,Samplaton,town,PK,30.01,67.01,high,own survey,,\n"
        "else,Elsewhere,town,PK,30.5,67.2,high,own survey,,\n",
        encoding="utf-8",
    )
    report = built(valley())
    assert report.joined == 1
    nodes, places = by_id(pack, "nodes.csv"), by_id(pack, "places.csv")
    assert "osm-n1" not in nodes
    mine = nodes["samplaton"]
    assert (mine["kind"], mine["source"], mine["population"]) == ("town", "own survey", "120000")
    assert (mine["lat"], mine["lon"]) == ("30.000000", "67.000000"), "a point of the network lies on its road"
    assert set(places) == {"else", "osm-n9"}
    assert "osm-w10.osm-j3.samplaton" in by_id(pack, "links.csv")
    info = load_pack(pack).info
    assert (info.id, info.timezone) == ("mine", "Asia/Kabul")
    assert info.version.startswith("7+")
    first = {path.name: path.read_bytes() for path in pack.iterdir()}
    built(valley())
    assert {path.name: path.read_bytes() for path in pack.iterdir()} == first


def test_a_length_is_never_below_the_straight_line(built: Callable[..., BuildReport], tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "pack.yaml").write_text("id: mine\ntitle: Mine\nversion: '7'\ntimezone: Asia/Kabul\n", encoding="utf-8")
    text = f"{HEAD}samplaton,Samplaton,city,PK,30.0,66.97,high,own survey,,\n"
    (pack / "nodes.csv").write_text(text, encoding="utf-8")
    built(valley())
    link = by_id(pack, "links.csv")["osm-w10.osm-j3.samplaton"]
    straight = distance_km((30, 66.97), (30, 67.1))
    assert float(link["length_km"]) == pytest.approx(straight, abs=0.001)
    assert link["correction"].startswith("raised from 9.630 km")


def test_a_row_that_others_name_stays(built: Callable[..., BuildReport], tmp_path: Path) -> None:
    built(valley())
    pack = tmp_path / "pack"
    head = "id,name,type,place,lat,lon,aliases,confidence,source\n"
    (pack / "assets.csv").write_text(
        f"{head}mine,My Hospital,health_facility,osm-n9,,,,high,own survey\n", encoding="utf-8"
    )
    less = valley()
    del less.nodes[9]
    report = built(less)
    assert "osm-n9" in by_id(pack, "places.csv")
    assert any("osm-n9" in note for note in report.notes)
    assert "mine" in by_id(pack, "assets.csv")


def test_rings_lead_nowhere(built: Callable[..., BuildReport], tmp_path: Path) -> None:
    made = valley()
    for number, (lat, lon) in enumerate([(30.4, 67.0), (30.4, 67.1), (30.5, 67.1)], 60):
        made.node(number, lat, lon)
    made.way(60, [60, 61, 62, 60], highway="tertiary")
    for number, (lat, lon) in enumerate([(30.0, 67.31), (30.01, 67.31)], 65):
        made.node(number, lat, lon)
    made.way(61, [7, 65, 66, 7], highway="tertiary")
    report = built(made)
    assert report.left_out["a ring of road without a way in"] == 1
    assert report.left_out["a ring of road that begins and ends at one point"] == 1


def test_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    for name, content, code in (
        ("x.osm.pbf", b"", "K101 empty-file"),
        ("x.osm.pbf", b"<osm version='0.6'></osm>", "K306 wrong-source"),
        ("x.osm.pbf", b"PK\x03\x04 a zip", "K306 wrong-source"),
        ("x.osm.pbf", b"\x00\x00", "K305 broken-source"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises((AtlasError, InputError), match=code):
            build_osm([path], tmp_path / "pack", wish=HeadWish(), progress=silent)
        assert not (tmp_path / "pack").exists()
    with pytest.raises(InputError, match="K115 not-found"):
        build_osm([tmp_path / "none.osm.pbf"], tmp_path / "pack", wish=HeadWish(), progress=silent)


def test_an_extract_without_roads_or_places_builds_nothing(tmp_path: Path) -> None:
    made = OsmFile()
    made.node(1, 30, 67)
    with pytest.raises(AtlasError, match="K310 nothing-built"):
        build_osm([made.write(tmp_path / "a.osm.pbf")], tmp_path / "pack", wish=HeadWish(), progress=silent)
    assert not (tmp_path / "pack").exists()


def test_a_second_try_does_not_read_the_extract_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = valley().write(tmp_path / "a.osm.pbf")
    read = osm_pack.read_extract
    seen: list[Path] = []

    def counted(path: Path, *rest: object) -> object:
        seen.append(path)
        return read(path, *rest)  # type: ignore[arg-type]

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(osm_pack, "read_extract", counted)
    with monkeypatch.context() as patch:
        patch.setattr(osm_pack, "add_network", killed)
        with pytest.raises(KeyboardInterrupt):
            build_osm([path], tmp_path / "pack", wish=HeadWish(), progress=silent)
    assert not (tmp_path / "pack").exists()
    build_osm([path], tmp_path / "pack", wish=HeadWish(), progress=silent)
    assert seen == [path], "what was read is kept"
    assert not (tmp_path / ".pack.build").exists(), "and thrown away once the pack is built"
    build_osm([path], tmp_path / "pack", classes=["trunk"], wish=HeadWish(), progress=silent)
    assert len(seen) == 2, "other classes are another reading"


def divided() -> OsmFile:
    """A divided road of 20 km, 30 m between its carriageways; side roads at 5 km (from the one) and 12 km (across)."""
    made = OsmFile()
    north, south = 30.00027, 30.0
    for number, lon in enumerate((67.0, 67.05, 67.12, 67.2)):
        made.node(10 + number, south, lon)
        made.node(20 + number, north, lon)
    made.node(1, 30.00013, 66.99)
    made.node(2, 30.00013, 67.21)
    made.node(3, 30.00013, 66.9)
    made.node(4, 30.00013, 67.3)
    made.way(98, [3, 1], highway="trunk", ref="Q-1")
    made.way(99, [2, 4], highway="trunk", ref="Q-1")
    made.node(30, 29.9, 67.05)
    made.node(31, 30.1, 67.12)
    made.node(32, 29.9, 67.12)
    # Each carriageway in two ways, as they are drawn in truth.
    made.way(100, [1, 10, 11], highway="trunk", ref="Q-1", oneway="yes")
    made.way(101, [11, 12, 13, 2], highway="trunk", ref="Q-1", oneway="yes")
    made.way(102, [2, 23, 22], highway="trunk", ref="Q-1", oneway="yes")
    made.way(103, [20, 22], highway="trunk", ref="Q-1", oneway="-1")
    made.way(104, [20, 1], highway="trunk", ref="Q-1", oneway="yes")
    made.way(105, [30, 11], highway="tertiary")
    made.way(106, [31, 22, 12, 32], highway="tertiary")
    return made


def test_two_carriageways_are_one_road(built: Callable[..., BuildReport], tmp_path: Path) -> None:
    report = built(divided())
    links = rows(tmp_path / "pack", "links.csv")
    road = sorted((row for row in links if row["designation"] == "Q-1"), key=lambda row: row["id"])
    assert [(row["from"], row["to"]) for row in road] == [
        ("osm-j1", "osm-j11"), ("osm-j11", "osm-j12"), ("osm-j12", "osm-j2"), ("osm-j1", "osm-j3"),
        ("osm-j2", "osm-j4"),
    ]  # fmt: skip
    total = sum(float(row["length_km"]) for row in road)
    assert total == pytest.approx(distance_km((30, 66.9), (30, 67.3)), abs=0.2)
    assert len(links) == 8, "five sections and three side roads"
    assert report.left_out == {
        "the other carriageway of a road": 3, "a road between two points of one place": 1,
    }  # fmt: skip


def test_a_place_on_one_carriageway_lies_on_the_road(built: Callable[..., BuildReport], tmp_path: Path) -> None:
    made = divided()
    made.node(50, 30.0005, 67.16, place="town", name="Samplaton")
    built(made)
    links = [row for row in rows(tmp_path / "pack", "links.csv") if row["designation"] == "Q-1"]
    assert len([row for row in links if "osm-n50" in (row["from"], row["to"])]) == 2, "one road in, one road out"
    assert len(links) == 6


def test_one_way_roads_that_lie_apart_stay_two(built: Callable[..., BuildReport], tmp_path: Path) -> None:
    made = divided()
    for number in range(20, 24):
        made.nodes[number] = (30.004, made.nodes[number][1], {})
    built(made)
    links = [row for row in rows(tmp_path / "pack", "links.csv") if row["designation"] == "Q-1"]
    assert len(links) == 7, "440 m apart are two roads"


def test_two_roads_side_by_side_in_one_direction_stay_two(built: Callable[..., BuildReport], tmp_path: Path) -> None:
    made = OsmFile()
    for number, (lat, lon) in enumerate([(30.0, 67.0), (30.0, 67.1), (30.0003, 67.0), (30.0003, 67.1)], 1):
        made.node(number, lat, lon)
    made.way(1, [1, 2], highway="trunk", ref="Q-1", oneway="yes")
    made.way(2, [3, 4], highway="trunk", ref="Q-1", oneway="yes")
    built(made)
    assert len(rows(tmp_path / "pack", "links.csv")) == 2
