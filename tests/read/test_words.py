"""Word patterns in any case, clauses, and what makes a title. All sentences are composed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.read.kinds.clauses import clause_at, cuts_in
from karez.read.kinds.telling import is_heading, is_only_named, is_passive, is_table_head
from karez.read.kinds.things import merged, without_spots
from karez.read.lexicon import Words, small, words
from karez.read.sentences import Sentence, split
from tests.read.told import passage


@settings(max_examples=500)
@given(st.text(max_size=200))
def test_small_letters_keep_every_offset(text: str) -> None:
    made = small(text)
    assert len(made) == len(text)
    assert not set(made) & set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def test_a_letter_that_grows_in_small_keeps_the_offsets_after_it() -> None:
    text = "\u0130 KILLED"
    match = words(["killed"]).search(text)
    assert match is not None
    assert text[match.start() : match.end()] == "KILLED"


@pytest.mark.parametrize(
    ("listed", "text", "found"),
    [
        (["killed"], "They KILLED it", "KILLED"),
        (["4 X 4 vehicles"], "for 4 x 4 vehicles", "4 x 4 vehicles"),
        ([r"a\W{1,2}b"], "A--B", "A--B"),
        (["fell to"], "it fell\n to them", "fell\n to"),
        (["kill"], "they killed", None),
        (["kill"], "overkill", None),
    ],
)
def test_words_are_found_whole_and_in_any_case(listed: list[str], text: str, found: str | None) -> None:
    match = words(listed).search(text)
    assert (text[match.start() : match.end()] if match else None) == found


def test_named_groups_keep_their_names() -> None:
    match = Words(r"(?P<Kind>killed)|(?P<other>hurt)").search("HURT")
    assert match is not None
    assert match.lastgroup == "other"


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("A bomb went off, and two men were hurt.", "A bomb went off"),
        ("A bomb went off in Quetta, Gwadar, and Mastung.", "A bomb went off in Quetta, Gwadar, and Mastung"),
        ("A bomb went off; two men were hurt.", "A bomb went off"),
        ("A bomb went off while two men passed.", "A bomb went off"),
        ("A bomb went off, killing two men.", "A bomb went off"),
        (
            "A bomb went off in towns, including Quetta and Mastung.",
            "A bomb went off in towns, including Quetta and Mastung",
        ),
        ("For one month, bombing is banned.", "For one month, bombing is banned"),
        ("They pulled back—while a bomb went off.", "They pulled back"),
    ],
)
def test_a_clause_ends_where_another_thing_is_said(text: str, clause: str) -> None:
    (sentence,) = split(text)
    start, end = clause_at(text, sentence, sentence.start, sentence.start + 1)
    assert text[start:end] == clause


@settings(max_examples=500)
@given(st.text(alphabet=st.sampled_from("ab ,;:—-.and whilekilling\n"), min_size=1, max_size=200), st.data())
def test_a_clause_holds_what_was_asked_and_lies_in_its_sentence(text: str, data: st.DataObject) -> None:
    found = split(text)
    if not found:
        return
    sentence = data.draw(st.sampled_from(found))
    start = data.draw(st.integers(sentence.start, sentence.end - 1))
    first, last = clause_at(text, sentence, start, start + 1)
    assert sentence.start <= first <= start
    assert start < last <= sentence.end
    cuts = cuts_in(text, sentence.start, sentence.end)
    assert list(cuts) == sorted(cuts)


def only(text: str) -> tuple[str, Sentence]:
    return text, split(text)[0]


def test_titles_and_heads_of_tables() -> None:
    assert is_table_head(*only("Roads Damaged\n"))
    assert is_table_head(*only("Nature of damage (fully/ partially washed away)\n"))
    assert not is_table_head(*only("2 roads damaged\n"))
    assert not is_table_head(*only("The road was damaged\n"))
    assert is_heading(*only("The Siege of a Town\n\nThe road is closed."))
    assert not is_heading(*only("The road is closed."))


def test_passives_and_words_that_are_only_named() -> None:
    text = "The post was later attacked"
    assert is_passive(text, 0, text.index("attacked"))
    assert not is_passive("They attacked", 0, 5)
    text = "for fear of attacks"
    assert is_only_named(text, 0, text.index("attacks"))
    assert not is_only_named("after attacks", 0, 6)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The main road (N-10) is closed.", ["main road (N-10)"]),
        ("The road near the bridge is closed.", ["road"]),
        ("The road and the bridge are closed.", ["road", "bridge"]),
    ],
)
def test_things_as_a_sentence_names_them(text: str, names: list[str]) -> None:
    assets = without_spots(text, merged(text, passage(text).assets))
    assert [asset.span.quote for asset in assets] == names
