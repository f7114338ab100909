"""The schema of packs: whole, in step with the model and with what is read."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import karez.atlas.read_pack as reading
from karez.atlas.pack import packs_folder
from karez.atlas.rows import read_yaml
from karez.atlas.schema.load import SCHEMA, pack_schema
from karez.atlas.words import words
from karez.model.vocabulary import ActorClass, AssetType

TYPES = {"id", "text", "texts", "number", "whole", "lat", "lon", "word", "flag", "date", "country", "ref", "refs"}


@pytest.fixture(scope="module")
def raw() -> dict[str, Any]:
    return read_yaml(Path(str(files("karez.atlas.schema"))) / f"{SCHEMA}.yaml")


def test_the_data_file_holds_no_key_that_nobody_reads(raw: dict[str, Any]) -> None:
    columns = [told for file in raw["files"].values() for told in file["columns"].values() if told != "common"]
    assert len(columns) > 100
    for told in (*columns, *raw["common"].values()):
        assert set(told) <= {"type", "required", "present", "what", "words", "refers", "min", "max", "unit"}, told
    for told in raw["files"].values():
        assert set(told) <= {"what", "required", "space", "needs", "columns"}
    for told in raw["faults"].values():
        assert set(told) == {"level", "what", "remedy"}
        assert told["level"] in ("error", "warning")


def test_every_column_has_a_type_a_meaning_and_what_it_points_to() -> None:
    schema = pack_schema()
    for file in schema.files.values():
        assert file.what
        for column in file.columns:
            assert column.type in TYPES, column
            assert column.what
            assert (column.words in schema.words) if column.type == "word" else column.words is None
            assert bool(column.refers) == (column.type in ("ref", "refs"))
            for pair in column.refers:
                target, name = pair.split("/")
                assert name in {known.name for known in schema.files[target].columns}


def test_every_row_of_every_table_has_source_and_confidence() -> None:
    tables = [file for file in pack_schema().files.values() if file.is_table]
    assert len(tables) == 13
    for file in tables:
        required = {column.name for column in file.columns if column.required}
        assert {"source", "confidence"} <= required, file.name


def test_the_words_are_those_of_the_model() -> None:
    told = pack_schema().words
    assert set(told["asset_type"]) == set(map(str, AssetType))
    assert set(told["actor_class"]) == set(map(str, ActorClass))
    assert {str(AssetType.ROAD), str(AssetType.RAIL)} == set(told["mode"])
    assert set(told["confidence"]) == set(words().radius_least_km)
    assert {kind for kinds in words().unit_kinds.values() for kind in kinds} <= set(told["place_kind"])
    assert set(words().kind_order) <= set(told["place_kind"])
    assert set(words().radius_km) <= set(told["place_kind"])


def test_what_is_read_is_told() -> None:
    """Columns that the reader wants are columns that the schema wants."""
    told = pack_schema().files
    assert set(reading._PLACE_COLUMNS) <= set(told["places.csv"].head) & set(told["nodes.csv"].head)
    assert set(reading._LINK_COLUMNS) <= set(told["links.csv"].head)
    assert set(reading._NAME_COLUMNS) <= set(told["aliases.csv"].head) & set(told["actor_aliases.csv"].head)


def test_every_file_that_ships_is_told() -> None:
    shipped = {path.name for path in packs_folder().glob("*/*")}
    assert "links.csv" in shipped
    assert shipped <= set(pack_schema().files)
