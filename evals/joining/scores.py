"""Scores of a clustering against a gold one: B-cubed, CEAF-e (phi4) and pairwise F1."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

Labels = Sequence[Hashable]


def f1(precision: float, recall: float) -> float:
    """The harmonic mean; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def b_cubed(found: Labels, gold: Labels) -> float:
    """B-cubed F1 (Bagga and Baldwin 1998)."""
    of_found, of_gold, both = Counter(found), Counter(gold), Counter(zip(found, gold, strict=True))
    precision = sum(n * n / of_found[a] for (a, _), n in both.items()) / len(found)
    recall = sum(n * n / of_gold[b] for (_, b), n in both.items()) / len(found)
    return f1(precision, recall)


def pairwise(found: Labels, gold: Labels) -> float:
    """F1 over the pairs that lie in one cluster."""
    pairs = [
        sum(n * (n - 1) // 2 for n in Counter(one).values()) for one in (found, gold, zip(found, gold, strict=True))
    ]
    return 2 * pairs[2] / (pairs[0] + pairs[1]) if pairs[0] + pairs[1] else 0.0


def ceaf_e(found: Labels, gold: Labels) -> float:
    """Entity-based CEAF F1 with phi4, the overlap F1 of two clusters, under the best one-to-one pairing (Luo 2005)."""
    of_found, of_gold, both = Counter(found), Counter(gold), Counter(zip(found, gold, strict=True))
    similar = {pair: 2 * n / (of_found[pair[0]] + of_gold[pair[1]]) for pair, n in both.items()}
    best = sum(_best(part, similar) for part in _parts(list(similar)))
    return f1(best / len(of_found), best / len(of_gold))


def _parts(pairs: Sequence[tuple[Hashable, Hashable]]) -> list[list[tuple[Hashable, Hashable]]]:
    """The pairs by connected part, so that each part is solved by itself."""
    beside: dict[tuple[int, Hashable], list[tuple[Hashable, Hashable]]] = defaultdict(list)
    for pair in pairs:
        beside[0, pair[0]].append(pair)
        beside[1, pair[1]].append(pair)
    seen: set[tuple[Hashable, Hashable]] = set()
    parts = []
    for pair in pairs:
        todo, part = [pair], []
        while todo:
            one = todo.pop()
            if one not in seen:
                seen.add(one)
                part.append(one)
                todo += [*beside[0, one[0]], *beside[1, one[1]]]
        if part:
            parts.append(part)
    return parts


def _best(part: Sequence[tuple[Hashable, Hashable]], similar: dict[tuple[Hashable, Hashable], float]) -> float:
    rows = {name: n for n, name in enumerate(dict.fromkeys(a for a, _ in part))}
    columns = {name: n for n, name in enumerate(dict.fromkeys(b for _, b in part))}
    matrix = np.zeros((len(rows), len(columns)))
    for a, b in part:
        matrix[rows[a], columns[b]] = similar[a, b]
    return float(matrix[linear_sum_assignment(matrix, maximize=True)].sum())
