"""Checking a pack: each fault is named by file and row, all at once, and what passes can be opened."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from karez.atlas.check.faults import CheckReport, Fault
from karez.atlas.check.pack import check_files, check_pack
from karez.atlas.pack import shipped_packs
from karez.atlas.schema.load import pack_schema
from karez.model.errors import AtlasError
from tests.atlas.tiny_pack import TINY


def check(changes: Mapping[str, str | bytes | None]) -> CheckReport:
    files = {name: text for name, text in {**TINY, **changes}.items() if text is not None}
    return check_files("tiny", {n: t if isinstance(t, bytes) else t.encode() for n, t in files.items()})


def changed(file: str, old: str, new: str) -> dict[str, str]:
    assert TINY[file].count(old) >= 1
    return {file: TINY[file].replace(old, new, 1)}


def found(report: CheckReport) -> set[tuple[str, int | None, str | None, str]]:
    return {(fault.file, fault.row, fault.column, fault.rule) for fault in report.faults}


def test_the_tiny_pack_is_whole() -> None:
    report = check({})
    assert report.faults == ()
    assert report.pack == "tiny"
    assert report.rows["nodes.csv"] == 2
    assert report.rows["actors.csv"] == 2


@pytest.mark.parametrize("name", shipped_packs())
def test_every_shipped_pack_is_without_fault(name: str) -> None:
    report = check_pack(name)
    assert [f"{fault.place}: {fault.message}" for fault in report.faults] == []
    assert sum(report.rows.values()) > 1000


N, L, A = "nodes.csv", "links.csv", "aliases.csv"
ONE_FAULT = [
    (changed(N, "aby,Aby", ",Aby"), N, 2, "id", "empty-cell"),
    (changed(N, "high,made up,,900", "high,,,900"), N, 2, "source", "empty-cell"),
    (changed(N, "high,made up,,900", ",made up,,900"), N, 2, "confidence", "empty-cell"),
    (changed(N, "high,made up,,900", "sure,made up,,900"), N, 2, "confidence", "unknown-word"),
    (changed(N, "Aby,town", "Aby,hamlet"), N, 2, "kind", "unknown-word"),
    (changed(N, "aby,Aby", "Aby,Aby"), N, 2, "id", "bad-id"),
    (changed(N, "aby,Aby", "bey,Aby"), N, 3, "id", "double-id"),
    (changed(N, "bey,Bey", "district-aby,Bey"), "districts.csv", 2, "id", "double-id"),
    (changed(N, "Bey,town", "Bey,pass") | changed("assets.csv", "s-1,", "bey,"), N, 3, "id", "double-id"),
    ({N: TINY[N].replace("made up,,", "made up,77,")}, N, 3, "geonames", "double-id"),
    ({"districts.csv": TINY["districts.csv"] + "d-2,X1,Two,,25.0,65.0,,,high,made up\n"}, "districts.csv", 3, "pcode",
     "double-id"),
    (changed(N, "XX,X1", "XX,X9"), N, 2, "district", "unknown-id"),
    (changed(N, "t-aby", "t-aby|t-no"), N, 2, "tehsil", "unknown-id"),
    (changed(N, "25.0,66.0", "95.0,66.0"), N, 3, "lat", "bad-position"),
    (changed(N, "25.0,66.0", "66.0,25.0"), N, 3, "lat", "swapped-position"),
    (changed(N, "25.0,66.0", "25.0,86.0"), N, 3, "lat", "outside-box"),
    (changed(N, "25.0,66.0", "north,66.0"), N, 3, "lat", "bad-number"),
    (changed(N, "25.0,66.0", "25.0,"), N, 3, "lat", "half-position"),
    (changed(N, "25.0,66.0", "25.0,"), N, 3, "lon", "empty-cell"),
    (changed(N, "900,2023", "-900,2023"), N, 2, "population", "out-of-range"),
    (changed(N, "900,2023", "nan,2023"), N, 2, "population", "bad-number"),
    (changed(N, "900,2023", "9.5,2023"), N, 2, "population", "bad-number"),
    (changed(N, "900,2023", "1_000,2023"), N, 2, "population", "bad-number"),
    (changed(N, "900,2023", "٩,2023"), N, 2, "population", "bad-number"),
    (changed(N, "900,2023", "900,202"), N, 2, "population_year", "out-of-range"),
    (changed(N, "900,2023", "1001,2023"), N, 2, "population", "above-area"),
    (changed(N, "urban locality", ""), N, 2, "population_what", "unknown-unit"),
    (changed(N, "urban locality", "households"), N, 2, "population_what", "unknown-word"),
    (changed(N, "XX,,,25.0", "xx,,,25.0"), N, 3, "country", "bad-country"),
    (changed(N, ",,,,,\n", ",,,,,,\n"), N, 3, None, "wrong-cells"),
    (changed(N, ",,,,,\n", ",,,,\n"), N, 3, None, "wrong-cells"),
    (changed(N, ",,,,,\n", ",,,,,maybe\n"), N, 3, "needs_context", "unknown-word"),
    (changed(N, ",needs_context", ""), N, 1, "needs_context", "missing-column"),
    (changed(N, "population_year", "popluation_year"), N, 1, "popluation_year", "unknown-column"),
    (changed(N, "population_year", "name"), N, 1, "name", "double-column"),
    (changed("districts.csv", "2001,2020-06", "2021,2020-06"), "districts.csv", 2, "valid_to", "reversed-dates"),
    (changed("districts.csv", "2001,", "May 2001,"), "districts.csv", 2, "valid_from", "bad-date"),
    (changed("districts.csv", "2020-06", "2020-02-30"), "districts.csv", 2, "valid_to", "bad-date"),
    (changed("districts.csv", "1000", "2000"), "districts.csv", 2, "population", "wrong-sum"),
    (changed("tehsils.csv", "900,high", "1900,high"), "tehsils.csv", 2, "population_urban", "above-area"),
    (changed(L, "aby,bey", "aby,cey"), L, 2, "to", "unknown-id"),
    (changed(L, "aby,bey", "aby,aby"), L, 2, "to", "same-ends"),
    (changed(L, "110,", "90,"), L, 2, "length_km", "below-straight-line"),
    (changed(L, "110,", "-110,"), L, 2, "length_km", "out-of-range"),
    (changed(L, "100.8", "50"), L, 2, "straight_km", "wrong-straight-line"),
    (changed(L, "road", "raod"), L, 2, "mode", "unknown-word"),
    (changed(L, "road", "rail"), L, 2, "mode", "other-mode"),
    (changed(L, "open", "closed"), L, 2, "baseline", "unknown-word"),
    (changed(L, "R-1", "R-2"), L, 2, "designation", "unknown-id"),
    (changed(L, "R-1", ""), "routes.csv", 2, "designation", "no-links"),
    (changed(L, "l-1,aby,bey,road,R-1,110,100.8,open,high,made up\n", ""), N, 2, "id", "lonely-node"),
    (changed("routes.csv", "high,made up\n", "high,made up\nr-2,R-1,Again,road,high,made up\n"), "routes.csv", 3,
     "designation", "double-designation"),
    (changed("airports.csv", "airfield,aby", "airfield,cey"), "airports.csv", 2, "serves", "unknown-id"),
    (changed("ports.csv", "port,bey", "port,cey"), "ports.csv", 2, "serves", "unknown-id"),
    (changed("ports.csv", "25.0,66.1", "66.1,25.0"), "ports.csv", 2, "lat", "swapped-position"),
    (changed("assets.csv", "internet", "intranet"), "assets.csv", 2, "type", "unknown-word"),
    (changed("assets.csv", "internet,aby", "internet,cey"), "assets.csv", 2, "place", "unknown-id"),
    (changed(A, "place,aby", "place,cey"), A, 2, "target", "no-such-target"),
    (changed(A, "place,aby", "asset,aby"), A, 2, "target", "no-such-target"),
    (changed(A, "place,aby", "thing,aby"), A, 2, "type", "unknown-word"),
    (changed(A, "Abby,place,aby", "Bey,place,aby"), A, 2, "alias", "ambiguous-alias"),
    ({A: TINY[A] + "Abby,place,aby,latin,en,spelling,high,,,,made up\n"}, A, 4, "alias", "double-alias"),
    (changed(A, "high,,,,made", "high,,,cey,made"), A, 2, "also_means", "no-such-target"),
    (changed(A, "en,spelling", "en,wrong form"), A, 2, "context", "no-context"),
    (changed(A, "Abby,place", "---,place"), A, 2, "alias", "empty-cell"),
    (changed(A, "latin,en", "runes,en"), A, 2, "script", "unknown-word"),
    (changed("actors.csv", "part,Part", "body,Part"), "actors.csv", 3, "id", "double-id"),
    (changed("actors.csv", "police,body", "police,bodies"), "actors.csv", 3, "parent", "unknown-id"),
    (changed("actors.csv", "government,,", "government,part,"), "actors.csv", 2, "parent", "parent-cycle"),
    (changed("actors.csv", "police,body,,", "army,body,,"), "actors.csv", 3, "class", "unknown-word"),
    (changed("actors.csv", "police,body,,,", "police,body,2020,2019,"), "actors.csv", 3, "valid_to", "reversed-dates"),
    (changed("pack.yaml", "[aby]", "[cey]"), "pack.yaml", None, "hubs", "unknown-id"),
    (changed("pack.yaml", "title: Tiny\n", ""), "pack.yaml", None, "title", "bad-head"),
    (changed("pack.yaml", "version: '1'", "version: 1"), "pack.yaml", None, "version", "bad-head"),
    (changed("pack.yaml", "UTC", "Moon/Crater"), "pack.yaml", None, "timezone", "bad-head"),
    (changed("pack.yaml", "XX", "NO"), "pack.yaml", None, "country", "bad-head"),
    (changed("pack.yaml", "[60, 20, 70, 30]", "[70, 20, 60, 30]"), "pack.yaml", None, "bbox", "bad-head"),
    (changed("pack.yaml", "[60, 20, 70, 30]", "[60, 20, 70]"), "pack.yaml", None, "bbox", "bad-head"),
    (changed("pack.yaml", "hubs: [aby]", "hubs: aby"), "pack.yaml", None, "hubs", "bad-head"),
    (changed("pack.yaml", "hubs: [aby]", "hubs: [[aby]]"), "pack.yaml", None, "hubs", "bad-head"),
    (changed("pack.yaml", "id: tiny", "id: Tiny Pack"), "pack.yaml", None, "id", "bad-head"),
    (changed("pack.yaml", "hubs", "hub"), "pack.yaml", None, "hub", "unknown-column"),
    (changed("pack.yaml", "title", "schema: pack-9\ntitle"), "pack.yaml", None, "schema", "unknown-schema"),
    ({"pack.yaml": "id: [x"}, "pack.yaml", 1, None, "bad-head"),
    ({"pack.yaml": "- x"}, "pack.yaml", None, None, "bad-head"),
    ({"pack.yaml": "version: !!timestamp x"}, "pack.yaml", None, None, "bad-head"),
    ({"pack.yaml": None}, "pack.yaml", None, None, "missing-file"),
    ({N: None}, N, None, None, "missing-file"),
    ({"node.csv": "id\n"}, "node.csv", None, None, "unknown-file"),
    ({N: ""}, N, 1, None, "missing-column"),
    ({N: "\ufeff" + TINY[N]}, N, None, None, "byte-order-mark"),
    ({N: TINY[N].replace("Bey", "B\0y").encode()}, N, 3, None, "nul"),
    ({N: TINY[N].replace("Bey", "Béy").encode("latin-1")}, N, 3, None, "not-utf-8"),
    ({N: TINY[N].encode("utf-16")}, N, 1, None, "not-utf-8"),
    (changed(N, "bey,Bey", 'bey,"Bey" x'), N, 3, None, "bad-csv"),
    (changed(N, "bey,Bey", 'bey,"Bey'), N, 3, None, "bad-csv"),
    ({"outlines.json": "{"}, "outlines.json", 1, None, "bad-outline"),
    ({"outlines.json": "[]"}, "outlines.json", None, "lines", "bad-outline"),
    ({"outlines.json": "[" * 100_000}, "outlines.json", None, None, "bad-outline"),
    ({"outlines.json": '{"lines": [{"kind": "wall"}]}'}, "outlines.json", 1, "kind", "bad-outline"),
    ({"outlines.json": '{"lines": [{"kind": "coast", "points": [[1, 2]]}]}'}, "outlines.json", 1, "points",
     "bad-outline"),
    ({"outlines.json": '{"lines": [{"kind": "coast", "points": [[1, 2], [NaN, 2]]}]}'}, "outlines.json", 1, "points",
     "bad-outline"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "file", "row", "column", "rule"), ONE_FAULT)
def test_a_fault_is_named_by_file_row_and_column(
    changes: Mapping[str, str | bytes | None], file: str, row: int | None, column: str | None, rule: str
) -> None:
    report = check(changes)
    assert (file, row, column, rule) in found(report), report.faults
    fault = next(f for f in report.faults if (f.file, f.row, f.column, f.rule) == (file, row, column, rule))
    assert fault.message
    assert fault.remedy
    assert "\n" not in fault.message


def test_every_rule_of_the_schema_is_tried_and_no_other_is_given() -> None:
    tried = {rule for *_, rule in ONE_FAULT} | {"unreadable"}
    assert tried == set(pack_schema().rules)


def test_a_swap_says_so_with_both_positions() -> None:
    report = check(changed(N, "25.0,66.0", "66.0,25.0"))
    fault = next(fault for fault in report.faults if fault.rule == "swapped-position")
    assert "66, 25" in fault.message
    assert "25, 66" in fault.message
    assert fault.level == "error"


def test_a_swap_in_a_pack_of_the_world_is_seen_where_the_latitude_is_none() -> None:
    files = {**changed("pack.yaml", "bbox: [60, 20, 70, 30]\n", ""), **changed(N, "25.0,66.0", "166.0,25.0")}
    assert (N, 3, "lat", "swapped-position") in found(check(files))
    files = {**changed("pack.yaml", "bbox: [60, 20, 70, 30]\n", ""), **changed(N, "25.0,66.0", "66.0,25.0")}
    assert not any(fault.rule == "swapped-position" for fault in check(files).faults)


def test_a_wide_place_may_reach_beyond_the_box() -> None:
    head = "id,name,kind,country,lat,lon,confidence,source,geonames,needs_context\n"
    province, town = "p,Prov,province,XX,40,80,high,made up,,\n", "t,Far,town,XX,40,80,high,made up,,\n"
    report = check({"places.csv": head + province + town})
    assert found(report) == {("places.csv", 3, "lat", "outside-box")}


def test_all_faults_are_given_at_once_in_the_order_of_files_and_rows() -> None:
    report = check(
        {
            **changed(N, "high,made up,,900", ",,,900"),
            **changed(L, "aby,bey,road", "aby,cey,raod"),
            **changed("actors.csv", "police,body", "army,bodies"),
        }
    )
    places = [(fault.file, fault.row, fault.column) for fault in report.errors]
    assert places == [
        (N, 2, "confidence"), (N, 2, "source"), (L, 2, "mode"), (L, 2, "to"), ("actors.csv", 3, "class"),
        ("actors.csv", 3, "parent"),
    ]  # fmt: skip
    assert [fault.file for fault in report.warnings] == [N]
    assert report.errors[0].place == "nodes.csv:2 confidence"


@pytest.mark.parametrize("telling", ["yes,,", ",Sea,", ",,aby"])
def test_a_name_of_two_towns_passes_where_something_tells_them_apart(telling: str) -> None:
    row = "Aby,place,bey,latin,en,other name,high,,,,made up\n"
    assert (A, 4, "alias", "ambiguous-alias") in found(check({A: TINY[A] + row}))
    assert check({A: TINY[A] + row.replace("high,,,", f"high,{telling}")}).faults == ()
    assert check({A: TINY[A] + row.replace("high", "low")}).faults == ()


def test_a_town_and_its_district_may_bear_one_name() -> None:
    row = "Aby,place,district-aby,latin,en,other name,high,,,,made up\n"
    assert check({A: TINY[A] + row}).faults == ()


def test_the_same_abbreviation_of_two_parties_is_ambiguous() -> None:
    file = "actor_aliases.csv"
    row = "BOA,actor,part,latin,abbreviation,high,,,made up\n"
    assert (file, 3, "alias", "ambiguous-alias") in found(check({file: TINY[file] + row}))


def test_the_row_of_a_cell_over_several_lines_is_its_first() -> None:
    text = TINY[N].replace("made up", '"made\nup\nhere"', 1).replace("bey,Bey,town", "bey,Bey,hamlet")
    assert (N, 5, "kind", "unknown-word") in found(check({N: text}))


def test_a_cycle_is_told_step_by_step() -> None:
    report = check(changed("actors.csv", "government,,", "government,part,"))
    assert {fault.message.split(": ")[1] for fault in report.faults} == {"body → part → body", "part → body → part"}


def test_a_near_name_of_a_column_is_offered() -> None:
    report = check(changed(N, "population_year", "popluation_year"))
    fault = next(fault for fault in report.faults if fault.rule == "unknown-column")
    assert "is population_year meant?" in fault.message
    assert fault.level == "warning"


@pytest.mark.parametrize(
    ("changes", "offered"),
    [
        (changed(N, "town", "twon"), "town"),
        (changed(L, "aby,bey", "aby,be"), "bey"),
        (changed(A, "place,aby", "place,aby2"), "aby"),
        (changed("pack.yaml", "[aby]", "[abyy]"), "aby"),
    ],
)
def test_what_may_be_meant_is_offered(changes: Mapping[str, str], offered: str) -> None:
    assert any(fault.message.endswith(f"; is {offered} meant?") for fault in check(changes).errors)


def test_a_swapped_node_does_not_make_its_links_too_short() -> None:
    report = check(changed(N, "25.0,66.0", "66.0,25.0"))
    assert {fault.rule for fault in report.faults} == {"swapped-position"}


def test_a_long_cell_is_cut_in_the_message() -> None:
    report = check(changed(N, "town", "x" * 5000))
    assert all(len(fault.message) < 600 for fault in report.faults)


def test_a_head_that_unfolds_without_end_is_told_in_a_short_line() -> None:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 12))
    report = check({"pack.yaml": f"l0: &l0 [x]\n{levels}id: *l11\ntitle: *l11\nhubs: *l11\nbbox: *l11\nschema: *l11\n"})
    assert {"id", "title", "hubs", "bbox", "schema"} <= {fault.column for fault in report.errors}
    assert all(len(fault.message) < 300 for fault in report.faults)


def test_a_folder_is_checked_and_prose_is_passed_over(tmp_path: Path) -> None:
    for name, text in TINY.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "README.md").write_text("A remark.")
    (tmp_path / ".hidden").write_text("x")
    assert check_pack(tmp_path).faults == ()
    assert check_pack(str(tmp_path)).pack == "tiny"
    (tmp_path / "links.csv").unlink()
    (tmp_path / "links.csv").mkdir()
    assert Fault("links.csv", None, None, "unreadable", "the file cannot be opened") in check_pack(tmp_path).faults


def test_no_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(AtlasError, match="K302"):
        check_pack(tmp_path / "none")
    with pytest.raises(AtlasError, match="K302"):
        check_pack("no-such-pack")
