"""What hostile input must not do: steer a terminal, reach the network, leave files behind, end in a traceback."""

import io
import json
import re
import socket
import sys
import tempfile
from pathlib import Path

import pytest

from karez.app import cli
from tests.app.conftest import Karez

# Composed for this test: colours, a window title, an 8-bit control, an order to write from right to left.
TEXT = (
    "NUSHKI: \x1b[31mSeven people were killed\x1b[0m on 31 January 2026, police said. \x1b]0;owned\x07"
    "The road to Mach was closed by order\x9b31m of the ministry\u202e, it said. <script>alert(1)</script>\n"
)
SIDECAR = {
    "publisher": "Sample\x1b[2J Desk\n(composed) [x](javascript:alert(1)) <img src=x onerror=alert(1)>",
    "title": "Title\x1b[31m\n# Heading <b>x</b>",
    "published": "2026-02-01",
    "url": "javascript:alert(1)",
}
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e]")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    folder = tmp_path / "hostile"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "a.json").write_text(json.dumps(SIDECAR), encoding="utf-8")
    return folder


def test_no_word_of_a_report_steers_the_terminal(karez: Karez, hostile: Path) -> None:
    karez("init", "-l", "desk.db")
    assert karez("add", hostile, "-l", "desk.db").status == 0
    claim = karez("claims", "-l", "desk.db", "--json").json[0]["claim"]
    judged = karez("reject", claim, "-l", "desk.db", "--by", "desk\x1b[31m\n## H", "--reason", "r\x1b[2J\n- **F1** 7")
    runs = [
        judged,
        karez("brief", "-l", "desk.db", "--title", "Ti\x1b[31m\n## tle", "--html", "o.html", "--md", "o.md"),
        karez("brief", hostile),
        karez("claims", "-l", "desk.db"),
        karez("claims", "-l", "desk.db", "--csv"),
        karez("show", claim, "-l", "desk.db"),
        karez("show", "\x1b[31mclm", "-l", "desk.db"),
        karez("brief", "no\x1b[31m\nsuch"),
        karez("read", "--table", hostile),
    ]
    printed = [ran.out.replace("\r\n", "\n") + ran.err for ran in runs]
    written = [Path(name).read_text(encoding="utf-8") for name in ("o.html", "o.md")]
    assert [STEERS.findall(text) for text in (*printed, *written)] == [[]] * (len(runs) + 2)
    assert karez("brief", "-l", "desk.db", "--title", "Ti\x1b[31m\n## tle", "--check", "o.html").status == 0


def test_no_word_of_a_report_is_markup_or_a_link(karez: Karez, hostile: Path) -> None:
    assert karez("brief", hostile, "--html", "o.html", "--md", "o.md").status == 0
    page = Path("o.html").read_text(encoding="utf-8")
    assert not re.search(r"<(script|img)\b(?! nonce)[^>]*(alert|onerror)", page)
    assert 'href="javascript' not in page
    markdown = Path("o.md").read_text(encoding="utf-8")
    assert not re.search(r"(?<!\\)\[x(?<!\\)\]\(javascript", markdown)
    assert not re.search(r"(?<!\\)<(script|img)", markdown)


def test_an_id_of_any_length_is_unknown_in_one_line(karez: Karez, hostile: Path) -> None:
    karez("brief", hostile, "-l", "desk.db")
    for identity in ("x" * 100_000, "%_" * 30_000):
        ran = karez("show", identity, "-l", "desk.db")
        assert ran.status == 2
        assert "K401" in ran.err and len(ran.err) < 400


def test_a_time_that_is_none_leaves_no_ledger_behind(karez: Karez, hostile: Path) -> None:
    for arguments in (("--as-of", "garbage"), ("--published", "garbage"), ("--marking", "MAUVE"), ("--from", "x")):
        assert karez("brief", hostile, "-l", "new.db", *arguments).status == 2
        assert list(Path().iterdir()) == []


def test_reading_takes_the_packs_of_the_settings(karez: Karez, hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAREZ_PACKS", "no-such-pack")
    read, brief = karez("read", hostile), karez("brief", hostile)
    assert read.status != 0
    assert read.err == brief.err


def test_a_brief_opens_no_socket(karez: Karez, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    ran = karez("brief", samples, "--html", "o.html")
    assert ran.status == 0
    assert "civilians killed" in ran.out


def test_nothing_is_left_in_the_folder_for_passing_files(
    karez: Karez, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passing = tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(passing))
    assert karez("brief", samples).status == 0
    assert karez("brief", "none.txt").status == 1
    assert karez("read", samples).status == 0
    assert list(passing.iterdir()) == []


class FullDisk(io.StringIO):
    def write(self, _: str) -> int:
        raise OSError(28, "No space left on device")


def test_a_full_disk_under_the_output_is_one_line(
    samples: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", FullDisk())
    assert cli.run(["brief", str(samples)]) == 1
    told = capsys.readouterr().err.splitlines()[-1]
    assert told.startswith("K4") and "No space left on device" in told


def test_a_terminal_of_few_letters_gets_the_rest_as_codes(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    monkeypatch.setattr(sys, "argv", ["karez", "brief", str(samples)])
    with pytest.raises(SystemExit) as end:
        cli.main()
    sys.stdout.flush()
    assert end.value.code == 0
    assert b"TLP:AMBER** \\xb7 as of" in raw.getvalue()


def test_a_page_that_is_to_stand_under_a_file_is_one_line(karez: Karez, hostile: Path) -> None:
    Path("file").write_text("", encoding="utf-8")
    ran = karez("brief", hostile, "--html", "file/o.html")
    assert ran.status == 2
    assert ran.err.splitlines()[-1].startswith("K402 bad-value: file/o.html: Not a directory")
