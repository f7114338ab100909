"""The comparisons of what happened: of types, of parties and of tolls."""

from karez.resolve.incidents.level import Comparison, Holds, Level, rest
from karez.resolve.incidents.row import ClaimRow


def same_type(left: ClaimRow, right: ClaimRow) -> bool:
    """Whether both tell one type of incident."""
    return left.type is not None and left.type == right.type


TYPE = Comparison(
    "type",
    (
        Level(
            "untold",
            "COUNT_OF(families_l) = 0 OR COUNT_OF(families_r) = 0",
            lambda left, right: not left.families or not right.families,
            null=True,
        ),
        Level("same type", "type_l = type_r", same_type),
        Level(
            "of one family",
            "SHARED(families_l, families_r) > 0",
            lambda left, right: not set(left.families).isdisjoint(right.families),
        ),
        rest("not compatible"),
    ),
)


def _wider(left: ClaimRow, right: ClaimRow) -> bool:
    return not (
        set(left.actors).isdisjoint(right.parents)
        and set(left.parents).isdisjoint(right.actors)
        and set(left.parents).isdisjoint(right.parents)
    )


ACTORS = Comparison(
    "actors",
    (
        Level(
            "untold",
            "COUNT_OF(actors_l) = 0 OR COUNT_OF(actors_r) = 0",
            lambda left, right: not left.actors or not right.actors,
            null=True,
        ),
        Level(
            "a party in common",
            "SHARED(actors_l, actors_r) > 0",
            lambda left, right: not set(left.actors).isdisjoint(right.actors),
        ),
        Level(
            "a wider party in common",
            "SHARED(actors_l, parents_r) + SHARED(parents_l, actors_r) + SHARED(parents_l, parents_r) > 0",
            _wider,
        ),
        rest("other parties"),
    ),
)

_COUNTED = "low_l IS NOT NULL AND low_r IS NOT NULL AND harm_l = harm_r AND scope_l = scope_r"
_VICTIMS = "victims_l <> victims_r"
_MANY = 5


def _uncounted(left: ClaimRow, right: ClaimRow) -> bool:
    if left.low is None or right.low is None or left.high is None or right.high is None:
        return True
    if left.harm is None or left.scope is None:
        return True
    return left.harm != right.harm or left.scope != right.scope


def _other_victims(left: ClaimRow, right: ClaimRow) -> bool:
    return left.victims is not None and right.victims is not None and left.victims != right.victims


def _equal(least: int) -> Holds:
    def holds(left: ClaimRow, right: ClaimRow) -> bool:
        return left.low == right.low and left.high == right.high and (left.low or 0) >= least

    return holds


def _meet(left: ClaimRow, right: ClaimRow) -> bool:
    return max(left.low or 0, right.low or 0) <= min(left.high or 0, right.high or 0)


def _rose(left: ClaimRow, right: ClaimRow) -> bool:
    """Whether the one known later tells more: tolls rise while bodies are found."""
    return (left.known < right.known and (left.high or 0) < (right.low or 0)) or (
        right.known < left.known and (right.high or 0) < (left.low or 0)
    )


def _close(left: ClaimRow, right: ClaimRow) -> bool:
    return max(left.low or 0, right.low or 0) <= 2 * min(left.high or 0, right.high or 0)


TOLL = Comparison(
    "toll",
    (
        Level("untold", f"NOT COALESCE({_COUNTED}, FALSE)", _uncounted, null=True),
        Level("other victims", _VICTIMS, _other_victims),
        Level(
            f"same number, {_MANY} or more", f"low_l = low_r AND high_l = high_r AND low_l >= {_MANY}", _equal(_MANY)
        ),
        Level("same number", "low_l = low_r AND high_l = high_r", _equal(0)),
        Level("numbers meet", "GREATEST(low_l, low_r) <= LEAST(high_l, high_r)", _meet),
        Level("rose", "(known_l < known_r AND high_l < low_r) OR (known_r < known_l AND high_r < low_l)", _rose),
        Level("less than twice", "GREATEST(low_l, low_r) <= 2 * LEAST(high_l, high_r)", _close),
        rest("other numbers"),
    ),
)
