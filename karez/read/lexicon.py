"""Word lists and patterns of this room, kept as YAML in ``data/``."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def data(name: str) -> Any:  # noqa: ANN401 - the shape is that of the file
    """Return the content of ``data/NAME.yaml``, read once."""
    path = files("karez.read").joinpath("data").joinpath(f"{name}.yaml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def alternatives(words: Iterable[str]) -> str:
    """Return one regex group of ``words`` (patterns themselves), longest first; blanks match any white space."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(word.replace(" ", r"\s+") for word in longest_first) + ")"


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of ``words`` as whole words, in any case."""
    return re.compile(rf"(?<!\w){alternatives(words)}(?!\w)", re.IGNORECASE)
