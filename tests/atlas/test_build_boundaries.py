"""Units from boundaries: rows with P-codes, a point inside, which place lies in which, lines that are drawn once."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import pytest
import shapely

from karez.atlas.build import extra
from karez.atlas.build.boundaries import BoundaryWish, build_boundaries
from karez.atlas.build.boundaries_read import BoundaryFields
from karez.atlas.build.draft import HeadWish
from karez.atlas.build.geonames_pack import GeonamesFiles, build_geonames
from karez.atlas.build.osm.pack import build_osm
from karez.atlas.build.report import BuildReport, silent
from karez.atlas.check.pack import check_pack
from karez.atlas.pack import load_pack
from karez.model.errors import AtlasError, InputError, KarezError, RequestError
from karez.model.geodesy import distance_km
from tests.atlas.osm_file import valley

Box = tuple[float, float, float, float]
FIELDS = BoundaryFields("NAME", "PCODE", others=("LOCAL",))


def square(box: Box) -> list[list[list[float]]]:
    west, south, east, north = box
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def collection(units: Sequence[tuple[Mapping[str, Any], Box | None]]) -> str:
    features = [
        {
            "type": "Feature",
            "properties": dict(cells),
            "geometry": box and {"type": "Polygon", "coordinates": square(box)},
        }
        for cells, box in units
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


WEST = (
    {"NAME": "Westshire", "PCODE": "XA01", "LOCAL": "مغرب", "PROV": "Alphanor", "POP": 90000},
    (66.9, 29.9, 67.15, 30.4),
)
EAST = (
    {"NAME": "Eastshire", "PCODE": "XA02", "LOCAL": None, "PROV": "Alphanor", "POP": 5000},
    (67.15, 29.9, 67.4, 30.4),
)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack with a network in both units."""
    folder = tmp_path / "pack"
    build_osm([valley().write(tmp_path / "a.osm.pbf")], folder, wish=HeadWish(), progress=silent)
    return folder


@pytest.fixture
def units(tmp_path: Path) -> Path:
    path = tmp_path / "adm2.geojson"
    path.write_text(collection([WEST, EAST]), encoding="utf-8")
    return path


def build(path: Path, folder: Path, level: int = 2, fields: BoundaryFields = FIELDS, **more: Any) -> BuildReport:
    asked = BoundaryWish(fields=fields, level=level, source="composed units", country="XA", **more)
    report = build_boundaries(path, folder, asked=asked, wish=HeadWish(), progress=silent)
    assert check_pack(folder).errors == ()
    return report


def by_id(folder: Path, file: str) -> dict[str, dict[str, str]]:
    with (folder / file).open(encoding="utf-8", newline="") as opened:
        return {row["id"]: row for row in csv.DictReader(opened)}


def test_districts_and_what_lies_in_them(units: Path, pack: Path) -> None:
    report = build(units, pack)
    districts = by_id(pack, "districts.csv")
    assert set(districts) == {"adm2-xa01", "adm2-xa02"}
    west = districts["adm2-xa01"]
    assert (west["name"], west["pcode"], west["country"], west["confidence"]) == ("Westshire", "XA01", "XA", "high")
    assert 66.9 < float(west["lon"]) < 67.15 and 29.9 < float(west["lat"]) < 30.4
    corner = max(
        distance_km((float(west["lat"]), float(west["lon"])), (lat, lon))
        for lat in (29.9, 30.4)
        for lon in (66.9, 67.15)
    )
    assert float(west["radius_km"]) == pytest.approx(corner, abs=1)
    nodes, places = by_id(pack, "nodes.csv"), by_id(pack, "places.csv")
    assert nodes["osm-n1"]["district"] == nodes["osm-j3"]["district"] == "XA01"
    assert nodes["osm-j7"]["district"] == places["osm-n9"]["district"] == "XA02"
    assert report.rows["districts.csv"] == 2
    with (pack / "aliases.csv").open(encoding="utf-8", newline="") as opened:
        assert any(row["alias"] == "مغرب" and row["target"] == "adm2-xa01" for row in csv.DictReader(opened))
    assert "Boundaries: composed units" in load_pack(pack).info.credits


def test_provinces_give_their_name(tmp_path: Path, units: Path, pack: Path) -> None:
    build(units, pack)
    path = tmp_path / "adm1.geojson"
    path.write_text(collection([({"NAME": "Alphanor", "PCODE": "XA"}, (66.5, 29, 68, 31))]), encoding="utf-8")
    build(path, pack, level=1, fields=BoundaryFields("NAME", "PCODE"))
    assert by_id(pack, "places.csv")["adm1-xa"]["kind"] == "province"
    assert {row["province"] for row in by_id(pack, "nodes.csv").values()} == {"Alphanor"}
    assert {row["province"] for row in by_id(pack, "districts.csv").values()} == {"Alphanor"}
    assert len(by_id(pack, "districts.csv")) == 2, "the level below stays"


def test_census_areas_are_the_upper_bound(units: Path, pack: Path) -> None:
    with pytest.raises(RequestError, match=r"K403 bad-request.*--population-field"):
        build(units, pack, level=3)
    report = build(units, pack, level=3, fields=BoundaryFields("NAME", "PCODE", population="POP"), year="2023")
    areas = by_id(pack, "tehsils.csv")
    assert areas["adm3-xa01"]["population"] == "90000"
    nodes = by_id(pack, "nodes.csv")
    assert nodes["osm-n8"]["tehsil"] == "adm3-xa01"
    assert nodes["osm-n1"]["tehsil"] == "", "120,000 people do not fit into an area of 90,000"
    assert report.left_out["a town with more people than its area"] == 1
    assert any("Samplaton counts 120000" in note for note in report.notes)
    assert nodes["osm-j3"]["tehsil"] == "", "nobody lives at a bare junction"
    assert {node.local: node.population_area for node in load_pack(pack).nodes}["osm-n8"] == 90000


def test_districts_of_geonames_keep_their_code_when_they_are_built_anew(tmp_path: Path, units: Path) -> None:
    dump = tmp_path / "XA.txt"
    rows = [(1, "Westshire", "A", "ADM2", 30.1, 67.0), (2, "Samplaton", "P", "PPL", 30.0, 67.0)]
    lines = [
        "\t".join(map(str, [n, name, name, "", lat, lon, kind, code, "XA", "", "02", "7", "", "", 0, "", "", "", ""]))
        for n, name, kind, code, lat, lon in rows
    ]

    def geonames(kept: list[str]) -> None:
        dump.write_text("\n".join(kept) + "\n", encoding="utf-8")
        build_geonames(GeonamesFiles(dump), tmp_path / "p", country="XA", wish=HeadWish(), progress=silent)

    geonames(lines)
    build(units, tmp_path / "p")
    geonames(lines)
    assert by_id(tmp_path / "p", "districts.csv")["gn-1"]["pcode"] == "XA01"
    assert by_id(tmp_path / "p", "places.csv")["gn-2"]["district"] == "XA01"
    geonames(lines[1:])
    assert by_id(tmp_path / "p", "places.csv")["gn-2"]["district"] == "", "a district that is gone is named no more"


def test_the_same_file_gives_the_same_bytes(units: Path, pack: Path) -> None:
    build(units, pack)
    first = {path.name: path.read_bytes() for path in pack.iterdir()}
    build(units, pack)
    assert {path.name: path.read_bytes() for path in pack.iterdir()} == first


def test_a_unit_that_is_there_gets_its_code_and_keeps_its_id(units: Path, pack: Path) -> None:
    (pack / "districts.csv").write_text(
        "id,pcode,name,lat,lon,population,confidence,source\n"
        "mine,,Westshire,30.1,67,700,high,own survey\n"
        "far,,Eastshire,35,60,,high,own survey\n",
        encoding="utf-8",
    )
    report = build(units, pack)
    districts = by_id(pack, "districts.csv")
    assert report.joined == 1
    assert set(districts) == {"mine", "far", "adm2-xa02"}
    assert (districts["mine"]["pcode"], districts["mine"]["population"], districts["mine"]["lat"]) == (
        "XA01",
        "700",
        "30.1",
    )
    assert by_id(pack, "nodes.csv")["osm-n1"]["district"] == "XA01"


def test_islands_are_one_unit(tmp_path: Path, pack: Path) -> None:
    path = tmp_path / "adm2.geojson"
    island = (WEST[0], (66.0, 29.9, 66.2, 30.0))
    path.write_text(collection([WEST, EAST, island]), encoding="utf-8")
    report = build(path, pack)
    assert report.rows["districts.csv"] == 2


def test_units_without_name_or_shape_are_named(tmp_path: Path, pack: Path) -> None:
    path = tmp_path / "adm2.geojson"
    nameless = ({**EAST[0], "NAME": None, "PCODE": "XA03"}, EAST[1])
    shapeless = ({**EAST[0], "NAME": "Nowhere", "PCODE": "XA04"}, None)
    path.write_text(collection([WEST, nameless, shapeless]), encoding="utf-8")
    report = build(path, pack)
    assert report.left_out == {
        "a place outside of all units": 3, "a unit without a name": 1, "a unit without a shape": 1,
    }  # fmt: skip
    assert any(note.startswith("feature 2 has no name") for note in report.notes)
    assert any(note.startswith("Nowhere (feature 3)") for note in report.notes)


def test_shared_lines_are_drawn_once(units: Path, pack: Path) -> None:
    build(units, pack)
    outlines = json.loads((pack / "outlines.json").read_text(encoding="utf-8"))
    drawn = shapely.union_all([shapely.LineString(line["points"]) for line in outlines["lines"]])
    around, between = 2 * (0.5 + 0.5), 0.5
    total = sum(shapely.LineString(line["points"]).length for line in outlines["lines"])
    assert total == pytest.approx(around + between, abs=0.01)
    assert drawn.length == pytest.approx(total, abs=0.01)
    own = {**outlines, "source": "own lines"}
    (pack / "outlines.json").write_text(json.dumps(own), encoding="utf-8")
    report = build(units, pack)
    assert json.loads((pack / "outlines.json").read_text(encoding="utf-8"))["source"] == "own lines"
    assert "the pack has outlines of another source already: they stay" in report.notes


def test_swapped_positions_are_told(tmp_path: Path, pack: Path) -> None:
    path = tmp_path / "swapped.geojson"
    (west, south, east, north) = WEST[1]
    path.write_text(collection([(WEST[0], (south, west, north, east))]), encoding="utf-8")
    with pytest.raises(AtlasError, match=r"K306 wrong-source: swapped.geojson: .*latitude and longitude are swapped"):
        build(path, pack)


def test_a_missing_field_lists_those_there_are(units: Path, pack: Path) -> None:
    with pytest.raises(
        AtlasError, match=r"K307 no-field: adm2.geojson: 'ADM2_EN' is none of NAME, PCODE, LOCAL, PROV, POP"
    ):
        build(units, pack, fields=BoundaryFields("ADM2_EN"))
    with pytest.raises(RequestError, match="K402 bad-value: --level 7 is none of 0, 1, 2, 3"):
        build(units, pack, level=7)


def test_several_layers_must_be_told_apart(tmp_path: Path, pack: Path) -> None:
    path = tmp_path / "cod.gpkg"
    shapes = shapely.to_wkb([shapely.box(*WEST[1])])
    names = [np.array(["Westshire"], dtype=object)]
    for layer in ("adm1", "adm2"):
        told = {"layer": layer, "append": path.exists(), "crs": "EPSG:4326", "geometry_type": "Polygon"}
        pyogrio.raw.write(path, shapes, names, ["NAME"], **told)
    with pytest.raises(AtlasError, match=r"K307 no-field: cod.gpkg: the file has several layers.*: adm1, adm2"):
        build(path, pack, fields=BoundaryFields("NAME"))
    build(path, pack, fields=BoundaryFields("NAME"), layer="adm2")
    assert [row["name"] for row in by_id(pack, "districts.csv").values()] == ["Westshire"]


def test_metres_and_points_are_refused(tmp_path: Path, pack: Path) -> None:
    shapes = shapely.to_wkb([shapely.box(500000, 3000000, 600000, 3100000)])
    pyogrio.raw.write(
        tmp_path / "utm.gpkg",
        shapes,
        [np.array(["Westshire"], dtype=object)],
        ["NAME"],
        crs="EPSG:32642",
        geometry_type="Polygon",
    )
    with pytest.raises(AtlasError, match=r"K306 wrong-source: utm.gpkg: positions are in EPSG:32642"):
        build(tmp_path / "utm.gpkg", pack, fields=BoundaryFields("NAME"))
    points = shapely.to_wkb([shapely.Point(67, 30)])
    pyogrio.raw.write(
        tmp_path / "pts.gpkg",
        points,
        [np.array(["Spot"], dtype=object)],
        ["NAME"],
        crs="EPSG:4326",
        geometry_type="Point",
    )
    with pytest.raises(AtlasError, match=r"K306 wrong-source: pts.gpkg: the shapes are Point; units are polygons"):
        build(tmp_path / "pts.gpkg", pack, fields=BoundaryFields("NAME"))


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.7, 0.99])
@pytest.mark.parametrize("kind", ["geojson", "gpkg"])
def test_a_cut_file_leaves_the_pack(tmp_path: Path, units: Path, pack: Path, share: float, kind: str) -> None:
    if kind == "gpkg":
        path = tmp_path / "whole.gpkg"
        shapes = shapely.to_wkb([shapely.box(*WEST[1])] * 300)
        names = [np.array([f"Shire {number}" for number in range(300)], dtype=object)]
        pyogrio.raw.write(path, shapes, names, ["NAME"], crs="EPSG:4326", geometry_type="Polygon")
    else:
        path = units
    before = {one.name: one.read_bytes() for one in pack.iterdir()}
    cut = tmp_path / f"cut.{kind}"
    content = path.read_bytes()
    cut.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(KarezError) as caught:
        build(cut, pack, fields=BoundaryFields("NAME"))
    assert caught.value.name in {"broken-source", "wrong-source", "empty-file"}
    assert {one.name: one.read_bytes() for one in pack.iterdir()} == before


def test_no_file(tmp_path: Path, pack: Path) -> None:
    with pytest.raises(InputError, match="K115 not-found"):
        build(tmp_path / "none.gpkg", pack)


def test_without_the_extra_the_way_out_is_told(units: Path, pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(name: str) -> object:
        raise ModuleNotFoundError(f"No module named {name!r}")

    monkeypatch.setattr(extra, "import_module", lacking)
    with pytest.raises(
        AtlasError, match=r"K304 missing-extra: .*not installed — install it with: pip install karez\[geo\]"
    ):
        build(units, pack)


def test_real_boundaries_give_the_districts_that_the_pack_knows(shared_data: Path, tmp_path: Path) -> None:
    """The OCHA boundaries against the districts that the shipped pack's nodes name: five are known to differ."""
    folder = tmp_path / "pack"
    folder.mkdir()
    shipped = load_pack("pk-balochistan")
    text = (shipped.path / "nodes.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    for row in rows:
        row.update(district="", tehsil="", province="")
    with (folder / "nodes.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    (folder / "pack.yaml").write_text("id: t\ntitle: T\nversion: '1'\ntimezone: Asia/Karachi\n", encoding="utf-8")
    asked = BoundaryWish(BoundaryFields("district_name", "district_code", "province_name"), 2, "OCHA COD-AB", "PK")
    report = build_boundaries(
        shared_data / "atlas-balochistan" / "pk_districts.gpkg", folder, asked=asked, wish=HeadWish(), progress=silent
    )
    assert report.rows["districts.csv"] == 160
    assert check_pack(folder).errors == ()
    found = by_id(folder, "nodes.csv")
    told = {row["id"]: row for row in csv.DictReader(text.splitlines()) if row["province"] == "Balochistan"}
    assert len(told) > 60
    # Districts of the census that OCHA does not have yet, and points at a border, lie in another polygon.
    differing = [key for key, row in told.items() if found[key]["district"] != row["district"] and row["district"]]
    assert len(differing) <= 10
    assert all(found[key]["province"] == "Balochistan" for key in told if key not in differing)
    outlines = json.loads((folder / "outlines.json").read_text(encoding="utf-8"))
    assert len((folder / "outlines.json").read_bytes()) < 1_000_000 and len(outlines["lines"]) > 300
