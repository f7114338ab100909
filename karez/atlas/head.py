"""The head of a pack: what may be wrong with the keys of ``pack.yaml``."""

import re
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from karez.atlas.schema.load import SCHEMA

EDGES = ("west", "south", "east", "north")
_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")


def head_faults(raw: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Give every key that is not as it must be, with what is wrong; nothing for a head that can be used."""
    for key in ("id", "title", "version", "timezone"):
        if not raw.get(key):
            yield key, f"{key} is missing"
        elif not isinstance(raw[key], str):
            yield key, f"{key} is no text: {_told(raw[key])}; write it in quotes"
    if isinstance(raw.get("id"), str) and raw["id"] and not _ID.fullmatch(str(raw["id"])):
        yield "id", f"id {_told(raw['id'])} is no id: lower-case letters, digits, dot, underscore and dash"
    if raw.get("schema") not in (None, SCHEMA):
        yield "schema", f"the pack follows {_told(raw['schema'])}, and this version reads {SCHEMA}"
    if isinstance(raw.get("timezone"), str) and raw["timezone"] and not _is_zone(str(raw["timezone"])):
        yield "timezone", f"timezone {_told(raw['timezone'])} is no IANA zone"
    for key in ("country", "note"):
        # YAML takes NO for false: a country in two letters may need quotes.
        if raw.get(key) is not None and not isinstance(raw[key], str):
            yield key, f"{key} is no text: {_told(raw[key])}; write it in quotes"
    if raw.get("bbox") is not None and not _is_box(raw["bbox"]):
        yield "bbox", f"bbox is not [{', '.join(EDGES)}] in degrees"
    for key in ("hubs", "credits"):
        if raw.get(key) is not None and not is_list(raw[key]):
            yield key, f"{key} is no list of texts"


def is_list(value: object) -> bool:
    """Whether a value is a list of texts or numbers."""
    return isinstance(value, list) and all(isinstance(item, str | int | float) for item in value)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return False
    return True


def _is_box(value: object) -> bool:
    if not isinstance(value, list) or len(value) != len(EDGES) or not all(type(edge) in (int, float) for edge in value):
        return False
    west, south, east, north = value
    return bool(-180 <= west <= east <= 180 and -90 <= south <= north <= 90)


def _told(value: object) -> str:
    """Show a value in a message: whole where it is short; what holds others may unfold to any length."""
    if isinstance(value, list | dict | set | tuple):
        return f"a {type(value).__name__}"
    return repr(value)[:80]
