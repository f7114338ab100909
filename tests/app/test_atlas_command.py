"""``karez atlas``: the list of packs, the check, the schema; and a broken pack in use."""

from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from karez.app.commands.atlas import COMMANDS
from karez.app.schema import schema_of
from karez.atlas.atlas import Atlas
from karez.atlas.pack import load_pack
from karez.atlas.schema.load import pack_schema
from karez.model.errors import AtlasError
from tests.app.conftest import Karez
from tests.atlas.tiny_pack import TINY


def fits(name: str, value: object) -> None:
    Draft202012Validator(schema_of(name)).validate(value)


@pytest.fixture
def tiny(tmp_path: Path) -> Callable[..., Path]:
    """Writes the tiny pack, with some files changed."""

    def write(**changes: str) -> Path:
        folder = tmp_path / "tiny"
        folder.mkdir(exist_ok=True)
        for name, text in {**TINY, **{f"{key}.csv": value for key, value in changes.items()}}.items():
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    return write


def test_the_list_names_packs_counts_and_credits(karez: Karez) -> None:
    ran = karez("atlas", "list")
    assert ran.status == 0
    assert ran.err == ""
    for words in ("2 packs", "pk-balochistan", "119 links", "GeoNames (geonames.org), CC BY 4.0", "Natural Earth"):
        assert words in ran.out
    rows = karez("atlas", "list", "--json").json
    fits("atlas-list", rows)
    assert [row["id"] for row in rows] == ["pk-balochistan", "world"]
    assert rows[0]["rows"]["nodes.csv"] == 87
    assert all(row["in_use"] and row["credits"] for row in rows)


def test_the_list_holds_the_packs_of_the_settings(
    karez: Karez, tiny: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAREZ_PACKS", f"{tiny()},world")
    rows = karez("atlas", "list", "--json").json
    assert [(row["id"], row["in_use"]) for row in rows] == [("tiny", True), ("world", True), ("pk-balochistan", False)]
    assert "pk-balochistan (not in use)" in karez("atlas", "list").out


def test_a_pack_without_fault_passes(karez: Karez, tiny: Callable[..., Path]) -> None:
    ran = karez("atlas", "check", tiny())
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "tiny: no errors in 14 rows of 11 files, 0 warnings\n"
    value = karez("atlas", "check", tiny(), "--json").json
    fits("atlas-check", value)
    assert (value["errors"], value["warnings"], value["faults"]) == (0, 0, [])


def test_every_fault_is_listed_and_the_status_is_one(karez: Karez, tiny: Callable[..., Path]) -> None:
    folder = tiny(
        links=TINY["links.csv"].replace("aby,bey", "aby,cey").replace("open", "shut"),
        ports=TINY["ports.csv"].replace("25.0,66.1", "66.1,25.0"),
    )
    ran = karez("atlas", "check", folder)
    assert ran.status == 1
    for words in ("Errors: 3", "links.csv:2 to", "links.csv:2", "ports.csv:2 lat", "Warnings: 1", "nodes.csv:3 id"):
        assert words in ran.out
    assert ran.err == "K301 broken-pack: tiny: 3 errors in 2 files, 1 warnings — mend the row that is named\n"
    told = karez("atlas", "check", folder, "--json")
    assert told.status == 1
    fits("atlas-check", told.json)
    assert told.json["errors"] == 3
    assert {(f["file"], f["row"], f["rule"]) for f in told.json["faults"] if f["level"] == "error"} == {
        ("links.csv", 2, "unknown-id"),
        ("links.csv", 2, "unknown-word"),
        ("ports.csv", 2, "swapped-position"),
    }


def test_warnings_alone_pass_unless_they_are_to_count(karez: Karez, tiny: Callable[..., Path]) -> None:
    folder = tiny()
    (folder / "nodes.txt.bak").write_text("x")
    ran = karez("atlas", "check", folder)
    assert ran.status == 0
    assert "Warnings: 1" in ran.out
    assert "1 warnings" in ran.out
    assert karez("atlas", "check", folder, "--strict").status == 1


def test_no_word_of_a_pack_steers_the_terminal(karez: Karez, tiny: Callable[..., Path]) -> None:
    ran = karez("atlas", "check", tiny(ports=TINY["ports.csv"].replace("bey", "\x1b[31m[bold]bey")))
    assert ran.status == 1
    assert "\x1b" not in ran.out + ran.err


def test_a_pack_that_is_not_there_is_named(karez: Karez) -> None:
    ran = karez("atlas", "check", "no-such-pack")
    assert ran.status == 1
    assert ran.err.startswith("K302 no-pack: no-such-pack: ")
    assert karez("atlas", "check").status == 2
    assert karez("atlas", "chek").status == 2


def test_the_schema_is_printed_for_people_and_programs(karez: Karez) -> None:
    ran = karez("atlas", "schema")
    assert ran.status == 0
    for name in pack_schema().files:
        assert name in ran.out
    value = karez("atlas", "schema", "--json").json
    fits("atlas-schema", value)
    assert value["id"] == "pack-1"
    assert {file["name"] for file in value["files"]} == set(pack_schema().files)
    assert {rule["rule"] for rule in value["faults"]} == set(pack_schema().rules)
    one = karez("atlas", "schema", "links.csv").out
    assert "straight_km" in one
    assert "iata" not in one
    assert karez("atlas", "schema", "link.csv").status == 2


def test_the_help_of_every_command_of_the_group_has_an_example(karez: Karez) -> None:
    for name, _ in COMMANDS:
        assert f"karez atlas {name}" in karez("atlas", name, "--help").out


BROKEN = [
    ("nodes", "25.0,66.0", "95.0,66.0", 3),
    ("nodes", "Bey,town,XX,,,25.0,66.0,high", "Bey,town,XX,,,25.0,66.0,sure", 3),
    ("districts", "25.0,65.0", "east,65.0", 2),
    ("tehsils", "1000", "-1000", 2),
    ("links", "aby,bey", "aby,cey", 2),
    ("links", "110", "90", 2),
    ("links", "road", "raod", 2),
    ("routes", "R-1,Aby road,road", "R-1,Aby road,raod", 2),
    ("airports", "airfield,aby", "airfield,cey", 2),
    ("ports", "66.1", "east", 2),
    ("assets", "internet", "intranet", 2),
    ("aliases", "place,aby", "place,cey", 2),
    ("aliases", "high", "sure", 2),
    ("actors", "police,body", "police,bodies", 3),
    ("actor_aliases", "actor,body", "actor,bodies", 2),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "row"), BROKEN)
def test_a_broken_row_of_a_pack_in_use_gives_one_error_with_file_and_row(
    tiny: Callable[..., Path], file: str, old: str, new: str, row: int
) -> None:
    name = f"{file}.csv"
    assert old in TINY[name]
    atlas = Atlas([load_pack(tiny(**{file: TINY[name].replace(old, new, 1)}))])
    with pytest.raises(AtlasError) as error:
        _use(atlas)
    assert error.value.line().startswith(f"K301 broken-pack: {name}:{row}: ")
    assert error.value.line().endswith("— mend the row that is named")


def test_every_table_is_broken_once() -> None:
    assert {f"{file}.csv" for file, *_ in BROKEN} == {name for name in TINY if name.endswith(".csv")}


def _use(atlas: Atlas) -> None:
    text = "Aby and the R-1, the Body of Aby said"
    assert atlas.network.links
    assert atlas.network.tehsils
    assert atlas.network.hubs
    assert atlas.actors.find(text)
    assert atlas.assets.find(text)


def test_a_broken_pack_ends_a_command_with_one_line(
    karez: Karez, tiny: Callable[..., Path], samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAREZ_PACKS", f"{tiny(nodes=TINY['nodes.csv'].replace('25.0,66.0', 'north,66.0'))}")
    ran = karez("brief", samples / "01-wire-first-day.txt")
    assert ran.status == 1
    assert ran.out == ""
    (line,) = [line for line in ran.err.splitlines() if line.startswith("K301")]
    assert "nodes.csv:3: bey: lat is no number: 'north'" in line
