"""What a pack takes of the tags of OpenStreetMap: the table ``osm.yaml`` applied to one thing."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from karez.atlas.build.names import OtherName
from karez.atlas.build.scripts import is_language, script_of
from karez.atlas.rows import read_yaml

Tags = Mapping[str, str]
FERRY, RAIL = "ferry", "rail"
# The number of people as it is written: 12000, 12,000, 12 000.
_PEOPLE = re.compile(r"\d{1,3}(?:[ ,.']\d{3})+|\d{1,9}", re.ASCII)
_YEAR = re.compile(r"(?:18|19|20)\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class WayKind:
    """What a way is in the network: mode, class of the road (None for rail), baseline; a ferry is a road."""

    mode: str
    road_class: str | None
    baseline: str
    ferry: bool = False


@cache
def osm_table() -> Mapping[str, Any]:
    """Return the table ``osm.yaml``."""
    return read_yaml(Path(str(files("karez.atlas.build.osm"))) / "osm.yaml")


def is_forbidden(tags: Tags) -> bool:
    """Whether a thing is of a sort that never enters a pack: military, a barrier or checkpoint, a camp, police."""
    for key, values in osm_table()["never"].items():
        value = tags.get(key)
        if value is not None and value != "no" and (values == "*" or value in values):
            return True
    return any(key.startswith("military:") for key in tags)


def way_kind(tags: Tags, classes: frozenset[str]) -> WayKind | None:
    """Return what a way is, None where it is of no class asked for (values of highway, ``rail``, ``ferry``)."""
    table = osm_table()
    if tags.get("route") == FERRY:
        return WayKind("road", None, "open", ferry=True) if FERRY in classes else None
    for key in ("highway", "railway"):
        found = _stated(tags, key)
        if found is None:
            continue
        value, baseline = found
        if key == "highway" and value in table["roads"] and value.removesuffix("_link") in classes:
            return WayKind("road", table["roads"][value], baseline)
        if key == "railway" and RAIL in classes and value in table["rails"]:
            if tags.get("service") in table["sidings"]:
                return None
            return WayKind("rail", None, baseline if baseline != "open" else table["rails"][value])
    return None


def _stated(tags: Tags, key: str) -> tuple[str, str] | None:
    """Return the value of a key and the baseline that goes with it, None where there is no such way now."""
    states = osm_table()["states"]
    value = tags.get(key)
    if value is not None and value in states:
        # highway=construction says in construction=* what it will be; a railway need not.
        meant = tags.get(value, tags.get(f"{value}:{key}", value if key == "railway" else ""))
        return (meant, states[value]) if states[value] and meant else None
    if value is not None:
        return value, "open"
    for state, baseline in states.items():
        meant = tags.get(f"{state}:{key}", "")
        if meant and baseline:
            return meant, baseline
    return None


def oneway(tags: Tags) -> int:
    """Return 1 for a carriageway in the order of its points, -1 against it, 0 for both ways and for roundabouts."""
    told = tags.get("oneway", "yes" if tags.get("highway") == "motorway" else "no")
    if tags.get("junction") in ("roundabout", "circular"):
        return 0
    return {"yes": 1, "1": 1, "true": 1, "-1": -1, "reverse": -1}.get(told, 0)


def designations(tags: Tags) -> tuple[str, ...]:
    """Return the numbers of a way, as its ``ref`` lists them, once each."""
    parts = (" ".join(part.split()) for part in tags.get("ref", "").split(";"))
    return tuple(dict.fromkeys(part for part in parts if any(char.isalnum() for char in part)))


def main_name(tags: Tags) -> str:
    """Return the name for a reader of English: name:en, the local one in Latin letters, or what there is."""
    local = tags.get("name", "")
    wanted = [tags.get("name:en", ""), local if script_of(local) == "latin" else "", tags.get("int_name", ""), local]
    return next((" ".join(name.split()) for name in wanted if any(char.isalnum() for char in name)), "")


def other_names(tags: Tags) -> Iterator[OtherName]:
    """Yield the names of a thing with their languages: those by language first, then the local one and others."""
    table = osm_table()
    for key in sorted(tags):
        head, _, language = key.partition(":")
        if head == "name" and is_language(language) and language not in table["no_languages"]:
            yield from (OtherName(part.strip(), language) for part in tags[key].split(";"))
    yield OtherName(tags.get("name", ""))
    for key, kind in table["other_names"].items():
        yield from (OtherName(part.strip(), "", kind) for part in tags.get(key, "").split(";"))


def people(tags: Tags) -> tuple[str, str]:
    """Return the number of people and the year of the count, as far as they are told in digits, else ``""``."""
    match = _PEOPLE.fullmatch(tags.get("population", "").strip())
    if not match:
        return "", ""
    year = _YEAR.search(tags.get("population:date", ""))
    return re.sub(r"\D", "", match.group()), year.group() if year else ""
