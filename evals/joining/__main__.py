"""Joining on gva and ecbplus beside baselines: clusters, and on gva killed and injured after joining.

    python -m evals.joining GVA.pickle [ECBPLUS.pickle]

The files, readings of texts and titles, are what ``python -m training.joining.readings`` writes. On gva ``held back``
are the incidents that the weights have not seen (one in three), by themselves, so fewer reports lie close to each other
than in all; ``first 1500`` are the first 1,500 reports in date order, two in three of them seen. ecbplus is foreign:
nothing was learnt from how it is grouped; all documents are one stream, those of one sub-topic tell of one happening.
It has neither titles nor dates. ``by claims`` joins claims into incidents and puts each report where its main claim
goes. A joined toll is right where it equals the registry's, of incidents with two reports or more and a number that is
not nought, through the cluster with most of their reports; ``told where the registry has none`` counts the others.
"""

import hashlib
import pickle
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.joining.baselines import alone, day_and_city, tf_idf, windows
from evals.joining.claims import by_claims
from evals.joining.matched import matched_reports
from evals.joining.scores import Labels, b_cubed, ceaf_e, pairwise
from karez.resolve.join import clusters
from karez.resolve.told import Told
from training.joining.data import DATA, ecbplus, held_back, incidents, reports

FIRST = 1500
HARMS = ("killed", "injured")
Record = Mapping[str, Any]
Tolls = Mapping[str, tuple[int | None, int | None]]


def karez(told: Sequence[Told]) -> tuple[list[str], Tolls]:
    """What Karez says: the cluster of every report, and the tolls of the clusters."""
    found = clusters(told)
    of = {report: one.id for one in found for report in one.reports}
    return [of[one.id] for one in told], {one.id: (one.killed, one.injured) for one in found}


def of_several(labels: Sequence[str], gold: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each incident of several reports with the cluster that has most of them."""
    members: dict[str, list[str]] = defaultdict(list)
    for label, incident in zip(labels, gold, strict=True):
        members[incident].append(label)
    for incident, own in members.items():
        if len(own) > 1:
            yield incident, Counter(own).most_common(1)[0][0]


def invented(
    labels: Sequence[str], tolls: Tolls, gold: Sequence[str], truth: Mapping[str, Record]
) -> list[tuple[int, int]]:
    """For killed and injured, how many incidents of several reports where the registry has nought get a number."""
    asked = [
        [bool(tolls[label][number]) for incident, label in of_several(labels, gold) if not truth[incident][harm]]
        for number, harm in enumerate(HARMS)
    ]
    return [(sum(told), len(told)) for told in asked]


def right(
    labels: Sequence[str], tolls: Tolls, gold: Sequence[str], truth: Mapping[str, Record]
) -> list[tuple[int, int]]:
    """For killed and injured, how many joined tolls are right of how many."""
    asked = [
        [tolls[label][number] == n for incident, label in of_several(labels, gold) if (n := truth[incident][harm])]
        for number, harm in enumerate(HARMS)
    ]
    return [(sum(told), len(told)) for told in asked]


def scored(title: str, told: Sequence[Told], gold: Labels) -> tuple[list[str], Tolls]:
    """Print the scores of Karez and of the baselines on some reports; return what Karez says."""
    labels, tolls = karez(told)
    systems: dict[str, Labels] = {
        "karez": labels,
        "karez, by claims": by_claims(told),
        "singletons": alone(told),
        "day and city": day_and_city(told),
        "windows": windows(told, gold),
        "matched rows": matched_reports(told, gold),
        "TF-IDF cosine": tf_idf(told, gold),
    }
    print(f"{title}: {len(told)} reports, {len(set(gold))} happenings")
    print(f"  {'':<16}{'B-cubed':>9}{'CEAF-e':>9}{'pairwise':>9}")
    for name, own in systems.items():
        print(f"  {name:<16}{b_cubed(own, gold):>9.3f}{ceaf_e(own, gold):>9.3f}{pairwise(own, gold):>9.3f}")
    return labels, tolls


def gva(title: str, rows: Sequence[Record], readings: Mapping[str, Any]) -> None:
    """Print the scores on some reports of gva."""
    told = [Told(row["id"], row["text"], row["title"], row["published"], *readings[row["id"]]) for row in rows]
    gold = [row["incident_id"] for row in rows]
    labels, tolls = scored(title, told, gold)
    for harm, (hits, asked) in zip(HARMS, right(labels, tolls, gold, incidents()), strict=True):
        print(f"  {harm} right after joining: {hits} of {asked}, {hits / max(asked, 1):.3f}")
    for harm, (wrong, asked) in zip(HARMS, invented(labels, tolls, gold, incidents()), strict=True):
        print(f"  {harm} told where the registry has none: {wrong} of {asked}")


def digest(path: Path) -> str:
    """The beginning of a file's sha256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def main() -> None:
    """Print the tables."""
    readings = pickle.loads(Path(sys.argv[1]).read_bytes())
    print(f"gva reports, sha256 {digest(DATA / 'gva' / 'reports.jsonl.gz')}")
    rows = sorted(reports(), key=lambda row: (row["published"] or "", row["id"]))
    gva("held back", [row for row in rows if held_back(row["incident_id"])], readings)
    gva(f"first {FIRST}", rows[:FIRST], readings)
    if len(sys.argv) > 2:
        foreign = pickle.loads(Path(sys.argv[2]).read_bytes())
        print(f"ecbplus documents, sha256 {digest(DATA / 'ecbplus' / 'docs.jsonl')}")
        told = [Told(row["id"], row["text"], reading=foreign[row["id"]][0]) for row in ecbplus()]
        scored("all", told, [row["subtopic"] for row in ecbplus()])


if __name__ == "__main__":
    main()
