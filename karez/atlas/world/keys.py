"""The names of all places of the world index: folded, hashed, sorted, each with its places and its bits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from karez.atlas.fold import fold_key
from karez.atlas.world.flags import SIZES, NameFlag
from karez.atlas.world.folding import fold_keys
from karez.atlas.world.forms import short_form
from karez.atlas.world.hashing import hash_keys
from karez.atlas.world.listed import Choice
from karez.atlas.world.place import CONTINENT, FIRST, SECOND, TOWN, Array, IndexPlace, blob

# Sorts of name, as they stand in ``post_kind``.
NAME_KINDS = ("name", "short name", "alternate")
_MAIN, _SHORT, _OTHER = range(3)
# How ``Gazetteer.find`` takes a name (``post_listed``): not at all, as the town's own, as another; with context only.
LISTED_OWN, LISTED_OTHER, LISTED_DOUBTFUL = 1, 2, 4
_CHUNK = 200_000


def key_arrays(places: Sequence[IndexPlace], choice: Choice) -> dict[str, Array]:
    """Return the arrays of names: ``key`` and its hash, bits and places; ``post_*`` are one row a name and place."""
    names, hashes = _spelled(places).sorted()
    starts = np.flatnonzero(_begins(hashes))
    listed = _taken(names, _listed(places, choice))
    flags = _flags(names, places) | np.where(listed > 0, np.uint16(NameFlag.LISTED), np.uint16(0))
    # A text is looked through for listed towns at these words only.
    first_words = sorted({names.keys[at].split(" ", 1)[0] for at in np.flatnonzero(listed).tolist()})
    return {
        "listed_words": np.frombuffer("\n".join(first_words).encode("utf-8"), dtype=np.uint8),
        "key_hash": hashes[starts],
        "key_posts": np.append(starts, len(hashes)).astype(np.uint32),
        "key_flags": np.bitwise_or.reduceat(flags, starts),
        "post_place": names.places,
        "post_kind": names.kinds,
        "post_listed": listed,
        **blob("key", [names.keys[index] for index in starts.tolist()]),
    }


def _spelled(places: Sequence[IndexPlace]) -> "_Named":
    """Return all folded names with the number of their place and their sort, a place's own name first."""
    names: list[str] = []
    numbers: list[int] = []
    kinds: list[int] = []
    for number, place in enumerate(places):
        spelled = [place.name, *(name for name in place.others if "\n" not in name)]
        names += spelled
        numbers += [number] * len(spelled)
        kinds += [_MAIN] + [_OTHER] * (len(spelled) - 1)
    keys: list[str] = []
    for start in range(0, len(names), _CHUNK):
        keys += fold_keys(names[start : start + _CHUNK])
    for number, (key, kind) in enumerate(zip(keys[:], kinds[:], strict=True)):
        short = short_form(key) if kind == _MAIN and places[numbers[number]].kind in (FIRST, SECOND) else key
        if short != key:
            keys.append(short)
            numbers.append(numbers[number])
            kinds.append(_SHORT)
    return _Named(keys, np.array(numbers, dtype=np.uint32), np.array(kinds, dtype=np.uint8))


@dataclass(frozen=True, slots=True)
class _Named:
    """Folded names, each with the number of its place and its sort; in no order, some twice."""

    keys: Sequence[str]
    places: Array
    kinds: Array

    def sorted(self) -> tuple["_Named", Array]:
        """Return them by hash, then place, each once with its best sort, empty ones left out; and their hashes."""
        hashes = np.concatenate([hash_keys(self.keys[at : at + _CHUNK]) for at in range(0, len(self.keys), _CHUNK)])
        order = np.lexsort((self.kinds, self.places, hashes))
        order = order[hashes[order] != hash_keys([""])[0]]
        hashes, places = hashes[order], self.places[order]
        order, hashes = (part[_begins(hashes) | _begins(places)] for part in (order, hashes))
        # Of two names with one hash the first stays: the other one could never be told from it.
        leads = np.maximum.accumulate(np.where(_begins(hashes), np.arange(len(hashes)), 0))
        keep = np.ones(len(hashes), dtype=bool)
        for at in np.flatnonzero(~_begins(hashes)).tolist():
            keep[at] = self.keys[order[at]] == self.keys[order[leads[at]]]
        kept = order[keep]
        return _Named([self.keys[index] for index in kept.tolist()], self.places[kept], self.kinds[kept]), hashes[keep]


def _begins(values: Array) -> Array:
    """Tell for each value whether it is another than the one before."""
    return np.concatenate(([True], values[1:] != values[:-1]))


def _listed(places: Sequence[IndexPlace], choice: Choice) -> Mapping[tuple[int, str], int]:
    """Return how ``Gazetteer.find`` takes each name of the towns of the shorter list, by place and folded name."""
    chosen = {n: p for n, p in enumerate(places) if p.kind == TOWN and choice.holds(p.name, p.country, p.population)}
    main = frozenset(fold_key(place.name) for place in chosen.values())
    found: dict[tuple[int, str], int] = {}
    for number, place in chosen.items():
        names = choice.names(place.name, place.others, place.population, main)
        doubt = LISTED_DOUBTFUL if names.doubtful else 0
        found |= {(number, key): LISTED_OTHER | doubt for key in names.others}
        found |= {(number, key): LISTED_OWN | doubt for key in names.own}
    return found


def _taken(names: _Named, listed: Mapping[tuple[int, str], int]) -> Array:
    taken = np.zeros(len(names.keys), dtype=np.uint8)
    chosen = np.fromiter({number for number, _ in listed}, np.uint32)
    for at in np.flatnonzero(np.isin(names.places, chosen)).tolist():
        taken[at] = listed.get((int(names.places[at]), names.keys[at]), 0)
    return taken


def _flags(names: _Named, places: Sequence[IndexPlace]) -> Array:
    sort = np.array([place.kind for place in places], dtype=np.uint8)[names.places]
    people = np.array([place.population for place in places], dtype=np.int64)[names.places]
    town = sort == TOWN
    told = [(town & (names.kinds == _MAIN), NameFlag.TOWN), (town & (names.kinds == _OTHER), NameFlag.TOWN_OTHER_NAME)]
    told += [(town & (people >= least), bit) for least, bit in SIZES]
    told += [
        (sort == FIRST, NameFlag.FIRST_LEVEL),
        (sort == SECOND, NameFlag.SECOND_LEVEL),
        (sort == CONTINENT, NameFlag.REGION),
    ]
    flags = np.zeros(len(sort), dtype=np.uint16)
    for where, bit in told:
        flags |= np.where(where, np.uint16(bit), np.uint16(0))
    return flags
