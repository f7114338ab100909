"""Where reports disagree, in a brief: both sides with their sentences, no verdict, and short. Composed."""

from dataclasses import replace

import pytest

from karez.brief.lint import check
from karez.brief.outline import Line
from karez.brief.sections.contradictions import contradiction_section, side_words
from karez.model.contradiction import (
    Contradiction,
    ContradictionKind,
    Oddity,
    OddityKind,
    Settlement,
    Severity,
    Side,
)
from karez.model.finding import Findings
from tests.brief.composed import AGAIN, CIVIL, FRONT, HOLD, OFFICIAL, POLICE, THIRTY, against, odd, said, scene
from tests.brief.test_compose import made

PAIR = against(said(POLICE, OFFICIAL), said(THIRTY, FRONT))
REVISED = replace(PAIR, kind=ContradictionKind.SELF_REVISION, open=False, severity=Severity.LOW)
Kind = ContradictionKind


def lines(*found: Contradiction, odd: tuple[Oddity, ...] = ()) -> list[Line]:
    return list(contradiction_section(Findings(contradictions=found, oddities=odd), scene().cite()).lines)


def texts(*found: Contradiction, odd: tuple[Oddity, ...] = ()) -> list[str]:
    return [line.text for line in lines(*found, odd=odd)]


def test_both_sides_stand_with_their_sentences() -> None:
    assert texts(PAIR) == [
        "How many — security personnel killed, Norvale, Westmark, 3 May 2031",
        "4: Officials — “4 police officers”",
        "30: Media wing of the Example Front — “killed 30 police officers”",
    ]


def test_every_number_of_it_leads_to_its_claim() -> None:
    head, one, other = lines(PAIR)
    assert [part.refs for part in head.parts] == [("F1", "F2"), ("F1", "F2")]
    assert (one.parts[0].refs, other.parts[0].refs) == (("F1",), ("F2",))
    check(made())


def test_only_what_is_open_and_differs_much_is_listed_and_the_rest_is_counted() -> None:
    settled = replace(PAIR, open=False, settlement=Settlement.REVISION)
    found = (PAIR, replace(PAIR, severity=Severity.MEDIUM), replace(PAIR, severity=Severity.LOW), settled, REVISED)
    assert texts(*found)[3:] == [
        "Not listed here: 1 in which the sides differ, 1 in which the sides differ little, 1 settled and "
        "1 number that the claimant changed itself. karez contradictions lists all."
    ]


def test_of_many_the_first_six_are_listed() -> None:
    found = texts(*[PAIR] * 9)
    assert len(found) == 6 * 3 + 1
    assert found[-1].startswith("Not listed here: 3 in which the sides differ much.")


def test_of_many_sides_four_are_told_and_the_others_named() -> None:
    sides = [said(record, OFFICIAL) for record in (POLICE, THIRTY, CIVIL, AGAIN)]
    found = texts(against(*sides, Side("", (HOLD.claim.id,), (FRONT,), 0, 9, 9, 9)))
    assert len(found) == 6 and found[-1] == "and 1 other: Media wing of the Example Front"


def test_where_nothing_contradicts_it_is_said_without_praise() -> None:
    assert texts() == ["No claims of one happening, road or place were found to contradict each other."]
    assert texts(PAIR, REVISED)[3].startswith("Not listed here: 1 number that")


def test_what_is_odd_stands_with_what_to_look_at() -> None:
    found = lines(odd=(odd(POLICE, CIVIL),))
    assert [line.kind for line in found] == ["note", "head", "item"]
    words = "Parts over their total: The parts told make 13, more than 12. To look at: Is one counted twice?"
    assert found[2].text == words
    assert found[2].parts[0].refs == ("F1", "F2")


def test_an_oddity_of_a_report_alone_is_a_note_and_of_many_six_are_listed() -> None:
    alone = Oddity(OddityKind.CYCLE, (), "These reports name each other.", "Which came first?", reports=("rep-1",))
    found = lines(odd=(alone,) * 8)
    assert [line.kind for line in found] == ["note", "head", *["note"] * 7]
    assert found[2].text.endswith("(rep-1)")
    assert found[-1].text == "Not listed here: 2. karez contradictions lists all."


@pytest.mark.parametrize(
    ("kind", "says", "number", "words"),
    [
        (Kind.NUMBER, "", (10, 10, None), "at least 10"),
        (Kind.SUBSET, "part", (17, 17, 17), "17 (as a part of a larger total)"),
        (Kind.SCOPE, "cumulative", (17, 17, 17), "17 (sum so far)"),
        (Kind.DENIAL, "denied", (None, None, None), "denied"),
        (Kind.STATE, "closed", (None, None, None), "closed"),
        (Kind.TIME, "2031-05-03", (None, None, None), "3 May 2031"),
        (Kind.PLACE, "Norvale", (None, None, None), "Norvale"),
        (Kind.PARTY, "test:front", (None, None, None), ""),
        (Kind.PARTY, "civil", (12, 12, 12), "12 civilians"),
    ],
)
def test_what_a_side_says(
    kind: ContradictionKind, says: str, number: tuple[int | None, int | None, int | None], words: str
) -> None:
    low, best, high = number
    assert side_words(Side(says, ("clm-1",), (), 0, low, best, high), kind) == words
