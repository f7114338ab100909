"""Retracting is as never having had it, from that time on, and before it nothing is changed."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.ledger.ledger import Ledger
from karez.ledger.values import Entry
from karez.model.claim import Claim, Incident, Reading, Status, Toll, Where
from karez.model.finding import Findings
from karez.model.identity import with_ids
from karez.model.mention import AssetMention, Place, TimeMention
from karez.model.record import Judgement
from karez.model.report import Capture, Document
from karez.model.text import Span
from karez.model.vocabulary import (
    AssetState,
    AssetType,
    Harm,
    IncidentType,
    Precision,
    Qualifier,
    Realis,
    Verdict,
)
from karez.reconcile.reconcile import reconcile
from tests.made import Ticks

ZONE, HOUR = "Asia/Karachi", 3_600_000_000
TOWNS = (
    Place("made:alpha", "Alpha", "town", "North", "Alpha", "XX101", "XX", 1.0, 1.0, 6.0),
    Place("made:beta", "Beta", "town", "North", "Beta", "XX102", "XX", 2.0, 2.0, 6.0),
)
SATURDAY = ("2026-01-31", "2026-02-01")


@dataclass(frozen=True)
class Told:
    """One sentence: a kind of claim, a number or state, and a town (or none)."""

    kind: str
    value: int
    town: int | None


@dataclass(frozen=True)
class Report:
    """A composed report: its outlet, the hour at which it was known, and its sentences."""

    outlet: int
    hour: int
    told: tuple[Told, ...]


TELLINGS = st.builds(
    Told, st.sampled_from(["toll", "toll", "road", "raid"]), st.integers(1, 4), st.sampled_from([None, 0, 1])
)
REPORTS = st.lists(
    st.builds(Report, st.integers(0, 2), st.integers(1, 30), st.lists(TELLINGS, min_size=1, max_size=3).map(tuple)),
    min_size=1,
    max_size=4,
)


def entry(number: int, report: Report) -> Entry:
    """What a ledger takes in of a report; every report has words of its own."""
    parts = [f"Report {number}, line {at}: the {one.kind} number {one.value}." for at, one in enumerate(report.told)]
    text = "\n".join(parts)
    drafts, start = [], 0
    for at, (part, one) in enumerate(zip(parts, report.told, strict=True)):
        drafts.append(_claim(f"c{at}", Span(start, start + len(part), part), one))
        start += len(part) + 1
    document = Document(text, publisher=f"Outlet {report.outlet}", publisher_class="media", lang="en")
    reading = Reading("en", claims=with_ids(document.report_id, drafts))
    capture = Capture(text.encode(), f"{number}.txt", number)
    return Entry(capture, document, reading, report.hour * HOUR, "test.v1", "p@1")


def _claim(key: str, words: Span, one: Told) -> Claim:
    place = None if one.town is None else Where(words, TOWNS[one.town])
    when = TimeMention(words, *SATURDAY, Precision.DAY)
    states = (AssetState.CLOSED, AssetState.OPEN, AssetState.RESTRICTED, AssetState.DAMAGED)
    body: Toll | Status | Incident = {
        "toll": Toll(Harm.KILLED, one.value, one.value, one.value, Qualifier.EXACT),
        "road": Status(AssetMention(words, "made:r-1", AssetType.ROAD), states[one.value - 1]),
        "raid": Incident(IncidentType.RAID),
    }[one.kind]
    return Claim(key, words, body, Realis.ASSERTED, when=when, where=place, reader="test.v1")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder in memory where the system has one."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as made:
        yield Path(made)


def ledger_of(folder: Path, name: str, entries: Sequence[Entry]) -> Ledger:
    for old in folder.glob(f"{name}.db*"):
        old.unlink()
    made = Ledger.create(str(folder / f"{name}.db"), timezone=ZONE, clock=Ticks())
    for one in entries:
        made.add(one)
    return made


def findings(ledger: Ledger, as_of: int) -> Findings:
    return reconcile(ledger.view(as_of=as_of), timezone=ZONE)


@given(reports=REPORTS, chosen=st.integers(0, 11), later=st.integers(0, 20), of_claim=st.booleans())
@settings(max_examples=max(100, settings().max_examples // 2))
def test_retracting_is_as_never_having_had_it(
    folder: Path, reports: list[Report], chosen: int, later: int, of_claim: bool
) -> None:
    entries = [entry(number, report) for number, report in enumerate(reports)]
    gone = entries[chosen % len(entries)]
    claim = gone.reading.claims[chosen % len(gone.reading.claims)].id
    at = gone.known_from + later * HOUR
    left = [replace(gone.reading, claims=tuple(one for one in gone.reading.claims if one.id != claim))]
    fewer = [one for one in entries if one is not gone] + ([replace(gone, reading=left[0])] if of_claim else [])
    with ledger_of(folder, "with", entries) as ledger, ledger_of(folder, "never", fewer) as never:
        times = [at - 1, at - HOUR, at, at + HOUR, at + 100 * HOUR]
        before = {time: findings(ledger, time) for time in times}
        report = gone.document.report_id
        subjects = (claim,) if of_claim else ()
        made = ledger.judge(Judgement(Verdict.RETRACT, subjects, "the outlet", "withdrawn", at, report=report))
        for time in times:
            assert findings(ledger, time) == (before[time] if time < at else findings(never, time))
            whole = ledger.view(as_of=time, recorded=made.recorded - 1)
            assert reconcile(whole, timezone=ZONE) == before[time]
        listed = {one.id: one.retracted for one in ledger.view(as_of=at).reports}
        assert listed[report] == (None if of_claim else at)
        ledger.judge(Judgement(Verdict.ACCEPT, subjects, "desk", "not this one", gone.known_from, report=report))
        assert [findings(ledger, time) for time in times] == [before[time] for time in times]
        assert ledger.verify() == ()
