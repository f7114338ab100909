"""The baselines that joining is measured beside, on composed reports."""

from dataclasses import replace

from evals.joining.__main__ import invented, right
from evals.joining.baselines import Row, alone, day_and_city, row, tf_idf, windows, within
from karez.model.claim import Claim, Incident, Reading, TimeMention, Where
from karez.model.mention import Place
from karez.model.text import Span
from karez.model.vocabulary import IncidentType, Precision, Realis
from karez.resolve.told import Told
from tests.resolve.reports import some

HERE, NEAR, FAR = (30.0, 67.0), (30.1, 67.0), (31.0, 67.0)
ATTACK, BLAST = list(IncidentType)[:2]


def reading(point: tuple[float, float] | None, kind: IncidentType = ATTACK) -> Reading:
    place = Place("geonames:1", "Oakford", lat=point[0], lon=point[1]) if point else None
    where = Where(Span(0, 7, "Oakford"), place)
    return Reading("en", claims=(Claim("clm-x", Span(0, 7, "Oakford"), Incident(kind), Realis.ASSERTED, where=where),))


def test_windows_join_what_is_near_in_place_and_time_and_of_like_type() -> None:
    rows = [
        Row(HERE, 1, ATTACK),
        Row(NEAR, 2, None),
        Row(FAR, 2, ATTACK),
        Row(HERE, 9, ATTACK),
        Row(FAR, 9, BLAST),
        None,
    ]
    labels = within(rows, 25.0, 1)
    assert labels[0] == labels[1]  # 11 km, one day, and one of them tells no type
    assert len({labels[0], labels[2], labels[3], labels[5]}) == 4
    assert len(set(within([Row(HERE, 1, ATTACK), Row(HERE, 1, BLAST)], 25.0, 1))) == 2


def test_what_is_not_told_parts_nothing() -> None:
    assert len(set(within([Row(HERE, None, ATTACK), Row(HERE, 400, None)], 5.0, 0))) == 1
    assert len(set(within([None, None], 5.0, 0))) == 2
    assert within([], 5.0, 0) == []


def test_a_row_is_the_first_told_happening_with_a_point() -> None:
    told = Told("a", "Oakford", published="2025-03-04", reading=reading(HERE))
    made = row(told)
    assert made is not None and made.point == HERE and made.type is ATTACK and made.day == told.day
    assert row(replace(told, reading=reading(None))) is None
    denied = tuple(replace(one, realis=Realis.DENIED) for one in told.reading.claims)
    assert row(replace(told, reading=Reading("en", claims=denied))) is None


def test_the_day_that_is_told_goes_before_that_of_the_page() -> None:
    when = TimeMention(Span(0, 7, "Oakford"), "2025-03-01", "2025-03-01", Precision.DAY)
    claims = tuple(replace(one, when=when) for one in reading(HERE).claims)
    made = row(Told("a", "Oakford", published="2025-03-04", reading=Reading("en", claims=claims)))
    assert made is not None and made.day == Told("b", "", published="2025-03-01").day


def test_every_baseline_labels_every_report() -> None:
    told, gold = some(), ["x", "x", "x", "y"]
    assert len(set(alone(told))) == 4
    assert len(set(day_and_city(told))) == len(set(windows(told, gold))) == 4
    joined = tf_idf(told, gold)
    assert joined[0] == joined[2] != joined[3]


def test_tolls_are_compared_through_the_cluster_with_most_reports() -> None:
    labels, gold = ["1", "1", "2", "3", "3", "4"], ["x", "x", "x", "y", "y", "z"]
    truth = {"x": {"killed": 2, "injured": 0}, "y": {"killed": 0, "injured": 1}, "z": {"killed": 9, "injured": 9}}
    tolls = {"1": (2, 5), "2": (1, None), "3": (None, None), "4": (0, 0)}
    assert right(labels, tolls, gold, truth) == [(1, 1), (0, 1)]
    assert invented(labels, tolls, gold, truth) == [(0, 1), (1, 1)]
