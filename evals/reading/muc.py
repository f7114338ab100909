"""The muc documents of the development part as cases: roles, tolls and types of one reading each.

The texts are handed in as they stand in the file, in upper case and with their line breaks.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from evals.reading import muc_roles, muc_tolls
from evals.reading.case import Case, Claims, Fault, Group, Item, Parts, most_pairs
from evals.reading.data import Record, is_open, records, sample
from evals.reading.muc_words import normal

SAMPLE = 600


def cases(part: str | None, every: bool) -> list[Case]:
    """The documents, or an even sample of them."""
    templates: dict[str, list[Record]] = defaultdict(list)
    for row in records("muc templates"):
        templates[row["doc_id"]].append(row)
    rows = sample(records("muc"), "muc", part, None if every else SAMPLE)
    return [
        Case(
            "muc",
            (Item("muc", row["id"], row["text"], None, row["published"]),),
            templates[row["id"]],
            is_open("muc", row["id"]),
        )
        for row in rows
    ]


def parts(case: Case, claims: Sequence[Claims]) -> Parts:
    """The parts of one document."""
    found = muc_roles.fillers(claims[0], case.items[0].text)
    roles = muc_roles.parts(muc_roles.entities(case.gold), found, has_template=bool(case.gold))
    return {**roles, **muc_tolls.parts(case.gold, claims[0])}


def faults(case: Case, claims: Sequence[Claims]) -> list[Fault]:
    """Role fillers that are missed or wrong, each where its string first stands; documents without a template: none."""
    if not case.gold:
        return []
    text = case.items[0].text
    gold, found = muc_roles.entities(case.gold), muc_roles.fillers(claims[0], text)
    made = []
    for role in muc_roles.ROLES:
        own = [filler for filler in found if filler.role == role]
        paired = most_pairs([[normal(f.quote) in e.strings for e in gold[role]] for f in own])
        hit, used = {column for _, column in paired}, {row for row, _ in paired}
        missed = [e for at, e in enumerate(gold[role]) if at not in hit and not e.optional]
        made += [_fault(f"- {role}", sorted(entity.strings)[0], text) for entity in missed]
        made += [_fault(f"+ {role}", normal(f.quote), text) for at, f in enumerate(own) if at not in used]
    return made


def _fault(note: str, words: str, text: str) -> Fault:
    found = re.search(r"\W+(?:(?:the|an?)\W+)?".join(map(re.escape, words.split())), text, re.IGNORECASE)
    return Fault(f"{note}: {words}", found.span() if found else None)


GROUP = Group("muc", (*muc_roles.ROWS, *muc_tolls.ROWS), cases, parts, faults)
