"""Parties: looking one up by any of its names, and finding all in a text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from karez.atlas.find import Sense, entries, holds, score
from karez.atlas.gazetteer import Gazetteer, elsewhere, spoken_of
from karez.atlas.matcher import Hit, Matcher
from karez.atlas.pack import Pack
from karez.atlas.values import Actor


@dataclass(frozen=True, slots=True)
class ActorMatch:
    """A party's name in a text, ``text[start:end] == quote``, with the likeliest party and its score (0 to 1)."""

    start: int
    end: int
    quote: str
    actor: Actor
    score: float
    needs_context: bool
    in_context: bool


class ActorLexicon:
    """The parties of some packs; earlier packs win where two are equal."""

    def __init__(self, packs: Sequence[Pack], gazetteer: Gazetteer) -> None:
        self._packs = tuple(packs)
        self._gazetteer = gazetteer

    @cached_property
    def _by_id(self) -> dict[str, Actor]:
        return {actor.id: actor for pack in self._packs for actor in pack.actors}

    @cached_property
    def _matcher(self) -> Matcher[Sense[Actor]]:
        found = []
        for pack in self._packs:
            targets = {actor.id.split(":", 1)[1]: actor for actor in pack.actors}
            found += entries(pack.info.id, pack.names["actor"], targets)
        return Matcher(found)

    def actor(self, identity: str) -> Actor | None:
        """Return the party with this id, None where there is none."""
        return self._by_id.get(identity)

    def lookup(self, name: str) -> Actor | None:
        """Return the party that the whole string ``name`` means, None for none; case does not count."""
        senses = sorted(self._matcher.lookup(name), key=lambda sense: -score(sense.row, False))
        return senses[0].value if senses else None

    def find(self, text: str) -> tuple[ActorMatch, ...]:
        """Return the parties named in ``text``, in text order. Offsets count code points of ``text``.

        Parties of a pack of one country are none where the text surely speaks of other countries only: there the
        same abbreviation or office is another's.
        """
        folded = self._gazetteer.folded(text)
        places = self._gazetteer.find(text)
        absent = elsewhere(self._packs, places)
        found = (
            (hit, tuple(sense for sense in hit.values if sense.pack not in absent))
            for hit in self._matcher.find(folded)
        )
        hits = [Hit(hit.start, hit.end, senses) for hit, senses in found if senses]
        parties = {sense.pack for hit in hits for sense in hit.values if sense.sure}
        sure = spoken_of(self._packs, places) | parties
        return tuple(
            _match(hit, text, {s.row.name: holds(folded, s.row, sure, s.pack) for s in hit.values}) for hit in hits
        )

    def belongs_to(self, identity: str, parent: str) -> bool:
        """Tell whether the party is ``parent`` or a part of it, at any depth."""
        return identity == parent or parent in self.wider.get(identity, ())

    @cached_property
    def wider(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of all parties that a party belongs to, the nearest first, by its id."""
        found: dict[str, tuple[str, ...]] = {}
        for identity, actor in self._by_id.items():
            above: list[str] = []
            current = actor.parent
            while current is not None and current not in (identity, *above):
                above.append(current)
                known = self._by_id.get(current)
                current = known.parent if known else None
            found[identity] = tuple(above)
        return found


def _match(hit: Hit[Sense[Actor]], text: str, context: dict[str, bool]) -> ActorMatch:
    best = max(hit.values, key=lambda sense: score(sense.row, context[sense.row.name]))
    in_context = best.sure or context[best.row.name]
    return ActorMatch(
        start=hit.start,
        end=hit.end,
        quote=text[hit.start : hit.end],
        actor=best.value,
        score=score(best.row, in_context),
        needs_context=not best.sure,
        in_context=in_context,
    )
