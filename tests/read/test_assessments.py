"""Opinions and forecasts, kept apart from what happened. All sentences are composed."""

import pytest

from karez.model.claim import Assessment, Incident, Status, Toll
from tests.read.told import claims, one, read, words


@pytest.mark.parametrize(
    ("text", "likelihood"),
    [
        ("A lasting hold on any town is unlikely, in our view.", "unlikely"),
        ("The toll could rise further.", "could"),
        ("If the closure lasts, the port may see a shortage.", "may"),
        ("The army is facing a strategic paralysis.", None),
        ("The attack aimed to show strength.", None),
        ("The siege has undermined morale.", None),
        ("The group probably lacks the numbers.", "probably"),
        ("The outcome hangs in the balance.", "hangs in the balance"),
    ],
)
def test_an_opinion_with_its_likelihood(text: str, likelihood: str | None) -> None:
    claim, opinion = one(text, Assessment)
    assert opinion.likelihood_quote == likelihood
    if likelihood:
        assert words(text, claim, "likelihood_quote") == likelihood


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked a police post in Quetta.",
        "The road is closed because of mines.",
        "The road was cut on 3 May and reopened in May.",
        "Twelve people were killed.",
    ],
)
def test_plain_facts_are_no_opinions(text: str) -> None:
    assert claims(text, Assessment) == []


def test_a_short_question_is_an_opinion_of_the_author() -> None:
    assert one("The way to a wider war?", Assessment)[1].by is None


def test_the_speaker_stands_behind_an_opinion_and_is_no_claimant() -> None:
    claim, opinion = one("The deal is likely to fail, the minister said.", Assessment)
    assert claim.claimant is None
    assert opinion.by is not None
    assert opinion.by.span.quote == "the minister"


def test_at_most_two_opinions_a_sentence() -> None:
    text = (
        "It is unlikely, it may fail, it represents a risk, it has undermined trust, and it signals that all is lost."
    )
    assert len(claims(text, Assessment)) <= 2


def test_a_forecast_feeds_no_toll_no_status_and_no_happening() -> None:
    kinds = {type(claim.body) for claim in read("The river may attain a high flood level this week.").claims}
    assert not kinds & {Toll, Status, Incident}


def test_an_opinion_has_no_place_and_no_time() -> None:
    claim, _ = one("On Monday the fall of Aleppo was seen as a fundamental shift.", Assessment)
    assert claim.where is None
    assert claim.when is None
