"""Facilities from a CSV: each at its nearest place, doubles once, what cannot be taken named by its line."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from karez.atlas.build.draft import HeadWish
from karez.atlas.build.facilities import FacilityWish, build_facilities, facility_kinds
from karez.atlas.build.osm.pack import build_osm
from karez.atlas.build.report import BuildReport, silent
from karez.atlas.check.pack import check_pack
from karez.atlas.pack import load_pack
from karez.model.errors import AtlasError, InputError, RequestError
from karez.model.vocabulary import AssetType
from tests.atlas.osm_file import valley


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    build_osm([valley().write(tmp_path / "a.osm.pbf")], folder, wish=HeadWish(), progress=silent)
    return folder


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "sites.csv"


def build(table: Path, pack: Path, text: str | None = None, **more: Any) -> BuildReport:
    if text is not None:
        table.write_text(text, encoding="utf-8")
    asked = FacilityWish(**{"source": "composed list", "columns": {}, **more})
    report = build_facilities(table, pack, asked=asked, wish=HeadWish(), progress=silent)
    assert check_pack(pack).errors == ()
    return report


def assets(pack: Path) -> dict[str, dict[str, str]]:
    with (pack / "assets.csv").open(encoding="utf-8", newline="") as opened:
        return {row["name"]: row for row in csv.DictReader(opened) if row["source"] == "composed list"}


def test_each_stands_at_its_nearest_place(table: Path, pack: Path) -> None:
    report = build(
        table,
        pack,
        "Name,Latitude,Longitude,Type,Beds\n"
        "Valley Hospital,30.01,67.01,Hospital,40\n"
        "Side School,30.19,67.1,primary school,\n"
        "Far Market,30.29,67.29,bazaar,\n"
        "Grain Store,30.0,67.0,warehouse,\n",
    )
    found = assets(pack)
    assert {name: (row["type"], row["place"]) for name, row in found.items()} == {
        "Valley Hospital": ("health_facility", "osm-n1"),
        "Side School": ("school", "osm-n8"),
        "Far Market": ("market", "osm-n9"),
        "Grain Store": ("market", "osm-n1"),
    }
    assert report.rows["assets.csv"] == 4
    assert any(asset.name == "Valley Hospital" for asset in load_pack(pack).assets)
    assert "\nosm-w11," in (pack / "assets.csv").read_text(encoding="utf-8"), "what others gave stays"


def test_the_kinds_are_civilian_ones_of_the_contract() -> None:
    assert set(facility_kinds()) <= set(AssetType)
    assert set(facility_kinds()) == {
        "health_facility", "school", "market", "port", "airport", "border_crossing", "power", "water", "fuel",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Quiet Clinic", "military hospital"),
        ("Garrison School", "school"),
        ("Army Public School", "school"),
        ("North Checkpoint", "border crossing"),
        ("Police Fuel Depot", "fuel"),
        ("Green Refugee Camp Clinic", "clinic"),
        ("Old Airbase", "airport"),
        ("District Prison Clinic", "clinic"),
    ],
)
def test_military_police_camps_and_prisons_never_enter(table: Path, pack: Path, name: str, kind: str) -> None:
    head = "name,lat,lon,type\nValley Hospital,30.01,67.01,hospital\n"
    report = build(table, pack, f"{head}{name},30.01,67.02,{kind}\n")
    assert set(assets(pack)) == {"Valley Hospital"}
    assert sum(report.left_out.values()) == 1
    with pytest.raises(RequestError, match=r"K402 bad-value: --type 'military' is none of health_facility"):
        build(table, pack, kind="military")


def test_doubles_within_200_metres_are_one(table: Path, pack: Path) -> None:
    report = build(
        table,
        pack,
        "name,lat,lon,type\nValley Hospital,30.0100,67.0100,hospital\nVALLEY HOSPITAL,30.0115,67.0100,clinic\n"
        "Valley Hospital,30.0300,67.0100,hospital\n",
    )
    with (pack / "assets.csv").open(encoding="utf-8", newline="") as opened:
        rows = [row for row in csv.DictReader(opened) if row["source"] == "composed list"]
    assert [row["lat"] for row in rows] == ["30.01000", "30.03000"]
    assert [row["needs_context"] for row in rows] == ["yes", "yes"], "one name of two things"
    assert report.left_out == {"the same facility once more": 1}


def test_what_cannot_be_taken_is_named_by_its_line(table: Path, pack: Path) -> None:
    report = build(
        table,
        pack,
        "name,lat,lon,type\nValley Hospital,30.01,67.01,hospital\n,30.01,67.01,hospital\nA Shrine,30.01,67.01,shrine\n"
        "B Clinic,north,67.01,clinic\nC Clinic,67.01,30.01,clinic\nD Clinic,12.5,44.9,clinic\nE Clinic,,,clinic\n",
    )
    assert report.notes == (
        "sites.csv:3: no name",
        "sites.csv:4: A Shrine: kind 'shrine'",
        "sites.csv:5: B Clinic: 'north', '67.01' is no latitude and longitude",
        "sites.csv:6: C Clinic: 67.01, 30.01: latitude and longitude are swapped",
        "sites.csv:7: D Clinic: 12.5, 44.9: lies outside the pack's box",
        "sites.csv:8: E Clinic: '', '' is no latitude and longitude",
    )
    assert set(assets(pack)) == {"Valley Hospital"}


def test_columns_are_found_or_told(table: Path, pack: Path) -> None:
    text = "Site;Y pos;X pos\nValley Hospital;30.01;67.01\n"
    with pytest.raises(
        AtlasError, match=r"K307 no-field: sites.csv: no column is known to hold the name.*: Site, Y pos"
    ):
        build(table, pack, text)
    with pytest.raises(AtlasError, match=r"K307 no-field: sites.csv: 'Nom' is none of Site, Y pos, X pos"):
        build(table, pack, text, columns={"name": "Nom"})
    with pytest.raises(AtlasError, match="hold the type"):
        build(table, pack, text, columns={"name": "Site", "lat": "Y pos", "lon": "X pos"})
    build(table, pack, text, columns={"name": "Site", "lat": "Y pos", "lon": "X pos"}, kind="health_facility")
    assert assets(pack)["Valley Hospital"]["type"] == "health_facility"


def test_another_list_replaces_the_old_one_of_its_source(table: Path, pack: Path) -> None:
    head = "name,lat,lon,type\n"
    build(table, pack, f"{head}Valley Hospital,30.01,67.01,hospital\nSide School,30.19,67.1,school\n")
    first = assets(pack)["Side School"]["id"]
    build(table, pack, f"{head}Side School,30.19,67.1,school\n")
    assert {name: row["id"] for name, row in assets(pack).items()} == {"Side School": first}


def test_nothing_to_take(table: Path, pack: Path) -> None:
    before = {path.name: path.read_bytes() for path in pack.iterdir()}
    with pytest.raises(AtlasError, match=r"K310 nothing-built: sites.csv: 1 × a kind that a pack does not take"):
        build(table, pack, "name,lat,lon,type\nA Shrine,30.01,67.01,shrine\n")
    assert {path.name: path.read_bytes() for path in pack.iterdir()} == before


def test_a_pack_without_towns(table: Path, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"K403 bad-request: the pack has no town"):
        build(table, tmp_path / "none", "name,lat,lon,type\nValley Hospital,30.01,67.01,hospital\n")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "K101 empty-file"),
        (b"name,lat,lon,type\n", "K101 empty-file"),
        (b"PK\x03\x04\x00\x00", "K306 wrong-source"),
        (b"name,lat,lon,type\n\xff\xfe,1,2,3\n", "K306 wrong-source: sites.csv: the file is not UTF-8"),
        (b'name,lat,lon,type\n"Valley,30,67,hospital\n', "K305 broken-source: sites.csv"),
        (b"name,lat,lon,type\nValley,30\n", "K305 broken-source: sites.csv:2: the row has another number of cells"),
    ],
)
def test_other_files_are_told(table: Path, pack: Path, content: bytes, told: str) -> None:
    table.write_bytes(content)
    with pytest.raises((AtlasError, InputError), match=told):
        build(table, pack)


def test_real_health_sites(shared_data: Path, table: Path, tmp_path: Path) -> None:
    """The health sites of the development data as a CSV, into the nodes of the shipped pack."""
    sites = json.loads(
        (shared_data / "atlas-balochistan" / "healthsites_balochistan.geojson").read_text(encoding="utf-8")
    )
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("name", "lat", "lon", "amenity"))
        for site in sites["features"]:
            lon, lat = site["geometry"]["coordinates"]
            writer.writerow((site["properties"]["name"] or "", lat, lon, site["properties"]["amenity"] or ""))
    folder = tmp_path / "pack"
    folder.mkdir()
    for name in ("pack.yaml", "places.csv", "nodes.csv", "districts.csv", "tehsils.csv"):
        (folder / name).write_bytes((load_pack("pk-balochistan").path / name).read_bytes())
    report = build(table, folder)
    assert report.rows["assets.csv"] + sum(report.left_out.values()) == len(sites["features"]) == 48
    assert report.rows["assets.csv"] > 30
    assert {row["type"] for row in assets(folder).values()} == {"health_facility"}
