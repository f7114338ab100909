"""Highlights: the few lines that a reader with no time needs. Contradictions, closures, changes of control."""

import re
from collections.abc import Sequence

from karez.brief.cite import Citations
from karez.brief.outline import Line, Part, Section
from karez.brief.sections.access import cut_off_part
from karez.brief.sections.people import subject
from karez.brief.sections.states import asset_words, state_words
from karez.brief.words import days, joined, label, number_words, words
from karez.model.access_answer import AccessAnswer
from karez.model.finding import AssetStatus, ControlSpan, Findings, TollFinding
from karez.model.vocabulary import ControlState, DerivedState, Realis

_BAD = frozenset({DerivedState.CLOSED, DerivedState.DAMAGED, DerivedState.CONTESTED})
_CHANGES = frozenset({ControlState.TAKEN, ControlState.HELD, ControlState.LOST, ControlState.ENCIRCLED})
# Several places in the words of one report: "A, B and C".
_SEVERAL = re.compile(r"\w(?:,| and) \w")
_MOST, _MOST_TOLLS, _MOST_ASSETS = 7, 3, 4


def highlight_section(findings: Findings, cite: Citations, access: AccessAnswer | None = None) -> Section:
    """At most seven lines: tolls on which accounts differ, what is closed by kind, who is cut off, who holds what."""
    contested = sorted((toll for toll in findings.tolls if _differ(toll)), key=_weight)[:_MOST_TOLLS]
    lines = [_contested_line(toll, cite) for toll in contested]
    lines += [line for group in words()["highlight_groups"] for line in _access_lines(group, findings, cite)]
    lines = _with_cut_off(lines, access, cite)
    lines += [_control_line(span, cite) for span in _held(findings.control, cite)[: _MOST - len(lines)]]
    if not lines:
        lines = [Line((Part("No contradiction, closure or change of control stands out."),), "note")]
    return Section("highlights", words()["sections"]["highlights"], tuple(lines))


def _with_cut_off(lines: list[Line], access: AccessAnswer | None, cite: Citations) -> list[Line]:
    """Who is cut off, in the line of the roads; in a line of its own where none tells of roads."""
    part = cut_off_part(access, cite) if access else None
    if part is None:
        return lines
    title = f"{words()['highlight_groups'][0]['title']}: "
    for at, line in enumerate(lines):
        if line.text.startswith(title):
            return [*lines[:at], Line((*line.parts, Part("; "), part)), *lines[at + 1 :]]
    return [*lines, Line((Part(title), part))]


def _differ(toll: TollFinding) -> bool:
    """Whether different claimants give different numbers."""
    return toll.contested and len({figure.source.key for figure in toll.figures}) > 1


def _weight(toll: TollFinding) -> tuple[bool, int, str]:
    """The dead first, then where the accounts lie furthest apart."""
    counted = [figure.best if figure.best is not None else figure.low for figure in toll.figures]
    numbers = [number for number in counted if number is not None]
    spread = max(numbers, default=0) - min(numbers, default=0)
    return (toll.harm.value != "killed", -spread, toll.id)


def _contested_line(toll: TollFinding, cite: Citations) -> Line:
    told = days(toll.start, toll.end)
    about = f"{subject(toll)}, {cite.place(toll.place, toll.place_quote)}" + (f", {told}" if told else "")
    parts: list[Part] = [cite.part(f"Accounts differ on {about}: ", toll.figures[0].claims[:2])]
    for figure in toll.figures:
        number = number_words(figure.low, figure.best, figure.high)
        who = cite.claimant(figure.claims[0])
        who = f"the {who[4:]}" if who.startswith("The ") else who
        parts += [cite.part(f"{number} ({who})", figure.claims[:2]), Part("; ")]
    return Line(tuple(parts[:-1]))


def _access_lines(group: dict[str, object], findings: Findings, cite: Citations) -> list[Line]:
    """One line for all roads, one for railways and services, one for networks; each asset once, with its places."""
    types = group["types"]
    assets: dict[tuple[str, str], list[AssetStatus]] = {}
    for status in findings.statuses:
        if status.state in _BAD and isinstance(types, list) and status.asset_type in types:
            assets.setdefault(_asset(status), []).append(status)
    if not assets:
        return []
    parts: list[Part] = [Part(f"{group['title']}: ")]
    for statuses in list(assets.values())[:_MOST_ASSETS]:
        parts += [_asset_part(statuses, cite), Part("; ")]
    parts[-1] = Part("; and others, below") if len(assets) > _MOST_ASSETS else Part("")
    return [Line(tuple(part for part in parts if part.text))]


def _asset(status: AssetStatus) -> tuple[str, str]:
    if status.asset_type in words()["communications"]:
        return (status.asset_type, "")
    return (status.asset_type, status.group or status.asset or status.name.casefold())


def _asset_part(statuses: Sequence[AssetStatus], cite: Citations) -> Part:
    newest = max(statuses, key=lambda status: (status.last_known, status.key))
    claims = [claim for status in statuses for claim in status.claims[-1:]]
    places = list(dict.fromkeys(status.place.name for status in statuses if status.place))
    agreed = newest.state is not DerivedState.CONTESTED
    state = f" reported {state_words(newest.reported, newest)}" if agreed else ": reports disagree"
    if len(statuses) == 1:
        return cite.part(f"{asset_words(newest, cite)}{state}", claims)
    name = cite.masked(newest.name)
    where = f" ({joined([place for place in places if place not in name])})" if places else ""
    return cite.part(f"{name}{where}{state}", claims)


def _held(spans: Sequence[ControlSpan], cite: Citations) -> list[ControlSpan]:
    """The last word on each place that was told with place and holder, not denied; an ended holding only alone."""
    latest: dict[str, tuple[tuple[bool, int, str], ControlSpan]] = {}
    for span in spans:
        told = span.realis in {Realis.ASSERTED, Realis.ALLEGED} and span.state in _CHANGES
        if told and span.holder and span.place_quote:
            key = span.place.id if span.place else span.place_quote.casefold()
            known = max((cite.record(claim).known_from for claim in span.claims if cite.holds(claim)), default=0)
            rank = (not span.ended_by, known, span.start or "")
            if key not in latest or rank >= latest[key][0]:
                latest[key] = (rank, span)
    return [span for _, span in latest.values()]


def _control_line(span: ControlSpan, cite: Citations) -> Line:
    return Line(control_parts(span, cite))


def control_parts(span: ControlSpan, cite: Citations) -> tuple[Part, ...]:
    """The words for a holding, with their references; where its end was told, by whom."""
    parts = [cite.part(control_words(span, cite), span.claims)]
    if any(cite.holds(claim) for claim in span.ended_by):
        when = f", {days(span.end, None)}" if span.end else ""
        parts.append(cite.part(f"; ended by the account of {cite.claimants(span.ended_by)}{when}", span.ended_by))
    return tuple(parts)


def control_words(span: ControlSpan, cite: Citations) -> str:
    """Write who was reported to stand how to a place, and by whom; a denial as a denial."""
    holder = cite.masked(span.holder or "a party not named")
    place = cite.place(span.place, span.place_quote)
    several = span.place is None and _SEVERAL.search(span.place_quote or "") is not None
    it = "them" if several else "it"
    if span.realis is Realis.DENIED:
        said = f"denied that {holder} {label('control_denied', span.state)} {it}"
    else:
        realis = " (alleged)" if span.realis is Realis.ALLEGED else ""
        said = f"{holder}{realis} {label('control', span.state)} {it}"
    hours = f" for {span.duration_hours} hours" if span.duration_hours is not None else ""
    told = f", from {days(span.start, None)}" if span.start else ""
    tail = " — contested" if span.contested else ""
    return f"{place}: {said}{hours}{told}{tail} — {cite.claimants(span.claims)}{cite.standing(span.claims)}"
