"""The claims of `claims-2`: offsets without text, on the texts they were made on, in the words of the contract."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from evals import heldout
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
    Unit,
    Victims,
)
from tests.evals.marks import ACTORS, check_offsets, claims, listed, spans

FOLDER = heldout.FOLDER / "claims-2"
WITHOUT = FOLDER / "none.jsonl"
FIRST = sorted(path for path in FOLDER.glob("*.jsonl") if path != WITHOUT and not path.stem.startswith("twice"))
SECOND = sorted(FOLDER.glob("twice_*.jsonl"))
FILES = pytest.mark.parametrize("path", [*FIRST, *SECOND], ids=lambda path: path.stem)

KINDS = {"incident", "toll", "status", "control", "directive", "assessment"}
HEAD = {"set", "id", "text_sha256", "from", "to", "published", "part", "claims"}

# What a key of a claim may hold; where two kinds use a key with another meaning, the kind stands before it.
WORDS: Mapping[str, type[StrEnum]] = {
    "realis": Realis,
    "incident type": IncidentType,
    "harm": Harm,
    "qualifier": Qualifier,
    "victims": Victims,
    "scope": Scope,
    "unit": Unit,
    "cause": Cause,
    "action": Action,
    "status state": AssetState,
    "control state": ControlState,
}
BOUNDS: Mapping[str, Callable[[Any, Any, Any], bool]] = {
    "exact": lambda low, best, high: low == best == high is not None,
    "at_least": lambda low, best, high: low == best is not None and high is None,
    "at_most": lambda low, best, high: low is None and best is None and high is not None,
    "about": lambda low, best, high: low is None and best is not None and high is None,
    "range": lambda low, best, high: None not in (low, high) and low < high,
    "none": lambda low, best, high: low == best == high == 0,
    "vague": lambda low, best, high: None not in (low, high) and low <= high,
}


def lines(path: Path) -> list[dict[str, Any]]:
    """The reports of a file."""
    return heldout.annotations(path)


def strings(value: object) -> Iterator[str]:
    """Every string in a claim, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in strings(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in strings(part))


def runs(text: str) -> set[tuple[str, ...]]:
    """The six-word runs of a text."""
    words = text.lower().split()
    return {tuple(words[at : at + 6]) for at in range(len(words) - 5)}


def test_there_are_marks() -> None:
    assert FIRST


def test_a_report_is_marked_once_and_not_one_that_is_held_out() -> None:
    found = [(line["set"], line["id"]) for path in FIRST for line in lines(path)]
    assert len(found) == len(set(found))
    assert not set(found) & {(line["set"], line["id"]) for line in lines(heldout.FIRST)}


@FILES
def test_a_line_has_its_keys_and_the_part_of_its_id(path: Path) -> None:
    for line in lines(path):
        assert set(line) == HEAD
        assert path in SECOND or line["set"] == path.stem
        name = f"claims-2:{line['set']}:{line['id']}"
        share = int(hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest(), 16) % 10
        assert line["part"] == ("train" if share <= 6 else "unseen")


@FILES
def test_every_offset_lies_inside_the_stretch(path: Path) -> None:
    check_offsets(path)


@FILES
def test_no_text_is_kept(path: Path) -> None:
    # Codes, dates, and names of places in our own spelling are all there is; they are short.
    for line, claim in claims(path):
        assert max(map(len, strings(claim))) <= 40, (line["id"], claim["cid"])
        assert not {"quote", "text", "word", "users", "victims_quote"} & set(claim)


@FILES
def test_every_word_is_of_its_vocabulary(path: Path) -> None:
    for line, claim in claims(path):
        place = (line["id"], claim["cid"])
        assert claim["kind"] in KINDS, place
        for key, words in WORDS.items():
            *kind, name = key.split()
            if kind in ([], [claim["kind"]]) and claim.get(name) is not None:
                assert claim[name] in set(words), (place, name)
        assert set(claim.get("means", ())) <= set(Means), place
        assert claim["kind"] != "status" or claim["asset"]["type"] in set(AssetType), place
        assert claim["when"] is None or claim["when"]["precision"] in set(Precision), place
        assert claim["where"] is None or claim["where"]["relation"] in set(Relation), place


@FILES
def test_every_class_is_known(path: Path) -> None:
    for line, claim in claims(path):
        speakers = [claim["claimant"], claim["by"] if claim["kind"] == "assessment" else None]
        parties = [part for key in ACTORS for part in listed(claim.get(key)) if part]
        parties += [claim["by"]] if claim["kind"] == "status" and claim["by"] else []
        place = (line["id"], claim["cid"])
        assert {part["class"] for part in speakers if part} <= set(ClaimantClass), place
        assert {part["class"] for part in parties} <= set(ActorClass), place
        assert all(part["suspected"] is True for part in parties if "suspected" in part), place


@FILES
def test_links_lead_to_a_claim_of_the_right_kind(path: Path) -> None:
    for line in lines(path):
        kinds = {claim["cid"]: claim["kind"] for claim in line["claims"]}
        assert len(kinds) == len(line["claims"]), line["id"]
        for claim in line["claims"]:
            for key, kind in (("part_of", "toll"), ("replaces", "toll"), ("of", "incident")):
                to = claim.get(key)
                assert to is None or (kinds.get(to) == kind and to != claim["cid"]), (line["id"], claim["cid"], key)


@FILES
def test_times_are_ranges(path: Path) -> None:
    for line, claim in claims(path):
        when = claim["when"]
        if when:
            assert (when["from"] is None) == (when["to"] is None), (line["id"], claim["cid"])
            assert when["from"] is None or when["from"] < when["to"], (line["id"], claim["cid"])


@FILES
def test_tolls_have_the_bounds_of_their_qualifier(path: Path) -> None:
    for line, claim in claims(path):
        if claim["kind"] == "toll":
            place = (line["id"], claim["cid"])
            assert BOUNDS[claim["qualifier"]](claim["low"], claim["best"], claim["high"]), place
            assert (claim["qualifier"] == "vague") == (claim["word_at"] is not None), place


@FILES
def test_the_texts_are_the_annotated_ones_and_no_span_cuts_a_word(path: Path, shared_data: Path) -> None:
    for item in heldout.reports(path, shared_data):
        text = item["text"]
        for claim in item["claims"]:
            for start, end in spans(claim):
                place = (item["id"], claim["cid"], text[start:end])
                assert text[start:end] == text[start:end].strip() != "", place
                assert not (start and text[start - 1].isalnum() and text[start].isalnum()), place
                assert not (end < len(text) and text[end - 1].isalnum() and text[end].isalnum()), place


def test_the_second_marks_are_of_the_same_stretches() -> None:
    head = ("text_sha256", "from", "to", "published", "part")
    first = {(line["set"], line["id"]): line for path in FIRST for line in lines(path)}
    named = {tuple(line.split()) for line in (FOLDER / "twice.txt").read_text("utf-8").splitlines()}
    assert named
    for line in (line for path in SECOND for line in lines(path)):
        key = (line["set"], line["id"])
        assert key in named
        assert [line[name] for name in head] == [first[key][name] for name in head], key


@pytest.mark.parametrize("path", FIRST, ids=lambda path: path.stem)
def test_no_report_is_a_near_copy_of_gold_or_held_out(path: Path, shared_data: Path) -> None:
    gold = [json.loads(line) for line in (shared_data / "gold" / "dev.jsonl").read_text("utf-8").splitlines()]
    kept = [item["text"] for item in [*gold, *heldout.reports(heldout.FIRST, shared_data)]]
    apart = {run for text in kept for run in runs(text)}
    for item in heldout.reports(path, shared_data):
        own = runs(item["text"])
        assert len(own & apart) <= len(own) * 0.12, item["id"]


# Words of violence, harm and closed roads: a text without claims is of use only if it holds such words in other senses.
# fmt: off
MISLEADING = [
    "shoot", "shot", "fire", "attack", "massacre", "raid", "strike", "struck", "explode", "blast", "siege",
    "storm", "capture", "bomb", "battle", "casualties", "suspend", "close", "kill", "occupied", "surrender",
    "fought", "charged", "hit", "missing", "gun", "clash", "besiege", "blew", "mine",
]
# fmt: on


def test_the_texts_without_claims_are_short_and_hold_words_that_mislead() -> None:
    texts = lines(WITHOUT)
    assert len(texts) >= 40
    assert len({item["id"] for item in texts}) == len({item["text"] for item in texts}) == len(texts)
    for item in texts:
        assert set(item) == {"id", "text", "published"}
        assert item["id"].startswith("none-")
        assert 60 <= len(item["text"].split()) <= 150, item["id"]
        assert re.search(rf"\b({'|'.join(MISLEADING)})", item["text"].lower()), item["id"]
        assert date.fromisoformat(item["published"]).year in range(2022, 2025), item["id"]


def test_the_texts_without_claims_fall_into_both_parts() -> None:
    names = [f"claims-2:none:{item['id']}".encode() for item in lines(WITHOUT)]
    shares = [int(hashlib.sha1(name, usedforsecurity=False).hexdigest(), 16) % 10 for name in names]
    assert sum(share <= 6 for share in shares) >= 25
    assert sum(share > 6 for share in shares) >= 10
