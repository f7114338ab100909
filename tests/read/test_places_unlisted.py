"""Place names that no gazetteer holds: found by form and context, unresolved. Names and sentences are invented.

Most tests read without the tagger's weights: the rules must find such names alone.
"""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.atlas.atlas import Atlas
from karez.model.mention import PlaceMention
from karez.model.report import Document
from karez.model.vocabulary import PlaceUse
from karez.read.mentions import places
from karez.read.mentions.find import find_mentions
from karez.read.places import tagger as tagger_module
from karez.read.places.decide import Context
from karez.read.reader import Reader


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas.open()


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading as where the weights are missing."""
    monkeypatch.setattr(places, "can_find", lambda: False)


def unknown(atlas: Atlas, text: str) -> list[PlaceMention]:
    found = find_mentions(text, context=Context(), world=atlas).places
    return [place for place in found if place.place is None and place.score > 0]


def quotes(atlas: Atlas, text: str) -> list[str]:
    return [place.span.quote for place in unknown(atlas, text)]


@pytest.mark.usefixtures("rules")
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Fighters came into view near Qelmara.", ["Qelmara"]),
        ("Shells fell in Qelmara and Dorvane.", ["Qelmara", "Dorvane"]),
        ("They hit more than 12 locations, including Qelmara, Dorvane and Noskhal.", ["Qelmara", "Dorvane", "Noskhal"]),
        ("The road between Qelmara and Dorvane is cut.", ["Qelmara", "Dorvane"]),
        ("The mayor of Qelmara left.", ["Qelmara"]),
        ("He fled from Qelmara to Dorvane.", ["Qelmara", "Dorvane"]),
        ("Troops hold Tarveshan province.", ["Tarveshan"]),
        ("The Tarveshan airport is shut.", ["Tarveshan"]),
        ("Mines lie near the Buzkar pass.", ["Buzkar pass"]),
        ("They crossed the Osmer River.", ["Osmer River"]),
        ("QELMARA, Jan 31 - Fighters left.", ["QELMARA"]),
        ("Shells fell in Qelmara. Later Qelmara was calm.", ["Qelmara", "Qelmara"]),
        ("The town lies 12 km from Deir al-Qelma.", ["Deir al-Qelma"]),
        ("FIGHTERS LEFT THE TOWN OF QELMARA, IN TARVESHAN PROVINCE, YESTERDAY, THE ARMY REPORTED.",
         ["QELMARA", "TARVESHAN"]),
    ],
)  # fmt: skip
def test_a_name_is_a_place_by_what_stands_around_it(atlas: Atlas, text: str, names: list[str]) -> None:
    found = unknown(atlas, text)
    assert [place.span.quote for place in found] == names
    assert {place.use for place in found} == {PlaceUse.LITERAL}
    assert all(0 < place.score < 0.7 for place in found)


@pytest.mark.usefixtures("rules")
@pytest.mark.parametrize(
    "text",
    [
        "A statement from Minister Qelmara was read.",
        "In Parliament nobody spoke.",
        "In March nobody spoke.",
        "He bought a stake in Qelmara.",
        "In UNHAB nobody spoke.",
        "Any city would do.",
        "Talks between Qelmara and Dorvane failed.",
        "Qelmara said that it would rain. In Qelmara nobody believed it.",
        "The Labour Party met.",
        "However, nobody spoke.",
        "Troops of the Qelmara-led force left.",
        "They answered in English.",
    ],
)
def test_other_capitals_are_no_places(atlas: Atlas, text: str) -> None:
    assert quotes(atlas, text) == []


@pytest.mark.usefixtures("rules")
def test_what_the_text_calls_a_place_is_kept(atlas: Atlas) -> None:
    found = unknown(atlas, "In Qelmara district, in the province of Tarveshan, the town of Dorvane fell.")
    assert [(place.span.quote, place.kind) for place in found] == [
        ("Qelmara", "district"),
        ("Tarveshan", "province"),
        ("Dorvane", ""),
    ]


@pytest.mark.usefixtures("rules")
def test_another_spelling_in_a_country_of_the_text_is_resolved(atlas: Atlas) -> None:
    found = find_mentions("In Syria shells fell near Raqa.", context=Context(), world=atlas).places
    assert [(place.span.quote, place.place.country if place.place else None) for place in found] == [
        ("Syria", "SY"),
        ("Raqa", "SY"),
    ]


@pytest.mark.usefixtures("rules")
def test_a_name_inside_that_of_a_party_or_operation_is_embedded(atlas: Atlas) -> None:
    text = "The Syria Liberation Front began Operation Aleppo Dawn in Homs. Syria residents fled."
    found = find_mentions(text, context=Context(), world=atlas).places
    uses = [(place.span.quote, place.use.value) for place in found]
    assert uses == [("Syria", "embedded"), ("Aleppo", "embedded"), ("Homs", "literal"), ("Syria", "literal")]


WORDS = ["near ", "Qel-", "Qelmara", " and ", ", ", "the ", "Pass ", "city ", "between ", "’s ", "\n", "İ", "al-",
         "(X) ", "- "]  # fmt: skip


@settings(max_examples=500)
@given(st.text(max_size=80) | st.lists(st.sampled_from(WORDS), max_size=16).map("".join))
def test_any_text_gives_true_spans_in_order(text: str) -> None:
    mentions = find_mentions(text, context=Context(), world=WORLD)
    for kind in (mentions.places, mentions.actors, mentions.times, mentions.assets):
        last = 0
        for mention in kind:
            assert text[mention.span.start : mention.span.end] == mention.span.quote
            assert mention.span.start < mention.span.end
            assert last <= mention.span.start
            last = mention.span.start


WORLD = Atlas.open()


def test_a_reading_without_the_weights_says_so(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document("Shells fell in Quetta on Monday.", lang="en")
    assert Reader(atlas).read(document).notes == ()
    monkeypatch.setattr(tagger_module, "files", lambda _: Path("nowhere"))
    tagger_module.tagger.cache_clear()
    try:
        reading = Reader(atlas).read(document)
    finally:
        monkeypatch.undo()
        tagger_module.tagger.cache_clear()
    assert [note.code for note in reading.notes] == ["no-place-weights"]
    assert [place.span.quote for place in reading.mentions.places] == ["Quetta"]
