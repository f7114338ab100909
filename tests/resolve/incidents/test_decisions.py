"""What persons decided about joining: a later word stands, nothing contradicts, and a split undoes a join."""

import random
from collections.abc import Callable, Iterable
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karez.model.joining import Decisions
from karez.model.record import Judgement
from karez.model.vocabulary import Verdict
from karez.resolve.incidents.decisions import decisions_of, standing
from karez.resolve.incidents.join import JoinedClaims, join_rows
from karez.resolve.incidents.row import ClaimRow
from tests.resolve.happenings import START, row
from tests.resolve.incidents.judged import claim_id, ids, join, judged, number_of, part, split, view

CLAIMS = range(1, 9)


def numbers(groups: Iterable[Iterable[str]]) -> list[list[int]]:
    return sorted(sorted(number_of(claim) for claim in group) for group in groups)


def together(*made: Judgement) -> list[list[int]]:
    """The sets of claims that persons hold together."""
    return [group for group in numbers(closure(decisions_of(view(made, CLAIMS)))) if len(group) > 1]


def closure(decisions: Decisions) -> list[set[str]]:
    """All claims in the sets that persons hold together."""
    sets = {claim: {claim} for claim in ids(CLAIMS)}
    for one, other in decisions.together:
        sets[one] |= sets[other]
        sets.update(dict.fromkeys(sets[one], sets[one]))
    return list({id(one): one for one in sets.values()}.values())


def apart(*made: Judgement) -> list[list[list[int]]]:
    return [numbers(pair) for pair in decisions_of(view(made, CLAIMS)).apart]


def overruled(*made: Judgement) -> dict[int, list[int]]:
    found = standing(view(made, CLAIMS)).overruled
    return {int(one.split("-")[2]): [int(by.split("-")[2]) for by in many] for one, many in found.items()}


def test_without_judgements_nothing_is_decided() -> None:
    assert decisions_of(view([], CLAIMS)) == Decisions()


def test_joins_chain() -> None:
    assert together(join(1, [1], [2]), join(2, [4], [3, 2])) == [[1, 2, 3, 4]]


def test_a_later_parting_takes_the_sides_of_a_join_apart_and_leaves_each_whole() -> None:
    made = (join(1, [1, 2], [3, 4]), part(2, [1], [3]))
    assert together(*made) == [[1, 2], [3, 4]]
    assert apart(*made) == [[[1, 2], [3, 4]]], "what is joined to a side goes with it"
    assert overruled(*made) == {1: [2]}


def test_what_a_later_parting_does_not_touch_stays_joined() -> None:
    made = (join(1, [1], [2], [3], [4]), part(2, [1], [2]))
    assert together(*made) == [[3, 4]], "whether 3 is of 1 or of 2 nobody said"


def test_a_split_leaves_the_rest_joined_and_its_own_claims_one() -> None:
    made = (join(1, [1, 2], [3, 4]), split(2, [2, 3], [1, 4]))
    assert together(*made) == [[1, 4], [2, 3]]
    assert apart(*made) == [[[1, 4], [2, 3]]]


def test_a_later_join_lifts_a_parting_whole() -> None:
    made = (split(1, [3, 4], [1, 2]), join(2, [3], [1]))
    assert apart(*made) == []
    assert together(*made) == [[1, 3, 4]]
    assert overruled(*made) == {1: [2]}


def test_a_claim_that_is_split_off_first_moves_alone() -> None:
    made = (part(1, [3, 4], [1, 2]), split(2, [3], [4]), join(3, [3], [1]))
    assert together(*made) == [[1, 3]]
    assert apart(*made) == [[[1, 3], [4]]]


def test_joins_overrule_a_parting_over_a_third_claim() -> None:
    made = (part(1, [1], [2]), join(2, [1], [5]), join(3, [5], [2]))
    assert (together(*made), apart(*made)) == ([[1, 2, 5]], [])
    assert overruled(*made) == {1: [2, 3]}


def test_of_two_that_contradict_a_third_the_later_stands() -> None:
    made = (join(1, [1], [5]), part(2, [5], [2]), join(3, [1], [2]))
    assert (together(*made), apart(*made)) == ([[1, 2]], [[[1, 2], [5]]])
    assert overruled(*made) == {1: [2]}


def test_a_word_that_was_overruled_counts_again_where_that_is_overruled_itself() -> None:
    made = (join(1, [1], [2]), part(2, [1], [2]), join(3, [1], [2]))
    assert overruled(*made) == {2: [3]}
    assert together(*made) == [[1, 2]]


def test_what_is_said_of_claims_that_are_not_there_says_nothing() -> None:
    made = (join(1, [1], [99], [2]), join(2, [3], [99]), part(3, [99], [4]), join(4, [99, 98], [97]))
    assert (together(*made), apart(*made)) == ([[1, 2]], [])


def test_a_claim_on_both_sides_of_a_parting_is_left_out() -> None:
    assert apart(part(1, [1, 2], [2, 3])) == [[[1], [3]]]
    assert apart(part(1, [1, 2], [2])) == []


def test_other_judgements_are_passed_over() -> None:
    assert decisions_of(view([judged(Verdict.REJECT, [[1]], 1)], CLAIMS)) == Decisions()


@pytest.mark.parametrize("cut", [lambda n: n < 5_000, lambda n: n % 2 == 0])
def test_ten_thousand_claims_do_not_hang(cut: Callable[[int], bool]) -> None:
    every = list(range(10_000))
    one, other = [n for n in every if cut(n)], [n for n in every if not cut(n)]
    made = [join(1, *([n] for n in every)), split(2, one, other), *(part(3 + n, [n], [n + 1]) for n in range(200))]
    found = decisions_of(view(made, every))
    assert len(found.together) >= 9_700
    assert 1 <= len(found.apart) <= 201


# ---------------------------------------------------------------- properties
claims = st.sampled_from(CLAIMS)
sets = st.sets(claims, min_size=1, max_size=4)


@st.composite
def judgements(draw: st.DrawFn, least: int = 0) -> list[Judgement]:
    made: list[Judgement] = []
    for at in range(1, draw(st.integers(least, 7)) + 1):
        first, second = draw(sets), draw(sets)
        one, other = sorted(first - second), sorted(second)
        if one:
            made.append(draw(st.sampled_from([join, part, split]))(at, one, other))
    return made


@given(judgements(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_is_no_matter(made: list[Judgement], shuffler: random.Random) -> None:
    mixed = list(made)
    shuffler.shuffle(mixed)
    other_claims = list(CLAIMS)
    shuffler.shuffle(other_claims)
    assert standing(view(mixed, other_claims)) == standing(view(made, CLAIMS))


@given(judgements())
def test_what_stands_contradicts_nothing(made: list[Judgement]) -> None:
    found = decisions_of(view(made, CLAIMS))
    for whole in closure(found):
        assert not any(whole & one and whole & other for one, other in found.apart)


@given(judgements(least=1))
def test_the_latest_word_stands_whole(made: list[Judgement]) -> None:
    if not made:
        return
    found, last = decisions_of(view(made, CLAIMS)), made[-1]
    assert last.id not in standing(view(made, CLAIMS)).overruled
    if last.verdict is Verdict.JOIN:
        assert any(set(last.subjects) <= whole for whole in closure(found))
    else:
        one, other = (set(side) for side in last.sides)
        both = [*found.apart, *(pair[::-1] for pair in found.apart)]
        assert any(one <= first and other <= second for first, second in both)


@st.composite
def tellings(draw: st.DrawFn) -> list[ClaimRow]:
    """Claims in a few towns and on a few days, some held together by their reports, some prints of one text."""
    town, day = st.sampled_from(("alpha", "beta")), st.integers(0, 2)
    return [
        row(
            claim_id(number),
            place=draw(town),
            day_from=START + draw(day),
            day_to=START + 2,
            type="raid",
            families=("fight",),
            names=("oak ford",) if draw(st.booleans()) else (),
            bundle=claim_id(draw(st.integers(1, 4))),
            copy=draw(st.sampled_from(("", "print"))) or claim_id(number),
        )
        for number in CLAIMS
    ]


def incidents(rows: list[ClaimRow], made: list[Judgement]) -> JoinedClaims:
    return join_rows(rows, decisions_of(view(made, CLAIMS)))


def test_reports_that_hold_claims_together_give_way_to_persons() -> None:
    rows = [row(claim_id(number), bundle=claim_id(1 if number < 3 else 3)) for number in (1, 2, 3, 4)]
    found = incidents(rows, [join(1, [2], [3]), part(2, [1], [4])])
    assert members(found) == [[1, 2, 3], [4]], "2 and 3 are one, 1 and 4 are not; one report must let go"


@given(judgements(), tellings())
def test_no_machine_undoes_what_stands(made: list[Judgement], rows: list[ClaimRow]) -> None:
    decided, found = decisions_of(view(made, CLAIMS)), incidents(rows, made)
    assert found.broken == ()
    assert all(found.joined.same(one, other) for one, other in decided.together)
    for one, other in decided.apart:
        assert not any(found.joined.same(first, second) for first, second in product(one, other))


@given(judgements(), tellings(), st.data())
def test_joining_then_splitting_gives_the_incidents_from_before(
    made: list[Judgement], rows: list[ClaimRow], data: st.DataObject
) -> None:
    before = members(incidents(rows, made))
    if len(before) < 2:
        return
    one, other = data.draw(st.sampled_from(list(combinations(before, 2))))
    joined = [*made, join(98, one, other)]
    during = members(incidents(rows, joined))
    whole = next(group for group in during if one[0] in group)
    assert {*one, *other} <= set(whole)
    stay = sorted(set(whole) - set(other))
    after = members(incidents(rows, [*joined, split(99, other, stay)]))
    assert any(set(other) == set(group) for group in after)
    if set(whole) == {*one, *other}:
        assert after == before


def members(found: JoinedClaims) -> list[list[int]]:
    groups: dict[str, list[str]] = {}
    for claim, incident in found.joined.incidents.items():
        groups.setdefault(incident, []).append(claim)
    return numbers(groups.values())


@given(judgements(), claims)
def test_a_claim_that_was_taken_back_is_as_one_that_never_was(made: list[Judgement], gone: int) -> None:
    rest = [number for number in CLAIMS if number != gone]
    again = [
        judged(item.verdict, [[number_of(claim) for claim in side if claim != claim_id(gone)] for side in item.sides],
               item.recorded, split="split" in item.changes)
        for item in made
    ]  # fmt: skip
    assert decisions_of(view(made, rest)) == decisions_of(view(again, rest))
