"""Joining on gva beside baselines: clusters, and killed and injured after joining.

    python -m evals.joining READINGS.pickle

READINGS, of texts and titles, is what ``python -m training.joining.readings`` writes. ``held back`` are the incidents
that the weights have not seen (one in three), by themselves, so fewer reports lie close to each other than in all;
``first 1500`` are the first 1,500 reports in date order, two in three of them seen.
Baselines: every report alone; day and first city told;
average linkage on TF-IDF cosine, its threshold tuned on the scored reports themselves. A joined toll is right where it
equals the registry's, of incidents with two reports or more and a number that is not nought, through the cluster with
most of their reports.
"""

import hashlib
import pickle
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from evals.joining.scores import Labels, b_cubed, ceaf_e, pairwise
from karez.resolve.join import clusters
from karez.resolve.told import Told, places
from karez.resolve.vectors import Vectors, sketch
from training.joining.data import DATA, held_back, incidents, reports

FIRST = 1500
THRESHOLDS = np.arange(0.1, 0.5, 0.02)
Record = Mapping[str, Any]
Tolls = Mapping[str, tuple[int | None, int | None]]


def karez(told: Sequence[Told]) -> tuple[Labels, Tolls]:
    """What Karez says: the cluster of every report, and the tolls of the clusters."""
    found = clusters(told)
    of = {report: one.id for one in found for report in one.reports}
    return [of[one.id] for one in told], {one.id: (one.killed, one.injured) for one in found}


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


def invented(labels: Labels, tolls: Tolls, gold: Sequence[str], truth: Mapping[str, Record]) -> list[tuple[int, int]]:
    """For killed and injured, how many incidents of several reports where the registry has nought get a number."""
    members: dict[str, list[Any]] = defaultdict(list)
    for label, incident in zip(labels, gold, strict=True):
        members[incident].append(label)
    counted = []
    for number, harm in enumerate(("killed", "injured")):
        asked = [own for one, own in members.items() if len(own) > 1 and not truth[one][harm]]
        counted.append((sum(bool(tolls[Counter(own).most_common(1)[0][0]][number]) for own in asked), len(asked)))
    return counted


def right(labels: Labels, tolls: Tolls, gold: Sequence[str], truth: Mapping[str, Record]) -> list[tuple[int, int]]:
    """For killed and injured, how many joined tolls are right of how many."""
    members: dict[str, list[Any]] = defaultdict(list)
    for label, incident in zip(labels, gold, strict=True):
        members[incident].append(label)
    counted = []
    for number, harm in enumerate(("killed", "injured")):
        asked = [(own, truth[one][harm]) for one, own in members.items() if len(own) > 1 and truth[one][harm]]
        counted.append((sum(tolls[Counter(own).most_common(1)[0][0]][number] == n for own, n in asked), len(asked)))
    return counted


def table(title: str, rows: Sequence[Record], readings: Mapping[str, Any]) -> None:
    """Print the scores on some reports."""
    told = [Told(row["id"], row["text"], row["title"], row["published"], *readings[row["id"]]) for row in rows]
    gold = [row["incident_id"] for row in rows]
    labels, tolls = karez(told)
    systems = {
        "karez": labels,
        "singletons": list(range(len(told))),
        "day and city": day_and_city(told),
        "TF-IDF cosine": tf_idf(told, gold),
    }
    print(f"{title}: {len(rows)} reports, {len(set(gold))} incidents")
    print(f"  {'':<16}{'B-cubed':>9}{'CEAF-e':>9}{'pairwise':>9}")
    for name, own in systems.items():
        print(f"  {name:<16}{b_cubed(own, gold):>9.3f}{ceaf_e(own, gold):>9.3f}{pairwise(own, gold):>9.3f}")
    for harm, (hits, asked) in zip(("killed", "injured"), right(labels, tolls, gold, incidents()), strict=True):
        print(f"  {harm} right after joining: {hits} of {asked}, {hits / max(asked, 1):.3f}")
    for harm, (wrong, asked) in zip(("killed", "injured"), invented(labels, tolls, gold, incidents()), strict=True):
        print(f"  {harm} told where the registry has none: {wrong} of {asked}")


def main() -> None:
    """Print the tables."""
    readings = pickle.loads(Path(sys.argv[1]).read_bytes())
    digest = hashlib.sha256((DATA / "gva" / "reports.jsonl.gz").read_bytes()).hexdigest()
    print(f"gva reports, sha256 {digest[:12]}")
    rows = sorted(reports(), key=lambda row: (row["published"] or "", row["id"]))
    table("held back", [row for row in rows if held_back(row["incident_id"])], readings)
    table(f"first {FIRST}", rows[:FIRST], readings)


if __name__ == "__main__":
    main()
