"""What happened: types, parties, means, and what is no happening. All sentences are composed."""

import pytest

from karez.model.claim import Incident
from karez.model.vocabulary import ActorClass, IncidentType, Means, Realis
from tests.read.told import claims, one, read, words

T = IncidentType


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunmen attacked a police post near Quetta.", T.RAID),
        ("Fighters stormed a checkpoint in Quetta.", T.RAID),
        ("A military convoy was ambushed near Quetta.", T.AMBUSH),
        ("Gunmen opened fire on a bus in Quetta.", T.SHOOTING),
        ("Two men were shot dead in Quetta.", T.SHOOTING),
        ("A car bomb went off in Quetta.", T.BOMBING),
        ("A roadside bomb hit a patrol in Quetta.", T.BOMBING),
        ("A suicide bomber blew himself up in Quetta.", T.SUICIDE_ATTACK),
        ("Air strikes hit Aleppo on Monday.", T.AIR_STRIKE),
        ("A drone strike hit a market in Aleppo.", T.DRONE_STRIKE),
        ("Mortar shells landed in Aleppo.", T.SHELLING),
        ("Three teachers were abducted in Quetta.", T.ABDUCTION),
        ("Police arrested two men in Quetta.", T.ARREST),
        ("The hostages were released on Monday.", T.RELEASE),
        ("The group executed two prisoners in Raqqa.", T.EXECUTION),
        ("Shops were looted in Quetta.", T.LOOTING),
        ("A mob set fire to a bank in Quetta.", T.ARSON),
        ("Two bridges were destroyed near Quetta.", T.DESTRUCTION),
        ("Protesters blocked the highway near Quetta.", T.BLOCKADE),
        ("Insurgents have mined sections of the road near Quetta.", T.BLOCKADE),
        ("Forty prisoners escaped from the prison in a jailbreak.", T.PRISON_BREAK),
        ("Hundreds protested in Quetta.", T.PROTEST),
        ("Riots broke out in Quetta.", T.RIOT),
        ("Police used tear gas in Quetta.", T.CRACKDOWN),
        ("A shutter-down strike was observed in Quetta.", T.STRIKE_SHUTDOWN),
        ("Troops carried out a search operation in Quetta.", T.SECURITY_OPERATION),
        ("A bomb was defused in Quetta.", T.DISARMED),
        ("The two sides signed a peace agreement.", T.AGREEMENT),
        ("Flash floods hit three villages near Quetta.", T.NATURAL_DISASTER),
        ("Two trucks collided near Quetta.", T.ACCIDENT),
        ("Troops and rebels exchanged fire near Aleppo.", T.ARMED_CLASH),
        ("Heavy fighting broke out in Aleppo.", T.ARMED_CLASH),
    ],
)
def test_a_happening_has_its_type(text: str, kind: IncidentType) -> None:
    claim, incident = one(text, Incident)
    assert incident.type is kind
    assert claim.realis is Realis.ASSERTED


@pytest.mark.parametrize(
    "text",
    [
        "The province has become a high-intensity combat zone.",
        "The ban limits the army's ability to conduct intelligence-based operations.",
        "People stay at home for fear of air strikes.",
        "No group has claimed responsibility for the attack.",
        "The country is in a civil war.",
        "He died of a heart attack.",
        "The centre trains men for fire fighting.",
        "The flood warning stays in place.",
        "There was a lull in the fighting.",
        "Both sides ended years of fighting.",
        "Roads Damaged\n",
        "Nature of damage (fully/ partially washed away/ water over flow)\n",
        "Twelve people were killed on Monday.",
    ],
)
def test_words_that_only_name_a_kind_of_thing_tell_no_happening(text: str) -> None:
    assert [incident.type for _, incident in claims(text, Incident)] == []


def test_a_place_or_a_time_makes_fighting_a_happening() -> None:
    assert claims("Fighting went on.", Incident) == []
    assert one("Fighting went on in Aleppo.", Incident)[1].type is T.ARMED_CLASH
    assert len(claims("Fighting went on until Monday evening, and battles broke out on Tuesday.", Incident)) == 2


@pytest.mark.parametrize(
    ("text", "doers", "targets"),
    [
        ("Militants attacked a police post in Quetta.", ["Militants"], ["police"]),
        ("A police post in Quetta was attacked by militants.", ["militants"], ["police"]),
        ("Soldiers were ambushed near Quetta.", [], ["Soldiers"]),
        ("Gunmen opened fire on protesters in Quetta.", ["Gunmen"], ["protesters"]),
        ("The army said militants attacked a village near Quetta.", ["militants"], []),
        ("Air strikes by the army hit Aleppo.", ["army"], []),
    ],
)
def test_who_acts_and_who_is_acted_on(text: str, doers: list[str], targets: list[str]) -> None:
    _, incident = one(text, Incident)
    assert [actor.span.quote.removeprefix("the ") for actor in incident.initiators] == doers
    assert [actor.span.quote for actor in incident.targets][: len(targets)] == targets


def test_only_the_doer_may_be_suspected() -> None:
    claim, incident = one("Suspected militants attacked a police post near Quetta.", Incident)
    assert claim.realis is Realis.ASSERTED
    assert [actor.suspected for actor in incident.initiators] == [True]


def test_who_are_killed_are_not_those_who_kill() -> None:
    text = "At least 10 soldiers and 11 civilians were killed in an ambush near Quetta."
    _, incident = one(text, Incident)
    assert incident.initiators == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunmen killed three teachers in Quetta.", T.SHOOTING),
        ("Soldiers killed four militants near Quetta.", T.ARMED_CLASH),
        ("Four militants were killed by soldiers near Quetta.", T.ARMED_CLASH),
    ],
)
def test_killing_by_somebody_is_a_happening(text: str, kind: IncidentType) -> None:
    assert one(text, Incident)[1].type is kind


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Militants fired rockets at Aleppo.", [Means.ROCKET]),
        ("A land mine exploded near Quetta.", [Means.MINE]),
        ("Gunmen on a motorcycle shot dead a man in Quetta.", [Means.FIREARMS]),
        ("Men with knives attacked a village near Quetta.", [Means.EDGED]),
        ("Barrel bombs were dropped from a helicopter on Aleppo.", [Means.AIRCRAFT]),
        ("A hand grenade was thrown at a shop in Quetta.", [Means.GRENADE]),
        ("Gunmen attacked a police post near Quetta.", []),
    ],
)
def test_means_are_only_those_named(text: str, means: list[Means]) -> None:
    found = claims(text, Incident)
    assert found
    assert list(found[0][1].means) == means


def test_an_operation_is_a_proper_name() -> None:
    _, incident = one("Troops launched Operation Silver Dawn Phase II with an assault on Aleppo.", Incident)
    assert incident.operation == "Operation Silver Dawn Phase II"
    assert one("Troops carried out a search operation in Quetta.", Incident)[1].operation is None


def test_a_claim_of_responsibility_is_by_the_party_that_claims() -> None:
    text = "A bomb went off in Quetta. The Baloch Liberation Army claimed responsibility for the attack."
    told, claimed = claims(text, Incident)
    assert told[0].claimant is None
    assert claimed[0].claimant is not None
    assert claimed[0].claimant.span.quote == "Baloch Liberation Army"
    assert [actor.actor_class for actor in claimed[1].initiators] == [ActorClass.ARMED_GROUP]


def test_the_blast_is_the_one_told_before() -> None:
    text = "A car bomb went off in Quetta on Monday. The blast damaged shops. The explosion was heard far away."
    claim, incident = one(text, Incident)
    assert incident.type is T.BOMBING
    assert len(claim.also) == 2
    assert all(text[start:end].startswith("The ") for start, end in claim.also)


@pytest.mark.parametrize(
    "text",
    [
        "A car bomb went off in Quetta. A second car bomb went off in Mastung.",
        "A car bomb went off in Quetta. The blast in Mastung came later.",
        "Gunmen kidnapped a teacher in Quetta. The kidnapping of three doctors followed on Monday.",
    ],
)
def test_another_happening_is_a_claim_of_its_own(text: str) -> None:
    assert len(claims(text, Incident)) == 2


def test_a_headline_that_repeats_the_lead_is_one_claim_with_its_source() -> None:
    text = "Car bomb in Quetta on Monday\n\nA car bomb went off in Quetta on Monday, police said."
    claim, _ = one(text, Incident)
    assert claim.claimant is not None
    assert claim.span.quote == "A car bomb went off in Quetta on Monday"
    assert [text[start:end] for start, end in claim.also] == ["Car bomb in Quetta on Monday"]


def test_attacks_on_interests_are_context_with_no_place() -> None:
    text = "Pressure from Beijing following attacks on foreign interests has forced the army to move its units."
    claim, incident = one(text, Incident)
    assert (incident.type, claim.realis, claim.where) == (T.OTHER, Realis.BACKGROUND, None)
    assert claim.span.quote == "attacks on foreign interests"


def test_damage_after_a_disaster_is_its_effect() -> None:
    text = "A flash flood hit two villages near Quetta. Twelve houses were damaged."
    assert [incident.type for _, incident in claims(text, Incident)] == [T.NATURAL_DISASTER]
    assert one("Twelve houses were damaged near Quetta.", Incident)[1].type is T.DESTRUCTION


def test_one_disaster_a_sentence() -> None:
    text = "Due to heavy rain a flash flood and a landslide hit the village near Quetta."
    assert one(text, Incident)[1].type is T.NATURAL_DISASTER


def test_a_disarmed_bomb_is_no_bombing() -> None:
    assert one("A vehicle fitted with a bomb was defused on Sunday.", Incident)[1].type is T.DISARMED


def test_held_and_let_go_are_two() -> None:
    text = "The fighters “arrested” and later released the deputy commissioner and an assistant commissioner of Nushki."
    assert {incident.type for _, incident in claims(text, Incident)} == {T.ABDUCTION, T.RELEASE}


def test_the_quote_keeps_the_whole_list_of_places() -> None:
    text = "The group launched synchronised assaults on 12 towns, including Quetta, Gwadar, Nushki, and Mastung."
    claim, _ = one(text, Incident)
    assert claim.span.quote.endswith("including Quetta, Gwadar, Nushki, and Mastung")


def test_the_quote_is_without_the_words_for_who_says_it() -> None:
    assert one("Police said that gunmen attacked a bank in Quetta.", Incident)[0].span.quote == (
        "gunmen attacked a bank in Quetta"
    )
    assert one("Gunmen attacked a bank in Quetta, police said on Monday.", Incident)[0].span.quote == (
        "Gunmen attacked a bank in Quetta"
    )


def test_a_partys_own_statement_names_itself_with_we() -> None:
    reading = read("We attacked army posts in Quetta.", publisher_class="armed_group")
    (claim,) = [claim for claim in reading.claims if isinstance(claim.body, Incident)]
    assert isinstance(claim.body, Incident)
    assert [(actor.span.quote, actor.actor, actor.actor_class) for actor in claim.body.initiators] == [
        ("We", None, ActorClass.ARMED_GROUP)
    ]
    assert claim.claimant is None


def test_the_word_that_tells_the_type_has_its_place() -> None:
    text = "On Monday gunmen ambushed a convoy near Quetta."
    claim, _ = one(text, Incident)
    assert words(text, claim, "type") == "ambushed"
