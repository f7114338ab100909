"""The composed sentences that the tagger of place names learns from."""

from pathlib import Path

import karez.read.places
from karez.model.vocabulary import PlaceUse
from karez.read.places.tokens import tokens
from training.composed import composed
from training.places import labels
from training.texts import LETTERS, Mark


def test_they_are_the_same_each_time() -> None:
    assert composed(2) == composed(2)


def test_no_blank_is_left_and_every_mark_is_a_name() -> None:
    for text in composed(2):
        assert not set("{}|") & set(text.text)
        for mark in text.marks:
            assert mark.start < mark.end <= len(text.text)
            assert not text.text[mark.start].isspace()
            assert PlaceUse(mark.use)


def test_every_use_is_taught() -> None:
    assert {mark.use for text in composed(1) for mark in text.marks} == set(LETTERS)


def test_labels_begin_once_and_go_on() -> None:
    text = "Aid reached New York on Monday."
    marks = [Mark(12, 20, "P", "literal")]
    assert labels(tokens(text), marks) == ["O", "O", "BP", "IP", "O", "O", "O"]


def test_a_mark_that_cuts_a_word_labels_the_word() -> None:
    assert labels(tokens("in Syrias north"), [Mark(3, 8, "P")]) == ["O", "BP", "O"]


def test_the_card_stands_beside_the_weights() -> None:
    folder = Path(karez.read.places.__file__).with_name("data")
    assert {"names.crfsuite", "uses.crfsuite", "card.json"} <= {path.name for path in folder.iterdir()}
