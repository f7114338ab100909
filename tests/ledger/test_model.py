"""Random histories: what the ledger shows at any pair of times is what a plain model of the rules says."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from karez.ledger.ledger import Ledger
from karez.ledger.values import Entry
from karez.model.claim import Claim, Reading, Toll
from karez.model.identity import with_ids
from karez.model.record import Judgement, View
from karez.model.report import Capture, Document
from karez.model.vocabulary import Verdict
from tests.made import Ticks, toll

REPORTS, POSITIONS, VARIANTS = 3, 3, 2
READERS = ("test.v1", "test.v2", "test.v3")
Key = tuple[int, int, int]  # report, position, variant


def _document(report: int) -> Document:
    sentences = [f"{10 + position} people were killed at post {position}." for position in range(POSITIONS)]
    return Document(" ".join(sentences), publisher=f"Sample Wire {report}", published="2026-02-01", lang="en")


def _claims() -> dict[Key, Claim]:
    """Every claim that a reader may find: at each position in two variants, which overlap."""
    found = {}
    for report in range(REPORTS):
        document = _document(report)
        for position in range(POSITIONS):
            for variant in range(VARIANTS):
                draft = toll(document.text, f"{10 + position} people were killed", 10 + position)
                body = draft.body
                assert isinstance(body, Toll)
                made = replace(draft, body=replace(body, best=10 + position - variant))
                found[report, position, variant] = with_ids(document.report_id, [made])[0]
    return found


CLAIMS = _claims()
KEYS = {claim.id: key for key, claim in CLAIMS.items()}


@dataclass(frozen=True)
class Add:
    report: int
    known_from: int
    found: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Reread:
    report: int
    reader: str
    found: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Judge:
    claim: Key
    verdict: Verdict
    later: int  # how long after the report was known
    value: int


@dataclass(frozen=True)
class JudgeReport:
    """A source takes back a report, or a person undoes that."""

    report: int
    verdict: Verdict
    later: int


Event = Add | Reread | Judge | JudgeReport
FOUND = st.frozensets(st.tuples(st.integers(0, POSITIONS - 1), st.integers(0, VARIANTS - 1)), max_size=4)
REPORT = st.integers(0, REPORTS - 1)
VERDICTS = st.sampled_from([Verdict.ACCEPT, Verdict.REJECT, Verdict.CORRECT, Verdict.RETRACT])
EVENTS = st.lists(
    st.builds(Add, REPORT, st.integers(1, 60), FOUND)
    | st.builds(Reread, REPORT, st.sampled_from(READERS), FOUND)
    | st.builds(Judge, st.sampled_from(sorted(CLAIMS)), VERDICTS, st.sampled_from([0, 0, 10, 30]), st.integers(50, 60))
    | st.builds(JudgeReport, REPORT, st.sampled_from([Verdict.ACCEPT, Verdict.RETRACT]), st.sampled_from([0, 10, 30])),
    min_size=1,
    max_size=10,
)


@dataclass
class State:
    """What some events come to, told forwards: which claims stand, their heirs, and what was said of each."""

    standing: set[Key] = field(default_factory=set)
    heirs: dict[Key, Key | None] = field(default_factory=dict)
    said: list[tuple[int, int, Judge]] = field(default_factory=list)  # known-from, number, what
    taken_back: dict[int, int] = field(default_factory=dict)  # reports, and since when

    def now(self, claim: Key) -> Key:
        while claim not in self.standing and self.heirs.get(claim):
            heir = self.heirs[claim]
            assert heir is not None
            claim = heir
        return claim

    def about(self, claim: Key) -> list[tuple[int, int, Judge]]:
        return [item for item in self.said if self.now(item[2].claim) == claim]

    def closed(self, claim: Key) -> int | None:
        """Since when a claim is closed by what was said of it or of its report."""
        closed = [at for at in (self.rejected(claim), self.taken_back.get(claim[0])) if at is not None]
        return min(closed, default=None)

    def rejected(self, claim: Key) -> int | None:
        since = None
        for known_from, _, item in self.about(claim):
            if item.verdict is Verdict.ACCEPT:
                since = None
            elif item.verdict is not Verdict.CORRECT:
                since = known_from if since is None else min(since, known_from)
        return since

    def best(self, claim: Key) -> int:
        corrections = [item for item in self.about(claim) if item[2].verdict is Verdict.CORRECT]
        last = max(corrections, key=lambda item: item[:2], default=None)
        return last[2].value if last else 10 + claim[1] - claim[2]

    def decided(self, claim: Key) -> bool:
        """Whether a person accepted or corrected the claim and it is not closed."""
        verdicts = [item.verdict for _, _, item in self.about(claim)]
        opened = [verdict for verdict in verdicts if verdict is not Verdict.CORRECT]
        accepted = bool(opened) and opened[-1] is Verdict.ACCEPT
        return self.rejected(claim) is None and (accepted or Verdict.CORRECT in verdicts)

    def read(self, report: int, found: frozenset[tuple[int, int]]) -> tuple[set[Key], dict[Key, Key | None]]:
        """What a newer reading does: the claims that come to stand, and those that fall with their heirs."""
        mine = {claim for claim in self.standing if claim[0] == report}
        keys = {(report, *place) for place in found}
        decided = {claim for claim in mine if self.decided(claim)}
        barred = {claim[1] for claim in decided - keys}
        coming = {claim for claim in keys - mine if claim[1] not in barred}
        falling = mine - decided - keys
        waiting = {self.now(item.claim) for _, _, item in self.said if item.claim[0] == report} - self.standing - coming
        heirs: dict[Key, Key | None] = {}
        for claim in falling | waiting:
            heir = max((c for c in coming if c[1] == claim[1]), key=lambda c: CLAIMS[c].id, default=None)
            if heir or claim in falling:
                heirs[claim] = heir
        return coming, heirs


Outcome = tuple[set[Key], dict[Key, Key | None]]


@dataclass
class Model:
    """All that was recorded, each with its number; a view replays what passes its two times."""

    known: dict[int, int] = field(default_factory=dict)
    rows: list[tuple[int, Add | Outcome | Judge | JudgeReport]] = field(default_factory=list)

    def state(self, as_of: int, recorded: int) -> State:
        state = State()
        for number, (known_from, row) in enumerate(self.rows[:recorded]):
            if known_from > as_of:
                continue
            if isinstance(row, Judge):
                state.said.append((known_from, number, row))
            elif isinstance(row, JudgeReport):
                since = min(known_from, state.taken_back.pop(row.report, known_from))
                if row.verdict is Verdict.RETRACT:
                    state.taken_back[row.report] = since
            elif isinstance(row, Add):
                state.standing |= {(row.report, *place) for place in row.found}
            else:
                coming, heirs = row
                state.standing = (state.standing | coming) - heirs.keys()
                state.heirs |= heirs
        return state

    def view(self, as_of: int, recorded: int) -> tuple[dict[Key, int], set[Key]]:
        """The open claims with their figures, and the claims of judgements that wait."""
        state = self.state(as_of, recorded)
        shown = {claim: state.best(claim) for claim in state.standing if state.closed(claim) is None}
        ends = {item.claim for _, _, item in state.said if state.now(item.claim) not in state.standing}
        return shown, ends


def play(ledger: Ledger, model: Model, event: Event) -> None:
    """Do one thing to both; what makes no sense yet is passed over by both."""
    far = 10**9
    if isinstance(event, Add):
        if event.report in model.known:
            return
        document = _document(event.report)
        claims = tuple(CLAIMS[event.report, *place] for place in sorted(event.found))
        capture = Capture(document.text.encode(), f"{event.report}.txt", 1)
        ledger.add(Entry(capture, document, Reading("en", claims=claims), event.known_from, READERS[0], "p"))
        model.known[event.report] = event.known_from
        model.rows.append((event.known_from, event))
    elif isinstance(event, Reread) and event.report in model.known:
        claims = tuple(CLAIMS[event.report, *place] for place in sorted(event.found))
        reading = Reading("en", claims=tuple(replace(claim, reader=event.reader) for claim in claims))
        ledger.reread(_document(event.report).report_id, reading, reader=event.reader, pack="p")
        outcome = model.state(far, far).read(event.report, event.found)
        model.rows.append((model.known[event.report], outcome))
    elif isinstance(event, Judge):
        ever = {claim for _, row in model.rows for claim in _named(row)}
        if event.claim in ever:
            known_from = model.known[event.claim[0]] + event.later
            changes: dict[str, object] = {"best": event.value} if event.verdict is Verdict.CORRECT else {}
            subject = (CLAIMS[event.claim].id,)
            ledger.judge(Judgement(event.verdict, subject, "desk", "so", known_from, changes=changes))
            model.rows.append((known_from, event))

    elif isinstance(event, JudgeReport) and event.report in model.known:
        known_from = model.known[event.report] + event.later
        report = _document(event.report).report_id
        ledger.judge(Judgement(event.verdict, (), "desk", "so", known_from, report=report))
        model.rows.append((known_from, event))


def _named(row: Add | Outcome | Judge | JudgeReport) -> set[Key]:
    if isinstance(row, Add):
        return {(row.report, *place) for place in row.found}
    return set() if isinstance(row, Judge | JudgeReport) else row[0]


def shown(view: View) -> tuple[dict[Key, int | None], set[Key]]:
    figures = {
        KEYS[record.claim.id]: record.claim.body.best for record in view.claims if isinstance(record.claim.body, Toll)
    }
    return figures, {KEYS[item.subjects[0]] for item in view.waiting}


def seen(view: View) -> tuple[object, ...]:
    return (view.as_of, view.recorded, view.head, view.reports, tuple(view.claims), view.judgements, view.waiting)


@pytest.fixture(scope="module")
def empty() -> Iterator[Path]:
    """An empty ledger to copy, in memory where the system has a folder there."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        path = Path(folder) / "empty.db"
        Ledger.create(str(path)).close()
        yield path


@given(events=EVENTS, times=st.lists(st.tuples(st.integers(0, 95), st.floats(0, 1)), min_size=1, max_size=3))
@settings(max_examples=max(500, settings().max_examples))
def test_any_view_is_what_the_model_says(empty: Path, events: list[Event], times: list[tuple[int, float]]) -> None:
    path = empty.with_name("karez.db")
    for old in empty.parent.glob("karez.db*"):
        old.unlink()
    shutil.copy(empty, path)
    with Ledger.open(str(path), clock=Ticks()) as ledger:
        model, marks = Model(), [0]
        early: list[tuple[View, tuple[object, ...]]] = []
        for event in events:
            before = len(model.rows)
            play(ledger, model, event)
            if len(model.rows) > before:
                now = ledger.view()
                marks.append(now.recorded)
                early.append((now, seen(now)))
        assert sorted(marks) == marks, "the ledger's clock never goes back"
        for as_of, part in [*times, (10**9, 1.0)]:
            at = round(part * (len(marks) - 1))
            note(f"as of {as_of}, after {at} events")
            assert shown(ledger.view(as_of=as_of, recorded=marks[at])) == model.view(as_of, at)
        for view, then in early:
            assert seen(ledger.view(as_of=view.as_of, recorded=view.recorded)) == then
        assert ledger.verify() == ()
