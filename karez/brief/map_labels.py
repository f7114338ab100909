"""Where the names of places go on a map: each beside its point, none over another, the weightiest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Mean width of a character in a plain sans-serif face, as a part of the font size; wide enough for any common one.
_CHARACTER = 0.6
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
    """A label to place: its text, where its point is, and its font size in pixels."""

    key: str
    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Label:
    """A placed label; ``x`` and ``y`` are the start of its baseline."""

    key: str
    text: str
    x: float
    y: float
    size: float
    box: Box


def place_labels(wanted: Iterable[Wanted], *, taken: Sequence[Box], bounds: Box) -> tuple[Label, ...]:
    """Place labels in the order given, each at the first free spot around its point; those with none are left out."""
    used = list(taken)
    placed: list[Label] = []
    for label in wanted:
        for found in _spots(label):
            if found.box.inside(bounds) and not any(found.box.overlaps(box) for box in used):
                used.append(found.box)
                placed.append(found)
                break
    return tuple(placed)


def text_width(text: str, size: float) -> float:
    """A safe estimate of a text's width in pixels."""
    return len(text) * size * _CHARACTER


def _spots(label: Wanted) -> Iterable[Label]:
    width, height = text_width(label.text, label.size), label.size
    left, right, middle = label.x - _GAP - width, label.x + _GAP, label.x - width / 2
    low, high, level = label.y + height + _GAP, label.y - _GAP, label.y + height * 0.35
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
        box = Box(x - 1, y - height * 0.85, x + width + 1, y + height * 0.3)
        yield Label(label.key, label.text, x, y, label.size, box)
