"""A newer reading: equal ids stay, others are superseded, and what persons said follows."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from karez.ledger.ledger import Ledger
from karez.model.claim import Claim, Control, Reading, Toll
from karez.model.errors import RequestError
from karez.model.record import Judgement
from karez.model.text import Span
from karez.model.vocabulary import ClaimKind, ControlState, Verdict
from tests.made import entry

KNOWN = 100


@pytest.fixture
def first(ledger: Ledger) -> Claim:
    """The claim of a ledger with one report."""
    ledger.add(entry(10, known_from=KNOWN))
    return ledger.view().claims[0].claim


def other(claim: Claim, key: str, best: int = 0, move: int = 0) -> Claim:
    """A claim as another reader might make it of the same words, or of words further on."""
    body = claim.body
    assert isinstance(body, Toll)
    text = entry(10).document.text
    span = Span.of(text, claim.span.start + move, min(len(text), claim.span.end + move))
    return replace(claim, id="clm-" + key * 32, span=span, body=replace(body, best=best or body.best))


def reread(ledger: Ledger, claims: Sequence[Claim], reader: str = "test.v2", pack: str = "pack@1") -> int:
    report = ledger.view(as_of=2**62).reports[0].id
    return ledger.reread(report, Reading("en", claims=tuple(claims)), reader=reader, pack=pack)


def judge(ledger: Ledger, verdict: Verdict, claim: str, **changes: object) -> Judgement:
    return ledger.judge(Judgement(verdict, (claim,), "desk", "looked at it", KNOWN, changes=changes))


def ids(ledger: Ledger, **times: int) -> list[str]:
    return [record.claim.id for record in ledger.view(**times).claims]


def test_the_same_reading_again_adds_nothing(ledger: Ledger, first: Claim) -> None:
    head = ledger.head()
    assert reread(ledger, [first], reader="test.v1") == 0
    assert ledger.head() == head


def test_a_newer_reading_row_supersedes_the_older_one(ledger: Ledger, first: Claim) -> None:
    before = ledger.view()
    surer = replace(first, confidence=0.9, reader="test.v2")
    assert reread(ledger, [surer]) == 0
    assert [record.claim for record in ledger.view().claims] == [surer]
    assert [record.claim for record in ledger.view(recorded=before.recorded).claims] == [first]


def test_a_claim_that_is_found_once_more_is_live_again(ledger: Ledger, first: Claim) -> None:
    second = other(first, "b", 11)
    reread(ledger, [second], "test.v2")
    middle = ledger.view()
    assert reread(ledger, [first], "test.v3") == 0
    assert ids(ledger) == [first.id]
    assert ids(ledger, recorded=middle.recorded) == [second.id]
    assert ledger.successor(second.id) == first.id
    assert ledger.successor(first.id) == first.id
    head = ledger.head()
    reread(ledger, [first], "test.v3")
    assert ledger.head() == head, "a claim that was superseded long ago is not superseded again"
    assert ledger.verify() == ()


@pytest.mark.parametrize("verdict", [Verdict.REJECT, Verdict.RETRACT])
def test_a_closing_judgement_follows_over_two_readings(ledger: Ledger, first: Claim, verdict: Verdict) -> None:
    judge(ledger, verdict, first.id)
    reread(ledger, [other(first, "b", 11)], "test.v2")
    reread(ledger, [other(first, "c", 12)], "test.v3")
    assert ids(ledger) == []
    judge(ledger, Verdict.ACCEPT, "clm-" + "c" * 32)
    assert ids(ledger) == ["clm-" + "c" * 32]


@pytest.mark.parametrize(("verdict", "changes"), [(Verdict.ACCEPT, {}), (Verdict.CORRECT, {"best": 7})])
def test_a_judgement_on_an_old_id_holds_for_its_successor(
    ledger: Ledger, first: Claim, verdict: Verdict, changes: dict[str, object]
) -> None:
    second = other(first, "b", 11)
    reread(ledger, [second], "test.v2")
    judge(ledger, verdict, first.id, **changes)
    record = ledger.view().claims[0]
    assert record.claim.id == second.id
    assert record.corrected == bool(changes)
    reread(ledger, [other(first, "c", 12)], "test.v3")
    assert ids(ledger) == [second.id], "no machine supersedes what a person decided"


@pytest.mark.parametrize(("verdict", "changes"), [(Verdict.ACCEPT, {}), (Verdict.CORRECT, {"best": 7})])
def test_a_machine_leaves_what_a_person_decided_as_it_is(
    ledger: Ledger, first: Claim, verdict: Verdict, changes: dict[str, object]
) -> None:
    judge(ledger, verdict, first.id, **changes)
    before = list(ledger.view().claims)
    assert reread(ledger, [replace(first, confidence=0.1, reader="test.v2")]) == 0
    assert list(ledger.view().claims) == before, "its reading stays, too"
    assert reread(ledger, [other(first, "b", 11)], "test.v3") == 0
    assert reread(ledger, [], "test.v4") == 0
    assert list(ledger.view().claims) == before


def test_beside_a_decided_claim_that_is_found_again_others_may_stand(ledger: Ledger, first: Claim) -> None:
    judge(ledger, Verdict.ACCEPT, first.id)
    beside = other(first, "b", 3, move=3)
    assert reread(ledger, [first, beside]) == 1
    assert sorted(ids(ledger)) == sorted([first.id, beside.id])


def test_an_acceptance_that_was_taken_back_protects_nothing(ledger: Ledger, first: Claim) -> None:
    judge(ledger, Verdict.ACCEPT, first.id)
    judge(ledger, Verdict.REJECT, first.id)
    reread(ledger, [other(first, "b", 11)])
    assert ledger.successor(first.id) == "clm-" + "b" * 32
    assert ids(ledger) == []


def test_a_judgement_with_no_successor_waits(ledger: Ledger, first: Claim) -> None:
    made = judge(ledger, Verdict.REJECT, first.id)
    before = ledger.view()
    reread(ledger, [], "test.v2")
    assert [item.id for item in ledger.view().waiting] == [made.id]
    assert ledger.view(recorded=before.recorded).waiting == ()
    assert made.id in {item.id for item in ledger.view().judgements}
    elsewhere = other(first, "c", 5, move=25)
    reread(ledger, [elsewhere], "test.v3")
    assert [item.id for item in ledger.view().waiting] == [made.id], "other words are no successor"
    reread(ledger, [elsewhere, other(first, "b", 11)], "test.v4")
    assert ledger.view().waiting == ()
    assert ids(ledger) == [elsewhere.id], "the rejection was handed on"


def test_a_claim_of_another_kind_is_no_successor(ledger: Ledger, first: Claim) -> None:
    control = replace(first, id="clm-" + "d" * 32, body=Control(None, ControlState.HELD), fields={})
    assert control.kind is ClaimKind.CONTROL
    judge(ledger, Verdict.REJECT, first.id)
    reread(ledger, [control])
    assert ids(ledger) == [control.id]
    assert len(ledger.view().waiting) == 1


def test_the_successor_is_the_one_that_shares_most(ledger: Ledger, first: Claim) -> None:
    judge(ledger, Verdict.REJECT, first.id)
    near, far = other(first, "b", 11, move=2), other(first, "c", 12, move=15)
    reread(ledger, [far, near])
    assert ids(ledger) == [far.id]
    assert ledger.successor(first.id) == near.id


def test_a_rejection_does_not_pass_to_a_claim_that_stood_beside(ledger: Ledger, first: Claim) -> None:
    beside = other(first, "b", 3, move=3)
    reread(ledger, [first, beside], "test.v2")
    judge(ledger, Verdict.REJECT, first.id)
    reread(ledger, [beside], "test.v3")
    assert ids(ledger) == [beside.id]
    assert len(ledger.view().waiting) == 1


def test_joins_name_the_claims_that_stand_now(ledger: Ledger, first: Claim) -> None:
    ledger.add(entry(20, known_from=KNOWN))
    ids_now = sorted(ids(ledger))
    ledger.judge(Judgement(Verdict.JOIN, tuple(ids_now), "desk", "one happening", KNOWN))
    report = next(record.report for record in ledger.view().claims if record.claim.id == first.id)
    second = other(first, "b", 11)
    ledger.reread(report, Reading("en", claims=(second,)), reader="test.v2", pack="p")
    (join,) = ledger.view().judgements
    assert set(join.subjects) == {second.id, *ids_now} - {first.id}


def test_only_reports_of_the_ledger_are_read_anew(ledger: Ledger) -> None:
    with pytest.raises(RequestError, match="unknown-id"):
        ledger.reread("rep-none", Reading("en"), reader="test.v2", pack="p")


def test_a_judgement_is_said_of_one_claim_of_the_ledger(ledger: Ledger, first: Claim) -> None:
    with pytest.raises(RequestError, match="unknown-id"):
        judge(ledger, Verdict.REJECT, "clm-none")
    for subjects in ((), (first.id, first.id)):
        with pytest.raises(RequestError, match="one claim"):
            ledger.judge(Judgement(Verdict.REJECT, subjects, "desk", "all", KNOWN))
