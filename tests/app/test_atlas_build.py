"""``karez atlas build``: from files to a pack that is checked, used and built anew; what is said where it fails."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from karez.app.commands.atlas_build import COMMANDS
from karez.app.schema import schema_of
from karez.atlas.network import Network
from karez.atlas.pack import load_pack
from tests.app.conftest import Karez
from tests.atlas.osm_file import valley

ROOT = Path(__file__).resolve().parents[2]
UNIT = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"NAME": "Westshire", "PCODE": "XA01"},
            "geometry": {"type": "Polygon", "coordinates": [[[66, 29], [68, 29], [68, 31], [66, 31], [66, 29]]]},
        }
    ],
}
CITY = "\t".join(
    ["7", "Samplaton", "Samplaton", "", "30.0", "67.0", "P", "PPLA", "PK", "", "02", "", "", "", "120000", "", "",
     "Asia/Karachi", "2020-01-01"]
)  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """One composed file of each sort."""
    folder = tmp_path / "files"
    folder.mkdir()
    valley().write(folder / "a.osm.pbf")
    (folder / "PK.txt").write_text(CITY + "\n", encoding="utf-8")
    (folder / "adm2.geojson").write_text(json.dumps(UNIT), encoding="utf-8")
    (folder / "sites.csv").write_text("name,lat,lon,type\nValley Clinic,30.01,67.01,clinic\n", encoding="utf-8")
    return folder


def steps(files: Path) -> list[list[str]]:
    boundaries = ["--level", "2", "--name-field", "NAME", "--code-field", "PCODE", "--country", "PK"]
    return [
        ["geonames", str(files / "PK.txt"), "--country", "PK"],
        ["osm", str(files / "a.osm.pbf")],
        ["boundaries", str(files / "adm2.geojson"), *boundaries],
        ["facilities", str(files / "sites.csv"), "--source", "own list"],
    ]


def test_four_builds_make_one_pack_that_is_used(karez: Karez, files: Path) -> None:
    for step in steps(files):
        ran = karez("atlas", "build", *step, "-o", "mine", "--json")
        assert ran.status == 0, ran.err
        assert ran.err == ""
        Draft202012Validator(schema_of("atlas-build")).validate(ran.json)
        assert ran.json["pack"] == "mine"
    checked = karez("atlas", "check", "mine", "--json")
    assert (checked.json["errors"], checked.json["warnings"]) == (0, 0)
    pack = load_pack(Path("mine"))
    network = Network([pack])
    (city,) = [node for node in network.nodes if node.name == "Samplaton"]
    assert city.id == "geonames:7", "one town, known by its GeoNames id, on the road of OpenStreetMap"
    assert len(network.links_at(city.id)) == 2
    (clinic,) = [asset for asset in pack.assets if asset.name == "Valley Clinic"]
    assert clinic.place == city.id
    assert pack.by_local["gn-7"].place.admin2 == "Westshire"
    assert len(pack.info.credits) == 4


def test_building_any_source_anew_changes_nothing(karez: Karez, files: Path) -> None:
    for step in steps(files):
        assert karez("atlas", "build", *step, "-o", "mine").status == 0
    whole = {path.name: path.read_text(encoding="utf-8") for path in Path("mine").iterdir()}
    assert "XA01" in whole["nodes.csv"] and "XA01" in whole["places.csv"]
    for step in steps(files):
        ran = karez("atlas", "build", *step, "-o", "mine")
        assert ran.status == 0, ran.err
        again = {path.name: path.read_text(encoding="utf-8") for path in Path("mine").iterdir()}
        assert {name: sorted(text.splitlines()) for name, text in again.items() if name != "pack.yaml"} == {
            name: sorted(text.splitlines()) for name, text in whole.items() if name != "pack.yaml"
        }


def test_the_table_tells_what_was_built_and_what_not(karez: Karez, files: Path) -> None:
    ran = karez("atlas", "build", "osm", files / "a.osm.pbf", "-o", "mine")
    assert ran.status == 0
    assert "mine: built from OpenStreetMap (ODbL 1.0)" in ran.out
    assert "links.csv" in ran.out and "points of roads that the extract does not hold" in ran.out
    assert ran.out.endswith("next: karez atlas check mine\n")


@pytest.mark.parametrize("name", [command.__name__ for command in COMMANDS])
def test_every_builder_gives_examples(karez: Karez, name: str) -> None:
    ran = karez("atlas", "build", name, "--help")
    assert ran.status == 0
    assert f"karez atlas build {name} " in ran.out


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("osm", "PK.txt"), 1, "K306 wrong-source: PK.txt: "),
        (("osm", "none.osm.pbf"), 1, "K115 not-found: "),
        (("osm", "a.osm.pbf", "--classes", "path"), 2, "K402 bad-value: class 'path' is none of "),
        (("osm", "a.osm.pbf", "--country", "Pakistan"), 2, "K402 bad-value: --country 'Pakistan' is no code"),
        (("osm", "a.osm.pbf", "--timezone", "Mars/Olympus"), 1, "K301 broken-pack: mine/pack.yaml timezone: "),
        (("geonames", "sites.csv"), 1, "K306 wrong-source: sites.csv:1: "),
        (("geonames", "PK.txt", "--country", "ZZ"), 1, "K310 nothing-built: PK.txt: no place of ZZ"),
        (
            ("boundaries", "adm2.geojson", "--level", "2", "--name-field", "N"),
            1,
            "K307 no-field: adm2.geojson: 'N' is none",
        ),
        (("boundaries", "sites.csv", "--level", "2", "--name-field", "name"), 1, "K306 wrong-source: sites.csv: "),
        (("facilities", "sites.csv", "--columns", "nom=x"), 2, "K402 bad-value: --columns 'nom=x' is none of name=..."),
        (("facilities", "sites.csv", "--type", "barracks"), 2, "K402 bad-value: --type 'barracks' is none of "),
        (("facilities", "sites.csv", "--confidence", "sure"), 2, "K402 bad-value: --confidence 'sure' is none of high"),
        (("facilities", "sites.csv"), 2, "K403 bad-request: the pack has no town"),
    ],
)
def test_what_cannot_be_built_is_told_in_one_line(
    karez: Karez, files: Path, arguments: tuple[str, ...], status: int, told: str
) -> None:
    builder, file, *rest = arguments
    ran = karez("atlas", "build", builder, files / file, "-o", "mine", *rest)
    assert (ran.status, ran.out) == (status, "")
    assert ran.err.startswith(told) and len(ran.err.splitlines()) == 1
    assert not Path("mine").exists()


def test_where_nothing_may_be_written_the_old_pack_stays(
    karez: Karez, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("taken").write_text("a file", encoding="utf-8")
    ran = karez("atlas", "build", "geonames", files / "PK.txt", "-o", "taken")
    assert ran.status == 1 and ran.err.startswith("K308 not-written: ")
    assert Path("taken").read_text(encoding="utf-8") == "a file"
    ran = karez("atlas", "build", "geonames", files / "PK.txt", "-o", "taken/deeper")
    assert ran.status == 1 and ran.err.startswith("K308 not-written: ")


def script(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``code`` and then the command line in a process of its own."""
    program = f"import sys\n{code}\nfrom karez.app.cli import run\nsys.exit(run(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_without_the_extra_the_core_works_and_names_the_way_out(files: Path) -> None:
    lacking = "for name in ('osmium', 'pyogrio', 'shapely'): sys.modules[name] = None"
    assert script(lacking, "atlas", "build", *steps(files)[0], "-o", "mine").returncode == 0
    assert script(lacking, "atlas", "check", "mine").returncode == 0
    for step in steps(files)[1:3]:
        ran = script(lacking, "atlas", "build", *step, "-o", "mine")
        assert ran.returncode == 1
        assert ran.stderr.startswith("K304 missing-extra: ")
        assert "pip install karez[geo]" in ran.stderr and len(ran.stderr.splitlines()) == 1


@pytest.mark.parametrize("moment", ["_write", "_swap", "check_pack"])
def test_a_build_killed_outright_leaves_the_old_pack_and_the_next_goes_on(
    karez: Karez, files: Path, moment: str
) -> None:
    assert karez("atlas", "build", *steps(files)[0], "-o", "mine").status == 0
    before = {path.name: path.read_bytes() for path in Path("mine").iterdir()}
    dies = f"import os, karez.atlas.build.draft as d\nd.{moment} = lambda *_: os._exit(9)"
    ran = script(dies, "atlas", "build", *steps(files)[1], "-o", "mine")
    assert ran.returncode == 9
    assert {path.name: path.read_bytes() for path in Path("mine").iterdir()} == before
    ran = script("", "atlas", "build", *steps(files)[1], "-o", "mine", "--json")
    assert ran.returncode == 0, ran.stderr
    assert karez("atlas", "check", "mine", "--json").json["errors"] == 0
    assert not Path(".mine.build").exists()


def test_progress_goes_to_stderr_where_a_person_looks_on(
    karez: Karez, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet = karez("atlas", "build", *steps(files)[1], "-o", "mine", "--json")
    monkeypatch.setenv("FORCE_COLOR", "1")
    ran = karez("atlas", "build", *steps(files)[1], "-o", "mine", "--json")
    assert ran.status == 0
    assert "checking and writing the pack" in ran.err
    assert ran.json == quiet.json
