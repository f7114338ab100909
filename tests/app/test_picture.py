"""The map put together from findings and atlas: links once, towns with reports, sources of what is drawn."""

from dataclasses import replace

import pytest

from karez.analyse.access import access_picture, behind, claims_on, link_reports, situation
from karez.app import picture_network
from karez.app.access.places import towns
from karez.app.access.stretches import stretches
from karez.app.names import known_names
from karez.app.picture import picture
from karez.app.picture_network import access_map
from karez.atlas.atlas import Atlas
from karez.model.access import LinkScope, LinkState, UserClass, UserState
from karez.model.access_answer import AccessAnswer
from karez.model.finding import Findings, IncidentFinding
from karez.model.mention import Place
from karez.model.picture import Picture
from karez.model.reachability import AccessQuestion, Standing
from karez.model.vocabulary import AssetState, Cause, DerivedState, IncidentType

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


def told(atlas: Atlas, state: DerivedState, scope: LinkScope = LinkScope.SECTION) -> AccessAnswer:
    """An access picture in which the first road that has links is told to be closed because of mines."""
    asset = next(link.asset for link in atlas.network.links if link.asset)
    held = UserState(state, cause=Cause.MINES, scope=scope, claims=("clm-9",))
    links = atlas.network.links_of(asset)
    states = {
        link.id: LinkState(
            link.id, state, (), Cause.MINES, scope, held, held, held, AssetState.CLOSED, None, 0, None, False, (),
            ("clm-9",),
        )
        for link in links
    }  # fmt: skip
    reports = link_reports(states.values(), UserClass.ALL)
    question = AccessQuestion((links[0].start,), 0)
    ready = situation(question, links=atlas.network.links, places=towns(atlas), reports=reports)
    made = access_picture(ready)
    on = behind(ready, made)
    claims = {town: claims_on(ready, some) for town, some in on.items()}
    found = stretches(states, atlas.network)
    return AccessAnswer(made, found, (), (), on, claims, {node.id: node.name for node in atlas.network.nodes})


@pytest.mark.parametrize("state", [DerivedState.CLOSED, DerivedState.UNKNOWN])
def test_a_state_lies_on_the_links_of_its_road(atlas: Atlas, state: DerivedState) -> None:
    found = told(atlas, state)
    made = picture(Findings(), atlas, timezone=ZONE, access=found)
    assert made is not None
    lines = [line for line in made.lines if line.refs]
    assert {line.id for line in lines} == {link for one in found.stretches for link in one.links}
    assert {line.state for line in lines} == {state}
    assert {line.last for line in lines} == {"closed (mines), 1 Jan"}
    assert not any(line.section_unknown for line in lines)


def test_what_is_told_of_a_whole_road_says_that_its_section_is_unknown(atlas: Atlas) -> None:
    made = picture(Findings(), atlas, timezone=ZONE, access=told(atlas, DerivedState.CLOSED, LinkScope.ROUTE))
    assert made is not None
    assert {line.section_unknown for line in made.lines if line.refs} == {True}
    assert {point.standing for point in made.points} <= {"", "in_doubt"}


def test_towns_that_are_cut_off_are_marked_with_the_claims_that_cut_them_off(atlas: Atlas) -> None:
    found = told(atlas, DerivedState.CLOSED)
    cut = {town.town for town in found.picture.towns if town.standing is Standing.CUT_OFF}
    made = picture(Findings(incidents=(incident(town(atlas)),)), atlas, timezone=ZONE, access=found)
    assert made is not None and cut
    assert {point.id for point in made.points if point.standing == "cut_off"} == cut
    unmarked = [point for point in made.points if point.standing == "cut_off" and not point.marked]
    assert {point.refs for point in unmarked} == {("clm-9",)}


def test_the_map_of_access_alone_has_the_network_and_nothing_that_happened(atlas: Atlas) -> None:
    found = told(atlas, DerivedState.CLOSED)
    made = access_map(found, atlas, timezone=ZONE)
    assert len(made.lines) == len(atlas.network.links)
    assert not any(point.marked for point in made.points)
    one = replace(found, area="somewhere", picture=replace(found.picture, towns=found.picture.towns[:1]))
    narrowed = access_map(one, atlas, timezone=ZONE)
    assert narrowed.frame.east - narrowed.frame.west < made.frame.east - made.frame.west


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


def test_of_a_large_network_what_is_told_is_drawn_first_and_the_map_stays_readable(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_network, "_MOST_LINKS", 12)
    monkeypatch.setattr(picture_network, "_MOST_POINTS", 9)
    found = told(atlas, DerivedState.CLOSED)
    links = {link for one in found.stretches for link in one.links}
    made = access_map(found, atlas, timezone=ZONE)
    assert len(made.lines) == 12 and 4 < len(made.points) <= 9
    shown = {line.id for line in made.lines}
    assert shown <= links if len(links) >= 12 else links <= shown
