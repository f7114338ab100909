"""A pack from a GeoNames dump: places, units, names with their language, people; files that are cut or another kind."""

import csv
import shutil
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.atlas.build.draft import HeadWish
from karez.atlas.build.geonames_pack import SOURCE, GeonamesFiles, build_geonames
from karez.atlas.build.report import BuildReport, silent
from karez.atlas.check.pack import check_pack
from karez.atlas.pack import load_pack
from karez.model.errors import AtlasError, InputError, KarezError


def feature(number: int, name: str, code: str, at: tuple[float, float], **cells: object) -> str:
    """A composed row of a dump; ``code`` is class and code, such as P.PPL."""
    kind, _, exact = code.partition(".")
    row = {"names": "", "country": "XA", "admin1": "02", "admin2": "", "people": 0, "zone": "Asia/Kabul", **cells}
    return "\t".join(
        map(
            str,
            [
                number, name, name, row["names"], at[0], at[1], kind, exact, row["country"], "", row["admin1"],
                row["admin2"], "", "", row["people"], "", "", row["zone"], "2020-01-01",
            ],
        )
    )  # fmt: skip


DUMP = [
    feature(1, "Xanadia", "A.PCLI", (31, 66), admin1="00", people=9_000_000),
    feature(2, "Alphanor", "A.ADM1", (30.5, 67), people=5_000_000),
    feature(3, "Gammashire", "A.ADM2", (30.1, 67.1), admin2="7", people=600_000),
    feature(10, "Alphaton", "P.PPLA", (30.1, 67.1), admin2="7", people=300_000, names="الفتون,Alfaton,ALPHATON"),
    feature(11, "Betaville", "P.PPL", (30.2, 67.2), admin2="7", people=300),
    feature(12, "Betaville", "P.PPL", (30.4, 67.2), admin2="7", people=400),
    feature(13, "Deltaburg", "P.PPL", (30.3, 67.4), people=20_000),
    feature(14, "Deltaburg", "P.PPL", (31.3, 67.4)),
    feature(15, "Oldham Ruin", "P.PPLQ", (30.3, 67.4)),
    feature(16, "Some Fort", "S.MILB", (30.3, 67.4)),
    feature(17, "Tent Field", "S.CMPRF", (30.3, 67.4)),
    feature(18, "Foreignton", "P.PPL", (35, 70), country="XB", people=10, zone="Asia/Tehran"),
    feature(19, "Well", "P.PPL", (30.6, 67.4)),
]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "XA.txt"
    path.write_text("\n".join(DUMP) + "\n", encoding="utf-8")
    return path


def build(folder: Path, dump: Path, country: str | None = "XA", **options: object) -> BuildReport:
    more = {name: options.pop(name) for name in ("admin1", "admin2", "alternate_names") if name in options}
    files = GeonamesFiles(dump, **more)  # type: ignore[arg-type]
    report = build_geonames(files, folder, country=country, wish=HeadWish(), progress=silent, **options)  # type: ignore[arg-type]
    assert check_pack(folder).errors == ()
    return report


def by_id(folder: Path, file: str) -> dict[str, dict[str, str]]:
    with (folder / file).open(encoding="utf-8", newline="") as opened:
        return {row["id"]: row for row in csv.DictReader(opened)}


def aliases(folder: Path) -> dict[tuple[str, str], dict[str, str]]:
    with (folder / "aliases.csv").open(encoding="utf-8", newline="") as opened:
        return {(row["target"], row["alias"]): row for row in csv.DictReader(opened)}


def test_places_units_and_people(tmp_path: Path, dump: Path) -> None:
    report = build(tmp_path / "p", dump)
    places, districts = by_id(tmp_path / "p", "places.csv"), by_id(tmp_path / "p", "districts.csv")
    assert {key: row["kind"] for key, row in places.items()} == {
        "gn-1": "country", "gn-2": "province", "gn-10": "city", "gn-11": "village", "gn-12": "village",
        "gn-13": "town", "gn-14": "village", "gn-19": "village",
    }  # fmt: skip
    town = places["gn-10"]
    assert (town["geonames"], town["province"], town["population"], town["population_what"]) == (
        "10", "Alphanor", "300000", "town",
    )  # fmt: skip
    assert places["gn-2"]["population_what"] == "province total"
    assert districts["gn-3"]["province"] == "Alphanor"
    assert float(districts["gn-3"]["radius_km"]) == pytest.approx(35, abs=1), "to its farthest place"
    assert report.left_out == {"of a kind that a pack does not take": 3}
    info = load_pack(tmp_path / "p").info
    assert (info.country, info.timezone) == ("XA", "Asia/Kabul")
    assert any("GeoNames" in line and "CC BY 4.0" in line for line in info.credits)


def test_military_sites_and_camps_are_left_out(tmp_path: Path, dump: Path) -> None:
    build(tmp_path / "p", dump)
    whole = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "p").iterdir())
    assert "Alphaton" in whole and "Some Fort" not in whole and "Tent Field" not in whole


def test_a_name_of_several_places_needs_context(tmp_path: Path, dump: Path) -> None:
    build(tmp_path / "p", dump)
    places = by_id(tmp_path / "p", "places.csv")
    assert places["gn-11"]["needs_context"] == places["gn-12"]["needs_context"] == "yes"
    assert places["gn-13"]["needs_context"] == "", "a town among villages"
    assert places["gn-14"]["needs_context"] == "yes"
    assert places["gn-19"]["needs_context"] == "yes", "an ordinary word"
    assert places["gn-10"]["needs_context"] == ""


def test_names_of_the_dump_have_a_script_and_no_language(tmp_path: Path, dump: Path) -> None:
    build(tmp_path / "p", dump)
    found = aliases(tmp_path / "p")
    assert found["gn-10", "الفتون"]["script"] == "arabic"
    assert found["gn-10", "الفتون"]["kind"] == "native script"
    assert found["gn-10", "Alfaton"].get("language", "") == ""
    assert ("gn-10", "ALPHATON") not in found, "found by the main name already"


def test_names_with_their_language(tmp_path: Path, dump: Path) -> None:
    names = tmp_path / "alternateNamesV2.txt"
    rows = [
        "1\t10\tur\tالفتون\t1\t\t\t",
        "2\t10\tlink\thttps://example.org/a\t\t\t\t",
        "3\t10\ten\tOld Alpha\t\t\t\t1",
        "4\t10\t\tAlfatoun\t\t\t\t",
        "5\t999\tur\tکہیں\t\t\t\t",
        "6\t10\tiata\tALP\t\t\t\t",
    ]
    names.write_text("\n".join(rows) + "\n", encoding="utf-8")
    build(tmp_path / "p", dump, alternate_names=names)
    found = aliases(tmp_path / "p")
    assert found["gn-10", "الفتون"]["language"] == "ur"
    assert found["gn-10", "Old Alpha"]["kind"] == "former or other name"
    assert found["gn-10", "Alfatoun"]["language"] == ""
    assert not any("example.org" in alias or alias in ("ALP", "کہیں") for _, alias in found)


def test_provinces_by_the_list_of_codes(tmp_path: Path) -> None:
    dump = tmp_path / "XA.txt"
    dump.write_text(DUMP[4] + "\n", encoding="utf-8")
    codes = tmp_path / "admin1CodesASCII.txt"
    codes.write_text("XA.02\tAlphanor\tAlphanor\t2\n", encoding="utf-8")
    build(tmp_path / "p", dump, admin1=codes)
    assert by_id(tmp_path / "p", "places.csv")["gn-11"]["province"] == "Alphanor"


def test_a_zip_is_read_like_its_table(tmp_path: Path, dump: Path) -> None:
    build(tmp_path / "p", dump)
    with zipfile.ZipFile(tmp_path / "XA.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "words")
        archive.write(dump, "XA.txt")
    build(tmp_path / "q", tmp_path / "XA.zip")
    assert by_id(tmp_path / "p", "places.csv") == by_id(tmp_path / "q", "places.csv")


def test_small_places_are_left_out_on_request(tmp_path: Path, dump: Path) -> None:
    report = build(tmp_path / "p", dump, least_population=1000)
    assert set(by_id(tmp_path / "p", "places.csv")) == {"gn-1", "gn-2", "gn-10", "gn-13"}
    assert report.left_out["fewer than 1000 people"] == 4


def test_another_country_is_added_and_the_first_stays(tmp_path: Path, dump: Path) -> None:
    build(tmp_path / "p", dump)
    before = by_id(tmp_path / "p", "places.csv")
    names = aliases(tmp_path / "p")
    build(tmp_path / "p", dump, country="XB")
    after = by_id(tmp_path / "p", "places.csv")
    assert before.items() <= after.items()
    assert set(after) - set(before) == {"gn-18"}
    assert names.items() <= aliases(tmp_path / "p").items()
    dump.write_text("\n".join(DUMP[:4]) + "\n", encoding="utf-8")
    build(tmp_path / "p", dump)
    assert set(by_id(tmp_path / "p", "places.csv")) == {"gn-1", "gn-2", "gn-10", "gn-18"}


def test_the_same_dump_gives_the_same_bytes(tmp_path: Path, dump: Path) -> None:
    build(tmp_path / "p", dump)
    first = {path.name: path.read_bytes() for path in (tmp_path / "p").iterdir()}
    build(tmp_path / "p", dump)
    assert {path.name: path.read_bytes() for path in (tmp_path / "p").iterdir()} == first


def test_a_town_that_is_there_is_filled_and_keeps_its_id(tmp_path: Path, dump: Path) -> None:
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / "pack.yaml").write_text("id: mine\ntitle: Mine\nversion: '1'\ntimezone: Asia/Kabul\n", encoding="utf-8")
    (folder / "places.csv").write_text(
        "id,name,kind,country,lat,lon,confidence,source,geonames,needs_context\n"
        "mine,Alfaton,town,XA,30.11,67.11,high,own survey,,\n"
        "far,Deltaburg,town,XA,30.2,67.2,high,own survey,,\n"
        "ruin,Betaville,pass,XA,30.2,67.2,high,own survey,,\n",
        encoding="utf-8",
    )
    report = build(folder, dump)
    places = by_id(folder, "places.csv")
    assert report.joined == 1
    assert "gn-10" not in places
    assert (places["mine"]["name"], places["mine"]["geonames"], places["mine"]["population"]) == (
        "Alfaton",
        "10",
        "300000",
    )
    assert places["mine"]["source"] == "own survey"
    assert ("mine", "Alphaton") in aliases(folder), "the other name is kept as a name"
    assert "gn-13" in places, "14 km away is another place"
    assert places["gn-13"]["needs_context"] == "yes", "the name has a meaning in the pack already"
    assert {"gn-11", "ruin"} <= set(places), "a pass is no village"


def test_nothing_of_the_country(tmp_path: Path, dump: Path) -> None:
    with pytest.raises(AtlasError, match=r"K310 nothing-built: XA.txt: no place of ZZ"):
        build(tmp_path / "p", dump, country="ZZ")
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "K101 empty-file"),
        (b"a,b,c\n1,2,3\n", r"K306 wrong-source: x.txt:1: the row has 1 columns of 19"),
        (b"\xff\xfe\x00binary\x00", "K306 wrong-source"),
        (("\t".join(["id"] * 19) + "\n").encode(), "K306 wrong-source: x.txt:1: no row of a GeoNames dump"),
        (feature(1, "X", "P.PPL", (95, 10)).encode() + b"\n", "K306 wrong-source: x.txt:1: 95.0, 10.0 is no position"),
        ("\n".join(DUMP).encode()[:-40], "K305 broken-source: x.txt:13: the row has"),
        (b"PK\x03\x04 no zip", "K305 broken-source"),
    ],
)
def test_other_files_are_told(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(content)
    with pytest.raises((AtlasError, InputError), match=told):
        build(tmp_path / "p", path, country=None)
    assert not (tmp_path / "p").exists()


@settings(max_examples=500)
@given(size=st.integers(0, len("\n".join(DUMP).encode())), zipped=st.booleans())
def test_a_cut_dump_never_half_writes_a_pack(size: int, zipped: bool) -> None:
    with tempfile.TemporaryDirectory() as made:
        here = Path(made)
        content = "\n".join(DUMP).encode() + b"\n"
        if zipped:
            with zipfile.ZipFile(here / "XA.zip", "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("XA.txt", content)
            content = (here / "XA.zip").read_bytes()
        path = here / "cut"
        path.write_bytes(content[: min(size, len(content) - 1)])
        try:
            build(here / "p", path)
        except KarezError as error:
            assert error.name in {"empty-file", "wrong-source", "broken-source", "nothing-built"}
            assert not (here / "p").exists()
        shutil.rmtree(here / "p", ignore_errors=True)
        assert not (here / ".p.build").exists()


def test_the_source_is_named_in_every_row(tmp_path: Path, dump: Path) -> None:
    build(tmp_path / "p", dump)
    found = [*by_id(tmp_path / "p", "places.csv").values(), *aliases(tmp_path / "p").values()]
    assert found and all((row["source"], row["confidence"]) == (SOURCE, "medium") for row in found)
