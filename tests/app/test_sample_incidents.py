"""On the samples there is one incident for each attack, and the rewrites of the wire fall together."""

from pathlib import Path

from karez.app.workspace import Workspace

# Words of a claim in the wire, its two rewrites and later reports; each row is one incident.
ONE = [
    ("58 fighters were killed when its troops hit back", ("01", "02", "03")),
    ("Fighters stormed a high-security prison in Quetta", ("01", "02", "03")),
    ("the deputy commissioner and an assistant commissioner were reportedly detained", ("01", "02", "03")),
]
CORRECTION = ("the attack was on a police station near the prison", "12")


def test_rewrites_are_of_one_incident_and_attacks_are_not_mixed(ledger: Path) -> None:
    with Workspace.open(str(ledger)) as workspace:
        view = workspace.view()
        incidents = workspace.joining(view).joined.incidents
    sources = {report.id: Path(report.source).name[:2] for report in view.reports}
    told = {
        (words, sources[record.report]): incidents[record.claim.id]
        for record in view.claims
        if record.claim.id in incidents
        for words in (*(words for words, _ in ONE), CORRECTION[0])
        if record.claim.kind == "incident" and words in record.claim.span.quote
    }
    found = [{told[words, report] for report in reports} for words, reports in ONE]
    assert [len(ids) for ids in found] == [1, 1, 1]
    assert len(set().union(*found)) == 3
    assert found[1] == {told[CORRECTION]}
