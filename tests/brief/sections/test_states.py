"""Lines of roads, rail and networks: state now, what was last reported, by whom and when."""

from dataclasses import replace

from karez.brief.sections.states import communication_section, transport_section
from karez.model.finding import AssetStatus, Findings, StatusReport
from karez.model.mention import ActorMention
from karez.model.text import Span
from karez.model.vocabulary import ActorClass, AssetState, AssetType, Cause, DerivedState, Realis
from tests.brief.composed import (
    DESK,
    DOWN,
    ESTHAM,
    LIGHT,
    MINED,
    NORVALE,
    WIRE,
    Scene,
    at,
    claim,
    report,
    scene,
    source,
    status,
    status_body,
)


def roads(*statuses: AssetStatus, told: Scene | None = None) -> list[str]:
    return [line.text for line in transport_section(Findings(statuses=statuses), (told or scene()).cite()).lines]


CLOSED = status("coast road", MINED, DerivedState.CLOSED, place=ESTHAM, since="2031-05-03")
QUOTE = " — “coast road near Estham was closed because of mines”"


def test_a_line_says_state_cause_by_whom_when_since_and_quotes() -> None:
    assert roads(CLOSED) == [
        "coast road (Estham): reported closed (mines), by the highway desk, 3 May 2031 20:00, since 3 May 2031" + QUOTE
    ]


def test_a_state_that_has_aged_is_unknown_and_what_was_last_reported_still_shown() -> None:
    (line,) = roads(replace(CLOSED, state=DerivedState.UNKNOWN, since=None))
    assert line == (
        "coast road (Estham): reported closed (mines), by the highway desk, 3 May 2031 20:00; "
        "state now unknown (report older than its freshness)" + QUOTE
    )


def test_a_closure_without_a_term_is_marked_as_not_confirmed() -> None:
    (line,) = roads(replace(CLOSED, stale=True))
    assert "; not confirmed since — “" in line


def test_users_stand_once() -> None:
    (line,) = roads(status("coast road", LIGHT, DerivedState.RESTRICTED))
    assert "reported restricted for light traffic, by Sample highway desk, 5 May 2031 08:30" in line
    assert "for for" not in line


def test_an_alleged_state_is_told_as_such() -> None:
    assert "reported closed (mines) (alleged), by" in roads(replace(CLOSED, realis=Realis.ALLEGED))[0]


def test_who_did_it_is_told_where_the_report_says_so() -> None:
    text = WIRE.text or ""
    start = text.index("Armed men")
    doer = ActorMention(Span.of(text, start, start + len("Armed men")), None, ActorClass.ARMED_GROUP)
    body = status_body(WIRE, "coast road", AssetType.ROAD, AssetState.CLOSED, by=doer)
    cut = claim(WIRE, "coast road near Estham was closed", body)
    told = scene()
    told = Scene(told.reports, (*told.claims, cut))
    assert (
        "reported closed, done by Armed men, by Sample Wire"
        in roads(status("coast road", cut, DerivedState.CLOSED), told=told)[0]
    )


def test_reports_that_disagree_stand_side_by_side_with_their_dates() -> None:
    history = (
        StatusReport(
            MINED.claim.id, source("the highway desk"), AssetState.CLOSED, Cause.MINES, at("2031-05-03T20:00"), None
        ),
        StatusReport(
            LIGHT.claim.id, source("Sample highway desk"), AssetState.OPEN, None, at("2031-05-05T08:30"), None
        ),
    )
    (line,) = roads(replace(CLOSED, state=DerivedState.CONTESTED, history=history, since=None))
    assert line.startswith(
        "coast road (Estham): contested: closed (the highway desk, 3 May 2031 20:00); "
        "open (Sample highway desk, 5 May 2031 08:30) — “"
    )


def test_a_denial_is_told() -> None:
    assert roads(replace(CLOSED, denials=(LIGHT.claim.id,)))[0].endswith("; denied by Sample highway desk")
    assert not roads(replace(CLOSED, denials=("clm-gone",)))[0].endswith("desk")


def test_a_place_in_the_name_stands_once() -> None:
    assert roads(replace(CLOSED, name="Estham coast road"))[0].startswith("Estham coast road: ")


def test_lines_of_one_road_stand_together_and_roads_come_first() -> None:
    one = report("Sample Wire", "The school and the trains and the A-road and the b-road are closed.")

    def made(name: str, kind: AssetType, **more: object) -> tuple[AssetStatus, object]:
        body = status_body(one, name, kind, AssetState.CLOSED)
        record = claim(one, f"{name}", body)
        return status(name, record, DerivedState.CLOSED, **more), record

    school, c1 = made("school", AssetType.SCHOOL)
    train, c2 = made("trains", AssetType.RAIL)
    upper, c3 = made("A-road", AssetType.ROAD, place=NORVALE)
    lower, c4 = made("b-road", AssetType.ROAD, place=ESTHAM)
    far = replace(upper, place=ESTHAM, key="other")
    told = Scene((one,), (c1, c2, c3, c4))  # type: ignore[arg-type]
    found = roads(school, train, lower, upper, far, told=told)
    assert [line.split(":")[0] for line in found] == [
        "A-road (Estham)",
        "A-road (Norvale)",
        "b-road (Estham)",
        "trains",
        "school",
    ]


def test_networks_and_roads_stand_apart() -> None:
    findings = Findings(statuses=(CLOSED, status("Mobile internet", DOWN, DerivedState.UNKNOWN, place=NORVALE)))
    cite = scene().cite()
    assert [line.text.split(":")[0] for line in communication_section(findings, cite).lines] == [
        "Mobile internet (Norvale)"
    ]
    assert [line.text.split(":")[0] for line in transport_section(findings, cite).lines] == ["coast road (Estham)"]


def test_every_state_is_cited() -> None:
    section = transport_section(Findings(statuses=(CLOSED,)), scene().cite())
    assert all(part.refs for part in section.lines[0].parts)


def test_a_state_is_never_called_open_for_want_of_reports() -> None:
    (line,) = roads(replace(CLOSED, state=DerivedState.UNKNOWN))
    assert " open" not in line
    assert DESK.publisher not in line
