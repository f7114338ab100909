"""Links and routes: lengths against straight lines, modes, designations, what hangs on nothing."""

from collections import Counter
from collections.abc import Iterator, Mapping

from karez.atlas.check.faults import Fault, shown
from karez.atlas.check.positions import Box, Point, point
from karez.atlas.check.rows import Tables, lines_of
from karez.atlas.check.tables import Line
from karez.atlas.read_pack import STRAIGHT_SLACK_KM
from karez.atlas.rows import parsed
from karez.atlas.schema.load import pack_schema
from karez.model.geodesy import distance_km

_LINKS = "links.csv"


def network_faults(tables: Tables, box: Box) -> Iterator[Fault]:
    """Give what is wrong with links and routes beyond their single cells; ``box`` is that of the pack."""
    at = {line["id"]: point(line, box) for line in lines_of(tables, "nodes.csv")}
    modes = {line["designation"]: line["mode"] for line in lines_of(tables, "routes.csv")}
    for line in lines_of(tables, _LINKS):
        if line.whole:
            yield from _length_faults(line, at)
            yield from _mode_faults(line, modes)
    yield from _route_faults(tables)
    yield from _lonely(tables)


def _length_faults(line: Line, at: Mapping[str, Point | None]) -> Iterator[Fault]:
    if line["from"] and line["from"] == line["to"]:
        yield Fault(_LINKS, line.row, "to", "same-ends", f"both ends are {shown(line['to'])}")
        return
    start, end = at.get(line["from"]), at.get(line["to"])
    length, told = parsed(line["length_km"]), parsed(line["straight_km"])
    if start is None or end is None:
        return
    straight = distance_km(start, end)
    if length is not None and length < straight - STRAIGHT_SLACK_KM:
        message = f"{length:g} km, and the straight line between the ends is {straight:.1f} km"
        yield Fault(_LINKS, line.row, "length_km", "below-straight-line", message)
    elif length is not None and told is not None and length < told:
        message = f"{length:g} km, and straight_km is {told:g} km"
        yield Fault(_LINKS, line.row, "length_km", "below-straight-line", message)
    if told is not None and abs(told - straight) > STRAIGHT_SLACK_KM:
        message = f"straight_km is {told:g}, and the two nodes lie {straight:.1f} km apart"
        yield Fault(_LINKS, line.row, "straight_km", "wrong-straight-line", message)


def _mode_faults(line: Line, modes: Mapping[str, str]) -> Iterator[Fault]:
    route = modes.get(line["designation"])
    if line["designation"] and route and line["mode"] in pack_schema().words["mode"] and route != line["mode"]:
        message = f"the link is {shown(line['mode'])}, and the route {line['designation']} is {shown(route)}"
        yield Fault(_LINKS, line.row, "mode", "other-mode", message)


def _route_faults(tables: Tables) -> Iterator[Fault]:
    used = {line["designation"] for line in lines_of(tables, _LINKS)}
    first: dict[str, int] = {}
    for line in lines_of(tables, "routes.csv"):
        name = line["designation"]
        if name and name in first:
            message = f"the designation {shown(name)} stands in row {first[name]} already"
            yield Fault("routes.csv", line.row, "designation", "double-designation", message)
        elif name and name not in used:
            yield Fault("routes.csv", line.row, "designation", "no-links", f"no link belongs to {shown(name)}")
        first.setdefault(name, line.row)


def _lonely(tables: Tables) -> Iterator[Fault]:
    ends = Counter(line[end] for line in lines_of(tables, _LINKS) for end in ("from", "to"))
    for line in lines_of(tables, "nodes.csv"):
        if line["id"] and not ends[line["id"]]:
            yield Fault("nodes.csv", line.row, "id", "lonely-node", f"no link ends at {shown(line['id'])}")
