"""The lexicon of parties."""

import pytest

from karez.atlas.atlas import Atlas
from karez.model.vocabulary import ActorClass

PK = "pk-balochistan:"


def found(atlas: Atlas, text: str) -> dict[str, str]:
    return {match.quote: match.actor.id for match in atlas.actors.find(text) if match.in_context}


@pytest.mark.parametrize(
    ("name", "local", "kind"),
    [
        ("BLA", "bla", ActorClass.ARMED_GROUP),
        ("Baloch Liberation Army", "bla", ActorClass.ARMED_GROUP),
        ("بی ایل اے", "bla", ActorClass.ARMED_GROUP),
        ("Majeed Brigade", "majeed-brigade", ActorClass.ARMED_GROUP),
        ("Frontier Corps Balochistan (South)", "frontier-corps-south", ActorClass.STATE_FORCES),
        ("ISPR", "ispr", ActorClass.STATE_FORCES),
        ("Levies", "levies", ActorClass.POLICE),
        ("Counter Terrorism Department", "ctd", ActorClass.POLICE),
        ("Pakistan Railways", "pakistan-railways", ActorClass.GOVERNMENT),
        ("Balochistan government", "government-of-balochistan", ActorClass.GOVERNMENT),
        ("BYC", "byc", ActorClass.NGO),
    ],
)
def test_names_and_classes(atlas: Atlas, name: str, local: str, kind: ActorClass) -> None:
    (match,) = atlas.actors.find(f"... {name} ...")
    assert (match.quote, match.actor.id, match.actor.actor_class) == (name, PK + local, kind)
    assert atlas.actors.lookup(name) == match.actor


def test_abbreviations_keep_their_case(atlas: Atlas) -> None:
    assert found(atlas, "bla bla bla, and a ttp") == {}
    assert found(atlas, "The BLF said the BLA knew.") == {"BLF": PK + "blf", "BLA": PK + "bla"}


def test_a_common_abbreviation_needs_context(atlas: Atlas) -> None:
    assert found(atlas, "FC won two to one.") == {}
    assert found(atlas, "The BLA attacked an FC post.")["FC"] == PK + "frontier-corps"


def test_the_longer_name_wins(atlas: Atlas) -> None:
    assert found(atlas, "Frontier Corps Balochistan North said") == {
        "Frontier Corps Balochistan North": PK + "frontier-corps-north"
    }


def test_a_name_broken_by_a_line_end_is_found(atlas: Atlas) -> None:
    text = "the Baloch Liberation\nArmy said"
    (match,) = atlas.actors.find(text)
    assert match.quote == "Baloch Liberation\nArmy"


def test_parts_of_a_party(atlas: Atlas) -> None:
    assert atlas.actors.belongs_to(PK + "majeed-brigade", PK + "bla")
    assert atlas.actors.belongs_to(PK + "bla", PK + "bla")
    assert not atlas.actors.belongs_to(PK + "bla", PK + "majeed-brigade")


def test_unknown_names_and_ids(atlas: Atlas) -> None:
    assert atlas.actors.lookup("Nobody in Particular") is None
    assert atlas.actors.actor("x:y") is None


@pytest.mark.parametrize(
    "name", ["Railway Police", "Counter Terrorism Department", "National Highway Authority", "BRA", "PTA"]
)
def test_the_same_office_or_letters_in_another_country_are_not_the_packs(atlas: Atlas, name: str) -> None:
    assert atlas.actors.find(f"The {name} said that two trains had stopped near Timbuktu, Mali.") == ()
    assert [match.quote for match in atlas.actors.find(f"The {name} said so in Quetta, Pakistan.")] == [name]
