"""On the samples the two rewrites count as copies of the wire, and what they add stays their own."""

from pathlib import Path

import pytest

from karez.app.workspace import Workspace
from karez.brief.outline import Brief
from karez.model.origin import Origins, independent
from karez.model.record import View


@pytest.fixture
def opened(ledger: Path) -> tuple[View, Origins]:
    """The view of all samples, and its origins."""
    with Workspace.open(str(ledger)) as workspace:
        view = workspace.view()
        return view, workspace.origins(view)


def number(view: View, begins: str) -> str:
    """The id of the report whose address has this number."""
    return next(report.id for report in view.reports if f"/{begins}-" in (report.url or ""))


def test_the_two_rewrites_are_copies_of_the_wire_and_the_correction_is_none(opened: tuple[View, Origins]) -> None:
    view, origins = opened
    wire, daily, portal, correction = (number(view, name) for name in ("01", "02", "03", "12"))
    for rewrite in (daily, portal):
        link = origins.reports[rewrite].link
        assert link is not None and (link.of, link.kind) == (wire, "copy_of") and 0.8 <= link.overlap < 1
        assert origins.reports[rewrite].credits[0].name == "Sample Wire (composed)"
    assert {one.report for one in origins.reports.values() if one.link} == {daily, portal}
    assert origins.reports[correction].first == correction and origins.oddities == ()


def test_what_the_rewrites_print_is_one_origin_and_the_portals_own_witnesses_are_another(ledger: Path) -> None:
    with Workspace.open(str(ledger)) as workspace:
        view = workspace.view()
        findings = workspace.findings(view)
    said = {record.claim.id: record.claim.span.quote for record in view.claims}

    def counted(*words: str) -> tuple[int, int]:
        claims = [claim for claim, quote in said.items() if any(one in quote for one in words)]
        found = independent(findings.voices[claim] for claim in claims)
        return found.origins, found.prints

    assert counted("stormed a high-security prison in Quetta on Saturday") == (1, 3)
    assert counted("were reportedly detained") == (1, 3)
    assert counted("were reportedly detained", "who were detained on Saturday") == (2, 4)
    printed = {findings.sources[claim].name for claim, quote in said.items() if "were reportedly detained" in quote}
    assert printed == {"Sample Wire (composed)"}
    fire = next(claim for claim, words in said.items() if "set on fire" in words)
    assert findings.voices[fire].origin == "outlet:placeholder portal"
    headline = next(claim for claim, words in said.items() if words == "a dozen places attacked")
    assert findings.voices[headline].origin == "outlet:sample wire"


def test_taking_the_wire_out_makes_the_daily_the_first(ledger: Path) -> None:
    with Workspace.open(str(ledger)) as workspace:
        whole = workspace.view()
        wire, daily, portal = (number(whole, name) for name in ("01", "02", "03"))
        left = tuple(report for report in whole.reports if report.id != wire)
        claims = tuple(record for record in whole.claims if record.report != wire)
        origins = workspace.origins(View(whole.as_of, whole.recorded, whole.head, left, claims))
    assert origins.reports[portal].first == origins.reports[daily].first == daily


def lines(brief: Brief) -> list[str]:
    """The lines of a brief without references."""
    return [line.text for _, line in brief.lines()]


def test_the_brief_says_how_many_origins_stand_behind_a_figure(ledger: Path) -> None:
    with Workspace.open(str(ledger)) as workspace:
        told = lines(workspace.brief())
    assert any("officials detained" in line and "independent origins, " in line for line in told)
    assert any(line.startswith("The army: 58 (1 origin, 3 prints)") for line in told)
    assert not any("contested" in line and "independent origins" in line and "killed" in line for line in told)
