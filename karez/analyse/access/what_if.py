"""The one door for what-ifs, and what it refuses.

A what-if opens one link that is reported closed, or tests one closure that was announced for the user's own journey.
Nothing here closes a link at a user's word, works through many links at a time, counts the people whom a closure would
cut off, or ranks links by what hangs on them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from karez.analyse.access.announced import way_round
from karez.analyse.access.reopen import reopening
from karez.analyse.access.situation import Situation
from karez.model.errors import RequestError
from karez.model.reachability import Reopening, WayRound

REOPEN, ANNOUNCED = "reopen", "announced"


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a user asks: ``action`` reopen (of one link in ``targets``) or announced (one claim in ``targets``).

    ``origin`` and ``destination`` are the user's own journey, for announced alone; ``people``: a count of persons is
    wanted.
    """

    action: str
    targets: Sequence[str]
    origin: str | None = None
    destination: str | None = None
    people: bool = False


def what_if(situation: Situation, asked: WhatIf) -> Reopening | WayRound:
    """Answer one what-if. Raises RequestError for all that this room refuses, beside what the two answers raise.

    ``not-answered``: another action (closing, ranking) or people counted for a closure; ``one-at-a-time``: not just
    one target; ``bad-request``: an announced closure asked without a journey.
    """
    if asked.action not in (REOPEN, ANNOUNCED):
        raise RequestError("not-answered", place=asked.action)
    if isinstance(asked.targets, str) or len(asked.targets) != 1:
        raise RequestError("one-at-a-time")
    target = asked.targets[0]
    if asked.action == REOPEN:
        return reopening(situation, target)
    if asked.people:
        raise RequestError("not-answered", "people are not counted for closing anything", place=target)
    if asked.origin is None or asked.destination is None:
        raise RequestError("bad-request", "an announced closure is tested for one journey: give its two ends")
    return way_round(situation, claim=target, origin=asked.origin, destination=asked.destination)
