"""The general words and scales of ``words.yaml``, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from karez.atlas.rows import read_yaml


@dataclass(frozen=True, slots=True)
class Words:
    """What ``words.yaml`` holds; see the remarks there. Word lists are as written, not yet folded."""

    letters: Mapping[str, str]
    articles: tuple[str, ...]
    units_after: Mapping[str, tuple[str, ...]]
    units_before: Mapping[str, tuple[str, ...]]
    units_plural: frozenset[str]
    list_joints: frozenset[str]
    unit_kinds: Mapping[str, tuple[str, ...]]
    kind_order: tuple[str, ...]
    kind_flags: Mapping[str, str]
    radius_km: Mapping[str, float]
    radius_least_km: Mapping[str, float]
    score: Mapping[str, float]
    score_out_of_context: float
    score_nearly: float
    town_score: Mapping[str, float]
    town_large: int
    pair_heads: Mapping[str, tuple[str, ...]]
    pair_filler: frozenset[str]
    pair_between: frozenset[str]
    pair_lead: frozenset[str]
    node_assets: Mapping[str, str]
    wrong_form_note: str


def _tuples(value: Mapping[str, list[object]]) -> dict[str, tuple[str, ...]]:
    return {str(key): tuple(map(str, words)) for key, words in value.items()}


@cache
def words() -> Words:
    """Return the words, read from the package's data file on the first call."""
    raw: dict[str, Any] = read_yaml(Path(str(files("karez.atlas"))) / "words.yaml")
    units, pair = raw["units"], raw["pair"]
    return Words(
        letters=raw["letters"],
        articles=tuple(raw["articles"]),
        units_after=_tuples(units["after"]),
        units_before=_tuples(units["before"]),
        units_plural=frozenset(units["plural"]),
        list_joints=frozenset(units["list"]),
        unit_kinds=_tuples(raw["unit_kinds"]),
        kind_order=tuple(raw["kind_order"]),
        kind_flags=raw["kind_flags"],
        radius_km=raw["radius_km"],
        radius_least_km=raw["radius_least_km"],
        score=raw["score"],
        score_out_of_context=raw["score_out_of_context"],
        score_nearly=raw["score_nearly"],
        town_score=raw["town_score"],
        town_large=raw["town_large"],
        pair_heads={key: tuple(pair[key]) for key in ("road", "rail")},
        pair_filler=frozenset(pair["filler"]),
        pair_between=frozenset(pair["between"]),
        pair_lead=frozenset(pair["lead"]),
        node_assets=raw["node_assets"],
        wrong_form_note=raw["wrong_form_note"],
    )
