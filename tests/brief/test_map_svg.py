"""The drawn map: every link once, unknown as unknown, no label over another, credits whole, nobody armed on it."""

import random
import re
from dataclasses import dataclass, replace
from xml.etree import ElementTree

import pytest

from karez.brief.map_labels import Box, style
from karez.brief.map_svg import draw
from karez.model.picture import Frame, Picture, PictureLine, PictureOutline, PicturePoint
from karez.model.vocabulary import DerivedState
from tests.brief.composed import LIGHT, RAID, picture
from tests.brief.faces import real_width

SVG = "{http://www.w3.org/2000/svg}"
IDS = {RAID.claim.id: "F1", LIGHT.claim.id: "F2"}


@dataclass(frozen=True)
class Text:
    """A text of the map and the box that it fills in a wide face."""

    words: str
    box: Box


def texts(svg: str) -> list[Text]:
    found = []
    for node in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        words = node.text or ""
        x, y, size = (float(node.attrib[name]) for name in ("x", "y", "font-size"))
        width = real_width(words, size, bold="font-weight" in node.attrib)
        found.append(Text(words, Box(x, y - size * 0.93, x + width, y + size * 0.24)))
    return found


def links(svg: str) -> list[ElementTree.Element]:
    return [node for node in ElementTree.fromstring(svg).iter(f"{SVG}g") if "link" in node.attrib.get("class", "")]


def crowd(seed: int, towns: int) -> Picture:
    """A made-up map with many towns close together."""
    rng = random.Random(seed)
    names = ["Ab", "Wammelmark", "Mill Mowing Meadow", "Estham", "Ilfill", "Dera Great Wood", "Zero Point (Low)"]
    points = tuple(
        PicturePoint(
            f"test:{number}",
            f"{rng.choice(names)} {chr(97 + number % 26)}",
            30 + rng.gauss(0, 0.6),
            66 + rng.gauss(0, 0.8),
            number,
            number % 4 == 0,
            rng.choice([None, 3.0, 15.0]),
            (RAID.claim.id,) if number % 4 == 0 else (),
        )
        for number in range(towns)
    )
    states = list(DerivedState)
    lines = tuple(
        PictureLine(
            f"link-{number}",
            f"N-{number}",
            "rail" if number % 5 == 0 else "road",
            ((points[number].lon, points[number].lat), (points[number + 1].lon, points[number + 1].lat)),
            states[number % len(states)],
            "closed, 2 May" if number % 2 else "",
            (LIGHT.claim.id,) if number % 2 else (),
        )
        for number in range(towns - 1)
    )
    credits_ = tuple(
        f"Credit number {number}: a source with a fairly long name, licence {number}" for number in range(7)
    )
    return Picture("Crowd", Frame(62.0, 27.0, 70.0, 33.0), (), points, lines, credits_)


PICTURES = [picture(), *(crowd(seed, towns) for seed, towns in ((1, 5), (2, 30), (3, 60), (4, 90), (5, 90)))]


@pytest.mark.parametrize("made", PICTURES, ids=range(len(PICTURES)))
def test_no_text_lies_over_another_or_outside(made: Picture) -> None:
    svg = draw(made, IDS)
    size = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    assert size
    width, height = float(size[1]), float(size[2])
    page = Box(0, 0, width, height)
    found = texts(svg)
    assert len(found) > 8
    for number, text in enumerate(found):
        assert text.box.inside(page), text.words
        over = [other.words for other in found[number + 1 :] if text.box.overlaps(other.box)]
        assert over == [], text.words


@pytest.mark.parametrize("made", PICTURES, ids=range(len(PICTURES)))
def test_every_link_is_drawn_once_in_its_state(made: Picture) -> None:
    drawn = {node.attrib["id"]: node for node in links(draw(made, IDS))}
    assert len(links(draw(made, IDS))) == len(made.lines)
    assert set(drawn) == {line.id for line in made.lines}
    for line in made.lines:
        node = drawn[line.id]
        assert node.attrib["class"] == f"link {line.state.value}"
        look = style()["states"][line.state.value]
        pen = [path for path in node.iter(f"{SVG}path") if path.attrib.get("class") != "ties"]
        assert [path.attrib["stroke"] for path in pen] == [look["colour"]]
        assert pen[0].attrib.get("stroke-dasharray", "") == look["dash"]


@pytest.mark.parametrize("made", PICTURES, ids=range(len(PICTURES)))
def test_every_place_with_a_report_is_named(made: Picture) -> None:
    words = [text.words for text in texts(draw(made, IDS))]
    marked = [point.name for point in made.points if point.marked]
    named = [name for name in marked if any(text.startswith(name) for text in words)]
    assert len(named) >= 0.9 * len(marked)


def test_every_credit_is_there_in_full() -> None:
    made = crowd(1, 5)
    words = " ".join(text.words for text in texts(draw(made, IDS)))
    for credit in made.credits:
        assert credit in words


def test_the_map_says_that_it_is_not_for_navigation() -> None:
    svg = draw(picture(), IDS)
    assert "Not for navigation" in " ".join(text.words for text in texts(svg))
    assert "Not for navigation" in svg[svg.index("<desc>") : svg.index("</desc>")]


def test_the_legend_names_every_state_and_the_railway() -> None:
    words = [text.words for text in texts(draw(picture(), IDS))]
    for look in style()["states"].values():
        assert words.count(look["words"]) == 1
    assert style()["railway"] in words


def test_the_scale_is_as_long_as_it_says() -> None:
    svg = draw(picture(), IDS)
    bar = re.search(r"v8h([\d.]+)v-8", svg)
    label = next(text.words for text in texts(svg) if text.words.endswith(" km"))
    assert bar
    frame = picture().frame
    wide = (frame.east - frame.west) * 111.195 * 0.8702  # cosine of the middle latitude
    assert float(bar[1]) / 860 * wide == pytest.approx(float(label.split()[0]), rel=0.01)


def test_states_differ_without_colour() -> None:
    looks = style()["states"].values()
    assert len({(look["dash"], look["width"]) for look in looks}) == len(looks)
    assert len({look["dash"] for look in looks}) == len(looks)


def test_unknown_is_thin_grey_and_dotted() -> None:
    look = style()["states"]["unknown"]
    red, green, blue = (int(look["colour"][at : at + 2], 16) for at in (1, 3, 5))
    assert max(red, green, blue) - min(red, green, blue) < 24
    assert look["width"] < min(other["width"] for state, other in style()["states"].items() if state != "unknown")


def test_an_aged_report_is_labelled_unknown_first() -> None:
    made = picture()
    aged = replace(made.lines[0], state=DerivedState.UNKNOWN, last="closed, 3 May")
    svg = draw(replace(made, lines=(aged, made.lines[1])), IDS)
    assert "C-1: unknown, last closed, 3 May F2" in [text.words for text in texts(svg)]
    assert 'class="link unknown" id="road-1"' in svg


def test_reports_that_disagree_are_labelled_so() -> None:
    made = picture()
    both = replace(made.lines[0], state=DerivedState.CONTESTED)
    words = [text.words for text in texts(draw(replace(made, lines=(both,)), IDS))]
    assert "C-1: reports disagree F2" in words


def test_a_railway_beside_a_road_is_seen() -> None:
    """The two are drawn apart, and the railway has ties."""
    drawn = {node.attrib["id"]: node for node in links(draw(picture(), IDS))}
    paths = {key: node.findall(f"{SVG}path")[-1].attrib["d"] for key, node in drawn.items()}
    assert paths["road-1"] != paths["rail-1"]
    assert drawn["rail-1"].find(f"{SVG}path[@class='ties']") is not None
    assert drawn["road-1"].find(f"{SVG}path[@class='ties']") is None
    starts = [[float(part) for part in path[1:].split("L")[0].split(",")] for path in paths.values()]
    assert abs(starts[0][0] - starts[1][0]) + abs(starts[0][1] - starts[1][1]) > 3


def test_places_and_roads_lead_to_their_references() -> None:
    svg = draw(picture(), IDS)
    assert re.search(r'<a href="#F2"><g class="link restricted" id="road-1">', svg)
    assert re.search(r'<a href="#F1"><text[^>]*>Norvale F1</text></a>', svg)


def test_a_link_tells_its_state_in_words() -> None:
    titles = [node.findtext(f"{SVG}title") for node in links(draw(picture(), IDS))]
    assert "C-1 (road): reported restricted; last reported restricted, 5 May F2" in titles
    assert "railway (rail): no valid report (unknown)" in titles


def test_coast_and_borders_are_drawn() -> None:
    made = replace(
        picture(), outlines=(*picture().outlines, PictureOutline("border", ((65.0, 30.0), (66.0, 30.5), (68.0, 30.1))))
    )
    svg = draw(made, IDS)
    assert 'class="coast"' in svg
    assert 'class="border"' in svg


def test_a_map_without_roads_shows_its_places() -> None:
    made = Picture(
        "Places", Frame(10.0, 5.0, 14.0, 9.0), (), (PicturePoint("p", "Far Town", 7.0, 12.0, 0, True, 30.0),)
    )
    words = [text.words for text in texts(draw(made, {}))]
    assert "Far Town" in words


def test_names_are_not_markup() -> None:
    made = picture()
    odd = replace(made.points[0], name="A & <b>")
    svg = draw(replace(made, points=(odd,), title="<x>"), {})
    assert "<b>" not in svg
    assert ElementTree.fromstring(svg) is not None


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert draw(crowd(3, 60), IDS) == draw(crowd(3, 60), IDS)


def test_the_ground_is_light_whatever_the_page() -> None:
    svg = draw(picture(), IDS)
    assert re.search(r'<rect width="860.0" height="[\d.]+" fill="#ffffff"/>', svg)
    assert "currentColor" not in svg
