"""The joined toll of a cluster."""

from dataclasses import replace

import pytest

from karez.model.claim import Claim, Reading, Toll
from karez.model.text import Span
from karez.model.vocabulary import Harm, Qualifier, Realis, Scope, Unit
from karez.resolve.told import Told
from karez.resolve.tolls import given, joined


def toll(
    count: int,
    harm: Harm = Harm.KILLED,
    quote: str = "x",
    *,
    part_of: str | None = None,
    own: bool = False,
    confidence: float = 0.5,
) -> Claim:
    body = Toll(harm, count, count, count, Qualifier.EXACT, part_of=part_of, perpetrators=own)
    return Claim("clm-x", Span(0, len(quote), quote), body, Realis.ASSERTED, confidence=confidence)


def report(name: str, day: str | None, *claims: Claim, title: tuple[Claim, ...] = (), text: str = "") -> Told:
    made = text or f"They were killed or wounded: {name}"
    return Told(name, made, None, day, Reading("en", claims=claims), Reading("en", claims=title))


def number(one: Told, harm: Harm = Harm.KILLED) -> int | None:
    found = given(one, harm)
    return None if found is None else found.number


def test_the_number_that_most_reports_give_stands_and_of_equally_many_the_latest() -> None:
    made = [report("a", "2025-03-01", toll(2)), report("b", "2025-03-03", toll(3)), report("c", "2025-03-04")]
    assert joined(made, Harm.KILLED) == joined(made[::-1], Harm.KILLED) == 3
    assert joined([*made, report("d", None, toll(2))], Harm.KILLED) == 2
    assert joined(made, Harm.INJURED) is None


def test_a_surer_number_and_that_of_a_title_weigh_more() -> None:
    sure = report("a", "2025-03-01", toll(2, confidence=0.9))
    later = report("b", "2025-03-03", toll(3, confidence=0.6))
    assert joined([sure, later], Harm.KILLED) == 2
    assert joined([sure, report("c", "2025-03-04", title=(toll(4),))], Harm.KILLED) == 4


def test_parts_are_left_out_and_attackers_are_counted() -> None:
    assert number(report("a", None, toll(5), toll(3, part_of="clm-y"), toll(1, own=True))) == 6


@pytest.mark.parametrize("harm", [one for one in Harm if one is not Harm.KILLED])
def test_who_was_arrested_or_harmed_otherwise_is_never_among_the_killed(harm: Harm) -> None:
    assert number(report("a", None, toll(2, harm), toll(1))) == 1
    assert number(report("a", None, toll(2, harm, own=True))) is None


def test_sums_of_a_year_and_families_are_no_toll_of_the_incident() -> None:
    claim = toll(40)
    assert isinstance(claim.body, Toll)
    for body in (replace(claim.body, scope=Scope.CUMULATIVE), replace(claim.body, unit=Unit.FAMILIES)):
        assert number(report("a", None, replace(claim, body=body), toll(2))) == 2


def test_the_title_stands_before_the_text() -> None:
    assert number(report("a", None, toll(5), title=(toll(4),))) == 4


def test_a_death_far_from_the_head_is_not_that_of_the_incident() -> None:
    text = "Two guards were hurt at the Oakford post. " + "The post is old. " * 60 + "Last year one was killed."
    assert number(report("a", None, toll(1), text=text)) is None
    assert number(report("a", None, toll(2, Harm.INJURED), text=text), Harm.INJURED) == 2


def test_no_number_is_made_of_a_word_alone() -> None:
    assert joined([report("a", None), report("b", None)], Harm.KILLED) is None


def test_one_report_of_three_is_too_few() -> None:
    made = [report("a", None, toll(2)), report("b", None), report("c", None)]
    assert joined(made, Harm.KILLED) is None
    assert joined(made[:2], Harm.KILLED) == 2


def test_who_was_shot_and_died_is_not_among_the_injured() -> None:
    shot = report("a", "2025-03-01", toll(1, Harm.INJURED, "a guard was shot"))
    died = report("b", "2025-03-02", toll(1, quote="a guard died"))
    hurt = report("c", "2025-03-03", toll(2, Harm.INJURED, "two were wounded"), toll(1))
    assert joined([shot], Harm.INJURED) == 1
    assert joined([shot, died], Harm.INJURED) is None
    assert joined([shot, hurt], Harm.INJURED) == 2


def test_copies_of_one_text_count_once() -> None:
    copies = [report(f"a{n}", "2025-03-01", toll(2), text="one wire: killed") for n in range(18)]
    assert joined([*copies, report("b", "2025-03-02", toll(3))], Harm.KILLED) == 3
