"""What happened, by place: each happening once, with its sentence and who says so."""

from collections.abc import Sequence
from dataclasses import dataclass

from karez.brief.cite import Citations
from karez.brief.outline import Line, Part, Section
from karez.brief.words import days, label, place_words, words
from karez.model.finding import Findings, IncidentFinding


@dataclass(frozen=True, slots=True)
class _Told:
    """One line: a happening, and the claims of all findings that tell it in the same words."""

    incident: IncidentFinding
    claims: tuple[str, ...]


def incident_section(findings: Findings, cite: Citations) -> Section:
    """The happenings by place; what is told without a place comes last."""
    places: dict[str, list[IncidentFinding]] = {}
    for incident in findings.incidents:
        places.setdefault(place_words(incident.place, incident.place_quote), []).append(incident)
    lines: list[Line] = []
    for name in sorted(places, key=lambda name: (name == place_words(None, None), name)):
        lines.append(_heading(name, places[name], cite))
        lines.extend(_line(told, name, cite) for told in _once(places[name], cite))
    return Section("incidents", words()["sections"]["incidents"], tuple(lines))


def _heading(name: str, incidents: Sequence[IncidentFinding], cite: Citations) -> Line:
    text = cite.masked(name)
    digits = any(char.isdigit() for char in text)
    return Line((cite.part(text, incidents[0].claims[:1]) if digits else Part(text),), "head")


def _once(incidents: Sequence[IncidentFinding], cite: Citations) -> list[_Told]:
    """Fold what is told twice in the same words: re-prints, a claim of responsibility in every report."""
    found: dict[tuple[str, str, str], _Told] = {}
    for incident in sorted(incidents, key=lambda one: (one.start is None, one.start or "", one.id)):
        key = (incident.type.value, incident.realis.value, _words_of(incident, cite))
        earlier = found.get(key)
        if earlier and _same_day(earlier.incident, incident):
            found[key] = _Told(earlier.incident, tuple(dict.fromkeys((*earlier.claims, *incident.claims))))
        else:
            found[key if earlier is None else (*key[:2], f"{key[2]} {incident.id}")] = _Told(incident, incident.claims)
    return list(found.values())


def _words_of(incident: IncidentFinding, cite: Citations) -> str:
    return cite.sentence(incident.claims[0]).casefold().strip(" .,;“”\"'")


def _same_day(first: IncidentFinding, second: IncidentFinding) -> bool:
    return first.start is None or second.start is None or first.start[:10] == second.start[:10]


def _line(told: _Told, place: str, cite: Citations) -> Line:
    incident, first = told.incident, told.claims[0]
    realis = label("realis", incident.realis)
    date = days(incident.start, incident.end) or "date not told"
    several = _places(told.claims, cite)
    kind = incident.type.value.replace("_", " ").capitalize()
    head = f"{kind}{f' ({realis})' if realis else ''}, {date}{several}: “{cite.sentence(first)}”"
    graded = cite.incident_grade(incident.id)
    return Line(
        (
            cite.part(head, told.claims[:1]),
            cite.part(
                f" — {cite.claimants(told.claims)}{cite.standing(told.claims)}{graded and f'; graded {graded}'}",
                told.claims,
            ),
        )
    )


def _places(claims: Sequence[str], cite: Citations) -> str:
    """The whole list of places, where the sentence names several: one happening told of many towns."""
    lists = [found for claim in claims if (found := cite.place_list(claim))]
    return f", in “{max(lists, key=len)}”" if lists else ""
