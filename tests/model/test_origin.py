"""Independent origins: reprints and second outlets for one claimant are never counted twice."""

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from karez.model.origin import Origins, ReportOrigin, Stretch, Voice, independent, plain_name

VOICES = st.lists(
    st.builds(Voice, st.uuids().map(str), st.sampled_from("rstu"), st.sampled_from("abcd"), st.sampled_from("wxyz")),
    max_size=9,
)


def voice(claimant: str, origin: str, report: str = "r") -> Voice:
    """One claim."""
    return Voice(f"{claimant} {origin} {report}", report, claimant, origin)


def most_apart(voices: list[Voice]) -> int:
    """The most of these of which no two share a claimant or an origin, by trying all."""
    for size in range(len(voices), 0, -1):
        for some in combinations(voices, size):
            if len({one.claimant for one in some}) == len({one.origin for one in some}) == size:
                return size
    return 0


def test_eighteen_reprints_of_one_wire_are_one_origin_in_eighteen_prints() -> None:
    found = independent([voice(f"media:{n}", "wire", f"r{n}") for n in range(18)])
    assert (found.origins, found.prints) == (1, 18)


def test_one_claimant_in_several_outlets_is_one_origin() -> None:
    assert independent([voice("office", f"outlet {n}", f"r{n}") for n in range(3)]).origins == 1


def test_two_claimants_in_one_report_are_one_origin_and_in_their_own_statements_two() -> None:
    quoted = [voice("office", "wire"), voice("group", "wire")]
    assert independent(quoted).origins == 1
    assert independent([*quoted, voice("group", "group", "s")]).origins == 2


def test_a_claimant_moves_to_its_other_outlet_where_that_leaves_room_for_a_further_one() -> None:
    found = independent([voice("a", "x"), voice("a", "y"), voice("b", "x"), voice("c", "y"), voice("c", "z")])
    assert found.origins == 3
    assert [(one.claimant, one.origin) for one in found.voices] == [("a", "y"), ("b", "x"), ("c", "z")]


def test_nothing_told_is_no_origin() -> None:
    assert (independent([]).origins, independent([]).prints) == (0, 0)


def test_a_long_chain_of_claimants_is_counted_whole() -> None:
    chain = [voice(f"{n:04}", f"{at:04}") for n in range(1_500) for at in (n, n + 1)]
    assert independent(chain).origins == 1_500


@given(VOICES, st.randoms(use_true_random=False))
def test_the_count_is_the_most_that_stand_apart_in_any_order(voices: list[Voice], chance: random.Random) -> None:
    mixed = list(voices)
    chance.shuffle(mixed)
    found = independent(voices)
    assert independent(mixed) == found
    assert found.origins == most_apart(voices)
    assert len({one.claimant for one in found.voices}) == len({one.origin for one in found.voices}) == found.origins


@given(VOICES, st.data())
def test_a_copy_never_raises_the_count_and_a_further_claim_never_lowers_it(
    voices: list[Voice], data: st.DataObject
) -> None:
    before = independent(voices).origins
    if voices:
        copied = data.draw(st.sampled_from(voices))
        again = Voice(f"{copied.claim} again", "other", copied.claimant, copied.origin)
        assert independent([*voices, again]).origins == before
    assert before <= independent([*voices, voice("e", "new")]).origins <= before + 1


def test_a_span_has_the_origin_of_the_stretch_that_holds_most_of_it() -> None:
    stretches = (Stretch(0, 10, "wire", "a"), Stretch(10, 16, "post", "b"), Stretch(30, None, "wire", "a"))
    report = ReportOrigin("r", "own", "own", "a", "a", stretches=stretches)
    keys = [found.key if (found := report.stretch(span)) else None for span in ((2, 9), (8, 15), (8, 11), (14, 29))]
    assert keys == ["wire", "post", "wire", None]
    assert report.stretch((50, 60)) == stretches[2]
    assert ReportOrigin("r", "own", "own", "r", "r").stretch((0, 5)) is None


def test_an_outlet_is_known_by_its_plain_name() -> None:
    assert plain_name("The Sample-Wire (composed)") == "sample wire"
    assert Origins(outlets={"sample wire": "outlet:sample wire"}).outlet("the Sample Wire") == "outlet:sample wire"
    assert Origins().outlet("Example Daily") is None
