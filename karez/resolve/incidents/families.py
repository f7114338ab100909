"""Which types of incident may be one happening told in other words, and what may have done a harm.

The table ``data/incident_families.csv`` gives every type, and every harm that is told of no incident, its families: two
are compatible where they share one. A type without families says nothing.
"""

import csv
from functools import cache
from importlib.resources import files

from karez.model.vocabulary import Harm, IncidentType


def families(kind: IncidentType | None, harm: Harm | None) -> tuple[str, ...]:
    """Return the families, sorted, of a type of incident, else of a harm; none for neither."""
    word = kind.value if kind else f"harm:{harm.value}" if harm else ""
    return _families().get(word, ())


@cache
def _families() -> dict[str, tuple[str, ...]]:
    text = files("karez.resolve").joinpath("data/incident_families.csv").read_text(encoding="utf-8")
    return {row["word"]: tuple(sorted(row["families"].split())) for row in csv.DictReader(text.splitlines())}
