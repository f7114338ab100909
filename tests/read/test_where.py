"""Where it happened: the place of the claim's own words, never one that only stands near. Sentences are composed."""

import pytest

from karez.model.claim import Incident, Status, Toll
from karez.model.vocabulary import Relation
from karez.read.attribute.spots import spots_of
from tests.read.told import claims, one, passage


def place(text: str) -> tuple[str, str | None] | None:
    claim, _ = one(text, Incident)
    return (claim.where.span.quote, claim.where.place.name if claim.where.place else None) if claim.where else None


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Gunmen attacked a bank in Quetta.", "Quetta"),
        ("In Quetta, gunmen attacked a bank.", "Quetta"),
        ("Gunmen attacked a bank in Quetta in Balochistan.", "Quetta"),
        ("Gunmen attacked a bank.", None),
        ("Quetta-based reporters said gunmen attacked a bank.", None),
    ],
)
def test_the_most_exact_place_of_the_clause(text: str, quote: str | None) -> None:
    found = place(text)
    assert (found[0] if found else None) == quote


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("A bomb went off in Quetta.", Relation.IN),
        ("A bomb went off near Quetta.", Relation.NEAR),
        ("A bomb went off outside Quetta.", Relation.OUTSIDE),
        ("A bomb went off between Quetta and Mastung.", Relation.BETWEEN),
    ],
)
def test_the_relation_is_told_by_the_word_before(text: str, relation: Relation) -> None:
    claim, _ = one(text, Incident)
    assert claim.where is not None
    assert claim.where.relation is relation


def test_a_list_of_towns_is_quoted_whole_and_means_what_holds_them() -> None:
    text = "The group attacked army posts in Quetta, Gwadar, Nushki, and Mastung."
    assert place(text) == ("Quetta, Gwadar, Nushki, and Mastung", "Balochistan")
    assert place("Gunmen attacked banks in Quetta and Aleppo.") == ("Quetta and Aleppo", "Quetta")


def test_two_names_with_a_comma_are_no_list() -> None:
    found = [spot.span.quote for spot in spots_of(passage("They went to Quetta, Mastung was quiet."))]
    assert found == ["Quetta", "Mastung"]


def test_a_town_and_its_province_are_no_list() -> None:
    assert [spot.is_list for spot in spots_of(passage("A bomb in Quetta, Balochistan."))] == [False, False]


def test_between_two_towns_is_the_first_of_them() -> None:
    claim, _ = one("The N-40 between Nushki and Dalbandin is closed.", Status)
    assert claim.where is not None
    assert claim.where.span.quote == "Nushki and Dalbandin"
    assert claim.where.place is not None
    assert claim.where.place.name == "Nushki"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Fighting broke out in Quetta on Monday. Nine people were killed.", "Quetta"),
        ("Fighting broke out in Quetta. In the town nine people were killed.", "Quetta"),
        ("The department denied that rebels hold Nushki. It said nine people were killed.", None),
        ("Fighting broke out in Quetta. Nine people were killed in several districts.", None),
        ("Attacks hit Quetta, Gwadar and Mastung in Balochistan. Nine people were killed.", "Balochistan"),
    ],
)
def test_a_toll_takes_the_place_told_before_only_where_that_is_plausible(text: str, quote: str | None) -> None:
    (claim, _) = claims(text, Toll)[-1]
    assert (claim.where.span.quote if claim.where else None) == quote


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The road from Karachi to Gwadar is blocked near Buzi Pass.", "Buzi Pass"),
        ("Attacks hit Quetta. The road is closed.", None),
        ("Train services to Quetta were suspended.", "Quetta"),
        ("Balochistan is quiet. Mobile internet was cut across the province.", "Balochistan"),
        ("A province-wide internet shutdown remains in place.", None),
    ],
)
def test_a_state_has_only_a_place_of_its_own_clause(text: str, quote: str | None) -> None:
    claim, _ = one(text, Status)
    assert (claim.where.span.quote if claim.where else None) == quote


def test_each_clause_has_its_own_place() -> None:
    text = "The N-25 is restricted between Mastung and Kalat, and the N-65 is open."
    assert [claim.where.span.quote if claim.where else None for claim, _ in claims(text, Status)] == [
        "Mastung and Kalat",
        None,
    ]


def test_a_dateline_is_no_place_of_the_deed() -> None:
    text = "KARACHI, Jan 31 - Gunmen attacked a bank in Quetta on Saturday."
    assert place(text) == ("Quetta", "Quetta")
    spots = spots_of(passage(text))
    assert [spot.dateline for spot in spots] == [True, False]


def test_a_note_in_brackets_at_the_head_names_no_place_of_what_happened() -> None:
    text = "[Translated for the desk in Nairobi.]\n\nGunmen attacked twelve towns on Sunday. Nine people were killed."
    claim, _ = one(text, Toll)
    assert claim.where is None or claim.where.span.quote != "Nairobi"
    claim, _ = one(text.replace("[", "").replace("]", ""), Toll)
    assert claim.where is not None
