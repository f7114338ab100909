"""Who holds what, what was ordered, and who thinks what."""

from karez.brief.cite import Citations
from karez.brief.outline import Line, Section
from karez.brief.sections.highlights import control_parts
from karez.brief.words import day, plural, words
from karez.model.finding import AssessmentFinding, DirectiveFinding, Findings


def control_section(findings: Findings, cite: Citations) -> Section:
    """Who was reported to hold what, from when, for how long."""
    lines = tuple(Line(control_parts(span, cite)) for span in findings.control)
    return Section("control", words()["sections"]["control"], lines)


def directive_section(findings: Findings, cite: Citations) -> Section:
    """What was ordered, by whom, and when it ends."""
    lines = tuple(_directive_line(item, cite) for item in findings.directives)
    return Section("directives", words()["sections"]["directives"], lines)


def _directive_line(item: DirectiveFinding, cite: Citations) -> Line:
    said = f"{item.action.value.capitalize()}{issuer_words(item, cite)}: “{cite.sentence(item.claims[0])}”"
    return Line((cite.part(said + "".join(_terms(item)), item.claims),))


def issuer_words(item: DirectiveFinding, cite: Citations) -> str:
    """Say who ordered it: the party named in the sentence, else the party whose statement it stands in."""
    if item.issuer:
        return f" by {cite.masked(item.issuer)}"
    source = cite.source(item.claims[0])
    name = cite.claimant(item.claims[0])
    if source.publisher and source.source_class in words()["parties"]:
        return f" in a statement of {name}"
    return f", issuer not named, reported by {name}" if source.publisher else f", as told by {name}"


def _terms(item: DirectiveFinding) -> list[str]:
    terms = []
    if item.begins:
        terms.append(f"; begins {day(item.begins)}")
    if item.duration_days is not None:
        terms.append(f"; for {plural(item.duration_days, 'day', 'days')}")
    if item.ends and item.latest:
        terms.append(f"; start not stated, so it ends by {day(item.ends)} at the latest")
    elif item.ends:
        terms.append(f"; ends {day(item.ends)}")
    if item.lapsed:
        terms.append("; its end has passed")
    return terms


def assessment_section(findings: Findings, cite: Citations) -> Section:
    """Opinions, explanations and predictions, by whom; they feed no figure, state or map."""
    lines = [_assessment_line(item, cite) for item in findings.assessments]
    return Section("assessments", words()["sections"]["assessments"], tuple(lines))


def _assessment_line(item: AssessmentFinding, cite: Citations) -> Line:
    by = cite.masked(item.by.name) or cite.claimant(item.claim)
    return Line((cite.part(f"{by}: “{cite.sentence(item.claim)}”", (item.claim,)),))
