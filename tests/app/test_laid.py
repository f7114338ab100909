"""The sample reports on the links of the map: which are closed, by which sentences, at two times."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from karez.analyse.access import lay_claims
from karez.app.values import Asked
from karez.app.workspace import Workspace
from karez.model.access import Laying, LinkScope, LinkState
from karez.model.claim import Claim
from karez.model.vocabulary import Cause, Condition, DerivedState
from karez.reconcile.links import link_states
from tests.app.conftest import SAMPLES

PK = "pk-balochistan:"
COAST = ("rd-n-10-kund-malir--buzi-pass", "rd-n-10-buzi-pass--ormara")
QUETTA_LINE = ("rl-ml-3-quetta--bostan", "rl-ml-3-spezand--quetta")
GORGE_LINE = ("rl-ml-3-sibi--ab-e-gum", "rl-ml-3-ab-e-gum--mach")
FIRST, LATER = "2026-02-01T12:00", "2026-02-03T12:00"


@dataclass(frozen=True)
class Shown:
    """What the map shows at a time, and the claims behind it."""

    laying: Laying
    states: dict[str, LinkState]
    claims: dict[str, Claim]

    def quotes(self, link: str) -> list[str]:
        return [self.claims[claim].span.quote for claim in self.states[link].claims]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(str(tmp_path / "samples.db")) as workspace:
        taken = list(workspace.add([str(SAMPLES)]))
        assert len(taken) == 12
        yield workspace


def shown(desk: Workspace, as_of: str) -> Shown:
    view = desk.view(Asked(as_of=as_of))
    claims = {record.claim.id: record.claim for record in view.claims}
    laying = lay_claims(claims.values(), desk.atlas)
    states = link_states(view, laying, timezone=desk.timezone)
    return Shown(laying, {state.link.removeprefix(PK): state for state in states}, claims)


def test_on_the_first_of_february_the_coast_road_and_the_line_are_closed_by_their_sentences(desk: Workspace) -> None:
    found = shown(desk, FIRST)
    for link in COAST:
        state = found.states[link]
        assert (state.state, state.cause, state.scope) == (DerivedState.CLOSED, Cause.MINES, LinkScope.SECTION)
        (quote,) = found.quotes(link)
        assert "mines" in quote
    for link in QUETTA_LINE:
        state = found.states[link]
        assert (state.state, state.scope) == (DerivedState.CLOSED, LinkScope.SERVICE)
        assert all("suspended" in quote for quote in found.quotes(link))
        assert len(state.sources) == 4
    for link in GORGE_LINE:
        state = found.states[link]
        assert (state.state, state.cause, state.scope) == (DerivedState.CLOSED, Cause.SABOTAGE, LinkScope.SECTION)
        assert "line between Sibi and Mach is closed" in found.quotes(link)
    closed = {link for link, state in found.states.items() if state.state is DerivedState.CLOSED}
    assert closed == {*COAST, *QUETTA_LINE, *GORGE_LINE}


def test_what_came_later_was_not_known_then(desk: Workspace) -> None:
    known = shown(desk, FIRST).states
    assert not set(GORGE_LINE) & set(shown(desk, "2026-02-01T11:00").states)
    assert not [link for link in known if link.startswith("rd-n-40")]


def test_on_the_third_the_coast_road_is_closed_to_heavy_vehicles_and_the_line_to_trains(desk: Workspace) -> None:
    found = shown(desk, LATER)
    for link in COAST:
        state = found.states[link]
        assert (state.state, state.conditions) == (DerivedState.RESTRICTED, (Condition.LIGHT_ONLY,))
        assert state.heavy.state is DerivedState.CLOSED
        (quote,) = found.quotes(link)
        assert "reopened for light traffic" in quote
        # What was reported before is still there, with the report that ended it.
        ended = [report for report in state.history if report.claim not in state.claims]
        assert len(ended) >= 3
        assert all(report.ended_by == f"contrary report {state.claims[0]}" for report in ended)
    for link in GORGE_LINE:
        assert found.states[link].state is DerivedState.CLOSED
        assert "line between Sibi and Mach is closed" in found.quotes(link)
    for link in QUETTA_LINE:
        assert found.states[link].state is DerivedState.CLOSED
        assert any("have not resumed" in quote for quote in found.quotes(link))


def test_a_bombed_track_closes_no_road_in_the_same_gorge(desk: Workspace) -> None:
    roads = [state for link, state in shown(desk, LATER).states.items() if link.startswith("rd-n-65")]
    assert roads
    assert {state.state for state in roads} == {DerivedState.UNKNOWN}
    assert {state.scope for state in roads} == {LinkScope.ROUTE}


def test_the_wrong_number_of_the_coast_road_keeps_its_note(desk: Workspace) -> None:
    notes = [laid.note for laid in shown(desk, LATER).laying.laid if laid.note]
    assert notes == ["the report writes M-10; that road's number is N-10"]


def test_every_state_of_the_samples_is_laid_or_listed(desk: Workspace) -> None:
    found = shown(desk, LATER)
    told = [claim.id for claim in found.claims.values() if claim.kind == "status"]
    placed = [*(laid.claim for laid in found.laying.laid), *(one.claim for one in found.laying.unplaced)]
    assert sorted(placed) == sorted(told)
    unplaced = {found.claims[one.claim].span.quote: one.code.value for one in found.laying.unplaced}
    assert unplaced["Markets are closed"] == "no-place"
