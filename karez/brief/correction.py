"""A correction note: what was retracted, what that changes, and which briefs had used it; every figure cited."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from karez.brief.change_rows import ChangeRow, about_words, change_rows, claims_of, sort_of, value_words
from karez.brief.cite import Citations
from karez.brief.compose import BriefOptions, bound
from karez.brief.difference import Seen, both_cited, together
from karez.brief.outline import Brief, Line, Part, Section
from karez.brief.sections.about import judgement_words
from karez.brief.words import file_name, label
from karez.model.change import Change, ChangeKind, claims_used, findings_of
from karez.model.finding import Findings
from karez.model.issue import Issue
from karez.model.record import Judgement, ReportRecord
from karez.model.times import show
from karez.reconcile.changes import changes, words_of


@dataclass(frozen=True, slots=True)
class Retracted:
    """A retraction as it was recorded: the judgement, the claims that it closed, the briefs that had used them, and the
    reports that carry the same words and stand."""

    judgement: Judgement
    claims: tuple[str, ...]
    briefs: tuple[Issue, ...] = ()
    copies: tuple[ReportRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Staying:
    """A finding that had used what was retracted and says the same without it; ``claims`` are those that are left."""

    sort: str
    what: str
    value: str
    by: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a retraction came to: the findings that it changed, those that stay, and the note."""

    retracted: Retracted
    rows: tuple[ChangeRow, ...]
    staying: tuple[Staying, ...]
    document: Brief


def compose_correction(before: Seen, after: Seen, retracted: Retracted, options: BriefOptions) -> Correction:
    """Return the correction note of a retraction. ``before`` and ``after`` are of one time, without it and with it."""
    cite, mask = both_cited(before, after, options)
    said = words_of(together(before.view, after.view).claims)
    found = [one for one in changes(before.findings, after.findings, said) if one.kind is not ChangeKind.REVISED]
    rows = change_rows(found, cite)
    staying = tuple(_stay(before.findings, found, set(retracted.claims), cite))
    sections = (
        _what(retracted, cite),
        _changed(rows, cite),
        *_stays(staying, cite),
        *_copies(retracted.copies, cite),
        _briefs(retracted.briefs, options.timezone),
        _how(),
    )
    return Correction(retracted, rows, staying, bound(sections, after.view, cite, mask, options))


def _stay(before: Findings, found: Iterable[Change], closed: Set[str], cite: Citations) -> Iterable[Staying]:
    """The findings that had used a closed claim and are told by no change."""
    told = {id(change.before) for change in found if change.kind not in (ChangeKind.MOVED, ChangeKind.AGAIN)}
    for one in findings_of(before):
        if id(one) not in told and closed & claims_used(one):
            left = tuple(claim for claim in claims_of(one) if claim not in closed)
            by = cite.claimants(left) if left else "other reports"
            yield Staying(sort_of(one), about_words(one, cite), value_words(one, cite), by, left)


def _what(retracted: Retracted, cite: Citations) -> Section:
    judgement = retracted.judgement
    there = [claim for claim in retracted.claims if cite.holds(claim)]
    told = f"{judgement_words(judgement, cite)}; in force from {cite.time(judgement.known_from)}"
    lines = [Line((cite.part(told, there[:1]),), "item" if there else "note")]
    lines += [
        Line(
            (cite.part(f"{cite.claimant(claim)}, {cite.published(claim)}: “{cite.sentence(claim)}”", (claim,)),), "sub"
        )
        for claim in there
    ]
    return Section("retracted", "What was retracted", tuple(lines))


def _changed(rows: Sequence[ChangeRow], cite: Citations) -> Section:
    told = dict.fromkeys(_change_line(row, cite) for row in rows)  # one that fell and is settled is told once
    lines = list(told)
    if not lines:
        text = "It changes no figure, state, holder, order or incident of the picture as it is now."
        lines = [Line((Part(text),), "note")]
    return Section("changed", "What it changes", tuple(lines))


def _change_line(row: ChangeRow, cite: Citations) -> Line:
    line = row.line(cite)
    if row.kind not in (ChangeKind.SPLIT, ChangeKind.JOINED):
        return line
    return Line((*line.parts, Part(f" ({label('change_kinds', row.kind).lower()})")))


def _stays(staying: Sequence[Staying], cite: Citations) -> list[Section]:
    lines = [
        Line((cite.part(f"{one.what}: {one.value} — {one.by}", one.claims),), "item" if one.claims else "note")
        for one in staying
    ]
    return [Section("stays", "What had used it and stays as it was", tuple(lines))] if lines else []


def _copies(copies: Sequence[ReportRecord], cite: Citations) -> list[Section]:
    """Reprints, which their own outlets have not taken back: a person decides about each."""
    lines = []
    for report in copies:
        name = cite.masked(report.publisher or file_name(report.source))
        lines.append(Line((Part(f"{name}, {cite.date_of(report)}, {report.id}"),)))
    return [Section("copies", "Reports that carry its words and stand", tuple(lines), quiet=True)] if lines else []


def _briefs(issues: Sequence[Issue], timezone: str) -> Section:
    lines = [Line((Part(_brief_words(issue, timezone)),)) for issue in issues]
    if not lines:
        lines = [Line((Part("No brief that this ledger noted had used it."),), "note")]
    return Section("briefs", "Briefs that had used it", tuple(lines), quiet=True)


def _brief_words(issue: Issue, timezone: str) -> str:
    made, as_of = show(issue.made, timezone), show(issue.as_of, timezone)
    return f"{issue.id}, {issue.options.get('title')} ({issue.form}), as of {as_of}, made {made}, sha256 {issue.sha256}"


def _how() -> Section:
    text = "The picture as it is known now was made without the retraction and with it; the two are compared here."
    more = "Briefs of a time before the retraction still show what was known then."
    return Section("method", "How this note was made", (Line((Part(text),)), Line((Part(more),))), quiet=True)
