"""Other forms of a name under which a gazetteer may hold it: without a unit word, a direction, an ending."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from karez.read.lexicon import alternatives, data

_POSSESSIVE = re.compile(r"['’ʼ]s?$")
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=20_000)
def key_of(quote: str) -> str:
    """The name in small letters without accents, possessive ending or doubled blanks: what two uses share."""
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", quote))
    return _SPACES.sub(" ", "".join(char for char in plain if not unicodedata.combining(char))).strip().casefold()


@cache
def _before() -> re.Pattern[str]:
    """Directions, articles and unit words that may stand before a name."""
    return re.compile(rf"^{alternatives(data('decide')['before_name'])}[\s-]+(?=\w)", re.IGNORECASE)


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"[\s-]+{alternatives(data('decide')['after_name'])}$", re.IGNORECASE)


@cache
def _spelled() -> tuple[tuple[re.Pattern[str], str], ...]:
    listed: dict[str, str] = data("decide")["spelled_out"]
    return tuple((re.compile(rf"(?<!\w){short}(?!\w)", re.IGNORECASE), full) for short, full in listed.items())


@lru_cache(maxsize=20_000)
def unit_key(name: str) -> str:
    """The key of a unit's name without the word for its sort: packs and tables write it with and without."""
    key = key_of(name)
    return _after().sub("", key) or key


def forms_of(quote: str) -> Iterator[str]:
    """Yield the name itself, then other forms of it, the nearest first, each once."""
    seen = set()
    for form in _forms(_SPACES.sub(" ", quote).strip()):
        if form and form not in seen:
            seen.add(form)
            yield form


def _forms(quote: str) -> Iterator[str]:
    yield quote
    bare = _POSSESSIVE.sub("", quote)
    yield bare
    full = bare
    for short, written in _spelled():
        full = short.sub(written, full)
    yield full
    yield _after().sub("", full)
    less = _before().sub("", full)
    yield less
    yield _after().sub("", less)
    if "-" in bare:
        yield bare.replace("-", " ")
