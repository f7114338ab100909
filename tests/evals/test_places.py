"""The scorer of place names: pairs, distances, and figures that cannot flatter."""

from hypothesis import given, settings
from hypothesis import strategies as st

from evals.places import (
    PARTS,
    Name,
    exact,
    figure,
    overlap,
    pairs,
    part_of,
    right,
    score_marks,
    score_points,
)
from karez.model.geodesy import distance_km

spans = st.tuples(st.integers(0, 60), st.integers(1, 9)).map(lambda pair: (pair[0], pair[0] + pair[1]))
names = st.lists(spans, max_size=12).map(lambda found: [Name(start, end, "literal") for start, end in found])


def test_every_text_has_one_part_and_the_parts_have_the_sizes_they_say() -> None:
    parts = [part_of("lgl", f"lgl-{number}") for number in range(5000)]
    for part, numbers in PARTS.items():
        assert abs(parts.count(part) / 5000 - len(numbers) / 10) < 0.03


def test_kilometres_of_a_quarter_of_the_earth() -> None:
    assert abs(distance_km((0, 0), (0, 90)) - 10007.6) < 1
    assert distance_km((10, 20), (10, 20)) == 0


@settings(max_examples=500)
@given(names, names)
def test_pairs_are_one_to_one_and_fit(gold: list[Name], found: list[Name]) -> None:
    for fits in (exact, overlap):
        made = pairs(gold, found, fits)
        assert all(fits(a, b) for a, b in made)
        assert len({id(a) for a, _ in made}) == len(made) == len({id(b) for _, b in made})
    assert len(pairs(gold, found, exact)) <= len(pairs(gold, found, overlap))


@settings(max_examples=500)
@given(names)
def test_the_gold_itself_scores_one_and_nothing_found_scores_nought(gold: list[Name]) -> None:
    unique = list({(name.start, name.end): name for name in gold}.values())
    if unique:
        assert figure([score_marks(unique, unique)], "exact F1, all uses") == 1
        assert figure([score_marks(unique, [])], "exact F1, all uses") == 0


def test_a_name_found_and_not_resolved_is_wrong() -> None:
    gold = [Name(0, 6, "", (30.18, 67.0), "geonames:1167528"), Name(10, 15, "", None)]
    scored = score_points(gold, [Name(0, 6, "literal"), Name(10, 15, "literal", (1.0, 1.0), "x:y")])
    assert scored["resolved of found"] == (0, 1)
    assert scored["end to end F1"] == (0, 1), "a name over a mark without a point is left out"


def test_right_is_the_same_id_or_near() -> None:
    gold = Name(0, 6, "", (30.18, 67.0), "geonames:1")
    assert right(gold, Name(0, 6, "literal", (0.0, 0.0), "geonames:1"))
    assert right(gold, Name(0, 6, "literal", (31.0, 67.0), "geonames:2"))
    assert not right(gold, Name(0, 6, "literal", (32.0, 67.0), "geonames:2"))
    assert not right(gold, Name(0, 6, "literal"))


def test_demonyms_count_where_all_uses_count_and_not_among_the_told() -> None:
    gold = [Name(0, 6, "demonym")]
    scored = score_marks(gold, [Name(0, 6, "demonym")])
    assert scored["exact F1, all uses"] == (2, 2)
    assert scored["lenient F1, told"] == (0, 0)
    assert scored["use right"] == (1, 1)
