"""What was told near a place is drawn as a circle and not at the place. All values are made up."""

from dataclasses import replace
from xml.etree import ElementTree

from karez.app.picture import picture
from karez.atlas.atlas import Atlas
from karez.brief.map_svg import draw
from karez.model.claim import Area
from karez.model.finding import Findings, IncidentFinding
from karez.model.mention import Place
from karez.model.picture import Picture
from karez.model.vocabulary import IncidentType

TOWN = Place("test:town", "Far Town", "town", country="XX", lat=13.5, lon=2.1, radius_km=4)
NORTH = Area(13.8, 2.1, 11.0)


def drawn(*incidents: IncidentFinding) -> Picture:
    made = picture(Findings(incidents=incidents), Atlas.open(), timezone="UTC")
    assert made is not None
    return made


def incident(area: Area | None, claim: str = "clm-1") -> IncidentFinding:
    return IncidentFinding("inc-1", IncidentType.RAID, TOWN, "Far Town", None, None, (claim,), (), area=area)


def test_an_area_is_marked_where_it_lies_and_not_the_town() -> None:
    (point,) = [point for point in drawn(incident(NORTH)).points if point.marked]
    assert (point.lat, point.lon, point.radius_km, point.area) == (13.8, 2.1, 11.0, True)
    assert point.name == "near Far Town"
    assert point.refs == ("clm-1",)


def test_two_reports_of_one_area_are_one_circle() -> None:
    made = drawn(incident(NORTH), incident(NORTH, "clm-2"))
    assert [point.refs for point in made.points if point.marked] == [("clm-1", "clm-2")]


def test_an_area_as_large_as_a_country_is_left_to_the_place() -> None:
    (point,) = [point for point in drawn(incident(replace(NORTH, radius_km=600.0))).points if point.marked]
    assert (point.id, point.area) == ("test:town", False)


def test_a_circle_has_no_dot_in_its_middle() -> None:
    plain, around = (draw(drawn(incident(area)), {"clm-1": "F1"}) for area in (None, NORTH))
    circles = [
        [node.attrib for node in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}circle")]
        for svg in (plain, around)
    ]
    legend = 1
    assert [len(found) for found in circles] == [1 + legend, 1 + legend]
    assert any("stroke-dasharray" in found for found in circles[1])
    assert not any("stroke-dasharray" in found for found in circles[0])
