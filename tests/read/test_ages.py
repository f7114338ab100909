"""How old somebody is, a year and the one of "no one" are no tolls. Sentences are composed."""

import pytest

from karez.atlas.atlas import Atlas
from karez.model.claim import Toll
from karez.model.report import Document
from karez.read.learned.network import network
from karez.read.reader import Reader


def tolls(text: str, *, trained: bool) -> set[int | None]:
    reader = Reader(Atlas.open(), network() if trained else None)
    claims = reader.read(Document(text, published="2026-02-01", lang="en")).claims
    return {claim.body.best for claim in claims if isinstance(claim.body, Toll)}


@pytest.mark.parametrize("trained", [False, True], ids=["rules", "both"])
@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("The man, 28, later died at a hospital.", 28),
        ("A resident (34) was killed near the market.", 34),
        ("The victims, ages 17, 23 and 24, were shot.", 17),
        ("Two brothers aged 19 and 21 were killed.", 19),
        ("2016 Two children killed in the north.", 2016),
        ("No one died in the crash.", 1),
    ],
)
def test_a_number_that_counts_nobody_is_no_toll(text: str, never: int, trained: bool) -> None:
    assert never not in tolls(text, trained=trained)


@pytest.mark.parametrize("trained", [False, True], ids=["rules", "both"])
def test_a_count_between_commas_still_counts(trained: bool) -> None:
    assert 12 in tolls("At least 12 people, among them two children, were killed.", trained=trained)
    assert 120 in tolls("In the north, 120 people were killed.", trained=trained)
