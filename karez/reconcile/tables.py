"""The rules of this room, kept as data files: tables as CSV, lists and numbers as YAML."""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def table(name: str) -> Sequence[Mapping[str, str]]:
    """Return the rows of the table ``name``, in file order."""
    return tuple(csv.DictReader(_text(f"{name}.csv").splitlines()))


@cache
def listed(name: str) -> Any:  # noqa: ANN401 - the shape is that of the file
    """Return what the file ``name`` of lists and numbers holds."""
    return yaml.safe_load(_text(f"{name}.yaml"))


def _text(name: str) -> str:
    return files("karez.reconcile").joinpath("data").joinpath(name).read_text(encoding="utf-8")
