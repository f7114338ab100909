"""How many people were harmed, by the words of the report. All sentences are composed."""

import pytest

from karez.model.claim import Toll
from karez.model.vocabulary import Harm, Qualifier, Realis, Scope, Unit, Victims
from tests.read.told import claims, one, read, words


def counts(text: str) -> list[tuple[str, int | None, str]]:
    """Harm, number and victims of every toll."""
    return [
        (toll.harm.value, toll.best if toll.best is not None else toll.low, toll.victims.value)
        for _, toll in claims(text, Toll)
    ]


@pytest.mark.parametrize(
    ("text", "harm", "number", "victims"),
    [
        ("Twelve soldiers were killed in the ambush.", Harm.KILLED, 12, Victims.SECURITY_FORCES),
        ("The blast killed 9 people.", Harm.KILLED, 9, Victims.UNKNOWN),
        ("The blast left 9 people dead.", Harm.KILLED, 9, Victims.UNKNOWN),
        ("The attack claimed the lives of 7 villagers.", Harm.KILLED, 7, Victims.CIVILIANS),
        ("Five policemen died of their wounds.", Harm.KILLED, 5, Victims.SECURITY_FORCES),
        ("There were 41 deaths.", Harm.KILLED, 41, Victims.UNKNOWN),
        ("A journalist was shot dead.", Harm.KILLED, 1, Victims.JOURNALISTS),
        ("Four children were wounded.", Harm.INJURED, 4, Victims.CHILDREN),
        ("The shelling injured six women.", Harm.INJURED, 6, Victims.WOMEN),
        ("Eight fighters surrendered.", Harm.SURRENDERED, 8, Victims.ARMED_GROUP),
        ("Police arrested 30 protesters.", Harm.DETAINED, 30, Victims.CIVILIANS),
        ("Gunmen kidnapped three engineers.", Harm.ABDUCTED, 3, Victims.CIVILIANS),
        ("Eleven miners are missing.", Harm.MISSING, 11, Victims.CIVILIANS),
        ("The floods displaced 4,000 people.", Harm.DISPLACED, 4000, Victims.UNKNOWN),
        ("13 soldiers were killed or wounded.", Harm.CASUALTIES, 13, Victims.SECURITY_FORCES),
        ("Two doctors were abducted.", Harm.ABDUCTED, 2, Victims.HEALTH_WORKERS),
        ("Three aid workers were killed.", Harm.KILLED, 3, Victims.AID_WORKERS),
    ],
)
def test_a_counted_group_gets_its_harm(text: str, harm: Harm, number: int, victims: Victims) -> None:
    claim, toll = one(text, Toll)
    assert (toll.harm, toll.best, toll.victims) == (harm, number, victims)
    told = words(text, claim, "number").replace(",", "")
    assert told == str(number) or not told.isdigit()


@pytest.mark.parametrize(
    ("text", "low", "best", "high", "qualifier"),
    [
        ("At least 12 soldiers were killed.", 12, 12, None, Qualifier.AT_LEAST),
        ("As many as 40 people were killed.", None, None, 40, Qualifier.AT_MOST),
        ("About 40 people were killed.", None, 40, None, Qualifier.ABOUT),
        ("Dozens of people were killed.", 24, None, 99, Qualifier.VAGUE),
        ("Several soldiers were wounded.", 3, None, 9, Qualifier.VAGUE),
        ("Between the lines 15 to 20 people were killed.", 15, None, 20, Qualifier.RANGE),
        ("No casualties were reported.", 0, 0, 0, Qualifier.NONE),
        ("The blast caused no casualties.", 0, 0, 0, Qualifier.NONE),
    ],
)
def test_bounds_follow_the_contract(
    text: str, low: int | None, best: int | None, high: int | None, qualifier: Qualifier
) -> None:
    _, toll = one(text, Toll)
    assert (toll.low, toll.best, toll.high, toll.qualifier) == (low, best, high, qualifier)


@pytest.mark.parametrize(
    "text",
    [
        "People were killed.",
        "Many soldiers were wounded.",
        "It was one of the deadliest attacks in years.",
        "The road was cut in 2025.",
        "The army killed time.",
        "The department could not say where each of the patients was injured.",
        "Three shells fell near the mosque.",
        "12 houses were damaged.",
        "The 30-year-old road was closed.",
        "They met on 12 May 2024.",
    ],
)
def test_what_counts_nobody_is_no_toll(text: str) -> None:
    assert claims(text, Toll) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "17 soldiers and 31 civilians were killed.",
            [("killed", 17, "security_forces"), ("killed", 31, "civilians")],
        ),
        (
            "The bomb killed three soldiers and wounded nine others.",
            [("killed", 3, "security_forces"), ("injured", 9, "unknown")],
        ),
        (
            "Four police officers were killed and nine were wounded; three civilians were injured.",
            [("killed", 4, "security_forces"), ("injured", 9, "unknown"), ("injured", 3, "civilians")],
        ),
        ("A soldier and a civilian were killed.", [("killed", 1, "security_forces"), ("killed", 1, "civilians")]),
        (
            "Among the dead were five policemen and two women.",
            [("killed", 5, "security_forces"), ("killed", 2, "women")],
        ),
    ],
)
def test_listed_groups_share_their_harm(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    ("text", "harm", "number"),
    [
        ("The deputy commissioner and an assistant commissioner were detained.", Harm.DETAINED, 2),
        ("The mayor and his deputy were kidnapped.", Harm.ABDUCTED, 2),
        ("Gunmen killed the driver and his assistant.", Harm.KILLED, 2),
        ("The judge, the prosecutor and the clerk were wounded.", Harm.INJURED, 3),
    ],
)
def test_persons_told_one_by_one_are_counted(text: str, harm: Harm, number: int) -> None:
    claim, toll = one(text, Toll)
    assert (toll.harm, toll.low, toll.best, toll.high) == (harm, number, number, number)
    assert " and " in words(text, claim, "number")


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("Police arrested 12 men in the city.", Harm.DETAINED),
        ("Twelve men were detained by the army.", Harm.DETAINED),
        ("Twelve men were detained by armed militants.", Harm.ABDUCTED),
        ("Rebels detained 12 men at a checkpoint.", Harm.ABDUCTED),
        ("The fighters “arrested” two teachers.", Harm.ABDUCTED),
        ("The fighters “arrested” and later released two teachers.", Harm.ABDUCTED),
    ],
)
def test_who_is_held_without_authority_is_abducted(text: str, harm: Harm) -> None:
    _, toll = one(text, Toll)
    assert toll.harm is harm


def test_a_total_and_its_parts_are_joined() -> None:
    text = "At least 193 people were killed, including 17 soldiers, 31 civilians, and 145 militants, officials said."
    found = claims(text, Toll)
    assert [toll.best for _, toll in found] == [193, 17, 31, 145]
    total = found[0][0].id
    assert [toll.part_of for _, toll in found] == [None, total, total, total]
    assert found[0][1].victims is Victims.MIXED


def test_parts_are_found_by_their_sum_in_later_sentences() -> None:
    text = (
        "The fighting left 51 people dead.\n\n15 people were killed in the east. Nine people died in the west."
        " Another 27 people were killed in the south."
    )
    found = claims(text, Toll)
    assert [toll.part_of for _, toll in found] == [None, *[found[0][0].id] * 3]


def test_two_small_tolls_are_no_parts_by_chance() -> None:
    text = (
        "Five people were killed on Monday. Two soldiers were killed on Sunday. One man was shot dead."
        " Three women were killed last week."
    )
    assert all(toll.part_of is None for _, toll in claims(text, Toll))


def test_of_the_wounded_divides_the_last_toll_of_wounded() -> None:
    text = (
        "The hospital has received 22 bodies and 47 wounded. Of the wounded, 19 are civilians and 28 are members of the"
        " security forces. Six children are among the wounded. Two patients died on Sunday."
    )
    found = claims(text, Toll)
    assert counts(text) == [
        ("killed", 22, "unknown"),
        ("injured", 47, "mixed"),
        ("injured", 19, "civilians"),
        ("injured", 28, "security_forces"),
        ("injured", 6, "children"),
        ("killed", 2, "unknown"),
    ]
    wounded = found[1][0].id
    assert [toll.part_of for _, toll in found] == [None, None, wounded, wounded, wounded, None]


def test_a_toll_that_rose_replaces_the_one_before_and_holds_those_who_died() -> None:
    text = "The toll of 193 killed rose to 197 after four of the wounded died."
    found = {toll.best: (claim, toll) for claim, toll in claims(text, Toll)}
    assert set(found) == {193, 197, 4}
    assert {toll.harm for _, toll in found.values()} == {Harm.KILLED}
    assert found[197][1].replaces == found[193][0].id
    assert found[4][1].part_of == found[197][0].id


@pytest.mark.parametrize(
    "text",
    [
        "The death toll rose to 31 from 24.",
        "The toll of 24 dead has risen to 31.",
        "The death toll was revised to 31 from 24.",
    ],
)
def test_a_revised_toll_names_what_it_replaces(text: str) -> None:
    found = {toll.best: (claim, toll) for claim, toll in claims(text, Toll)}
    assert found[31][1].replaces == found[24][0].id
    assert found[24][1].replaces is None


def test_a_corrected_number_stands_and_the_wrong_one_is_denied() -> None:
    text = "The number of civilians killed in that report should read nine, not 11."
    found = {toll.best: (claim, toll) for claim, toll in claims(text, Toll)}
    assert (found[9][1].harm, found[9][1].victims, found[9][0].realis) == (
        Harm.KILLED,
        Victims.CIVILIANS,
        Realis.ASSERTED,
    )
    assert found[9][1].replaces == found[11][0].id
    assert found[11][0].realis is Realis.DENIED


def test_the_same_toll_told_twice_is_one_claim() -> None:
    text = (
        "At least 26 people were killed in Quetta on Monday, police said.\n\nThe dead were taken away."
        " In Quetta at least 26 people were killed on Monday, police said."
    )
    claim, toll = one(text, Toll)
    assert toll.best == 26
    assert len(claim.also) == 1


def test_a_second_source_is_a_second_claim() -> None:
    text = "Ten people were killed, the police said. Ten people were killed, the mayor said."
    assert [claim.claimant.span.quote for claim, _ in claims(text, Toll) if claim.claimant] == [
        "the police",
        "the mayor",
    ]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Nine people were killed in the blast.", Scope.INCIDENT),
        ("More than 300,000 people have been killed since the conflict began.", Scope.CUMULATIVE),
        ("Some 90 people were killed this week.", Scope.PERIOD),
    ],
)
def test_a_toll_has_a_scope(text: str, scope: Scope) -> None:
    assert one(text, Toll)[1].scope is scope


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("400 families were displaced.", Unit.FAMILIES),
        ("400 households were displaced.", Unit.HOUSEHOLDS),
        ("400 people were displaced.", Unit.PERSONS),
    ],
)
def test_families_are_not_counted_as_persons(text: str, unit: Unit) -> None:
    assert one(text, Toll)[1].unit is unit


def test_a_toll_counts_the_harm_of_the_happening_in_its_sentence() -> None:
    text = "A car bomb killed nine people in Quetta."
    reading = read(text)
    incident = next(claim for claim in reading.claims if claim.kind == "incident")
    assert one(text, Toll)[1].of == incident.id


def test_every_field_of_a_toll_has_its_place_in_the_text() -> None:
    text = "Officials said dozens of young villagers were wounded in the raid."
    claim, toll = one(text, Toll)
    assert words(text, claim, "number").lower() == toll.word == "dozens"
    assert words(text, claim, "harm_word") == "wounded"
    assert words(text, claim, "victims_quote") == toll.victims_quote
