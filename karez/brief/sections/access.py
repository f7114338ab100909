"""Who can be reached by what reports say, and what they say of every road and railway.

Two bounds frame it: the towns that reported closures cut off, and those to which no report shows a way. Roads that no
report speaks of are unknown: they are named as such and never counted as open.
"""

from collections.abc import Iterator, Sequence

from karez.brief.access_words import (
    access_words,
    announced_text,
    announcements,
    bounds_text,
    by_standing,
    km,
    people_words,
    said,
    short_text,
    state_text,
    stretch_text,
)
from karez.brief.cite import Citations
from karez.brief.outline import Line, Part
from karez.brief.words import day, joined, label
from karez.model.access import Announced, UserClass
from karez.model.access_answer import AccessAnswer, Stretch
from karez.model.reachability import People, Standing, TownAccess
from karez.model.vocabulary import AssetType, DerivedState

_MOST_DETOURS = 5
# A way that is so much longer than in normal times is worth a line.
_LONGER = 1.3
_TRANSPORT = frozenset(
    {
        AssetType.ROAD,
        AssetType.RAIL,
        AssetType.BRIDGE,
        AssetType.TUNNEL,
        AssetType.PASS,
        AssetType.TRANSPORT_SERVICE,
        AssetType.AIRPORT,
        AssetType.PORT,
        AssetType.BORDER_CROSSING,
    }
)


def access_lines(answer: AccessAnswer, cite: Citations) -> list[Line]:
    """The lines of an access picture: who is cut off, the roads, what was announced, what could not be placed."""
    lines = [*_reach(answer, cite)]
    told = [road for road in answer.stretches if any(cite.holds(claim) for claim in road.told.claims)]
    if told:
        lines += [Line((Part("Roads and railways"),), "head"), *(_road(road, answer, cite) for road in told)]
    announced = [(one, roads) for one, roads in announcements(answer) if cite.holds(one.claim)]
    if announced:
        lines.append(Line((Part("Announced or threatened, not in force"),), "head"))
        lines += [_announcement(one, roads, cite) for one, roads in announced]
    lost = [one for one in answer.unplaced if one.asset_type in _TRANSPORT and cite.holds(one.claim)]
    if lost:
        lines.append(Line((Part("Could not be placed on the map"),), "head"))
        for one in lost:
            told_by = f"“{cite.sentence(one.claim)}” — {cite.claimant(one.claim)}: {cite.masked(one.reason)}"
            lines.append(Line((cite.part(told_by, (one.claim,)),)))
    return lines


def cut_off_part(answer: AccessAnswer, cite: Citations) -> Part | None:
    """For the highlights: the towns that reported closures cut off, and how many people; None where none is."""
    cut = [town for town in by_standing(answer.picture.towns) if town.standing is Standing.CUT_OFF]
    claims = tuple(claim for town in cut for claim in answer.behind[town.town])
    if not any(cite.holds(claim) for claim in claims):
        return None
    names = joined([town.name for town in cut])
    return cite.part(f"cut off by reported closures: {names}, {people_words(answer.picture.cut_off)}", claims)


def shown_claims(answer: AccessAnswer) -> set[str]:
    """The claims that a line of an access picture shows; the statuses that stand on these alone need no line more."""
    roads = {report.claim for road in answer.stretches for report in road.told.history}
    planned = {one.claim for road in answer.stretches for one in road.told.announced}
    lost = {one.claim for one in answer.unplaced if one.asset_type in _TRANSPORT}
    return roads | planned | lost | {claim for road in answer.stretches for claim in road.told.denials}


def _reach(answer: AccessAnswer, cite: Citations) -> Iterator[Line]:
    picture = answer.picture
    told = {claim for claims in answer.behind.values() for claim in claims if cite.holds(claim)}
    if not picture.towns or not told:
        return
    hubs = joined([answer.names[hub] for hub in picture.question.hubs])
    yield Line((Part(f"Who can be reached by road from {hubs}"),), "head")
    yield Line((Part(bounds_text(picture)),), "note")
    yield Line((Part(" ".join(access_words()["people_note"].split())),), "note")
    for standing, people in ((Standing.CUT_OFF, picture.cut_off), (Standing.IN_DOUBT, picture.in_doubt)):
        towns = [town for town in by_standing(picture.towns) if town.standing is standing]
        yield from _groups(towns, people, answer, cite)
    yield from _detours(answer, cite)
    shown = [town for town in by_standing(picture.towns) if town.standing is Standing.REPORTED]
    if shown:
        claims = [claim for town in shown for claim in answer.behind.get(town.town, ())]
        yield Line((cite.part(f"Reported open all the way: {joined([town.name for town in shown])}", claims),))


def _groups(towns: Sequence[TownAccess], people: People, answer: AccessAnswer, cite: Citations) -> Iterator[Line]:
    """One line for all towns that the same reports cut off, and one for all of them where they are several."""
    groups: dict[frozenset[str], list[TownAccess]] = {}
    for town in towns:
        groups.setdefault(frozenset(answer.behind.get(town.town, ())), []).append(town)
    for found in groups.values():
        claims = answer.behind[found[0].town]
        links = [link for town in found for link in answer.links_behind[town.town]]
        names = joined([town.name for town in found])
        since = {town.since for town in found}
        when = f" since {cite.time(instant)}" if len(since) == 1 and (instant := since.pop()) is not None else ""
        of = joined(_roads(links, answer))
        why = f"{said('standing', found[0].standing)}{when}, by what is reported of {of}" if of else ""
        how_many = f"; {people_words(people)}" if len(groups) == 1 else ""
        yield Line((cite.part(names, claims, strong=True), cite.part(f": {why}{how_many}", claims)))
    if len(groups) > 1:
        claims = tuple(claim for town in towns for claim in answer.behind[town.town])
        total = f"Together {len(towns)} towns {said('standing', towns[0].standing)}: {people_words(people)}"
        yield Line((cite.part(total, claims),))


def _roads(links: Sequence[str], answer: AccessAnswer) -> list[str]:
    """The stretches that some links are of, by name and ends."""
    found = [road for road in answer.stretches if set(links) & set(road.links)]
    return [short_text(road, answer.names) for road in found]


def _detours(answer: AccessAnswer, cite: Citations) -> Iterator[Line]:
    """The towns whose way is much longer than in normal times, the longest detours first."""
    everywhere = (*answer.picture.towns, *answer.picture.hubs)
    far = [town for town in everywhere if (town.detour or 0.0) >= _LONGER]
    far.sort(key=lambda town: (-(town.detour or 0.0), town.town))
    for town in far[:_MOST_DETOURS]:
        now, before = town.optimistic, town.baseline
        claims = [claim for hop in town.closed for claim in hop.claims]
        if now and before:
            way = f": {km(now.length_km)} from {answer.names[now.hub]} by roads that no report closes"
            usual = f" (in normal times {km(before.length_km)} from {answer.names[before.hub]})"
            yield Line((cite.part(town.name, claims, strong=True), cite.part(way + usual, claims)))


def _road(road: Stretch, answer: AccessAnswer, cite: Citations) -> Line:
    told, claims = road.told, road.told.claims
    last = claims[-1]
    name = f"{road.name} ({stretch_text(road, answer.names)})"
    parts = [cite.part(name, claims, strong=True), cite.part(": ", claims)]
    if told.state is DerivedState.CONTESTED:
        parts += [cite.part("contested", claims, strong=True), Part(": "), *_sides(claims, cite)]
    else:
        parts.append(cite.part(f"{_said(road)}, by {cite.claimants(claims)}, {cite.published(last)}", claims))
    if told.since:
        parts.append(cite.part(f", since {day(told.since[:10])}", claims))
    if told.state is DerivedState.UNKNOWN:
        parts.append(cite.part("; state now unknown (report older than its freshness)", claims))
    elif told.stale:
        parts.append(cite.part("; not confirmed since", claims))
    parts.append(cite.part(f" — “{cite.sentence(last)}”", claims))
    if any(cite.holds(claim) for claim in told.denials):
        parts.append(cite.part(f"; denied by {cite.claimants(told.denials)}", told.denials))
    return Line(tuple(parts))


def _said(road: Stretch) -> str:
    """What was last reported: for a state that has aged, the report's own word."""
    held = road.shown(UserClass.ALL)
    if held.state is not DerivedState.UNKNOWN:
        return f"reported {state_text(held)}"
    cause = f" ({label('cause', road.told.cause)})" if road.told.cause else ""
    return f"reported {label('states', road.told.reported)}{cause}"


def _sides(claims: Sequence[str], cite: Citations) -> list[Part]:
    """What each side says, with who says it and when."""
    parts: list[Part] = []
    for claim in claims:
        body = cite.record(claim).claim.body
        state = getattr(body, "state", None)
        told = f"{label('states', state)} ({cite.claimant(claim)}, {cite.published(claim)})"
        parts += [cite.part(told, (claim,)), Part("; ")]
    return parts[:-1]


def _announcement(one: Announced, roads: str, cite: Citations) -> Line:
    claims = (one.claim,)
    words = f": announced {announced_text(one)}, by {cite.claimant(one.claim)} — “{cite.sentence(one.claim)}”"
    return Line((cite.part(roads, claims, strong=True), cite.part(words, claims)))
