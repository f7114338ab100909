"""The forms by which names are told: runs, headlines, cues, offices."""

import pytest

from karez.brief.mask_forms import (
    RUN,
    headlines,
    is_acronym,
    is_cued,
    is_in_office,
    is_initial,
    is_institution,
    is_named,
    is_ordinary_form,
    lists,
    phrases,
    plain,
    stop_words,
    words_of,
)


def runs(text: str) -> list[str]:
    return [match.group() for match in RUN.finditer(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("saw Orlin Tarvek there", ["Orlin Tarvek"]),
        ("saw Orlin bin Tarvek there", ["Orlin bin Tarvek"]),
        ("saw al-Tarvek there", ["al-Tarvek"]),
        ("saw J. K. Tarvek there", ["J. K. Tarvek"]),
        ("saw Orlin\nTarvek there", ["Orlin", "Tarvek"]),
        ("saw Orlin, Tarvek there", ["Orlin", "Tarvek"]),
        ("saw Žorlin Ťarvek there", ["Žorlin Ťarvek"]),
        ("saw nobody there", []),
        ("eBay iPhone", []),
    ],
)
def test_runs_of_capitalised_words(text: str, found: list[str]) -> None:
    assert runs(text) == found


def test_a_word_ends_before_its_possessive() -> None:
    (run,) = RUN.finditer("Orlin Tarvek’s house")
    assert [(word.text, word.start, word.end) for word in words_of(run)] == [("Orlin", 0, 5), ("Tarvek", 6, 12)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Why the Westmark Army is Facing Strategic Paralysis", 1),
        ("POLICE POST ATTACKED IN NORVALE", 1),
        ("Armed men attacked a police post in Norvale.", 0),
        ("Norvale\nEstham", 0),
        ("The Human Toll: Twelve Killed\nOfficials said so on Monday morning.", 1),
        ("", 0),
    ],
)
def test_headlines(text: str, count: int) -> None:
    assert len(headlines(text)) == count


def test_a_headline_is_its_line() -> None:
    text = "It went on all day.\nTwelve People Killed There\nIt went on all night."
    ((start, end),) = headlines(text)
    assert text[start:end] == "Twelve People Killed There\n"


@pytest.mark.parametrize(
    "before", ["a man named ", "Mr ", "Mrs. ", "identified as ", "the body of ", "\nBy ", "called “", "son of\n"]
)
def test_words_after_which_a_name_comes(before: str) -> None:
    assert is_named(before)


@pytest.mark.parametrize("before", ["unnamed ", "the road by ", "in ", "a farmer ", ""])
def test_words_after_which_none_need_come(before: str) -> None:
    assert not is_named(before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("the farmer ", " fled"),
        ("Dr. ", " said"),
        ("", ", 34, fled"),
        ("", " (34) fled"),
        ("", ", aged 7, fled"),
        ("", "’s brother fled"),
        ("", "'s elder brother fled"),
        ("", ", a local teacher, fled"),
        ("", " was shot dead"),
        ("", ", who was killed,"),
        ("", " s/o Bresk"),
    ],
)
def test_cues(before: str, after: str) -> None:
    assert is_cued(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [("in ", ", 31 km away"), ("", "’s road"), ("", " was closed"), ("the ", ", the town"), ("", " 34")],
)
def test_no_cues(before: str, after: str) -> None:
    assert not is_cued(before, after)


@pytest.mark.parametrize(
    ("before", "after", "held"),
    [
        ("Governor ", " spoke", True),
        ("the chief minister, ", " spoke", True),
        ("", ", the chief minister, spoke", True),
        ("", ", the provincial home minister", True),
        ("former governor ", " spoke", False),
        ("ex-minister ", " spoke", False),
        ("late Chief Minister ", " spoke", False),
        ("a farmer ", " spoke", False),
        ("", ", the farmer, spoke", False),
        ("sub-governorate ", "", False),
    ],
)
def test_offices(before: str, after: str, *, held: bool) -> None:
    assert is_in_office(before, after) is held


def test_kinds_of_words() -> None:
    assert is_acronym("BLA")
    assert not is_acronym("ORLIN-TARVEK")
    assert is_initial("J.")
    assert not is_initial("Orlin")
    assert is_ordinary_form("mining")
    assert not is_ordinary_form("ahmed")
    assert plain("J. Orlin’s") == "j orlin"
    (run,) = RUN.finditer("the Norvale Police Department")
    assert is_institution(words_of(run)[-1])


def test_forms_of_a_known_name() -> None:
    assert phrases("The Sample Wire (composed)") == {"sample wire composed", "sample wire"}
    assert phrases("N-10") == {"n-10"}


def test_the_lists_hold_words_alone() -> None:
    """YAML reads a bare "no" or "on" as a truth value; every entry must be a word."""
    for name, entries in lists().items():
        assert all(isinstance(entry, str) for entry in entries), name
    assert {"no", "on", "the", "governor", "farmer"} <= stop_words()
