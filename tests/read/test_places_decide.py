"""Which place a name means: by the words beside it and the other names of the text. All texts are composed."""

import re
from dataclasses import dataclass
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.atlas.atlas import Atlas
from karez.model.mention import Place
from karez.model.vocabulary import PlaceUse
from karez.read.places.decide import Context, decide
from karez.read.places.decide_forms import forms_of, key_of
from karez.read.places.decide_ties import ties, unit_beside, unit_sorts
from karez.read.places.weigh_local import host_country, host_of


@dataclass(frozen=True, slots=True)
class Named:
    """A name that somebody else found."""

    start: int
    end: int
    use: PlaceUse = PlaceUse.LITERAL
    probability: float = 0.95


@cache
def atlas() -> Atlas:
    return Atlas.open()


def names(text: str, *quotes: str) -> list[Named]:
    """Every occurrence of the quotes in the text, in order; a longer one before one inside it."""
    listed = sorted(quotes, key=len, reverse=True)
    found = re.finditer(r"(?<!\w)(?:" + "|".join(map(re.escape, listed)) + r")(?!\w)", text)
    return [Named(match.start(), match.end()) for match in found]


def places(text: str, *quotes: str, context: Context | None = None) -> list[Place | None]:
    decided = decide(text, names(text, *quotes), context or Context(), atlas())
    return [place for place, _ in decided]


def told(place: Place | None) -> tuple[str | None, str | None] | None:
    return (place.admin1, place.country) if place else None


@pytest.mark.parametrize(
    ("text", "quotes", "expected"),
    [
        ("A store burned in Alexandria, Virginia, on Monday.", ("Alexandria", "Virginia"), ("Virginia", "US")),
        ("A store burned in Alexandria, Louisiana, on Monday.", ("Alexandria", "Louisiana"), ("Louisiana", "US")),
        ("A ferry left Alexandria, Egypt, on Monday.", ("Alexandria", "Egypt"), ("Alexandria", "EG")),
        ("The council of Paris, Texas, met on Monday.", ("Paris", "Texas"), ("Texas", "US")),
        ("The council of Paris met; France paid.", ("Paris", "France"), ("Île-de-France", "FR")),
        ("Shops closed in Hyderabad and Karachi in Sindh.", ("Hyderabad", "Karachi", "Sindh"), ("Sindh", "PK")),
        ("Shops closed in Hyderabad and Warangal, India.", ("Hyderabad", "Warangal", "India"), ("Telangana", "IN")),
    ],
)
def test_a_namesake_is_told_by_what_holds_it(
    text: str, quotes: tuple[str, ...], expected: tuple[str | None, str]
) -> None:
    assert told(places(text, *quotes)[0]) == expected


def test_two_namesakes_in_one_text_are_two_places() -> None:
    text = "Crews from Alexandria, Virginia, came to Alexandria, Louisiana, to help."
    found = places(text, "Alexandria", "Virginia", "Louisiana")
    assert [told(place) for place in found] == [("Virginia", "US")] * 2 + [("Louisiana", "US")] * 2


def test_a_bare_use_means_what_the_use_with_its_state_means() -> None:
    text = "The mayor of Paris, Texas, spoke. Later, the roads around Paris were shut."
    found = places(text, "Paris", "Texas")
    assert found[0] is not None
    assert found[2] == found[0]


@pytest.mark.parametrize(
    ("text", "quotes", "expected"),
    [
        (
            "Troops left Georgia for Armenia and Russia, Tbilisi said.",
            ("Georgia", "Armenia", "Russia", "Tbilisi"),
            "GE",
        ),
        (
            "Voters in Georgia and Alabama went to the polls; Atlanta was quiet.",
            ("Georgia", "Alabama", "Atlanta"),
            "US",
        ),
        ("Talks were held in Jordan with Syria and Iraq.", ("Jordan", "Syria", "Iraq"), "JO"),
    ],
)
def test_a_country_or_its_namesake(text: str, quotes: tuple[str, ...], expected: str) -> None:
    found = places(text, *quotes)[0]
    assert found is not None
    assert found.country == expected


@pytest.mark.parametrize(
    ("text", "quotes", "expected"),
    [
        ("Farmers in Punjab marched from Lahore and Multan.", ("Punjab", "Lahore", "Multan"), "PK"),
        ("Farmers in Punjab marched from Amritsar and Ludhiana.", ("Punjab", "Amritsar", "Ludhiana"), "IN"),
    ],
)
def test_a_province_of_two_countries_is_told_by_its_towns(text: str, quotes: tuple[str, ...], expected: str) -> None:
    found = places(text, *quotes)[0]
    assert found is not None
    assert found.country == expected


@pytest.mark.parametrize("name", ["Noshki", "Nushki", "Mach", "Machh", "Gwadar", "گوادر"])
def test_the_regional_pack_is_used_where_its_country_is_told(name: str) -> None:
    found = places(f"Reports from {name} and Quetta, Balochistan.", name, "Quetta", "Balochistan")[0]
    assert found is not None
    assert found.country == "PK"


def test_an_unknown_name_is_left_open() -> None:
    text = "The road to Qzyxwvut was shut."
    assert decide(text, names(text, "Qzyxwvut"), Context(), atlas()) == ((None, 0.0),)


def test_no_names_give_no_answers() -> None:
    assert decide("Nothing here.", [], Context(), atlas()) == ()


def test_the_order_of_the_places_of_a_list_does_not_matter() -> None:
    quotes = ("Springfield", "Chicago", "Peoria")
    first = places("Shops in Springfield, Chicago and Peoria closed.", *quotes)
    second = places("Shops in Peoria, Chicago and Springfield closed.", *quotes)
    assert first == second[::-1]
    assert told(first[0]) == ("Illinois", "US")


def test_other_names_for_a_name() -> None:
    assert list(forms_of("downtown St. Foo’s")) == [
        "downtown St. Foo’s",
        "downtown St. Foo",
        "downtown Saint Foo",
        "Saint Foo",
    ]
    assert key_of("  Ábc   Def’s") == "abc def"


def test_words_between_two_names_tell_what_holds_what() -> None:
    text = "Foo, Bar. Foo in Bar. Bar’s capital Foo. Foo and Bar."
    pairs = [
        (text[found[tie.inner].start : found[tie.inner].end], text[found[tie.outer].start : found[tie.outer].end])
        for found in [names(text, "Foo", "Bar")]
        for tie in ties(text, found)
    ]
    assert pairs == [("Foo", "Bar")] * 3


@pytest.mark.parametrize(
    ("text", "sort"),
    [("Foo County", "second"), ("the Foo River", "water"), ("province of Foo", "first"), ("Foo burned", None)],
)
def test_a_unit_word_beside_a_name(text: str, sort: str | None) -> None:
    number = unit_beside(text, names(text, "Foo")[0])
    assert (unit_sorts()[number - 1] if number else None) == sort


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://www.example.co.uk/a", "GB"),
        ("http://news.example.pk", "PK"),
        ("https://example.com/pk", None),
        ("example.tv", None),
        ("", None),
        (None, None),
    ],
)
def test_the_country_of_a_host(address: str | None, code: str | None) -> None:
    assert host_country(host_of(address)) == code


WORDS = st.sampled_from(
    [
        "Paris",
        "Texas",
        "Georgia",
        "Quetta",
        "Alexandria",
        "Springfield",
        "US",
        "گوادر",
        "Qzyxw",
        "the",
        "in",
        ",",
        "’s",
        "\n",
    ]
)


@settings(max_examples=500)
@given(st.lists(WORDS, max_size=14), st.sampled_from([None, "dawn.com", "https://x.co.uk/a", "::", "The Paris News"]))
def test_any_text_gets_places_of_its_names_or_none(words: list[str], publisher: str | None) -> None:
    text = " ".join(words)
    found = [Named(match.start(), match.end()) for match in re.finditer(r"\b(?!the\b|in\b)\w+", text)]
    context = Context(title=text[:20] or None, url=publisher, publisher=publisher)
    first = decide(text, found, context, atlas())
    assert first == decide(text, found, context, atlas())
    assert len(first) == len(found)
    for name, (place, score) in zip(found, first, strict=True):
        assert 0.0 <= score <= 1.0
        quote = text[name.start : name.end]
        known = [sense.place for form in forms_of(quote) for sense in atlas().gazetteer.senses(form)]
        assert place is None or place in known


def test_what_was_decided_before_does_not_matter() -> None:
    text = "Shops in Springfield and Chicago closed."
    alone = places(text, "Springfield", "Chicago")
    places("Shops in Springfield and Boston closed.", "Springfield", "Boston")
    assert places(text, "Springfield", "Chicago") == alone


def test_a_long_list_of_names_is_decided() -> None:
    text = ", ".join(["Paris", "Springfield", "San Jose", "Alexandria", "Georgia"] * 400)
    found = places(text, "Paris", "Springfield", "San Jose", "Alexandria", "Georgia")
    assert len(found) == 2000
    assert found == found[:5] * 400


def test_a_local_publisher_tells_which_namesake_is_meant() -> None:
    text = "The council of Arlington approved the plan."
    texas = places(text, "Arlington", context=Context(publisher="star-telegram.com"))
    virginia = places(text, "Arlington", context=Context(publisher="washingtonpost.com"))
    assert told(texas[0]) == ("Texas", "US")
    assert texas != virginia


def test_a_country_is_told_by_the_end_of_a_host() -> None:
    text = "Police in Hyderabad held two men."
    assert told(places(text, "Hyderabad", context=Context(url="https://news.example.pk/1"))[0]) == ("Sindh", "PK")
    assert told(places(text, "Hyderabad", context=Context(url="https://news.example.in/1"))[0]) == ("Telangana", "IN")


def test_a_name_with_a_unit_word_is_the_unit() -> None:
    text = "Schools in Quetta district and in Quetta city, Balochistan, were shut."
    district, city = (places(text, "Quetta", "Balochistan")[number] for number in (0, 1))
    assert district is not None
    assert city is not None
    assert (district.kind, city.kind) == ("district", "city")


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("A shooting in Hub, Kentucky, left two dead.", ("Hub", "Kentucky")),
        ("Police in Sui, Rome and Milan searched houses in Italy.", ("Sui", "Rome", "Milan", "Italy")),
        ("Afghan forces in Qalat, Zabul province, fought.", ("Qalat", "Zabul")),
    ],
)
def test_the_regional_pack_does_not_draw_names_of_other_countries_to_it(text: str, quotes: tuple[str, ...]) -> None:
    found = places(text, *quotes)[0]
    assert found is None or found.country != "PK"


@pytest.mark.parametrize(
    ("text", "quotes", "kind"),
    [
        ("Moscow and Brussels were told; Washington did not answer.", ("Moscow", "Brussels", "Washington"), "city"),
        ("Snow fell in Oregon and Washington.", ("Oregon", "Washington"), "province"),
    ],
)
def test_a_capital_or_its_namesake(text: str, quotes: tuple[str, ...], kind: str) -> None:
    use = PlaceUse.METONYMIC if kind == "city" else PlaceUse.LITERAL
    listed = [Named(name.start, name.end, use) for name in names(text, *quotes)]
    found = decide(text, listed, Context(), atlas())[-1][0]
    assert found is not None
    assert (found.kind, found.country) == (kind, "US")


def test_a_score_is_higher_where_the_text_tells_more() -> None:
    bare = decide("It burned in Springfield.", names("It burned in Springfield.", "Springfield"), Context(), atlas())
    text = "It burned in Springfield, Illinois."
    full = decide(text, names(text, "Springfield", "Illinois"), Context(), atlas())
    assert full[0][1] > bare[0][1]


def test_a_bare_name_of_a_town_and_the_unit_around_it_is_the_town() -> None:
    text = "Shops in Kano and Enugu, Nigeria, were shut; the governor of Kano state spoke."
    found = places(text, "Kano", "Enugu", "Nigeria")
    assert [place.kind if place else None for place in found] == ["city", "city", "country", "province"]


def test_a_unit_of_the_pack_is_the_same_with_its_unit_word() -> None:
    text = "Clashes broke out in Turbat and elsewhere in Kech district, Balochistan."
    district = places(text, "Turbat", "Kech district", "Balochistan")[1]
    assert district is not None
    assert district == atlas().gazetteer.lookup("Kech", unit="district")[0].place
