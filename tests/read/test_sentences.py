"""Where sentences begin and end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.read.sentences import split


def cut(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One road is cut. Two are open.", ["One road is cut.", "Two are open."]),
        ("Gen. Staff met Dr. No. 7 there. It ended.", ["Gen. Staff met Dr. No. 7 there.", "It ended."]),
        ("It rose to 3.5 metres. It fell.", ["It rose to 3.5 metres.", "It fell."]),
        ("He asked: why? Nobody knew!", ["He asked: why?", "Nobody knew!"]),
        ("A TITLE\nThe road is cut.", ["A TITLE", "The road is cut."]),
        ("First part.\n\nSecond part", ["First part.", "Second part"]),
        ("“It is cut.” They left.", ["“It is cut.”", "They left."]),
        ("- one is cut\n- two is open", ["- one is cut", "- two is open"]),
        ("The U.S. army left. All went.", ["The U.S. army left.", "All went."]),
        ("They left at 6 p.m. on Monday.", ["They left at 6 p.m. on Monday."]),
        ("it was cut. the army left. all is quiet.", ["it was cut.", "the army left.", "all is quiet."]),
        ("It ended.Then it began again.", ["It ended.", "Then it began again."]),
        ("", []),
        ("  \n\t ", []),
    ],
)
def test_a_text_is_cut_at_its_stops(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_line_of_running_text_goes_on_in_the_next() -> None:
    text = "The road between the two towns in the north of the valley has been\nclosed since Monday."
    assert len(cut(text)) == 1


def test_a_sentence_far_too_long_is_cut_at_a_space() -> None:
    text = "word " * 3000
    pieces = cut(text)
    assert len(pieces) > 1
    assert all(len(piece) <= 4000 and not piece.startswith(" ") for piece in pieces)
    assert " ".join(pieces).split() == text.split()


def test_a_run_of_blanks_makes_no_sentence() -> None:
    assert cut("two" + " " * 9000 + "men") == ["two", "men"]


@settings(max_examples=500)
@given(st.text(alphabet=st.sampled_from("ab .!?\n\"'”’)]-–*\t1A,"), max_size=300))
def test_sentences_are_in_order_and_hold_every_word(text: str) -> None:
    end = 0
    for index, sentence in enumerate(split(text)):
        assert sentence.index == index
        assert end <= sentence.start < sentence.end <= len(text)
        assert text[end : sentence.start].strip() == ""
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        end = sentence.end
    assert text[end:].strip() == ""
