"""The door of this room: from a view and its findings to the grades of its sources, claims and incidents.

A machine suggests by ``grade-1``, a person's decision stands beside it and always goes before it. A pure function of
the view: the same rows give the same grades, in whatever order they came.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from karez.model.finding import Findings, Source
from karez.model.grading import (
    ClaimGrade,
    Credibility,
    Grades,
    Grading,
    Matter,
    Reliability,
    SourceGrade,
    claim_decisions,
    source_decisions,
)
from karez.model.origin import Origins
from karez.model.record import View
from karez.model.vocabulary import Verdict
from karez.reconcile.grading.credibility import best, suggested_credibility
from karez.reconcile.grading.reliability import Printed, record, suggested_reliability, ungraded
from karez.reconcile.grading.rules import rules
from karez.reconcile.grading.things import Evidence, evidence, losses_of, side
from karez.reconcile.item import Item, told_order
from karez.reconcile.source import PartyOf, publisher_source

IsPrivate = Callable[[Item], bool]
"""Tells whether a claim's claimant is a private person, by the words of the report; handed in by the app."""

Decisions = Mapping[tuple[str, Matter], Grading[Reliability]]


@dataclass(frozen=True, slots=True)
class Beside:
    """What grading takes beside the view: its ``origins``, who publishers are, and who is a private person."""

    origins: Origins | None = None
    party_of: PartyOf | None = None
    private: IsPrivate | None = None


def grades(view: View, items: Sequence[Item], findings: Findings, beside: Beside | None = None) -> Grades:
    """Return the grades of every source, claim and incident of ``view``; ``items`` and ``findings`` are the view's."""
    beside = beside or Beside()
    ordered = sorted(items, key=told_order)
    seen = evidence(ordered, findings)
    decided = claim_decisions(view.judgements)
    claims = {
        item.claim.id: ClaimGrade(item.claim.id, suggested_credibility(item, seen), decided.get(item.claim.id))
        for item in ordered
    }
    outlets = _outlets(view, ordered, beside.party_of)
    rows = _sources(view, ordered, seen, _Given(beside, outlets))
    return Grades(
        rules=rules().version,
        as_of=view.as_of,
        recorded=view.recorded,
        sources=tuple(rows[key] for key in sorted(rows)),
        claims=claims,
        incidents=dict(_incidents(view, findings, claims)),
        behind={claim: one for one in rows.values() for claim in one.claims},
        publishers={report: rows[key, Matter.ANY] for report, key in outlets.by_report.items()},
    )


def source_key(item: Item, private: IsPrivate | None = None) -> str:
    """Return the key by which the source of a claim is graded: of people who are not graded their class alone."""
    return item.source.source_class.value if _is_private(item, private) else item.source.key


def matter_of(item: Item) -> Matter:
    """Return on which matter a claim speaks: losses of the claimant's own side, of the other side, or neither."""
    mine, theirs = side(item), losses_of(item)
    if not mine or not theirs:
        return Matter.ANY
    return Matter.OWN_LOSSES if mine == theirs else Matter.ENEMY_LOSSES


def decision_on(decisions: Decisions, key: str, matter: Matter) -> Grading[Reliability] | None:
    """Return a person's grade of a source on a matter: one for this matter, else one for whatever it tells."""
    return decisions.get((key, matter)) or decisions.get((key, Matter.ANY))


def _is_private(item: Item, private: IsPrivate | None) -> bool:
    return item.source.source_class in rules().ungraded or (private is not None and private(item))


@dataclass(frozen=True, slots=True)
class _Outlets:
    """The publishers of a view by key, the claims of others that each passed on, and when each printed anything."""

    by_report: Mapping[str, str]
    sources: Mapping[str, Source]
    passed_on: Mapping[str, int]
    known: Mapping[str, tuple[int, ...]]


def _outlets(view: View, items: Sequence[Item], party_of: PartyOf | None) -> _Outlets:
    by_report = {report.id: publisher_source(report, party_of) for report in view.reports}
    counts: dict[str, int] = {}
    known: dict[str, tuple[int, ...]] = {}
    for report in view.reports:
        key = by_report[report.id].key
        known[key] = (*known.get(key, ()), report.known_from)
    for item in items:
        outlet = by_report[item.report.id]
        if item.source.key != outlet.key:
            counts[outlet.key] = counts.get(outlet.key, 0) + 1
    keys = {report: one.key for report, one in by_report.items()}
    return _Outlets(keys, {one.key: one for one in by_report.values()}, counts, known)


@dataclass(frozen=True, slots=True)
class _Given:
    """What sources are graded by, beside their claims."""

    beside: Beside
    outlets: _Outlets

    def printed(self, item: Item) -> Printed:
        """Who printed a claim of a source: itself, itself from elsewhere, or others."""
        if self.outlets.by_report[item.report.id] != item.source.key:
            return Printed.BY_OTHERS
        origins, publisher = self.beside.origins, item.report.publisher
        own = origins.outlet(publisher) if origins and publisher else None
        return Printed.BY_ITSELF if own is None or item.origin in ("", own) else Printed.FROM_ELSEWHERE


def _sources(view: View, items: Sequence[Item], seen: Evidence, given: _Given) -> dict[tuple[str, Matter], SourceGrade]:
    """The grades of all sources by key and matter; publishers are there also where they tell nothing themselves."""
    beside, outlets = given.beside, given.outlets
    told: dict[tuple[str, Matter], list[Item]] = {}
    for item in items:
        told.setdefault((source_key(item, beside.private), matter_of(item)), []).append(item)
    for key in outlets.sources:
        told.setdefault((key, Matter.ANY), [])
    taken_back = _retracted(view, outlets)
    decisions = source_decisions(view.judgements)
    found: dict[tuple[str, Matter], SourceGrade] = {}
    for (key, matter), own in told.items():
        plain = _source(key, matter, own, outlets)
        if own and _is_private(own[0], beside.private):
            found[key, matter] = replace(plain, name=plain.source_class.value, private=True)
            continue
        history = record(own, seen, given.printed, taken_back.get(key, 0) if matter is Matter.ANY else 0)
        found[key, matter] = replace(
            plain,
            suggestion=suggested_reliability(plain, history),
            decision=decision_on(decisions, key, matter),
        )
    return found


def _source(key: str, matter: Matter, own: Sequence[Item], outlets: _Outlets) -> SourceGrade:
    """A source on one matter before it is graded."""
    source = own[0].source if own else outlets.sources[key]
    times = (*(item.known_from for item in own), *outlets.known.get(key, ()))
    return SourceGrade(
        key=key,
        name=source.name,
        source_class=source.source_class,
        matter=matter,
        claims=tuple(item.claim.id for item in own),
        suggestion=ungraded(max(times)),
        known=(min(times), max(times)),
        passed_on=outlets.passed_on.get(key, 0) if matter is Matter.ANY else 0,
    )


def _retracted(view: View, outlets: _Outlets) -> dict[str, int]:
    """How many of its claims or whole reports each publisher took back: they stand in no view, only in judgements."""
    taken: dict[str, set[str]] = {}
    for item in view.judgements:
        key = outlets.by_report.get(item.report or "")
        if key is not None and item.verdict is Verdict.RETRACT and "successor" not in item.changes:
            taken.setdefault(key, set()).update(item.subjects)
    for report in view.reports:
        if report.retracted is not None:
            taken.setdefault(outlets.by_report[report.id], set()).add(report.id)
    return {key: len(told) for key, told in taken.items()}


def _incidents(view: View, findings: Findings, claims: Mapping[str, ClaimGrade]) -> Iterable[tuple[str, ClaimGrade]]:
    """The grade of every incident: the best that was suggested for a claim of it, and a person's own."""
    decided = claim_decisions(view.judgements, incidents=True)
    told = [(one.id, one.claims) for one in findings.tolls] + [(one.id, one.claims) for one in findings.incidents]
    for identity, members in told:
        own = [claims[claim] for claim in members if claim in claims]
        suggestion = best(grade.suggestion for grade in own)
        if suggestion is None:
            latest = max((grade.suggestion.known_from for grade in own), default=0)
            suggestion = Grading(Credibility.UNKNOWN, rules().version, "none of its claims can be judged", latest)
        else:
            suggestion = replace(suggestion, reason=f"of its claim graded best: {suggestion.reason}")
        yield identity, ClaimGrade(identity, suggestion, _of_incident(decided, members), members)


def _of_incident(decided: Mapping[str, Grading[Credibility]], claims: Sequence[str]) -> Grading[Credibility] | None:
    """The latest grade that a person gave the incident which holds one of ``claims``."""
    found = [decided[claim] for claim in claims if claim in decided]
    return max(found, key=lambda one: (one.known_from, one.recorded, one.judgement), default=None)
