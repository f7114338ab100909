"""Degrees to pixels and the length of the scale."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.brief.map_projection import KM_A_DEGREE, Projection, scale_km
from karez.model.picture import Frame

EXAMPLES = settings(max_examples=max(500, settings().max_examples))

FRAME = Frame(60.0, 24.0, 70.0, 32.0)


def test_corners_lie_in_the_corners() -> None:
    projection = Projection(FRAME, 860)
    assert projection.at((60.0, 32.0)) == (0.0, 0.0)
    x, y = projection.at((70.0, 24.0))
    assert (x, y) == (pytest.approx(860), pytest.approx(projection.height))


def test_a_degree_of_longitude_is_shorter_by_the_cosine() -> None:
    projection = Projection(Frame(0.0, 59.0, 10.0, 61.0), 1000)
    assert projection.shrink == pytest.approx(0.5, abs=1e-6)
    assert projection.pixels_a_degree == pytest.approx(200)
    assert projection.pixels_a_km == pytest.approx(200 / KM_A_DEGREE)


def test_the_equator_keeps_its_shape() -> None:
    assert Projection(Frame(0.0, -5.0, 10.0, 5.0), 500).height == pytest.approx(500)


def test_a_frame_without_width_or_at_the_pole_gives_numbers() -> None:
    assert Projection(Frame(10.0, 10.0, 10.0, 11.0), 100).pixels_a_degree > 0
    assert Projection(Frame(0.0, 89.0, 10.0, 90.0), 100).shrink == 0.05


@pytest.mark.parametrize(("degrees", "km"), [(10.0, 200), (2.0, 20), (0.2, 2)])
def test_the_scale_is_a_round_length_of_at_most_a_fifth(degrees: float, km: int) -> None:
    projection = Projection(Frame(60.0, 28.0, 60.0 + degrees, 28.0 + degrees), 860)
    length = scale_km(projection)
    assert length * projection.pixels_a_km <= 860 / 5
    assert length in {digit * 10**power for power in range(5) for digit in (1, 2, 5)}
    assert length >= km / 2


@EXAMPLES
@given(
    st.floats(-179, 170),
    st.floats(-80, 70),
    st.floats(0.5, 9),
    st.floats(0.5, 9),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_what_lies_in_the_frame_lies_on_the_map(
    west: float, south: float, wide: float, high: float, across: float, up: float
) -> None:
    projection = Projection(Frame(west, south, west + wide, south + high), 860)
    x, y = projection.at((west + wide * across, south + high * up))
    assert -1e-6 <= x <= 860 + 1e-6
    assert -1e-6 <= y <= projection.height + 1e-6
