"""Other forms of a folded name under which a place may be listed: Saint for St, without article, without unit word."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from karez.atlas.rows import read_yaml

FILE = Path(str(files("karez.atlas.world"))) / "forms.yaml"


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    raw = read_yaml(FILE)
    # The longest first, so that "autonomous region" goes before "region".
    return {
        side: tuple(sorted(map(str, told), key=len, reverse=True))
        for side, told in raw.items()
        if isinstance(told, list)
    }


@cache
def _same() -> Mapping[str, str]:
    pairs = [pair.split(" ") for pair in _words()["same"]]
    return {one: other for first, second in pairs for one, other in ((first, second), (second, first))}


@cache
def _last_words() -> frozenset[str]:
    return frozenset(word.rsplit(" ", 1)[-1] for word in _words()["after"])


def short_form(key: str) -> str:
    """Return a unit's folded name without the word for its sort; the name itself where it has none."""
    for word in _words()["after"] if key.rsplit(" ", 1)[-1] in _last_words() else ():
        if key.endswith(f" {word}"):
            return key[: -len(word) - 1]
    for word in _words()["before"]:
        if key.startswith(f"{word} "):
            return key[len(word) + 1 :]
    return key


def spelled_out(key: str) -> str | None:
    """Return the name with its first word spelt out or cut short ("st X", "saint X"), None without such a word."""
    first, gap, rest = key.partition(" ")
    other = _same().get(first) if gap else None
    return f"{other} {rest}" if other else None


def without_unit(key: str) -> str | None:
    """Return the name before the word for a unit ("X province"), None where none stands at its end."""
    short, gap, last = key.rpartition(" ")
    return short if gap and last in _asked() else None


def with_other_article(key: str) -> Iterator[str]:
    """Yield the name with its Arabic article as other lists write it ("ash X"), a leading one left out too."""
    words = key.split(" ")
    at = next((index for index, word in enumerate(words[:-1]) if word in _articles()), None)
    if at is None:
        return
    before, after = words[:at], words[at + 1 :]
    if not before:
        yield " ".join(after)
    for article in _words()["assimilated"]:
        if article != words[at]:
            yield " ".join((*before, article, *after))


@cache
def _asked() -> frozenset[str]:
    return frozenset(_words()["asked"])


@cache
def _articles() -> frozenset[str]:
    return frozenset(_words()["articles"])
