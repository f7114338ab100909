"""Names in one list are of one sort. Texts composed for this test."""

import pytest

from karez.atlas.atlas import Atlas
from karez.model.mention import PlaceMention
from karez.read.mentions.find import find_mentions
from karez.read.places.decide import Context


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas.open()


def places(text: str, atlas: Atlas) -> dict[str, PlaceMention]:
    return {place.span.quote: place for place in find_mentions(text, context=Context(), world=atlas).places}


def test_a_region_among_towns_is_the_town_of_its_name(atlas: Atlas) -> None:
    found = places("War came to Mali. Rebels attacked Gao, Timbuktu and Kidal on Monday.", atlas)
    assert [found[name].place.kind for name in ("Gao", "Timbuktu", "Kidal")] == ["city"] * 3  # type: ignore[union-attr]
    assert found["Mali"].place is not None and found["Mali"].place.kind == "country"


def test_a_region_that_the_text_calls_so_stays_one(atlas: Atlas) -> None:
    found = places("War came to Mali. Rebels attacked Gao, Timbuktu and Kidal region on Monday.", atlas)
    assert found["Kidal"].place is not None and found["Kidal"].place.kind != "city"


def test_a_unit_told_after_its_town_stays_one(atlas: Atlas) -> None:
    found = places("Firms in Columbus, Ohio, Dayton and Toledo closed.", atlas)
    assert found["Ohio"].place is not None and found["Ohio"].place.kind != "city"
