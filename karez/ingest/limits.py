"""The limits of this room, kept as data in ``limits.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes and characters, counts, and the languages that are read."""

    bytes: int
    characters: int
    archive_files: int
    archive_bytes: int
    archive_ratio: int
    archive_depth: int
    mail_parts: int
    mail_depth: int
    markup_depth: int
    markup_characters: int
    pages: int
    first_year: int
    last_year: int
    least_letters: int
    least_foreign: int
    least_telling: int
    languages: tuple[str, ...]
    telling_words: Mapping[str, frozenset[str]]
    language_names: Mapping[str, str]


@cache
def limits() -> Limits:
    """Return the limits that ship."""
    values = yaml.safe_load(files("karez.ingest").joinpath("limits.yaml").read_text(encoding="utf-8"))
    telling = {code: frozenset(words) for code, words in values["telling_words"].items()}
    return Limits(**{**values, "languages": tuple(values["languages"]), "telling_words": telling})
