"""From scored pairs to clusters: average linkage, so that one strong pair does not chain two happenings together.

Two clusters join while the mean log-odds between their members, pairs never looked at taken as ``UNSEEN``, is above the
limit of the weights file. The result does not depend on the order of the reports.
"""

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from karez.resolve.vectors import Floats, Ints

UNSEEN = -5.0
_MOST = 8.0
# Average linkage holds all pairs of a block; a larger block is split at stronger pairs first.
LARGEST = 2_000
_STEP = 1.0


def linked(count: int, left: Ints, right: Ints, scores: Floats, *, join: float) -> list[list[int]]:
    """Return the clusters of ``count`` reports, each sorted, in order of their first member."""
    blocks = _blocks(list(range(count)), (left, right, scores), join)
    block_of = {member: number for number, block in enumerate(blocks) for member in block}
    inside: list[list[tuple[int, int, float]]] = [[] for _ in blocks]
    for a, b, score in zip(left.tolist(), right.tolist(), scores.tolist(), strict=True):
        if block_of[a] == block_of[b]:
            inside[block_of[a]].append((a, b, score))
    clusters: list[list[int]] = []
    for block, pairs in zip(blocks, inside, strict=True):
        clusters += [block] if len(block) == 1 else _average(block, pairs, join)
    return sorted(clusters)


def _blocks(members: Sequence[int], pairs: tuple[Ints, Ints, Floats], limit: float) -> list[list[int]]:
    """Parts with no pair above ``limit`` between them: no join crosses them: a mean is at most its largest."""
    left, right, scores = pairs
    numbers = {member: number for number, member in enumerate(members)}
    kept = [
        (numbers[a], numbers[b])
        for a, b, score in zip(left.tolist(), right.tolist(), scores.tolist(), strict=True)
        if score > limit and a in numbers and b in numbers
    ]
    rows, columns = zip(*kept, strict=True) if kept else ((), ())
    graph = sparse.csr_matrix((np.ones(len(kept)), (rows, columns)), shape=(len(members), len(members)))
    _, labels = connected_components(graph, directed=False)
    parts: dict[int, list[int]] = {}
    for member, label in zip(members, labels.tolist(), strict=True):
        parts.setdefault(label, []).append(member)
    found: list[list[int]] = []
    for part in parts.values():
        if len(part) <= LARGEST:
            found.append(part)
        elif limit >= _MOST:  # copies of one another; no limit would part them
            found += [part[at : at + LARGEST] for at in range(0, len(part), LARGEST)]
        else:
            found += _blocks(part, pairs, limit + _STEP)
    return found


def _average(block: Sequence[int], pairs: Sequence[tuple[int, int, float]], join: float) -> list[list[int]]:
    numbers = {member: number for number, member in enumerate(block)}
    far = np.full((len(block), len(block)), _MOST - UNSEEN)
    for a, b, score in pairs:
        distance = _MOST - min(max(score, UNSEEN), _MOST)
        far[numbers[a], numbers[b]] = far[numbers[b], numbers[a]] = distance
    np.fill_diagonal(far, 0.0)
    labels = fcluster(linkage(squareform(far, checks=False), "average"), _MOST - join, "distance")
    parts: dict[int, list[int]] = {}
    for member, label in zip(block, labels.tolist(), strict=True):
        parts.setdefault(label, []).append(member)
    return list(parts.values())
