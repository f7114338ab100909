"""Gathers links of one road of which the same is reported into stretches, in travel order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from karez.atlas.network import Network
from karez.atlas.values import Link
from karez.model.access import LinkScope, LinkState
from karez.model.access_answer import Stretch

_AREA_NAMES = {"road": "roads", "rail": "railways"}


def stretches(states: Mapping[str, LinkState], network: Network) -> tuple[Stretch, ...]:
    """Return what is reported of the network's links as stretches, roads first, by name, then as they lie.

    What is told of sections makes one stretch for each run of sections; what is told of a road as a whole makes one.
    """
    order = {link.id: at for at, link in enumerate(network.links)}
    groups: dict[object, list[Link]] = {}
    for link in network.links:
        if link.id in states:
            groups.setdefault(_same(link, states[link.id]), []).append(link)
    found = []
    for links in groups.values():
        told = states[links[0].id]
        if told.scope is LinkScope.AREA:
            found.append(_area(links, told))
            continue
        runs = [links] if told.scope is LinkScope.ROUTE else _runs(links)
        found += [_stretch(_in_travel_order(run), told, network) for run in runs]
    return tuple(sorted(found, key=lambda one: (one.mode != "road", _sorting(one.name), order[one.id])))


def _same(link: Link, told: LinkState) -> object:
    """What links of one stretch share: the road, but for an area, and all that is reported but for the link itself."""
    road = None if told.scope is LinkScope.AREA else link.asset or link.designation or link.id
    return (road, link.mode, replace(told, link="", history=()))


def _runs(links: Sequence[Link]) -> list[list[Link]]:
    """Links that hang together, each run by itself, in the order in which they came."""
    order = {link.id: at for at, link in enumerate(links)}
    runs: list[list[Link]] = []
    for link in links:
        touching = [run for run in runs if any({link.start, link.end} & {other.start, other.end} for other in run)]
        joined = sorted([link, *(other for run in touching for other in run)], key=lambda one: order[one.id])
        runs = [run for run in runs if run not in touching] + [joined]
    return runs


def _in_travel_order(links: Iterable[Link]) -> list[Link]:
    """The links from one end to the other; what does not hang on follows as it comes."""
    left = list(links)
    counts: dict[str, int] = {}
    for link in left:
        for end in (link.start, link.end):
            counts[end] = counts.get(end, 0) + 1
    ordered: list[Link] = []
    at = None
    while left:
        onward = [link for link in left if at in (link.start, link.end)]
        ends = [link for link in left if 1 in (counts[link.start], counts[link.end])]
        link = (onward or ends or left)[0]
        if not onward:
            at = link.end if counts[link.start] > 1 and counts[link.end] == 1 else link.start
        left.remove(link)
        ordered.append(link)
        at = link.end if at == link.start else link.start
    return ordered


def _area(links: Sequence[Link], told: LinkState) -> Stretch:
    """All roads or railways of an area, told of by the same reports."""
    mode = links[0].mode
    return Stretch(
        name=_AREA_NAMES[mode],
        mode=mode,
        links=tuple(link.id for link in links),
        places=tuple(end for link in links for end in (link.start, link.end)),
        length_km=round(sum(link.length_km for link in links), 1),
        whole=False,
        told=told,
    )


def _stretch(links: Sequence[Link], told: LinkState, network: Network) -> Stretch:
    first = links[0]
    road = network.links_of(first.asset) if first.asset else ()
    return Stretch(
        name=first.designation or ("railway" if first.mode == "rail" else "road"),
        mode=first.mode,
        links=tuple(link.id for link in links),
        places=_places(links),
        length_km=round(sum(link.length_km for link in links), 1),
        whole=len(road) == len(links) > 1,
        told=told,
    )


def _places(links: Sequence[Link]) -> tuple[str, ...]:
    """The points along the links, in travel order."""
    first = links[0]
    at = first.start
    if len(links) > 1 and first.start in (links[1].start, links[1].end):
        at = first.end
    found = [at]
    for link in links:
        if at not in (link.start, link.end):
            at = link.start
            found.append(at)
        at = link.end if at == link.start else link.start
        found.append(at)
    return tuple(found)


def _sorting(name: str) -> tuple[object, ...]:
    """Numbers in names by size, so that 5 comes before 10."""
    parts = name.replace("-", " ").split()
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part.casefold()) for part in parts)
