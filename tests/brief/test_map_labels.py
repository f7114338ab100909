"""Labels: none over another, none outside, the weightiest first; widths that no common face exceeds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.brief.map_labels import Box, Wanted, place_labels, text_box, text_width
from tests.brief.faces import real_width

EXAMPLES = settings(max_examples=max(500, settings().max_examples))

BOUNDS = Box(0, 0, 300, 200)


def wanted(key: str, text: str, x: float, y: float) -> Wanted:
    return Wanted(key, text, ((x, y),), 12)


def test_the_first_spot_is_to_the_right() -> None:
    (label,) = place_labels([wanted("a", "Norvale", 100, 100)], taken=[], bounds=BOUNDS)
    assert label.x > 100
    assert label.box.top < 100 < label.box.bottom


def test_a_taken_spot_is_left_free() -> None:
    taken = [Box(104, 80, 300, 120)]
    (label,) = place_labels([wanted("a", "Norvale", 100, 100)], taken=taken, bounds=BOUNDS)
    assert label.box.right < 104


def test_a_label_with_no_room_is_left_out_and_the_first_wins() -> None:
    tight = Box(0, 0, 90, 30)
    labels = place_labels([wanted("a", "Norvale", 5, 15), wanted("b", "Estham", 6, 15)], taken=[], bounds=tight)
    assert [label.key for label in labels] == ["a"]


def test_a_label_may_stand_at_a_further_point() -> None:
    blocked = [Box(0, 0, 120, 200)]
    label = Wanted("a", "Norvale", ((20, 100), (140, 100)), 12)
    (found,) = place_labels([label], taken=blocked, bounds=BOUNDS)
    assert found.box.left >= 120


def test_boxes() -> None:
    box = Box(0, 0, 10, 10)
    assert box.overlaps(Box(9, 9, 20, 20))
    assert not box.overlaps(Box(10, 0, 20, 10))
    assert Box(1, 1, 9, 9).inside(box)
    assert not Box(1, 1, 11, 9).inside(box)


PRINTABLE = "".join(chr(code) for code in range(32, 127))


@pytest.mark.parametrize("bold", [True, False])
def test_no_character_is_wider_than_thought(*, bold: bool) -> None:
    chars = PRINTABLE + "éüñçšłØÅ–—’“”·"
    wide = {char for char in chars if real_width(char, 100, bold=bold) > text_width(char, 100, bold=bold) + 0.5}
    assert wide == set()


def test_widths_are_not_wasteful() -> None:
    text = "Zero Point (Liari) F12 F13"
    assert text_width(text, 13, bold=True) < real_width(text, 13, bold=True) * 1.15


@EXAMPLES
@given(
    st.lists(
        st.tuples(
            st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzABCDEFGMW "), min_size=1, max_size=18),
            st.floats(0, 300),
            st.floats(0, 200),
            st.booleans(),
        ),
        max_size=25,
    )
)
def test_no_label_lies_over_another(told: list[tuple[str, float, float, bool]]) -> None:
    labels = [Wanted(str(number), text, ((x, y),), 12, bold) for number, (text, x, y, bold) in enumerate(told)]
    placed = place_labels(labels, taken=[], bounds=BOUNDS)
    for number, label in enumerate(placed):
        width = real_width(label.text, label.size, bold=label.bold)
        assert label.box.inside(BOUNDS)
        assert label.box == text_box(label.text, (label.x, label.y), label.size, bold=label.bold)
        assert label.x + width <= label.box.right + 0.01
        assert not any(label.box.overlaps(other.box) for other in placed[number + 1 :])
