"""Key figures, and tolls by party and claimant."""

from dataclasses import replace

import pytest

from karez.brief.sections.people import key_figures, size, subject, toll_section
from karez.model.finding import Findings, SumCheck, SumVerdict, TollFinding
from karez.model.vocabulary import Harm, Qualifier, Realis, Scope, Unit, Victims
from tests.brief.composed import (
    AGAIN,
    CIVIL,
    FRONT,
    OFFICIAL,
    POLICE,
    THIRTY,
    WHOLE,
    Scene,
    claim,
    figure,
    report,
    scene,
    source,
    toll,
    toll_body,
)


def key(*tolls: TollFinding, sums: tuple[SumCheck, ...] = ()) -> list[str]:
    section = key_figures(Findings(tolls=tolls, sums=sums), scene().cite())
    return [line.text for line in section.lines]


def lines(findings: Findings, told: Scene | None = None) -> list[tuple[str, str]]:
    section = toll_section(findings, (told or scene()).cite())
    return [(line.kind, line.text) for line in section.lines]


KILLED = toll(figure(OFFICIAL, WHOLE))
POLICEMEN = toll(figure(OFFICIAL, POLICE), victims=Victims.SECURITY_FORCES)


def test_the_largest_of_each_harm_with_place_day_and_claimant() -> None:
    hurt = toll(figure(OFFICIAL, CIVIL), harm=Harm.INJURED, victims=Victims.CIVILIANS)
    assert key(POLICEMEN, hurt, KILLED) == [
        "12 people killed, Norvale, Westmark, 3 May 2031 — Officials",
        "8 civilians injured, Norvale, Westmark, 3 May 2031 — Officials",
    ]


def test_the_number_is_strong_and_cited() -> None:
    section = key_figures(Findings(tolls=(KILLED,)), scene().cite())
    number = section.lines[0].parts[0]
    assert (number.text, number.refs, number.strong) == ("12", ("F1",), True)


def test_parts_of_a_total_are_no_key_figure() -> None:
    check = SumCheck(WHOLE.claim.id, (THIRTY.claim.id,), 12, 30, SumVerdict.OVER)
    front = toll(figure(FRONT, THIRTY), victims=Victims.SECURITY_FORCES)
    assert key(front, KILLED, sums=(check,))[0].startswith("12 people killed")
    assert key(replace(front, part_of=("clm-total",)), KILLED)[0].startswith("12 people killed")


def test_a_total_that_holds_its_own_former_value_is_one() -> None:
    assert key(replace(KILLED, part_of=(WHOLE.claim.id,)))[0].startswith("12 people killed")


def test_the_attackers_own_dead_are_no_key_figure() -> None:
    front = toll(figure(FRONT, THIRTY), victims=Victims.ARMED_GROUP, perpetrators=True)
    assert key(front, KILLED)[0].startswith("12 people killed")
    assert key(front) == []


def test_nobody_harmed_is_no_key_figure() -> None:
    none = toll(figure(OFFICIAL, WHOLE, low=0, best=0, high=0, qualifier=Qualifier.NONE))
    assert key(none) == []


def test_what_was_counted_ranks_before_the_far_end_of_a_vague_word() -> None:
    dozens = toll(figure(FRONT, THIRTY, low=24, best=None, high=99, qualifier=Qualifier.VAGUE))
    counted = toll(figure(OFFICIAL, WHOLE, low=47, best=47, high=47), scope=Scope.PERIOD)
    assert (size(dozens), size(counted)) == (24, 47)
    assert key(dozens, counted) == ["47 people killed, Norvale, Westmark, 3 May 2031 (sum of a period) — Officials"]


def test_of_two_equal_totals_the_one_whose_parts_add_up_is_shown() -> None:
    bare = toll(figure(OFFICIAL, AGAIN), place=None, place_quote=None, start=None, end=None)
    check = SumCheck(AGAIN.claim.id, (POLICE.claim.id, CIVIL.claim.id), 12, 12, SumVerdict.HOLDS)
    assert key(KILLED, bare)[0].startswith("12 people killed, Norvale")
    assert key(KILLED, bare, sums=(check,))[0].startswith("12 people killed, place not told, date not told")


def test_at_most_six() -> None:
    tolls = [toll(figure(OFFICIAL, WHOLE), harm=harm) for harm in Harm]
    assert len(tolls) > 6
    assert len(key(*tolls)) == 6


def test_many_claimants_are_counted() -> None:
    many = toll(
        *(figure(source(f"Office {name}"), record) for name, record in zip("abc", (WHOLE, POLICE, CIVIL), strict=True))
    )
    assert key(many) == ["4 to 12 people killed, Norvale, Westmark, 3 May 2031 — contested — 3 claimants"]


# ---------------------------------------------------------------- the section of tolls
def test_contested_tolls_show_both_sentences() -> None:
    both = toll(figure(OFFICIAL, POLICE), figure(FRONT, THIRTY), victims=Victims.SECURITY_FORCES)
    assert lines(Findings(tolls=(both,))) == [
        ("item", "4 to 30 security personnel killed, Norvale, Westmark, 3 May 2031 — contested"),
        ("sub", "Officials: 4 — “4 police officers”"),
        ("sub", "Media wing of the Example Front (own statement): 30 — “killed 30 police officers”"),
    ]


def test_a_figure_that_all_share_shows_no_sentence() -> None:
    assert lines(Findings(tolls=(KILLED,)))[1] == ("sub", "Officials: 12")


def test_an_earlier_number_is_shown_with_its_reference() -> None:
    first = report("Sample Wire", "Officials said 9 people were killed.")
    nine = claim(first, "9 people were killed", toll_body(9))
    told = scene()
    told = Scene((*told.reports, first), (*told.claims, nine))
    section = toll_section(Findings(tolls=(toll(figure(OFFICIAL, WHOLE, earlier=(nine,))),)), told.cite())
    line = section.lines[1]
    assert line.text == "Officials: 12; before that 9"
    earlier = next(part for part in line.parts if part.text == "9")
    assert told.cite().record(nine.claim.id) == nine
    assert earlier.refs and earlier.refs != line.parts[0].refs


def test_an_earlier_report_of_the_same_number_is_no_earlier_figure() -> None:
    assert lines(Findings(tolls=(toll(figure(OFFICIAL, WHOLE, earlier=(AGAIN,))),)))[1] == ("sub", "Officials: 12")


def test_an_earlier_claim_that_the_view_lacks_is_not_spoken_of() -> None:
    gone = replace(figure(OFFICIAL, WHOLE), earlier=("clm-gone",))
    assert lines(Findings(tolls=(toll(gone),)))[1] == ("sub", "Officials: 12")


def test_the_same_earlier_number_stands_once() -> None:
    text = report(
        "Sample Wire", "First 9 people were killed. Then again 9 people were killed, then 7 people were killed."
    )
    nine = claim(text, "First 9 people were killed", toll_body(9))
    again = claim(text, "again 9 people were killed", toll_body(9))
    seven = claim(text, "7 people were killed", toll_body(7))
    told = Scene((*scene().reports, text), (*scene().claims, nine, again, seven))
    found = lines(Findings(tolls=(toll(figure(OFFICIAL, WHOLE, earlier=(nine, again, seven))),)), told)
    assert found[1] == ("sub", "Officials: 12; before that 9, 7")


def test_a_vague_word_and_an_allegation_are_told() -> None:
    vague = figure(FRONT, THIRTY, low=24, best=None, high=99, word="dozens", realis=Realis.ALLEGED)
    assert lines(Findings(tolls=(toll(vague),)))[1] == (
        "sub",
        "Media wing of the Example Front (own statement): 24 to 99 (“dozens”) (alleged)",
    )


@pytest.mark.parametrize(
    ("check", "told"),
    [
        (
            SumCheck(WHOLE.claim.id, (POLICE.claim.id, CIVIL.claim.id), 12, 12, SumVerdict.HOLDS),
            "The parts add up: 4 + 8 = 12",
        ),
        (
            SumCheck(WHOLE.claim.id, (THIRTY.claim.id, CIVIL.claim.id), 12, 38, SumVerdict.OVER),
            "The parts exceed the total: 30 + 8 = 38, 26 more than the total of 12",
        ),
        (SumCheck(WHOLE.claim.id, (POLICE.claim.id,), 12, 4, SumVerdict.PARTIAL), "Parts told: 4 of the total of 12"),
    ],
)
def test_parts_beside_their_total(check: SumCheck, told: str) -> None:
    assert lines(Findings(tolls=(KILLED,), sums=(check,)))[-1] == ("sub", told)


def test_tolls_are_ordered_by_harm_day_and_place() -> None:
    hurt = toll(figure(OFFICIAL, CIVIL), harm=Harm.INJURED)
    later = toll(figure(OFFICIAL, AGAIN), start="2031-05-04", end="2031-05-05")
    found = [text for kind, text in lines(Findings(tolls=(hurt, later, KILLED))) if kind == "item"]
    assert [text.split(",")[-1].strip() for text in found] == ["3 May 2031", "4 May 2031", "3 May 2031"]
    assert "injured" in found[-1]


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (toll(figure(OFFICIAL, WHOLE)), "people killed"),
        (toll(figure(OFFICIAL, WHOLE), victims=Victims.CHILDREN), "children killed"),
        (toll(figure(OFFICIAL, WHOLE), harm=Harm.DISPLACED, unit=Unit.FAMILIES), "families displaced"),
        (
            toll(figure(OFFICIAL, WHOLE), harm=Harm.DISPLACED, unit=Unit.FAMILIES, victims=Victims.CIVILIANS),
            "families of civilians displaced",
        ),
        (
            toll(figure(OFFICIAL, WHOLE), victims=Victims.ARMED_GROUP, perpetrators=True),
            "members of armed groups killed (of the attacking side)",
        ),
        (toll(figure(OFFICIAL, WHOLE), harm=Harm.CASUALTIES), "people killed or injured"),
    ],
)
def test_what_a_toll_counts(made: TollFinding, told: str) -> None:
    assert subject(made) == told
