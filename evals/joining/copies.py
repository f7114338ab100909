"""How many copies and versions are found on gva and ecbplus, and of how many pairs that share enough they are.

    python -m evals.joining.copies [--read N]

For each set: the links by rule and overlap, with how many join reports of one happening (what joins two is page
furniture or a mistake); then, of the reports whose nearest earlier report within a month shares at least 0.3 of the
runs of the shorter one by a count over all pairs, how many have a link. ``--read N`` prints N pairs, evenly over the
overlaps, with what they share and what not, to be read beside each other. ecbplus has no dates: all is of one day.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any

from karez.model.canonical import digest_text
from karez.model.record import ReportRecord
from karez.resolve.copies import DAY, DAYS_APART, VERSION, copies, told_first
from karez.resolve.runs import runs_of
from karez.resolve.told import day_number
from training.joining.data import ecbplus, reports

_SHOWN, _MOST = 12, 200
Record = Mapping[str, Any]
ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d+/")


def records(rows: Iterable[Record]) -> list[ReportRecord]:
    """The rows of a set as reports of a ledger; each became known on its day."""
    made = []
    for row in rows:
        known = (day_number(row.get("published")) or 0) * DAY
        url = ARCHIVED.sub("", row.get("uri") or "") or None
        text = row["text"]
        made.append(ReportRecord(row["id"], digest_text(text), text, row["id"], known, known, url=url))
    return made


def found(made: Sequence[ReportRecord], happening: Mapping[str, str]) -> Iterator[tuple[str, str, float, int, int]]:
    """Yield kind, rule and overlap of links, cut to tenths, how many there are, and how many are of one happening."""
    links, one = Counter[tuple[str, str, float]](), Counter[tuple[str, str, float]]()
    for report, link in copies(made).items():
        key = (link.kind.value, link.rule, int(link.overlap * 10) / 10)
        links[key] += 1
        one[key] += happening[report] == happening[link.of]
    for key, count in sorted(links.items()):
        yield (*key, count, one[key])


def recall(made: Sequence[ReportRecord]) -> tuple[int, int]:
    """How many reports have a link of those that have an earlier one near enough in words and time.

    These are found by a count over all pairs, without those of the same text and runs of more than 200 reports.
    """
    runs = {one.id: runs_of(one.text or "") for one in made}
    by_id = {one.id: one for one in made}
    holders: dict[int, list[str]] = defaultdict(list)
    for name, own in runs.items():
        for run in own:
            holders[run].append(name)
    shared = Counter(pair for names in holders.values() if len(names) <= _MOST for pair in combinations(names, 2))
    wanted = set()
    for pair, count in shared.items():
        one, other = sorted((by_id[name] for name in pair), key=told_first)
        near = other.known_from - one.known_from <= DAYS_APART * DAY and one.text_sha256 != other.text_sha256
        if near and count >= VERSION * min(len(runs[one.id]), len(runs[other.id])):
            wanted.add(other.id)
    return len(wanted & set(copies(made))), len(wanted)


def beside(text: str, earlier: str) -> str:
    """Two texts as one line: in brackets what both have, else what only the later (A) or the earlier (B) has."""
    one, other = text.split(), earlier.split()
    parts = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(f"[{b - a}: {_short(one[a:b])}]")
        else:
            parts.append(f"{{A {_short(one[a:b])} | B {_short(other[c:d])}}}")
    return " ".join(parts)


def _short(words: Sequence[str]) -> str:
    return " ".join(words if len(words) <= _SHOWN else [*words[: _SHOWN - 3], "…", *words[-3:]])


def report(title: str, rows: Sequence[Record], happening: Mapping[str, str], read: int) -> None:
    """Print the figures of a set, and some pairs to read."""
    made = records(rows)
    print(f"{title}: {len(made)} reports")
    for kind, rule, least, count, one in found(made, happening):
        print(f"  {kind:<11}{rule:<16}{least:>4.1f}{count:>5} links, {one} of one happening")
    hits, asked = recall(made)
    print(f"  of {asked} reports that share {VERSION} or more with an earlier one {hits} have a link")
    texts = {one.id: one.text or "" for one in made}
    links = sorted(copies(made).items(), key=lambda item: (item[1].overlap, item[0]))
    for name, link in links[:: max(len(links) // read, 1)][:read] if read else ():
        print(f"\n{link.kind} {link.overlap} {link.rule}: {name}, {link.of}\n{beside(texts[name], texts[link.of])}")


def main() -> None:
    """Print the figures of both sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--read", type=int, default=0, help="print so many pairs of each set")
    asked = parser.parse_args()
    rows = reports()
    report("gva", rows, {row["id"]: row["incident_id"] for row in rows}, asked.read)
    foreign = ecbplus()
    report("ecbplus", foreign, {row["id"]: row["subtopic"] for row in foreign}, asked.read)


if __name__ == "__main__":
    main()
