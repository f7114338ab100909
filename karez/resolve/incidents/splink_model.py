"""The declared comparisons as a Splink model, and pairs of claims weighed by it on whatever engine Splink is given.

The chances of the levels and the prior are those that ship: nothing is estimated on the claims at hand, and no word
counts for being rare among them. The pairs are handed in, so the model has no blocking of its own.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from splink import Linker, SettingsCreator
from splink.comparison_level_library import CustomLevel
from splink.comparison_library import CustomComparison
from splink.internals.comparison_level_creator import ComparisonLevelCreator
from splink.internals.database_api import DatabaseAPI
from splink.internals.exceptions import SplinkException

from karez.model.errors import LedgerError
from karez.resolve.incidents.level import Comparison, condition
from karez.resolve.incidents.levels import COMPARISONS
from karez.resolve.incidents.row import ClaimRow
from karez.resolve.incidents.score import DIGITS
from karez.resolve.incidents.weights import IncidentWeights, incident_weights
from karez.resolve.vectors import Floats, Ints

Table = Any  # a pyarrow.Table, which has no types
_COLUMNS: dict[Any, Any] = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
# Splink's names: the id of a record, here its position, and the columns of a table of pairs.
_RECORD, _LEFT, _RIGHT, _RULE = "unique_id", "join_key_l", "join_key_r", "match_key"


def settings(dialect: str, known: IncidentWeights, *, parts: bool = False) -> SettingsCreator:
    """Return the model for an engine, ``duckdb`` or ``spark``, which differ in how SQL is written.

    With ``parts`` a scored pair tells, as ``mw_NAME``, what each comparison weighs.
    """
    odds = 2.0**known.start
    return SettingsCreator(
        link_type="dedupe_only",
        probability_two_random_records_match=odds / (1 + odds),
        comparisons=[_comparison(one, known, dialect) for one in COMPARISONS],
        blocking_rules_to_generate_predictions=[],
        unique_id_column_name=_RECORD,
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=parts,
    )


def _comparison(one: Comparison, known: IncidentWeights, dialect: str) -> CustomComparison:
    # The plain scorer adds bits that were rounded when the weights were read; log2(m / u) gives these again. A null
    # level is one of m = u, since Splink takes no comparison with fewer than two others.
    levels: list[ComparisonLevelCreator | dict[str, Any]] = [
        CustomLevel(condition(level, dialect), level.name).configure(m_probability=u * 2.0**bits, u_probability=u)
        for level, bits, (_, u) in zip(one.levels, known.bits[one.name], known.chances[one.name], strict=True)
    ]
    return CustomComparison(levels, output_column_name=one.name)


def records(rows: Sequence[ClaimRow]) -> Table:
    """Return claims as an Arrow table: one column a field, and their positions as their ids.

    Words in lists stand as numbers, the same for the same word: a list is only compared with lists, and numbers are
    compared several times faster.
    """
    numbers: dict[str, int] = {}
    hints = get_type_hints(ClaimRow)
    columns = {
        field.name: _column([getattr(row, field.name) for row in rows], hints[field.name], numbers)
        for field in fields(ClaimRow)
    }
    return pa.table({_RECORD: pa.array(range(len(rows)), pa.int64()), **columns})


def _column(values: list[Any], hint: Any, numbers: dict[str, int]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """An Arrow array of a field's values. What words are new is added to their ``numbers``."""
    if get_origin(hint) is tuple:
        told = [[numbers.setdefault(word, len(numbers)) for word in words] for words in values]
        return pa.array(told, pa.list_(pa.int32()))
    kind = next((part for part in get_args(hint) if part is not NoneType), hint)
    return pa.array(values, _COLUMNS[kind])


def predicted(
    api: DatabaseAPI[Any], rows: Sequence[ClaimRow], pairs: tuple[Ints, Ints], model: SettingsCreator
) -> Table:
    """Return what Splink says on an engine of each pair (positions in ``rows``), in the order of the pairs.

    Its column ``match_weight`` is in bits. Raises LedgerError engine-failed where the engine gives up.
    """
    left, right = pairs
    table = {_LEFT: pa.array(left), _RIGHT: pa.array(right), _RULE: pa.array(["0"] * len(left), pa.string())}
    with _quiet():
        try:
            linker = Linker(api.register(records(rows)), model, log_level=None, validate_settings=False)
            linker.table_management.register_blocked_pairs_for_predict(api.register(pa.table(table)))
            found = linker.inference.predict().as_pyarrow_table()  # type: ignore[no-untyped-call]
        except SplinkException as error:
            said = str(error.__cause__ or error).strip().splitlines()
            raise LedgerError("engine-failed", said[0][:200], place=api.sql_dialect.sql_dialect_str) from error
    return found.take(_places(found, left, right))


def weights_of(found: Table) -> Floats:
    """Return the weights of what ``predicted`` gave, in bits, to the digit of the plain scorer."""
    weights: Floats = np.asarray(found.column("match_weight").to_numpy(), dtype=np.float64)
    return weights.round(DIGITS)


def weighed(api: DatabaseAPI[Any], rows: Sequence[ClaimRow], left: Ints, right: Ints) -> Floats:
    """Return the weights in bits of pairs of claims, given by their positions, on the engine of ``api``."""
    return weights_of(
        predicted(api, rows, (left, right), settings(api.sql_dialect.sql_dialect_str, incident_weights()))
    )


def _places(found: Table, left: Ints, right: Ints) -> Ints:
    """Where each pair stands among those found, which come in any order. Raises ValueError where one is missing."""
    first, second = (found.column(f"{_RECORD}_{side}").to_numpy() for side in "lr")
    own, theirs = np.lexsort((right, left)), np.lexsort((second, first))
    if not (np.array_equal(first[theirs], left[own]) and np.array_equal(second[theirs], right[own])):
        raise ValueError("the engine did not weigh every pair once")
    places = np.empty(len(left), dtype=np.int64)
    places[own] = theirs
    return places


@contextmanager
def _quiet() -> Iterator[None]:
    """Splink warns of comparisons without a null level: here those that weigh nothing are levels like others."""
    logger = logging.getLogger("splink")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)
