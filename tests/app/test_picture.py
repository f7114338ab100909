"""The map put together from findings and atlas: links once, towns with reports, sources of what is drawn."""

from dataclasses import replace

import pytest

from karez.app.names import known_names
from karez.app.picture import picture
from karez.atlas.atlas import Atlas
from karez.model.finding import AssetStatus, Findings, IncidentFinding
from karez.model.mention import Place
from karez.model.picture import Picture
from karez.model.vocabulary import AssetState, AssetType, Cause, DerivedState, IncidentType

ZONE = "Asia/Karachi"
PACK = "pk-balochistan"


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas.open()


def incident(place: Place | None, claim: str = "clm-1") -> IncidentFinding:
    return IncidentFinding("inc-1", IncidentType.RAID, place, None, None, None, (claim,), ())


def drawn(atlas: Atlas, findings: Findings) -> Picture:
    made = picture(findings, atlas, timezone=ZONE)
    assert made is not None
    return made


def town(atlas: Atlas) -> Place:
    """The largest town of the network."""
    node = max(atlas.network.nodes, key=lambda node: node.population or 0)
    place = atlas.gazetteer.place(node.id)
    assert place is not None
    return place


FAR = Place("test:far", "Far Town", "town", country="XX", lat=13.5, lon=2.1, radius_km=4)


def test_nothing_with_a_place_makes_no_map(atlas: Atlas) -> None:
    assert picture(Findings(), atlas, timezone=ZONE) is None
    assert picture(Findings(incidents=(incident(None),)), atlas, timezone=ZONE) is None
    nowhere = replace(FAR, lat=None, lon=None)
    assert picture(Findings(incidents=(incident(nowhere),)), atlas, timezone=ZONE) is None


def test_a_town_of_the_network_brings_every_link_once(atlas: Atlas) -> None:
    made = drawn(atlas, Findings(incidents=(incident(town(atlas)),)))
    assert sorted(line.id for line in made.lines) == sorted(link.id for link in atlas.network.links)
    assert len({line.id for line in made.lines}) == len(made.lines)
    assert {line.state for line in made.lines} == {DerivedState.UNKNOWN}


def test_every_link_lies_within_the_frame(atlas: Atlas) -> None:
    made = drawn(atlas, Findings(incidents=(incident(town(atlas)),)))
    for line in made.lines:
        for lon, lat in line.points:
            assert made.frame.west < lon < made.frame.east
            assert made.frame.south < lat < made.frame.north


def test_every_place_stands_once_and_the_one_with_a_report_is_marked(atlas: Atlas) -> None:
    place = town(atlas)
    made = drawn(atlas, Findings(incidents=(incident(place), incident(place, "clm-2"))))
    ids = [point.id for point in made.points]
    assert len(ids) == len(set(ids))
    (marked,) = [point for point in made.points if point.marked]
    assert (marked.id, marked.refs) == (place.id, ("clm-1", "clm-2"))


def test_another_country_gets_its_places_and_no_network(atlas: Atlas) -> None:
    made = drawn(atlas, Findings(incidents=(incident(FAR),)))
    assert made.lines == ()
    assert [point.name for point in made.points] == ["Far Town"]
    assert made.frame.west < 2.1 < made.frame.east
    pack = next(pack for pack in atlas.packs if pack.info.id == PACK)
    own = set(pack.info.credits) - {
        credit for other in atlas.packs if other is not pack for credit in other.info.credits
    }
    assert own
    assert not own & set(made.credits)
    assert made.credits


def test_a_whole_province_is_no_point(atlas: Atlas) -> None:
    assert picture(Findings(incidents=(incident(replace(FAR, radius_km=150.0)),)), atlas, timezone=ZONE) is None


def test_a_place_far_off_the_network_does_not_stretch_the_map(atlas: Atlas) -> None:
    with_far = drawn(atlas, Findings(incidents=(incident(town(atlas)), incident(FAR))))
    assert with_far.frame == drawn(atlas, Findings(incidents=(incident(town(atlas)),))).frame
    assert "Far Town" not in {point.name for point in with_far.points}


def status(atlas: Atlas, state: DerivedState) -> AssetStatus:
    """A state of the first road that has links."""
    asset = next(link.asset for link in atlas.network.links if link.asset)
    return AssetStatus(
        "k",
        asset,
        "road",
        AssetType.ROAD,
        None,
        state,
        AssetState.CLOSED,
        Cause.MINES,
        None,
        0,
        None,
        False,
        ("clm-9",),
    )


@pytest.mark.parametrize("state", [DerivedState.CLOSED, DerivedState.UNKNOWN])
def test_a_state_lies_on_the_links_of_its_road(atlas: Atlas, state: DerivedState) -> None:
    found = status(atlas, state)
    made = drawn(atlas, Findings(statuses=(found,)))
    told = [line for line in made.lines if line.refs]
    assert {line.id for line in told} == {link.id for link in atlas.network.links_of(found.asset or "")}
    assert {line.state for line in told} == {state}
    assert {line.last for line in told} == {"closed (mines), 1 Jan"}


def test_railways_are_told_from_roads(atlas: Atlas) -> None:
    made = drawn(atlas, Findings(incidents=(incident(town(atlas)),)))
    assert {line.mode for line in made.lines} == {"road", "rail"}
    assert not any(line.name == "road" for line in made.lines if line.mode == "rail")


def test_coast_and_border_are_drawn(atlas: Atlas) -> None:
    made = drawn(atlas, Findings(incidents=(incident(town(atlas)),)))
    assert {"coast", "border"} <= {outline.kind for outline in made.outlines}


def test_another_country_has_coast_or_border_within_its_frame(atlas: Atlas) -> None:
    made = drawn(atlas, Findings(incidents=(incident(FAR),)))
    assert {outline.kind for outline in made.outlines} == {"border"}
    for outline in made.outlines:
        assert all(made.frame.west - 1e-6 <= lon <= made.frame.east + 1e-6 for lon, _ in outline.points)
        assert all(made.frame.south - 1e-6 <= lat <= made.frame.north + 1e-6 for _, lat in outline.points)


def test_every_town_of_a_list_is_marked(atlas: Atlas) -> None:
    listed = replace(incident(town(atlas)), place_quote="Quetta, Gwadar, Nushki and Mastung")
    made = drawn(atlas, Findings(incidents=(listed,)))
    assert {point.name for point in made.points if point.marked} == {"Quetta", "Gwadar", "Nushki", "Mastung"}
    assert all(point.refs == ("clm-1",) for point in made.points if point.marked)


def test_a_town_of_a_list_in_another_country_is_not_marked(atlas: Atlas) -> None:
    listed = replace(incident(town(atlas)), place_quote="Quetta and Paris")
    made = drawn(atlas, Findings(incidents=(listed,)))
    assert [point.name for point in made.points if point.marked] == ["Quetta"]


def test_the_names_of_the_atlas_are_known(atlas: Atlas) -> None:
    names = known_names(atlas)
    assert {node.name for node in atlas.network.nodes} <= names
    assert {actor.name for pack in atlas.packs for actor in pack.actors} <= names
    assert len(names) > 1000
