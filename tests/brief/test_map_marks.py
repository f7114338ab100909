"""Signs of roads and towns that read without colour."""

import re
from dataclasses import replace

import pytest

from karez.brief.map_labels import style
from karez.brief.map_legend import legend
from karez.brief.map_marks import SIGN_RADIUS, sign, sign_box, sign_places, town_mark
from karez.brief.map_projection import Projection
from karez.brief.map_svg import draw
from karez.model.picture import Picture, PictureLine
from karez.model.vocabulary import DerivedState
from tests.brief.composed import LIGHT, picture

SIGNED = (DerivedState.CLOSED, DerivedState.RESTRICTED, DerivedState.DAMAGED, DerivedState.CONTESTED)
IDS = {LIGHT.claim.id: "F2"}


def line(state: DerivedState, *, vague: bool = False, number: int = 1, east: float = 67.0) -> PictureLine:
    return PictureLine(
        f"l{number}", "C-9", "road", ((66.0, 30.0), (east, 29.5)), state, "closed, 5 May", (LIGHT.claim.id,),
        section_unknown=vague, stretch="l1",
    )  # fmt: skip


def with_lines(*lines: PictureLine) -> Picture:
    return replace(picture(), lines=lines)


def test_every_bad_state_has_a_shape_of_its_own() -> None:
    shapes = {re.findall(r'<path d="([^"]*)"', sign(state, (10.0, 10.0)))[0] for state in SIGNED}
    assert len(shapes) == len(SIGNED)
    assert sign(DerivedState.OPEN, (10.0, 10.0)) == sign(DerivedState.UNKNOWN, (10.0, 10.0)) == ""


def test_a_state_of_the_whole_road_has_a_broken_ring() -> None:
    assert "stroke-dasharray" in sign(DerivedState.CLOSED, (0.0, 0.0), faint=True)
    assert "stroke-dasharray" not in sign(DerivedState.CLOSED, (0.0, 0.0))


def test_a_stretch_has_one_sign_on_its_longest_link() -> None:
    lines = [
        line(DerivedState.CLOSED),
        line(DerivedState.CLOSED, number=2, east=69.0),
        line(DerivedState.OPEN, number=3),
    ]
    assert sign_places(lines, {"l1": (1.0, 1.0), "l2": (2.0, 2.0), "l3": (3.0, 3.0)}) == {"l2": (2.0, 2.0)}


def test_labels_keep_clear_of_a_sign() -> None:
    box = sign_box((50.0, 50.0))
    assert box.left <= 50 - SIGN_RADIUS and box.bottom >= 50 + SIGN_RADIUS


def test_a_town_cut_off_and_one_in_doubt_look_unlike() -> None:
    cut, doubt = town_mark("cut_off", (5.0, 5.0)), town_mark("in_doubt", (5.0, 5.0))
    assert cut.count("<path") == 1 and doubt.count("<path") == 2
    assert town_mark("", (5.0, 5.0)) == town_mark("reported", (5.0, 5.0)) == ""


def widths(svg: str, kind: str) -> list[float]:
    return [float(found) for found in re.findall(rf'class="{kind}"[^>]*>.*?stroke-width="([\d.]+)"', svg)]


@pytest.mark.parametrize("state", SIGNED)
def test_what_is_told_of_a_whole_road_is_drawn_thinner_and_says_so(state: DerivedState) -> None:
    sure, vague = draw(with_lines(line(state)), IDS), draw(with_lines(line(state, vague=True)), IDS)
    (strong,), (weak,) = widths(sure, f"link {state.value}"), widths(vague, f"link {state.value} vague")
    assert weak < strong
    assert "section not told" in vague and "section not told" not in sure


def test_a_closed_road_whose_section_is_untold_has_no_label_of_a_closed_road() -> None:
    assert "C-9: closed somewhere, section not told F2" in draw(with_lines(line(DerivedState.CLOSED, vague=True)), IDS)


def test_the_sign_leads_to_the_sentence() -> None:
    svg = draw(with_lines(line(DerivedState.CLOSED)), IDS)
    assert re.search(r'<a href="#F2"><g class="sign"><title>C-9 \(road\): reported closed; last reported', svg)


def test_a_town_cut_off_is_marked_and_named_with_its_reference() -> None:
    norvale, estham = picture().points
    cut = replace(estham, standing="cut_off", refs=(LIGHT.claim.id,))
    svg = draw(replace(picture(), points=(norvale, cut)), IDS)
    assert svg.count('class="town cut_off"') == 2  # the town and its sample in the legend
    assert re.search(r'<a href="#F2"><text [^>]*font-weight="600"[^>]*>Estham F2<', svg)


def test_the_legend_explains_just_the_marks_that_are_drawn() -> None:
    wide = Projection(picture().frame, 860.0)
    plain = " ".join(legend(picture(), wide))
    assert style()["standing"]["cut_off"] not in plain and style()["section_unknown"]["words"] not in plain
    marked = replace(picture().points[1], standing="in_doubt")
    full = replace(with_lines(line(DerivedState.CLOSED, vague=True)), points=(marked,))
    drawn = " ".join(legend(full, wide))
    assert style()["standing"]["in_doubt"] in drawn and style()["section_unknown"]["words"] in drawn
    assert style()["standing"]["cut_off"] not in drawn and style()["place"] not in drawn


def test_the_words_of_the_legend_keep_clear_of_the_scale() -> None:
    wide = Projection(picture().frame, 860.0)
    points = tuple(
        replace(point, standing=kind) for point, kind in zip(picture().points, ("cut_off", "in_doubt"), strict=True)
    )
    full = replace(with_lines(line(DerivedState.CLOSED, vague=True)), points=points)
    drawn = list(legend(full, wide))
    (scale,) = [re.search(r'd="M([\d.]+),([\d.]+)v8', one) for one in drawn if "v8h" in one]
    assert scale is not None
    words = [(float(x), text) for one in drawn for x, text in re.findall(r'<text x="([\d.]+)"[^>]*>([^<]*)<', one)]
    beside = [x + 6.5 * len(text) for x, text in words if text in {*style()["standing"].values(), "reported closed"}]
    assert beside and max(beside) < float(scale[1])
