"""Highlights: few lines, each asset once, nothing denied, nothing without a place."""

from dataclasses import replace

from karez.brief.sections.highlights import control_words, highlight_section
from karez.model.claim import Control
from karez.model.finding import AssetStatus, ControlSpan, Findings, TollFinding
from karez.model.vocabulary import AssetState, AssetType, Cause, ControlState, DerivedState, Harm, Realis, Victims
from tests.brief.composed import (
    AGAIN,
    CIVIL,
    DOWN,
    ESTHAM,
    FRONT,
    HOLD,
    MINED,
    NORVALE,
    OFFICIAL,
    POLICE,
    THIRTY,
    WESTMARK,
    WHOLE,
    Scene,
    claim,
    figure,
    holding,
    report,
    scene,
    status,
    status_body,
    toll,
)


def lines(findings: Findings, told: Scene | None = None) -> list[str]:
    return [line.text for line in highlight_section(findings, (told or scene()).cite()).lines]


def road(name: str, state: DerivedState = DerivedState.CLOSED, **more: object) -> AssetStatus:
    return status(name, MINED, state, key=f"road|{name}|{more.get('place')}", **more)


DIFFER = toll(figure(OFFICIAL, POLICE), figure(FRONT, THIRTY), victims=Victims.SECURITY_FORCES)


def test_a_contested_toll_says_who_says_what() -> None:
    assert lines(Findings(tolls=(DIFFER,))) == [
        "Accounts differ on security personnel killed, Norvale, Westmark, 3 May 2031: 4 (Officials); "
        "30 (Media wing of the Example Front)"
    ]


def test_two_numbers_of_one_claimant_are_no_contradiction_of_accounts() -> None:
    own = toll(figure(OFFICIAL, WHOLE), figure(OFFICIAL, CIVIL))
    assert own.contested
    assert lines(Findings(tolls=(own,))) == ["No contradiction, closure or change of control stands out."]


def test_an_agreed_toll_is_no_highlight() -> None:
    assert len(lines(Findings(tolls=(toll(figure(OFFICIAL, WHOLE, AGAIN)),)))) == 1


def test_the_dead_come_first_then_the_widest_gap_and_three_at_most() -> None:
    def apart(low: int, harm: Harm = Harm.KILLED) -> TollFinding:
        return toll(figure(OFFICIAL, POLICE, low=low, best=low, high=low), figure(FRONT, THIRTY), harm=harm)

    found = lines(Findings(tolls=(apart(1, Harm.INJURED), apart(25), apart(10), apart(20))))
    assert [text.split(": ")[1].split(" ")[0] for text in found] == ["10", "20", "25"]


def test_one_line_for_all_roads_each_once() -> None:
    found = lines(Findings(statuses=(road("N-1", place=ESTHAM, cause=Cause.MINES), road("N-2", cause=None))))
    assert found == ["Roads: N-1 (Estham) reported closed (mines); N-2 reported closed"]


def test_one_network_at_several_places_stands_once() -> None:
    places = [(NORVALE, "a"), (ESTHAM, "b"), (WESTMARK, "c")]
    found = lines(
        Findings(
            statuses=tuple(
                status("Mobile internet", DOWN, DerivedState.CLOSED, key=key, place=place, group="mobile")
                for place, key in places
            )
        )
    )
    assert found == ["Networks and supply: Mobile internet (Norvale, Estham and Westmark) reported closed"]


def test_a_road_at_several_places_stands_once() -> None:
    found = lines(Findings(statuses=(road("N-1", place=ESTHAM, group="n-1"), road("N-1", place=NORVALE, group="n-1"))))
    assert found == ["Roads: N-1 (Estham and Norvale) reported closed (mines)"]


def test_what_has_aged_or_is_open_or_restricted_is_no_highlight() -> None:
    quiet = (DerivedState.UNKNOWN, DerivedState.OPEN, DerivedState.RESTRICTED)
    assert lines(Findings(statuses=tuple(road(state.value, state) for state in quiet)))[0].startswith(
        "No contradiction"
    )


def test_reports_that_disagree_are_told_as_such() -> None:
    assert lines(Findings(statuses=(road("N-1", DerivedState.CONTESTED),))) == ["Roads: N-1: reports disagree"]


def test_more_than_four_roads_are_pointed_to() -> None:
    found = lines(Findings(statuses=tuple(road(f"N-{number}") for number in range(1, 7))))
    assert found[0].endswith("; and others, below")
    assert "N-4" in found[0]
    assert "N-5" not in found[0]


def test_shops_and_schools_are_no_highlight() -> None:
    one = report("Sample Wire", "The school is closed.")
    shut = claim(one, "school is closed", status_body(one, "school", AssetType.SCHOOL, AssetState.CLOSED))
    told = Scene((one,), (shut,))
    assert lines(Findings(statuses=(status("school", shut, DerivedState.CLOSED),)), told)[0].startswith(
        "No contradiction"
    )


def test_a_holding_with_place_and_holder() -> None:
    assert lines(Findings(control=(holding(HOLD, "Example Front", ControlState.TAKEN),))) == [
        "Norvale, Westmark: Example Front reported to have taken it — Media wing of the Example Front"
    ]


def test_what_is_denied_is_not_told_as_held() -> None:
    assert lines(Findings(control=(holding(HOLD, "Example Front", realis=Realis.DENIED),)))[0].startswith(
        "No contradiction"
    )


def test_a_holding_without_place_or_holder_is_no_highlight() -> None:
    nowhere = holding(HOLD, "Example Front", place=None, place_quote=None)
    nobody = holding(HOLD, None)
    assert lines(Findings(control=(nowhere, nobody)))[0].startswith("No contradiction")


def test_the_last_word_on_a_place_and_not_an_ended_holding() -> None:
    later = report("Sample Wire", "Security forces have retaken Norvale.", "2031-05-05T10:00+05:00")
    back = claim(later, "Security forces have retaken Norvale", Control(None, ControlState.TAKEN))
    told = Scene((*scene().reports, later), (*scene().claims, back))
    ended = holding(HOLD, "Example Front", ended_by=(back.claim.id,), open=False)
    taken = holding(back, "Security forces", ControlState.TAKEN)
    for spans in ((ended, taken), (taken, ended)):
        found = lines(Findings(control=spans), told)
        assert found == ["Norvale, Westmark: Security forces reported to have taken it — Sample Wire"]
    alone = lines(Findings(control=(ended,)), told)
    assert alone == [
        "Norvale, Westmark: Example Front reported to hold it — Media wing of the Example Front; "
        "ended by the account of Sample Wire"
    ]


def test_at_most_seven_lines() -> None:
    tolls = tuple(replace(DIFFER, id=f"inc-{number}") for number in range(6))
    control = tuple(holding(HOLD, "Example Front", place=None, place_quote=f"Town {name}") for name in "abcdefg")
    assert len(lines(Findings(tolls=tolls, statuses=(road("N-1"),), control=control))) == 7


def test_references_are_given_in_the_order_of_the_lines() -> None:
    told = scene()
    section = highlight_section(told.full, told.cite())
    refs = [ref for line in section.lines for part in line.parts for ref in part.refs]
    first_uses = list(dict.fromkeys(refs))
    assert first_uses == sorted(first_uses, key=lambda ref: int(ref[1:]))


def told_of(span: ControlSpan) -> str:
    return control_words(span, scene().cite())


def test_how_a_holding_is_put() -> None:
    by = " — Media wing of the Example Front"
    assert (
        told_of(holding(HOLD, "EF", duration_hours=35)) == f"Norvale, Westmark: EF reported to hold it for 35 hours{by}"
    )
    assert (
        told_of(holding(HOLD, "EF", start="2031-05-03"))
        == f"Norvale, Westmark: EF reported to hold it, from 3 May 2031{by}"
    )
    assert told_of(holding(HOLD, "EF", contested=True)) == f"Norvale, Westmark: EF reported to hold it — contested{by}"
    assert told_of(holding(HOLD, "EF", realis=Realis.DENIED)) == f"Norvale, Westmark: denied that EF holds it{by}"
    assert (
        told_of(holding(HOLD, "EF", realis=Realis.ALLEGED))
        == f"Norvale, Westmark: EF (alleged) reported to hold it{by}"
    )
    assert (
        told_of(holding(HOLD, None, place=None, place_quote=None))
        == f"place not told: a party not named reported to hold it{by}"
    )
    assert told_of(holding(HOLD, "the terrorists")).startswith("Norvale, Westmark: “the terrorists” reported")
