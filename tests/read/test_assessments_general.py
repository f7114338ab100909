"""Opinions in the words of any paper, and facts that only look like them. All sentences are composed."""

import pytest

from karez.model.claim import Assessment
from tests.read.told import claims, one


@pytest.mark.parametrize(
    "text",
    [
        # forecasts
        "The river is very likely to rise by Friday.",
        "Talks are widely expected to fail.",
        "Showers are likely over the coast.",
        "Hot weather expected in the southern plains.",
        "Landslides may block hill roads.",
        "The siege could turn into a famine.",
        "The deal will never hold.",
        "There is a risk of new fighting in the delta.",
        "Such a step would worsen the hunger.",
        # beliefs and fears
        "Diplomats fear that the truce is over.",
        "The commander believes the fall of the town is near.",
        "We have no doubt that the valley will hold.",
        "I think the raid failed.",
        # judgements
        "The minister condemned the attack on the clinic.",
        "It was a cowardly act of terrorism.",
        "The loss of the bridge is a major blow to the garrison.",
        "The shelling amounts to a war crime.",
        "This attack is unacceptable.",
        "Hunger is the greatest danger now.",
        "The town's defenders dealt a harsh blow to the column.",
        # what it shows, how strong they are
        "The raid shows that the front is thin.",
        "These killings demonstrate the group's reach.",
        "The army is struggling to hold the road.",
        "The strikes have weakened the militia.",
        "The situation in the town remains tense.",
        "The town is under control.",
        "The offensive is progressing in the south.",
        "The raids have severely weakened the column.",
        "The strike was a total success.",
        "The shells could be fired from the hill.",
        # aims and motives
        "The barrage was a response to the raid on the depot.",
        "The blast was aimed at the peace talks.",
        "The attack was meant to spread fear.",
        "The group killed him in revenge for the raid.",
        "The rebels cut the line in a bid to starve the town.",
    ],
)
def test_an_opinion_in_news(text: str) -> None:
    claim, opinion = one(text, Assessment)
    assert claim.span.quote.rstrip(".") in text
    assert opinion.likelihood_quote is None or opinion.likelihood_quote in claim.span.quote


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed three guards at the gate.",
        "At least nine people died in the blast.",
        "The envoy is expected to arrive on Monday.",
        "The report is likely to be published later.",
        "The convoy left in May and came back on 4 May.",
        "He was condemned to death by a court in the port.",
        "Video shows that a truck burned.",
        "The police report indicated that the shop was empty.",
        "The striker, a footballer of the club, is likely to leave.",
        "The film could become a success.",
        "Readers may contact the desk by post.",
        "The student appears to have been shot.",
        "The patrol drove slowly to reduce the risk of harm.",
        "The road is closed because of a landslide.",
        "The shells could be heard in the port.",
        "Talks aimed at a truce were held in the capital.",
        "The council will consider the plan for a bridge.",
        "Two hamlets stay under control of the army.",
        "He underlined that the office opens at nine.",
        "Governor, do you believe the envoy came?",
        "QUESTION: Did the envoy discuss the truce?",
        "[REPORTER] How many soldiers guard the bridge?",
    ],
)
def test_a_fact_is_no_opinion(text: str) -> None:
    assert claims(text, Assessment) == []


def test_one_forecast_a_sentence() -> None:
    text = "Heat is likely to last until Friday, but dust may rise in the west."
    assert len(claims(text, Assessment)) == 1


def test_a_forecast_and_the_fact_beside_it_stay_apart() -> None:
    text = "Three guards were killed. The toll could rise."
    assert [claim.span.quote for claim, _ in claims(text, Assessment)] == ["The toll could rise"]


@pytest.mark.parametrize("heading", ["What it means", "The likely outcome", "Why it matters"])
def test_a_heading_is_no_opinion(heading: str) -> None:
    assert claims(f"{heading}\nThe town lies on the river.\n", Assessment) == []
