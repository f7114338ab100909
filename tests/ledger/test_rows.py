"""Claims as they lie in the ledger: no word of the report in them, and whole again with its text."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.ledger.rows import claim_of, dump, happened, storable, wall_clock, worded
from karez.model.claim import Claim
from karez.model.mention import TimeMention
from karez.model.text import Span
from karez.model.vocabulary import Precision
from tests.made import SECRET, entry, every_kind

KINDS = every_kind()
CLAIMS = pytest.mark.parametrize("claim", KINDS.reading.claims, ids=lambda claim: str(claim.kind))


@CLAIMS
def test_a_claim_is_whole_again_with_its_text(claim: Claim) -> None:
    assert claim_of(dump(worded(claim)), KINDS.document.text) == claim


@CLAIMS
def test_no_word_of_the_report_is_stored_in_a_claim(claim: Claim) -> None:
    assert SECRET not in dump(worded(claim))


@CLAIMS
def test_without_its_text_a_claim_keeps_its_values_and_places(claim: Claim) -> None:
    bare = claim_of(dump(worded(claim)), None)
    assert bare.span.quote == ""
    assert bare.span.offsets == claim.span.offsets
    assert (bare.kind, bare.realis, bare.fields) == (claim.kind, claim.realis, claim.fields)
    assert SECRET not in repr(bare)


@given(st.text(max_size=30))
@settings(max_examples=max(500, settings().max_examples))
def test_any_text_becomes_storable_with_its_offsets_kept(text: str) -> None:
    clean = storable({"a": text, "b": None, "c": 5})
    assert len(clean["a"]) == len(text)
    clean["a"].encode("utf-8")
    assert "\0" not in clean["a"]
    assert (clean["b"], clean["c"]) == (None, 5)


@pytest.mark.parametrize(
    ("start", "end", "microseconds"),
    [("2026-01-31", "2026-02-01", 86_400_000_000), ("2026-01-31T10:00", "2026-01-31T10:30", 1_800_000_000)],
)
def test_when_it_happened_is_two_numbers_of_the_local_clock(start: str, end: str, microseconds: int) -> None:
    when = TimeMention(Span(0, 2, "On"), start, end, Precision.DAY)
    since, until = happened(replace(entry(1).reading.claims[0], when=when))
    assert since == wall_clock(start)
    assert until == wall_clock(start) + microseconds


def test_a_time_without_an_end_is_a_moment_and_one_without_a_beginning_is_none() -> None:
    claim = entry(1).reading.claims[0]
    moment = TimeMention(Span(0, 2, "On"), "2026-01-31T10:00", None, Precision.INSTANT)
    at = wall_clock("2026-01-31T10:00")
    assert happened(replace(claim, when=moment)) == (at, at + 1)
    assert happened(replace(claim, when=replace(moment, start=None))) == (None, None)
    assert happened(claim) == (None, None)
