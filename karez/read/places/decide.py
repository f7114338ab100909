"""Which place each name of a text means, with a score, or none where that cannot be told."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from karez.model.mention import Place
from karez.read.places.decide_lists import alike
from karez.read.places.decide_rows import COUNTRY, FIRST, Table, gather
from karez.read.places.rank import Weights, chosen, ranked, weights
from karez.read.places.weigh_local import Outside, host_country, host_of, known_publisher
from karez.read.protocols import PlacedName, World

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a text beside it. All of it is only evidence: a text alone is enough."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None


Decision = tuple[Place | None, float]


def decide(
    text: str, names: Sequence[PlacedName], context: Context, world: World, *, learned: Weights | None = None
) -> tuple[Decision, ...]:
    """Return for each of ``names`` (spans of ``text`` in text order) the place it means and a score, 0 to 1.

    The score is the chance that the place is right (within 161 km); None with its score where the best is not to be
    trusted. The answer depends on the text, the names, the context and the atlas alone.
    """
    if not names:
        return ()
    learned = learned or weights()
    table = gather(text, names, world.gazetteer)
    outside = outside_of(table, text, context)
    rows, scores = chosen(table, names, ranked(table, outside, learned), learned)
    rows = alike(text, names, table, rows)
    found: list[Decision] = [(None, 0.0)] * len(names)
    for topic, row, score in zip(table.topics, rows, scores, strict=True):
        for number in topic.names:
            found[number] = (table.places[row], round(float(score), 4))
    return tuple(found)


def outside_of(table: Table, text: str, context: Context) -> Outside:
    """What the host of the address, the title and the publisher's words say, as units of the table."""
    host = host_of(context.url or context.publisher)
    listed = known_publisher(host)
    country, home = listed or (host_country(host), None)
    codes = {code: number for number, code in enumerate(table.codes) if code}
    known = codes.get(country, -2) if country else -1
    return Outside(known, _named(table, context.title), _named(table, context.publisher, context.url), host, home)


def _named(table: Table, *parts: str | None) -> frozenset[int]:
    """The countries and first-level units of the table whose names stand in ``parts``."""
    words = " ".join(_WORD.findall(" ".join(part for part in parts if part))).casefold()
    return frozenset(_units(table, f" {words} ")) if words else frozenset()


def _units(table: Table, words: str) -> Iterable[int]:
    for row, place in enumerate(table.places):
        if place is None:
            continue
        own = f" {place.name.casefold()} " in words
        if own and table.kind[row] == COUNTRY:
            yield int(table.country[row])
        elif (own and table.kind[row] == FIRST) or (place.admin1 and f" {place.admin1.casefold()} " in words):
            yield int(table.first[row])
