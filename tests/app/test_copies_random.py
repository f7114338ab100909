"""Properties over resolve and reconcile together: copies never raise the number of independent origins."""

from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.canonical import digest_text
from karez.model.claim import Claim, Claimant, Toll
from karez.model.origin import Corroboration, independent
from karez.model.record import ClaimRecord, ReportRecord, View
from karez.model.text import Span
from karez.model.vocabulary import ClaimantClass, Harm, Qualifier, Realis
from karez.reconcile.item import items
from karez.resolve.origins import origins

HOUR = 3_600_000_000
CLASSES = {
    "officials": ClaimantClass.OFFICIAL,
    "residents": ClaimantClass.WITNESS,
    "sources": ClaimantClass.UNNAMED,
    "the Sample Wire": ClaimantClass.MEDIA,
}
# Each sentence says that five were killed, so that all claims speak for one number.
SENTENCES = (
    "On Monday evening five people were killed near the old mill, officials said in a short notice.",
    "At the customs post five people were killed before noon, residents who fled the place said by telephone.",
    "In the second attack five people were killed, the Sample Wire reported late from the harbour town.",
    "By the river five people were killed when the market was hit for the second time in a week.",
    "The toll is not final and five people were killed, sources said without giving any names or ranks.",
)
FOOT = ("", " (AFP)", "\n(With reporting by Sample Wire)")
PUBLISHERS = ("Sample Wire", "Example Daily", "Example Portal", None)


@dataclass(frozen=True)
class Printed:
    """A composed report: which sentences, by whom, when."""

    sentences: tuple[int, ...]
    foot: int
    publisher: str | None
    at: int


REPORTS = st.lists(
    st.builds(
        Printed,
        st.lists(st.integers(0, 4), min_size=1, max_size=4, unique=True).map(tuple),
        st.integers(0, 2),
        st.sampled_from(PUBLISHERS),
        st.integers(0, 40),
    ),
    min_size=1,
    max_size=5,
)


def report(number: int, one: Printed) -> tuple[ReportRecord, list[ClaimRecord]]:
    """A report with a claim in every sentence."""
    text = " ".join(SENTENCES[at] for at in one.sentences) + FOOT[one.foot]
    identity, known = f"rep-{number}", one.at * HOUR
    record = ReportRecord(identity, digest_text(text), text, "x", known, known, None, one.publisher, "media")
    claims = []
    for at in one.sentences:
        start = text.index(SENTENCES[at])
        said = text.index("five people were killed", start)
        by = next((words for words in CLASSES if words in SENTENCES[at]), None)
        spoken = text.index(by, start) if by else 0
        who = Claimant(Span.of(text, spoken, spoken + len(by)), None, CLASSES[by]) if by else None
        toll = Toll(Harm.KILLED, 5, 5, 5, Qualifier.EXACT)
        span = Span.of(text, said, said + len("five people were killed"))
        claims.append(
            ClaimRecord(Claim(f"clm-{number}-{at}", span, toll, Realis.ASSERTED, claimant=who), identity, known, known)
        )
    return record, claims


def counted(printed: list[Printed]) -> Corroboration:
    """How many independent origins tell the number."""
    made = [report(number, one) for number, one in enumerate(printed)]
    reports = tuple(sorted((record for record, _ in made), key=lambda one: (one.known_from, one.id)))
    view = View(99 * HOUR, 99 * HOUR, "0" * 64, reports, tuple(claim for _, claims in made for claim in claims))
    return independent(item.voice for item in items(view, origins=origins(view)))


@settings(max_examples=150)
@given(REPORTS, st.integers(0, 4), st.integers(0, 20), st.sampled_from((*PUBLISHERS[1:], "Example Times")))
def test_a_copy_never_raises_the_number_of_independent_origins(
    printed: list[Printed], which: int, later: int, publisher: str | None
) -> None:
    """A print by whom the text itself names as its source would be no copy but the original."""
    one = printed[which % len(printed)]
    copy = replace(one, publisher=publisher, at=one.at + 1 + later)
    before, after = counted(printed), counted([*printed, copy])
    assert after.origins <= before.origins
    assert after.prints == before.prints + 1


@settings(max_examples=100)
@given(REPORTS)
def test_what_is_counted_are_claims_that_share_neither_claimant_nor_origin(printed: list[Printed]) -> None:
    found = counted(printed)
    assert found.prints == len(printed) and found.origins >= 1
    assert len({one.claimant for one in found.voices}) == len({one.origin for one in found.voices}) == found.origins


def test_eighteen_reprints_are_one_origin() -> None:
    wire = Printed((0, 1, 3), 0, "Sample Wire", 0)
    prints = [replace(wire, publisher=f"Outlet {number}", at=number + 1) for number in range(18)]
    found = counted([wire, *prints])
    assert (found.origins, found.prints) == (1, 19)
