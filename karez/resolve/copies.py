"""Copies and versions: reports that share whole runs of words, lie at one address or open with the same words.

Reports are sets of runs of five words. MinHash finds the pairs worth a look; the overlap that is shown is counted
exactly. A copy is nearly the same text, or a rewrite by another outlet that has half the runs of the shorter one; a
version has a part of them, or lies at the same address. Of a withheld report only the digest of its text is left: it
has copies of the very same text and nothing else.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import parse_qsl, urlsplit

from karez.model.canonical import digest_text
from karez.model.origin import Link, LinkKind, plain_name
from karez.model.record import ReportRecord
from karez.resolve.credits import address_noise
from karez.resolve.minhash import MOST, near
from karez.resolve.runs import runs_of
from karez.resolve.terms import plain

# Of the runs that either has; of those of the shorter one, by another outlet; of those of the shorter one.
COPY, REWRITE, VERSION = 0.8, 0.5, 0.3
# Reports that became known further apart are no versions of each other, unless they lie at one address.
DAYS_APART = 31
OPENING = 20
# So many runs that the nearest kin does not have lead to a further one: a text of two wires.
FURTHER = 10
DAY = 24 * 3_600_000_000


@dataclass(frozen=True, slots=True)
class _Print:
    report: ReportRecord
    runs: frozenset[int]
    opening: str
    address: str
    outlet: str


def told_first(report: ReportRecord) -> tuple[int, str]:
    """The order in which reports became known; of two at one time the smaller id goes first."""
    return (report.known_from, report.id)


def copies(reports: Iterable[ReportRecord]) -> dict[str, Link]:
    """Return for each report that has one the link to its nearest earlier kin, by report id.

    Links lead to earlier reports by ``told_first``, so they never run in circles.
    """
    found: dict[str, Link] = {}
    texts: dict[str, ReportRecord] = {}
    prints: list[_Print] = []
    for report in sorted(reports, key=told_first):
        same = _same_text(report, texts)
        if same is not None:
            tied = report.known_from == same.known_from
            found[report.id] = Link(same.id, LinkKind.COPY_OF, 1.0, "same-text", tied)
        # A print whose words are those of a withheld report stands in for it.
        if (same is None or same.text is None) and (one := _print(report)).runs:
            prints.append(one)
    for number, candidates in _candidates(prints):
        link = _nearest(prints, number, candidates)
        if link is not None:
            found.setdefault(prints[number].report.id, link)
    return dict(sorted(found.items()))


def overlap(report: ReportRecord, other: ReportRecord) -> float:
    """Return the share of the runs of the shorter of two reports that both have; 1.0 for one text, also a withheld."""
    if report.text_sha256 == other.text_sha256:
        return 1.0
    runs, others = runs_of(report.text or ""), runs_of(other.text or "")
    return round(len(runs & others) / max(min(len(runs), len(others)), 1), 3)


def outlet_of(report: ReportRecord) -> str:
    """Return what tells a report's outlet from others: its publisher, else the site where it lies, else itself."""
    if report.publisher:
        return plain_name(report.publisher)
    host = urlsplit(report.url or "").netloc.lower().removeprefix("www.")
    return f"site {host}" if host else f"report {report.id}"


def address(url: str | None) -> str:
    """Return what two addresses of one page share; empty for none and for the front page of a site."""
    parts = urlsplit(url or "")
    path = parts.path.rstrip("/")
    asked = sorted(one for one in parse_qsl(parts.query) if not one[0].lower().startswith(tuple(address_noise())))
    if not parts.netloc or not (path or asked):
        return ""
    host = parts.netloc.lower().removeprefix("www.").removesuffix(":80").removesuffix(":443")
    return f"{host}{path}{''.join(f'&{name}={value}' for name, value in asked)}"


def _same_text(report: ReportRecord, texts: dict[str, ReportRecord]) -> ReportRecord | None:
    """The earliest report of the same text, gaps aside; a text without words is none."""
    wording = " ".join(report.text.split()) if report.text is not None else None
    if wording == "":
        return None
    marks = [report.text_sha256] + ([digest_text(wording)] if wording else [])
    earlier = next((texts[mark] for mark in marks if mark in texts), None)
    for mark in marks:
        texts.setdefault(mark, earlier or report)
    return earlier


def _candidates(prints: Sequence[_Print]) -> Iterator[tuple[int, dict[int, str]]]:
    """For every print the earlier ones that may be its kin, each with what tells so."""
    pages: dict[str, list[int]] = {}
    openings: dict[str, list[int]] = {}
    for number, (one, shared) in enumerate(zip(prints, near([one.runs for one in prints]), strict=True)):
        found: dict[int, str] = dict.fromkeys(shared, "runs")
        if one.opening:
            found |= dict.fromkeys(openings.get(one.opening, ()), "same-opening")
            _enter(openings, one.opening, number)
        if one.address:
            found |= dict.fromkeys(pages.get(one.address, ()), "same-address")
            _enter(pages, one.address, number)
        yield number, found


def _enter(places: dict[str, list[int]], place: str, number: int) -> None:
    """Note a print: a crowded place keeps its first ones and the latest, since a page may change every hour."""
    held = places.setdefault(place, [])
    if len(held) < MOST:
        held.append(number)
    else:
        held[-1] = number


def _nearest(prints: Sequence[_Print], number: int, found: Mapping[int, str]) -> Link | None:
    """The link to the nearest earlier kin: at its address, else with the most runs, else the earliest."""
    one = prints[number]
    kin = {other: link for other, found_by in found.items() if (link := _kin(one, prints[other], found_by))}
    if not kin:
        return None
    shared = {other: len(one.runs & prints[other].runs) for other in kin}
    nearest = max(kin, key=lambda other: (kin[other].rule == "same-address", shared[other], -other))
    rest, also = one.runs - prints[nearest].runs, []
    for other in sorted(kin, key=lambda other: (-shared[other], other)):
        if len(rest & prints[other].runs) >= FURTHER:
            rest -= prints[other].runs
            also.append(prints[other].report.id)
    return replace(kin[nearest], also=tuple(also))


def _kin(one: _Print, other: _Print, found_by: str) -> Link | None:
    if found_by != "same-address" and abs(one.report.known_from - other.report.known_from) > DAYS_APART * DAY:
        return None
    shared = len(one.runs & other.runs)
    alike = shared / max(len(one.runs | other.runs), 1)
    part = shared / max(min(len(one.runs), len(other.runs)), 1)
    tied = one.report.known_from == other.report.known_from
    copy = partial(Link, other.report.id, LinkKind.COPY_OF, tied=tied)
    version = partial(Link, other.report.id, LinkKind.VERSION_OF, round(part, 3), tied=tied)
    if found_by == "same-address":
        return version("same-address")
    if alike >= COPY:
        return copy(round(alike, 3), "near-same-text")
    if part >= REWRITE and one.outlet != other.outlet:
        return copy(round(part, 3), "rewrite")
    if part >= VERSION:
        return version("shared-passages")
    return version("same-opening") if found_by == "same-opening" else None


def _print(report: ReportRecord) -> _Print:
    text = report.text or ""
    words = [word for word in map(plain, text.split(maxsplit=OPENING)[:OPENING]) if word]
    return _Print(
        report, runs_of(text), " ".join(words) if len(words) == OPENING else "", address(report.url), outlet_of(report)
    )
