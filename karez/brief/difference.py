"""From two pictures to what differs between them: a document like a brief, every figure before and after cited."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from karez.brief.change_rows import ChangeRow, change_rows
from karez.brief.cite import Citations
from karez.brief.compose import BriefOptions, bound, view_mask
from karez.brief.mask import Mask
from karez.brief.outline import Brief, Line, Part, Section
from karez.brief.sections.about import is_decision, judgement_words
from karez.brief.words import words
from karez.model.change import ChangeKind
from karez.model.finding import Findings
from karez.model.record import Judgement, View
from karez.model.times import show
from karez.reconcile.changes import changes, words_of


@dataclass(frozen=True, slots=True)
class Seen:
    """A view and what it adds up to."""

    view: View
    findings: Findings


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two pictures: the rows, what was decided between them, and both written as a document."""

    before: View
    after: View
    rows: tuple[ChangeRow, ...]
    decisions: tuple[Judgement, ...]
    document: Brief


def compose_difference(before: Seen, after: Seen, options: BriefOptions) -> Difference:
    """Return what differs from ``before`` to ``after``: every change, and every decision that only ``after`` knows."""
    cite, mask = both_cited(before, after, options)
    rows = differing(before, after, cite)
    known = {item.id for item in before.view.judgements}
    decided = [item for item in after.view.judgements if is_decision(item) and item.id not in known]
    sections = [*change_sections(rows, cite), *_decision_sections(decided, cite)]
    if not sections:
        note = Line((Part("Nothing differs: no figure, state, holder, order or incident changed."),), "note")
        sections = [Section("changes", words()["sections"]["changes"], (note,))]
    sections.append(_compared(before.view, after.view, options.timezone))
    document = bound(sections, after.view, cite, mask, options)
    return Difference(before.view, after.view, rows, tuple(decided), document)


def both_cited(before: Seen, after: Seen, options: BriefOptions) -> tuple[Citations, Mask]:
    """Return what cites the claims of both pictures, each as the later one has it, and masks the names in both."""
    view = together(before.view, after.view)
    mask = view_mask(view, options.known, enabled=options.mask)
    sources = {**before.findings.sources, **after.findings.sources}
    return Citations(view, sources, mask, timezone=options.timezone), mask


def together(before: View, after: View) -> View:
    """Return the later view with the reports and claims that only the earlier one holds."""
    reports = {report.id: report for report in (*before.reports, *after.reports)}
    claims = {record.claim.id: record for record in (*before.claims, *after.claims)}
    ordered = sorted(claims.values(), key=lambda record: (record.known_from, record.claim.id))
    listed = sorted(reports.values(), key=lambda report: (report.known_from, report.id))
    return replace(after, reports=tuple(listed), claims=tuple(ordered))


def differing(before: Seen, after: Seen, cite: Citations) -> tuple[ChangeRow, ...]:
    """Return the rows of what differs between the findings of two pictures."""
    said = words_of(together(before.view, after.view).claims)
    return change_rows(changes(before.findings, after.findings, said), cite)


def change_sections(rows: Sequence[ChangeRow], cite: Citations) -> list[Section]:
    """Return a section for each kind of change that there is, in the order of use."""
    titles: dict[str, str] = words()["change_kinds"]
    found = {kind: [row.line(cite) for row in rows if row.kind is ChangeKind(kind)] for kind in titles}
    return [Section(kind, titles[kind], tuple(lines)) for kind, lines in found.items() if lines]


def _decision_sections(decided: Iterable[Judgement], cite: Citations) -> list[Section]:
    """What was retracted, rejected, corrected or decided otherwise, with the claims that it was said of."""
    lines = []
    for item in decided:
        subjects = [claim for claim in item.subjects if cite.holds(claim)]
        lines.append(Line((cite.part(judgement_words(item, cite), subjects),), "item" if subjects else "note"))
    return [Section("decisions", "Retracted, rejected, corrected and decided", tuple(lines))] if lines else []


def _compared(before: View, after: View, timezone: str) -> Section:
    lines = [
        Line((Part(f"{name}: as of {show(view.as_of, timezone)}, recorded up to {_exact(view, timezone)}"),))
        for name, view in (("Before", before), ("After", after))
    ]
    lines.append(Line((Part("What stands under no heading is as it was. A re-print of what was known is no change."),)))
    return Section("compared", "What was compared", tuple(lines), quiet=True)


def _exact(view: View, timezone: str) -> str:
    return show(view.recorded, timezone, exact=True)
