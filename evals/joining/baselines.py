"""What joining is measured beside: each report alone, day and city, TF-IDF cosine, windows of place, time and type.

What has a threshold takes the best of some, by B-cubed on the scored reports themselves: a kindness to the baseline.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from evals.joining.scores import Labels, b_cubed
from karez.model.claim import Incident
from karez.model.geodesy import Point, distance_km
from karez.model.vocabulary import IncidentType
from karez.resolve.told import Told, day_number, happenings, places
from karez.resolve.vectors import Vectors, sketch

THRESHOLDS = np.arange(0.1, 0.5, 0.02)
KILOMETRES = (5.0, 25.0, 50.0)
DAYS = (0, 1, 3, 7)


def alone(told: Sequence[Told]) -> Labels:
    """Every report its own happening."""
    return list(range(len(told)))


def day_and_city(told: Sequence[Told]) -> Labels:
    """One happening a day and first city; a report that tells no city is alone."""
    return [(one.published, min(found)) if (found := places(one.reading)) else one.id for one in told]


def tf_idf(told: Sequence[Told], gold: Labels) -> Labels:
    """Average linkage on the cosine of word vectors, at the best of the thresholds."""
    words = Vectors([sketch(one) for one in told]).words
    far = 1 - np.clip((words @ words.T).toarray(), 0, 1)
    np.fill_diagonal(far, 0.0)
    tree = linkage(squareform(far, checks=False), "average")
    tried = [fcluster(tree, 1 - threshold, "distance").tolist() for threshold in THRESHOLDS]
    return max(tried, key=lambda labels: b_cubed(labels, gold))


@dataclass(frozen=True, slots=True)
class Row:
    """A report as a row of an event data set: the first told happening with a point. ``day``: None, not known."""

    point: Point
    day: int | None
    type: IncidentType | None


def row(told: Told) -> Row | None:
    """Return the row of a report; None where no place with a point is told."""
    for claim in happenings(told.reading):
        place = claim.where.place if claim.where else None
        if place is None or place.lat is None or place.lon is None:
            continue
        day = day_number(claim.when.start) if claim.when and claim.when.start else None
        types = [one.body.type for one in happenings(told.reading) if isinstance(one.body, Incident)]
        return Row((place.lat, place.lon), told.day if day is None else day, types[0] if types else None)
    return None


def windows(told: Sequence[Told], gold: Labels) -> Labels:
    """Rows of like type within so many km and days are one happening, at the best of the windows (the idea of MELTT:
    Donnay, Dunford, McGrath, Backer and Cunningham 2019). What is not told parts nothing, but no place is alone.
    """
    rows = [row(one) for one in told]
    tried = [within(rows, km, days) for km, days in product(KILOMETRES, DAYS)]
    return max(tried, key=lambda labels: b_cubed(labels, gold))


def within(rows: Sequence[Row | None], km: float, days: int) -> list[Hashable]:
    """The label of each row where those within the windows are chained together."""
    pairs = [
        (a, b)
        for (a, one), (b, other) in combinations([(n, one) for n, one in enumerate(rows) if one is not None], 2)
        if _near(one, other, km, days)
    ]
    left, right = zip(*pairs, strict=True) if pairs else ((), ())
    graph = sparse.csr_matrix((np.ones(len(pairs)), (left, right)), shape=(len(rows), len(rows)))
    labels: list[Hashable] = connected_components(graph, directed=False)[1].tolist()
    return labels


def _near(one: Row, other: Row, km: float, days: int) -> bool:
    if one.day is not None and other.day is not None and abs(one.day - other.day) > days:
        return False
    if one.type is not None and other.type is not None and one.type is not other.type:
        return False
    # A degree of latitude is more than 100 km: what is plainly far need not be measured.
    return abs(one.point[0] - other.point[0]) * 100 <= km and distance_km(one.point, other.point) <= km
