"""The world index, open: towns and units by name, files mapped into memory and read only where asked."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from karez.atlas.values import PlaceRow
from karez.atlas.words import words
from karez.atlas.world.flags import NameFlag
from karez.atlas.world.hashing import hash_keys
from karez.atlas.world.keys import LISTED_DOUBTFUL, LISTED_OWN, NAME_KINDS
from karez.atlas.world.place import FIRST, PLACE_KINDS, SECOND, TOWN
from karez.model.mention import Place

_TOLD = 0xFFFF & ~NameFlag.LISTED
Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Named:
    """A place of the index under one of its names. ``name_kind``: name, short name (of a unit), alternate."""

    row: PlaceRow
    name_kind: str


@dataclass(frozen=True, slots=True)
class ListedTown:
    """A town of the shorter list under one of its names; ``doubtful``: the name is an ordinary word or short."""

    row: PlaceRow
    own_name: bool
    doubtful: bool


class WorldIndex:
    """The index in ``folder``, as ``make_index`` writes it. Opening maps the files; nothing is read yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        names = sorted(path.stem for path in folder.glob("*.npy"))
        # A mapping's plain array: taking one item of a numpy.memmap costs ten times as much.
        self._arrays: dict[str, Array] = {
            name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)) for name in names
        }
        # The same towns are named again and again.
        self._row: Callable[[int], PlaceRow] = lru_cache(maxsize=4096)(self._read)

    def flags(self, keys: Sequence[str]) -> NDArray[np.uint16]:
        """Return the bits (``NameFlag``) of folded names, in order: 0 for a name that nothing bears."""
        found: NDArray[np.uint16] = self._bits(keys) & np.uint16(_TOLD)
        return found

    def is_listed(self, keys: Sequence[str]) -> Sequence[bool]:
        """Return for each folded name whether a town of the shorter list has it."""
        found: list[bool] = ((self._bits(keys) & np.uint16(NameFlag.LISTED)) > 0).tolist()
        return found

    @cached_property
    def listed_words(self) -> frozenset[str]:
        """The first words of all names of the shorter list, folded."""
        return frozenset(bytes(self._arrays["listed_words"]).decode("utf-8").split("\n"))

    def _bits(self, keys: Sequence[str]) -> NDArray[np.uint16]:
        hashes = hash_keys(keys)
        known = self._arrays["key_hash"]
        where = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
        found: NDArray[np.uint16] = np.where(known[where] == hashes, self._arrays["key_flags"][where], np.uint16(0))
        return found

    def lookup(self, key: str, most: int) -> tuple[Named, ...]:
        """Return the places that bear a folded name, the most populous first, at most ``most``."""
        kinds, places = self._arrays["post_kind"], self._arrays["post_place"]
        posts = islice(self._posts(key), most)
        return tuple(Named(self._row(int(places[at])), NAME_KINDS[int(kinds[at])]) for at in posts)

    def listed(self, key: str, most: int) -> tuple[ListedTown, ...]:
        """Return the towns of the shorter list that bear a folded name, the most populous first, at most ``most``."""
        taken, places = self._arrays["post_listed"], self._arrays["post_place"]
        posts = islice((at for at in self._posts(key) if taken[at]), most)
        return tuple(
            ListedTown(self._row(int(places[at])), bool(taken[at] & LISTED_OWN), bool(taken[at] & LISTED_DOUBTFUL))
            for at in posts
        )

    def row(self, identity: str) -> PlaceRow | None:
        """Return the place with this id (``geonames:N``, ``world:CODE``), None where the index has none."""
        scheme, _, local = identity.partition(":")
        number = {"geonames": self._town, "world": self._unit}.get(scheme, _none)(local)
        return None if number is None else self._row(number)

    def _town(self, local: str) -> int | None:
        if not local.isascii() or not local.isdigit() or len(local) > 9:
            return None
        order, identities = self._arrays["by_identity"], self._arrays["identity"]
        at = bisect_left(range(len(order)), int(local), key=lambda at: int(identities[order[at]]))
        found = int(local) > 0 and at < len(order) and int(identities[order[at]]) == int(local)
        return int(order[at]) if found else None

    def _unit(self, code: str) -> int | None:
        level = code.count(".")
        if level not in (FIRST, SECOND):
            return None
        names, places = f"admin{level}_code", self._arrays[f"admin{level}_place"]
        at = bisect_left(range(len(places)), code, key=lambda at: self._text(names, at))
        return int(places[at]) if at < len(places) and self._text(names, at) == code else None

    def _unit_code(self, number: int) -> str:
        level = int(self._arrays["kind"][number])
        return self._text(f"admin{level}_code", int(self._arrays[f"admin{level}"][number]))

    def _posts(self, key: str) -> Sequence[int]:
        known = self._arrays["key_hash"]
        (wanted,) = hash_keys([key])
        where = int(np.searchsorted(known, wanted))
        if where < len(known) and known[where] == wanted and self._text("key", where) == key:
            first, last = (int(at) for at in self._arrays["key_posts"][where : where + 2])
            return range(first, last)
        return ()

    def _text(self, name: str, index: int) -> str:
        first, last = (int(at) for at in self._arrays[f"{name}_first"][index : index + 2])
        return bytes(self._arrays[name][first:last]).decode("utf-8")

    def _read(self, number: int) -> PlaceRow:
        column = self._arrays
        kind = PLACE_KINDS[int(column["kind"][number])]
        identity = int(column["identity"][number])
        local = str(identity) if identity else self._unit_code(number)
        town = kind == PLACE_KINDS[TOWN]
        place = Place(
            id=f"geonames:{identity}" if identity else f"world:{local}",
            name=self._text("name", number),
            kind=kind,
            admin1=self._text("admin1_name", int(column["admin1"][number])) or None,
            admin2=self._text("admin2_name", int(column["admin2"][number])) or None,
            country=self._text("countries", int(column["country"][number])) or None,
            lat=round(float(column["lat"][number]), 4),
            lon=round(float(column["lon"][number]), 4),
            radius_km=words().radius_km["city"] if town else float(column["radius_km"][number]) or None,
        )
        return PlaceRow(
            local=local,
            place=place,
            population=int(column["population"][number]),
            population_what="town, GeoNames" if town else "sum of its towns, GeoNames",
            confidence="medium",
        )


def _none(_: str) -> None:
    return None
