"""How the report tells it. Denied, alleged, planned, hypothetical and old things are never told as asserted."""

import pytest

from karez.model.claim import Control, Incident, Status, Toll
from karez.model.vocabulary import Realis
from tests.read.told import claims, one, read

R = Realis


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("Gunmen attacked a police post in Quetta.", R.ASSERTED),
        ("Police said gunmen attacked a post in Quetta.", R.ASSERTED),
        ("Suspected militants attacked a police post in Quetta.", R.ASSERTED),
        ("Gunmen reportedly attacked a police post in Quetta.", R.ALLEGED),
        ("There were reports of an attack on a police post in Quetta.", R.ALLEGED),
        ("The men are accused of an attack on a police post in Quetta.", R.ALLEGED),
        ("It denied reports that a police post in Quetta was attacked.", R.DENIED),
        ("We deny that civilians were killed by our fighters.", R.DENIED),
        ("Gunmen did not attack the police post in Quetta.", R.DENIED),
        ("The group vowed to attack police posts in Quetta.", R.PLANNED),
        ("The group threatened to attack police posts in Quetta.", R.PLANNED),
        ("A search operation is planned around Mastung.", R.PLANNED),
        ("If gunmen attack a police post in Quetta, all shops close.", R.HYPOTHETICAL),
        ("In August 2024 the same group attacked a police post in Quetta.", R.BACKGROUND),
        ("Last year gunmen attacked a police post in Quetta.", R.BACKGROUND),
        ("The attack on the police post in Quetta has not only hurt people.", R.ASSERTED),
    ],
)
def test_a_happening_is_told_as_the_words_say(text: str, realis: Realis) -> None:
    assert one(text, Incident)[0].realis is realis


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("Nine people were killed.", R.ASSERTED),
        ("Nine people were reportedly killed.", R.ALLEGED),
        ("The army denied that nine people were killed.", R.DENIED),
        ("No casualties were reported.", R.ASSERTED),
        ("In 2014 nine people were killed.", R.BACKGROUND),
    ],
)
def test_a_toll_is_told_as_the_words_say(text: str, realis: Realis) -> None:
    assert one(text, Toll)[0].realis is realis


def test_a_denial_of_one_thing_does_not_deny_the_other() -> None:
    text = "Gunmen attacked a police post in Quetta. The governor denied that the road was closed."
    assert one(text, Incident)[0].realis is R.ASSERTED
    assert one(text, Status)[0].realis is R.DENIED


def test_a_denial_after_the_happening() -> None:
    assert one("The attack on the police post in Quetta was denied by the army.", Incident)[0].realis is R.DENIED


def test_a_plan_told_after_a_happening_does_not_make_it_one() -> None:
    text = "Protesters marched in Quetta, calling for the release of prisoners."
    assert claims(text, Incident)[0][0].realis is R.ASSERTED


def test_old_dates_are_background_only_against_the_day_of_the_report() -> None:
    text = "On 3 May 2025 gunmen attacked a police post in Quetta."
    assert one(text, Incident)[0].realis is R.BACKGROUND
    assert one(text, Incident, "2025-05-04")[0].realis is R.ASSERTED
    assert one(text, Incident, None)[0].realis is R.ASSERTED


def test_who_holds_is_denied_by_a_denial_before_it() -> None:
    assert one("The army denied that rebels hold Aleppo.", Control)[0].realis is R.DENIED


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("In low areas the road may be closed.", R.HYPOTHETICAL),
        ("The road could be blocked by landslides.", R.HYPOTHETICAL),
        ("In May 2025 the road was closed.", R.BACKGROUND),
        ("On 3 February the road was closed.", R.ASSERTED),
    ],
)
def test_what_may_be_is_not_told_as_being(text: str, realis: Realis) -> None:
    assert one(text, Status)[0].realis is realis


def test_who_may_have_been_held_is_not_told_as_held() -> None:
    assert one("Police may have arrested two men in Quetta.", Toll)[0].realis is R.HYPOTHETICAL


def test_directives_and_opinions_are_asserted() -> None:
    reading = read("The group announced that it will ban checks. The deal may reportedly fail.")
    assert {claim.realis for claim in reading.claims if claim.kind in {"directive", "assessment"}} <= {R.ASSERTED}


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("In 2019 a cyclone killed 600 people in Gao.", Realis.BACKGROUND),
        ("At the start of the revolution rebels killed 12 soldiers in Gao.", Realis.BACKGROUND),
        ("Six years earlier a bomb had killed 12 people in Gao.", Realis.BACKGROUND),
        ("In January 2026 the rebels killed 12 soldiers in Gao.", Realis.ASSERTED),
        ("In 2026 the rebels killed 12 soldiers in Gao.", Realis.ASSERTED),
        ("The army rejected reports that 12 people were killed in Gao.", Realis.DENIED),
        ("There is no truth in reports that 12 people were killed in Gao.", Realis.DENIED),
    ],
)
def test_old_and_denied_tolls_by_general_words(text: str, realis: Realis) -> None:
    claim, _ = one(text, Toll)
    assert claim.realis is realis


def test_what_lies_two_weeks_back_is_context_beside_news_of_these_days() -> None:
    text = "A bomb killed 12 people in Gao on Monday. On 10 January a bomb killed 30 people in Kidal."
    assert [claim.realis for claim, _ in claims(text, Toll)] == [Realis.ASSERTED, Realis.BACKGROUND]
    alone = "On 10 January a bomb killed 30 people in Kidal."
    assert one(alone, Toll)[0].realis is Realis.ASSERTED


def test_a_time_told_by_the_way_is_not_that_of_the_next_sentence() -> None:
    text = "Soldiers left Gao, which fell to rebels last year. A bomb killed 12 people in Kidal."
    claim, _ = one(text, Toll)
    assert (claim.realis, claim.when) == (Realis.ASSERTED, None)
