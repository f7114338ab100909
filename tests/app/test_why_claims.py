"""Why two claims of a ledger are joined or not, and what waits for a person to decide."""

from pathlib import Path

import pytest

from karez.app.suggestions import NEAR
from karez.app.workspace import Workspace
from karez.ledger.values import Entry
from karez.model.claim import Reading
from karez.resolve.incidents.weights import incident_weights
from tests.app.attacks import BY, Made, composed
from tests.app.conftest import Karez


def with_reprint(made: Made) -> tuple[str, str]:
    """Add another paper's print of the first report; return both incident claims."""
    again = composed("Alpha", 10, publisher="Example Daily")
    with Workspace.open(str(made.path)) as workspace:
        workspace.ledger.add(again)
    return made.claims[0]["i"], again.reading.claims[0].id


def test_every_comparison_is_told_and_adds_up(karez: Karez, made: Made) -> None:
    one, other = with_reprint(made)
    told = karez("why", one, other[:20], "--ledger", made.path, "--json").json
    assert told["joined"] and {row["claim"] for row in told["claims"]} == {one, other}
    weights = [item["weight"] for item in told["comparisons"]]
    assert told["start"] + sum(weights) == pytest.approx(told["weight"], abs=1e-4)
    assert len(weights) >= 8
    assert weights == sorted(weights, key=abs, reverse=True)
    shown = karez("why", one, other, "--ledger", made.path).out
    assert "Armed men raided the customs post" in shown and "same town" in shown
    assert f"joined: both are of {told['incidents'][0]}" in shown


def test_two_incidents_are_told_by_their_nearest_claims(karez: Karez, made: Made) -> None:
    told = karez("why", made.incidents[0], made.incidents[1], "--ledger", made.path, "--json").json
    assert not told["joined"] and sorted(told["incidents"]) == sorted(made.incidents[:2])
    assert told["weighed"] == 4 and len(told["pairs"]) == 3
    assert all(pair["weight"] <= told["weight"] for pair in told["pairs"])
    assert "not joined: they are of inc-" in karez("why", *made.incidents[:2], "--ledger", made.path).out


def test_a_claim_and_its_own_incident(karez: Karez, made: Made) -> None:
    told = karez("why", made.claims[0]["i"], made.incidents[0], "--ledger", made.path, "--json").json
    assert {row["claim"] for row in told["claims"]} == {made.claims[0]["i"], made.claims[0]["t"]}
    assert told["reasons"] == ["their report holds them together"]


def test_what_persons_decided_is_told(karez: Karez, made: Made) -> None:
    one, two = made.incidents[:2]
    karez("keep-apart", one, two, *BY, "--ledger", made.path)
    told = karez("why", made.claims[0]["i"], made.claims[1]["i"], "--ledger", made.path, "--json").json
    assert told["reasons"] == ["persons keep their incidents apart"]
    assert [item["verdict"] for item in told["decisions"]] == ["keep_apart"]
    karez("join", one, two, *BY, "--ledger", made.path)
    shown = karez("why", made.claims[0]["i"], made.claims[1]["i"], "--ledger", made.path).out
    assert "persons joined them" in shown and "overruled by jdg-" in shown
    third = karez("why", made.claims[0]["i"], made.claims[2]["i"], "--ledger", made.path, "--json").json
    assert third["decisions"] == [], "a decision about others is left out"


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("i0", "i0"), "give two claims or incidents"),
        (("i0", "p0"), "it is planned"),
        (("i0", "s0"), "this is a status claim"),
        (("i0", "clm-000000000000"), "K401"),
        (("i0", "inc-000000000000"), "K401"),
        (("i0", "i1", "--jsonl", "in.jsonl"), "give --jsonl or --ledger"),
    ],
)
def test_bad_input_of_why_is_told(karez: Karez, made: Made, names: tuple[str, ...], told: str) -> None:
    known = {f"{key}{n}": claim for n, claims in enumerate(made.claims) for key, claim in claims.items()}
    ran = karez("why", *(known.get(name, name) for name in names), "--ledger", made.path)
    assert (ran.status, ran.out) == (2, "") and told in ran.err
    assert ran.err.count("\n") == 1


def test_one_claim_alone_is_no_pair(karez: Karez, made: Made) -> None:
    claim = made.claims[0]["i"]
    ran = karez("why", claim, claim[:20], "--ledger", made.path)
    assert ran.status == 2 and "give two claims or incidents" in ran.err


def test_doubtful_pairs_wait_until_somebody_decides(karez: Karez, ledger: Path) -> None:
    queue = karez("suggestions", "--ledger", ledger, "--json").json
    distances = [abs(one["weight"] - one["limit"]) for one in queue["pairs"]]
    assert distances == sorted(distances) and max(distances) <= NEAR
    assert len(distances) == min(20, queue["doubtful"]) > 1
    assert len({tuple(sorted(one["incidents"])) for one in queue["pairs"]}) == len(distances)
    assert all(one["limit"] == incident_weights().limit for one in queue["pairs"])
    for way in ("leave", "change"):
        first = karez("suggestions", "--ledger", ledger, "--json").json["pairs"][0]
        ran = karez(*first[way].split()[1:], *BY, "--ledger", ledger)
        assert ran.status == 0, ran.err
        claims = [row["claim"] for row in first["claims"]]
        rest = karez("suggestions", "--limit", 1_000, "--ledger", ledger, "--json").json["pairs"]
        assert claims not in [[row["claim"] for row in one["claims"]] for one in rest]
        why = karez("why", *claims, "--ledger", ledger, "--json").json
        assert why["joined"] == (first["joined"] if way == "leave" else not first["joined"])


def test_the_queue_shows_both_sentences_and_the_commands(karez: Karez, ledger: Path) -> None:
    ran = karez("suggestions", "--limit", "2", "--ledger", ledger)
    assert ran.status == 0
    assert ran.out.count("right as it is: karez ") == ran.out.count("wrong: karez ") == 2
    assert ran.out.count("“") >= 4
    assert "2 shown" in ran.err
    assert karez("suggestions", "--limit", "-1", "--ledger", ledger).status == 2


def test_an_empty_ledger_has_no_queue(karez: Karez) -> None:
    karez("init", "--ledger", "empty.db")
    assert karez("suggestions", "--ledger", "empty.db", "--json").json == {"pairs": [], "doubtful": 0, "waiting": []}


def test_a_judgement_that_lost_its_claim_waits_in_the_queue(karez: Karez, made: Made) -> None:
    joined = karez("join", made.claims[0]["i"], made.claims[1]["i"], *BY, "--ledger", made.path, "--json").json
    entry: Entry = composed("Alpha", 10)
    with Workspace.open(str(made.path)) as workspace:
        report = entry.document.report_id
        workspace.ledger.reread(report, Reading("en"), reader="test.v2", pack="p@1")
    queue = karez("suggestions", "--ledger", made.path, "--json").json
    assert [item["id"] for item in queue["waiting"]] == [joined["id"]]
    assert "read anew into nothing: " + joined["id"] in karez("suggestions", "--ledger", made.path).out
