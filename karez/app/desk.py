"""Where a person decides about claims and reports: finds, accepts, rejects, corrects, retracts. Nothing is erased."""

from collections.abc import Callable, Mapping

from karez.app.log import log
from karez.ledger.ledger import Ledger
from karez.model.correction import LINKS, parsed
from karez.model.errors import RequestError
from karez.model.record import ClaimRecord, Judgement, ReportRecord
from karez.model.vocabulary import Verdict

_FAR = 2**62
CLOSING = (Verdict.REJECT, Verdict.RETRACT)


class Desk:
    """Judgements about the claims of one ledger. ``instant`` turns words into an instant of the ledger's zone."""

    def __init__(self, ledger: Ledger, instant: Callable[[str], int]) -> None:
        self._ledger = ledger
        self._instant = instant

    def find(
        self, prefix: str, *, as_of: int | None = None, recorded: int | None = None
    ) -> ClaimRecord | ReportRecord | Judgement:
        """Return what an id, or its beginning, names; a rejected or retracted claim has ``known_to`` set.

        With instants it is returned as it was known and recorded by then. Raises RequestError unknown-id, also for what
        was not known by then; ambiguous-id.
        """
        if prefix[:1] in "Ff" and prefix[1:].isdigit():
            raise RequestError("unknown-id", f"{prefix} is the number of a sentence in one brief; take the id that "
                               "stands with it under References, such as clm-0123456789ab", place=prefix)  # fmt: skip
        identity = self._ledger.resolve(prefix)
        timed = as_of is not None or recorded is not None
        found = self._found(identity, as_of, recorded) if timed else self._ledger.record(identity)
        if found is None:
            raise RequestError("unknown-id", "it was not known and recorded by then" if timed else "", place=prefix)
        return found

    def _found(
        self, identity: str, as_of: int | None, recorded: int | None
    ) -> ClaimRecord | ReportRecord | Judgement | None:
        view = self._ledger.view(as_of=as_of, recorded=recorded, closed=True)
        claim = next((record for record in view.claims if record.claim.id == identity), None)
        report = next((one for one in view.reports if one.id == identity), None)
        return claim or report or next((one for one in view.judgements if one.id == identity), None)

    def successor(self, claim: str) -> str | None:
        """Return the claim that a newer reading put in the place of ``claim``; None where it stands itself."""
        other = self._ledger.successor(claim)
        return None if other == claim else other

    def accept(self, claim: str, *, by: str, reason: str) -> Judgement:
        """Take a claim as rightly read: a rejection is undone, and no later reading supersedes the claim.

        Of a report that its source had retracted, undo that. Raises RequestError unknown-id; bad-request for a report
        that stands, and for a claim whose report is retracted.
        """
        found = self.find(claim)
        if isinstance(found, ReportRecord) and found.retracted is None:
            raise RequestError("bad-request", "the report stands; nothing is to be undone", place=found.id)
        if not isinstance(found, ReportRecord):
            found = self._claim(claim)
            self._check_report(found)
        return self._judge(Verdict.ACCEPT, found, by, reason)

    def reject(self, claim: str, *, by: str, reason: str, published: str | None = None) -> Judgement:
        """Reject a claim as misread; with ``published``, record that its source took it back at that time.

        Raises RequestError unknown-id, bad-value, bad-request for a claim that was rejected already.
        """
        if published:
            return self.retract(self._claim(claim).claim.id, by=by, reason=reason, published=published)
        return self._judge(Verdict.REJECT, self.open_claim(claim), by, reason)

    def retract(self, identity: str, *, by: str, reason: str, published: str | None = None) -> Judgement:
        """Record that a source took back a claim, or a whole report with all its claims, at the time ``published``.

        Without a time it was taken back when it is recorded; it is then closed from now on. Raises RequestError
        unknown-id, bad-value, bad-request for what is closed already.
        """
        found = self.find(identity)
        if isinstance(found, ReportRecord):
            if found.retracted is not None:
                raise RequestError("bad-request", self._taken_back(found.id), place=found.id)
            return self._judge(Verdict.RETRACT, found, by, reason, published=published or "now")
        return self._judge(Verdict.RETRACT, self.open_claim(identity), by, reason, published=published or "now")

    def correct(
        self, claim: str, changes: Mapping[str, object], *, by: str, reason: str, published: str | None = None
    ) -> Judgement:
        """Correct values of a claim as misread; with ``published``, as its source corrected them at that time.

        Raises RequestError unknown-id, bad-value, bad-request for a claim that was rejected.
        """
        record = self.open_claim(claim)
        linked = {name: self._link(name, value, record) for name, value in changes.items()}
        values = parsed(record.claim, linked)
        if not values:
            raise RequestError("bad-request", "no change is given")
        return self._judge(Verdict.CORRECT, record, by, reason, changes=values, published=published)

    def withhold(self, report: str, *, by: str, reason: str) -> Judgement:
        """Destroy a report's text and bytes. Raises RequestError unknown-id."""
        made = self._ledger.withhold(self._ledger.resolve(report), by=by, reason=reason)
        log().info("withheld", report=made.report, judgement=made.id)
        return made

    def _claim(self, prefix: str) -> ClaimRecord:
        found = self.find(prefix)
        if not isinstance(found, ClaimRecord):
            raise RequestError("bad-value", "this is the id of no claim", place=prefix)
        return found

    def open_claim(self, prefix: str) -> ClaimRecord:
        """Return the claim that an id, or its beginning, names, where something can be decided about it.

        Raises RequestError unknown-id, ambiguous-id, bad-value for the id of no claim, and bad-request for a claim that
        was rejected, retracted or read anew, with what to decide about.
        """
        record = self._claim(prefix)
        if record.known_to is None:
            return record
        self._check_report(record)
        claim = record.claim.id
        other = self.successor(claim)
        about = (item for item in reversed(self._ledger.view(as_of=_FAR).judgements) if claim in item.subjects)
        closing = next((item for item in about if item.verdict in CLOSING), None)
        if other:
            why = f"its report was read anew, and {other} stands in its place; decide about that one"
        elif closing:
            why = f"{closing.by} rejected it already ({closing.id}); to decide anew: karez accept {claim[:16]}"
        else:
            why = "its report was read anew, and nothing stands in its place"
        raise RequestError("bad-request", why, place=claim)

    def _check_report(self, record: ClaimRecord) -> None:
        """Refuse to decide about a claim of a report that is retracted as a whole. Raises RequestError bad-request."""
        report = self._ledger.record(record.report)
        if isinstance(report, ReportRecord) and report.retracted is not None:
            raise RequestError("bad-request", self._taken_back(record.report), place=record.claim.id)

    def _taken_back(self, report: str) -> str:
        judgements = self._ledger.view(as_of=_FAR).judgements
        about = (item for item in reversed(judgements) if item.report == report and not item.subjects)
        closing = next(item for item in about if item.verdict is Verdict.RETRACT and not item.changes)
        return f"the report was retracted by {closing.by} ({closing.id}); to undo that: karez accept {report[:16]}"

    def _link(self, name: str, value: object, record: ClaimRecord) -> object:
        """Give a link to another claim of the same report its full id."""
        if name not in LINKS or value in (None, "null"):
            return value
        other = self._claim(str(value))
        if other.report != record.report or other.claim.kind != LINKS[name] or other.claim.id == record.claim.id:
            raise RequestError(
                "bad-value", f"{name} must be another {LINKS[name]} of the same report", place=str(value)
            )
        return other.claim.id

    def _judge(
        self,
        verdict: Verdict,
        record: ClaimRecord | ReportRecord,
        by: str,
        reason: str,
        *,
        changes: Mapping[str, object] | None = None,
        published: str | None = None,
    ) -> Judgement:
        check_signed(by, reason)
        known = self._instant(published) if published else record.known_from
        if published == "now":
            known = max(known, record.known_from)
        if known < record.known_from:
            raise RequestError("bad-value", f"{published} is before the report itself was published")
        subjects: tuple[str, ...] = () if isinstance(record, ReportRecord) else (record.claim.id,)
        report = record.id if isinstance(record, ReportRecord) else record.report
        told = Judgement(verdict, subjects, by, reason, known, changes=dict(changes or {}), report=report)
        made = self._ledger.judge(told)
        log().info("judged", verdict=verdict.value, report=report, claim=", ".join(subjects), judgement=made.id)
        return made


def check_signed(by: str, reason: str) -> None:
    """Raise RequestError bad-request where it is not said who decides, or why."""
    if not by.strip() or not reason.strip():
        raise RequestError("bad-request", "say by whom and for what reason; both stand in every brief")
