"""Captures, texts, reports and claims are named by what they are, in RFC 8785's own bytes."""

import hashlib
from dataclasses import replace

import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.ledger.ledger import Ledger
from karez.model.canonical import canonical
from karez.model.identity import claim_id
from karez.model.mention import Place
from karez.model.report import Document, report_id
from tests.made import entry, every_kind

KEYS = st.text(st.characters(min_codepoint=1, max_codepoint=127), max_size=6)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


def sha256(value: object) -> str:
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()


@given(JSON)
@settings(max_examples=max(500, settings().max_examples))
def test_canonical_json_is_that_of_the_standard(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)


def test_a_report_is_the_digest_of_text_publisher_address_and_time() -> None:
    value = {"text": "A.", "publisher": "P", "url": None, "published": "2026-02-01"}
    assert report_id("A.", "P", None, "2026-02-01") == "rep-" + sha256(value)[:32]
    document = Document("A.", title="any", publisher="P", author="any", published="2026-02-01", lang="en")
    assert document.report_id == "rep-" + sha256(value)[:32]


def test_a_claim_is_the_digest_of_its_report_and_of_what_it_says() -> None:
    made = entry(17)
    claim = made.reading.claims[0]
    value = {
        "report": made.document.report_id,
        "claim": {
            "kind": "toll", "start": 12, "end": 33, "quote": "17 people were killed", "also": [],
            "fields": {"number": [12, 14]}, "realis": "asserted", "claimant": None, "when": None, "where": None,
            "harm": "killed", "low": 17, "best": 17, "high": 17, "qualifier": "exact", "word": None,
            "victims": "unknown", "victims_quote": None, "scope": "incident", "unit": "persons", "perpetrators": False,
        },
    }  # fmt: skip
    assert claim.id == "clm-" + sha256(value)[:32]


def test_what_was_looked_up_and_who_read_it_are_not_in_an_id() -> None:
    report = every_kind().document.report_id
    for claim in every_kind().reading.claims:
        other = replace(claim, id="x", confidence=0.9, reader="other.v2", reason="other")
        if other.where and other.where.place:
            other = replace(other, where=replace(other.where, place=Place("geonames:2", "South")))
        if other.when:
            assert claim_id(report, replace(other, when=replace(other.when, end="2027-01-01"))) != claim.id
        assert claim_id(report, other) == claim.id
        assert claim_id(report, replace(other, also=((0, 4),))) != claim.id
        assert claim_id("rep-other", other) != claim.id


def test_one_text_of_two_outlets_is_two_reports_with_one_text(ledger: Ledger) -> None:
    ledger.add(entry(17))
    ledger.add(entry(17, publisher="Other Wire"))
    reports = ledger.view().reports
    assert len({report.id for report in reports}) == 2
    assert len({report.text_sha256 for report in reports}) == 1
    assert {report.text_sha256 for report in reports} == {hashlib.sha256(entry(17).capture.data).hexdigest()}
    assert ledger.verify() == ()


def test_a_capture_is_the_digest_of_its_bytes(ledger: Ledger) -> None:
    made = every_kind()
    ledger.add(made)
    (sha,) = ledger.view().reports[0].captures
    assert sha == hashlib.sha256(made.capture.data).hexdigest()
    assert ledger.raw(sha) == made.capture.data
    assert ledger.text(made.document.text_sha256) == made.document.text
    assert ledger.raw("0" * 64) is None


def test_texts_that_no_database_takes_are_kept_to_the_letter(ledger: Ledger) -> None:
    base = entry(17)
    odd = base.document.text + " \0 e\u0301 \r\n \u202e \U0001f5fa"
    document = replace(base.document, text=odd, title="a\0b\ud800", url="http://x/\udc80")
    capture = replace(base.capture, source="caf\udce9\0.txt")
    claims = tuple(replace(claim, id=claim_id(document.report_id, claim)) for claim in base.reading.claims)
    reading = replace(base.reading, claims=claims)
    ledger.add(replace(base, document=document, capture=capture, reading=reading, reader="r\ud800"))
    record = ledger.view().reports[0]
    assert record.text == odd
    assert record.title == "a\0b\ufffd"
    assert record.source == "caf\ufffd\0.txt"
    assert ledger.verify() == ()
    again = ledger.add(replace(base, document=document, capture=capture, reading=reading))
    assert not again.new
    assert ledger.commits() == 1
