"""Grades: two axes, unknown without a rank, and which decision holds."""

import pytest

from karez.model.grading import (
    Credibility,
    Grading,
    Matter,
    Reliability,
    claim_decisions,
    claim_judgement,
    is_source_grade,
    source_decisions,
    source_judgement,
)
from karez.model.record import Judgement
from karez.model.vocabulary import Verdict


def of_source(grade: Reliability, known_from: int, matter: Matter = Matter.ANY) -> Judgement:
    return source_judgement(Grading(grade, "the desk", "because", known_from), "media:sample wire", matter)


def of_claim(grade: Credibility, known_from: int, incident: str | None = None) -> Judgement:
    return claim_judgement(Grading(grade, "the desk", "because", known_from), "clm-one", incident)


def test_what_cannot_be_judged_has_no_rank() -> None:
    assert [one.rank for one in Reliability] == [1, 2, 3, 4, 5, None]
    assert [one.rank for one in Credibility] == [1, 2, 3, 4, 5, None]


@pytest.mark.parametrize("axis", [Reliability, Credibility])
def test_grades_are_not_sorted_by_their_letters(axis: type[Reliability] | type[Credibility]) -> None:
    with pytest.raises(TypeError):
        sorted(axis)  # type: ignore[type-var]


def test_the_axes_are_apart() -> None:
    assert not {str(one) for one in Reliability} & {str(one) for one in Credibility}
    assert source_decisions([of_claim(Credibility.CONFIRMED, 1)]) == {}
    assert claim_decisions([of_source(Reliability.A, 1)]) == {}


def test_a_source_s_grade_names_no_claim() -> None:
    made = of_source(Reliability.B, 5, Matter.OWN_LOSSES)
    assert (made.verdict, made.subjects, made.report) == (Verdict.GRADE, (), None)
    assert made.changes == {"source": "media:sample wire", "matter": "own_losses", "reliability": "B"}
    assert is_source_grade(made)
    assert not is_source_grade(of_claim(Credibility.DOUBTFUL, 5))
    assert not is_source_grade(Judgement(Verdict.CORRECT, ("clm-one",), "x", "y", 1, changes={"source": "z"}))


def test_the_latest_known_decision_holds_and_of_equals_the_last() -> None:
    later, earlier = of_source(Reliability.D, 9), of_source(Reliability.A, 3)
    ((key, held),) = source_decisions([later, earlier]).items()
    assert (key, held.grade) == (("media:sample wire", Matter.ANY), Reliability.D)
    same = [of_claim(Credibility.POSSIBLE, 3), of_claim(Credibility.UNKNOWN, 3)]
    assert claim_decisions(same)["clm-one"].grade is Credibility.UNKNOWN


def test_a_claim_s_grade_and_that_of_its_incident_are_two() -> None:
    told = [of_claim(Credibility.POSSIBLE, 3), of_claim(Credibility.CONFIRMED, 4, "inc-one")]
    assert claim_decisions(told)["clm-one"].grade is Credibility.POSSIBLE
    assert claim_decisions(told, incidents=True)["clm-one"].grade is Credibility.CONFIRMED


def test_a_suggestion_has_no_judgement() -> None:
    assert Grading(Reliability.F, "grade-1", "too little", 1).suggested
    assert not Grading(Reliability.F, "the desk", "too little", 1, judgement="jdg-1").suggested
