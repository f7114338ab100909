"""On which links, and so on which reports, the standing of a town rests."""

from collections.abc import Callable, Iterable, Mapping

from karez.analyse.access.graph import Mask, Small
from karez.analyse.access.reach import components
from karez.analyse.access.situation import Situation
from karez.model.reachability import AccessPicture, Route, Standing, TownAccess

Ids = tuple[str, ...]


def behind(situation: Situation, picture: AccessPicture) -> Mapping[str, Ids]:
    """Return the links behind the standing of every town and hub of the picture, by place id.

    For a town cut off: the closed ones at the rim of the part of the network that it still hangs together with; they
    alone cut it off. For one in doubt: the closed and doubtful ones at the rim of what it reaches without doubt. For
    the others: those of its way of which something is reported, and the closed ones that turned it off its way of
    normal times.
    """
    counts = situation.usable
    cut = _rim(situation, counts.optimistic, counts.closed & counts.baseline)
    doubt = _rim(situation, counts.optimistic & ~counts.doubtful, (counts.closed & counts.baseline) | counts.doubtful)
    found = {}
    for town in (*picture.towns, *picture.hubs):
        if town.standing is Standing.CUT_OFF:
            links = cut(town.town)
        elif town.standing is Standing.IN_DOUBT:
            links = doubt(town.town)
        else:
            links = _of_way(town)
        found[town.town] = tuple(dict.fromkeys(links))
    return found


def claims_on(situation: Situation, links: Iterable[str]) -> Ids:
    """Return the claims of the reports on some links, each once."""
    told = (situation.reports[link].claims for link in links if link in situation.reports)
    return tuple(dict.fromkeys(claim for claims in told for claim in claims))


def _rim(situation: Situation, held: Mask, broken: Mask) -> Callable[[str], Ids]:
    """For a place the broken links with just one end in its part of the network over the held links."""
    graph = situation.graph
    part: Small = components(graph.ways(held))
    start, end = part[graph.start], part[graph.end]

    def links(place: str) -> Ids:
        own = part[situation.place_number[place]]
        at = (broken & ((start == own) != (end == own))).nonzero()[0]
        return tuple(situation.links[number].id for number in at)

    return links


def _of_way(town: TownAccess) -> Ids:
    way: Route | None = town.cautious if town.standing is Standing.REPORTED else town.optimistic
    told = tuple(hop.link for hop in (way.hops if way else ()) if hop.claims)
    return (*told, *(hop.link for hop in town.closed))
