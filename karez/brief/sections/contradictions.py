"""Where reports disagree, and what cannot be or is odd: both sides with their sentences, and no verdict.

Kept short: what is open and differs much is listed, the rest is counted.
"""

from collections.abc import Sequence

from karez.brief.cite import Citations
from karez.brief.outline import Line, Part, Section
from karez.brief.words import day, joined, label, number_words, place_words, plural, words
from karez.model.contradiction import Contradiction, ContradictionKind, Oddity, Severity, Side
from karez.model.finding import Findings
from karez.model.vocabulary import ClaimKind

_MOST, _MOST_SIDES, _MOST_ODD = 6, 4, 6
# How much of a report's id is written.
_SHORT = 12
_NUMBERED = frozenset(
    {ContradictionKind.NUMBER, ContradictionKind.SCOPE, ContradictionKind.SUBSET, ContradictionKind.SELF_REVISION}
)


def contradiction_section(findings: Findings, cite: Citations) -> Section:
    """The open contradictions in which the sides differ much, the rest by count, and the oddities."""
    severe = [one for one in findings.contradictions if one.open and one.severity is Severity.HIGH]
    lines = [line for one in severe[:_MOST] for line in _lines(one, cite)]
    lines += _rest(findings.contradictions, severe[:_MOST])
    lines += _odd_lines(findings.oddities, cite)
    return Section("contradictions", words()["sections"]["contradictions"], tuple(lines))


def _lines(one: Contradiction, cite: Citations) -> list[Line]:
    first = [side.claims[0] for side in one.sides]
    head = Line((cite.part(label("contradiction", one.kind), first, strong=True), cite.part(_about(one, cite), first)))
    shown = one.sides[:_MOST_SIDES]
    lines = [head, *(Line((cite.part(_side(side, one, cite), side.claims),), "sub") for side in shown)]
    rest = one.sides[_MOST_SIDES:]
    if rest:
        more = f"and {plural(len(rest), 'other', 'others')}: {cite.claimants(side.claims[0] for side in rest)}"
        lines.append(Line((cite.part(more, [side.claims[0] for side in rest]),), "sub"))
    return lines


def about_words(one: Contradiction) -> str:
    """Say of what it is in the words of the brief: who was harmed how, at which place, from which day."""
    people = f"{label('victims', one.victims)} " if one.victims else ("people " if one.harm else "")
    place = place_words(one.place, one.place_quote) if one.place or one.place_quote or not one.name else ""
    if one.topic is ClaimKind.CONTROL:
        place = f"who holds {place}"
    parts = [f"{people}{label('harm', one.harm)}" if one.harm else one.name or "", place]
    parts.append(day(one.start[:10]) if one.start else "")
    return ", ".join(part for part in parts if part)


def _about(one: Contradiction, cite: Citations) -> str:
    return f" — {cite.masked(about_words(one))}"


def side_words(side: Side, kind: ContradictionKind) -> str:
    """Say what a side says: its number, state, day or place; empty where only its sentence can tell."""
    number = number_words(side.low, side.best, side.high)
    if kind in _NUMBERED:
        kept = label("scope", side.says) if kind is ContradictionKind.SCOPE else label("said", side.says)
        return f"{number} ({kept})" if kept else number
    if kind is ContradictionKind.PARTY:
        return f"{number} {label('said', side.says)}" if (side.low, side.best, side.high) != (None, None, None) else ""
    if kind is ContradictionKind.TIME:
        return day(side.says)
    if kind is ContradictionKind.STATE:
        return label("states", side.says)
    return label("said", side.says) if kind is ContradictionKind.DENIAL else side.says


def _side(side: Side, one: Contradiction, cite: Citations) -> str:
    says = side_words(side, one.kind)
    who = "; ".join(dict.fromkeys(cite.masked(source.name) for source in side.sources[:_MOST_SIDES]))
    more = len(side.sources) - _MOST_SIDES
    told = f"{who} and {plural(more, 'other', 'others')}" if more > 0 else who
    return f"{cite.masked(says)}{': ' if says else ''}{told} — “{cite.sentence(side.claims[0])}”"


def _rest(found: Sequence[Contradiction], shown: Sequence[Contradiction]) -> list[Line]:
    """Count what is not listed; a claimant's own changes are no disagreement and are counted apart."""
    if not found:
        return [Line((Part("No claims of one happening, road or place were found to contradict each other."),), "note")]
    own = [one for one in found if one.kind is ContradictionKind.SELF_REVISION]
    between = [one for one in found if one.kind is not ContradictionKind.SELF_REVISION]
    still = [one for one in between if one.open]
    counts = [(sum(one.severity is grade for one in still), grade) for grade in reversed(Severity)]
    told = [
        f"{count - len(shown) if grade is Severity.HIGH else count} in which the sides {label('severity', grade)}"
        for count, grade in counts
        if count > (len(shown) if grade is Severity.HIGH else 0)
    ]
    told += [f"{len(between) - len(still)} settled"] if len(between) > len(still) else []
    told += [plural(len(own), "number", "numbers") + " that the claimant changed itself"] if own else []
    if not told:
        return []
    return [Line((Part(f"Not listed here: {joined(told)}. karez contradictions lists all."),), "note")]


def _odd_lines(found: Sequence[Oddity], cite: Citations) -> list[Line]:
    if not found:
        return []
    lines = [Line((Part("Impossible or odd"),), "head"), *(_odd(one, cite) for one in found[:_MOST_ODD])]
    rest = len(found) - _MOST_ODD
    if rest > 0:
        lines.append(Line((Part(f"Not listed here: {rest}. karez contradictions lists all."),), "note"))
    return lines


def _odd(one: Oddity, cite: Citations) -> Line:
    claims = [claim for claim in one.claims if cite.holds(claim)]
    reports = f" ({', '.join(report[:_SHORT] for report in one.reports)})" if one.reports and not claims else ""
    text = f": {cite.masked(one.sentence)} To look at: {one.look}{reports}"
    parts = (cite.part(label("oddity", one.kind), claims, strong=True), cite.part(text, claims))
    return Line(parts, "item" if claims else "note")
