"""Who stands behind a claim, when the app tells which party a publisher is."""

import pytest

from karez.model.claim import Assessment
from karez.model.vocabulary import ClaimantClass
from karez.reconcile.item import items
from karez.reconcile.reconcile import reconcile
from karez.reconcile.source import party_words, plain, speaks_of_itself
from tests.reconcile.made import ZONE, Desk, claimant, killed


def party_of(publisher: str) -> str | None:
    return "made:red" if "Red" in publisher else None


def both(kind: str) -> Desk:
    desk = Desk()
    desk.say(desk.report("Media wing of Red Group", kind=kind), killed(84))
    desk.told(killed(84), at=2, by=claimant("Red Group", ClaimantClass.ARMED_GROUP, "made:red"))
    return desk


def test_a_party_s_own_statement_and_what_others_print_of_it_are_one_claimant() -> None:
    (finding,) = reconcile(both("armed_group").view(), timezone=ZONE, party_of=party_of).tolls
    (figure,) = finding.figures
    assert (figure.source.key, figure.source.name, len(figure.claims)) == ("made:red", "Media wing of Red Group", 2)


def test_without_being_told_so_they_are_two() -> None:
    (finding,) = reconcile(both("armed_group").view(), timezone=ZONE).tolls
    assert len(finding.figures) == 2


def test_an_outlet_is_no_party_whatever_its_name_holds() -> None:
    (finding,) = reconcile(both("media").view(), timezone=ZONE, party_of=party_of).tolls
    assert [figure.source.key for figure in finding.figures] == ["media:media wing of red group", "made:red"]


def test_an_opinion_of_the_publisher_is_that_party_s() -> None:
    desk = Desk()
    desk.say(desk.report("Media wing of Red Group", kind="armed_group"), Assessment(None))
    (opinion,) = reconcile(desk.view(), timezone=ZONE, party_of=party_of).assessments
    assert opinion.by.key == "made:red"


@pytest.mark.parametrize("kind", [None, "", "blog", "media"])
def test_a_publisher_whose_class_is_not_known_is_an_outlet(kind: str | None) -> None:
    desk = Desk()
    desk.say(desk.report("Sample Notes", kind=kind), killed(1))
    (item,) = items(desk.view())
    assert (item.source.source_class, item.source.key) == (ClaimantClass.MEDIA, "media:sample notes")


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("The  Army", "army"),
        ("the provincial Home Department", "home department"),
        ("its spokesman for the ministry", "ministry"),
        ("A", "a"),
        ("Sample Wire (composed)", "sample wire"),
        ("an official", "officials"),
    ],
)
def test_the_words_of_a_party(quote: str, words: str) -> None:
    assert party_words(quote) == words


def test_plain_words_and_speakers() -> None:
    assert plain("Our  Fighters’ “Élan”, 2026!") == "our fighters élan 2026"
    assert speaks_of_itself("OUR fighters")
    assert not speaks_of_itself("their fighters")
    assert not speaks_of_itself("western fighters")
