"""The contract of the workspace, on every back-end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from karez.app.settings import Settings
from karez.app.values import Asked, Taken
from karez.app.workspace import Workspace
from karez.ingest.hints import Hints
from karez.model.errors import BriefError, InputError, LedgerError, RequestError
from karez.model.record import ClaimRecord, Judgement, ReportRecord
from karez.model.times import known_instant
from tests.app.conftest import SAMPLES
from tests.made import Ticks


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "karez.db")
    found: str = request.getfixturevalue("postgres_database")
    return found


@pytest.fixture
def workspace(address: str) -> Iterator[Workspace]:
    with Workspace.create(address, settings=Settings(clock=Ticks())) as made:
        yield made


def add(workspace: Workspace, *sources: object, **options: str) -> list[Taken]:
    taken = list(workspace.add([str(source) for source in sources], **options))
    assert all(isinstance(item, Taken) for item in taken), taken
    return [item for item in taken if isinstance(item, Taken)]


def test_open_creates_only_when_asked(address: str) -> None:
    with pytest.raises(LedgerError, match=r"K20[16]"):
        Workspace.open(address)
    Workspace.open(address, create=True).close()
    with Workspace.open(address) as workspace:
        assert workspace.view().reports == ()
    with pytest.raises(LedgerError, match="K207"):
        Workspace.create(address)


def test_the_zone_is_that_of_the_settings_else_of_the_first_pack(tmp_path: Path) -> None:
    with Workspace.create(str(tmp_path / "a.db")) as first:
        assert first.timezone == first.atlas.timezone
    with Workspace.create(str(tmp_path / "b.db"), settings=Settings(timezone="Africa/Nairobi")) as second:
        assert second.timezone == "Africa/Nairobi"
        midnight = second.instant("2026-02-01")
    assert midnight == known_instant("2026-02-01T23:59:59.999999+03:00", "UTC")
    with pytest.raises(RequestError, match="K404"):
        Workspace.create(str(tmp_path / "c.db"), settings=Settings(timezone="Nowhere/At-all"))
    assert not (tmp_path / "c.db").exists()


def test_the_same_report_twice_under_two_names_is_one(workspace: Workspace, tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("[Composed.] On 31 January 2026 3 soldiers were killed.", encoding="utf-8")
    first, second = add(workspace, tmp_path / "one.txt", tmp_path / "two.txt")
    assert (first.new, second.new) == (True, False)
    assert first.report == second.report
    assert first.claims >= 1 and second.claims == 0
    assert len(workspace.view().reports) == 1


def test_one_that_fails_stops_no_other(workspace: Workspace) -> None:
    sources = ["none.txt", str(SAMPLES / "07-hospital.txt")]
    error, taken = workspace.add(sources)
    assert isinstance(error, InputError) and error.name == "not-found"
    assert isinstance(taken, Taken) and taken.new


def test_adding_is_by_and_by(workspace: Workspace) -> None:
    outcomes = workspace.add([str(SAMPLES)])
    next(outcomes)
    assert len(workspace.view().reports) == 1, "every report is its own commit"


def test_hints_go_over_what_a_report_does_not_say(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("[Composed.] 3 soldiers were killed on Saturday.", encoding="utf-8")
    (taken,) = workspace.add([str(path)], Hints(publisher="Sample Desk", published="2026-02-02"))
    assert isinstance(taken, Taken)
    report = workspace.desk.find(taken.report)
    assert isinstance(report, ReportRecord)
    assert (report.publisher, report.published) == ("Sample Desk", "2026-02-02")
    assert report.known_from == workspace.instant("2026-02-02"), "a day is known from its end"


def test_known_from_may_be_told(workspace: Workspace) -> None:
    add(workspace, SAMPLES / "07-hospital.txt", known_from="2026-02-10T12:00")
    assert workspace.view().as_of == workspace.instant("2026-02-10T12:00")
    assert workspace.view(Asked(as_of="2026-02-09")).reports == ()


def test_a_report_without_a_time_is_known_from_when_it_was_added(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "undated.txt"
    path.write_text("[Composed.] 3 soldiers were killed.", encoding="utf-8")
    add(workspace, path)
    (report,) = workspace.view().reports
    assert report.published is None
    assert 1_000_000 < report.known_from <= report.recorded, "the clock of the settings, in microseconds"


def test_ids_lead_to_reports_claims_and_judgements(workspace: Workspace) -> None:
    (taken,) = add(workspace, SAMPLES / "07-hospital.txt")
    claim = workspace.claims()[0].claim
    assert isinstance(workspace.desk.find(taken.report[:12]), ReportRecord)
    found = workspace.desk.find(claim.id[:16])
    assert isinstance(found, ClaimRecord) and found.claim == claim
    made = workspace.desk.reject(claim.id, by="desk", reason="a test")
    assert isinstance(workspace.desk.find(made.id), Judgement)
    assert workspace.desk.successor(claim.id) is None


def test_reading_anew_finds_the_same_claims(workspace: Workspace) -> None:
    add(workspace, SAMPLES / "01-wire-first-day.txt", SAMPLES / "07-hospital.txt")
    before = [item.claim.id for item in workspace.claims()]
    head = workspace.verify().head
    reports = [report.id for report in workspace.view().reports]
    assert list(workspace.reread()) == [(report, 0) for report in reports]
    assert [item.claim.id for item in workspace.claims()] == before
    assert list(workspace.reread([reports[0][:12]])) == [(reports[0], 0)]
    checked = workspace.verify()
    assert checked.faults == ()
    assert checked.commits >= 2 and len(head) == 64
    with pytest.raises(RequestError, match="K401"):
        list(workspace.reread(["rep-ffffffff"]))


def test_a_brief_needs_reports_and_comes_in_every_form(workspace: Workspace) -> None:
    with pytest.raises(BriefError, match="K505"):
        workspace.brief()
    add(workspace, SAMPLES / "04-group-statement.txt", SAMPLES / "08-official-statement.txt")
    made = workspace.brief(Asked(title="A title"))
    assert made.title == "A title"
    assert {workspace.written(made, form)[0] for form in ("md", "html", "json")} == {"#", "<", "{"}
    workspace.check(workspace.written(made, "md"), made, "md")
    with pytest.raises(BriefError, match="K501"):
        workspace.check(workspace.written(made, "md").replace("84", "85", 1), made, "md")


def test_what_is_asked_narrows_the_view(workspace: Workspace) -> None:
    add(workspace, SAMPLES)
    whole = len(workspace.claims())
    assert 0 < len(workspace.claims(Asked(area="PK"))) <= whole
    assert 0 < len(workspace.claims(Asked(start="2026-02-02"))) < whole
    assert workspace.claims(Asked(start="2026-03-01")) == ()
    with pytest.raises(RequestError, match="K402"):
        workspace.claims(Asked(area="Nowhereville"))
    with pytest.raises(RequestError, match="K402"):
        workspace.claims(Asked(start="02.02.2026"))


def test_both_back_ends_give_the_same_brief(address: str, tmp_path: Path) -> None:
    written = []
    for place in (address, str(tmp_path / "other.db")):
        with Workspace.create(place, settings=Settings(clock=Ticks())) as workspace:
            add(workspace, SAMPLES)
            written.append([workspace.written(workspace.brief(), form) for form in ("md", "html", "json")])
    assert written[0] == written[1]


def test_a_passing_workspace_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    with Workspace.passing(Settings(cache=tmp_path / "cache")) as workspace:
        add(workspace, SAMPLES / "07-hospital.txt")
        assert list((tmp_path / "temporary").iterdir())
    assert list((tmp_path / "temporary").iterdir()) == []
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-02-01", "2026-02-01T18:59:59.999999+00:00"),
        ("2026-02-01T12:00", "2026-02-01T07:00:00+00:00"),
        ("2026-02-01 12:00", "2026-02-01T07:00:00+00:00"),
        ("2026-02-01T12:00Z", "2026-02-01T12:00:00+00:00"),
        ("2026-02-01 12:00 +02:00", "2026-02-01T10:00:00+00:00"),
        (" 2026-02-01 12:00:00.5 +02:00 ", "2026-02-01T10:00:00.500000+00:00"),
    ],
)
def test_instants_in_the_ledgers_zone(tmp_path: Path, text: str, utc: str) -> None:
    with Workspace.create(str(tmp_path / "z.db"), settings=Settings(timezone="Asia/Karachi")) as workspace:
        assert workspace.instant(text) == known_instant(utc, "UTC")


@pytest.mark.parametrize("text", ["", "soon", "2026-02-30", "2026-02", "12:00", "2026-02-01T25:00", "99999-01-01"])
def test_what_is_no_time_is_refused(tmp_path: Path, text: str) -> None:
    with Workspace.create(str(tmp_path / "z.db")) as workspace, pytest.raises(RequestError, match="K402"):
        workspace.instant(text)


def test_questions_look_to_the_end_of_a_minute(workspace: Workspace, note: Callable[..., Path]) -> None:
    add(workspace, note(3, "2026-02-01T12:00:30+05:00"))
    assert len(workspace.view(Asked(as_of="2026-02-01T12:00+05:00")).reports) == 1
    assert workspace.view(Asked(as_of="2026-02-01T12:00:00+05:00")).reports == ()
    assert workspace.view(Asked(as_of="2026-02-01T11:59+05:00")).reports == ()
