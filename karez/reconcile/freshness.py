"""How long a reported state holds: table ``fresh-1`` of the access rules, kept as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from karez.model.vocabulary import AssetState, AssetType, Cause, DerivedState
from karez.reconcile.tables import table

VERSION = "fresh-1"
HOUR = 3_600_000_000
# A state without a term is marked "not confirmed since" after this long.
UNCONFIRMED_AFTER = 72 * HOUR

_DERIVED = {AssetState.RESTORED: DerivedState.OPEN, AssetState.DESTROYED: DerivedState.CLOSED}


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table. Empty sets match everything; ``hours`` None is until a contrary report."""

    name: str
    states: frozenset[str]
    causes: frozenset[str]
    asset_types: frozenset[str]
    hours: int | None

    def fits(self, state: AssetState, cause: Cause | None, asset_type: AssetType) -> bool:
        """Whether the row is about this state, cause and type of asset."""
        return (
            (not self.states or state in self.states)
            and (not self.causes or cause in self.causes)
            and (not self.asset_types or asset_type in self.asset_types)
        )


@cache
def rules() -> tuple[Rule, ...]:
    """Return the table, first match first."""
    return tuple(_rule(row) for row in table(VERSION))


def _rule(row: Mapping[str, str]) -> Rule:
    def words(column: str) -> frozenset[str]:
        return frozenset(word for word in row[column].split(";") if word)

    hours = int(row["hours"]) if row["hours"] else None
    return Rule(row["rule"], words("states"), words("causes"), words("asset_types"), hours)


@cache
def fresh_for(state: AssetState, cause: Cause | None, asset_type: AssetType) -> int | None:
    """Return for how many microseconds the state holds; None until a contrary report."""
    hours = next(rule.hours for rule in rules() if rule.fits(state, cause, asset_type))
    return None if hours is None else hours * HOUR


def derived(state: AssetState) -> DerivedState:
    """Return the state of a link that a reported state gives: restored is open, destroyed is closed."""
    return _DERIVED.get(state) or DerivedState(state.value)
