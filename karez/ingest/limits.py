"""The limits of this room, kept as data in ``limits.yaml``."""

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
    least_letters: int
    languages: tuple[str, ...]


@cache
def limits() -> Limits:
    """Return the limits that ship."""
    values = yaml.safe_load(files("karez.ingest").joinpath("limits.yaml").read_text(encoding="utf-8"))
    return Limits(**{**values, "languages": tuple(values["languages"])})
