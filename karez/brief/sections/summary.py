"""Highlights, and what changed since an earlier time."""

from collections.abc import Iterable

from karez.brief.cite import Citations
from karez.brief.outline import Line, Part, Section
from karez.brief.sections.people import subject
from karez.brief.words import label, number_words, place_words, words
from karez.model.finding import AssetStatus, ControlSpan, Findings, TollFinding
from karez.model.vocabulary import ControlState, DerivedState

_BAD = frozenset({DerivedState.CLOSED, DerivedState.DAMAGED, DerivedState.CONTESTED})
_MOST = 4


def highlight_section(findings: Findings, cite: Citations) -> Section:
    """The contradictions, closures and takings that a reader must not miss."""
    contested = sorted((toll for toll in findings.tolls if toll.contested), key=_weight)
    closed = [status for status in findings.statuses if status.state in _BAD]
    taken = [span for span in findings.control if span.state in {ControlState.TAKEN, ControlState.HELD} and span.holder]
    lines = [
        *(_contested_line(toll, cite) for toll in contested[:_MOST]),
        *(_closed_line(status, cite) for status in closed[:_MOST]),
        *(_control_line(span, cite) for span in taken[:_MOST]),
    ]
    return Section("highlights", words()["sections"]["highlights"], tuple(lines))


def _weight(toll: TollFinding) -> tuple[int, str]:
    return (-(toll.high or toll.low or toll.best or 0), toll.id)


def _contested_line(toll: TollFinding, cite: Citations) -> Line:
    parts: list[Part] = [Part(f"Accounts differ on {subject(toll)}, {place_words(toll.place, toll.place_quote)}: ")]
    for figure in toll.figures:
        parts += [cite.part(f"{cite.claimant(figure.claims[0])} {_figure(figure)}", figure.claims), Part("; ")]
    return Line(tuple(parts[:-1]))


def _figure(figure: object) -> str:
    bounds = [getattr(figure, name) for name in ("low", "best", "high")]
    return number_words(*bounds)


def _closed_line(status: AssetStatus, cite: Citations) -> Line:
    cause = f" ({status.cause.value})" if status.cause else ""
    state = label("states", status.state if status.state is DerivedState.CONTESTED else status.reported)
    return Line((cite.part(f"{cite.masked(status.name)}: reported {state}{cause}", status.claims),))


def _control_line(span: ControlSpan, cite: Citations) -> Line:
    holder = cite.masked(" ".join((span.holder or "a party not named").split()))
    tail = " — contested" if span.contested else ""
    said = f"{holder} {label('control', span.state)} {place_words(span.place, span.place_quote)}"
    return Line((cite.part(said, span.claims), Part(tail)))


def change_section(findings: Findings, before: Findings | None, cite: Citations) -> Section:
    """New or changed tolls, states, holders and orders since the earlier findings."""
    if before is None:
        note = Line((Part("No earlier time was asked for; use --since to compare."),), "note")
        return Section("changes", words()["sections"]["changes"], (note,))
    lines = [*_tolls(findings, before, cite), *_statuses(findings, before, cite), *_control(findings, before, cite)]
    known = {claim for item in before.directives for claim in item.claims}
    for item in findings.directives:
        if not known & set(item.claims):
            lines.append(Line((Part("New order: "), cite.part(f"“{cite.sentence(item.claims[0])}”", item.claims[:1]))))
    if not lines:
        lines = [Line((Part("Nothing that was reported since then changes a figure, a state or a holder."),), "note")]
    return Section("changes", words()["sections"]["changes"], tuple(lines))


def _tolls(findings: Findings, before: Findings, cite: Citations) -> Iterable[Line]:
    old = {_toll_key(toll): toll for toll in before.tolls}
    for toll in findings.tolls:
        was = old.get(_toll_key(toll))
        number = number_words(toll.low, toll.best, toll.high)
        if was is None:
            yield Line((Part("New: "), cite.part(f"{number} {subject(toll)}", toll.claims)))
        elif (was.low, was.best, was.high) != (toll.low, toll.best, toll.high):
            earlier = number_words(was.low, was.best, was.high)
            text = f"{number} {subject(toll)}, before that {earlier}"
            yield Line((Part("Changed: "), cite.part(text, (*toll.claims, *was.claims))))


def _toll_key(toll: TollFinding) -> tuple[object, ...]:
    place = toll.place.id if toll.place else toll.place_quote
    return (toll.harm, toll.victims, toll.unit, place, toll.start, toll.perpetrators)


def _statuses(findings: Findings, before: Findings, cite: Citations) -> Iterable[Line]:
    old = {status.key: status for status in before.statuses}
    for status in findings.statuses:
        was = old.get(status.key)
        if was and (was.state, was.reported) == (status.state, status.reported):
            continue
        earlier = f", before that {label('states', was.state)}" if was else ""
        said = f"{cite.masked(status.name)}: reported {label('states', status.reported)}"
        now = "; state now unknown" if status.state is DerivedState.UNKNOWN else ""
        yield Line((Part("Changed: " if was else "New: "), cite.part(said + now + earlier, status.claims)))


def _control(findings: Findings, before: Findings, cite: Citations) -> Iterable[Line]:
    known = {claim for span in before.control for claim in span.claims}
    for span in findings.control:
        if not known & set(span.claims):
            line = _control_line(span, cite)
            yield Line((Part("New: "), *line.parts))
