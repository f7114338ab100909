"""Tolls over time as JSON, in the form of the schema ``tolls``; what is told of reports is masked."""

from typing import Any

from karez.app.tolls.report import TollReport
from karez.model.series import Aside, Bounds, Delta, Standing, Step, TollSeries


def series_json(one: TollSeries, report: TollReport) -> dict[str, Any]:
    """Return one toll with its claimants, its steps and what was set aside."""
    what = one.counted
    return {
        "figure": one.id,
        "of": _subject(one, report),
        "harm": what.harm.value,
        "victims": what.victims.value,
        "unit": what.unit.value,
        "scope": what.scope.value,
        "perpetrators": what.perpetrators,
        **_bounds(one.bounds),
        "accounts": [{"account": account.value, **_bounds(bounds)} for account, bounds in one.accounts],
        "claimants": [_standing(standing, report) for standing in one.standing],
        "steps": [_step(step, report) for step in one.steps],
        "aside": [aside_json(aside) for aside in one.aside],
        "deltas": [_delta(delta, report) for delta in one.deltas],
        "independent": one.independent,
        "added": list(one.added),
        "without": one.without,
        "claims": list(one.members),
        "rule": one.rule,
        "vague": one.vague,
    }


def aside_json(aside: Aside) -> dict[str, Any]:
    """Return a claim that was set aside with the reason."""
    return {"claim": aside.claim, "why": aside.why.value, "by": aside.by}


def _subject(one: TollSeries, report: TollReport) -> dict[str, Any]:
    subject = one.subject
    named = subject.place.name if subject.place else None
    return {
        "level": subject.level.value,
        "key": report.words(subject.key),
        "place": named or (report.words(subject.place_quote) if subject.place_quote else None),
        "pcode": subject.place.pcode if subject.place else None,
        "from": subject.start,
        "to": subject.end,
    }


def _bounds(bounds: Bounds) -> dict[str, Any]:
    return {"low": bounds.low, "best": bounds.best, "high": bounds.high, "contested": bounds.contested}


def _standing(one: Standing, report: TollReport) -> dict[str, Any]:
    figure = one.figure
    return {
        "claimant": report.name(figure.source),
        "class": figure.source.source_class.value,
        "account": one.account.value,
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "qualifier": figure.qualifier.value,
        "word": figure.word,
        "known_from": report.time(figure.known_from),
        "claims": list(figure.claims),
        "prints": one.prints,
        "grade": one.grade,
        "counts": one.counts,
        "why": one.why.value if one.why else None,
    }


def _step(step: Step, report: TollReport) -> dict[str, Any]:
    return {
        "known_from": report.time(step.known_from),
        "change": step.change.value,
        "claimant": report.name(step.source),
        "account": step.account.value,
        "low": step.low,
        "best": step.best,
        "high": step.high,
        "word": step.word,
        "claims": list(step.claims),
        "replaces": list(step.replaces),
        "then": _bounds(step.bounds),
    }


def _delta(delta: Delta, report: TollReport) -> dict[str, Any]:
    return {
        "claimant": report.name(delta.source),
        "claims": list(delta.claims),
        "from": delta.start,
        "to": delta.end,
        "low": delta.low,
        "high": delta.high,
    }
