"""The joined toll of a cluster."""

import pytest

from karez.model.claim import Claim, Reading, Toll
from karez.model.text import Span
from karez.model.vocabulary import Harm, Qualifier, Realis
from karez.resolve.told import Told
from karez.resolve.tolls import joined, number


def toll(count: int, harm: Harm = Harm.KILLED, *, part_of: str | None = None, own: bool = False) -> Claim:
    body = Toll(harm, count, count, count, Qualifier.EXACT, part_of=part_of, perpetrators=own)
    return Claim("clm-x", Span(0, 1, "x"), body, Realis.ASSERTED)


def report(name: str, day: str | None, *claims: Claim) -> Told:
    return Told(name, "x", None, day, Reading("en", claims=claims))


def test_the_latest_report_with_a_number_wins() -> None:
    made = [report("a", "2025-03-01", toll(2)), report("b", "2025-03-03", toll(3)), report("c", "2025-03-04")]
    assert joined(made, Harm.KILLED) == joined(made[::-1], Harm.KILLED) == 3
    assert joined(made, Harm.INJURED) is None


def test_parts_are_left_out_and_attackers_are_counted() -> None:
    assert number(report("a", None, toll(5), toll(3, part_of="clm-y"), toll(1, own=True)).reading, Harm.KILLED) == 6


@pytest.mark.parametrize("day", [None, "2025-03-01"])
def test_of_one_day_the_largest_stands(day: str | None) -> None:
    assert joined([report("a", day, toll(2)), report("b", day, toll(4))], Harm.KILLED) == 4
