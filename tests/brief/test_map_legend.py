"""What stands under a map."""

from dataclasses import replace

from karez.brief.map_labels import style
from karez.brief.map_legend import legend, legend_height, rail_ties
from karez.brief.map_projection import Projection
from tests.brief.composed import picture

WIDE = Projection(picture().frame, 860.0)


def test_more_credits_make_it_higher_and_none_is_cut() -> None:
    many = replace(picture(), credits=tuple(f"A source of some length with number {number}" for number in range(20)))
    assert legend_height(many, WIDE) > legend_height(picture(), WIDE)
    drawn = " ".join(legend(many, WIDE))
    assert all(f"number {number}." in drawn for number in range(20))


def test_a_credit_ends_in_one_full_stop() -> None:
    drawn = " ".join(legend(replace(picture(), credits=("One source.", "Another")), WIDE))
    assert "One source. Another." in drawn


def test_a_word_longer_than_the_map_stands_alone() -> None:
    drawn = list(legend(replace(picture(), credits=("x" * 400,)), WIDE))
    assert any("x" * 400 in line for line in drawn)


def test_every_state_has_a_sample_as_it_is_drawn() -> None:
    drawn = " ".join(legend(picture(), WIDE))
    for look in style()["states"].values():
        assert f'stroke="{look["colour"]}" stroke-width="{look["width"]}"' in drawn


def test_ties_are_told_from_the_line() -> None:
    assert 'class="ties"' in rail_ties("M0,0h34")
    assert sum('class="ties"' in line for line in legend(picture(), WIDE)) == 1


def test_what_is_drawn_fits_its_height() -> None:
    bottom = WIDE.height + legend_height(picture(), WIDE)
    for line in legend(picture(), WIDE):
        if "<text" in line:
            assert float(line.split('y="')[1].split('"')[0]) < bottom
