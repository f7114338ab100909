"""From sentences to links of the pack: read and laid together. All sentences are composed."""

from functools import cache

import pytest

from karez.analyse.access.lay_claims import lay_claims
from karez.atlas.atlas import Atlas
from karez.model.access import Laying, LinkScope, NotPlaced
from karez.model.report import Document
from karez.read.reader import Reader

SECTION, SERVICE, AREA, ROUTE = LinkScope.SECTION, LinkScope.SERVICE, LinkScope.AREA, LinkScope.ROUTE
# A line that tells of which region the roads are.
REGION = "State of the roads of Balochistan: Quetta, Kalat and Mastung.\n\n"


@cache
def atlas() -> Atlas:
    return Atlas.open()


@cache
def laid(text: str) -> Laying:
    document = Document(REGION + text, published="2026-02-03", lang="en")
    return lay_claims(Reader(atlas()).read(document).claims, atlas())


@pytest.mark.parametrize(
    ("text", "scope", "links"),
    [
        ("The N-25 is closed at Kalat.", SECTION, ["rd-n-25-surab--kalat", "rd-n-25-kalat--mangochar"]),
        (
            "The N-25 is restricted between Mastung and Kalat.",
            SECTION,
            ["rd-n-25-mangochar--mastung", "rd-n-25-kalat--mangochar"],
        ),
        (
            "The coastal highway is closed near Buzi Pass.",
            SECTION,
            ["rd-n-10-kund-malir--buzi-pass", "rd-n-10-buzi-pass--ormara"],
        ),
        (
            "The road from Turbat to Panjgur is blocked.",
            SECTION,
            ["rd-m-8-turbat--hoshab", "rd-n-85-hoshab--panjgur"],
        ),
        (
            "Lak Pass is blocked by a sit-in.",
            SECTION,
            ["rd-n-25-mastung--lak-pass", "rd-n-25-lak-pass--quetta", "rd-n-40-lak-pass--nushki"],
        ),
        (
            "All entry and exit points of Quetta were sealed.",
            AREA,
            ["rd-n-25-lak-pass--quetta", "rd-n-25-quetta--kuchlak", "rd-n-65-kolpur--quetta"],
        ),
        ("Trains to Quetta were suspended.", SERVICE, ["rl-ml-3-spezand--quetta", "rl-ml-3-quetta--bostan"]),
        (
            "The railway track near Mach was damaged by an explosion.",
            SECTION,
            ["rl-ml-3-ab-e-gum--mach", "rl-ml-3-mach--kolpur"],
        ),
        ("The N-30 is closed.", ROUTE, ["rd-n-30-basima--nal", "rd-n-30-nal--khuzdar"]),
        ("The N-25 is blocked 35 km north of Khuzdar.", SECTION, ["rd-n-25-khuzdar--surab"]),
    ],
)
def test_a_sentence_lies_on_its_links(text: str, scope: LinkScope, links: list[str]) -> None:
    found = laid(text)
    assert found.unplaced == ()
    (one,) = found.laid
    assert (one.scope, [link.split(":")[1] for link in one.links]) == (scope, links)
    assert one.reason


def test_five_roads_and_three_states_of_one_sentence_lie_on_five_roads() -> None:
    text = (
        "The N-65, N-70 and N-40 are open for all kinds of traffic, N-25 is closed at Kalat "
        "while M-8 is open for light traffic only."
    )
    found = laid(text)
    assert found.unplaced == ()
    roads = [{link.split(":")[1][:6].rstrip("-") for link in one.links} for one in found.laid]
    assert roads == [{"rd-n-6"}, {"rd-n-7"}, {"rd-n-4"}, {"rd-n-2"}, {"rd-m-8"}]
    assert [one.scope for one in found.laid] == [ROUTE, ROUTE, ROUTE, SECTION, ROUTE]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The N-99 is closed.", NotPlaced.UNKNOWN_ROAD),
        ("The Ghost Highway is closed.", NotPlaced.UNKNOWN_ROAD),
        ("The N-40 is closed at Turbat.", NotPlaced.NOT_THERE),
        ("Power supplies are suspended in five districts.", NotPlaced.NO_PLACE),
    ],
)
def test_what_cannot_be_placed_is_listed(text: str, code: NotPlaced) -> None:
    found = laid(text)
    assert found.laid == ()
    assert [one.code for one in found.unplaced] == [code]
