"""Texts with places known by their coordinates, for learning and for trying which place a name means."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
import yaml
from numpy.typing import NDArray

from evals import places
from karez.model.mention import Place
from karez.model.vocabulary import PlaceUse
from karez.read.places.decide import Context, outside_of
from karez.read.places.decide_near import away_from
from karez.read.places.decide_rows import Floats, Ints, Table, gather, kind_of
from karez.read.places.listed import Flags
from karez.read.places.names import find_names
from karez.read.places.rank import SAME_KM
from karez.read.places.weigh_local import local_features
from karez.read.protocols import Gazetteer, PlacedName
from training.texts import digest

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "geo"
SETS = ("lgl", "geovirus")
# Of several rows within reach the one that is the very place, or lies nearest, is to be learned.
_VERY_KM = 30.0
# Uses that the marks of these sets leave out.
_NOT_MARKED = frozenset((PlaceUse.DEMONYM, PlaceUse.LANGUAGE, PlaceUse.HOMONYM, PlaceUse.EMBEDDED))
# Learning from more wrong rows of a topic than so many changes little and takes long.
_MOST_WRONG = 20


@dataclass(frozen=True, slots=True)
class Name:
    """A name at ``start:end``. ``point`` (lat, lon) is None where the data give none; ``identity`` a GeoNames id.

    ``counted``: it is known whether it has a place; not so for words derived from a name, which the data leave out.
    """

    start: int
    end: int
    point: tuple[float, float] | None = None
    identity: str | None = None
    use: PlaceUse = PlaceUse.LITERAL
    probability: float = 1.0
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its names in text order."""

    set_name: str
    id: str
    text: str
    names: tuple[Name, ...]
    context: Context


@dataclass(frozen=True, slots=True)
class Case:
    """A text as the weights see it. ``near``: rows within SAME_KM of the gold; ``very``: rows that are the place.

    ``weight`` is how much each topic counts; ``count`` how many names it stands for; ``kept`` the rows to learn from.
    """

    text: Text
    table: Table
    local: Floats
    near: NDArray[np.bool_]
    very: NDArray[np.bool_]
    weight: Floats
    count: Floats
    kept: Ints


def texts(part: str, sets: Sequence[str] = SETS) -> Iterator[Text]:
    """The texts of one part."""
    for record, _ in places.published(part):
        if record["set"] in sets:
            yield _text(record["set"], record)


def composed(gazetteer: Gazetteer) -> Iterator[Text]:
    """The sentences that we composed, with the places of the gazetteer that they mean. Raises ValueError for none."""
    rows = yaml.safe_load(Path(__file__).with_name("decide_composed.yaml").read_text(encoding="utf-8"))
    for number, (text, meant) in enumerate(rows):
        names = sorted(_composed(text, quote, what, gazetteer) for quote, what in meant.items())
        yield Text("composed", str(number), text, tuple(name for _, name in names), Context())


def _composed(text: str, quote: str, what: str, gazetteer: Gazetteer) -> tuple[int, Name]:
    words, (kind, first, country) = quote.rstrip("*"), what.split("/")
    fitting = (
        sense.place
        for sense in gazetteer.senses(words)
        if kind_of(sense.place) == kind_of(Place("", "", kind))
        and sense.place.country == (country or None)
        and (not first or sense.place.admin1 == first)
    )
    place = next(fitting, None)
    if place is None or place.lat is None or place.lon is None:
        raise ValueError(f"no {what} of the name {words}")
    start = text.index(words)
    use = PlaceUse.METONYMIC if quote.endswith("*") else PlaceUse.LITERAL
    return start, Name(start, start + len(words), (place.lat, place.lon), place.id, use)


def _text(set_name: str, record: Mapping[str, Any]) -> Text:
    names = sorted(map(_name, record["toponyms"]), key=lambda name: (name.start, -name.end))
    kept: list[Name] = []
    for name in names:
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    context = Context(record.get("title"), record.get("url"), record.get("publisher"), record.get("published"))
    return Text(set_name, record["id"], record["text"], tuple(kept), context)


def _name(mark: dict[str, Any]) -> Name:
    point = None if mark["lat"] is None else (float(mark["lat"]), float(mark["lon"]))
    identity = f"geonames:{mark['geonames_id']}" if mark.get("geonames_id") else _article(mark.get("wikipedia"))
    return Name(mark["start"], mark["end"], point, identity)


def _article(address: str | None) -> str | None:
    """The article's name: a country of that name is the place, wherever its middle is put."""
    return unquote(address.rpartition("/")[2]).replace("_", " ") if address else None


def as_found(text: Text, world: Flags) -> Text:
    """The text with the names that the reader finds in it, each with the point of the mark that it overlaps."""
    made = []
    for name in find_names(text.text, world):
        mark = next((mark for mark in text.names if mark.start < name.end and name.start < mark.end), None)
        point, identity = (mark.point, mark.identity) if mark else (None, None)
        counted = mark is not None or name.use not in _NOT_MARKED
        made.append(Name(name.start, name.end, point, identity, name.use, name.probability, counted))
    return replace(text, names=tuple(made))


def data_digest() -> str:
    """A digest of the data files, kept beside the weights."""
    return digest([DATA / f"{set_name}.jsonl" for set_name in SETS])


Namer = Callable[[Text], Sequence[Name]]


def case_of(text: Text, gazetteer: Gazetteer, *, context: bool = True) -> Case | None:
    """A text made ready; None where it has no names. Without ``context`` nothing is known of it but its words."""
    if not text.names:
        return None
    held = text.context if context else Context()
    names: Sequence[PlacedName] = text.names
    table = gather(text.text, names, gazetteer)
    local = local_features(table, outside_of(table, text.text, held))
    near, very = _right(table, text.names)
    count = np.array([sum(text.names[n].counted for n in topic.names) for topic in table.topics], dtype=float)
    return Case(text, table, local, near, very, np.sqrt(count), count, _kept(table, near))


def _kept(table: Table, near: NDArray[np.bool_]) -> Ints:
    """The right rows, and of the others the first (largest) of their topic; of a topic without a right one none."""
    place = np.arange(len(table.topic)) - table.starts[table.topic]
    known = ~near[table.starts][table.topic]
    return np.flatnonzero(known & (place > 0) & ((place <= _MOST_WRONG) | near))


def _right(table: Table, names: Sequence[Name]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    near = np.zeros(len(table.topic), dtype=bool)
    very = np.zeros(len(table.topic), dtype=bool)
    ends = np.append(table.starts[1:], len(table.topic))
    for topic, start, end in zip(table.topics, table.starts, ends, strict=True):
        # One topic's names have one answer nearly always; the first that has a point stands for all.
        name = next((names[number] for number in topic.names if names[number].point), names[topic.names[0]])
        away = away_from(table, *name.point)[start + 1 : end] if name.point else np.full(end - start - 1, np.inf)
        same = np.array([_is(place, name.identity) for place in table.places[start + 1 : end]], dtype=bool)
        fits = (away <= SAME_KM) | same
        near[start + 1 : end] = fits
        best = same if same.any() else fits & (away <= max(_VERY_KM, float(away.min(initial=np.inf)) + 1.0))
        very[start + 1 : end] = best
        if not fits.any():
            near[start] = very[start] = True
    return near, very


def _is(place: Any, identity: str | None) -> bool:  # noqa: ANN401 - a place or None
    if not identity or not place:
        return False
    large = place.kind in ("country", "continent", "region")
    return identity in (place.id, place.same_as) or (large and identity == place.name)
