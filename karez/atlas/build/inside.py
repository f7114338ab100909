"""Which place lies in which unit: point in polygon, or the nearest polygon where the coast was drawn too simply."""

from collections.abc import Sequence
from typing import Any

from karez.atlas.build.book import DISTRICTS, NODES, PLACES, forget_lost
from karez.atlas.build.draft import Cells, Draft
from karez.atlas.build.extra import driver
from karez.atlas.build.report import Tally

# A place so far off every unit (degrees, some 5 km) is still counted to the nearest.
_RIM = 0.05
_WHOLE = frozenset({"country", "province", "region", "continent", "sea", "territory", "external", "external_hub"})
_NO_TOWN = frozenset({"junction", "pass", "bridge"})


class Shapes:
    """Units by their shapes: ``rows[i]`` is the row of shape ``i``."""

    def __init__(self, rows: Sequence[Cells], shapes: Sequence[Any]) -> None:
        self._rows = tuple(rows)
        self._tree = driver("shapely").STRtree(list(shapes))

    def of(self, points: Sequence[tuple[float, float]]) -> list[Cells | None]:
        """Return the unit of each (lat, lon), None for a point outside of all."""
        if not points:
            return []
        shapely = driver("shapely")
        dots = shapely.points([lon for _, lon in points], [lat for lat, _ in points])
        found: list[Cells | None] = [None] * len(points)
        for dot, shape in zip(*self._tree.query_nearest(dots, max_distance=_RIM).tolist(), strict=True):
            # On a border two are equally near: the first of the file.
            found[dot] = found[dot] or self._rows[shape]
        return found


def assign(draft: Draft, shapes: Shapes, level: int, tally: Tally) -> None:
    """Fill the cells that name the units of ``level`` in the rows of places, points and districts."""
    files = (PLACES, NODES, DISTRICTS) if level <= 1 else (PLACES, NODES) if level == 2 else (NODES,)
    rows = [row for file in files for row in draft.rows(file) if row.get("lat") and row.get("kind") not in _WHOLE]
    forget_lost(draft)
    outside = differing = 0
    for row, unit in zip(rows, shapes.of([(float(row["lat"]), float(row["lon"])) for row in rows]), strict=True):
        if unit is None:
            outside += 1
        elif level == 3:
            _put_tehsil(row, unit, tally)
        else:
            differing += _put(row, unit, level)
    if outside:
        tally.left_out["a place outside of all units"] += outside
    if differing:
        tally.notes.append(f"{differing} places name another unit than the one in which they lie: left as they are")


def _put(row: Cells, unit: Cells, level: int) -> bool:
    """Fill the cell that names the unit; return whether the row names another one."""
    column, value = {
        0: ("country", unit.get("country", "")),
        1: ("province", unit["name"]),
        2: ("district", unit.get("pcode", "")),
    }[level]
    if value and not row.get(column):
        row[column] = value
    if level == 2 and unit.get("province") and not row.get("province"):
        row["province"] = unit["province"]
    return bool(value) and row[column] != value


def _put_tehsil(row: Cells, unit: Cells, tally: Tally) -> None:
    if row.get("kind") in _NO_TOWN or row.get("tehsil") or not unit.get("population"):
        return
    people = row.get("population", "")
    if people.isdigit() and int(people) > int(unit["population"]):
        note = f"{row['name']} counts {people} people and {unit['name']} {unit['population']}: not joined"
        tally.leave_out("a town with more people than its area", note)
        return
    row["tehsil"] = unit["id"]
