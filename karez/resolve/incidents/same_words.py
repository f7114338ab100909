"""The comparisons of rare words and names that two claims share."""

from karez.resolve.incidents.level import Comparison, Level, rest
from karez.resolve.incidents.row import ClaimRow


def _shared(column: str, least: int) -> Level:
    def holds(left: ClaimRow, right: ClaimRow) -> bool:
        one: tuple[str, ...] = getattr(left, column)
        return len(set(one).intersection(getattr(right, column))) >= least

    return Level(f"{least} or more shared", f"SHARED({column}_l, {column}_r) >= {least}", holds)


def _words(column: str, steps: tuple[int, ...], *nulls: Level) -> Comparison:
    def untold(left: ClaimRow, right: ClaimRow) -> bool:
        return not getattr(left, column) or not getattr(right, column)

    null = Level("untold", f"COUNT_OF({column}_l) = 0 OR COUNT_OF({column}_r) = 0", untold, null=True)
    return Comparison(column, (*nulls, null, *(_shared(column, step) for step in steps), rest("none shared")))


# Where both reports are about what is told, their heads are compared; the sentences would count the same words twice.
_BY_HEAD = Level(
    "by the head",
    "COUNT_OF(head_l) > 0 AND COUNT_OF(head_r) > 0",
    lambda left, right: bool(left.head) and bool(right.head),
    null=True,
)
TERMS = _words("terms", (6, 4, 3, 2, 1), _BY_HEAD)
HEAD = _words("head", (14, 10, 7, 5, 4, 3, 2, 1))
NAMES = _words("names", (10, 7, 5, 4, 3, 2, 1))
