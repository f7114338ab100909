"""What changed since an earlier time. A re-print of what was known is no change."""

from collections.abc import Iterator
from dataclasses import dataclass

from karez.brief.cite import Citations
from karez.brief.judgements import named
from karez.brief.outline import Line, Part, Section
from karez.brief.sections.about import is_decision, judgement_words
from karez.brief.sections.happenings import issuer_words
from karez.brief.sections.highlights import control_parts
from karez.brief.sections.people import earlier_parts, subject
from karez.brief.sections.states import asset_words, state_words
from karez.brief.words import day, label, number_words, words
from karez.model.change import Change, ChangeKind
from karez.model.claim import Claim, Toll
from karez.model.finding import AssetStatus, ControlSpan, DirectiveFinding, Findings, TollFinding
from karez.model.record import View
from karez.model.vocabulary import DerivedState, Verdict
from karez.reconcile.changes import changes, words_of

_TOLD = frozenset({Verdict.REJECT, Verdict.CORRECT, Verdict.RETRACT, Verdict.JOIN, Verdict.KEEP_APART})
_OTHER_NUMBER = frozenset({ChangeKind.ROSE, ChangeKind.FELL, ChangeKind.CHANGED, ChangeKind.SPLIT})
_OTHER_STATE = frozenset(
    {ChangeKind.NEW, ChangeKind.CHANGED, ChangeKind.CONTESTED, ChangeKind.SETTLED, ChangeKind.AGED}
)


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
    found = changes(before.findings, findings, words_of(view.claims))
    lines = [line for change in found for line in _lines(change, before.since, cite)]
    lines += _judgements(view, before.since, cite)
    if not lines:
        lines = [Line((Part("Nothing that was reported since then changes a figure, a state or a holder."),), "note")]
    return Section("changes", title, tuple(lines))


def _lines(change: Change, since: int, cite: Citations) -> Iterator[Line]:
    """The lines on one change; incidents have a section of their own."""
    match change.after or change.before:
        case TollFinding():
            yield from _toll(change, since, cite)
        case AssetStatus():
            yield from _status(change, cite)
        case ControlSpan():
            yield from _control(change, cite)
        case DirectiveFinding():
            yield from _directive(change, cite)


# ---------------------------------------------------------------- tolls
def _toll(change: Change, since: int, cite: Citations) -> Iterator[Line]:
    was, toll = change.before, change.after
    if isinstance(was, TollFinding) and toll is None:
        yield _withdrawn(was, cite)
    if not isinstance(toll, TollFinding):
        return
    about = f"{number_words(*_bounds(toll))} {subject(toll)}, {cite.place(toll.place, toll.place_quote)}"
    if change.kind is ChangeKind.NEW:
        yield Line((cite.part(f"New: {about} — {cite.claimants(toll.claims)}", toll.claims),))
    elif change.kind is ChangeKind.REVISED:
        yield _revised(change, toll, since, cite)
    elif isinstance(was, TollFinding) and change.kind in _OTHER_NUMBER and _bounds(was) != _bounds(toll):
        text = f"Changed: {about}; before that {number_words(*_bounds(was))}"
        yield Line((cite.part(text, (*toll.claims, *was.claims)),))


def _withdrawn(was: TollFinding, cite: Citations) -> Line:
    """A figure that no claim gives any more; where none of its claims lives, its number is not written again."""
    claims = [claim for claim in was.claims if cite.holds(claim)]
    place = cite.place(was.place, was.place_quote)
    if not claims:
        return Line((Part(f"No longer given: the earlier figure of {subject(was)}, {place}"),), "note")
    return Line((cite.part(f"No longer given: {number_words(*_bounds(was))} {subject(was)}, {place}", claims),))


def _bounds(toll: TollFinding) -> tuple[int | None, int | None, int | None]:
    return (toll.low, toll.best, toll.high)


def _revised(change: Change, toll: TollFinding, since: int, cite: Citations) -> Line:
    """A figure that its own claimant changed since then, by a later report or by a correction."""
    figure = change.figure or toll.figures[0]
    new = [claim for claim in figure.claims if cite.holds(claim) and cite.record(claim).known_from > since]
    corrects = [claim for claim in new if _corrects(cite.record(claim).claim)]
    text = f"Revised by {cite.claimant(figure.claims[0])}: {number_words(figure.low, figure.best, figure.high)}"
    quoted = [cite.part(f" — “{cite.sentence(claim)}”", (claim,)) for claim in corrects[:1]]
    return Line((cite.part(f"{text} {subject(toll)}", figure.claims), *earlier_parts(figure, cite), *quoted))


def _corrects(claim: Claim) -> bool:
    return isinstance(claim.body, Toll) and claim.body.replaces is not None


# ---------------------------------------------------------------- states
def _status(change: Change, cite: Citations) -> Iterator[Line]:
    was, status = change.before, change.after
    if isinstance(was, AssetStatus) and status is None:
        yield Line((Part(f"No longer reported: a state of {asset_words(was, cite)}"),), "note")
    elif isinstance(status, AssetStatus) and change.kind in _OTHER_STATE:
        earlier = was if isinstance(was, AssetStatus) else None
        yield Line((cite.part(_status_words(status, earlier, cite), status.claims),))


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
def _control(change: Change, cite: Citations) -> Iterator[Line]:
    was, span = change.before, change.after
    if isinstance(span, ControlSpan) and change.kind is ChangeKind.NEW:
        yield Line((Part("New: "), *control_parts(span, cite)))
    elif isinstance(span, ControlSpan) and change.kind is ChangeKind.ENDED:
        yield Line((Part("Ended: "), *control_parts(span, cite)))
    elif isinstance(was, ControlSpan) and change.kind is ChangeKind.WITHDRAWN and was.open:
        holder = cite.masked(was.holder or "a party not named")
        text = f"No longer claimed: {holder} at {cite.place(was.place, was.place_quote)}"
        yield Line((Part(text),), "note")


def _directive(change: Change, cite: Citations) -> Iterator[Line]:
    item = change.after
    if not isinstance(item, DirectiveFinding):
        yield Line((Part("No longer reported: an order that was told before"),), "note")
        return
    said = f"{item.action.value}{issuer_words(item, cite)}: “{cite.sentence(item.claims[0])}”"
    if change.kind is ChangeKind.NEW:
        yield Line((cite.part(f"New order: {said}", item.claims[:1]),))
    elif change.kind is ChangeKind.LAPSED and item.ends:
        yield Line((cite.part(f"Its end has passed ({day(item.ends)}): {said}", item.claims[:1]),))


def _judgements(view: View, since: int, cite: Citations) -> Iterator[Line]:
    """What persons decided or a source took back since then; reading anew is none of these."""
    for judgement in view.judgements:
        told = judgement.verdict in _TOLD and is_decision(judgement)
        if told and max(judgement.recorded, judgement.known_from) > since:
            subjects = [claim for claim in named(judgement) if cite.holds(claim)]
            yield Line((cite.part(judgement_words(judgement, cite), subjects),), "item" if subjects else "note")
