"""What happened, who holds what, what was ordered, and who thinks what."""

from karez.brief.cite import Citations
from karez.brief.outline import Line, Part, Section
from karez.brief.words import day, days, label, place_words, words
from karez.model.finding import ControlSpan, DirectiveFinding, Findings, IncidentFinding
from karez.model.vocabulary import Realis


def _realis(realis: Realis) -> str:
    word = label("realis", realis)
    return f" ({word})" if word else ""


def incident_section(findings: Findings, cite: Citations) -> Section:
    """The happenings by place, each with its sentence and who says so."""
    places: dict[str, list[IncidentFinding]] = {}
    for incident in findings.incidents:
        places.setdefault(place_words(incident.place, incident.place_quote), []).append(incident)
    lines: list[Line] = []
    for name in sorted(places, key=lambda name: (name == place_words(None, None), name)):
        lines.append(Line((cite.part(name, places[name][0].claims[:1], strong=True),), "head"))
        lines.extend(_incident_line(incident, cite) for incident in places[name])
    return Section("incidents", words()["sections"]["incidents"], tuple(lines))


def _incident_line(incident: IncidentFinding, cite: Citations) -> Line:
    first = incident.claims[0]
    told = days(incident.start, incident.end) or "date not told"
    parts = [
        Part(f"{incident.type.value.replace('_', ' ').capitalize()}{_realis(incident.realis)}, "),
        cite.part(told, incident.claims),
        Part(": "),
        cite.part(f"“{cite.sentence(first)}”", (first,)),
        cite.part(f" — {_sources(incident.claims, cite)}", incident.claims),
    ]
    return Line(tuple(parts))


def _sources(claims: tuple[str, ...], cite: Citations) -> str:
    return "; ".join(dict.fromkeys(cite.claimant(claim) for claim in claims))


def control_section(findings: Findings, cite: Citations) -> Section:
    """Who was reported to hold what, from when, for how long."""
    lines = tuple(_control_line(span, cite) for span in findings.control)
    return Section("control", words()["sections"]["control"], lines)


def _control_line(span: ControlSpan, cite: Citations) -> Line:
    holder = cite.masked(" ".join((span.holder or "a party not named").split()))
    if span.realis is Realis.DENIED:
        words_ = f"{holder}: denied — {label('control', span.state)}"
    else:
        words_ = f"{holder}{_realis(span.realis)} {label('control', span.state)}"
    parts = [cite.part(f"{place_words(span.place, span.place_quote)}: {words_}", span.claims)]
    told = days(span.start, None)
    if told:
        parts += [Part(", "), cite.part(f"from {told}", span.claims[:1])]
    if span.duration_hours is not None:
        parts += [Part(", "), cite.part(f"for {span.duration_hours} hours", span.claims)]
    if span.contested:
        parts.append(Part(" — contested", strong=True))
    parts.append(cite.part(f" — {_sources(span.claims, cite)}", span.claims))
    return Line(tuple(parts))


def directive_section(findings: Findings, cite: Citations) -> Section:
    """What was ordered, by whom, and when it ends."""
    lines = tuple(_directive_line(item, cite) for item in findings.directives)
    return Section("directives", words()["sections"]["directives"], lines)


def _directive_line(item: DirectiveFinding, cite: Citations) -> Line:
    issuer = cite.masked(" ".join((item.issuer or "issuer not named in the sentence").split()))
    parts = [
        cite.part(f"{item.action.value.capitalize()} by {issuer}", item.claims),
        Part(": "),
        cite.part(f"“{cite.sentence(item.claims[0])}”", item.claims[:1]),
    ]
    if item.begins:
        parts += [Part("; begins "), cite.part(day(item.begins), item.claims[:1])]
    if item.duration_days is not None:
        parts += [Part("; for "), cite.part(f"{item.duration_days} days", item.claims[:1])]
    if item.ends and item.latest:
        parts += [
            Part("; start not stated, so it ends by "),
            cite.part(day(item.ends), item.claims[:1]),
            Part(" at the latest"),
        ]
    elif item.ends:
        parts += [Part("; ends "), cite.part(day(item.ends), item.claims[:1])]
    if item.lapsed:
        parts.append(Part("; its end has passed"))
    return Line(tuple(parts))


def assessment_section(findings: Findings, cite: Citations) -> Section:
    """Opinions, explanations and predictions, by whom; they feed no figure, state or map."""
    lines = [
        Line(
            (
                Part(f"{_by(item.by.name, item.claim, cite)}: "),
                cite.part(f"“{cite.sentence(item.claim)}”", (item.claim,)),
            )
        )
        for item in findings.assessments
    ]
    return Section("assessments", words()["sections"]["assessments"], tuple(lines))


def _by(name: str, claim: str, cite: Citations) -> str:
    return cite.masked(" ".join(name.split())) or cite.claimant(claim)
