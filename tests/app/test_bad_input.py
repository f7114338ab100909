"""Bad input, end to end: one clear line each with a code, the file and what to do; the rest goes on."""

import io
import json
import re
import sqlite3
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from pypdf import PdfWriter

from karez.ledger.ledger import Ledger
from karez.model.errors import codes
from tests.app.conftest import Karez

LINE = re.compile(r"(K\d{3}) ([a-z-]+): (.+?): .+ — .+")
GOOD = "[Composed.] On 31 January 2026 3 soldiers were killed in the north, officials said."


def broken_pdf() -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n"


def encrypted_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def archive(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(name, data)
    return file.getvalue()


def crowded_mail() -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = "Parts", "desk@example.org", "Sun, 01 Feb 2026 10:00:00 +0000"
    mail.set_content(GOOD)
    for number in range(1000):
        mail.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=f"{number}.bin")
    return mail.as_bytes()


# What each file must come to: the code of its line, or None where it is read.
FILES: dict[str, tuple[bytes, str | None]] = {
    "empty.txt": (b"", "K101"),
    "blank.txt": (b" \n\t ", "K101"),
    "bytes.bin": (bytes(range(256)) * 20, "K10"),
    "broken.pdf": (broken_pdf(), "K106"),
    "locked.pdf": (encrypted_pdf(), "K105"),
    "broken.docx": (b"PK\x03\x04 no zip after all", "K10"),
    "broken.zip": (b"PK\x03\x04" + b"\0" * 40, "K10"),
    "climbing.zip": (archive(**{"../../out.txt": GOOD.encode()}), "K108"),
    "bomb.zip": (archive(**{"zeros.txt": b"0" * 60_000_000}), "K1"),
    "lines.jsonl": (b'{"id": 1}\nno json\n', "K109"),
    "damaged.json": (b'{"text": ', "K106"),
    "dated.json": (json.dumps({"text": GOOD, "published": "soon"}).encode(), None),
    "good.txt": (GOOD.encode(), None),
    "utf-16.txt": (GOOD.replace("3", "4").encode("utf-16"), None),
    "nul.txt": (GOOD.replace("3", "5").encode() + b"\x00 end", None),
    "right-to-left.txt": (("\u202b" + GOOD.replace("3", "6") + " \u0633\u0644\u0627\u0645").encode(), None),
    "future.json": (json.dumps({"text": GOOD.replace("3", "7"), "published": "2099-01-01"}).encode(), None),
    "deep.html": (b"<html><body>" + b"<div>" * 5000 + GOOD.replace("3", "8").encode() + b"</body></html>", None),
    "parts.eml": (crowded_mail(), "K104"),
    "twice.txt": (GOOD.encode(), None),
    "contradicts.txt": (b"[Composed.] On 31 January 2026 3 soldiers were killed. No soldiers were killed.", None),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    for name, (data, _) in FILES.items():
        (made / name).write_bytes(data)
    return made


@pytest.mark.parametrize("name", sorted(name for name, (_, code) in FILES.items() if code))
def test_alone_it_is_one_line_and_status_1(karez: Karez, tmp_path: Path, name: str) -> None:
    data, code = FILES[name]
    path = tmp_path / name
    path.write_bytes(data)
    karez("init")
    ran = karez("add", path)
    assert ran.status == 1
    assert code is not None
    for line in ran.err.splitlines():
        match = LINE.fullmatch(line)
        assert match, line
        assert match.group(1).startswith(code)
        assert codes()[match.group(2)].code == match.group(1)
        assert str(path) in line
        assert line.endswith(codes()[match.group(2)].remedy)
    assert karez("verify").status == 0
    brief = karez("brief", path)
    assert (brief.status, brief.out) == (1, "")
    assert "Traceback" not in brief.err


@pytest.mark.parametrize("name", sorted(name for name, (_, code) in FILES.items() if not code))
def test_what_looks_bad_but_can_be_read_is_read(karez: Karez, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name][0])
    karez("init")
    ran = karez("add", path, "--json")
    assert ran.status == 0, ran.err
    assert ran.json["added"][0]["claims"] >= 1
    assert karez("brief").status == 0
    assert karez("verify").status == 0


def test_a_folder_of_all_of_them_is_status_3_with_every_line_and_a_brief(karez: Karez, folder: Path) -> None:
    ran = karez("brief", folder, "--ledger", "karez.db")
    assert ran.status == 3
    assert "soldiers killed" in ran.out or "security personnel killed" in ran.out
    for name, (_, code) in FILES.items():
        failed = [line for line in ran.err.splitlines() if re.match(r"K\d{3} ", line) and name in line]
        assert bool(failed) == bool(code), name
    assert "Traceback" not in ran.err
    added = karez("add", folder, "--json")
    assert added.status == 3
    assert not any(item["new"] for item in added.json["added"]), "adding again adds nothing twice"
    assert karez("verify").status == 0


def test_what_cannot_be_read_but_is_kept_stands_among_the_gaps(karez: Karez, tmp_path: Path) -> None:
    french = (
        "[Composé.] Trois soldats ont été tués dans le nord du pays samedi, selon les autorités locales de la région."
    )
    (tmp_path / "french.txt").write_text(french * 3, encoding="utf-8")
    ran = karez("brief", tmp_path / "french.txt", "--json")
    assert ran.status == 0
    assert "language-not-read" in ran.err
    gaps = next(part for part in ran.json["sections"] if part["key"] == "gaps")
    assert "french.txt" in json.dumps(gaps)


def test_a_date_that_is_none_is_told_and_the_report_kept(karez: Karez, folder: Path) -> None:
    ran = karez("brief", folder / "dated.json")
    assert ran.status == 0
    assert "bad-date" in ran.err and "soon" in ran.err


def test_a_report_dated_ahead_is_told(karez: Karez, folder: Path) -> None:
    ran = karez("brief", folder / "future.json", "--json")
    assert ran.status == 0
    assert "future-date" in ran.err
    assert ran.json["as_of"].startswith("2099-01-01")


def test_a_ledger_of_a_newer_version(karez: Karez, ledger: Path) -> None:
    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    for command in (("brief",), ("claims",), ("verify",)):
        ran = karez(*command, "--ledger", ledger)
        assert (ran.status, ran.out) == (1, "")
        assert ran.err.startswith("K202 newer-ledger: ")


def test_a_ledger_that_another_process_holds(
    karez: Karez, ledger: Path, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sqlite3.connect(ledger, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setitem(Ledger.open.__func__.__kwdefaults__, "wait", 0.05)  # type: ignore[attr-defined]
    ran = karez("add", samples / "07-hospital.txt", "--ledger", ledger)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("K203 locked: ")
    assert karez("brief", "--ledger", ledger).status == 0, "it can still be looked at"
    other.close()


def test_a_file_that_is_no_ledger(karez: Karez, tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("these are my notes and no ledger at all", encoding="utf-8")
    for command in (("brief",), ("add", "x.txt"), ("verify",)):
        ran = karez(*command, "--ledger", path)
        assert ran.status == 1
        assert ran.err.startswith("K206 not-a-ledger: ")
    assert path.read_text(encoding="utf-8").startswith("these are my notes"), "nothing is written over it"
    ran = karez("init", "--ledger", path)
    assert (ran.status, ran.err.split()[0]) == (1, "K207")


def test_a_folder_with_nothing_in_it(karez: Karez, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    ran = karez("brief", tmp_path / "nothing")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.strip()


def test_a_tampered_ledger_is_told_by_verify(karez: Karez, ledger: Path) -> None:
    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE claim SET known_from = known_from + 1 WHERE id = (SELECT min(id) FROM claim)")
    connection.close()
    ran = karez("verify", "--ledger", ledger)
    assert ran.status == 1
    assert "claim" in ran.out and ran.err.startswith("K205 broken-chain: ")
    found = karez("verify", "--ledger", ledger, "--json").json
    assert not found["verified"]
    assert {"claim"} <= {fault["table"] for fault in found["faults"]}


def test_verify_knows_the_head_of_a_brief(karez: Karez, ledger: Path) -> None:
    head = karez("brief", "--ledger", ledger, "--json").json["ledger_head"]
    assert karez("verify", "--ledger", ledger, "--head", head[:16]).status == 0
    ran = karez("verify", "--ledger", ledger, "--head", "0123456789abcdef")
    assert ran.status == 1
    assert "no commit has this head" in ran.out
