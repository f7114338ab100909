"""A dull baseline on rows of claims: matching by windows of space and time and by taxonomies, the idea of MELTT.

Donnay, Dunford, McGrath, Backer and Cunningham (2019) match the rows of several event data sets: two rows of different
sets may be one event where both windows hold; of several, the pair that agrees most closely in its taxonomies is taken,
and an event has one row of a set at most. Here every report is a set. A row without a point is matched with none; where
a day is untold, the day counts on which the report could be known.
"""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import product

import numpy as np
from scipy.spatial import cKDTree

from evals.joining.baselines import DAYS, KILOMETRES
from evals.joining.claims import main_claims, view_of
from evals.joining.scores import Labels, b_cubed
from karez.resolve.incidents.row import ClaimRow, rows
from karez.resolve.told import Told


class Agreement(IntEnum):
    """How closely two rows agree in a taxonomy: the same, a wider class in common, one untold, or not at all."""

    SAME = 0
    WIDER = 1
    UNTOLD = 2
    NOT = 3


def matched_reports(told: Sequence[Told], gold: Labels) -> Labels:
    """Return the event of the main claim of each report, at the best of the windows; without a claim it is alone."""
    view = view_of(told)
    found = {row.id: row for row in rows(view)}
    mains = main_claims(view, [*found.values()])
    chosen = [found[claim] for claim in mains.values()]
    tried = [dict(zip(mains, matched(chosen, km, days), strict=True)) for km, days in product(KILOMETRES, DAYS)]
    return max(([of.get(one.id, one.id) for one in told] for of in tried), key=lambda labels: b_cubed(labels, gold))


def matched(claims: Sequence[ClaimRow], km: float, days: int) -> list[int]:
    """Return for each row the number of its event: the position of the first row in it."""
    labels = list(range(len(claims)))
    events = {position: [position] for position in labels}
    reports = {position: {row.report} for position, row in enumerate(claims)}
    for *_, one, other in sorted(_close(claims, km, days)):
        first, second = sorted((labels[one], labels[other]))
        if first != second and reports[first].isdisjoint(reports[second]):
            reports[first] |= reports.pop(second)
            joined = events.pop(second)
            events[first] += joined
            for position in joined:
                labels[position] = first
    return labels


def _close(claims: Sequence[ClaimRow], km: float, days: int) -> Iterator[tuple[int, float, int, str, str, int, int]]:
    """Yield the pairs within the windows: how closely they agree, km and days between them, their ids and positions."""
    located = [position for position, row in enumerate(claims) if row.x is not None]
    points = np.array([(claims[at].x, claims[at].y, claims[at].z) for at in located], dtype=np.float64).reshape(-1, 3)
    for a, b in cKDTree(points).query_pairs(km):
        one, other = sorted((located[a], located[b]), key=lambda at: claims[at].id)
        apart = _days_apart(claims[one], claims[other])
        types, actors = type_agreement(claims[one], claims[other]), actor_agreement(claims[one], claims[other])
        if claims[one].denied == claims[other].denied and apart <= days and types is not Agreement.NOT:
            km_apart = round(float(np.linalg.norm(points[a] - points[b])), 3)
            yield types + actors, km_apart, apart, claims[one].id, claims[other].id, one, other


def type_agreement(one: ClaimRow, other: ClaimRow) -> Agreement:
    """How closely two types agree: by the type, by its families."""
    if not one.families or not other.families:
        return Agreement.UNTOLD
    if one.type is not None and one.type == other.type:
        return Agreement.SAME
    return Agreement.NOT if set(one.families).isdisjoint(other.families) else Agreement.WIDER


def actor_agreement(one: ClaimRow, other: ClaimRow) -> Agreement:
    """How closely the parties agree: one in common, a wider one in common."""
    if not one.actors or not other.actors:
        return Agreement.UNTOLD
    if not set(one.actors).isdisjoint(other.actors):
        return Agreement.SAME
    wider = {*one.actors, *one.parents}.isdisjoint({*other.actors, *other.parents})
    return Agreement.NOT if wider else Agreement.WIDER


def _days_apart(one: ClaimRow, other: ClaimRow) -> int:
    """The days between two rows; 0 where their times overlap."""
    first, second = (
        (row.known, row.known) if row.day_from is None or row.day_to is None else (row.day_from, row.day_to)
        for row in (one, other)
    )
    return max(max(first[0], second[0]) - min(first[1], second[1]), 0)
