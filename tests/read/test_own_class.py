"""Who "we" is: whoever publishes the statement."""

import pytest

from karez.model.vocabulary import ClaimantClass
from karez.read.attribute.speakers import own_class


@pytest.mark.parametrize(
    ("phrase", "publisher", "expected"),
    [
        ("We", "armed_group", ClaimantClass.ARMED_GROUP),
        ("our forces", "official", ClaimantClass.OFFICIAL),
        ("we", None, None),
        ("we", "no such class", None),
        ("the army", "armed_group", None),
        ("our earlier report", "media", None),
    ],
)
def test_we_is_whoever_publishes(phrase: str, publisher: str | None, expected: ClaimantClass | None) -> None:
    assert own_class(phrase, publisher) is expected
