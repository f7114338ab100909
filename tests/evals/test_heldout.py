"""The held-out set: it holds offsets and no text, fits the texts it was made on, and its figures are what they say."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from evals import heldout
from evals.heldout import FIRST, SECOND
from karez.model.vocabulary import (
    Action,
    ActorClass,
    AssetState,
    AssetType,
    Cause,
    ClaimantClass,
    ControlState,
    Harm,
    IncidentType,
    Means,
    Precision,
    Qualifier,
    Realis,
    Relation,
    Scope,
    Victims,
)
from tests.evals.marks import ACTORS, check_offsets, claims, listed

KINDS = ("incident", "toll", "status", "control", "directive", "assessment")
FILES = pytest.mark.parametrize("path", [FIRST, SECOND], ids=lambda path: path.stem)

# The closed vocabulary of a key, by the kind of the claim where two kinds use the key with another meaning.
WORDS = {
    "realis": Realis,
    "type": IncidentType,
    "harm": Harm,
    "qualifier": Qualifier,
    "victims": Victims,
    "scope": Scope,
    "cause": Cause,
    "action": Action,
    "precision": Precision,
    "relation": Relation,
    "status state": AssetState,
    "control state": ControlState,
}


def keys(value: object) -> Iterator[str]:
    """Every key in a line, at any depth."""
    if isinstance(value, dict):
        yield from value
        yield from (key for part in value.values() for key in keys(part))
    elif isinstance(value, list):
        yield from (key for part in value for key in keys(part))


@FILES
def test_every_offset_lies_inside_the_stretch(path: Path) -> None:
    check_offsets(path)


@FILES
def test_the_file_holds_no_text(path: Path) -> None:
    held = {key for line in heldout.annotations(path) for key in keys(line)}
    assert not {key for key in held if "quote" in key or key in {"text", "title", "word", "users"}}
    # What is left of words is codes, dates, and names of places in our own spelling, all of them short.
    texts = [part["name"] for _, claim in claims(path) if (part := claim["where"]) and part["name"]]
    assert max(map(len, texts)) <= 40


@FILES
def test_every_word_is_of_its_vocabulary(path: Path) -> None:
    for _, claim in claims(path):
        for key, words in WORDS.items():
            *kind, name = key.split()
            holders = [claim, claim["when"] or {}, claim["where"] or {}]
            values = [part[name] for part in holders if part.get(name) is not None and kind in ([], [claim["kind"]])]
            assert all(value in set(words) for value in values), (key, values)
        assert set(claim.get("means", ())) <= set(Means)
        assert claim["kind"] != "status" or claim["asset"]["type"] in set(AssetType)


@FILES
def test_every_class_is_known(path: Path) -> None:
    for _, claim in claims(path):
        speakers = [claim["claimant"], claim["by"] if claim["kind"] == "assessment" else None]
        assert {part["class"] for part in speakers if part} <= set(ClaimantClass)
        parties = [part for key in ACTORS for part in listed(claim.get(key)) if part]
        parties += [claim["by"]] if claim["kind"] == "status" and claim["by"] else []
        assert {part["class"] for part in parties} <= set(ActorClass)


@FILES
def test_a_part_belongs_to_another_toll_of_its_report(path: Path) -> None:
    for line in heldout.annotations(path):
        tolls = {claim["cid"] for claim in line["claims"] if claim["kind"] == "toll"}
        assert len({claim["cid"] for claim in line["claims"]}) == len(line["claims"])
        parts = [claim for claim in line["claims"] if claim.get("part_of")]
        assert all(claim["part_of"] in tolls - {claim["cid"]} for claim in parts)


@FILES
def test_times_are_ranges_and_need_a_date_or_a_full_year(path: Path) -> None:
    for _, claim in claims(path):
        when = claim["when"]
        if when:
            assert (when["from"] is None) == (when["to"] is None)
            assert when["from"] is None or when["from"] < when["to"]


@FILES
def test_tolls_have_the_bounds_of_their_qualifier(path: Path) -> None:
    bounds: dict[str, Callable[[Any, Any, Any], bool]] = {
        "exact": lambda low, best, high: low == best == high is not None,
        "at_least": lambda low, best, high: low == best is not None and high is None,
        "at_most": lambda low, best, high: low is None and best is None and high is not None,
        "about": lambda low, best, high: low is None and best is not None and high is None,
        "none": lambda low, best, high: low == best == high == 0,
        "vague": lambda low, best, high: (low is None) == (high is None),
    }
    for line, claim in claims(path):
        if claim["kind"] == "toll":
            assert bounds[claim["qualifier"]](claim["low"], claim["best"], claim["high"]), (line["id"], claim["cid"])
            assert (claim["qualifier"] == "vague") == (claim["word_at"] is not None)


def test_there_are_enough_reports_and_the_counts_are_the_readmes() -> None:
    lines = heldout.annotations(FIRST)
    assert len(lines) >= 30
    assert len({(line["set"], line["id"]) for line in lines}) == len(lines)
    said = (FIRST.parent / "README.md").read_text(encoding="utf-8")
    for name in dict.fromkeys(line["set"] for line in lines):
        own = [line for line in lines if line["set"] == name]
        kinds = Counter(claim["kind"] for line in own for claim in line["claims"])
        assert f"| `{name}` | {len(own)} | " + " | ".join(str(kinds[kind]) for kind in KINDS) + " |" in said
    kinds = Counter(claim["kind"] for _, claim in claims(FIRST))
    assert f"| **all** | {len(lines)} | " + " | ".join(f"**{kinds[kind]}**" for kind in KINDS) + " |" in said


def test_the_second_marking_is_of_the_same_stretches() -> None:
    head = ("set", "id", "text_sha256", "from", "to", "published")
    first = {line["id"]: [line[key] for key in head] for line in heldout.annotations(FIRST)}
    second = {line["id"]: [line[key] for key in head] for line in heldout.annotations(SECOND)}
    assert len(second) == 8
    assert all(first[name] == values for name, values in second.items())


@FILES
def test_the_texts_are_the_annotated_ones(path: Path, shared_data: Path) -> None:
    found = heldout.reports(path, shared_data)
    assert [item["id"] for item in found] == [line["id"] for line in heldout.annotations(path)]
    for item in found:
        for claim in item["claims"]:
            assert claim["quote"] == claim["quote"].strip() == item["text"][claim["start"] : claim["end"]] != ""


def test_no_report_is_kept_apart_by_the_development_gold(shared_data: Path) -> None:
    gold = [json.loads(line) for line in (shared_data / "gold" / "dev.jsonl").read_text("utf-8").splitlines()]
    seen = {run for item in gold for run in runs(item["text"])}
    for item in heldout.reports(FIRST, shared_data):
        own = runs(item["text"])
        # Whole records share less than a tenth; in a short excerpt a letterhead and standing orders weigh more.
        assert len(own & seen) <= len(own) * 0.12, item["id"]


def runs(text: str) -> set[tuple[str, ...]]:
    """The six-word runs of a text."""
    words = text.lower().split()
    return {tuple(words[at : at + 6]) for at in range(len(words) - 5)}


def test_a_text_that_changed_is_refused(shared_data: Path, tmp_path: Path) -> None:
    line = heldout.annotations(FIRST)[0] | {"text_sha256": "0" * 64}
    path = tmp_path / "changed.jsonl"
    path.write_text(json.dumps(line), encoding="utf-8")
    with pytest.raises(ValueError, match="not the one that was annotated"):
        heldout.reports(path, shared_data)


def test_the_annotation_against_itself_is_right_throughout(shared_data: Path) -> None:
    found = heldout.reports(FIRST, shared_data)
    rows = [heldout.parts(item, item) for item in found]
    names = {name for row in rows for name in row}
    assert {"toll F1", "claimant class", "realis", "when overlap", "where name", "victims class"} <= names
    assert {heldout.figure(rows, name) for name in names} == {1.0}


def test_parts_add_up_to_the_scorers_own_figure(shared_data: Path) -> None:
    second = {item["id"]: item for item in heldout.reports(SECOND, shared_data)}
    first = [item for item in heldout.reports(FIRST, shared_data) if item["id"] in second]
    whole = heldout.scorer().score(first, second, 0)
    rows = [heldout.parts(item, second[item["id"]]) for item in first]
    for kind in KINDS:
        assert heldout.figure(rows, f"{kind} F1") == pytest.approx(whole["claims"][kind]["f1"])
    for name, row in whole["attributes"].items():
        assert heldout.figure(rows, name) == pytest.approx(row["accuracy"])


def test_a_figure_sums_over_reports_before_it_divides() -> None:
    assert heldout.figure([{"toll F1": (2, 4)}, {"toll F1": (6, 8)}, {}], "toll F1") == pytest.approx(8 / 12)
    assert heldout.figure([{}], "toll F1") is None


def test_an_interval_holds_the_figure_and_is_the_same_twice() -> None:
    rows = [{"realis": (right, 10)} for right in (2, 5, 7, 9, 10, 10)]
    found = heldout.interval(rows, "realis")
    assert found == heldout.interval(rows, "realis")
    assert found is not None
    low, high = found
    assert low < (heldout.figure(rows, "realis") or 0) < high


def test_an_interval_over_one_report_of_many_is_none() -> None:
    assert heldout.interval([{"realis": (1, 1)}, {}, {}, {}], "realis") is None


def test_single_claims_are_not_shown_without_the_promise(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["heldout", "--show", "toll"])
    assert heldout.main() == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "not for tuning" in err
