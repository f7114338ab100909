"""What is not known, where the brief comes from and how it was made."""

from karez.brief.cite import Citations
from karez.brief.outline import Line, Part, Section
from karez.brief.words import day, file_name, plural, words
from karez.model.finding import Findings, Gap
from karez.model.record import Judgement, ReportRecord, View
from karez.model.times import show
from karez.model.vocabulary import Verdict


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


def source_section(view: View, cite: Citations, *, timezone: str) -> Section:
    """Every report behind the brief: publisher, date, how many claims it gave, its id."""
    counts: dict[str, int] = {}
    for record in view.claims:
        counts[record.report] = counts.get(record.report, 0) + 1
    lines = [_source_line(report, counts.get(report.id, 0), cite, timezone) for report in view.reports]
    return Section("sources", words()["sections"]["sources"], tuple(lines), quiet=True)


def _source_line(report: ReportRecord, count: int, cite: Citations, timezone: str) -> Line:
    publisher = cite.masked(report.publisher or file_name(report.source))
    title = f", “{cite.masked(report.title)}”" if report.title else ""
    when = day(report.published[:10]) if report.published else f"added {show(report.known_from, timezone)}"
    kind = f" ({report.publisher_class})" if report.publisher_class else ""
    url = f", {report.url}" if report.url else ""
    text = f"{publisher}{kind}{title}, {when}, {plural(count, 'claim', 'claims')}, {report.id[:12]}{url}"
    return Line((Part(text),))


def method_section(view: View, cite: Citations, *, reader: str, pack: str, timezone: str) -> Section:
    """How the figures were made, and every judgement by a person."""
    lines = [
        Line((Part(f"Read by rules ({reader}), atlas {pack}; {plural(len(view.reports), 'report', 'reports')}."),)),
        Line((Part("Each figure is what a report says, not what is true. Contradictions stand side by side."),)),
        Line((Part("Across claimants low is the smallest low and high the largest high; nothing is averaged."),)),
        Line((Part("States age by table fresh-1; a state with no valid report is unknown, never open."),)),
        Line((Part(f"Zone {timezone}. Names of private persons are masked."),)),
        *(_judgement_line(judgement, cite, timezone) for judgement in view.judgements),
    ]
    return Section("method", words()["sections"]["method"], tuple(lines), quiet=True)


def _judgement_line(judgement: Judgement, cite: Citations, timezone: str) -> Line:
    verdict = {Verdict.CORRECT: "corrected", Verdict.REJECT: "rejected", Verdict.RETRACT: "retracted"}
    done = verdict.get(judgement.verdict, judgement.verdict.value.replace("_", " "))
    changes = ", ".join(f"{key}={value}" for key, value in sorted(judgement.changes.items()))
    subjects = ", ".join(subject[:12] for subject in judgement.subjects)
    what = f" ({changes})" if changes else ""
    when = show(judgement.recorded, timezone)
    text = f"{subjects} {done}{what} by {judgement.by}, {when}: {judgement.reason}"
    return Line((Part(cite.masked(text)),))
