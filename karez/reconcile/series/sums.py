"""Sums of incidents' tolls by place, day, operation and theatre: ranges, and how many incidents give no number.

Only figures of the same harm, kind of victims and side are added, each of another incident. A part of a longer episode
is never added beside it, nor a figure beside one that it is a part of, nor what is told of a province beside what is
told of its towns at that time. Running totals are added to nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from karez.model.joining import Joined
from karez.model.series import Account, Aside, Bounds, Counted, Level, Step, Subject, TollSeries, Why
from karez.model.vocabulary import Scope
from karez.reconcile.series.links import Parts
from karez.reconcile.series.overlaps import overlapping
from karez.reconcile.series.subjects import Happening, subject_at

_LONG = frozenset({Scope.DAY, Scope.PERIOD, Scope.CUMULATIVE})


def level_series(
    level: Level, singles: Sequence[TollSeries], held: Mapping[str, Happening], joined: Joined, parts: Parts
) -> list[TollSeries]:
    """Return the tolls of one level above that of an incident: sums of incidents, and each running total by itself."""
    rows: dict[tuple[str, Counted], list[TollSeries]] = {}
    subjects: dict[str, Subject] = {}
    incidents: dict[str, set[str]] = {}
    named = {identity: _operation(identity, held, joined) for identity in held}
    for one in held.values():
        subject = subject_at(level, one.subject, named[one.id])
        if subject is not None:
            subjects.setdefault(subject.key, subject)
            incidents.setdefault(subject.key, set()).add(one.id)
    made: list[TollSeries] = []
    for single in singles:
        subject = subject_at(level, single.subject, named.get(single.subject.key))
        if single.counted.scope in _LONG and subject is not None:
            made.append(_moved(single, subject))
        elif subject is not None:
            rows.setdefault((subject.key, single.counted), []).append(single)
    for (key, _), members in rows.items():
        made.append(_sum(subjects[key], members, incidents[key], joined, parts))
    return made


def _operation(identity: str, held: Mapping[str, Happening], joined: Joined) -> str | None:
    """The named operation of an incident, else of the episode that it is a part of."""
    chain = (identity, *_episodes(identity, joined))
    return next((name for one in chain if one in held and (name := held[one].operation)), None)


def _episodes(identity: str, joined: Joined) -> list[str]:
    """The longer incidents that an incident is a part of, the nearest first; a circle makes nothing a part."""
    found: list[str] = []
    current = joined.episodes.get(identity)
    while current is not None and current not in found:
        if current == identity:
            return []
        found.append(current)
        current = joined.episodes.get(current)
    return found


def _moved(one: TollSeries, subject: Subject) -> TollSeries:
    """A running total under a subject of a level: it stays what it is and keeps its own place and time."""
    placed = replace(one.subject, level=subject.level, key=subject.key)
    return replace(one, id=f"{one.id}-{subject.level}", subject=placed)


@dataclass(slots=True)
class _Total:
    """A sum that is kept up while its members change."""

    low: int = 0
    best: int = 0
    high: int = 0
    open: int = 0
    untold: int = 0
    contested: int = 0
    held: int = 0

    def put(self, bounds: Bounds, sign: int = 1) -> None:
        self.low += sign * (bounds.low or 0)
        self.best += sign * (bounds.best or 0)
        self.high += sign * (bounds.high or 0)
        self.open += sign * (bounds.high is None)
        self.untold += sign * (bounds.best is None)
        self.contested += sign * bounds.contested
        self.held += sign

    def bounds(self) -> Bounds:
        certain = not self.contested and not self.untold
        high = None if self.open else self.high
        return Bounds(self.low, self.best if certain else None, high, contested=self.contested > 0)


def _sum(
    subject: Subject, members: Sequence[TollSeries], incidents: set[str], joined: Joined, parts: Parts
) -> TollSeries:
    aside = _set_aside(members, joined, parts)
    added = sorted((one for one in members if one.id not in aside), key=lambda one: one.id)
    total = _Total()
    for one in added:
        total.put(one.bounds)
    claims = tuple(sorted({claim for one in added for claim in one.members}))
    return TollSeries(
        id=f"fig-{min(claims).removeprefix('clm-')[:12]}-{subject.level}",
        subject=subject,
        counted=members[0].counted,
        bounds=total.bounds(),
        members=claims,
        accounts=_accounts(added),
        steps=_steps(added),
        aside=tuple(sorted((one for found in aside.values() for one in found), key=lambda one: one.claim)),
        added=tuple(one.id for one in added),
        without=_without(incidents, {one.subject.key for one in members}, joined),
        rule=added[0].rule,
        vague=added[0].vague,
    )


def _without(incidents: set[str], told: set[str], joined: Joined) -> int:
    """How many incidents give no number; one that is covered by its episode, or by its own parts, is none of them."""
    covered = set(told)
    for identity in told:
        covered.update(_episodes(identity, joined))
    bare = [one for one in incidents if one not in covered]
    return sum(1 for one in bare if not any(episode in told for episode in _episodes(one, joined)))


def _set_aside(members: Sequence[TollSeries], joined: Joined, parts: Parts) -> dict[str, list[Aside]]:
    """The figures that are not added, by id, each claim with why and what it is a part of."""
    incidents = {one.subject.key for one in members}
    host = {claim: one.id for one in members for claim in one.members}
    found: dict[str, list[Aside]] = {}
    for one in members:
        totals = (total for claim in one.members for total in parts.totals(claim))
        total = next((claim for claim in totals if host.get(claim, one.id) != one.id), None)
        if any(episode in incidents for episode in _episodes(one.subject.key, joined)):
            found[one.id] = [Aside(claim, Why.EPISODE) for claim in one.members]
        elif total is not None and host[total] not in found:
            found[one.id] = [Aside(claim, Why.PART, total) for claim in one.members]
    for one, other in overlapping([one for one in members if one.id not in found]):
        found[one.id] = [Aside(claim, Why.OVERLAPS, other.members[0]) for claim in one.members]
    return found


def _accounts(added: Sequence[TollSeries]) -> tuple[tuple[Account, Bounds], ...]:
    """The sums by whose dead the claimants speak of, where every incident has that account."""
    found: list[tuple[Account, Bounds]] = []
    for account in Account:
        held = [bounds for one in added for told, bounds in one.accounts if told is account]
        if len(held) == len(added):
            total = _Total()
            for bounds in held:
                total.put(bounds)
            found.append((account, total.bounds()))
    return tuple(found)


def _steps(added: Sequence[TollSeries]) -> tuple[Step, ...]:
    """The steps of all members in knowledge time, each with the sum from then on."""
    told = sorted(
        ((step.known_from, one.id, at, step) for one in added for at, step in enumerate(one.steps)),
        key=lambda row: row[:3],
    )
    total, now, made = _Total(), dict[str, Bounds](), list[Step]()
    for _, identity, _, step in told:
        if identity in now:
            total.put(now[identity], -1)
        now[identity] = step.bounds
        total.put(step.bounds)
        made.append(replace(step, bounds=total.bounds()))
    last = {step.known_from: step.bounds for step in made}
    return tuple(replace(step, bounds=last[step.known_from]) for step in made)
