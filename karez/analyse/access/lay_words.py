"""The words of ``lay_words.yaml``: rails or road, which class of road, which number."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def _data() -> Any:  # noqa: ANN401 - the shape is that of the file
    return yaml.safe_load(files("karez.analyse.access").joinpath("lay_words.yaml").read_text(encoding="utf-8"))


@cache
def _pattern(name: str, key: str | None = None) -> re.Pattern[str]:
    listed = _data()[name][key] if key else _data()[name]
    return re.compile(rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)", re.IGNORECASE)


def on_rails(words: str) -> bool:
    """Whether the words tell of something that runs on rails."""
    return _pattern("rail").search(words) is not None


def is_traffic(words: str) -> bool:
    """Whether the words mean the traffic of a road as such."""
    return _pattern("traffic").fullmatch(words.strip()) is not None


def road_classes(words: str) -> frozenset[str]:
    """Return the classes of links that the words for a road mean; none where they mean any road."""
    for name, classes in _data()["means"].items():
        if _pattern("classes", name).search(words):
            return frozenset(classes)
    return frozenset()


def number_in(words: str) -> str | None:
    """Return the number of a road in the words, as "N-1"; None where they hold none."""
    match = re.search(_data()["number"], words)
    return f"{match[1]}-{match[2]}" if match else None


@cache
def _common() -> frozenset[str]:
    return frozenset(_data()["common"])


def own_name(words: str, places: Iterable[str]) -> str | None:
    """Return the word that gives a road a name of its own, as "Ghost" in "Ghost Road"; None where there is none.

    Names of ``places`` that the report tells beside it are none.
    """
    told = {part.casefold() for place in places for part in place.split()}
    for match in re.finditer(r"[^\W\d_][\w’'-]*", words):
        word = match.group()
        plain = word.casefold()
        if word[0].isupper() and plain not in _common() and not {plain, *plain.split("-")} & told:
            return word
    return None


def ends_in(words: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return what may be the two towns in "A-B road", the longest name first at each end; else None."""
    match = _ENDS.search(words)
    if match is None:
        return None
    left, right = match["first"].split(), match["second"].split()
    firsts = tuple(" ".join(left[at:]) for at in range(len(left)))
    seconds = tuple(" ".join(right[:at]) for at in range(len(right), 0, -1))
    return firsts, seconds


_NAME = r"[^\W\d_a-z][\w’'.]*(?:\s+[^\W\d_a-z][\w’'.]*){0,2}"
_ENDS = re.compile(rf"(?P<first>{_NAME})\s?[-–—]\s?(?P<second>{_NAME})")
