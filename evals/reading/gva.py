"""Killed and injured per news report and per incident, on the development half of gva.

``sum`` and ``max`` are the read-offs of measures.md; a report is asked for where the registry's number is not nought,
and no number is a miss. Fused, an incident of two or more reports is one case: ``last`` is the number of the latest
report that gives one, ``max`` the largest, ``median`` the lower median, all of the ``max`` read-off. Left open by
measures.md and chosen here: reports without a date come first, those of one day in file order; incidents in which no
report gives a number are misses. By ``--part``, a fused incident is unseen where any of its reports is.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from evals.reading.case import Case, Claims, Fault, Group, Item, Parts, Row, part_of
from evals.reading.data import Record, is_open, records, sample
from evals.reading.told import largest, roots, summed

HARMS = ("killed", "injured")
BARS = {"killed": 0.65, "injured": 0.60}
REPORTS, INCIDENTS = 800, 240
READ_OFFS = {"max": largest, "sum": summed}

ROWS = tuple(
    Row(f"news report: {harm} right, non-zero ({how})", BARS[harm], f"{harm} {how}")
    for harm in HARMS
    for how in READ_OFFS
)
FUSED_ROWS = tuple(
    Row(f"fused incident: {harm} right, non-zero ({how})", None, f"{harm} fused {how}")
    for harm in HARMS
    for how in ("last", "max", "median")
)


def fused(numbers: Sequence[int | None]) -> dict[str, int | None]:
    """The three joined numbers of the reports of one incident, the earliest first."""
    given = [number for number in numbers if number is not None]
    if not given:
        return {"last": None, "max": None, "median": None}
    return {"last": given[-1], "max": max(given), "median": sorted(given)[(len(given) - 1) // 2]}


def parts(case: Case, claims: Sequence[Claims]) -> Parts:
    """The parts of one report."""
    return {
        f"{harm} {how}": (float(read(claims[0], harm) == case.gold[harm]), 1)
        for harm in HARMS
        if case.gold[harm]
        for how, read in READ_OFFS.items()
    }


def fused_parts(case: Case, claims: Sequence[Claims]) -> Parts:
    """The parts of one incident."""
    made: dict[str, tuple[float, float]] = {}
    for harm in HARMS:
        if case.gold[harm]:
            joined = fused([largest(own, harm) for own in claims])
            made |= {f"{harm} fused {how}": (float(number == case.gold[harm]), 1) for how, number in joined.items()}
    return made


def faults(case: Case, claims: Sequence[Claims]) -> list[Fault]:
    """Every root toll of a report whose ``max`` read-off differs from the registry, and the missing number."""
    found = []
    for place, own in enumerate(claims):
        for harm in HARMS:
            wanted, number = case.gold[harm], largest(own, harm)
            if wanted and number != wanted:
                note = f"{harm} {number} for {wanted}"
                spans = [(toll["start"], toll["end"]) for toll in roots(own, harm)]
                found += [Fault(note, span, place) for span in spans] or [Fault(note, None, place)]
    return found


def _item(row: Record) -> Item:
    return Item("gva", row["id"], row["text"], row["title"], row["published"])


def _gold() -> Mapping[str, Record]:
    return {row["incident_id"]: row for row in records("gva incidents")}


def cases(part: str | None, every: bool) -> list[Case]:
    """The reports, or an even sample of them."""
    gold = _gold()
    rows = sample(records("gva"), "gva", part, None if every else REPORTS)
    return [Case("gva", (_item(row),), gold[row["incident_id"]], is_open("gva", row["id"])) for row in rows]


def fused_cases(part: str | None, every: bool) -> list[Case]:
    """The incidents with two reports or more, or an even sample of them."""
    by_incident: dict[str, list[Record]] = defaultdict(list)
    for row in records("gva"):
        by_incident[row["incident_id"]].append(row)
    several = [rows for rows in by_incident.values() if len(rows) > 1 and part in (None, _part(rows))]
    most = len(several) if every else min(INCIDENTS, len(several))
    chosen = [several[index * len(several) // most] for index in range(most)]
    gold = _gold()
    made = []
    for rows in chosen:
        ordered = sorted(rows, key=lambda row: row["published"] or "")
        is_shown = all(is_open("gva", row["id"]) for row in rows)
        made.append(Case("gva incidents", tuple(map(_item, ordered)), gold[rows[0]["incident_id"]], is_shown))
    return made


def _part(rows: Sequence[Record]) -> str:
    return "unseen" if any(part_of("gva", row["id"]) == "unseen" for row in rows) else "train"


GROUP = Group("gva", ROWS, cases, parts, faults)
FUSED = Group("fused", FUSED_ROWS, fused_cases, fused_parts, faults)
