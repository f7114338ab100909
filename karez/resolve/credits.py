"""Which outlets a report names as where it has its words from: credits in datelines and at the end, and citations.

An outlet is one of the listed agencies or a publisher of the view. Rules and lists are ``data/credits.yaml``.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from karez.model.origin import Credit, plain_name
from karez.model.text import Offsets, Span

_HEAD, _TAIL, _AROUND, _NAME = 400, 250, 90, 120
_LONGEST = 6
_WORD = re.compile(r"[^\W_](?:[\w.&\-]*\w)?")
# Names begin with a letter that is no small one of ASCII; most words are passed over.
_CAPITAL = re.compile(r"(?<![\w.&\-])[^\W\d_a-z](?:[\w.&\-]*\w)?")
_ENDS = re.compile(r"[.!?][\"”’)]*(?=\s+[\"“(]?[A-Z])|\n")


@dataclass(frozen=True, slots=True)
class Outlets:
    """The outlets that can be named: ``keys`` by plain name, ``names`` to show by key.

    ``firsts`` are the first words of the names in small letters.
    """

    keys: Mapping[str, str]
    names: Mapping[str, str]
    firsts: frozenset[str]


def outlets_of(publishers: Collection[str]) -> Outlets:
    """Return the listed agencies together with these publishers; a publisher that is an agency is that agency."""
    keys: dict[str, str] = {}
    names: dict[str, str] = {}
    for shown, *others in _data()["agencies"]:
        key = outlet_key(shown)
        names[key] = shown
        keys |= {plain_name(form): key for form in (shown, *others)}
    for publisher in sorted(set(publishers)):
        plain = plain_name(publisher)
        if plain:
            names.setdefault(keys.setdefault(plain, outlet_key(publisher)), publisher)
    return Outlets(keys, names, _firsts(publishers, keys))


def _firsts(publishers: Iterable[str], keys: Iterable[str]) -> frozenset[str]:
    """The first words of the names, as they are written and plain."""
    forms = [*publishers, *(form for forms in _data()["agencies"] for form in forms)]
    written = (word for form in forms for word in _WORD.findall(form.casefold())[:2])
    return frozenset((*written, *(plain.split()[0] for plain in keys)))


def outlet_key(name: str) -> str:
    """Return the key of an outlet that is not listed under another form."""
    return f"outlet:{plain_name(name)}"


def credits_of(text: str, author: str | None, outlets: Outlets, own: str) -> tuple[Credit, ...]:
    """Return where a report has its words from, in order of the text; ``own`` is the key of its own publisher."""
    found = list(_named(text, outlets))
    found += _dateline(text, outlets, found)
    if author and (key := outlets.keys.get(plain_name(author))):
        found.append(Credit(key, outlets.names[key], "author", None, "report"))
    return tuple(sorted((one for one in found if one.key != own), key=_order))


def by_line(author: str | None, outlets: Outlets) -> str | None:
    """Return the plain words of a person's by-line; None for a desk, an agency or none."""
    plain = plain_name(author or "").removeprefix("by ")
    nobody = not plain or plain in _nobody() or plain in outlets.keys or " " not in plain
    return None if nobody else plain


def address_noise() -> tuple[str, ...]:
    """Return the beginnings of the names in an address that do not tell where a page lies."""
    return tuple(_data()["address_noise"])


def sentence_at(text: str, offsets: Offsets) -> Offsets:
    """Return where the sentence around a span begins and ends; sentences end at line breaks too."""
    start, end = offsets
    low, high = max(0, start - 1_000), min(len(text), end + 1_000)
    before = [match.end() for match in _ENDS.finditer(text, low, start)]
    after = _ENDS.search(text, end, high)
    return (before[-1] if before else low, after.end() if after else high)


def _named(text: str, outlets: Outlets) -> Iterator[Credit]:
    for start, end, key in _mentions(text, outlets):
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        for rule in _rules():
            if rule.at(start, len(text)) and rule.before.search(before) and rule.after.search(after):
                yield Credit(key, outlets.names[key], rule.name, Span.of(text, start, end), rule.covers)
                break


def _mentions(text: str, outlets: Outlets) -> Iterator[tuple[int, int, str]]:
    """Where the longest names of outlets stand, with their keys."""
    at = 0
    for word in _CAPITAL.finditer(text):
        if word.start() < at or word.group().casefold() not in outlets.firsts:
            continue
        found = _longest(text, word.start(), outlets)
        if found is not None:
            at, key = found
            yield word.start(), at, key


def _longest(text: str, start: int, outlets: Outlets) -> tuple[int, str] | None:
    """The end of the longest name that begins at ``start``, and its key."""
    line = text[start : start + _NAME].split("\n", 1)[0]
    for word in reversed(list(_WORD.finditer(line))[:_LONGEST]):
        key = outlets.keys.get(plain_name(line[: word.end()]))
        if key is not None:
            return start + word.end(), key
    return None


def _dateline(text: str, outlets: Outlets, found: Iterable[Credit]) -> list[Credit]:
    """The outlet of a dateline where none of those that are known is named there."""
    match = _unlisted().search(text[:_HEAD])
    name = match.group(1) if match else ""
    if match is None or any(one.rule == "dateline" for one in found) or plain_name(name) in _data()["no_outlet"]:
        return []
    key = outlets.keys.get(plain_name(name), outlet_key(name))
    return [Credit(key, outlets.names.get(key, name), "dateline", Span.of(text, *match.span(1)), "report")]


def _order(one: Credit) -> tuple[int, str, str]:
    return (one.words.start if one.words else -1, one.rule, one.key)


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    place: str
    covers: str
    before: re.Pattern[str]
    after: re.Pattern[str]

    def at(self, start: int, length: int) -> bool:
        """Whether a name that begins at ``start`` stands where the rule looks."""
        return self.place == "text" or (start < _HEAD if self.place == "head" else start >= length - _TAIL)


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(row["rule"], row["place"], row["covers"], re.compile(row["before"]), re.compile(row["after"]))
        for row in _data()["rules"]
    )


@cache
def _unlisted() -> re.Pattern[str]:
    return re.compile(_data()["dateline"])


@cache
def _nobody() -> frozenset[str]:
    return frozenset(_data()["no_author"])


@cache
def _data() -> Any:  # noqa: ANN401 - the shape is that of the file
    return yaml.safe_load(files("karez.resolve").joinpath("data/credits.yaml").read_text(encoding="utf-8"))
