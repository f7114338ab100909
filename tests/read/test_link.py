"""The same thing told twice, parts of totals, tolls of incidents, corrections: how claims of one report are joined."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.claim import Claim, Incident, Toll
from tests.read.told import claims, read


def tolls(text: str) -> dict[int | None, tuple[Claim, Toll]]:
    """The tolls by their number."""
    return {toll.best: (claim, toll) for claim, toll in claims(text, Toll)}


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("At least 20 people were killed, including 14 soldiers.", {(14, 20)}),
        ("The attack killed 20 people, among them 14 soldiers and six civilians.", {(14, 20), (6, 20)}),
        ("Nine people were killed and four soldiers were wounded.", set()),
        ("Nine people were killed. Twelve people were killed in another town.", set()),
        (
            "The floods killed 60 people.\n\n40 people were killed in the north and 20 people died in the south.",
            {(40, 60), (20, 60)},
        ),
        ("The sum of 193 dead rose to 197 after four people died.", set()),
    ],
)
def test_parts_and_totals(text: str, edges: set[tuple[int, int]]) -> None:
    found = claims(text, Toll)
    number = {claim.id: toll.best for claim, toll in found}
    assert {(toll.best, number[toll.part_of]) for _, toll in found if toll.part_of} == edges


@settings(max_examples=500)
@given(st.lists(st.integers(1, 400), min_size=2, max_size=4))
def test_listed_parts_always_join_their_total(parts: list[int]) -> None:
    total = sum(parts)
    kinds = ["soldiers", "civilians", "militants", "journalists"]
    listed = [f"{number} {kind}" for number, kind in zip(parts, kinds, strict=False)]
    text = f"At least {total} people were killed, including {', '.join(listed[:-1])} and {listed[-1]}."
    found = claims(text, Toll)
    assert [toll.best for _, toll in found] == [total, *parts]
    assert all(toll.part_of == found[0][0].id for _, toll in found[1:])


@settings(max_examples=500)
@given(st.integers(10, 900), st.integers(10, 900))
def test_killed_and_wounded_are_never_parts_of_each_other(killed: int, wounded: int) -> None:
    text = f"The blast in Quetta killed {killed} people and wounded {wounded} others."
    found = claims(text, Toll)
    assert [(toll.harm.value, toll.best) for _, toll in found] == [("killed", killed), ("injured", wounded)]
    assert all(toll.part_of is None and toll.replaces is None for _, toll in found)


def test_links_point_at_claims_of_the_same_report() -> None:
    text = "A bomb in Quetta killed 20 people, including 14 soldiers. The death toll rose to 21 from 20."
    reading = read(text)
    ids = {claim.id for claim in reading.claims}
    for claim in reading.claims:
        if isinstance(claim.body, Toll):
            assert {claim.body.part_of, claim.body.of, claim.body.replaces} - {None} <= ids
            assert claim.id not in {claim.body.part_of, claim.body.of, claim.body.replaces}


def test_a_toll_in_a_sentence_that_tells_the_happening_again_counts_its_harm() -> None:
    text = "A car bomb went off in Quetta. The blast killed nine people."
    (incident, _) = claims(text, Incident)[0]
    assert [toll.of for _, toll in claims(text, Toll)] == [incident.id]


def test_a_protest_harms_nobody() -> None:
    text = "Hundreds protested in Quetta after nine people were killed."
    assert [toll.of for _, toll in claims(text, Toll)] == [None]


def test_a_sentence_printed_twice_is_read_once() -> None:
    sentence = "Mortar shells landed in a market in Aleppo on Monday and killed a child, a police source said."
    once, twice = read(sentence), read(f"{sentence} {sentence}")
    assert [claim.kind for claim in twice.claims] == [claim.kind for claim in once.claims]
    assert all(len(claim.also) == 1 for claim in twice.claims)


def test_two_sources_of_one_happening_stay_two() -> None:
    told = "Gunmen attacked a bank in Quetta on Monday"
    text = f"{told}, police said. {told}, the army said."
    assert [claim.claimant.span.quote for claim, _ in claims(text, Incident) if claim.claimant] == [
        "police",
        "the army",
    ]


def test_another_one_of_the_same_day_and_place_stays_apart() -> None:
    text = "A bomb went off in Quetta on Monday. A second bomb went off in Quetta on Monday."
    assert len(claims(text, Incident)) == 2


def test_a_small_toll_told_in_other_words_stays_apart() -> None:
    text = "Two people were killed in Quetta. In another street two people were killed."
    assert len(claims(text, Toll)) == 2


def test_the_other_tellings_are_spans_of_the_text() -> None:
    text = (
        "Car bomb in Quetta on Monday\n\nA car bomb went off in Quetta on Monday, police said."
        " The blast was heard far away."
    )
    (claim, _) = claims(text, Incident)[0]
    assert [text[start:end] for start, end in claim.also] == [
        "Car bomb in Quetta on Monday",
        "The blast was heard far away",
    ]


def test_claims_are_in_text_order() -> None:
    text = "The road is closed. A bomb in Quetta killed nine people. Rebels hold Aleppo. The deal may fail."
    starts = [claim.span.start for claim in read(text).claims]
    assert starts == sorted(starts)


def test_a_number_is_found_by_its_value_only_once() -> None:
    assert set(tolls("Nine people were killed, including four soldiers.")) == {9, 4}


@pytest.mark.parametrize(
    ("text", "perpetrators"),
    [
        ("Rebels stormed an army base in Gao. Six soldiers and 40 rebels were killed.", [False, True]),
        ("Rebels stormed an army base in Gao. The bombers died: two bombers were killed.", [True]),
        ("Soldiers raided a camp in Gao. Six soldiers and 40 rebels were killed.", [False, False]),
        ("Soldiers and rebels clashed in Gao. Six soldiers and 40 rebels were killed.", [False, False]),
    ],
)
def test_dead_fighters_of_the_attacking_side_are_its_own(text: str, perpetrators: list[bool]) -> None:
    assert [body.perpetrators for _, body in claims(text, Toll)] == perpetrators


def test_one_by_one_they_make_up_a_small_total_told_before() -> None:
    text = (
        "Five soldiers were wounded in Gao on Monday. Two soldiers were wounded at a post. "
        "Later three soldiers were wounded on a road."
    )
    tolls = claims(text, Toll)
    total = next(claim for claim, body in tolls if body.best == 5)
    assert {body.best for _, body in tolls if body.part_of == total.id} == {2, 3}


def test_a_sum_that_leaves_one_out_is_chance() -> None:
    text = (
        "Five soldiers were wounded in Gao on Monday. Two soldiers were wounded at a post. "
        "Later three soldiers were wounded on a road. Four soldiers were wounded in a camp."
    )
    assert [body.part_of for _, body in claims(text, Toll)] == [None] * 4
