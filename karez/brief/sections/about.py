"""What is not known, where the brief comes from and how it was made."""

from collections.abc import Mapping

from karez.brief.cite import Citations
from karez.brief.judgements import decided
from karez.brief.outline import Line, Part, Section
from karez.brief.words import file_name, label, plural, words
from karez.model.finding import Findings, Gap
from karez.model.origin import Link
from karez.model.record import Judgement, ReportRecord, View


def gap_section(findings: Findings, view: View, cite: Citations) -> Section:
    """Reports that were not read and places that went silent; what is absent is not good news."""
    reports = {report.id: report for report in view.reports}
    lines = [_gap_line(gap, reports, cite) for gap in findings.gaps]
    if not lines:
        lines = [Line((Part("Every report was read; no place went silent."),), "note")]
    return Section("gaps", words()["sections"]["gaps"], tuple(lines), quiet=True)


def _gap_line(gap: Gap, reports: dict[str, ReportRecord], cite: Citations) -> Line:
    if gap.place:
        return Line((Part(f"{gap.place.name}: no report for more than a day; what holds there now is not known"),))
    report = reports.get(gap.report or "")
    name = cite.masked(_name(report)) if report else (gap.report or "")
    return Line((Part(f"{name}: {cite.masked(gap.text)} ({gap.kind})"),))


def _name(report: ReportRecord) -> str:
    return f"{report.publisher or file_name(report.source)}, {report.id[:12]}"


def source_section(view: View, cite: Citations, links: Mapping[str, Link] | None = None) -> Section:
    """Every report behind the brief: publisher, date, how many claims it gave, its id, of what it is a copy."""
    counts: dict[str, int] = {}
    for record in view.claims:
        counts[record.report] = counts.get(record.report, 0) + 1
    lines = [
        _source_line(report, counts.get(report.id, 0), cite, (links or {}).get(report.id)) for report in view.reports
    ]
    return Section("sources", words()["sections"]["sources"], tuple(lines), quiet=True)


def _source_line(report: ReportRecord, count: int, cite: Citations, link: Link | None) -> Line:
    publisher = cite.masked(report.publisher or file_name(report.source))
    when = cite.date_of(report) if report.published else f"added {cite.date_of(report)}"
    kind = f" ({report.publisher_class.replace('_', ' ')})" if report.publisher_class else ""
    url = f", {report.url}" if report.url else ""
    told = plural(count, "claim", "claims") if report.retracted is None else f"retracted {cite.time(report.retracted)}"
    graded = f", graded {grade}" if (grade := cite.publisher_grade(report.id)) else ""
    text = f"{publisher}{kind}{_title(report, cite)}, {when}, {told}{graded}, {report.id[:12]}{_copied(link)}{url}"
    return Line((Part(text),))


def _copied(link: Link | None) -> str:
    return f", {label('links', link.kind)} {link.of[:12]} (overlap {link.overlap:.2f})" if link else ""


def _title(report: ReportRecord, cite: Citations) -> str:
    """The title, masked; of a report in a language that is not read, none: names in it could not be told."""
    if not report.title:
        return ""
    if any(note.code == "language-not-read" for note in report.notes):
        return ", title in a language that is not read"
    return f", “{cite.masked(report.title).strip('“”')}”"


def method_section(view: View, cite: Citations, *, reader: str, pack: str, timezone: str) -> Section:
    """How the figures were made, and every judgement by a person."""
    lines = [
        Line((Part(f"Read by rules ({reader}), atlas {pack}; {plural(len(view.reports), 'report', 'reports')}."),)),
        Line((Part("Each figure is what a report says, not what is true. Contradictions stand side by side."),)),
        Line((Part("Tolls by rule toll-1, vague words by vague-1; nothing is averaged, and both sides stand."),)),
        Line((Part("Across claimants low is the smallest low and high the largest high."),)),
        Line((Part("States age by table fresh-1; a state with no valid report is unknown, never open."),)),
        Line((Part(f"Dates and times in zone {timezone}. Names of private persons are masked."),)),
        *(Line((Part(judgement_words(item, cite)),)) for item in view.judgements if is_decision(item)),
    ]
    return Section("method", words()["sections"]["method"], tuple(lines), quiet=True)


def is_decision(judgement: Judgement) -> bool:
    """Whether a person or a source decided it; a link from a claim to its newer reading is no decision."""
    return "successor" not in judgement.changes


def judgement_words(judgement: Judgement, cite: Citations) -> str:
    """Write who decided what about which claims, when and why, with names masked."""
    when = cite.time(judgement.recorded)
    return cite.masked(f"{decided(judgement)} by {judgement.by}, {when}: {judgement.reason}")
