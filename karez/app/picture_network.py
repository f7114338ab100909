"""The network on a map: every section once with what is reported of it, and every point with how it stands.

A section that no report speaks of is unknown. Parties and their posts are never drawn.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from karez.atlas.atlas import Atlas
from karez.atlas.values import Link
from karez.brief.access_words import state_text
from karez.brief.words import label
from karez.model.access_answer import AccessAnswer, Stretch
from karez.model.picture import Frame, LonLat, Picture, PictureLine, PictureOutline, PicturePoint
from karez.model.reachability import Standing
from karez.model.times import moment
from karez.model.vocabulary import DerivedState

_MARGIN = 0.6
# A map with more than this cannot be read: of a large network what is told is drawn, and the main roads.
_MOST_LINKS, _MOST_POINTS = 600, 400
_CLASSES = ("national", "motorway", "trunk", "primary", "rail")
_SHOWN = (Standing.CUT_OFF, Standing.IN_DOUBT)


def access_map(answer: AccessAnswer, atlas: Atlas, *, timezone: str) -> Picture:
    """Return the map of an access picture: the network and its towns, narrowed to the area that was asked for."""
    links = drawn_links(atlas, answer)
    if answer.area:
        shown = {town.town for town in answer.picture.towns}
        links = tuple(link for link in links if shown & {link.start, link.end})
    frame = _frame([(lon, lat) for link in links for lat, lon in (link.start_at, link.end_at)])
    return Picture(
        "Roads, railways and towns, by what reports say",
        frame,
        outlines(atlas, frame),
        tuple(point for point in network_points(atlas, answer) if _inside(frame, (point.lon, point.lat))),
        tuple(
            line
            for line in network_lines(atlas, answer, timezone=timezone)
            if any(_inside(frame, end) for end in line.points)
        ),
        atlas.credits,
    )


def _frame(points: Sequence[LonLat]) -> Frame:
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    return Frame(west - _MARGIN, max(south - _MARGIN, -89.0), east + _MARGIN, min(north + _MARGIN, 89.0))


def _inside(frame: Frame, at: LonLat) -> bool:
    return frame.west < at[0] < frame.east and frame.south < at[1] < frame.north


def outlines(atlas: Atlas, frame: Frame) -> tuple[PictureOutline, ...]:
    """Coast and borders within a frame."""
    box = (frame.west, frame.south, frame.east, frame.north)
    return tuple(PictureOutline(line.kind, line.points) for line in atlas.outlines(box))


def network_points(atlas: Atlas, answer: AccessAnswer | None, *, but: Collection[str] = ()) -> Iterator[PicturePoint]:
    """The points of the network that is drawn but for some, the most populous first, each with how it stands."""
    standing = standings(answer)
    ends = {end for link in drawn_links(atlas, answer) for end in (link.start, link.end)}
    by_size = sorted(
        (node for node in atlas.network.nodes if node.id in ends or node.id in standing),
        key=lambda node: (node.id not in standing, -(node.population or 0), node.id),
    )[:_MOST_POINTS]
    for rank, node in enumerate(by_size, 1):
        if node.id not in but:
            refs = answer.behind.get(node.id, ()) if answer and node.id in standing else ()
            yield PicturePoint(
                node.id, node.name, node.lat, node.lon, rank, refs=refs, standing=standing.get(node.id, "")
            )


def standings(answer: AccessAnswer | None) -> Mapping[str, str]:
    """The towns that are cut off or in doubt, by id."""
    towns = (*answer.picture.towns, *answer.picture.hubs) if answer else ()
    return {town.town: town.standing.value for town in towns if town.standing in _SHOWN}


def network_lines(atlas: Atlas, answer: AccessAnswer | None, *, timezone: str) -> tuple[PictureLine, ...]:
    """Every section that is drawn, with its reported state."""
    told = _told(answer)
    return tuple(_line(link, told.get(link.id), answer, timezone) for link in drawn_links(atlas, answer))


def drawn_links(atlas: Atlas, answer: AccessAnswer | None) -> Sequence[Link]:
    """The sections that a map shows: all; of a large network those of which something is told, and the main ones."""
    links = atlas.network.links
    if len(links) <= _MOST_LINKS:
        return links
    told = _told(answer)

    def weight(link: Link) -> tuple[object, ...]:
        kind = link.road_class or link.mode
        rank = _CLASSES.index(kind) if kind in _CLASSES else len(_CLASSES)
        return (link.id not in told, rank, -link.length_km, link.id)

    return sorted(links, key=weight)[:_MOST_LINKS]


def _told(answer: AccessAnswer | None) -> Mapping[str, Stretch]:
    """The stretch that each section of which something is told belongs to."""
    return {link: stretch for stretch in (answer.stretches if answer else ()) for link in stretch.links}


def _line(link: Link, stretch: Stretch | None, answer: AccessAnswer | None, timezone: str) -> PictureLine:
    (south, west), (north, east) = link.start_at, link.end_at
    name = link.designation or ("railway" if link.mode == "rail" else "road")
    points = ((west, south), (east, north))
    if stretch is None or answer is None or not stretch.told.claims:
        return PictureLine(link.id, name, link.mode, points)
    held = stretch.shown(answer.picture.question.users)
    return PictureLine(
        id=link.id,
        name=name,
        mode=link.mode,
        points=points,
        state=held.state,
        last=_last(stretch, state_text(held), timezone),
        refs=(*stretch.told.claims, *stretch.told.denials),
        section_unknown=stretch.told.section_unknown,
        stretch=stretch.id,
    )


def _last(stretch: Stretch, shown: str, timezone: str) -> str:
    """What was last reported of it, and on which day; where it has aged, the report's own word."""
    told = stretch.told
    if told.last_confirmed is None:
        return shown
    day = moment(told.last_confirmed, timezone)
    words = shown
    if told.state in (DerivedState.UNKNOWN, DerivedState.CONTESTED):
        cause = f" ({label('cause', told.cause)})" if told.cause else ""
        words = f"{label('states', told.reported)}{cause}"
    return f"{words}, {day.day} {day:%b}"
