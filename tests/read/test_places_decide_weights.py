"""The weights that come with the package fit the columns that the looks fill."""

import json
from importlib.resources import files

import numpy as np
import pytest

from karez.read.places.rank import columns, weights, weights_of
from karez.read.places.weigh_trust import TRUST


def shipped() -> dict[str, object]:
    path = files("karez.read").joinpath("data").joinpath("place_weights.json")
    found: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_every_column_has_a_weight_and_every_weight_a_column() -> None:
    value = shipped()
    looks = value["looks"]
    assert isinstance(looks, list)
    for number, look in enumerate(looks):
        assert tuple(look["weights"]) == columns(number)
    trust = value["trust"]
    assert isinstance(trust, dict)
    assert tuple(trust) == TRUST


def test_the_file_says_what_it_was_made_from_and_how_good_it_is() -> None:
    value = shipped()
    assert "training.decide" in str(value["what"])
    assert len(str(value["data_sha256"])) == 64
    scores = value["scores"]
    assert isinstance(scores, dict)
    assert all("ECE" in line for line in scores.values())


def test_weights_are_finite_and_the_threshold_is_a_chance() -> None:
    found = weights()
    assert 0.0 < found.least < 1.0
    assert np.isfinite(found.trust).all()
    assert all(np.isfinite(look.line).all() for look in found.looks)


def test_a_column_without_a_weight_is_told() -> None:
    value = shipped()
    trust = value["trust"]
    assert isinstance(trust, dict)
    trust.pop("always")
    with pytest.raises(KeyError, match="always"):
        weights_of(value)
