"""Tolls over time as a table, with or without their history."""

from collections.abc import Iterable, Sequence
from typing import Any

from karez.app.tolls.report import TollReport
from karez.app.tolls.words import counted_words, figure_words, subject_words, told
from karez.brief.words import number_words
from karez.model.series import Account, Bounds, Standing, Step, TollSeries

COLUMNS = ("figure", "what", "of", "low", "best", "high", "by")
_MOST = 4


def toll_rows(found: Iterable[TollSeries], report: TollReport, *, since: int | None = None) -> list[Sequence[str]]:
    """Return one row a toll, by ``COLUMNS``; with ``since`` what stood before that instant is told, too."""
    return [_row(one, report, since) for one in found]


def changed_since(found: Iterable[TollSeries], since: int) -> list[TollSeries]:
    """Return the tolls of which something became known after an instant."""
    return [one for one in found if any(step.known_from > since for step in one.steps)]


def before(one: TollSeries, since: int) -> Bounds | None:
    """Return the bounds that stood at an instant; None where nothing was known."""
    known = [step.bounds for step in one.steps if step.known_from <= since]
    return known[-1] if known else None


def _row(one: TollSeries, report: TollReport, since: int | None) -> Sequence[str]:
    bounds = one.bounds
    numbers = [_number(bounds.low), _number(bounds.best), "open" if bounds.high is None else str(bounds.high)]
    quote = report.words(one.subject.place_quote) if one.subject.place_quote else None
    by = by_words(one, report)
    if since is not None:
        old = before(one, since)
        by += f"; before {number_words(old.low, old.best, old.high)}" if old else "; new"
    return (one.id, counted_words(one.counted), report.words(subject_words(one.subject, quote)), *numbers, by)


def _number(number: int | None) -> str:
    return "?" if number is None else str(number)


def by_words(one: TollSeries, report: TollReport) -> str:
    """Put who stands behind a toll: every claimant with its number, or how many incidents are added."""
    if one.is_sum:
        added = f"{len(one.added)} incident{'' if len(one.added) == 1 else 's'} with a number"
        return f"{added}, {one.without} without"
    names = [standing_words(standing, report) for standing in one.standing[:_MOST]]
    more = len(one.standing) - _MOST
    return "; ".join([*names, f"{more} more"] if more > 0 else names)


def standing_words(one: Standing, report: TollReport) -> str:
    """Put one claimant's figure: name, number, whose losses, how many independent origins."""
    about = [told("accounts", one.account)] if one.account is not Account.OTHER else []
    about += [told("why", one.why)] if one.why else []
    about += [f"reliability {one.grade}"] if one.grade else []
    tail = f" ({', '.join(about)})" if about else ""
    return f"{report.name(one.figure.source)}: {figure_words(one.figure)}{tail}"


def history_rows(one: TollSeries, report: TollReport) -> list[Sequence[Any]]:
    """Return one row a step: when it became known, who gives which number, in whose place, and the toll from then."""
    return [_step_row(step, report) for step in one.steps]


def _step_row(step: Step, report: TollReport) -> Sequence[Any]:
    if step.low is None and step.best is None and step.high is None:
        number = "no number left"
    else:
        number = number_words(step.low, step.best, step.high)
    word = f" (“{step.word}”)" if step.word else ""
    then = number_words(step.bounds.low, step.bounds.best, step.bounds.high)
    best = f", best {step.bounds.best}" if step.bounds.best is not None and step.bounds.low != step.bounds.high else ""
    return (
        report.time(step.known_from),
        f"{report.name(step.source)}: {number}{word}",
        told("changes", step.change),
        " ".join(claim[:16] for claim in step.claims),
        " ".join(claim[:16] for claim in step.replaces),
        f"{then}{best}",
    )
