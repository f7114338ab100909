"""Which pairs of reports are looked at, and the declared comparisons of a pair.

A comparison gives a number; the weights file cuts it into levels. A negative number means: one of the two does not
tell. Rarities are sums of inverse document frequencies over what both share (see ``background``).
"""

from collections.abc import Callable, Sequence

import numpy as np

from karez.resolve.vectors import Floats, Ints, Sketch, Vectors, together

# Each report is compared with so many others, those with which it shares the rarest words.
MOST_CANDIDATES = 40
_ROWS = 256
UNTOLD = -1.0


def candidates(vectors: Vectors) -> tuple[Ints, Ints]:
    """Return the pairs (left < right) that are worth comparing: at most 40 partners sought by each report."""
    count = len(vectors.sketches)
    pairs: set[tuple[int, int]] = set()
    for first in range(0, count, _ROWS):
        rows = slice(first, min(first + _ROWS, count))
        near = (
            vectors.words[rows] @ vectors.words.T
            + vectors.names[rows] @ vectors.names.T
            + vectors.pairs[rows] @ vectors.pairs.T
        ).tocsr()
        near.sort_indices()
        for row in range(near.shape[0]):
            here = slice(near.indptr[row], near.indptr[row + 1])
            order = np.argsort(-near.data[here], kind="stable")[: MOST_CANDIDATES + 1]
            mine = first + row
            pairs |= {(min(mine, int(c)), max(mine, int(c))) for c in near.indices[here][order] if c != mine}
    made = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return made[:, 0], made[:, 1]


def compared(vectors: Vectors, left: Ints, right: Ints) -> dict[str, Floats]:
    """Return the value of every comparison for every pair, by the name that it has in the weights file."""
    pairs = [(vectors.sketches[a], vectors.sketches[b]) for a, b in zip(left.tolist(), right.tolist(), strict=True)]
    found = {
        "words": together(vectors.words, left, right),
        "names": together(vectors.names, left, right),
        "pairs": together(vectors.pairs, left, right),
        "title": together(vectors.title, left, right),
        "lead words": together(vectors.lead_words, left, right),
        "lead names": together(vectors.lead_names, left, right),
        "rare names": together(vectors.shared_names, left, right),
        "rare pairs": together(vectors.shared_pairs, left, right),
        "rare numbers": together(vectors.shared_numbers, left, right),
        "rare lead names": together(vectors.shared_lead_names, left, right),
        "rare lead pairs": together(vectors.shared_lead_pairs, left, right),
        "blocks": together(vectors.blocks, left, right),
    }
    first, second = _known(vectors, left, right), _known(vectors, right, left)
    found["lead told by one"] = np.maximum(first, second)
    found["lead told by both"] = np.minimum(first, second)
    found["ages"] = _told(together(vectors.ages, left, right), pairs, lambda one: one.all.ages)
    found["places"] = _told(together(vectors.places, left, right), pairs, lambda one: one.places)
    found["days between reports"] = np.array([_apart(one, other) for one, other in pairs], dtype=np.float64)
    found["days between happenings"] = np.array([_nearest(one, other) for one, other in pairs], dtype=np.float64)
    found["days from happening to report"] = np.array([_crossed(one, other) for one, other in pairs], dtype=np.float64)
    found["shorter text"] = np.array(
        [min(sum(one.all.words.values()), sum(other.all.words.values())) for one, other in pairs], dtype=np.float64
    )
    # Sums of the same terms in another order differ in the last digits; no level may hang on these.
    return {name: np.round(values, 9) for name, values in found.items()}


def _known(vectors: Vectors, left: Ints, right: Ints) -> Floats:
    """The share, by rarity, of the names at the head of one report that stand anywhere in the other."""
    shared = together(vectors.lead_known, left, right, vectors.name_marks)
    whole = np.asarray(vectors.lead_known.sum(axis=1)).ravel()[left]
    return np.asarray(shared / np.maximum(whole, 5.0), dtype=np.float64)


def _told(values: Floats, pairs: Sequence[tuple[Sketch, Sketch]], of: Callable[[Sketch], object]) -> Floats:
    both = np.array([bool(of(one)) and bool(of(other)) for one, other in pairs], dtype=bool)
    return np.where(both, values, UNTOLD)


def _apart(one: Sketch, other: Sketch) -> float:
    return UNTOLD if one.day is None or other.day is None else float(abs(one.day - other.day))


def _nearest(one: Sketch, other: Sketch) -> float:
    if not one.days or not other.days:
        return UNTOLD
    return float(min(abs(a - b) for a in one.days for b in other.days))


def _crossed(one: Sketch, other: Sketch) -> float:
    """The days from what the later report tells back to the earlier report; news comes within a few days."""
    if one.day is None or other.day is None:
        return UNTOLD
    early, late = (one, other) if one.day <= other.day else (other, one)
    if not late.days or early.day is None:
        return UNTOLD
    return float(min(abs(early.day - day) for day in late.days))
