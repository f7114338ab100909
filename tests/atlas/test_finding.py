"""Folding and matching as algebra: true offsets whatever the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.atlas.atlas import Atlas
from karez.atlas.fold import fold
from karez.atlas.geometry import clip, simplify
from karez.atlas.matcher import Case, Entry, Matcher
from karez.model.geodesy import distance_km

ANY = st.text(st.characters(), max_size=60)
FRAGMENTS = st.sampled_from(
    [
        "Quetta",
        "quetta",
        "Noshki",
        "N-10",
        "M-10",
        "BLA",
        "Gwadar",
        " district",
        "-",
        "\u2013",
        " ",
        "\n",
        "\u200f",
        "\u0301",
        "نوشکی",
        "ضلع ",
        "مند",
        "\ud800",
        "\x00",
        "highway",
        " line",
        "Mach",
        "and",
        ",",
        "İ",
        "\ufb01",
        "Hyderabad",
        "Syrian",
    ]
)
NAMES = st.from_regex(r"[^\W_]{1,8}([ -][^\W_]{1,8}){0,3}", fullmatch=True)
TEXTS = st.lists(st.one_of(FRAGMENTS, ANY), max_size=12).map("".join)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_any_text_gives_true_spans_in_order(text: str) -> None:
    atlas = _atlas()
    for matches in (atlas.gazetteer.find(text), atlas.actors.find(text), atlas.assets.find(text)):
        last = 0
        for match in matches:
            assert text[match.start : match.end] == match.quote != ""
            assert match.start >= last
            last = match.start
    for place in atlas.gazetteer.find(text):
        assert 0 <= place.unit_start <= place.start < place.end <= place.unit_end <= len(text)
        assert place.candidates


_OPENED: list[Atlas] = []


def _atlas() -> Atlas:
    if not _OPENED:
        _OPENED.append(Atlas.open())
    return _OPENED[0]


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_folding_keeps_offsets_and_is_stable(text: str) -> None:
    folded = fold(text)
    assert fold(folded.text).text == folded.text
    for start, end, word in folded.tokens():
        first, last = folded.span(start, end)
        assert 0 <= first < last <= len(text)
        assert fold(text[first:last]).text == word


@settings(max_examples=500, deadline=None)
@given(st.lists(NAMES, max_size=5), ANY)
def test_every_name_put_in_is_found_by_itself(names: list[str], other: str) -> None:
    matcher = Matcher([Entry(name, index, Case.ANY) for index, name in enumerate(names)])
    for index, name in enumerate(names):
        assert index in matcher.lookup(name)
        assert any(index in hit.values for hit in matcher.find(f"... {name}, ..."))
    for hit in matcher.find(other):
        assert other[hit.start : hit.end]


def test_dots_and_brackets_at_the_end_belong_to_the_name() -> None:
    matcher = Matcher([Entry("A.B.C.", 1, Case.EXACT), Entry("Corps (South)", 2)])
    text = "the A.B.C. and the Corps (South) met"
    assert [text[hit.start : hit.end] for hit in matcher.find(text)] == ["A.B.C.", "Corps (South)"]


def test_names_do_not_run_over_sentences_or_paragraphs() -> None:
    matcher = Matcher([Entry("Hub City", 1)])
    assert matcher.find("He left Hub. City police came.") == []
    assert matcher.find("Hub\n\nCity") == []
    assert len(matcher.find("Hub\nCity, Hub  City, Hub\u00a0City, Hub-City")) == 4


def test_case_rules() -> None:
    matcher = Matcher(
        [Entry("ABC", "exact", Case.EXACT), Entry("Alpha Beta", "title"), Entry("gamma delta", "any", Case.ANY)]
    )
    text = "abc ABC Abc; alpha beta, Alpha beta, ALPHA BETA; GAMMA delta"
    assert [text[hit.start : hit.end] for hit in matcher.find(text)] == [
        "ABC",
        "Alpha beta",
        "ALPHA BETA",
        "GAMMA delta",
    ]


def test_distance_of_a_quarter_meridian() -> None:
    assert distance_km((0, 0), (90, 0)) == pytest.approx(10007.5, abs=0.5)
    assert distance_km((10, 20), (10, 20)) == 0


POINTS = st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=2, max_size=12)


@settings(max_examples=500, deadline=None)
@given(POINTS)
def test_clipping_stays_inside_and_keeps_what_is_inside(points: list[tuple[int, int]]) -> None:
    line = [(float(x), float(y)) for x, y in points]
    runs = clip(line, (-5, -5, 5, 5))
    assert all(-5 - 1e-9 <= value <= 5 + 1e-9 for run in runs for point in run for value in point)
    assert clip(line, (-10, -10, 10, 10)) == [line]


@settings(max_examples=500, deadline=None)
@given(POINTS, st.floats(0, 5))
def test_simplifying_keeps_the_ends_and_only_drops(points: list[tuple[int, int]], tolerance: float) -> None:
    line = [(float(x), float(y)) for x, y in points]
    simple = simplify(line, tolerance)
    assert (simple[0], simple[-1]) == (line[0], line[-1])
    rest = iter(line)
    assert all(point in rest for point in simple)
