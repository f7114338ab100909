"""The log is off unless asked for, structured, on stderr, and tells no secret."""

import logging
import re
from pathlib import Path

import pytest

from karez.app.log import configure, log, without_password
from tests.app.conftest import Karez

SECRET = "p%40ss-w0rd"
LINE = re.compile(r"timestamp=\d{4}-\d\d-\d\dT[\d:.]+Z level=(info|debug|warning) event=[\w-]+( \w+=(\"[^\"]*\"|\S*))*")


@pytest.fixture(autouse=True)
def quiet_again() -> None:
    configure("off")


def test_off_by_default(karez: Karez, ledger: Path) -> None:
    assert karez("brief", "--ledger", ledger).err == ""


@pytest.mark.parametrize(("word", "option"), [("info", ()), ("debug", ()), (None, ("--verbose",))])
def test_asked_for_it_is_structured_lines_on_stderr(
    karez: Karez, samples: Path, monkeypatch: pytest.MonkeyPatch, word: str | None, option: tuple[str, ...]
) -> None:
    if word:
        monkeypatch.setenv("KAREZ_LOG", word)
    karez("init")
    ran = karez(*option, "add", samples / "07-hospital.txt")
    lines = ran.err.splitlines()
    assert [re.search(r"event=(\S+)", line).group(1) for line in lines] == ["opened", "taken"]  # type: ignore[union-attr]
    assert all(LINE.fullmatch(line) for line in lines), lines
    assert "event=" not in ran.out
    assert "hospital" not in ran.err, "ids and counts, no words of reports"


def test_a_program_that_uses_the_package_hears_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    logger = logging.getLogger("karez")
    logger.handlers.clear()
    logger.setLevel(logging.NOTSET)
    logger.propagate = True
    log().info("opened", ledger="x")
    captured = capsys.readouterr()
    assert captured.out == captured.err == ""


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("karez.db", "karez.db"),
        ("folder/a:b@c.db", "folder/a:b@c.db"),
        ("postgresql://db.example.org/karez", "postgresql://db.example.org/karez"),
        ("postgresql://desk@db.example.org/karez", "postgresql://desk@db.example.org/karez"),
        ("postgresql://desk:secret@db.example.org/karez", "postgresql://desk:***@db.example.org/karez"),
        ("postgresql://desk:se@cr:et/@db.example.org/k", "postgresql://desk:***@db.example.org/k"),
        ("postgresql://:secret@db.example.org/karez", "postgresql://:***@db.example.org/karez"),
        ("postgresql://db/k?user=a&password=secret&x=1", "postgresql://db/k?user=a&password=***&x=1"),
        ("postgresql://db/k?sslpassword=secret", "postgresql://db/k?sslpassword=***"),
    ],
)
def test_no_password_of_an_address_is_shown(address: str, shown: str) -> None:
    assert without_password(address) == shown


COMMANDS = (
    ("init",),
    ("add", "none.txt"),
    ("brief",),
    ("claims",),
    ("show", "clm-00000000"),
    ("reread",),
    ("verify",),
    ("reject", "clm-00000000", "--by", "desk", "--reason", "r"),
    ("correct", "clm-00000000", "best=1", "--by", "desk", "--reason", "r"),
    ("withhold", "rep-00000000", "--by", "desk", "--reason", "r"),
)
ADDRESSES = (
    f"postgresql://desk:{SECRET}@127.0.0.1:1/none",
    f"postgresql://desk:{SECRET}@127.0.0.1:port/none",
    f"postgresql://desk:{SECRET}@[::1/none",
    f"postgresql://127.0.0.1:1/none?user=desk&password={SECRET}",
    f"postgres://desk:{SECRET}@/none?nonsense=1",
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_no_command_prints_a_password(karez: Karez, command: tuple[str, ...]) -> None:
    for address in ADDRESSES:
        ran = karez("--verbose", *command, "--ledger", address)
        assert ran.status in {1, 2}, address
        assert ran.out == ""
        assert "Traceback" not in ran.err
        assert SECRET not in ran.err and "p@ss-w0rd" not in ran.err, address


@pytest.mark.postgres
def test_a_new_ledger_on_a_server_is_told_without_its_password(karez: Karez, postgres_database: str) -> None:
    address = postgres_database.replace("karez@", f"karez:{SECRET}@")
    ran = karez("--verbose", "init", "--ledger", address)
    assert ran.status == 0
    assert ":***@" in ran.out
    assert SECRET not in ran.out + ran.err


def test_the_statement_that_a_database_refused_is_in_the_log(
    karez: Karez, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAREZ_LOG", "debug")
    ledger.write_bytes(ledger.read_bytes()[:4096] + b"\0" * 8192)
    ran = karez("brief", "--ledger", ledger)
    assert ran.status == 1
    assert "event=refused code=K2" in ran.err
    assert ran.err.splitlines()[-1].startswith("K2")
