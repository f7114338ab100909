"""What a claim shares with the happening that it belongs to. Sentences are composed."""

from karez.model.claim import Incident, Toll
from tests.read.told import claims, one


def test_a_toll_has_the_day_of_what_was_told_just_before() -> None:
    text = "Gunmen attacked a market in Gao on Sunday. The market was full. Nine people were killed there."
    claim, _ = one(text, Toll)
    assert claim.when is not None
    assert claim.when.start == "2026-02-01"


def test_four_sentences_on_nothing_is_carried() -> None:
    between = "The market was full. It was hot. Traders had come from far. Prices were high."
    claim, _ = one(f"Gunmen attacked a market in Gao on Sunday.\n\n{between} In all nine people were killed.", Toll)
    assert claim.when is None


def test_a_paragraph_that_names_no_place_goes_on_and_one_that_does_begins_anew() -> None:
    first = "Gunmen attacked a market in Gao on Sunday."
    same, _ = one(f"{first}\n\nNine people were killed.", Toll)
    other, _ = one(f"{first}\n\nNine people were killed in Kidal.", Toll)
    assert same.when is not None
    assert other.when is None


def test_a_plan_gives_its_day_to_nobody() -> None:
    claim, _ = one("The army will attack the town of Gao on Sunday.\n\nNine people were killed.", Toll)
    assert claim.when is None


def test_another_happening_at_another_place_has_no_day_of_the_first() -> None:
    found = claims("A bomb exploded in Gao on Sunday.\n\nA bomb exploded in Kidal.", Incident)
    assert [claim.when is None for claim, _ in found] == [False, True]
