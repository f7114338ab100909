"""A valid pack broken at random: the check names file and row, never fails, and what it passes can be opened."""

import csv
import io
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.atlas.atlas import Atlas
from karez.atlas.check.pack import check_files
from karez.atlas.pack import load_pack
from karez.atlas.schema.load import pack_schema
from karez.model.errors import AtlasError
from tests.atlas.tiny_pack import TINY

EXAMPLES = max(500, settings().max_examples)
TABLES = sorted(name for name in TINY if name.endswith(".csv"))
FILES = sorted(TINY)


def rows_of(name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(TINY[name])))


def text_of(rows: list[list[str]]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue()


def files_of(changes: Mapping[str, bytes]) -> dict[str, bytes]:
    return {**{name: text.encode() for name, text in TINY.items()}, **changes}


def opened(files: Mapping[str, bytes]) -> None:
    """Read every part of the pack, and use its names: raises AtlasError for a broken one."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        pack = load_pack(Path(folder))
        assert pack.places is not None
        assert pack.tehsils is not None
        assert pack.outlines is not None
        atlas = Atlas([pack])
        assert atlas.network.links is not None
        assert atlas.network.hubs is not None
        text = "Aby and Bey on the R-1, the Body of Aby said"
        assert atlas.gazetteer.find(text) is not None
        assert atlas.actors.find(text) is not None
        assert atlas.assets.find(text) is not None


def holds(changes: Mapping[str, bytes]) -> set[tuple[str, int | None]]:
    """Check a broken pack: what must hold of any report. Returns the places that it names."""
    files = files_of(changes)
    report = check_files("tiny", dict(files))
    for fault in report.faults:
        assert fault.file in pack_schema().files
        assert fault.rule in pack_schema().rules
        assert fault.message
        if fault.row is not None and fault.file in files:
            assert 1 <= fault.row <= files[fault.file].count(b"\n") + files[fault.file].count(b"\r") + 1
    try:
        opened(files)
    except AtlasError as error:
        assert report.errors, error.line()
        assert "\n" not in error.line()
        assert any(name in error.line() for name in files), error.line()
    return {(fault.file, fault.row) for fault in report.faults}


def test_the_pack_as_it_is_opens() -> None:
    assert holds({}) == set()


@given(st.data())
@settings(max_examples=EXAMPLES)
def test_a_required_cell_that_is_emptied_is_named(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(TABLES))
    rows = rows_of(name)
    required = [at for at, head in enumerate(rows[0]) if head in {c.name for c in pack_schema().files[name].columns
                                                                  if c.required}]  # fmt: skip
    row, column = data.draw(st.integers(1, len(rows) - 1)), data.draw(st.sampled_from(required))
    rows[row][column] = data.draw(st.sampled_from(["", " ", "\t"]))
    assert (name, row + 1) in holds({name: text_of(rows).encode()})


@given(st.data())
@settings(max_examples=EXAMPLES)
def test_cells_that_are_swapped_or_overwritten_never_fail_the_check(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(TABLES))
    rows = rows_of(name)
    for _ in range(data.draw(st.integers(1, 4))):
        row, column = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, len(rows[0]) - 1))
        other, there = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, len(rows[0]) - 1))
        anything = st.one_of(st.just(rows[other][there]), st.sampled_from(ODD), st.text(max_size=8))
        rows[row][column] = data.draw(anything).replace("\r", "")
    holds({name: text_of(rows).encode("utf-8", "surrogatepass")})


ODD = ["-1", "1e3", "NaN", "inf", "1_000", "٣", "999999999999999999", "0x10", "yes", "no", "2020-13", "|", "a|b",
       "aby", "bey", "r-1", "body", "part", "R-1", "road", "rail", "\u200f", "\u0301", "🙂", "'", '"', "=1",
       "pass"]  # fmt: skip


@given(st.data())
@settings(max_examples=EXAMPLES)
def test_a_row_that_stands_twice_is_named(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(TABLES))
    rows = rows_of(name)
    row = data.draw(st.integers(1, len(rows) - 1))
    rows.append(rows[row])
    assert (name, len(rows)) in holds({name: text_of(rows).encode()})


@given(st.data())
@settings(max_examples=EXAMPLES)
def test_bytes_that_are_flipped_put_in_or_cut_never_fail_the_check(data: st.DataObject) -> None:
    changes = {}
    for name in data.draw(st.lists(st.sampled_from(FILES), min_size=1, max_size=3, unique=True)):
        content = bytearray(TINY[name].encode())
        for _ in range(data.draw(st.integers(1, 4))):
            at = data.draw(st.integers(0, max(0, len(content) - 1)))
            match data.draw(st.sampled_from(["flip", "put", "cut", "end"])):
                case "flip" if content:
                    content[at] ^= 1 << data.draw(st.integers(0, 7))
                case "put":
                    content[at:at] = data.draw(st.one_of(st.sampled_from([b"\n", b'"', b",", b"\0", b"\r"]),
                                                         st.binary(max_size=4)))  # fmt: skip
                case "cut":
                    del content[at : at + data.draw(st.integers(1, 9))]
                case _:
                    del content[at:]
        changes[name] = bytes(content)
    holds(changes)


@given(st.dictionaries(st.sampled_from([*FILES, "outlines.json"]), st.binary(max_size=80), max_size=4))
@settings(max_examples=EXAMPLES)
def test_files_of_any_bytes_never_fail_the_check(changes: dict[str, bytes]) -> None:
    holds(changes)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_another_never_fails_the_check(name: str) -> None:
    for other in FILES:
        named = holds({name: TINY[other].encode()})
        assert named or name == other or {name, other} == {"aliases.csv", "actor_aliases.csv"}
