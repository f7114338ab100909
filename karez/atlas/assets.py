"""Roads, lines, crossings, ports and services: looking one up, and finding all in a text."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from karez.atlas.find import Sense, entries, holds, score
from karez.atlas.fold import Folded
from karez.atlas.gazetteer import Gazetteer, PlaceMatch, spoken_of
from karez.atlas.matcher import Hit, Matcher
from karez.atlas.network import Network
from karez.atlas.pack import Pack
from karez.atlas.pairs import Pair, pairs
from karez.atlas.values import Asset
from karez.atlas.words import words
from karez.model.vocabulary import AssetType


@dataclass(frozen=True, slots=True)
class AssetMatch:
    """An asset named in a text, ``text[start:end] == quote``.

    ``asset`` is None where the name fits several and the towns named do not decide; ``candidates`` are all, best
    first. ``wrong_form``: the report uses a number that is not this road's, and ``note`` says so. ``links`` are the
    ids of the sections meant, where the text names both ends of a stretch.
    """

    start: int
    end: int
    quote: str
    asset: Asset | None
    candidates: tuple[Asset, ...]
    score: float
    wrong_form: bool = False
    note: str | None = None
    links: tuple[str, ...] = ()


# So many numbers of one pack's roads in a text are no chance.
_SEVERAL = 3


class AssetIndex:
    """The assets of some packs, found by designation, name and alias, or by the two towns that a road joins."""

    def __init__(self, packs: Sequence[Pack], gazetteer: Gazetteer, network: Network) -> None:
        self._packs = tuple(packs)
        self._gazetteer = gazetteer
        self._network = network
        # What is wrong with a form is asked for after the names themselves: the last answer is kept.
        self._last: tuple[str, tuple[AssetMatch, ...]] = ("", ())

    @cached_property
    def _by_id(self) -> dict[str, Asset]:
        return {asset.id: asset for pack in self._packs for asset in pack.assets}

    @cached_property
    def _matcher(self) -> Matcher[Sense[Asset]]:
        found = []
        for pack in self._packs:
            targets = {asset.id.split(":", 1)[1]: asset for asset in pack.assets}
            rows = [*pack.names["asset"], *(row for row in pack.names["place"] if row.target in targets)]
            found += entries(pack.info.id, rows, targets, any_case=True)
        return Matcher(found)

    def asset(self, identity: str) -> Asset | None:
        """Return the asset with this id, None where there is none."""
        return self._by_id.get(identity)

    def at(self, place: str, kind: AssetType) -> tuple[Asset, ...]:
        """Return the assets of a type that serve a place or stand at it, in the order of the packs' files."""
        return self._by_place.get((place, kind), ())

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, AssetType], tuple[Asset, ...]]:
        found: dict[tuple[str, AssetType], tuple[Asset, ...]] = {}
        for asset in self._by_id.values():
            if asset.place:
                key = (asset.place, asset.asset_type)
                found[key] = (*found.get(key, ()), asset)
        return found

    def lookup(self, name: str) -> tuple[Asset, ...]:
        """Return the assets that the whole string ``name`` may mean, surest first; wrong forms are left out."""
        senses = [sense for sense in self._matcher.lookup(name) if sense.row.kind != "wrong form"]
        senses.sort(key=lambda sense: -score(sense.row, True))
        return tuple(dict.fromkeys(sense.value for sense in senses))

    def find(self, text: str) -> tuple[AssetMatch, ...]:
        """Return the assets named in ``text``, in text order. Offsets count code points of ``text``.

        A wrong number counts only where the text gives it its context; else it is not listed at all.
        """
        if self._last[0] != text:
            self._last = (text, self._find(self._gazetteer.folded(text)))
        return self._last[1]

    def _find(self, folded: Folded) -> tuple[AssetMatch, ...]:
        text = folded.original
        places = self._gazetteer.find(text)
        found = self._matcher.find(folded)
        sure = self._packs_spoken_of(places, found)
        hits = ((hit, self._fitting(hit, folded, sure)) for hit in found)
        named = [self._match(hit, senses, text, places) for hit, senses in hits if senses]
        taken = [(match.start, match.end) for match in named]
        free = [pair for pair in pairs(text, places) if not any(pair.start < b and a < pair.end for a, b in taken)]
        joined = [match for pair in free for match in self._joined(pair, text)]
        return tuple(sorted([*named, *joined], key=lambda match: (match.start, match.end)))

    def _packs_spoken_of(self, places: Sequence[PlaceMatch], hits: Sequence[Hit[Sense[Asset]]]) -> frozenset[str]:
        """Return the packs that a text speaks of: by a sure place, by their country, by several of their numbers."""
        numbers = {
            (sense.pack, sense.value.id)
            for hit in hits
            for sense in hit.values
            if sense.row.kind == "abbreviation" and sense.row.needs_context
        }
        counted = Counter(pack for pack, _ in numbers)
        return spoken_of(self._packs, places) | {pack for pack, count in counted.items() if count >= _SEVERAL}

    def _fitting(self, hit: Hit[Sense[Asset]], folded: Folded, sure: frozenset[str]) -> list[Sense[Asset]]:
        """Drop the senses whose context the text does not hold; a name in lower case needs the pack's places too."""
        lower = folded.original[hit.start].islower()
        return [
            sense
            for sense in hit.values
            if (sense.sure and not (lower and sense.pack not in sure)) or holds(folded, sense.row, sure, sense.pack)
        ]

    def _match(
        self, hit: Hit[Sense[Asset]], senses: Sequence[Sense[Asset]], text: str, places: Sequence[PlaceMatch]
    ) -> AssetMatch:
        candidates = tuple(dict.fromkeys(sense.value for sense in senses))
        ranked = self._by_towns(candidates, places) if len(candidates) > 1 else candidates
        decided = ranked[0] if ranked else None
        first = next(sense for sense in senses if decided in (None, sense.value))
        wrong = first.row.kind == "wrong form"
        quote = text[hit.start : hit.end]
        note = words().wrong_form_note.format(quote=quote, designation=first.value.designation) if wrong else None
        return AssetMatch(
            start=hit.start,
            end=hit.end,
            quote=quote,
            asset=decided,
            candidates=ranked or candidates,
            score=score(first.row, True) if decided else words().score_out_of_context,
            wrong_form=wrong,
            note=note,
        )

    def _by_towns(self, candidates: Sequence[Asset], places: Sequence[PlaceMatch]) -> tuple[Asset, ...]:
        """Order by how many of the places named lie on each; nothing where the first two are level."""
        named = {place.candidates[0].place.id for place in places}
        counted = [(len(named & self._ends(asset.id)), asset) for asset in candidates]
        counted.sort(key=lambda item: -item[0])
        return tuple(asset for _, asset in counted) if counted[0][0] > counted[1][0] else ()

    def _ends(self, asset: str) -> set[str]:
        return {end for link in self._network.links_of(asset) for end in (link.start, link.end)}

    def _joined(self, pair: Pair, text: str) -> list[AssetMatch]:
        """Return the route of the asked mode that runs between the two places of ``pair``, where there is one."""
        both = self._on_network(pair.first), self._on_network(pair.second)
        if both[0] is None or both[1] is None:
            return []
        found = []
        for identity in self._network.assets_at(both[0], mode=pair.mode):
            links = self._network.links_between(identity, both[0], both[1])
            if links:
                found.append((sum(link.length_km for link in links), self._by_id[identity], links))
        if not found:
            return []
        _, asset, links = min(found, key=lambda item: (item[0], item[1].id))
        quote = text[pair.start : pair.end]
        ids = tuple(link.id for link in links)
        return [AssetMatch(pair.start, pair.end, quote, asset, (asset,), words().score["medium"], links=ids)]

    def _on_network(self, place: PlaceMatch) -> str | None:
        ids = (candidate.place.id for candidate in place.candidates)
        return next((identity for identity in ids if self._network.node(identity)), None)
