"""Where the names of places go on a map: each beside its point, none over another, the weightiest first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_GAP = 6.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share any area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def inside(self, other: "Box") -> bool:
        """Whether this lies wholly within the other."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label to place: its text, the points where it may stand (the best first), and its font size in pixels."""

    key: str
    text: str
    points: tuple[tuple[float, float], ...]
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A placed label; ``x`` and ``y`` are the start of its baseline."""

    key: str
    text: str
    x: float
    y: float
    size: float
    bold: bool
    box: Box


def place_labels(wanted: Iterable[Wanted], *, taken: Sequence[Box], bounds: Box) -> tuple[Label, ...]:
    """Place labels in the order given, each at the first free spot around its point; those with none are left out."""
    used = list(taken)
    placed: list[Label] = []
    for label in wanted:
        spots = (spot for point in label.points for spot in _spots(label, point))
        for found in spots:
            if found.box.inside(bounds) and not any(found.box.overlaps(box) for box in used):
                used.append(found.box)
                placed.append(found)
                break
    return tuple(placed)


@cache
def style() -> Any:  # noqa: ANN401 - the shape is that of the file
    """Return ``data/map.yaml``."""
    return yaml.safe_load(files("karez.brief").joinpath("data").joinpath("map.yaml").read_text(encoding="utf-8"))


@cache
def _widths() -> Mapping[str, float]:
    return {char: float(width) for width, chars in style()["widths"].items() for char in str(chars)}


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """An estimate of a text's width in pixels that no common sans-serif face exceeds."""
    ems = sum(_widths().get(char, 0.9 if char.isalpha() and char < "\u0250" else 1.1) for char in text)
    return ems * size * (1.0 if bold else float(style()["regular_share"]))


def text_box(text: str, at: tuple[float, float], size: float, *, bold: bool = False) -> Box:
    """The rectangle that a text fills whose baseline starts at a point."""
    x, y = at
    return Box(x - 1, y - size * 0.95, x + text_width(text, size, bold=bold) + 1, y + size * 0.3)


def _spots(label: Wanted, point: tuple[float, float]) -> Iterable[Label]:
    width, height = text_width(label.text, label.size, bold=label.bold), label.size
    px, py = point
    left, right, middle = px - _GAP - width, px + _GAP, px - width / 2
    low, high, level = py + height + _GAP, py - _GAP, py + height * 0.35
    spots = (
        (right, level),
        (left, level),
        (middle, high),
        (middle, low),
        (right, high),
        (right, low),
        (left, high),
        (left, low),
    )
    for x, y in spots:
        box = text_box(label.text, (x, y), label.size, bold=label.bold)
        yield Label(label.key, label.text, x, y, label.size, label.bold, box)
