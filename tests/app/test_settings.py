"""Settings: a file gives way to the environment, and both to arguments; mistakes are told all at once."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from karez.app.settings import FILE, VARIABLES, Settings, read_settings
from karez.model.errors import RequestError
from tests.app.conftest import Karez


def write(tmp_path: Path, text: str) -> dict[str, str]:
    folder = tmp_path / "config" / "karez"
    folder.mkdir(parents=True)
    (folder / FILE).write_text(text, encoding="utf-8")
    return {"XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_CACHE_HOME": str(tmp_path / "cache")}


def test_nothing_told_is_the_default(tmp_path: Path) -> None:
    found = read_settings(environment={"XDG_CONFIG_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")})
    assert found == Settings(cache=tmp_path / "cache" / "karez")
    assert found.ledger == "karez.db"


def test_file_then_environment_then_arguments(tmp_path: Path) -> None:
    environment = write(tmp_path, 'ledger = "file.db"\ntimezone = "Asia/Kabul"\npacks = "world"\n')
    assert read_settings(environment=environment).ledger == "file.db"
    environment["KAREZ_LEDGER"] = "environment.db"
    found = read_settings({"ledger": None, "timezone": "Asia/Karachi"}, environment)
    assert (found.ledger, found.timezone, found.packs) == ("environment.db", "Asia/Karachi", ("world",))
    assert read_settings({"ledger": "argument.db"}, environment).ledger == "argument.db"


def test_settings_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().ledger = "other.db"  # type: ignore[misc]


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    environment = write(tmp_path, "ledgr = 'x'\nzone = 1\ntimezone = 5\n")
    with pytest.raises(RequestError, match="K404") as error:
        read_settings(environment=environment)
    for mistake in ("ledgr is no setting", "zone is no setting", "timezone is no text", FILE):
        assert mistake in str(error.value)


def test_an_engine_is_one_of_three(tmp_path: Path) -> None:
    environment = write(tmp_path, "engine = 'duckdb'\n")
    assert read_settings(environment=environment).engine == "duckdb"
    environment["KAREZ_ENGINE"] = "polars"
    with pytest.raises(RequestError, match="engine is none of python, duckdb, spark"):
        read_settings(environment=environment)


def test_a_broken_file_is_one_line_and_status_2(karez: Karez, tmp_path: Path) -> None:
    write(tmp_path, "ledger = \n")
    ran = karez("claims")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("K404 bad-setting: ") and len(ran.err.splitlines()) == 1


def test_the_command_line_takes_them(karez: Karez, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, f'ledger = "{tmp_path / "kept.db"}"\ntimezone = "Africa/Khartoum"\n')
    ran = karez("init")
    assert ran.out == f"ledger made: {tmp_path / 'kept.db'} (zone Africa/Khartoum)\n"
    monkeypatch.setenv("KAREZ_TIMEZONE", "Asia/Kabul")
    assert "(zone Asia/Kabul)" in karez("init", "--ledger", "b.db").out
    assert "(zone UTC)" in karez("init", "--ledger", "c.db", "--timezone", "UTC").out
    monkeypatch.setenv("KAREZ_PACKS", "no-such-pack")
    ran = karez("init", "--ledger", "d.db")
    assert ran.status == 1 and "K302" in ran.err


def test_every_setting_has_a_variable() -> None:
    assert set(VARIABLES) == set(Settings.__dataclass_fields__) - {"cache", "clock"}
