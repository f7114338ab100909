"""Changes in words: of what, what it was, what it is, and who says so; each with the claims behind it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from karez.brief.cite import Citations
from karez.brief.outline import Line, Part
from karez.brief.sections.happenings import issuer_words
from karez.brief.sections.people import subject
from karez.brief.sections.states import asset_words, state_words
from karez.brief.words import day, days, label, number_words
from karez.model.change import SILENT, Change, ChangeKind, Finding
from karez.model.claim import Toll
from karez.model.finding import AssetStatus, ControlSpan, DirectiveFinding, IncidentFinding, TollFigure, TollFinding
from karez.model.vocabulary import DerivedState, Realis, Scope


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change. ``sort`` is toll, incident, status, control or directive; ``before`` and ``after`` are in words.

    ``by`` names who says it now, or said it where nobody does any more. ``claims_before`` and ``claims`` are the ids of
    the claims behind both.
    """

    kind: ChangeKind
    sort: str
    what: str
    before: str | None
    after: str | None
    by: str
    claims_before: tuple[str, ...]
    claims: tuple[str, ...]

    def line(self, cite: Citations) -> Line:
        """Return the change as a line of a brief, each side with its references."""
        parts = [cite.part(f"{self.what}: ", self.claims if self.before is None else self.claims_before)]
        if self.before is not None:
            parts.append(cite.part(self.before, self.claims_before))
        if self.after is not None:
            parts += [Part(" → ")] if self.before is not None else []
            parts.append(cite.part(self.after, self.claims, strong=True))
        elif self.before is not None:
            parts.append(Part(" → no longer given"))
        parts.append(cite.part(f" — {self.by}", self.claims or self.claims_before))
        return Line(tuple(parts))


def change_rows(changes: Iterable[Change], cite: Citations) -> tuple[ChangeRow, ...]:
    """Return the rows of all changes but those that change no figure; ``cite`` holds the claims of both pictures."""
    return tuple(_row(change, cite) for change in changes if change.kind not in SILENT)


def claims_of(finding: Finding | None) -> tuple[str, ...]:
    """Return every claim that a finding stands on now; none for no finding."""
    return () if finding is None else finding.claims


def value_words(finding: Finding, cite: Citations) -> str:
    """Write what a finding says: a number, a state, that it is held, when it ends."""
    match finding:
        case TollFinding():
            return f"{number_words(finding.low, finding.best, finding.high)}{_differ(finding.contested)}"
        case IncidentFinding():
            return label("realis", finding.realis) or "reported"
        case AssetStatus():
            return _state(finding)
        case ControlSpan():
            return _holding(finding)
        case _:
            return _term(finding)


def about_words(finding: Finding, cite: Citations) -> str:
    """Write what a finding is about: what is counted, where and when; which road, place or order."""
    match finding:
        case TollFinding():
            told = days(finding.start, finding.end) or "date not told"
            scope = "" if finding.scope is Scope.INCIDENT else f" ({label('scope', finding.scope)})"
            return f"{subject(finding)}, {cite.place(finding.place, finding.place_quote)}, {told}{scope}"
        case IncidentFinding():
            told = days(finding.start, finding.end) or "date not told"
            kind = finding.type.value.replace("_", " ")
            return f"{kind}, {cite.place(finding.place, finding.place_quote)}, {told}"
        case AssetStatus():
            return asset_words(finding, cite)
        case ControlSpan():
            holder = cite.masked(finding.holder or "a party not named")
            return f"{cite.place(finding.place, finding.place_quote)}, {holder}"
        case _:
            return f"{finding.action.value}{issuer_words(finding, cite)}, “{cite.sentence(finding.claims[0])}”"


_SORTS = {TollFinding: "toll", IncidentFinding: "incident", AssetStatus: "status", ControlSpan: "control"}


def sort_of(finding: Finding) -> str:
    """Return what sort of finding it is, in one word."""
    return _SORTS.get(type(finding), "directive")


def _row(change: Change, cite: Citations) -> ChangeRow:
    was, now = change.before, change.after
    shown = now if now is not None and change.kind is not ChangeKind.JOINED else was
    if shown is None:
        raise TypeError("a change has no finding")
    if change.kind is ChangeKind.REVISED and change.figure is not None and isinstance(now, TollFinding):
        return _revised(change, change.figure, now, cite)
    return ChangeRow(
        kind=change.kind,
        sort=sort_of(shown),
        what=about_words(shown, cite),
        before=None if was is None else value_words(was, cite),
        after=None if now is None else _after(change.kind, now, cite),
        by=cite.claimants(claims_of(now) or claims_of(was)),
        claims_before=claims_of(was),
        claims=claims_of(now),
    )


def _after(kind: ChangeKind, now: Finding, cite: Citations) -> str:
    value = value_words(now, cite)
    return f"{value} (report older than its freshness)" if kind is ChangeKind.AGED else value


def _revised(change: Change, figure: TollFigure, toll: TollFinding, cite: Citations) -> ChangeRow:
    """The claimant's own number before and after."""
    was = change.before.figures if isinstance(change.before, TollFinding) else ()
    old = tuple(claim for one in was if one.source.key == figure.source.key for claim in one.claims) or figure.earlier
    return ChangeRow(
        kind=change.kind,
        sort="toll",
        what=about_words(toll, cite),
        before=", ".join(dict.fromkeys(_numbers(old, cite))) or None,
        after=number_words(figure.low, figure.best, figure.high),
        by=cite.claimant(figure.claims[0]),
        claims_before=old,
        claims=figure.claims,
    )


def _numbers(claims: Iterable[str], cite: Citations) -> Iterator[str]:
    for claim in claims:
        body = cite.record(claim).claim.body if cite.holds(claim) else None
        if isinstance(body, Toll):
            yield number_words(body.low, body.best, body.high)


def _differ(contested: bool) -> str:
    return ", accounts differ" if contested else ""


def _state(status: AssetStatus) -> str:
    if status.state is DerivedState.UNKNOWN:
        return f"unknown, last reported {state_words(status.reported, status)}"
    if status.state is DerivedState.CONTESTED:
        return "contested"
    return f"reported {state_words(status.reported, status)}"


def _holding(span: ControlSpan) -> str:
    if span.realis is Realis.DENIED:
        said = f"denied that it {label('control_denied', span.state)} it"
    else:
        realis = " (alleged)" if span.realis is Realis.ALLEGED else ""
        said = f"{label('control', span.state)} it{realis}"
    hours = f" for {span.duration_hours} hours" if span.duration_hours is not None else ""
    ended = "" if span.open or span.duration_hours is not None else ", ended"
    return f"{said}{hours}{ended}{_differ(span.contested)}"


def _term(item: DirectiveFinding) -> str:
    if item.lapsed and item.ends:
        return f"ended {day(item.ends)}"
    return f"ends {day(item.ends)}" if item.ends else "end not told"
