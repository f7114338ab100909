"""Where a person decides which claims speak of one incident: joins, splits, keeps apart. Nothing is erased."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from karez.app.desk import CLOSING, Desk, check_signed
from karez.app.held import INCIDENT, Anchored, Held, anchored
from karez.app.log import log
from karez.ledger.ledger import Ledger
from karez.model.claim import Incident, Toll
from karez.model.errors import RequestError
from karez.model.record import OVERRULES, SIDES, SPLIT, ClaimRecord, Judgement, View
from karez.model.vocabulary import Verdict
from karez.resolve.incidents.decisions import standing
from karez.resolve.incidents.join import JoinedClaims

_LATER = 2**62


Times = tuple[int | None, int | None]


class IncidentDesk:
    """Judgements about the incidents of one ledger. ``joining`` gives the incidents of a view.

    A name is the id of a claim, or of an incident for the claims that it holds now; beginnings of ids are enough.
    """

    def __init__(
        self, ledger: Ledger, desk: Desk, joining: Callable[[View], JoinedClaims], times: Times = (None, None)
    ) -> None:
        self._ledger = ledger
        self._desk = desk
        self._joining = joining
        self._times = times

    def at(self, times: Times) -> "IncidentDesk":
        """Return the desk as of two instants, to be looked at: as of and recorded, None for the latest."""
        return IncidentDesk(self._ledger, self._desk, self._joining, times)

    def held(self) -> Held:
        """Return the incidents of the ledger's latest view, or of that as of the desk's times."""
        as_of, recorded = self._times
        view = self._ledger.view(as_of=as_of, recorded=recorded)
        return Held(view, self._joining(view))

    def find(self, prefix: str, held: Held | None = None) -> Anchored:
        """Return what an incident id that was ever printed, or its beginning, leads to.

        Raises RequestError unknown-id, ambiguous-id.
        """
        return anchored(prefix, held or self.held(), self._ledger)

    def join(self, names: Sequence[str], *, by: str, reason: str) -> Judgement:
        """Decide that all that is named speaks of one incident.

        Raises RequestError unknown-id, ambiguous-id, bad-value for a claim that is of no incident, bad-request for
        less than two or for what holds another.
        """
        held = self.held()
        sides = [self.claims_of(name, held) for name in names]
        if len(sides) < 2:
            raise RequestError("bad-request", "name two claims or incidents, or more")
        self._check_apart(names, sides, "they are one already")
        return self._judge(held, Judgement(Verdict.JOIN, (), by, reason, 0), sides)

    def keep_apart(self, one: str, other: str, *, by: str, reason: str) -> Judgement:
        """Decide that nothing of the one is of an incident with anything of the other.

        Raises RequestError as ``join`` does, and bad-request for claims that their report holds together.
        """
        held = self.held()
        sides = [self.claims_of(name, held) for name in (one, other)]
        self._check_apart((one, other), sides, "take a claim out of its incident with karez split")
        shared = set(held.bundled(sides[0])) & set(held.bundled(sides[1]))
        if shared:
            raise RequestError("bad-request", _bound(one, other), place=sorted(shared)[0])
        return self._judge(held, Judgement(Verdict.KEEP_APART, (), by, reason, 0), sides)

    def split(self, incident: str, claims: Sequence[str], *, by: str, reason: str) -> Judgement:
        """Decide that claims leave an incident, as one new one, with all that their reports hold together with them.

        Raises RequestError unknown-id, ambiguous-id; bad-value for claims that are not of the incident, bad-request
        where nothing would stay in it.
        """
        held = self.held()
        if not incident.startswith(INCIDENT):
            raise RequestError("bad-value", self._no_incident(incident, held), place=incident)
        found = self.find(incident, held)
        members = held.members[self._holding(found)]
        named = [self._claim(name, held) for name in claims]
        if not named:
            raise RequestError("bad-request", "name the claims that leave")
        for claim in named:
            if claim not in members:
                raise RequestError(
                    "bad-value", f"it is of {held.joined.incidents[claim]}, not of {incident}", place=claim
                )
        leave = held.bundled(named)
        stay = [claim for claim in members if claim not in leave]
        if not stay:
            raise RequestError("bad-request", "nothing would stay in the incident", place=incident)
        made = Judgement(Verdict.KEEP_APART, (), by, reason, 0, changes={SPLIT: self._holding(found)})
        return self._judge(held, made, [leave, stay])

    def why_none(self, found: Anchored, held: Held) -> str:
        """Return why no incident holds what an incident id leads to."""
        try:
            self._claim(found.claim, held)
        except RequestError as error:
            return error.detail
        raise LookupError(f"{found.claim} is of an incident")

    def stood_with(self, found: Anchored, held: Held) -> tuple[str, ...]:
        """Return the incidents that now hold what was together with an anchor before it was rejected or taken back."""
        record = self._ledger.record(found.claim)
        report = record.report if isinstance(record, ClaimRecord) else None
        closing = [item for item in held.view.judgements if item.verdict in CLOSING]
        of_report = [item for item in closing if not item.subjects and not item.changes and item.report == report]
        about = [item for item in closing if found.claim in item.subjects or item in of_report]
        if not about:
            return ()
        before = self._joining(self._ledger.view(recorded=about[-1].recorded - 1)).joined.incidents
        mine = before.get(found.claim)
        return held.of([claim for claim, incident in before.items() if mine and incident == mine])

    def claims_of(self, name: str, held: Held) -> tuple[str, ...]:
        """Return the claims that a name means now.

        Raises RequestError unknown-id, ambiguous-id; bad-value for a claim that is of no incident; bad-request for one
        that is closed, or an incident whose claim is.
        """
        if name.startswith(INCIDENT):
            return held.members[self._holding(self.find(name, held))]
        return (self._claim(name, held),)

    def _claim(self, name: str, held: Held) -> str:
        """The full id of a claim of an incident. Raises RequestError as ``open_claim`` does, bad-value for another."""
        if name.startswith(INCIDENT):
            raise RequestError("bad-value", "name the claims of the incident", place=name)
        claim = self._desk.open_claim(name).claim
        if held.has(claim.id):
            return claim.id
        if isinstance(claim.body, Incident | Toll):
            raise RequestError("bad-value", f"it is {claim.realis}, so it tells of no incident", place=claim.id)
        raise RequestError("bad-value", f"incidents hold incident and toll claims, and this is a {claim.kind} claim",
                           place=claim.id)  # fmt: skip

    def _holding(self, found: Anchored) -> str:
        if found.incident is None:
            claim = found.anchor if found.claim == found.anchor else f"{found.claim}, which stands for {found.anchor},"
            raise RequestError("bad-request", f"no incident holds {claim} now: karez show {found.id}", place=found.id)
        return found.incident

    def _no_incident(self, name: str, held: Held) -> str:
        return f"give the incident first: {name} is of {held.joined.incidents[self._claim(name, held)]}"

    def _check_apart(self, names: Sequence[str], sides: Sequence[Sequence[str]], told: str) -> None:
        seen: dict[str, str] = {}
        for name, side in zip(names, sides, strict=True):
            double = next((claim for claim in side if claim in seen), None)
            if double is not None:
                raise RequestError("bad-request", f"{seen[double]} and {name} both mean it; {told}", place=double)
            seen.update(dict.fromkeys(side, name))

    def _judge(self, held: Held, told: Judgement, sides: Sequence[Sequence[str]]) -> Judgement:
        """Append a judgement on ``sides``, known from the latest of its reports, with what it overrules."""
        check_signed(told.by, told.reason)
        subjects = tuple(claim for side in sides for claim in side)
        known = max(held.records[claim].known_from for claim in subjects)
        changes: dict[str, object] = {**told.changes, SIDES: [list(side) for side in sides]}
        told = replace(told, subjects=subjects, known_from=known, changes=changes, id="jdg-", recorded=_LATER)
        after = standing(replace(held.view, judgements=(*held.view.judgements, told))).overruled
        over = [item.id for item in held.view.judgements if told.id in after.get(item.id, ())]
        if over:
            changes[OVERRULES] = over
        made = self._ledger.judge(replace(told, id="", recorded=0))
        log().info("judged", verdict=made.verdict.value, claims=len(subjects), judgement=made.id, overrules=len(over))
        return made


def _bound(one: str, other: str) -> str:
    return (
        f"{one} and {other} are held together by their own report, as a toll and its incident are;"
        " to undo that: karez correct TOLL of=null"
    )
