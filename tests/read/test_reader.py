"""The one door of the room: any text in, valid claims with true spans out, the same every time."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.claim import Assessment, Claim, Note, Reading
from karez.model.codec import claim_from, claim_json, reading_json
from karez.model.report import Document
from karez.model.text import Span
from karez.read.draft import READER
from tests.read.told import DAY, read, reader

# Words that the rules look for, so that random texts reach them.
WORDS = (
    "killed|wounded|12|at least|soldiers|civilians|a|the|of|and|including|police|said|road|closed|internet|Quetta|in|"
    "near|on Monday|attacked|a bomb|rebels|hold|seized|town|banned|curfew|until|5 February|may|unlikely|,|.|\n|"
    "\n\n|“|”|:|(|)|;|rose to|from|not|was|were|by|army|deputy|mayor|his|who|which|—|-|ARMED MEN|The|of the wounded|"
    "among|dozens|we|denied"
)
texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(WORDS.split("|")), max_size=60).map(" ".join),
    st.lists(st.one_of(st.sampled_from(WORDS.split("|")), st.text(max_size=5)), max_size=50).map("".join),
)
days = st.sampled_from([None, DAY, "2026-02-03T10:00:00+05:00", "not a day"])


def spans_of(claim: Claim) -> list[Span]:
    """Every quoted span of a claim."""
    found = [claim.span]
    for part in (claim.claimant, claim.when, claim.where):
        if part is not None:
            found.append(part.span)
    for name in ("holder", "issuer", "by", "asset"):
        part = getattr(claim.body, name, None)
        if part is not None:
            found.append(part.span)
    for name in ("initiators", "targets"):
        found.extend(part.span for part in getattr(claim.body, name, ()))
    return found


def offsets_of(claim: Claim) -> list[tuple[int, int]]:
    """Every pair of offsets of a claim's fields and other tellings."""
    pairs = list(claim.also)
    for value in claim.fields.values():
        pairs.extend([value] if isinstance(value[0], int) else value)  # type: ignore[list-item]
    return pairs


# Who may have made a claim: the rules, the trained network.
BY = {READER, "karez.encoder.v1"}


def check(text: str, reading: Reading) -> None:
    """What holds of every reading of every text."""
    for claim in reading.claims:
        for span in spans_of(claim):
            assert text[span.start : span.end] == span.quote
            assert span.start < span.end
        for start, end in offsets_of(claim):
            assert 0 <= start < end <= len(text)
        assert 0 <= claim.confidence <= 1
        assert claim.reader in BY
        if isinstance(claim.body, Assessment):
            assert claim.claimant is None
    ids = [claim.id for claim in reading.claims]
    assert len(ids) == len(set(ids))
    for claim in reading.claims:
        for name in ("part_of", "of", "replaces"):
            assert getattr(claim.body, name, None) in {None, *ids}


@settings(max_examples=500)
@given(texts, days)
def test_any_text_gives_valid_claims_with_true_spans(text: str, published: str | None) -> None:
    document = Document(text, published=published, lang="en")
    check(document.clean_text, reader().read(document))


@settings(max_examples=500)
@given(texts)
def test_reading_is_the_same_every_time(text: str) -> None:
    document = Document(text, published=DAY, lang="en")
    assert reader().read(document) == reader().read(document)


@settings(max_examples=500)
@given(texts)
def test_claims_go_through_json_and_back(text: str) -> None:
    document = Document(text, published=DAY, lang="en")
    reading = reader().read(document)
    line = json.loads(json.dumps(reading_json("x", document.text_sha256, reading)))
    assert len(line["claims"]) == len(reading.claims)
    for claim in reading.claims:
        assert claim_json(claim_from(json.loads(json.dumps(claim_json(claim))))) == claim_json(claim)


@settings(max_examples=500)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_what_stands_before_a_report_moves_its_spans_and_nothing_else(lead: str) -> None:
    text = "Gunmen attacked a police post in Quetta on Monday. At least 12 soldiers were killed, police said."
    heading = "".join(char for char in lead if char.isspace() or char in "-*#=")
    moved = f"{heading}\n\n{text}"
    before = [(claim.kind, claim.span.quote) for claim in read(text).claims]
    found = reader().read(Document(moved, published=DAY, lang="en"))
    assert [(claim.kind, claim.span.quote) for claim in found.claims] == before
    check(moved, found)


def test_the_same_report_gives_the_same_ids_and_another_report_others() -> None:
    text = "Nine people were killed in Quetta."
    first = [claim.id for claim in read(text).claims]
    assert first == [claim.id for claim in reader().read(Document(text, published=DAY, lang="en")).claims]
    assert first != [claim.id for claim in read(text, published="2026-02-04").claims]
    named = reader().read(Document(text, published=DAY, lang="en"), report="rep-1")
    assert first != [claim.id for claim in named.claims]


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "\u00ad", "…"])
def test_an_empty_text_has_no_claims(text: str) -> None:
    assert read(text).claims == ()


def test_a_language_that_is_not_read_is_noted_and_gives_no_claims() -> None:
    note = Note("language-not-read", "the text is in another language")
    document = Document("Nine people were killed in Quetta.", published=DAY, lang="ur", notes=(note,))
    reading = reader().read(document)
    assert reading.claims == ()
    assert reading.notes == (note,)


def test_a_wrong_number_of_a_road_is_noted() -> None:
    reading = read("The coastal highway (M-10) from Karachi to Gwadar is blocked.")
    assert [note.code for note in reading.notes] == ["wrong-designation"]
    assert read("The coastal highway (N-10) from Karachi to Gwadar is blocked.").notes == ()


def test_lone_surrogates_keep_the_offsets() -> None:
    text = "\ud800 Nine people were killed in Quetta."
    document = Document(text, published=DAY, lang="en")
    reading = reader().read(document)
    check(document.clean_text, reading)
    assert [claim.span.start for claim in reading.claims] == [2]


def test_line_ends_and_odd_blanks_stay() -> None:
    text = "Nine people\r\nwere\u00a0killed in Quetta, police said.\r\n\r\nThe road is closed.\r\n"
    reading = read(text)
    check(text, reading)
    assert {claim.kind.value for claim in reading.claims} == {"toll", "status"}


def test_text_in_capitals_is_read() -> None:
    text = "GUNMEN ATTACKED A POLICE POST IN QUETTA ON MONDAY. NINE SOLDIERS WERE KILLED, POLICE SAID."
    assert {claim.kind.value for claim in read(text).claims} == {"incident", "toll"}


HOSTILE = {
    "words": "a " * 50_000,
    "numbers": " ".join(str(number) for number in range(10_000)),
    "quotes": '"“' * 20_000,
    "one word": "x" * 100_000,
    "digits": "1" * 100_000,
    "brackets": "(" * 50_000,
    "blanks": "two" + " " * 90_000 + "men were killed",
    "harm": "killed " * 14_000,
    "groups": "two men " * 12_000,
    "lists": "the mayor and " * 7_000,
    "speakers": "police said " * 8_000,
    "commas": "a, " * 33_000,
    "holders": "held by the army " * 5_000,
    "stops": ". " * 50_000,
    "dashes": "- " * 50_000,
}


# Each is said over and over: twice as much text must take about twice as long.
REPEATED = {
    "codes": "N-25 ",
    "codes with the": "the RN6 ",
    "codes in brackets": "(K-77) road ",
    "roads in a list": "The Coast Road (N-1): the route is closed at km 4.\n",
    "roads and places": "the road from Quetta to Karachi is blocked near Mastung, ",
    "things closed": "the hospital and the power lines were cut, ",
    "harm": "17 killed ",
    "tolls": "12 people were killed, including three children. ",
    "happenings": "Armed men killed 12 people in Quetta on Monday. ",
    "the same again": "The blast killed nine. The attack wounded ten. ",
    "one sentence": "the army killed nine people and ",
    "places": "Quetta, Turbat, Gwadar and Kech, ",
    "places unknown": "in Kalan district, near Boran, ",
    "days": "5 February 2026, ",
    "months": "may ",
    "quotes": "“We killed nine soldiers,” he said. ",
    "parties in brackets": "(the army) ",
    "bodies": "the Free Liberation Army (FLA) ",
    "bodies spelled out": "Alpha Beta Group (ABG) is an armed group, ",
    "letters of fighters": "XLA fighters ",
    "capitals": "Castle Hill Road ",
    "text in capitals": "GUNMEN ATTACKED ",
    "bullets": "- the road is closed\n",
    "lines": "Boran\n",
    "opinions": "It is likely that the army may fail. ",
    "orders": "a curfew is imposed until Friday. ",
    "holders": "rebels hold the town of Boran. ",
}


def _time(document: Document) -> float:
    began = time.process_time()
    reader().read(document)
    return time.process_time() - began


@pytest.mark.slow
@pytest.mark.parametrize("name", REPEATED)
def test_eight_times_the_text_takes_about_eight_times_as_long(name: str) -> None:
    took = []
    for length in (10_000, 80_000):
        text = (REPEATED[name] * (length // len(REPEATED[name]) + 1))[:length]
        took.append(min(_time(Document(text, published=DAY, lang="en")) for _ in range(2)))
    # What grows with the square takes 64 times as long; short times are too rough to compare.
    assert took[1] < max(20 * took[0], 3)
    assert took[1] < 20


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_takes_time_by_its_length_only(name: str) -> None:
    text = HOSTILE[name]
    began = time.process_time()
    check(text, reader().read(Document(text, published=DAY, lang="en")))
    # Far more than it takes, far less than a pattern that goes back and forth would.
    assert time.process_time() - began < 20
