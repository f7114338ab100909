"""What persons decided about joining: a later word stands, nothing contradicts, and a split undoes a join."""

import random
from collections.abc import Callable, Iterable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karez.app.joining import under
from karez.model.joining import Decisions
from karez.model.record import Judgement
from karez.model.vocabulary import Verdict
from karez.resolve.incidents.decisions import decisions_of, standing
from tests.resolve.incidents.judged import claim_id, ids, join, judged, part, split, view

CLAIMS = range(1, 9)


def numbers(groups: Iterable[Iterable[str]]) -> list[list[int]]:
    return sorted(sorted(int(claim[4:], 16) for claim in group) for group in groups)


def together(*made: Judgement) -> list[list[int]]:
    """The sets of claims that persons hold together, each claim alone before."""
    alone = [frozenset({claim_id(number)}) for number in CLAIMS]
    found = under(alone, Decisions(decisions_of(view(made, CLAIMS)).together))
    return [group for group in numbers(found) if len(group) > 1]


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


def closure(decisions: Decisions) -> list[set[str]]:
    alone = [frozenset({claim_id(number)}) for number in CLAIMS]
    return [set(one) for one in under(alone, Decisions(decisions.together))]


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


@given(judgements(), st.lists(st.sets(claims, min_size=1), max_size=4))
def test_no_machine_undoes_what_stands(made: list[Judgement], machine: list[set[int]]) -> None:
    decided = decisions_of(view(made, CLAIMS))
    found = under(partition(machine), decided)
    of = {claim: group for group in found for claim in group}
    assert all(of[one] is of[other] for one, other in decided.together)
    for one, other in decided.apart:
        assert not any(group & one and group & other for group in found)


@given(judgements(), st.lists(st.sets(claims, min_size=1), max_size=4), st.data())
def test_joining_then_splitting_gives_the_incidents_from_before(
    made: list[Judgement], machine: list[set[int]], data: st.DataObject
) -> None:
    groups = partition(machine)
    before = under(groups, decisions_of(view(made, CLAIMS)))
    if len(before) < 2:
        return
    one, other = data.draw(st.sampled_from(list(combinations(numbers(before), 2))))
    joined = [*made, join(98, one, other)]
    during = under(groups, decisions_of(view(joined, CLAIMS)))
    assert any(set(ids([*one, *other])) <= group for group in during)
    whole = next(group for group in numbers(during) if one[0] in group)
    after = under(groups, decisions_of(view([*joined, split(99, other, sorted(set(whole) - set(other)))], CLAIMS)))
    if set(whole) == {*one, *other}:
        assert after == before


@given(judgements(), claims)
def test_a_claim_that_was_taken_back_is_as_one_that_never_was(made: list[Judgement], gone: int) -> None:
    rest = [number for number in CLAIMS if number != gone]
    again = [
        judged(item.verdict, [[int(claim[4:], 16) for claim in side if claim != claim_id(gone)] for side in item.sides],
               item.recorded, split="split" in item.changes)
        for item in made
    ]  # fmt: skip
    assert decisions_of(view(made, rest)) == decisions_of(view(again, rest))


def partition(machine: list[set[int]]) -> list[frozenset[str]]:
    """Groups of all claims from sets that may overlap: the first that holds a claim has it."""
    left = set(CLAIMS)
    groups = []
    for wanted in [*machine, *({number} for number in CLAIMS)]:
        if wanted & left:
            groups.append(frozenset(ids(sorted(wanted & left))))
            left -= wanted
    return groups
