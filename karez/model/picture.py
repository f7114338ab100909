"""What a map shows, in plain coordinates: drawn by the brief, put together by the app; nothing is looked up."""

from dataclasses import dataclass

from karez.model.vocabulary import DerivedState

LonLat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """The stretch of the earth that is shown, in degrees (WGS 84)."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class PictureOutline:
    """A coast or border; ``kind`` is ``coast``, ``border`` or ``province``."""

    kind: str
    points: tuple[LonLat, ...]


@dataclass(frozen=True, slots=True)
class PicturePoint:
    """A place. ``rank`` 0 is named first; ``marked``: something was reported there; ``refs`` are claim ids.

    ``area``: not the point but somewhere in the circle is meant. ``standing``: ``cut_off`` or ``in_doubt`` for a town
    to which no way is left by what reports say, or none without doubt.
    """

    id: str
    name: str
    lat: float
    lon: float
    rank: int = 0
    marked: bool = False
    radius_km: float | None = None
    refs: tuple[str, ...] = ()
    area: bool = False
    standing: str = ""


@dataclass(frozen=True, slots=True)
class PictureLine:
    """One link of the network, ``mode`` road or rail, with its derived state and the words for what was reported.

    ``section_unknown``: the state is told of the whole road, and nobody says where on it. Links of one ``stretch`` (any
    word) have one label.
    """

    id: str
    name: str
    mode: str
    points: tuple[LonLat, ...]
    state: DerivedState = DerivedState.UNKNOWN
    last: str = ""
    refs: tuple[str, ...] = ()
    section_unknown: bool = False
    stretch: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole map."""

    title: str
    frame: Frame
    outlines: tuple[PictureOutline, ...] = ()
    points: tuple[PicturePoint, ...] = ()
    lines: tuple[PictureLine, ...] = ()
    credits: tuple[str, ...] = ()
