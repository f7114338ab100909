"""Word lists that the tagger of place names looks at: cues around a name, given and family names."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import ascii_lowercase

import yaml

# How many of the most frequent family names count as frequent.
_FREQUENT = 1500


@cache
def cues() -> Mapping[str, str]:
    """Return for each cue word the letters of its groups, in alphabetic order."""
    found: dict[str, str] = {}
    groups: dict[str, list[str]] = yaml.safe_load(_text("cues.yaml"))
    for letter, words in zip(ascii_lowercase, groups.values(), strict=False):
        for word in words:
            found[str(word)] = found.get(str(word), "") + letter
    return found


@cache
def person_names() -> Mapping[str, str]:
    """Return for each name ``g`` (given), ``f``/``r`` (family, frequent/rare) or both."""
    found = dict.fromkeys(_lines("given_names.txt"), "g")
    for rank, name in enumerate(_lines("family_names.txt")):
        found[name] = found.get(name, "") + ("f" if rank < _FREQUENT else "r")
    return found


def _lines(name: str) -> list[str]:
    return [line for line in _text(name).splitlines() if line and not line.startswith("#")]


def _text(name: str) -> str:
    return files("karez.read.places").joinpath("data").joinpath(name).read_text(encoding="utf-8")
