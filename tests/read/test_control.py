"""Who holds which place. All sentences are composed."""

import pytest

from karez.model.claim import Control
from karez.model.vocabulary import ActorClass, ControlState, Realis
from tests.read.told import claims, one, read, words

S = ControlState


@pytest.mark.parametrize(
    ("text", "holder", "state", "place"),
    [
        ("Rebels seized the town of Nushki.", "Rebels", S.TAKEN, "Nushki"),
        ("The army recaptured Nushki on Monday.", "army", S.TAKEN, "Nushki"),
        ("Nushki was captured by rebels.", "rebels", S.TAKEN, "Nushki"),
        ("Rebels hold the city of Aleppo.", "Rebels", S.HELD, "Aleppo"),
        ("Aleppo is held by rebels.", "rebels", S.HELD, "Aleppo"),
        ("Rebels withdrew from Aleppo.", "Rebels", S.WITHDRAWN, "Aleppo"),
        ("Troops entered Aleppo.", "Troops", S.ENTERED, "Aleppo"),
        ("Rebels surrounded the army base at Mastung.", "Rebels", S.ENCIRCLED, "Mastung"),
        ("The army lost control of Aleppo.", "army", S.LOST, "Aleppo"),
        ("The military maintains control of Aleppo.", "military", S.HELD, "Aleppo"),
    ],
)
def test_who_stands_how_to_which_place(text: str, holder: str, state: ControlState, place: str) -> None:
    claim, control = one(text, Control)
    assert control.holder is not None
    assert control.holder.span.quote.removeprefix("The ").removeprefix("the ") == holder
    assert control.state is state
    assert claim.where is not None
    assert claim.where.span.quote == place


@pytest.mark.parametrize(
    "text",
    [
        "A lasting hold on any town is unlikely.",
        "The rebels could take the city.",
        "The army vowed to retake the town.",
        "The Siege of Aleppo: a title\n",
        "Two provinces are under siege, he wrote, of debt.",
        "Police surrounded a gunman in a house.",
        "Rebels seized weapons at a base.",
        "The minister held talks in the city.",
        "The army captured 12 people in the town.",
        "Nothing is known of the town.",
    ],
)
def test_what_is_no_holding(text: str) -> None:
    assert claims(text, Control) == []


def test_a_siege_needs_no_besieger() -> None:
    claim, control = one("Aleppo is under siege.", Control)
    assert (control.holder, control.state) == (None, S.ENCIRCLED)
    assert claim.where is not None


def test_a_holder_before_a_hyphen() -> None:
    claim, control = one("People fled the rebel-held east of Aleppo.", Control)
    assert control.state is S.HELD
    assert control.holder is not None
    assert control.holder.actor_class is ActorClass.ARMED_GROUP
    assert claim.where is not None


def test_hours_are_the_length_of_the_holding() -> None:
    text = "Offices in the town of Nushki were held by armed attackers for 35 hours."
    claim, control = one(text, Control)
    assert control.duration_hours == 35
    assert words(text, claim, "duration_hours") == "35 hours"
    _, control = one("Rebels held the town of Nushki for three days.", Control)
    assert control.duration_hours == 72


def test_a_hold_as_a_noun_takes_the_party_of_the_sentence() -> None:
    text = (
        "The breach of a prison in Quetta and the 35-hour hold on administrative areas in Nushki have forced the army"
        " to pull its posts together—while ceding the highways to the insurgents."
    )
    found = {control.state: (claim, control) for claim, control in claims(text, Control)}
    held, taken = found[S.HELD], found[S.TAKEN]
    assert held[1].duration_hours == 35
    assert held[0].where is not None
    assert held[0].where.span.quote == "Nushki"
    assert taken[1].holder is not None
    assert taken[1].holder.span.quote == "insurgents"
    assert taken[0].where is None


def test_the_town_is_the_one_of_the_dateline_or_the_last_one_named() -> None:
    text = (
        "NUSHKI: The office said on Monday that offices in the town were held by armed attackers for 35 hours and that"
        " security forces have since retaken the town."
    )
    found = claims(text, Control)
    assert [control.state for _, control in found] == [S.HELD, S.TAKEN]
    assert [claim.where.span.quote if claim.where else None for claim, _ in found] == ["NUSHKI", "NUSHKI"]
    text = "Fighting broke out in Nushki. Rebels hold the town."
    claim, _ = one(text, Control)
    assert claim.where is not None
    assert text[claim.where.span.start : claim.where.span.end] == "Nushki"


def test_all_three_towns_are_the_list_before_and_not_its_province() -> None:
    text = "The attacks were repelled in Quetta, Gwadar and Mastung, and security forces hold all three towns."
    claim, _ = one(text, Control)
    assert claim.where is not None
    assert claim.where.span.quote == "Quetta, Gwadar and Mastung"
    assert claim.where.place is None


def test_a_denied_holding_is_denied() -> None:
    claim, control = one("The department denied that the armed group holds Nushki.", Control)
    assert (claim.realis, control.state) == (Realis.DENIED, S.HELD)
    assert claim.claimant is not None


@pytest.mark.parametrize(
    ("publisher", "kind"),
    [("armed_group", ActorClass.ARMED_GROUP), ("official", ActorClass.GOVERNMENT), (None, ActorClass.UNKNOWN)],
)
def test_we_is_the_publisher_of_the_statement(publisher: str | None, kind: ActorClass) -> None:
    reading = read("We hold the town of Nushki.", publisher_class=publisher)
    (claim,) = [claim for claim in reading.claims if isinstance(claim.body, Control)]
    assert isinstance(claim.body, Control)
    assert claim.body.holder is not None
    assert (claim.body.holder.span.quote, claim.body.holder.actor, claim.body.holder.actor_class) == ("We", None, kind)
    assert claim.claimant is None
    assert claim.where is not None


def test_a_party_that_claims_to_hold_a_place_stands_behind_it() -> None:
    claim, control = one("The Syrian army claims full control of Aleppo.", Control)
    assert control.state is S.HELD
    assert claim.claimant is not None
    assert claim.claimant.span.quote.endswith("Syrian army")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("People fled the rebel-held east of the city after the attack on Monday.", "rebel-held east of the city"),
        (
            "Shells hit the government-held area of the divided city killing three people.",
            "government-held area of the divided city",
        ),
    ],
)
def test_the_words_for_a_held_area_end_with_it(text: str, quote: str) -> None:
    assert quote in [claim.span.quote for claim, _ in claims(text, Control)]
