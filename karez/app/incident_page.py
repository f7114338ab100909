"""The page of an incident: what holds it now, its claims with their sentences, and what persons decided about it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from karez.app.held import Anchored, Held
from karez.app.incidents import IncidentDesk
from karez.app.output import judgement_json
from karez.brief.mask import Mask
from karez.model.joining import ScoredPair
from karez.model.record import Judgement, View
from karez.model.vocabulary import Verdict

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sight:
    """How claims are shown: ``mask`` hides names of private persons in a view, ``rows`` gives some of its claims as the
    rows of ``karez claims``, ``timezone`` is that of the ledger."""

    timezone: str
    mask: Callable[[View], Mask]
    rows: Callable[[View, Collection[str], Mask], list[Row]]


@dataclass(frozen=True, slots=True)
class Decided:
    """A join or parting that speaks of an incident, with its reason masked, and the later ones that overruled it."""

    judgement: Judgement
    overruled_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """An incident that a decision keeps apart from another, and the id of that decision."""

    incident: str
    judgement: str


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """What an incident id leads to.

    ``rows`` are the claims of the incident that holds its anchor now; none where no incident does, and then ``closed``
    tells why and ``stood_with`` which incidents hold what was together with the anchor. ``parted`` are the other parts
    of what persons split or kept apart. ``episode`` is the longer incident which it is a part of, ``phases`` are its
    own parts. ``pairs`` are the compared pairs among its claims, the strongest first.
    """

    found: Anchored
    rows: tuple[Row, ...] = ()
    decisions: tuple[Decided, ...] = ()
    parted: tuple[Part, ...] = ()
    closed: str = ""
    stood_with: tuple[str, ...] = ()
    episode: str | None = None
    phases: tuple[str, ...] = ()
    pairs: tuple[ScoredPair, ...] = ()


def incident_page(desk: IncidentDesk, prefix: str, sight: Sight) -> IncidentPage:
    """Return the page of an incident id that was ever printed, or of its beginning.

    Raises RequestError unknown-id, ambiguous-id.
    """
    held = desk.held()
    found = desk.find(prefix, held)
    mask = sight.mask(held.view)
    claims = held.members.get(found.incident or "", ())
    decided = tuple(decisions_on(held, {*claims, found.claim}, mask))
    if found.incident is None:
        why, stood = desk.why_none(found, held), desk.stood_with(found, held)
        return IncidentPage(found, decisions=decided, closed=why, stood_with=stood)
    episodes = held.joined.episodes
    inside = set(claims)
    return IncidentPage(
        found,
        tuple(sight.rows(held.view, claims, mask)),
        decided,
        tuple(_parted(found.incident, decided, held)),
        episode=episodes.get(found.incident),
        phases=tuple(sorted(one for one, whole in episodes.items() if whole == found.incident)),
        pairs=tuple(_strongest(pair for pair in held.joining.pairs if {pair.left, pair.right} <= inside)),
    )


def decisions_on(held: Held, claims: Collection[str], mask: Mask) -> Iterable[Decided]:
    """Yield the joins and partings that name any of ``claims``, in the order in which they were recorded."""
    overruled = held.standing.overruled
    for item in held.view.judgements:
        if item.verdict in (Verdict.JOIN, Verdict.KEEP_APART) and not set(item.subjects).isdisjoint(claims):
            yield Decided(masked(item, mask), overruled.get(item.id, ()))


def masked(item: Judgement, mask: Mask) -> Judgement:
    """Return a judgement whose words hide the names of private persons."""
    return replace(item, by=mask.text(item.by), reason=mask.text(item.reason))


def _parted(incident: str, decided: Sequence[Decided], held: Held) -> Iterable[Part]:
    """The incidents of the other sides of partings that stand."""
    for one in decided:
        if one.judgement.verdict is Verdict.KEEP_APART:
            holding = [held.of(side) for side in one.judgement.sides]
            if sum(incident in side for side in holding) == 1:
                others = sorted({other for side in holding if incident not in side for other in side})
                yield from (Part(other, one.judgement.id) for other in others)


def _strongest(pairs: Iterable[ScoredPair]) -> list[ScoredPair]:
    return sorted(pairs, key=lambda pair: (-pair.weight, pair.left, pair.right))


def page_json(page: IncidentPage, timezone: str) -> Row:
    """Return the page as JSON."""
    found = page.found
    return {
        "incident": {
            "id": found.incident,
            "asked": found.id,
            "anchor": found.anchor,
            "claim": found.claim,
            "closed": page.closed or None,
            "stood_with": list(page.stood_with),
            "part_of": page.episode,
            "parts": list(page.phases),
            "claims": list(page.rows),
            "decisions": [decided_json(one, timezone) for one in page.decisions],
            "parted": [{"incident": part.incident, "judgement": part.judgement} for part in page.parted],
            "pairs": [pair_json(pair) for pair in page.pairs],
        }
    }


def decided_json(one: Decided, timezone: str) -> Row:
    """Return a decision and what overruled it as JSON."""
    return {**judgement_json(one.judgement, timezone), "overruled_by": list(one.overruled_by)}


def pair_json(pair: ScoredPair) -> Row:
    """Return a compared pair as JSON; weights in bits."""
    return {"claims": [pair.left, pair.right], "weight": pair.weight, "limit": pair.limit}
