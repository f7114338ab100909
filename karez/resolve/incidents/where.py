"""The comparison of two places: by id or words, and by the distance of their points against their radii."""

from karez.resolve.incidents.level import Comparison, Holds, Level, rest
from karez.resolve.incidents.row import TOWN, ClaimRow

# Beyond their radii, km.
_BESIDE, _FAR = 15.0, 60.0
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
    return left.place is not None and left.place == right.place and wide <= TOWN


def _same_place(left: ClaimRow, right: ClaimRow) -> bool:
    return left.place is not None and left.place == right.place


def _inside(left: ClaimRow, right: ClaimRow) -> bool:
    """Whether one is a town and the other the province around it: rather a part than the same."""
    if left.radius is None or right.radius is None:
        return False
    small, large = sorted((left.radius, right.radius))
    return large > TOWN >= small and _beside(0.0)(left, right)


def _located(left: ClaimRow, right: ClaimRow) -> bool:
    return left.x is not None and right.x is not None


PLACE = Comparison(
    "place",
    (
        Level(
            "untold, a town in common",
            "(place_l IS NULL OR place_r IS NULL) AND SHARED(towns_l, towns_r) > 0",
            lambda left, right: _no_place(left, right) and not set(left.towns).isdisjoint(right.towns),
        ),
        Level(
            "untold, other towns",
            "(place_l IS NULL OR place_r IS NULL) AND COUNT_OF(towns_l) > 0 AND COUNT_OF(towns_r) > 0",
            lambda left, right: _no_place(left, right) and bool(left.towns) and bool(right.towns),
        ),
        Level("untold", "place_l IS NULL OR place_r IS NULL", _no_place, null=True),
        Level(
            "same town",
            f"place_l = place_r AND GREATEST(COALESCE(radius_l, 0.0), COALESCE(radius_r, 0.0)) <= {TOWN}",
            _same_town,
        ),
        Level("same wide place", "place_l = place_r", _same_place),
        Level(
            "one inside a wide place",
            f"GREATEST(radius_l, radius_r) > {TOWN} AND LEAST(radius_l, radius_r) <= {TOWN} AND {_beyond(0.0)}",
            _inside,
        ),
        Level("within their radii", _beyond(0.0), _beside(0.0)),
        Level("beside", _beyond(_BESIDE), _beside(_BESIDE)),
        Level("not far", _beyond(_FAR), _beside(_FAR)),
        Level("far", _LOCATED, _located),
        rest("other words, not resolved"),
    ),
)
