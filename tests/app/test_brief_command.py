"""`karez brief`: one go, times, areas, files, and the same bytes again after more was added."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app.conftest import Karez

FORMS = ("md", "html", "json")


def sections(text: str) -> dict[str, str]:
    return {part.split("\n", 1)[0]: part.split("\n", 1)[1] for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]}


def test_one_go_needs_no_set_up_and_keeps_nothing(karez: Karez, samples: Path) -> None:
    ran = karez("brief", samples)
    assert ran.status == 0
    assert "civilians killed" in ran.out
    assert "--ledger karez.db" in ran.err, "it says how to keep what was read"
    assert list(Path().iterdir()) == []


def test_with_a_ledger_the_reports_are_kept(karez: Karez, samples: Path) -> None:
    first = karez("brief", samples / "01-wire-first-day.txt", "--ledger", "desk.db")
    again = karez("brief", "--ledger", "desk.db")
    assert (first.status, again.status) == (0, 0)
    assert first.out == again.out


def test_the_environment_names_the_ledger_and_the_option_goes_over_it(
    karez: Karez, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAREZ_LEDGER", "none.db")
    assert "none.db" in karez("brief").err
    assert karez("brief", "--ledger", ledger).status == 0
    monkeypatch.setenv("KAREZ_LEDGER", str(ledger))
    assert karez("brief").status == 0


def test_reports_that_all_fail_make_no_brief(karez: Karez, ledger: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    for more in ((), ("--ledger", ledger)):
        ran = karez("brief", empty, "none.txt", *more)
        assert (ran.status, ran.out) == (1, "")
        lines = ran.err.splitlines()
        assert [line.split()[0] for line in lines] == ["K101", "K115", "K505"]
        assert str(empty) in lines[0] and "none.txt" in lines[1]


def test_reports_of_which_some_fail_make_a_brief_and_status_3(karez: Karez, samples: Path) -> None:
    ran = karez("brief", samples / "07-hospital.txt", "none.txt")
    assert ran.status == 3
    assert "none.txt" in ran.err
    assert "emergency department" in ran.out


def test_an_empty_ledger_and_a_time_before_all_reports_are_told_apart(karez: Karez, ledger: Path) -> None:
    assert karez("init", "--ledger", "new.db").status == 0
    ran = karez("brief", "--ledger", "new.db")
    assert ran.status == 1
    assert "K505" in ran.err and "holds no report" in ran.err
    early = karez("brief", "--ledger", ledger, "--as-of", "2025-01-01")
    assert early.status == 1
    assert "K505" in early.err and "recorded by 2025-01-01" in early.err


def test_as_of_takes_dates_times_and_now(karez: Karez, ledger: Path) -> None:
    day = karez("brief", "--ledger", ledger, "--as-of", "2026-01-31", "--json").json
    assert day["as_of"].startswith("2026-01-31 23:59")
    time = karez("brief", "--ledger", ledger, "--as-of", "2026-02-02T09:00", "--json").json
    assert time["as_of"] == "2026-02-02 09:00 +05:00"
    zoned = karez("brief", "--ledger", ledger, "--as-of", "2026-02-02T04:00:00+00:00", "--json").json
    assert {key: zoned[key] for key in ("as_of", "sections")} == {key: time[key] for key in ("as_of", "sections")}
    now = karez("brief", "--ledger", ledger, "--as-of", "now", "--json").json
    assert now["as_of"] > "2026-02-03"
    latest = karez("brief", "--ledger", ledger, "--json").json
    assert latest["as_of"].startswith("2026-02-03 10:15"), "the latest known-from, never the wall clock"


def test_the_times_that_a_brief_prints_lead_to_it_again(karez: Karez, ledger: Path, note: Callable[..., Path]) -> None:
    first = karez("brief", "--ledger", ledger, "--json")
    printed = first.json
    assert karez("add", note(5, "2026-02-05"), "--ledger", ledger).status == 0
    times = ("--as-of", printed["as_of"], "--recorded", printed["recorded"])
    assert karez("brief", "--ledger", ledger, "--json", *times).out == first.out
    assert karez("brief", "--ledger", ledger, "--json").out != first.out


def test_since_tells_what_changed(karez: Karez, ledger: Path) -> None:
    plain = sections(karez("brief", "--ledger", ledger).out)["What changed"]
    assert "--since" in plain
    changed = sections(karez("brief", "--ledger", ledger, "--since", "2026-02-01").out)["What changed"]
    assert "--since" not in changed
    assert re.search(r"F\d+", changed)


def test_area_takes_names_aliases_ids_and_codes(karez: Karez, ledger: Path) -> None:
    # The towns are the samples' own.
    whole = karez("brief", "--ledger", ledger, "--json").json["references"]
    by_name = karez("brief", "--ledger", ledger, "--area", "nushki", "--json")
    assert by_name.status == 0
    assert 0 < len(by_name.json["references"]) < len(whole)
    rows = karez("claims", "--ledger", ledger, "--area", "Noshki", "--json").json
    assert rows == karez("claims", "--ledger", ledger, "--area", "NUSHKI", "--json").json
    assert rows


def test_from_and_to_narrow_to_days(karez: Karez, ledger: Path) -> None:
    rows = karez("claims", "--ledger", ledger, "--from", "2026-01-31", "--to", "2026-01-31", "--json").json
    assert rows
    told = [row for row in rows if row["from"]]
    assert all(row["from"] < "2026-02-01" and (row["to"] or row["from"]) >= "2026-01-31" for row in told)
    assert len(rows) < len(karez("claims", "--ledger", ledger, "--json").json)


def test_a_question_that_makes_no_sense_is_told_before_anything_is_read(karez: Karez, samples: Path) -> None:
    ran = karez("brief", samples, "--ledger", "new.db", "--as-of", "soon")
    assert (ran.status, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert "K201" in karez("claims", "--ledger", "new.db", "--json").err, "no ledger is left behind"


def test_title_and_marking_stand_in_every_form(karez: Karez, ledger: Path, tmp_path: Path) -> None:
    page, text = tmp_path / "b.html", tmp_path / "b.md"
    options = ("--title", "Night report", "--marking", "tlp:red", "--html", page, "--md", text)
    ran = karez("brief", "--ledger", ledger, *options, "--json")
    assert (ran.json["title"], ran.json["marking"]) == ("Night report", "TLP:RED")
    for content in (page.read_text(encoding="utf-8"), text.read_text(encoding="utf-8")):
        assert "Night report" in content and "TLP:RED" in content


def test_a_marking_is_never_widened(karez: Karez, ledger: Path) -> None:
    assert karez("brief", "--ledger", ledger, "--marking", "CLEAR", "--json").json["marking"] == "TLP:AMBER"


def test_published_dates_a_report_that_does_not_say(karez: Karez, tmp_path: Path) -> None:
    path = tmp_path / "undated.txt"
    path.write_text("[Composed.] On Saturday 4 civilians were killed in Quetta, police said.", encoding="utf-8")
    ran = karez("brief", path, "--published", "2026-02-02", "--json")
    assert ran.json["as_of"].startswith("2026-02-02 23:59")
    assert "31 January 2026" in ran.out
    assert karez("brief", path, "--published", "someday").status == 2


def made(karez: Karez, address: object, folder: Path, *times: str) -> dict[str, bytes]:
    page, text = folder / "b.html", folder / "b.md"
    ran = karez("brief", "--ledger", address, "--html", page, "--md", text, "--json", "--since", "2026-02-01", *times)
    assert ran.status == 0
    return {"html": page.read_bytes(), "md": text.read_bytes(), "json": ran.out.encode()}


def same_bytes_again(karez: Karez, address: object, folder: Path, note: Callable[..., Path]) -> None:
    printed = karez("brief", "--ledger", address, "--json").json
    times = ("--as-of", "2026-02-03", "--recorded", printed["recorded"])
    before = made(karez, address, folder, *times)
    # Ten more reports, known before and after T, and a judgement.
    paths = []
    for number in range(10):
        path = note(number + 1, f"2026-02-0{1 + number % 5}")
        paths.append(path)
    assert karez("add", *paths, "--ledger", address).status == 0
    claim = printed["references"][0]["claim"]
    assert karez("reject", claim, "--by", "desk", "--reason", "a test", "--ledger", address).status == 0
    assert made(karez, address, folder, *times) == before
    assert made(karez, address, folder) != before


def test_the_same_times_give_the_same_bytes_after_more_was_added(
    karez: Karez, ledger: Path, tmp_path: Path, note: Callable[..., Path]
) -> None:
    same_bytes_again(karez, ledger, tmp_path, note)


@pytest.mark.postgres
def test_the_same_bytes_again_on_postgresql(
    karez: Karez, postgres_database: str, samples: Path, tmp_path: Path, note: Callable[..., Path]
) -> None:
    assert karez("init", "--ledger", postgres_database).status == 0
    assert karez("add", samples, "--ledger", postgres_database).status == 0
    same_bytes_again(karez, postgres_database, tmp_path, note)


@pytest.mark.parametrize("form", FORMS)
def test_a_figure_changed_by_hand_is_found(karez: Karez, ledger: Path, tmp_path: Path, form: str) -> None:
    files = made(karez, ledger, tmp_path)
    path = tmp_path / f"edited.{form}"
    path.write_bytes(files[form])
    options = ("--ledger", ledger, "--since", "2026-02-01", "--check", path)
    ran = karez("brief", *options)
    assert (ran.status, ran.err) == (0, "")
    assert str(path) in ran.out and "#" not in ran.out
    text = files[form].decode()
    at = text.index("civilians killed")
    digit = max(index for index, char in enumerate(text[:at]) if char.isdigit())
    path.write_text(f"{text[:digit]}{(int(text[digit]) + 1) % 10}{text[digit + 1 :]}", encoding="utf-8")
    ran = karez("brief", *options)
    assert (ran.status, ran.out) == (1, "")
    assert "K501 uncited-figure" in ran.err and "line" in ran.err


def test_an_output_that_cannot_be_written_is_one_line(karez: Karez, ledger: Path, tmp_path: Path) -> None:
    ran = karez("brief", "--ledger", ledger, "--html", tmp_path / "no" / "folder.html")
    assert ran.status == 2
    assert ran.err.startswith("K402 bad-value: ")
    assert list(tmp_path.glob("no*")) == []


def test_references_lead_to_claims_that_show_knows(karez: Karez, ledger: Path) -> None:
    out = karez("brief", "--ledger", ledger).out
    short = re.search(r"clm-[0-9a-f]{12}(?=`? in (?:report )?`?rep-)", out)
    assert short
    shown = karez("show", short.group(), "--ledger", ledger, "--json")
    assert shown.json["claim"]["id"].startswith(short.group())
    assert json.dumps(shown.json["claim"]["quote"])
