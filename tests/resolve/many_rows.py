"""Many made-up rows of claims at constant density, for tests and benchmarks of joining. Composed; nobody reported any.

With more claims the period grows longer and the area larger, so that as many happen in a week and in a district; there
are more towns, parties and rare names in a larger area, and common words are as common as the table that ships says. A
happening is told by one report or many, some of them reprints; each tells an incident, every second a toll as well.
What a report leaves untold, and how it is off, is drawn from a fixed seed. ``edge_row`` is of another kind: a claim by
itself whose days, distances and numbers lie close to the bounds between levels.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from itertools import accumulate
from math import cos, radians, sin
from random import Random

from karez.model.geodesy import EARTH_KM
from karez.model.vocabulary import IncidentType
from karez.resolve.background import background
from karez.resolve.incidents.families import families
from karez.resolve.incidents.row import ClaimRow

START = 738_000
# At 5,000 claims: towns, rare words, days, and degrees of latitude and longitude on each side of the middle.
FIRST, TOWNS, RARE, DAYS, SIDE = 5_000, 300, 30_000, 365, 4.0
# So many parties may be in a happening of one town.
PARTIES = 12
# Words that more reports use are not compared (see ``karez.resolve.incidents.words``).
COMMON = 3.0
TYPES = ("raid", "bombing", "ambush", "armed_clash", "shooting", "abduction", "shelling", "protest")
VICTIMS = ("civilian", "security", None, None)
Point = tuple[float, float, float]


@dataclass(frozen=True)
class Happening:
    """What happened: the day, the town, and the words that reports of it share."""

    number: int
    day: int
    town: int
    point: Point
    type: str
    actors: tuple[str, ...]
    killed: int
    words: tuple[str, ...]


def many_rows(count: int, seed: int = 1) -> list[ClaimRow]:
    """So many claims, in order of their ids."""
    draw = Random(seed)
    scale = (count / FIRST) ** 0.5
    towns = [_point(draw, scale) for _ in range(max(int(TOWNS * scale), 2))]
    parties = [f"made:party-{number}" for number in range(PARTIES + int(PARTIES * scale))]
    found: list[ClaimRow] = []
    number = 0
    while len(found) < count:
        number += 1
        town = min(int(draw.expovariate(3.0) * len(towns)), len(towns) - 1)  # some towns see more than others
        happening = Happening(
            number,
            START + draw.randrange(max(int(DAYS * scale), 1)),
            town,
            towns[town],
            draw.choice(TYPES),
            tuple(sorted(draw.sample(_near(parties, town / len(towns)), draw.randrange(3)))),
            int(draw.paretovariate(1.0)) - 1,
            tuple(f"rare{draw.randrange(max(int(RARE * scale), 12))}" for _ in range(12)),
        )
        found += _told(draw, happening)
    return sorted(found[:count], key=lambda row: row.id)


def _near(parties: list[str], part: float) -> list[str]:
    """The parties of one part, 0 to 1, of the area."""
    first = int(part * (len(parties) - PARTIES))
    return parties[first : first + PARTIES]


def _point(draw: Random, scale: float) -> Point:
    side = SIDE * scale**0.5
    lat, lon = radians(30 + draw.uniform(-side, side)), radians(66 + draw.uniform(-side, side))
    point = (cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat))
    x, y, z = (round(EARTH_KM * part, 3) for part in point)
    return x, y, z


def _told(draw: Random, happening: Happening) -> Iterator[ClaimRow]:
    """The claims of the reports of one happening."""
    reports = min(int(draw.paretovariate(1.2)), 40)
    texts = 0
    for report in range(reports):
        texts += not texts or draw.random() < 0.85
        yield from _report(draw, happening, report, draw.randrange(texts))


def _report(draw: Random, happening: Happening, report: int, text: int) -> Iterator[ClaimRow]:
    key = f"clm-{draw.getrandbits(128):032x}"
    # A reprint draws what its text draws.
    own = Random(happening.number * 1000 + text)
    day = happening.day + (own.random() < 0.05)
    dated, located, wide = own.random() < 0.7, own.random() < 0.85, own.random() < 0.1
    point: tuple[float | None, float | None, float | None] = happening.point if located else (None, None, None)
    killed = max(happening.killed + own.choice((0, 0, 0, 1, 2)), 0) if own.random() < 0.6 else None
    place = f"made:{'province' if wide else 'town'}-{happening.town // 10 if wide else happening.town}"
    kind = None if own.random() < 0.1 else happening.type
    base = ClaimRow(
        id=key,
        report=f"rep-{happening.number}-{report}",
        bundle=key,
        copy=f"copy-{happening.number}-{text}",
        wording=f"text-{happening.number}-{text}",
        kind="incident",
        denied=own.random() < 0.02,
        known=happening.day + min(int(draw.expovariate(0.7)), 30),
        day_from=day if dated else None,
        day_to=day + (own.random() < 0.1) if dated else None,
        x=point[0],
        y=point[1],
        z=point[2],
        radius=None if not located else 120.0 if wide else own.choice((5.0, 10.0, 15.0)),
        place=place if located or own.random() < 0.5 else None,
        type=kind,
        families=families(IncidentType(kind), None) if kind else (),
        actors=tuple(one for one in happening.actors if own.random() < 0.8),
        parents=("made:wider",) if happening.actors and own.random() < 0.1 else (),
        harm=None if killed is None else "killed",
        scope=None if killed is None else "incident",
        low=killed,
        high=killed,
        victims=None if killed is None else own.choice(VICTIMS),
        terms=_words(own, happening, 5, 7),
        head=_words(own, happening, 8, 14),
        towns=(place,) if located and not wide else (),
        names=tuple(sorted({f"town {happening.town}", *(f"name {own.choice(happening.words)}" for _ in range(2))})),
    )
    yield base
    if killed is not None and own.random() < 0.8:
        toll = f"clm-{draw.getrandbits(128):032x}"
        fields = {name: getattr(base, name) for name in base.__slots__}
        yield ClaimRow(**fields | {"id": toll, "bundle": key, "kind": "toll", "copy": f"{base.copy}-toll"})


def _words(own: Random, happening: Happening, shared: int, other: int) -> tuple[str, ...]:
    words, counts = _common()
    return tuple(sorted({*own.sample(happening.words, shared), *own.choices(words, cum_weights=counts, k=other)}))


@cache
def _common() -> tuple[list[str], list[int]]:
    """Words that are neither rare nor in every report, and how many reports have each, added up."""
    table = background()
    counts = {word: count for word, count in table.counts.items() if table.rarity(word) >= COMMON}
    return list(counts), list(accumulate(counts.values()))


def edge_row(draw: Random) -> ClaimRow:
    """A claim close to the bounds between levels, with words of few, so that two claims often share some."""
    day = None if draw.random() < 0.4 else START + draw.randrange(13)
    km = None if draw.random() < 0.2 else draw.randrange(13)
    low = None if draw.random() < 0.2 else draw.randrange(13)
    return ClaimRow(
        id="",
        report=f"rep-{draw.randrange(6)}",
        bundle="",
        copy=f"copy-{draw.randrange(30)}",
        wording=draw.choice(("", "", "a text", "other")),
        kind="incident",
        denied=False,
        known=START + draw.choice((0, 1, 3, 4, 8, 9, 31, 40)),
        day_from=day,
        day_to=None if day is None else day + draw.choice((0, 1, 2, 9)),
        x=None if km is None else 6371.0 - 10.0 * km,
        y=None if km is None else 0.1 * km,
        z=None if km is None else -2.5,
        radius=None if km is None else draw.choice((0.0, 5.0, 40.0, 41.0, 120.0)),
        place=draw.choice(("made:a", "made:b", "made:c", "made:d", None)),
        type=draw.choice(("raid", "bombing", None)),
        harm=None if low is None else draw.choice(("killed", "killed", "injured")),
        scope=None if low is None else draw.choice(("incident", "incident", "day")),
        low=low,
        high=None if low is None else low + draw.choice((0, 0, 1, 6)),
        victims=None if low is None else draw.choice(("civilian", "security", None)),
        **{field.name: _few(draw, field.name) for field in fields(ClaimRow) if field.default == ()},
    )


def _few(draw: Random, name: str) -> tuple[str, ...]:
    most = draw.choice(
        (0, 1, 2) if name in {"families", "actors", "parents", "towns"} else (0, 1, 2, 6, 10, 14, 20, 28)
    )
    return tuple(sorted(draw.sample("abcdefghijklmnopqrstuvwxyz1234", most)))
