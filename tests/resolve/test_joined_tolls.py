"""The joined toll of a cluster."""

from karez.model.claim import Claim, Reading, Toll
from karez.model.text import Span
from karez.model.vocabulary import Harm, Qualifier, Realis
from karez.resolve.told import Told
from karez.resolve.tolls import JoinedToll, joined, number


def toll(count: int, harm: Harm = Harm.KILLED, *, part_of: str | None = None, own: bool = False) -> Claim:
    body = Toll(harm, count, count, count, Qualifier.EXACT, part_of=part_of, perpetrators=own)
    return Claim("clm-x", Span(0, 1, "x"), body, Realis.ASSERTED)


def report(name: str, day: str | None, *claims: Claim, title: tuple[Claim, ...] = (), text: str = "") -> Told:
    return Told(name, text or f"x {name}", None, day, Reading("en", claims=claims), Reading("en", claims=title))


def test_the_number_that_most_reports_give_stands_and_of_equally_many_the_latest() -> None:
    made = [report("a", "2025-03-01", toll(2)), report("b", "2025-03-03", toll(3)), report("c", "2025-03-04")]
    assert joined(made, Harm.KILLED) == joined(made[::-1], Harm.KILLED) == JoinedToll(3)
    assert joined([*made, report("d", None, toll(2))], Harm.KILLED) == JoinedToll(2)
    assert joined(made, Harm.INJURED) == JoinedToll(None)


def test_parts_are_left_out_and_attackers_are_counted() -> None:
    assert number(report("a", None, toll(5), toll(3, part_of="clm-y"), toll(1, own=True)), Harm.KILLED) == 6


def test_the_title_stands_before_the_text() -> None:
    assert number(report("a", None, toll(5), title=(toll(4),)), Harm.KILLED) == 4


def test_a_word_alone_tells_of_one_and_is_marked() -> None:
    made = [report("a", None, text="A guard was killed."), report("b", None), report("c", None)]
    assert joined(made, Harm.KILLED) == JoinedToll(1, by_word=True)
    assert joined(made, Harm.INJURED) == joined([*made, report("d", None)], Harm.KILLED) == JoinedToll(None)


def test_copies_of_one_text_count_once() -> None:
    copies = [report(f"a{n}", "2025-03-01", toll(2), text="one wire") for n in range(18)]
    assert joined([*copies, report("b", "2025-03-02", toll(3))], Harm.KILLED) == JoinedToll(3)
