"""Places of no gazetteer, and namesakes that are far away. Sentences and names of villages are composed."""

from karez.model.mention import Place, PlaceMention
from karez.model.text import Span
from karez.model.vocabulary import PlaceUse
from karez.read.attribute.unlisted import Named, as_told, unlisted


def mention(quote: str, start: int, place: Place | None = None) -> PlaceMention:
    return PlaceMention(Span(start, start + len(quote), quote), place, 0.9, PlaceUse.LITERAL)


def town(name: str, country: str) -> Place:
    return Place(f"geonames:{len(name)}", name, "city", country=country, lat=1.0, lon=1.0)


def test_one_name_in_one_country_is_one_place_however_it_is_written() -> None:
    found = {unlisted(mention(words, 0), None, "ML") for words in ("Ulombe", "ULOMBE", "ulombe")}
    assert {place.id for place in found if place} == {"unlisted:ml.ulombe"}
    assert {place.name for place in found if place} == {"Ulombe"}


def test_without_a_country_a_name_stays_unresolved() -> None:
    assert unlisted(mention("Ulombe", 0), None, None) is None


def test_it_has_no_point_but_that_of_its_unit() -> None:
    unit = Place("geonames:1", "Mopti", "province", country="ML", lat=14.5, lon=-4.2, radius_km=90.0)
    inside, alone = unlisted(mention("Ulombe", 0), unit, None), unlisted(mention("Ulombe", 0), None, "ML")
    assert inside is not None
    assert alone is not None
    assert (inside.lat, inside.lon, inside.radius_km, inside.admin1) == (14.5, -4.2, 90.0, "Mopti")
    assert (alone.lat, alone.lon, alone.radius_km) == (None, None, None)


def test_a_name_of_other_letters_has_an_id_of_plain_ones() -> None:
    place = unlisted(mention("قرية", 0), None, "SY")
    assert place is not None
    assert place.id.isascii()
    assert place.name == "قرية"


def test_most_places_tell_the_country_and_else_the_nearest_of_the_sentence() -> None:
    malian = [mention("Gao", 0, town("Gao", "ML")), mention("Kidal", 50, town("Kidal", "ML"))]
    far = mention("Geneva", 100, town("Geneva", "CH"))
    assert Named.of([*malian, far]).country_at((90, 140), 120) == "ML"
    assert Named.of([malian[0], far]).country_at((90, 140), 120) == "CH"
    assert Named.of([malian[0], far]).country_at((200, 240), 220) is None


def test_a_namesake_in_a_country_of_which_nothing_is_told_strays() -> None:
    malian = [mention("Gao", 0, town("Gao", "ML")), mention("Kidal", 50, town("Kidal", "ML"))]
    far = mention("Sadda", 100, town("Sadda", "YE"))
    assert Named.of([*malian, far]).strays(far)
    assert not Named.of([*malian, far, mention("Aden", 150, town("Aden", "YE"))]).strays(far)
    assert not Named.of([malian[0], far]).strays(far)
    assert not Named.of([*malian, far]).strays(malian[0])


def test_a_transliterated_name_gives_way_to_the_word_of_the_report() -> None:
    place = town("Ḩamāh", "SY")
    told = as_told(mention("Hama", 0, place))
    assert told is not None
    assert (told.name, told.id) == ("Hama", place.id)
    accents = as_told(mention("Bogota", 0, town("Bogotá", "CO")))
    assert accents is not None
    assert accents.name == "Bogotá"
