"""Reported states laid on the links of a made-up network."""

from dataclasses import dataclass, field, replace

import pytest

from karez.analyse.access import lay
from karez.model.finding import AssetStatus
from karez.model.mention import Place
from karez.model.vocabulary import AssetState, AssetType, DerivedState

CLOSED, OPEN, UNKNOWN = DerivedState.CLOSED, DerivedState.OPEN, DerivedState.UNKNOWN


@dataclass(frozen=True)
class Link:
    """One stretch of the made-up road from A to D."""

    id: str
    start: str
    end: str
    asset: str | None
    start_at: tuple[float, float]
    end_at: tuple[float, float]


@dataclass
class Roads:
    """A made-up network."""

    links: list[Link] = field(default_factory=list)

    def links_of(self, asset: str) -> list[Link]:
        return [link for link in self.links if link.asset == asset]

    def links_at(self, place: str) -> list[Link]:
        return [link for link in self.links if place in (link.start, link.end)]


ROADS = Roads(
    [
        Link("ab", "made:a", "made:b", "made:r-1", (0.0, 0.0), (0.0, 1.0)),
        Link("bc", "made:b", "made:c", "made:r-1", (0.0, 1.0), (0.0, 2.0)),
        Link("cd", "made:c", "made:d", "made:r-1", (0.0, 2.0), (0.0, 3.0)),
        Link("bx", "made:b", "made:x", "made:r-2", (0.0, 1.0), (1.0, 1.0)),
        Link("track", "made:b", "made:y", None, (0.0, 1.0), (2.0, 1.0)),
    ]
)


def place(identity: str, *, lat: float | None = 0.0, lon: float | None = 0.0, radius: float = 5.0) -> Place:
    return Place(identity, identity, lat=lat, lon=lon, radius_km=radius)


def status(state: DerivedState, where: Place | None = None, *, asset: str | None = "made:r-1") -> AssetStatus:
    return AssetStatus(
        key=f"{asset}|{where and where.id}",
        asset=asset,
        name="the road",
        asset_type=AssetType.ROAD,
        place=where,
        state=state,
        reported=AssetState.CLOSED,
        cause=None,
        since=None,
        last_known=0,
        fresh_until=None,
        stale=False,
        claims=("clm-1",),
    )


def states(*statuses: AssetStatus) -> dict[str, str]:
    return {link: laid.state.value for link, laid in lay(statuses, ROADS).items()}


def test_what_is_told_of_no_place_holds_for_the_whole_route_and_no_other() -> None:
    assert states(status(CLOSED)) == {"ab": "closed", "bc": "closed", "cd": "closed"}


def test_what_is_told_of_a_node_holds_for_the_links_that_meet_there() -> None:
    assert states(status(CLOSED, place("made:b"))) == {"ab": "closed", "bc": "closed"}


def test_the_other_id_of_a_place_is_that_place() -> None:
    where = replace(place("geonames:1"), same_as="made:d")
    assert states(status(CLOSED, where)) == {"cd": "closed"}


@pytest.mark.parametrize(
    ("lat", "lon", "link"), [(0.1, 0.4, "ab"), (-0.2, 1.5, "bc"), (0.0, 2.9, "cd"), (0.5, 9.0, "cd"), (0.0, -5.0, "ab")]
)
def test_what_is_told_of_a_place_beside_the_nodes_holds_for_the_nearest_link(lat: float, lon: float, link: str) -> None:
    assert states(status(CLOSED, place("made:pass", lat=lat, lon=lon))) == {link: "closed"}


def test_what_is_told_of_a_wide_area_or_a_place_with_no_point_holds_for_the_whole_route() -> None:
    wide, nowhere = place("made:north", radius=400.0), place("made:unplaced", lat=None, lon=None)
    assert len(states(status(CLOSED, wide))) == 3
    assert len(states(status(CLOSED, nowhere))) == 3


def test_a_section_stands_before_the_whole_route() -> None:
    whole, section = status(OPEN), status(CLOSED, place("made:d"))
    assert states(whole, section) == {"ab": "open", "bc": "open", "cd": "closed"}
    assert lay([whole, section], ROADS)["cd"].statuses == (section,)


def test_states_that_differ_make_a_link_contested() -> None:
    assert states(status(OPEN, place("made:b")), status(CLOSED, place("made:c"))) == {
        "ab": "open",
        "bc": "contested",
        "cd": "closed",
    }


def test_what_has_aged_leaves_a_link_unknown_and_is_kept() -> None:
    aged = status(UNKNOWN, place("made:d"))
    laid = lay([aged], ROADS)["cd"]
    assert (laid.state, laid.statuses) == (UNKNOWN, (aged,))


def test_what_has_aged_does_not_contest_what_holds() -> None:
    assert states(status(UNKNOWN, place("made:b")), status(CLOSED, place("made:c")))["bc"] == "closed"


def test_a_link_that_nothing_speaks_of_is_not_laid() -> None:
    assert states() == {}
    assert states(status(CLOSED, asset=None), status(CLOSED, asset="made:r-9")) == {}
    assert "track" not in states(status(CLOSED), status(CLOSED, asset="made:r-2"))


def test_the_order_of_statuses_changes_no_state() -> None:
    told = [status(OPEN), status(CLOSED, place("made:d")), status(UNKNOWN, place("made:a"))]
    assert states(*told) == states(*reversed(told))
