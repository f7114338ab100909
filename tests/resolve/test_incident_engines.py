"""Plain Python, DuckDB and Spark weigh pairs of claims alike, level by level."""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from itertools import combinations
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from splink import DuckDBAPI
from splink.internals.database_api import DatabaseAPI

from karez.ledger.engine.duck import duck
from karez.ledger.engine.java import java_home
from karez.model.errors import LedgerError, RequestError
from karez.resolve.incidents import engines, on_duckdb, splink_model
from karez.resolve.incidents.blocks import Candidates, candidates
from karez.resolve.incidents.engines import scored
from karez.resolve.incidents.join import join_rows
from karez.resolve.incidents.levels import COMPARISONS
from karez.resolve.incidents.row import ClaimRow
from karez.resolve.incidents.score import weight
from karez.resolve.incidents.weights import IncidentWeights, incident_weights
from karez.resolve.vectors import Ints
from tests.conftest import missing
from tests.resolve.many_rows import edge_row, many_rows


def every_level_apart() -> IncidentWeights:
    """Weights by which the weight of a comparison tells its level: no two levels weigh the same."""
    bits = {one.name: tuple(float(number + 1) for number in range(len(one.levels))) for one in COMPARISONS}
    chances = {name: tuple((0.5, 0.5 / 2.0**told) for told in own) for name, own in bits.items()}
    return replace(incident_weights(), chances=chances, bits=bits)


def all_pairs(count: int) -> tuple[Ints, Ints]:
    """Every pair of so many positions, the smaller first."""
    pairs = np.array(list(combinations(range(count), 2)), dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def assert_levels_are_those_of_python(found: Any, rows: list[ClaimRow], pairs: tuple[Ints, Ints]) -> None:  # noqa: ANN401
    """That the engine finds for every pair and comparison the level that Python finds, and the sum of the weights."""
    known = every_level_apart()
    told = [(rows[a], rows[b]) for a, b in zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)]
    for one in COMPARISONS:
        levels = [one.level(*pair) + 1 for pair in told]
        assert np.allclose(found.column(f"mw_{one.name}").to_numpy(), levels, rtol=0, atol=1e-9), one.name
    assert splink_model.weights_of(found).tolist() == [weight(*pair, known) for pair in told]


# 25 examples of all pairs of 7 to 20 claims: more than 500 pairs, each looked at by eleven comparisons.
@settings(max_examples=25)
@given(st.integers(7, 20), st.randoms())
def test_duckdb_finds_the_levels_that_python_finds(count: int, draw: Random) -> None:
    rows = [edge_row(draw) for _ in range(count)]
    pairs = all_pairs(len(rows))
    model = splink_model.settings("duckdb", every_level_apart(), parts=True)
    with duck(threads=1) as connection:
        found = splink_model.predicted(DuckDBAPI(connection), rows, pairs, model)
    assert_levels_are_those_of_python(found, rows, pairs)


@pytest.fixture(scope="module")
def many() -> tuple[list[ClaimRow], Candidates]:
    """5,000 claims and the pairs of them that are compared."""
    rows = many_rows(5_000)
    return rows, candidates(rows)


def test_many_claims_are_weighed_alike_by_python_and_duckdb(many: tuple[list[ClaimRow], Candidates]) -> None:
    rows, pairs = many
    assert len(pairs.left) > 20_000
    assert scored(rows, pairs, "duckdb") == scored(rows, pairs, "python")


def test_the_pairs_may_come_in_any_order(many: tuple[list[ClaimRow], Candidates]) -> None:
    rows, pairs = many
    some = np.random.default_rng(1).permutation(len(pairs.left))[:500]
    found = on_duckdb.weights_on_engine(rows, pairs.left[some], pairs.right[some])
    told = zip(pairs.left[some].tolist(), pairs.right[some].tolist(), strict=True)
    assert found.tolist() == [weight(rows[a], rows[b]) for a, b in told]


@pytest.mark.parametrize("engine", engines.ENGINES)
def test_no_pairs_need_no_engine(engine: str) -> None:
    none = np.zeros(0, dtype=np.int64)
    assert scored(many_rows(3), Candidates(none, none, ()), engine) == {}


def test_splink_says_nothing(many: tuple[list[ClaimRow], Candidates], capfd: pytest.CaptureFixture[str]) -> None:
    rows, pairs = many
    on_duckdb.weights_on_engine(rows, pairs.left[:10], pairs.right[:10])
    assert capfd.readouterr() == ("", "")


def test_an_engine_that_is_not_installed_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(name: str) -> None:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr(engines, "import_module", refused)
    one = np.zeros(1, dtype=np.int64)
    with pytest.raises(LedgerError) as told:
        scored(many_rows(3), Candidates(one, one + 1, ()), "spark")
    assert told.value.name == "no-engine"
    assert "spark" in told.value.line()


def test_an_engine_of_another_name_is_refused() -> None:
    none = np.zeros(0, dtype=np.int64)
    with pytest.raises(RequestError, match="'sparks' is none of python, duckdb, spark"):
        scored(many_rows(3), Candidates(none, none, ()), "sparks")


def test_an_engine_that_gives_up_is_told_in_one_line(many: tuple[list[ClaimRow], Candidates]) -> None:
    rows, pairs = many
    with duck(threads=1, memory="4MB") as connection, pytest.raises(LedgerError) as told:
        splink_model.weighed(DuckDBAPI(connection), rows, pairs.left, pairs.right)
    assert told.value.name == "engine-failed"
    assert "\n" not in told.value.line()


@pytest.fixture(scope="module")
def edges() -> tuple[list[ClaimRow], tuple[Ints, Ints]]:
    """Claims close to the bounds between levels, and all their pairs."""
    draw = Random(3)
    return [edge_row(draw) for _ in range(150)], all_pairs(150)


def test_the_claims_at_the_edges_reach_every_level(edges: tuple[list[ClaimRow], tuple[Ints, Ints]]) -> None:
    rows = edges[0]
    for one in COMPARISONS:
        reached = {one.level(a, b) for a, b in combinations(rows, 2)}
        assert reached == set(range(len(one.levels))), one.name


@pytest.fixture(scope="module")
def spark_api() -> Iterator[DatabaseAPI[Any]]:
    """Splink on Spark on this machine; without Java or pyspark its tests are skipped, and in CI they fail."""
    if find_spec("pyspark") is None:
        missing("pyspark (pip install karez[spark])")
    if java_home() is None:
        missing("Java 17 (on Debian: apt-get install openjdk-17-jre-headless)")
    on_spark = import_module("karez.resolve.incidents.on_spark")
    with on_spark.spark(threads=2) as session:
        yield on_spark.spark_api(session)


@pytest.mark.spark
def test_spark_finds_the_levels_that_python_finds(
    edges: tuple[list[ClaimRow], tuple[Ints, Ints]], spark_api: DatabaseAPI[Any]
) -> None:
    rows, pairs = edges
    model = splink_model.settings("spark", every_level_apart(), parts=True)
    assert_levels_are_those_of_python(splink_model.predicted(spark_api, rows, pairs, model), rows, pairs)


@pytest.mark.spark
def test_spark_gives_5000_claims_the_levels_and_weights_that_duckdb_gives(
    many: tuple[list[ClaimRow], Candidates], spark_api: DatabaseAPI[Any], capfd: pytest.CaptureFixture[str]
) -> None:
    rows, found = many
    pairs = found.left, found.right
    model = splink_model.settings("spark", every_level_apart(), parts=True)
    on_spark = splink_model.predicted(spark_api, rows, pairs, model)
    with duck(threads=2) as connection:
        model = splink_model.settings("duckdb", every_level_apart(), parts=True)
        on_duck = splink_model.predicted(DuckDBAPI(connection), rows, pairs, model)
    assert on_duck.num_rows == on_spark.num_rows == len(found.left)
    assert np.array_equal(on_spark.column("unique_id_l").to_numpy(), found.left)
    assert np.array_equal(on_spark.column("unique_id_r").to_numpy(), found.right)
    for name in ("match_weight", *(f"mw_{one.name}" for one in COMPARISONS)):
        told = [table.column(name).to_numpy() for table in (on_duck, on_spark)]
        assert np.allclose(*told, rtol=0, atol=1e-9), name
    assert capfd.readouterr() == ("", "")


def test_claims_are_joined_alike_whatever_weighs_them() -> None:
    rows = many_rows(400)
    by_python = join_rows(rows)
    assert len(set(by_python.joined.incidents.values())) < len(by_python.joined.incidents)
    assert join_rows(rows, engine="duckdb") == by_python


@pytest.mark.spark
def test_spark_runs_once_in_a_process(many: tuple[list[ClaimRow], Candidates], spark_api: DatabaseAPI[Any]) -> None:
    assert spark_api.sql_dialect.sql_dialect_str == "spark"
    with pytest.raises(LedgerError, match="no-engine: Spark: this process has a session of Spark already"):
        scored(*many, "spark")
