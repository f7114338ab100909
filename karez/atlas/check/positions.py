"""Positions: out of range, half of one, swapped, or outside the pack's box."""

from collections.abc import Iterator

from karez.atlas.check.faults import Fault, shown
from karez.atlas.check.tables import Line, Table
from karez.atlas.rows import parsed

Box = tuple[float, float, float, float]
Point = tuple[float, float]

# What is wider than a region's box, or beside it, without a fault.
_WIDE = frozenset({"country", "province", "region", "continent", "sea", "river", "territory"})


def point(line: Line, box: Box) -> Point | None:
    """Return the (lat, lon) of a row in degrees, None where it has none, it cannot be or it is swapped."""
    lat, lon = parsed(line["lat"]), parsed(line["lon"])
    if lat is None or lon is None or not _possible((lat, lon)) or _swapped((lat, lon), box):
        return None
    return lat, lon


def _possible(at: Point) -> bool:
    return abs(at[0]) <= 90 and abs(at[1]) <= 180


def _swapped(at: Point, box: Box) -> bool:
    """A box as wide as the world tells nothing of a swap, unless the latitude is none."""
    other = at[1], at[0]
    return not (_possible(at) and _inside(at, box)) and _possible(other) and _inside(other, box)


def position_faults(table: Table, box: Box) -> Iterator[Fault]:
    """Give every position that is none, or that is surely another; ``box`` is west, south, east, north."""
    if "lat" not in table.columns and "lon" not in table.columns:
        return
    for line in table.whole_lines:
        for column in ("lat", "lon"):
            if line[column] and parsed(line[column]) is None:
                yield Fault(table.name, line.row, column, "bad-number", f"{column} is {shown(line[column])}, no number")
        if bool(line["lat"]) != bool(line["lon"]):
            message = "a latitude without a longitude" if line["lat"] else "a longitude without a latitude"
            yield Fault(table.name, line.row, "lat", "half-position", message)
        lat, lon = parsed(line["lat"]), parsed(line["lon"])
        if lat is not None and lon is not None:
            yield from _misplaced(table, line, (lat, lon), box)


def _misplaced(table: Table, line: Line, at: Point, box: Box) -> Iterator[Fault]:
    lat, lon = at
    if _swapped(at, box):
        message = f"{lat:g}, {lon:g} lies outside the pack's box and {lon:g}, {lat:g} inside: latitude and longitude"
        yield Fault(table.name, line.row, "lat", "swapped-position", f"{message} are swapped")
    elif not _possible(at):
        message = f"{lat:g}, {lon:g} is no position: latitude is -90 to 90, longitude -180 to 180"
        yield Fault(table.name, line.row, "lat", "bad-position", message)
    elif not _inside(at, box) and line["kind"] not in _WIDE:
        west, south, east, north = box
        message = f"{lat:g}, {lon:g} lies outside the pack's box, {south:g} to {north:g} and {west:g} to {east:g}"
        yield Fault(table.name, line.row, "lat", "outside-box", message)


def _inside(at: Point, box: Box) -> bool:
    west, south, east, north = box
    return south <= at[0] <= north and west <= at[1] <= east
