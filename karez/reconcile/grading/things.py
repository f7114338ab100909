"""Of which things the claims of a view tell, and what each says of them: tolls, happenings, states, holdings, orders.

The findings of the view say which claims are of one thing; nothing is joined here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from karez.model.claim import Directive, Incident, Toll
from karez.model.finding import AssetStatus, Findings, IncidentFinding, StatusReport, TollFigure
from karez.model.vocabulary import Realis
from karez.reconcile.counted import toll
from karez.reconcile.grading.rules import rules
from karez.reconcile.grading.telling import OPEN, Said, Telling, Thing
from karez.reconcile.item import Item


@dataclass(frozen=True, slots=True)
class Evidence:
    """All things that are told of; ``of`` gives for a claim the things with its telling of each.

    ``withdrawn`` gives for a claim that whoever told it put right since the claims that do so.
    """

    things: tuple[Thing, ...]
    of: Mapping[str, tuple[tuple[Thing, Telling], ...]]
    withdrawn: Mapping[str, tuple[str, ...]]


def evidence(items: Sequence[Item], findings: Findings) -> Evidence:
    """Return what the claims of ``items`` tell of which things."""
    by_id = {item.claim.id: item for item in items}
    make = _Tellings(by_id)
    things = [thing for thing in _things(items, findings, make) if len(thing.tellings) > 0]
    of: dict[str, list[tuple[Thing, Telling]]] = {}
    for thing in things:
        for telling in thing.tellings:
            of.setdefault(telling.claim, []).append((thing, telling))
    withdrawn = {
        claim: figure.claims
        for finding in findings.tolls
        for figure in finding.figures
        for claim in figure.earlier
        if claim in by_id and _lowered(toll(by_id[claim]), figure)
    }
    return Evidence(tuple(things), {claim: tuple(told) for claim, told in of.items()}, withdrawn)


@dataclass(frozen=True, slots=True)
class _Tellings:
    """Makes tellings of claims; claims that the view does not hold have none."""

    items: Mapping[str, Item]

    def of(self, claims: Sequence[str], said: Callable[[Item], Said], *, fought: bool) -> list[Telling]:
        """The tellings of ``claims``; ``fought``: the thing is of the fight, so that its parties speak for a side."""
        return [
            Telling(claim, item.source.key, voice(item), side(item) if fought else "", item.origin or item.report.id,
                    item.known_from, said(item))
            for claim in dict.fromkeys(claims)
            if (item := self.items.get(claim)) is not None
        ]  # fmt: skip


def voice(item: Item) -> str:
    """Return what those share who cannot bear each other out: a party, or the outlet of people it does not name."""
    key = item.source.key
    scattered = item.source.source_class in rules().of_the_outlet and "@" in key
    return key.split("@", 1)[1] if scattered else key


def side(item: Item) -> str:
    """Return the side of the fight that a claimant speaks for, by its class; empty for none."""
    return rules().sides.get(item.source.source_class, "")


def losses_of(item: Item) -> str:
    """Return whose losses a toll counts: a side; empty where it counts others, or is no toll."""
    body = item.claim.body
    return rules().losses.get(body.victims, "") if isinstance(body, Toll) else ""


def _things(items: Sequence[Item], findings: Findings, make: _Tellings) -> Iterator[Thing]:
    for toll_finding in findings.tolls:
        claims = [claim for figure in toll_finding.figures for claim in (*figure.claims, *figure.earlier)]
        yield Thing(make.of(claims, _number, fought=True))
    yield from _happenings(findings.incidents, make)
    yield from (Thing(_states(status, make)) for status in findings.statuses)
    yield from _holdings(findings, make)
    for order in findings.directives:
        yield Thing(make.of(order.claims, _order, fought=False))


def _number(item: Item) -> Said:
    body = toll(item)
    low = body.low if body.low is not None else (body.best if body.high is None else None)
    high = body.high if body.high is not None else (body.best if body.low is None else None)
    return Said(low=-OPEN if low is None else low, high=OPEN if high is None else high, best=body.best, counts=True)


def _lowered(old: Toll, figure: TollFigure) -> bool:
    """Whether the newer number is below the older one: a higher one may only have risen."""
    before = old.best if old.best is not None else old.low
    now = figure.best if figure.best is not None else figure.high
    return before is not None and now is not None and now < before


def _happenings(found: Sequence[IncidentFinding], make: _Tellings) -> Iterator[Thing]:
    """One thing for each happening, with the denials of one of its type, place and day."""
    denied: dict[tuple[object, ...], list[IncidentFinding]] = {}
    for one in found:
        if one.realis is Realis.DENIED:
            denied.setdefault(_happening_key(one), []).append(one)
    for one in found:
        if one.realis is not Realis.DENIED:
            against = denied.pop(_happening_key(one), [])
            claims = [*one.claims, *(claim for other in against for claim in other.claims)]
            yield Thing(make.of(claims, _happened, fought=True))
    for rest in denied.values():
        yield from (Thing(make.of(one.claims, _happened, fought=True)) for one in rest)


def _happening_key(one: IncidentFinding) -> tuple[object, ...]:
    return (one.type, one.place.id if one.place else one.place_quote, (one.start or "")[:10])


def _happened(item: Item) -> Said:
    """What happened is its type and the side of whoever did it: claims of one incident may be of several."""
    body = item.claim.body
    if not isinstance(body, Incident):
        raise TypeError(f"{item.claim.id} is no incident")
    doers = sorted({rules().doers.get(actor.actor_class, "") for actor in body.initiators} - {""})
    return Said(body.type.value, " ".join(doers), denied=item.claim.realis is Realis.DENIED)


def _states(status: AssetStatus, make: _Tellings) -> list[Telling]:
    """What is told of one asset: reports of one state in a row tell the same, and hold from the first to the last end.

    States that overlap in time and differ are in dispute: an earlier one ends where a later one begins.
    """
    said: dict[str, Said] = {}
    runs: list[list[StatusReport]] = []
    for report in sorted(status.history, key=lambda one: (one.start, one.state, one.claim)):
        if runs and runs[-1][0].state is report.state:
            runs[-1].append(report)
        else:
            runs.append([report])
    for run in runs:
        end = max(OPEN if report.end is None else report.end - 1 for report in run)
        told = Said(run[0].state.value, low=run[0].start, high=end, contested=True)
        said.update(dict.fromkeys((report.claim for report in run), told))
    tellings = make.of(list(said), lambda item: said[item.claim.id], fought=False)
    if status.reported is None:
        return tellings
    return [*tellings, *make.of(status.denials, _always(Said(status.reported.value, denied=True)), fought=False)]


def _holdings(findings: Findings, make: _Tellings) -> Iterator[Thing]:
    """One thing for each place: who holds it; spans that are contested contradict each other."""
    places: dict[object, list[Telling]] = {}
    for span in findings.control:
        key = span.place.id if span.place else (span.place_quote or span.claims)
        word = f"{span.state} {span.holder_id or (span.holder or '').casefold()} {span.start or ''}"
        said = Said(word, denied=span.realis is Realis.DENIED, contested=span.contested)
        places.setdefault(key, []).extend(make.of(span.claims, _always(said), fought=True))
    yield from map(Thing, places.values())


def _always(said: Said) -> Callable[[Item], Said]:
    return lambda _: said


def _order(item: Item) -> Said:
    body = item.claim.body
    return Said(body.action.value if isinstance(body, Directive) else "", denied=item.claim.realis is Realis.DENIED)
