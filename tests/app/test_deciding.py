"""Joins, splits and partings through the command line, and the pages that any incident id leads to."""

import re
from pathlib import Path
from typing import Any

import pytest

from karez.app.held import Held, anchored
from karez.app.workspace import Workspace
from karez.model.claim import Claim, Incident, Reading
from karez.model.errors import RequestError
from karez.model.joining import Joined
from karez.model.vocabulary import IncidentType, Realis
from karez.resolve.incidents.join import JoinedClaims
from tests.app.attacks import BY, Made, composed
from tests.app.conftest import Karez
from tests.made import span


def partition(path: Path) -> set[frozenset[str]]:
    with Workspace.open(str(path)) as workspace:
        return {frozenset(claims) for claims in workspace.incidents.held().members.values()}


def page(karez: Karez, made: Made, identity: str) -> dict[str, Any]:
    value: dict[str, Any] = karez("show", identity, "--ledger", made.path, "--json").json["incident"]
    return value


def test_incidents_are_joined_and_the_old_id_leads_to_the_new_one(karez: Karez, made: Made) -> None:
    before = partition(made.path)
    assert len(before) == 3
    ran = karez("join", made.incidents[0][:10], made.incidents[1], *BY, "--ledger", made.path)
    assert ran.status == 0
    first, second = sorted(made.incidents[:2])
    assert re.match(r"jdg-[0-9a-f]+-\d+: clm-.* joined\n", ran.out)
    assert f"{first}: 4 claims of 2 reports" in ran.out
    assert len(partition(made.path)) == 2
    for old in (first, second):
        shown = page(karez, made, old)
        assert shown["id"] == first and shown["asked"] == old
        assert shown["anchor"][4:16] == old[4:]
        assert len(shown["claims"]) == 4
    told = karez("show", second, "--ledger", made.path)
    assert told.out.startswith(f"{second} is {first} now")
    assert "raided" in told.out and "joined by day desk" in told.out and "looked at both" in told.out


def test_tolls_of_another_harm_may_be_of_one_incident(karez: Karez, made: Made) -> None:
    ran = karez("join", made.claims[0]["t"], made.claims[1]["t"], *BY, "--ledger", made.path)
    assert ran.status == 0
    assert len(page(karez, made, made.incidents[0])["claims"]) == 4, "their reports hold their incidents with them"


def test_splitting_what_was_joined_gives_back_the_incidents(karez: Karez, made: Made) -> None:
    before = partition(made.path)
    karez("join", *made.incidents, *BY, "--ledger", made.path)
    assert len(partition(made.path)) == 1
    whole = min(made.incidents)
    alpha = made.claims[0]
    ran = karez("split", whole, alpha["i"][:16], *BY, "--ledger", made.path)
    assert ran.status == 0
    assert "goes along" in ran.err and alpha["t"][:16] in ran.err
    assert "overruled as far as the two contradict each other: jdg-" in ran.err
    shown = page(karez, made, made.incidents[0])
    assert {row["claim"] for row in shown["claims"]} == {alpha["i"], alpha["t"]}
    (other,) = shown["parted"]
    assert {row["claim"] for row in page(karez, made, other["incident"])["claims"]}.isdisjoint(alpha.values())
    karez("split", other["incident"], made.claims[1]["i"], *BY, "--ledger", made.path)
    assert partition(made.path) == before


def test_a_later_word_counts_and_that_is_told(karez: Karez, made: Made) -> None:
    one, two, _ = made.incidents
    apart = karez("keep-apart", one, two, *BY, "--ledger", made.path)
    assert " kept apart from " in apart.out and "overruled" not in apart.err
    first = apart.out.split(":")[0]
    joined = karez("join", one, two, "--by", "night desk", "--reason", "one after all", "--ledger", made.path, "--json")
    assert first in joined.err and "day desk" in joined.err
    assert joined.json["changes"]["overrules"] == [first]
    shown = page(karez, made, one)
    assert [item["overruled_by"] for item in shown["decisions"]] == [[joined.json["id"]], []]
    assert f"(over {first[:16]})" in karez("brief", "--ledger", made.path).out


def test_a_decision_is_known_from_the_latest_of_its_reports(karez: Karez, made: Made) -> None:
    ran = karez("join", *made.incidents[:2], *BY, "--ledger", made.path, "--json")
    assert ran.json["known_from"] == "2026-02-14 12:00 +05:00"
    with Workspace.open(str(made.path)) as workspace:
        early = workspace.ledger.view(as_of=workspace.instant("2026-02-11"))
        assert early.judgements == ()
        assert len(workspace.joining(early).joined.incidents) == 2


def test_a_claim_that_is_kept_apart_stays_apart_in_new_reports(karez: Karez, made: Made) -> None:
    again = composed("Alpha", 10, publisher="Example Daily")
    with Workspace.open(str(made.path)) as workspace:
        workspace.ledger.add(again)
        joined = workspace.joining(workspace.view()).joined
        mine = again.reading.claims[0].id
        assert joined.same(mine, made.claims[0]["i"])
    assert karez("keep-apart", mine, made.claims[0]["i"], *BY, "--ledger", made.path).status == 0
    with Workspace.open(str(made.path)) as workspace:
        assert not workspace.joining(workspace.view()).joined.same(mine, made.claims[0]["i"])


def test_an_id_whose_claim_was_rejected_leads_to_what_stood_with_it(karez: Karez, made: Made) -> None:
    shown = page(karez, made, made.incidents[0])
    anchor, (other,) = shown["anchor"], [row["claim"] for row in shown["claims"] if row["claim"] != shown["anchor"]]
    karez("reject", anchor, *BY, "--ledger", made.path)
    after = page(karez, made, made.incidents[0])
    assert after["id"] is None and after["anchor"] == anchor and after["claims"] == []
    assert "rejected it already" in after["closed"]
    assert after["stood_with"] == [f"inc-{other[4:16]}"]
    told = karez("show", made.incidents[0], "--ledger", made.path).out
    assert "no incident holds" in told and f"what was together with it: inc-{other[4:16]}" in told
    ran = karez("join", made.incidents[0], made.incidents[1], *BY, "--ledger", made.path)
    assert ran.status == 2 and "no incident holds" in ran.err


def test_a_claim_names_the_id_that_leads_to_its_incident(karez: Karez, made: Made) -> None:
    for key in "it":
        told = karez("show", made.claims[0][key], "--ledger", made.path).err
        (identity,) = re.findall(r"its incident: karez show (inc-[0-9a-f]{12})", told)
        assert page(karez, made, identity)["id"] == made.incidents[0]
    for key in "ps":
        assert "incident" not in karez("show", made.claims[0][key], "--ledger", made.path).err


def test_what_was_decided_follows_a_newer_reading(karez: Karez, made: Made) -> None:
    karez("join", made.claims[0]["i"], made.claims[1]["i"], *BY, "--ledger", made.path)
    entry = composed("Alpha", 10)
    drafts = [claim for claim in entry.reading.claims if claim.kind != "incident"]
    fresh = Claim(
        "clm-" + "f" * 32,
        span(entry.document.text, "men raided the customs post"),
        Incident(IncidentType.RAID),
        Realis.ASSERTED,
    )
    with Workspace.open(str(made.path)) as workspace:
        report = workspace.ledger.view().claims[0].report
        workspace.ledger.reread(report, Reading("en", claims=(fresh, *drafts)), reader="test.v2", pack="p@1")
        joined = workspace.joining(workspace.view()).joined
        assert joined.same(fresh.id, made.claims[1]["i"])
    anchor = "inc-" + made.claims[0]["i"][4:16]
    shown = page(karez, made, anchor)
    assert (shown["anchor"], shown["claim"]) == (made.claims[0]["i"], fresh.id)
    assert fresh.id in {row["claim"] for row in shown["claims"]}
    ran = karez("join", made.claims[0]["i"], made.claims[2]["i"], *BY, "--ledger", made.path)
    assert ran.status == 2 and fresh.id in ran.err, "it says which claim to decide about"


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("join", "i0"), "name two claims or incidents"),
        (("join", "i0", "i0"), "both mean it"),
        (("join", "I0", "i0"), "they are one already"),
        (("join", "I0", "s1"), "this is a status claim"),
        (("join", "I0", "p1"), "it is planned"),
        (("join", "I0", "inc-000000000000"), "K401 unknown-id: inc-000000000000"),
        (("join", "I0", "inc-xyz"), "an incident id is inc-"),
        (("join", "I0", "clm-000000000000"), "K401"),
        (("join", "I0", "R0"), "id of no claim"),
        (("keep-apart", "I0", "i0"), "karez split"),
        (("keep-apart", "i0", "t0"), "karez correct"),
        (("split", "I0", "i1"), "not of inc-"),
        (("split", "I0", "I0"), "name the claims"),
        (("split", "I0", "i0"), "nothing would stay"),
        (("split", "i0", "t0"), "give the incident first: "),
        (("split", "s0", "t0"), "this is a status claim"),
        (("split", "I0", "clm-000000000000"), "K401"),
    ],
)
def test_bad_input_is_told_and_changes_nothing(karez: Karez, made: Made, command: tuple[str, ...], told: str) -> None:
    with Workspace.open(str(made.path)) as workspace:
        reports = [record.id for record in workspace.view().reports]
        head = workspace.ledger.head()
    names = {f"I{n}": incident for n, incident in enumerate(made.incidents)}
    names |= {f"{key}{n}": claim for n, claims in enumerate(made.claims) for key, claim in claims.items()}
    names |= {f"R{n}": report for n, report in enumerate(reports)}
    ran = karez(command[0], *(names.get(name, name) for name in command[1:]), *BY, "--ledger", made.path)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("K4") and told in ran.err and ran.err.count("\n") == 1
    with Workspace.open(str(made.path)) as workspace:
        assert workspace.ledger.head() == head


def test_nothing_is_decided_about_a_claim_that_was_rejected(karez: Karez, made: Made) -> None:
    toll, incident = made.claims[0]["t"], "inc-" + made.claims[0]["i"][4:16]
    karez("reject", toll, *BY, "--ledger", made.path)
    for command in (("join", toll, made.incidents[1]), ("split", incident, toll), ("keep-apart", toll, incident)):
        ran = karez(*command, *BY, "--ledger", made.path)
        assert ran.status == 2 and f"karez accept {toll[:16]}" in ran.err
    ran = karez("join", incident, made.incidents[1], *BY, "--ledger", made.path, "--json")
    assert made.claims[0]["i"] in ran.json["subjects"] and toll not in ran.json["subjects"]


def test_who_and_why_must_be_said(karez: Karez, made: Made) -> None:
    for command in (("join", *made.incidents), ("keep-apart", *made.incidents[:2])):
        ran = karez(*command, "--by", " ", "--reason", "x", "--ledger", made.path)
        assert ran.status == 2 and "by whom" in ran.err


def test_an_id_that_begins_two_incidents_is_told(made: Made) -> None:
    with Workspace.open(str(made.path)) as workspace:
        now = Joined({f"clm-{digit}0{'0' * 30}": f"inc-{digit}0{'0' * 10}" for digit in "abb"} | {"clm-b1": "inc-b1"})
        held = Held(workspace.view(), JoinedClaims(now))
        with pytest.raises(RequestError, match="ambiguous-id: inc-b"):
            anchored("inc-b", held, workspace.ledger)
        assert anchored("inc-a", held, workspace.ledger).incident == "inc-a00000000000"
        for wrong in ("inc-", "inc-A", "inc-0123456789abc"):
            with pytest.raises(RequestError, match="an incident id is inc-"):
                anchored(wrong, held, workspace.ledger)


def test_names_of_private_persons_are_masked_on_the_page(karez: Karez, made: Made) -> None:
    ran = karez("join", *made.incidents[:2], "--by", "desk", "--reason", "the wife of Orlin Tarvek told both",
                "--ledger", made.path)  # fmt: skip
    assert ran.status == 0
    assert "Tarvek" not in karez("show", made.incidents[0], "--ledger", made.path).out
