"""Where a number of a view comes from: every figure that has it, its claims and sentences, and what was set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from karez.app.tolls.report import TollReport
from karez.app.tolls.rows import aside_json, series_json
from karez.app.tolls.words import told
from karez.model.claim import Claim, Control, Directive, Incident, Toll
from karez.model.errors import RequestError
from karez.model.series import Aside, Bounds, Level, TollSeries

_LEAST_ID = len("clm-") + 4


@dataclass(frozen=True, slots=True)
class Explained:
    """What was asked for and what it leads to.

    ``figures`` are tolls; ``claims`` are claims of the view that have the number or id and stand in none of them;
    ``aside`` are the tolls among them that were told as no happening of the time, each with the reason.
    """

    asked: str
    figures: tuple[TollSeries, ...]
    claims: tuple[str, ...]
    aside: tuple[Aside, ...]


def explained(asked: str, report: TollReport) -> Explained:
    """Return what a number, the id of a figure, of an incident or of a claim leads to in a view.

    A figure's id leads to the figure of its level that holds its first claim now, also where that grew. Raises
    RequestError unknown-id where nothing of the view has it, ambiguous-id, bad-value for what is neither.
    """
    word = asked.strip()
    bare = word.replace(",", "")
    if bare.isascii() and bare.isdigit() and len(bare) < len(str(10**15)):
        return _number(int(bare), word, report)
    for prefix, find in (("fig-", _figure), ("clm-", _claim), ("inc-", _incident)):
        if word.startswith(prefix) and len(word) >= _LEAST_ID:
            return find(word, report)
    if word[:1] in "Ff" and word[1:].isdigit():
        detail = "that is the number of a sentence in one brief; take the claim's id that stands with it"
        raise RequestError("unknown-id", detail, place=word)
    detail = "give a number such as 17, the id of a figure (fig-...), of a claim (clm-...) or an incident (inc-...)"
    raise RequestError("bad-value", detail, place=word)


def _number(number: int, word: str, report: TollReport) -> Explained:
    figures = tuple(one for one in report.book.series if _has(one, number, report))
    rest = [item.claim.id for item in report.items if number in numbers_of(item.claim)]
    return _made(word, figures, rest, report)


def _has(one: TollSeries, number: int, report: TollReport) -> bool:
    """Whether a toll has a number in its bounds, or an incident's toll in what somebody gives or gave."""
    if number in _told(one.bounds):
        return True
    if one.subject.level is not Level.INCIDENT:
        return False
    return any(number in numbers_of(report.by_claim[claim].claim) for claim in one.members)


def _told(bounds: Bounds) -> tuple[int | None, ...]:
    return (bounds.low, bounds.best, bounds.high)


def numbers_of(claim: Claim) -> tuple[int | None, ...]:
    """Return every number that a claim carries: bounds, hours, days, how many were released."""
    match claim.body:
        case Toll(low=low, best=best, high=high):
            return (low, best, high)
        case Control(duration_hours=hours):
            return (hours,)
        case Directive(duration_days=days):
            return (days,)
        case Incident(count=count):
            return (count,)
        case _:
            return ()


def _figure(word: str, report: TollReport) -> Explained:
    anchor, _, level = word.removeprefix("fig-").partition("-")
    at = Level(level) if level in set(Level) else Level.INCIDENT
    series = [one for one in report.book.series if one.subject.level is at]
    exact = [one for one in series if one.id == word]
    found = exact or [one for one in series if any(claim.startswith(f"clm-{anchor}") for claim in one.members)]
    if not found:
        raise RequestError("unknown-id", "no figure of this view has it", place=word)
    if len(found) > 1:
        raise RequestError("ambiguous-id", place=word)
    return _made(word, tuple(found), [], report)


def _claim(word: str, report: TollReport) -> Explained:
    claims = [claim for claim in report.by_claim if claim.startswith(word)]
    if len(claims) > 1:
        raise RequestError("ambiguous-id", place=word)
    if not claims:
        raise RequestError("unknown-id", "no claim of this view has it", place=word)
    (claim,) = claims
    held = tuple(
        one for one in report.book.series if claim in one.members or any(claim == aside.claim for aside in one.aside)
    )
    return _made(word, held, [claim], report)


def _incident(word: str, report: TollReport) -> Explained:
    found = tuple(one for one in report.book.at(Level.INCIDENT) if one.subject.key.startswith(word))
    if not found:
        raise RequestError("unknown-id", "no figure of this view is of that incident", place=word)
    return _made(word, found, [], report)


def _made(word: str, figures: tuple[TollSeries, ...], claims: Sequence[str], report: TollReport) -> Explained:
    standing = {claim for one in figures for claim in one.members}
    rest = tuple(claim for claim in claims if claim not in standing)
    if not figures and not rest:
        detail = "no figure and no claim of this view has it; how many people live somewhere is told by karez access"
        raise RequestError("unknown-id", detail, place=word)
    told_apart = {aside.claim: aside for aside in report.book.aside}
    aside = tuple(told_apart[claim] for claim in rest if claim in told_apart)
    return Explained(word, figures, rest, aside)


def role_words(claim: str, one: TollSeries) -> str:
    """Put why a claim bears on no bound of a toll; empty where it stands behind a number."""
    aside = next((aside for aside in one.aside if aside.claim == claim), None)
    if aside is None:
        return ""
    by = f" ({aside.by[:16]})" if aside.by else ""
    return f"{told('why', aside.why)}{by}"


def explained_json(found: Explained, report: TollReport) -> dict[str, Any]:
    """Return what was found as JSON, in the form of the schema ``explain``."""
    behind = {claim: None for one in found.figures for claim in (*one.members, *(aside.claim for aside in one.aside))}
    ids = [*behind, *(claim for claim in found.claims if claim not in behind)]
    return {
        "asked": found.asked,
        "figures": [series_json(one, report) for one in found.figures],
        "claims": list(found.claims),
        "aside": [aside_json(aside) for aside in found.aside],
        "sentences": [sentence_json(claim, report) for claim in ids],
    }


def sentence_json(claim: str, report: TollReport) -> dict[str, Any]:
    """Return a claim's sentence and who says it, masked."""
    item = report.by_claim[claim]
    return {
        "claim": claim,
        "kind": item.claim.kind.value,
        "sentence": report.sentence(claim),
        "claimant": report.name(item.source),
        "publisher": report.words(item.report.publisher) if item.report.publisher else None,
        "report": item.report.id,
        "known_from": report.time(item.known_from),
    }
