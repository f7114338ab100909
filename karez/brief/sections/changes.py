"""What changed since an earlier time. A re-print of what was known is no change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from karez.brief.cite import Citations
from karez.brief.outline import Line, Part, Section
from karez.brief.sections.about import is_decision, judgement_words
from karez.brief.sections.happenings import issuer_words
from karez.brief.sections.highlights import control_parts
from karez.brief.sections.people import earlier_parts, subject
from karez.brief.sections.states import asset_words, state_words
from karez.brief.words import day, label, number_words, words
from karez.model.claim import Claim, Toll
from karez.model.finding import AssetStatus, ControlSpan, DirectiveFinding, Findings, TollFinding
from karez.model.record import View
from karez.model.vocabulary import DerivedState, Verdict

_TOLD = frozenset({Verdict.REJECT, Verdict.CORRECT, Verdict.RETRACT})


@dataclass(frozen=True, slots=True)
class Before:
    """What was known at the earlier time: the findings of then, and that time as an instant."""

    findings: Findings
    since: int


def change_section(findings: Findings, before: Before | None, view: View, cite: Citations) -> Section:
    """New and changed tolls, states, holders and orders, and judgements since the earlier time."""
    title = words()["sections"]["changes"]
    if before is None:
        note = Line((Part("No earlier time was asked for; use --since to compare."),), "note")
        return Section("changes", title, (note,))
    was = before.findings
    lines = [
        *_tolls(findings.tolls, was.tolls, cite),
        *_revisions(findings.tolls, before.since, cite),
        *_statuses(findings.statuses, was.statuses, cite),
        *_control(findings.control, was.control, cite),
        *_directives(findings.directives, was.directives, cite),
        *_judgements(view, before.since, cite),
    ]
    if not lines:
        lines = [Line((Part("Nothing that was reported since then changes a figure, a state or a holder."),), "note")]
    return Section("changes", title, tuple(lines))


# ---------------------------------------------------------------- tolls
class _Earlier:
    """Finds what a finding was: it shares a claim, else speaks of the same, else gives the same number."""

    def __init__(self, before: Sequence[TollFinding]) -> None:
        self._by_claim = {claim: was for was in reversed(before) for claim in was.claims}
        self._by_key = {_key(was): was for was in reversed(before)}
        self._by_number: dict[tuple[object, ...], list[TollFinding]] = {}
        for was in before:
            self._by_number.setdefault(_number_key(was), []).append(was)

    def of(self, toll: TollFinding) -> TollFinding | None:
        """The earlier finding, None where there was none."""
        shared = next((self._by_claim[claim] for claim in toll.claims if claim in self._by_claim), None)
        return shared or self._by_key.get(_key(toll)) or self.alike(toll)

    def alike(self, toll: TollFinding) -> TollFinding | None:
        """A finding of the same number whose place and day do not differ, where they are told."""
        return next((was for was in self._by_number.get(_number_key(toll), ()) if _may_be_one(was, toll)), None)


def _tolls(now: Sequence[TollFinding], before: Sequence[TollFinding], cite: Citations) -> Iterator[Line]:
    earlier, later = _Earlier(before), _Earlier(now)
    found = [(toll, earlier.of(toll)) for toll in now]
    for toll, was in found:
        about = f"{number_words(*_bounds(toll))} {subject(toll)}, {cite.place(toll.place, toll.place_quote)}"
        if was is None:
            yield Line((cite.part(f"New: {about} — {cite.claimants(toll.claims)}", toll.claims),))
        elif _bounds(was) != _bounds(toll):
            text = f"Changed: {about}; before that {number_words(*_bounds(was))}"
            yield Line((cite.part(text, (*toll.claims, *was.claims)),))
    told = {claim for toll in now for figure in toll.figures for claim in (*figure.claims, *figure.earlier)}
    followed = {was.id for _, was in found if was}
    for was in before:
        if was.id not in followed and not told & set(was.claims) and later.alike(was) is None:
            yield _withdrawn(was, cite)


def _withdrawn(was: TollFinding, cite: Citations) -> Line:
    """A figure that no claim gives any more; where none of its claims lives, its number is not written again."""
    claims = [claim for claim in was.claims if cite.holds(claim)]
    place = cite.place(was.place, was.place_quote)
    if not claims:
        return Line((Part(f"No longer given: the earlier figure of {subject(was)}, {place}"),), "note")
    return Line((cite.part(f"No longer given: {number_words(*_bounds(was))} {subject(was)}, {place}", claims),))


def _key(toll: TollFinding) -> tuple[object, ...]:
    place = toll.place.id if toll.place else toll.place_quote
    return (toll.harm, toll.victims, toll.unit, toll.scope, place, toll.start, toll.perpetrators)


def _number_key(toll: TollFinding) -> tuple[object, ...]:
    return (toll.harm, toll.victims, toll.unit, toll.perpetrators, _bounds(toll))


def _may_be_one(one: TollFinding, other: TollFinding) -> bool:
    """Whether place and day of two tolls do not differ, where both tell them."""
    places = {toll.place.id for toll in (one, other) if toll.place}
    starts = {toll.start for toll in (one, other) if toll.start}
    return len(places) < 2 and len(starts) < 2


def _bounds(toll: TollFinding) -> tuple[int | None, int | None, int | None]:
    return (toll.low, toll.best, toll.high)


def _revisions(now: Sequence[TollFinding], since: int, cite: Citations) -> Iterator[Line]:
    """Figures that their own claimant changed since then, by a later report or by a correction."""
    for toll in now:
        for figure in toll.figures:
            new = [claim for claim in figure.claims if cite.holds(claim) and cite.record(claim).known_from > since]
            parts = earlier_parts(figure, cite) if figure.known_from > since else []
            corrects = [claim for claim in new if _corrects(cite.record(claim).claim)]
            if parts or corrects:
                number = number_words(figure.low, figure.best, figure.high)
                text = f"Revised by {cite.claimant(figure.claims[0])}: {number} {subject(toll)}"
                quoted = [cite.part(f" — “{cite.sentence(claim)}”", (claim,)) for claim in corrects[:1]]
                yield Line((cite.part(text, figure.claims), *parts, *quoted))


def _corrects(claim: Claim) -> bool:
    return isinstance(claim.body, Toll) and claim.body.replaces is not None


# ---------------------------------------------------------------- states
def _statuses(now: Sequence[AssetStatus], before: Sequence[AssetStatus], cite: Citations) -> Iterator[Line]:
    old = {status.key: status for status in before}
    told = {(was.asset_type, was.reported, _words(was.claims, cite)) for was in before}
    for status in now:
        was = old.get(status.key)
        if was is None and (status.asset_type, status.reported, _words(status.claims, cite)) in told:
            continue
        if was and (was.state, was.reported) == (status.state, status.reported):
            continue
        yield Line((cite.part(_status_words(status, was, cite), status.claims),))


def _words(claims: Sequence[str], cite: Citations) -> frozenset[str]:
    return frozenset(cite.sentence(claim).casefold() for claim in claims[-1:] if cite.holds(claim))


def _status_words(status: AssetStatus, was: AssetStatus | None, cite: Citations) -> str:
    name = asset_words(status, cite)
    last = status.claims[-1]
    said = f"reported {state_words(status.reported, status)} by {cite.claimant(last)}, {cite.published(last)}"
    if status.state is DerivedState.UNKNOWN and was and was.reported is status.reported:
        return f"Aged: {name}: state now unknown, the report is older than its freshness; last {said}"
    if status.state is DerivedState.CONTESTED:
        said = f"contested; last {said}"
    if status.state is DerivedState.UNKNOWN:
        said += "; state now unknown"
    earlier = f"; before that {label('states', was.state)}" if was else ""
    return f"{'Changed' if was else 'New'}: {name}: {said}{earlier}"


# ---------------------------------------------------------------- control, directives, judgements
def _control(now: Sequence[ControlSpan], before: Sequence[ControlSpan], cite: Citations) -> Iterator[Line]:
    known = {_holding(span) for span in before}
    told = {claim for was in before for claim in was.claims}
    open_before, open_now = ({_holding(span) for span in spans if span.open} for spans in (before, now))
    for span in now:
        if _holding(span) not in known and not told & set(span.claims):
            yield Line((Part("New: "), *control_parts(span, cite)))
        elif not span.open and _holding(span) in open_before:
            yield Line((Part("Ended: "), *control_parts(span, cite)))
    for was in before:
        if was.open and not any(cite.holds(claim) for claim in was.claims) and _holding(was) not in open_now:
            holder = cite.masked(was.holder or "a party not named")
            text = f"No longer claimed: {holder} at {cite.place(was.place, was.place_quote)}"
            yield Line((Part(text),), "note")


def _holding(span: ControlSpan) -> tuple[object, ...]:
    place = span.place.id if span.place else (span.place_quote or "").casefold()
    return (place, span.holder_id or (span.holder or "").casefold(), span.state, span.realis)


def _directives(now: Sequence[DirectiveFinding], before: Sequence[DirectiveFinding], cite: Citations) -> Iterator[Line]:
    by_claim = {claim: old for old in before for claim in old.claims}
    by_words = {(old.action, _words(old.claims[:1], cite)): old for old in before if cite.holds(old.claims[0])}
    for item in now:
        shared = next((by_claim[claim] for claim in item.claims if claim in by_claim), None)
        was = shared or by_words.get((item.action, _words(item.claims[:1], cite)))
        said = f"{item.action.value}{issuer_words(item, cite)}: “{cite.sentence(item.claims[0])}”"
        if was is None:
            yield Line((cite.part(f"New order: {said}", item.claims[:1]),))
        elif item.lapsed and not was.lapsed and item.ends:
            yield Line((cite.part(f"Its end has passed ({day(item.ends)}): {said}", item.claims[:1]),))


def _judgements(view: View, since: int, cite: Citations) -> Iterator[Line]:
    """Claims that a person rejected or corrected, or a source took back, since then; reading anew is none of these."""
    for judgement in view.judgements:
        told = judgement.verdict in _TOLD and is_decision(judgement)
        if told and max(judgement.recorded, judgement.known_from) > since:
            subjects = [claim for claim in judgement.subjects if cite.holds(claim)]
            yield Line((cite.part(judgement_words(judgement, cite), subjects),), "item" if subjects else "note")
