"""Signs on a map that read without colour: what a report says of a road, and how a town stands."""

from collections.abc import Iterable, Mapping
from math import hypot

from karez.brief.map_labels import Box, style
from karez.brief.map_projection import Point
from karez.model.picture import PictureLine
from karez.model.vocabulary import DerivedState

SIGN_RADIUS = 6.5
_TOWN = 6.0
# Each sign is drawn within a circle of radius 1: bar, exclamation mark, cross, unequal.
_SIGNS: Mapping[DerivedState, str] = {
    DerivedState.CLOSED: "M-.55,0h1.1",
    DerivedState.RESTRICTED: "M0,-.6v.75M0,.45v.15",
    DerivedState.DAMAGED: "M-.4,-.4l.8,.8M.4,-.4l-.8,.8",
    DerivedState.CONTESTED: "M-.5,-.2h1M-.5,.2h1M.25,-.6l-.5,1.2",
}


def sign(state: DerivedState, at: Point, *, faint: bool = False) -> str:
    """Return the round sign of a state in the middle of a stretch; nothing for open and unknown.

    ``faint``: the state is told of the whole road, and nobody says where on it.
    """
    if state not in _SIGNS:
        return ""
    colour = style()["states"][state.value]["colour"]
    x, y = at
    dash = ' stroke-dasharray="2.2 1.8"' if faint else ""
    ring = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{SIGN_RADIUS}" fill="#ffffff" stroke="{colour}" stroke-width="2"{dash}/>'
    )
    shape = f'<path d="{_SIGNS[state]}" transform="translate({x:.1f} {y:.1f}) scale({SIGN_RADIUS})"'
    return f'{ring}{shape} fill="none" stroke="{colour}" stroke-width="0.3"/>'


def sign_places(lines: Iterable[PictureLine], middles: Mapping[str, Point]) -> dict[str, Point]:
    """Where the sign of each stretch stands: on the longest of its links, by link id."""
    stretches: dict[str, list[PictureLine]] = {}
    for line in lines:
        if line.state in _SIGNS:
            stretches.setdefault(line.stretch or line.id, []).append(line)
    chosen = [max(found, key=_length) for found in stretches.values()]
    return {line.id: middles[line.id] for line in chosen}


def _length(line: PictureLine) -> float:
    (west, south), (east, north) = line.points[0], line.points[-1]
    return hypot(east - west, north - south)


def sign_box(at: Point) -> Box:
    """The square that a sign fills."""
    around = SIGN_RADIUS + 1.5
    return Box(at[0] - around, at[1] - around, at[0] + around, at[1] + around)


def town_mark(standing: str, at: Point) -> str:
    """Return the mark of a town that is cut off (a full diamond) or in doubt (a half-full one); else nothing."""
    if standing not in style()["standing"]:
        return ""
    x, y = at
    outline = f"M{x:.1f},{y - _TOWN:.1f}l{_TOWN},{_TOWN}l-{_TOWN},{_TOWN}l-{_TOWN},-{_TOWN}z"
    pen = 'stroke="#1c2427" stroke-width="1.6"'
    if standing == "cut_off":
        return f'<path class="town {standing}" d="{outline}" fill="#1c2427" {pen}/>'
    half = f"M{x:.1f},{y - _TOWN:.1f}v{2 * _TOWN}l-{_TOWN},-{_TOWN}z"
    return f'<path class="town {standing}" d="{outline}" fill="#ffffff" {pen}/><path d="{half}" fill="#1c2427"/>'
