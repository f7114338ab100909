"""The comparison of two times, with how finely they are told; what is untold is compared by when it could be known."""

from karez.resolve.incidents.level import Comparison, Holds, Level, rest
from karez.resolve.incidents.row import ClaimRow

# News comes within some days.
_NEAR, _WEEK, _MONTH = 3, 8, 31
DATED = "day_from_l IS NOT NULL AND day_from_r IS NOT NULL"
GAP = "(GREATEST(day_from_l, day_from_r) - LEAST(day_to_l, day_to_r))"
_WIDTH = "GREATEST(day_to_l - day_from_l, day_to_r - day_from_r)"
_ONE = "(day_to_l IS NULL) <> (day_to_r IS NULL)"
_AFTER = "(CASE WHEN day_to_l IS NULL THEN known_l - day_to_r ELSE known_r - day_to_l END)"
_NONE = "day_to_l IS NULL AND day_to_r IS NULL"
_KNOWN = "ABS(known_l - known_r)"


def days_between(left: ClaimRow, right: ClaimRow) -> int | None:
    """Days between two times, 0 or less where they overlap; None where one is untold."""
    if left.day_from is None or right.day_from is None or left.day_to is None or right.day_to is None:
        return None
    return max(left.day_from, right.day_from) - min(left.day_to, right.day_to)


def _width(left: ClaimRow, right: ClaimRow) -> int:
    return max((one.day_to or 0) - (one.day_from or 0) for one in (left, right))


def _within(days: int, *, fine: bool = False) -> Holds:
    def holds(left: ClaimRow, right: ClaimRow) -> bool:
        gap = days_between(left, right)
        return gap is not None and gap <= days and (not fine or _width(left, right) <= 1)

    return holds


def _after(left: ClaimRow, right: ClaimRow) -> int | None:
    """Days from the day that one of the two tells to when the other could be known; None where both or none tell."""
    if (left.day_to is None) == (right.day_to is None):
        return None
    return right.known - left.day_to if left.day_to is not None else left.known - (right.day_to or 0)


def _news(days: int) -> Holds:
    def holds(left: ClaimRow, right: ClaimRow) -> bool:
        after = _after(left, right)
        return after is not None and -1 <= after <= days

    return holds


def _known(days: int) -> Holds:
    def holds(left: ClaimRow, right: ClaimRow) -> bool:
        return left.day_to is None and right.day_to is None and abs(left.known - right.known) <= days

    return holds


def _dated(left: ClaimRow, right: ClaimRow) -> bool:
    return days_between(left, right) is not None


WHEN = Comparison(
    "when",
    (
        Level("one day", f"{DATED} AND {GAP} <= 0 AND {_WIDTH} <= 1", _within(0, fine=True)),
        Level("times overlap", f"{DATED} AND {GAP} <= 0", _within(0)),
        Level("a day apart", f"{DATED} AND {GAP} <= 1", _within(1)),
        Level("some days apart", f"{DATED} AND {GAP} <= {_NEAR}", _within(_NEAR)),
        Level("about a week apart", f"{DATED} AND {GAP} <= {_WEEK}", _within(_WEEK)),
        Level("further apart", DATED, _dated),
        Level("news of the day that one tells", f"{_ONE} AND {_AFTER} BETWEEN -1 AND 1", _news(1)),
        Level("known days after it", f"{_ONE} AND {_AFTER} BETWEEN -1 AND {_NEAR}", _news(_NEAR)),
        Level("known a week after it", f"{_ONE} AND {_AFTER} BETWEEN -1 AND {_WEEK}", _news(_WEEK)),
        Level("known a month after it", f"{_ONE} AND {_AFTER} BETWEEN -1 AND {_MONTH}", _news(_MONTH)),
        Level("known before it or long after", _ONE, lambda left, right: _after(left, right) is not None),
        Level("untold, known within a day", f"{_NONE} AND {_KNOWN} <= 1", _known(1)),
        Level("untold, known within days", f"{_NONE} AND {_KNOWN} <= {_NEAR}", _known(_NEAR)),
        Level("untold, known within a week", f"{_NONE} AND {_KNOWN} <= {_WEEK}", _known(_WEEK)),
        Level("untold, known within a month", f"{_NONE} AND {_KNOWN} <= {_MONTH}", _known(_MONTH)),
        rest("untold, known further apart"),
    ),
)
