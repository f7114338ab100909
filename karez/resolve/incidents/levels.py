"""The declared comparisons of two claims: each a short list of levels, of which the first that holds counts.

Every level says its condition twice: in SQL over columns that end in ``_l`` and ``_r``, for the engines, and in Python.
Both give the same answer for every pair (a property test holds them together). The SQL is of comparisons and of sums
and products of numbers alone; distances are squared chords in km, so no engine's trigonometry counts. ``SHARED(a, b)``
stands for how many items two arrays share and ``COUNT_OF(a)`` for how many one has (see ``condition``). What is NULL
does not hold.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from karez.resolve.incidents.row import ClaimRow

Holds = Callable[[ClaimRow, ClaimRow], bool]
_SHARED, _COUNT = re.compile(r"SHARED\((\w+), (\w+)\)"), re.compile(r"COUNT_OF\((\w+)\)")
# How engines write both: of the items that two arrays share, of those of one.
DIALECTS = {
    "duckdb": (r"array_length(list_intersect(\1, \2))", r"array_length(\1)"),
    "spark": (r"size(array_intersect(\1, \2))", r"size(\1)"),
}
# News comes within some days: what is untold is compared by when it could be known.
_NEAR, _WEEK, _MONTH = 3, 8, 31
# A place wider than this is a district or more, km.
_WIDE = 40.0
# Beyond their radii, km.
_BESIDE, _FAR = 15.0, 60.0


@dataclass(frozen=True, slots=True)
class Level:
    """One level: its name, its condition in SQL and in Python; a ``null`` level weighs nothing."""

    name: str
    sql: str
    holds: Holds
    null: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison. Its last level holds for every pair."""

    name: str
    levels: tuple[Level, ...]

    def level(self, left: ClaimRow, right: ClaimRow) -> int:
        """Return the number of the first level that holds."""
        for number, level in enumerate(self.levels):
            if level.holds(left, right):
                return number
        return len(self.levels) - 1


def condition(level: Level, dialect: str) -> str:
    """Return the SQL of a level for an engine (``duckdb`` or ``spark``)."""
    shared, count = DIALECTS[dialect]
    return _COUNT.sub(count, _SHARED.sub(shared, level.sql))


def _all(_: ClaimRow, __: ClaimRow) -> bool:
    return True


def _rest(name: str) -> Level:
    return Level(name, "TRUE", _all)


# ------------------------------------------------------------ when
_DATED = "day_from_l IS NOT NULL AND day_from_r IS NOT NULL"
_GAP = "(GREATEST(day_from_l, day_from_r) - LEAST(day_to_l, day_to_r))"
_WIDTH = "GREATEST(day_to_l - day_from_l, day_to_r - day_from_r)"
_KNOWN = "ABS(known_l - known_r)"


def _gap(left: ClaimRow, right: ClaimRow) -> int | None:
    """Days between two times, 0 or less where they overlap; None where one is untold."""
    if left.day_from is None or right.day_from is None or left.day_to is None or right.day_to is None:
        return None
    return max(left.day_from, right.day_from) - min(left.day_to, right.day_to)


def _width(left: ClaimRow, right: ClaimRow) -> int:
    return max((one.day_to or 0) - (one.day_from or 0) for one in (left, right))


def _within(days: int, *, fine: bool = False) -> Holds:
    def holds(left: ClaimRow, right: ClaimRow) -> bool:
        gap = _gap(left, right)
        return gap is not None and gap <= days and (not fine or _width(left, right) <= 1)

    return holds


def _known(days: int) -> Holds:
    def holds(left: ClaimRow, right: ClaimRow) -> bool:
        return _gap(left, right) is None and abs(left.known - right.known) <= days

    return holds


def _dated(left: ClaimRow, right: ClaimRow) -> bool:
    return _gap(left, right) is not None


WHEN = Comparison(
    "when",
    (
        Level("one day", f"{_DATED} AND {_GAP} <= 0 AND {_WIDTH} <= 1", _within(0, fine=True)),
        Level("times overlap", f"{_DATED} AND {_GAP} <= 0", _within(0)),
        Level("a day apart", f"{_DATED} AND {_GAP} <= 1", _within(1)),
        Level("some days apart", f"{_DATED} AND {_GAP} <= {_NEAR}", _within(_NEAR)),
        Level("about a week apart", f"{_DATED} AND {_GAP} <= {_WEEK}", _within(_WEEK)),
        Level("further apart", _DATED, _dated),
        Level("untold, known within a day", f"{_KNOWN} <= 1", _known(1)),
        Level("untold, known within days", f"{_KNOWN} <= {_NEAR}", _known(_NEAR)),
        Level("untold, known within a week", f"{_KNOWN} <= {_WEEK}", _known(_WEEK)),
        Level("untold, known within a month", f"{_KNOWN} <= {_MONTH}", _known(_MONTH)),
        _rest("untold, known further apart"),
    ),
)

# ------------------------------------------------------------ where
_CHORD = "((x_l - x_r) * (x_l - x_r) + (y_l - y_r) * (y_l - y_r) + (z_l - z_r) * (z_l - z_r))"
_LOCATED = "x_l IS NOT NULL AND x_r IS NOT NULL"


def _chord(left: ClaimRow, right: ClaimRow) -> float | None:
    """The squared chord between two points, km squared; None where one is not located."""
    if left.x is None or left.y is None or left.z is None or right.x is None or right.y is None or right.z is None:
        return None
    x, y, z = left.x - right.x, left.y - right.y, left.z - right.z
    return x * x + y * y + z * z


def _reach(left: ClaimRow, right: ClaimRow) -> float:
    return (left.radius or 0.0) + (right.radius or 0.0)


def _beside(km: float) -> Holds:
    def holds(left: ClaimRow, right: ClaimRow) -> bool:
        chord = _chord(left, right)
        reach = _reach(left, right) + km
        return chord is not None and chord <= reach * reach

    return holds


def _beyond(km: float) -> str:
    reach = f"(radius_l + radius_r + {km})"
    return f"{_LOCATED} AND {_CHORD} <= {reach} * {reach}"


def _no_place(left: ClaimRow, right: ClaimRow) -> bool:
    return left.place is None or right.place is None


def _same_town(left: ClaimRow, right: ClaimRow) -> bool:
    wide = max(left.radius or 0.0, right.radius or 0.0)
    return left.place is not None and left.place == right.place and wide <= _WIDE


def _same_place(left: ClaimRow, right: ClaimRow) -> bool:
    return left.place is not None and left.place == right.place


def _inside(left: ClaimRow, right: ClaimRow) -> bool:
    """Whether one is a town and the other the province around it: rather a part than the same."""
    if left.radius is None or right.radius is None:
        return False
    small, large = sorted((left.radius, right.radius))
    return large > _WIDE >= small and _beside(0.0)(left, right)


def _located(left: ClaimRow, right: ClaimRow) -> bool:
    return left.x is not None and right.x is not None


PLACE = Comparison(
    "place",
    (
        Level("untold", "place_l IS NULL OR place_r IS NULL", _no_place, null=True),
        Level(
            "same town",
            f"place_l = place_r AND GREATEST(COALESCE(radius_l, 0.0), COALESCE(radius_r, 0.0)) <= {_WIDE}",
            _same_town,
        ),
        Level("same wide place", "place_l = place_r", _same_place),
        Level(
            "one inside a wide place",
            f"GREATEST(radius_l, radius_r) > {_WIDE} AND LEAST(radius_l, radius_r) <= {_WIDE} AND {_beyond(0.0)}",
            _inside,
        ),
        Level("within their radii", _beyond(0.0), _beside(0.0)),
        Level("beside", _beyond(_BESIDE), _beside(_BESIDE)),
        Level("not far", _beyond(_FAR), _beside(_FAR)),
        Level("far", _LOCATED, _located),
        _rest("other words, not resolved"),
    ),
)


# ------------------------------------------------------------ what
def _same_type(left: ClaimRow, right: ClaimRow) -> bool:
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
        Level("same type", "type_l = type_r", _same_type),
        Level(
            "of one family",
            "SHARED(families_l, families_r) > 0",
            lambda left, right: not set(left.families).isdisjoint(right.families),
        ),
        _rest("not compatible"),
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
        _rest("other parties"),
    ),
)

# ------------------------------------------------------------ tolls
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
        _rest("other numbers"),
    ),
)


# ------------------------------------------------------------ words
def _shared(column: str, least: int) -> Level:
    def holds(left: ClaimRow, right: ClaimRow) -> bool:
        one: tuple[str, ...] = getattr(left, column)
        return len(set(one).intersection(getattr(right, column))) >= least

    return Level(f"{least} or more shared", f"SHARED({column}_l, {column}_r) >= {least}", holds)


def _words(column: str, steps: tuple[int, ...]) -> Comparison:
    def untold(left: ClaimRow, right: ClaimRow) -> bool:
        return not getattr(left, column) or not getattr(right, column)

    null = Level("untold", f"COUNT_OF({column}_l) = 0 OR COUNT_OF({column}_r) = 0", untold, null=True)
    return Comparison(column, (null, *(_shared(column, step) for step in steps), _rest("none shared")))


TERMS = _words("terms", (6, 4, 3, 2, 1))
HEAD = _words("head", (14, 10, 7, 5, 4, 3, 2, 1))
NAMES = _words("names", (5, 3, 2, 1))

# ------------------------------------------------------------ the reports
_ONE_REPORT = "report_l = report_r"
_ONE_TIME = f"((day_from_l IS NULL AND day_from_r IS NULL) OR ({_DATED} AND {_GAP} <= 0))"
_ONE_PLACE = "(place_l = place_r OR (place_l IS NULL AND place_r IS NULL))"
_NO_CONFLICT = f"(NOT ({_DATED}) OR {_GAP} <= 0) AND (place_l IS NULL OR place_r IS NULL OR place_l = place_r)"


def _one_report(left: ClaimRow, right: ClaimRow) -> bool:
    return left.report == right.report


def _again(left: ClaimRow, right: ClaimRow) -> bool:
    """One report tells one type of the same day and place twice."""
    gap = _gap(left, right)
    untold = left.day_from is None and right.day_from is None
    same_time = untold or (gap is not None and gap <= 0)
    return _one_report(left, right) and _same_type(left, right) and same_time and left.place == right.place


def _fits(left: ClaimRow, right: ClaimRow) -> bool:
    """One report tells one type twice, and neither day nor place speak against it."""
    gap = _gap(left, right)
    same_place = left.place is None or right.place is None or left.place == right.place
    return _one_report(left, right) and _same_type(left, right) and (gap is None or gap <= 0) and same_place


SOURCE = Comparison(
    "source",
    (
        Level("same words of one text", "copy_l = copy_r", lambda left, right: left.copy == right.copy),
        Level(
            "told again in one report", f"{_ONE_REPORT} AND type_l = type_r AND {_ONE_TIME} AND {_ONE_PLACE}", _again
        ),
        Level("same type in one report", f"{_ONE_REPORT} AND type_l = type_r AND {_NO_CONFLICT}", _fits),
        Level("same report", _ONE_REPORT, _one_report),
        Level(
            "other words of one text",
            "wording_l <> '' AND wording_l = wording_r",
            lambda left, right: left.wording != "" and left.wording == right.wording,
        ),
        Level("other reports", "TRUE", _all, null=True),
    ),
)

# ------------------------------------------------------------ what tells next to nothing
_FEW_HEAD, _FEW_TERMS = 5, 4
_SILENT = "((day_from_l IS NULL AND place_l IS NULL) OR (day_from_r IS NULL AND place_r IS NULL))"


def _silent(left: ClaimRow, right: ClaimRow) -> bool:
    """Whether one tells neither day nor place and the words do not make up for it: nothing is joined on type alone."""
    untold = any(one.day_from is None and one.place is None for one in (left, right))
    if not untold or left.report == right.report:
        return False
    head, terms = set(left.head).intersection(right.head), set(left.terms).intersection(right.terms)
    return len(head) < _FEW_HEAD and len(terms) < _FEW_TERMS


SILENCE = Comparison(
    "silence",
    (
        Level(
            "neither day nor place, few words",
            f"{_SILENT} AND report_l <> report_r"
            f" AND SHARED(head_l, head_r) < {_FEW_HEAD} AND SHARED(terms_l, terms_r) < {_FEW_TERMS}",
            _silent,
        ),
        Level("told, or by their words", "TRUE", _all, null=True),
    ),
)

COMPARISONS = (WHEN, PLACE, TYPE, ACTORS, TOLL, TERMS, HEAD, NAMES, SOURCE, SILENCE)
