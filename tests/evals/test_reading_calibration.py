"""The error of confidence, on numbers worked out by hand."""

import pytest

from evals.reading.calibration import Bin, bins, drawn, error


def test_confidence_that_is_right_as_often_as_it_says_has_no_error() -> None:
    told = [(0.75, True)] * 3 + [(0.75, False)]
    assert bins(told) == (Bin(4, 0.75, 0.75),)
    assert error(bins(told)) == pytest.approx(0.0)


def test_the_error_weighs_bins_by_their_claims() -> None:
    # Three claims told with 0.9 of which none is right, one with 0.1 that is right: (3 * 0.9 + 1 * 0.9) / 4.
    told = [(0.9, False)] * 3 + [(0.1, True)]
    assert error(bins(told)) == pytest.approx(0.9)
    # Two told with 0.5 of which one is right, two with 1.0 of which one is right: (0 + 2 * 0.5) / 4.
    assert error(bins([(0.5, True), (0.5, False), (1.0, True), (1.0, False)])) == pytest.approx(0.25)


def test_no_claims_have_no_error_and_certainty_falls_into_the_last_bin() -> None:
    assert error(bins([])) is None
    assert [own.count for own in bins([(1.0, True), (0.95, True)])] == [2]


def test_the_diagram_has_a_bar_for_every_bin() -> None:
    made = drawn(bins([(0.2, True), (0.9, True)]))
    assert made.count("<title>") == 2 and made.startswith("<svg") and made.endswith("</svg>")
