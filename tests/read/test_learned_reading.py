"""The trained reader on whole texts: true spans, the same every time, each paragraph by itself, capitals or not."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings

from karez.atlas.atlas import Atlas
from karez.model.claim import Claim, Incident, Toll
from karez.model.report import Document
from karez.model.vocabulary import Harm, Qualifier
from karez.read.learned.network import network
from karez.read.reader import Reader
from tests.read.hostile_texts import HOSTILE
from tests.read.test_reader import check, days, texts
from tests.read.told import DAY

# Composed for these tests.
PARAGRAPHS = (
    "Gunmen attacked a police post near Quetta on Monday. At least 12 officers were killed, the home ministry said.",
    "The highway between Kalat and Khuzdar is blocked by a landslide.",
    "Rebels seized the town of Mastung on Sunday, a monitoring group said.",
    "Two children and their mother were wounded when a mortar shell hit a house in Turbat.",
)


@cache
def trained() -> Reader:
    """The reader with the network that ships."""
    made = network()
    assert made is not None
    return Reader(Atlas.open(), made)


def told(text: str, published: str | None = DAY) -> list[Claim]:
    """The claims of a text."""
    return list(trained().read(Document(text, published=published, lang="en")).claims)


@settings(max_examples=500, deadline=None)
@given(texts, days)
def test_any_text_gives_valid_claims_with_true_spans(text: str, published: str | None) -> None:
    document = Document(text, published=published, lang="en")
    check(document.clean_text, trained().read(document))


@settings(max_examples=500, deadline=None)
@given(texts)
def test_reading_is_the_same_every_time(text: str) -> None:
    assert told(text) == told(text)


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_text_hides_nothing_of_the_plain_sentence_before_it(name: str) -> None:
    text = f"{PARAGRAPHS[0]}\n\n{HOSTILE[name]}"
    reading = trained().read(Document(text, published=DAY, lang="en"))
    check(text, reading)
    assert any(isinstance(claim.body, Toll) and claim.body.best == 12 for claim in reading.claims)


def test_a_toll_its_victims_and_who_says_so() -> None:
    (toll,) = [claim for claim in told(PARAGRAPHS[0]) if isinstance(claim.body, Toll)]
    assert isinstance(toll.body, Toll)
    assert (toll.body.harm, toll.body.best, toll.body.qualifier) == (Harm.KILLED, 12, Qualifier.AT_LEAST)
    assert toll.claimant is not None and "ministry" in toll.claimant.span.quote
    assert any(isinstance(claim.body, Incident) for claim in told(PARAGRAPHS[0]))


def test_windows_of_one_paragraph_do_not_hear_the_next() -> None:
    def words(text: str) -> list[tuple[str, int, int, float]]:
        return [(claim.kind.value, claim.span.start, claim.span.end, claim.confidence) for claim in told(text)]

    both = "\n\n".join(PARAGRAPHS)
    start = 0
    apart = []
    for paragraph in PARAGRAPHS:
        apart += [(kind, begin + start, end + start, sure) for kind, begin, end, sure in words(paragraph)]
        start += len(paragraph) + 2
    assert sorted(words(both)) == sorted(apart)


def test_capitals_change_no_number_of_the_dead() -> None:
    def dead(text: str) -> list[int | None]:
        return [claim.body.best for claim in told(text) if isinstance(claim.body, Toll)]

    assert dead(PARAGRAPHS[0]) == dead(PARAGRAPHS[0].upper())


def test_without_its_files_there_is_no_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    network.cache_clear()
    monkeypatch.setattr("karez.read.learned.network.files", lambda _: tmp_path)
    try:
        assert network() is None
    finally:
        network.cache_clear()
