"""Which reports the standing of a town rests on."""

from collections.abc import Callable, Mapping

from karez.analyse.access.graph import Mask, Small
from karez.analyse.access.reach import components
from karez.analyse.access.situation import Situation
from karez.model.reachability import AccessPicture, Route, Standing, TownAccess

Claims = tuple[str, ...]


def behind(situation: Situation, picture: AccessPicture) -> Mapping[str, Claims]:
    """Return the claims behind the standing of every town and hub of the picture, by place id, each claim once.

    For a town cut off: the closures at the rim of the part of the network that it still hangs together with; they
    alone cut it off. For one in doubt: the closures and doubtful reports at the rim of what it reaches without doubt.
    For the others: what speaks of its way, and of the closures that turned it off its way of normal times.
    """
    counts = situation.usable
    cut = _rim(situation, counts.optimistic, counts.closed & counts.baseline)
    doubt = _rim(situation, counts.optimistic & ~counts.doubtful, (counts.closed & counts.baseline) | counts.doubtful)
    found = {}
    for town in (*picture.towns, *picture.hubs):
        if town.standing is Standing.CUT_OFF:
            claims = cut(town.town)
        elif town.standing is Standing.IN_DOUBT:
            claims = doubt(town.town)
        else:
            claims = _of_way(town)
        found[town.town] = tuple(dict.fromkeys(claims))
    return found


def _rim(situation: Situation, held: Mask, broken: Mask) -> Callable[[str], Claims]:
    """For a place the claims on the broken links with just one end in its part of the network over the held links."""
    graph = situation.graph
    part: Small = components(graph.ways(held))
    start, end = part[graph.start], part[graph.end]

    def claims(place: str) -> Claims:
        own = part[situation.place_number[place]]
        at = (broken & ((start == own) != (end == own))).nonzero()[0]
        return tuple(claim for number in at for claim in situation.reports[situation.links[number].id].claims)

    return claims


def _of_way(town: TownAccess) -> Claims:
    way: Route | None = town.cautious if town.standing is Standing.REPORTED else town.optimistic
    turned = tuple(claim for hop in town.closed for claim in hop.claims)
    return (*(way.claims if way else ()), *turned)
