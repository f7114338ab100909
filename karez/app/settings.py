"""The settings: one frozen object, read once. A file gives way to the environment, and both to arguments."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from karez.ledger.ledger import Clock, machine_clock
from karez.model.errors import RequestError

FILE = "settings.toml"
# The names that a settings file may hold, and the variable that stands for each.
VARIABLES = {"ledger": "KAREZ_LEDGER", "timezone": "KAREZ_TIMEZONE", "packs": "KAREZ_PACKS"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a workspace stands on.

    ``ledger`` is a path or PostgreSQL URL; ``timezone`` (IANA) is that of new ledgers, None the first pack's;
    ``packs`` are ids or paths of atlas packs, None all that ship; ``cache`` is a folder for what may be thrown away,
    None for no such folder.
    """

    ledger: str = "karez.db"
    timezone: str | None = None
    packs: tuple[str, ...] | None = None
    cache: Path | None = None
    clock: Clock = machine_clock


def read_settings(
    arguments: Mapping[str, str | None] | None = None, environment: Mapping[str, str] = os.environ
) -> Settings:
    """Return the settings of this user: file, then environment, then ``arguments`` that are not None.

    The file is ``karez/settings.toml`` in XDG_CONFIG_HOME, else in ~/.config. Raises RequestError bad-setting, which
    names every mistake at once.
    """
    told = {name: environment[key] for name, key in VARIABLES.items() if environment.get(key)}
    given = {name: value for name, value in (arguments or {}).items() if value is not None}
    path = _folder(environment, "XDG_CONFIG_HOME", ".config") / FILE
    merged = {**_from_file(path), **told, **given}
    packs = merged.get("packs")
    return Settings(
        ledger=merged.get("ledger", "karez.db"),
        timezone=merged.get("timezone"),
        packs=tuple(part.strip() for part in packs.split(",") if part.strip()) if packs else None,
        cache=_folder(environment, "XDG_CACHE_HOME", ".cache"),
    )


def _folder(environment: Mapping[str, str], variable: str, fallback: str) -> Path:
    home = environment.get(variable)
    return (Path(home) if home else Path.home() / fallback) / "karez"


def _from_file(path: Path) -> dict[str, str]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise RequestError("bad-setting", f"not readable TOML: {error}", place=str(path)) from error
    wrong = [f"{name} is no setting" for name in sorted(set(values) - set(VARIABLES))]
    wrong += [f"{name} is no text" for name in VARIABLES if name in values and not isinstance(values[name], str)]
    if wrong:
        raise RequestError("bad-setting", "; ".join(wrong), place=str(path))
    return values
