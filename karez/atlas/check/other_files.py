"""The files that are no tables: the head and the outlines."""

import json
from collections.abc import Iterator, Mapping

from karez.atlas.check.faults import Fault, meant, shown
from karez.atlas.head import head_faults, is_list
from karez.atlas.schema.load import FileSchema


def key_faults(schema: FileSchema, raw: Mapping[str, object], nodes: frozenset[str]) -> Iterator[Fault]:
    """Give every key of ``pack.yaml`` that is not as it must be, and every hub that is none of ``nodes``."""
    for key, message in head_faults(raw):
        yield Fault(schema.name, None, key, "unknown-schema" if key == "schema" else "bad-head", message)
    known = [column.name for column in schema.columns]
    for key in raw:
        if key not in known:
            message = f"{shown(key)} is not in the schema{meant(str(key), known)}"
            yield Fault(schema.name, None, str(key), "unknown-column", message)
    hubs = raw.get("hubs")
    for hub in hubs if isinstance(hubs, list) and is_list(hubs) else ():
        if str(hub) not in nodes:
            yield Fault(
                schema.name, None, "hubs", "unknown-id", f"the hub {shown(hub)} is no node{meant(str(hub), nodes)}"
            )


def outline_faults(name: str, text: str) -> Iterator[Fault]:
    """Give what is wrong with ``outlines.json``; the row is the number of the line on the map, from 1."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Fault(name, getattr(error, "lineno", None), None, "bad-outline", str(error))
        return
    lines = raw.get("lines") if isinstance(raw, dict) else None
    if not isinstance(lines, list):
        yield Fault(name, None, "lines", "bad-outline", "lines is no list")
        return
    for number, line in enumerate(lines, 1):
        if not isinstance(line, dict) or line.get("kind") not in ("coast", "border"):
            yield Fault(name, number, "kind", "bad-outline", f"line {number} is neither coast nor border")
        elif not _is_run(line.get("points")):
            message = f"the points of line {number} are not two or more of [lon, lat] in degrees"
            yield Fault(name, number, "points", "bad-outline", message)


def _is_run(points: object) -> bool:
    return isinstance(points, list) and len(points) > 1 and all(map(_is_point, points))


def _is_point(value: object) -> bool:
    if not isinstance(value, list) or len(value) != 2 or not all(type(part) in (int, float) for part in value):
        return False
    return bool(abs(value[0]) <= 180 and abs(value[1]) <= 90)
