"""The settings: one frozen object, read once. A file gives way to the environment, and both to arguments."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from karez.ledger.ledger import Clock, machine_clock
from karez.model.errors import RequestError
from karez.reconcile.series.rule import VAGUE, vague_rules
from karez.resolve.incidents.engines import ENGINES

FILE = "settings.toml"
# The names that a settings file may hold, and the variable that stands for each.
VARIABLES = {
    "ledger": "KAREZ_LEDGER",
    "timezone": "KAREZ_TIMEZONE",
    "packs": "KAREZ_PACKS",
    "reader": "KAREZ_READER",
    "engine": "KAREZ_ENGINE",
    "llm_url": "KAREZ_LLM_URL",
    "llm_model": "KAREZ_LLM_MODEL",
    "llm_key": "KAREZ_LLM_KEY",
    "llm_calls": "KAREZ_LLM_CALLS",
    "llm_tokens": "KAREZ_LLM_TOKENS",
    "llm_seconds": "KAREZ_LLM_SECONDS",
    "llm_timeout": "KAREZ_LLM_TIMEOUT",
    "vague_rule": "KAREZ_VAGUE_RULE",
}
READERS = ("builtin", "rules", "llm")
# Whole numbers above 0; in a file they may stand as such.
_WHOLE = re.compile("[1-9][0-9]{0,8}")
_NUMBERS = ("llm_calls", "llm_tokens", "llm_seconds", "llm_timeout")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a workspace stands on.

    ``ledger`` is a path or PostgreSQL URL; ``timezone`` (IANA) is that of new ledgers, None the first pack's;
    ``packs`` are ids or paths of atlas packs, None all that ship; ``cache`` is a folder for what may be thrown away,
    None for no such folder.

    ``reader`` is ``builtin`` (rules and a network), ``rules`` alone or ``llm``, the language model ``llm_model``
    behind ``llm_url``; ``llm_key`` is a secret and in no ``repr``. ``llm_calls``, ``llm_tokens`` and ``llm_seconds``
    are the most that one report may cost, ``llm_timeout`` the most seconds of one call; None for the reader's own.

    ``engine`` is what weighs pairs of claims when they are joined: ``python``, ``duckdb`` or ``spark``, with one
    result; None for the one that suits the number of claims.
    ``vague_rule`` is the rule by which tolls over time put numbers to vague words.
    """

    ledger: str = "karez.db"
    timezone: str | None = None
    packs: tuple[str, ...] | None = None
    cache: Path | None = None
    clock: Clock = machine_clock
    reader: str = "builtin"
    engine: str | None = None
    llm_url: str | None = None
    llm_model: str | None = None
    llm_key: str | None = field(default=None, repr=False)
    llm_calls: int | None = None
    llm_tokens: int | None = None
    llm_seconds: int | None = None
    llm_timeout: int | None = None
    vague_rule: str = VAGUE


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
    _check(merged)
    return Settings(
        ledger=merged.get("ledger", "karez.db"),
        timezone=merged.get("timezone"),
        packs=tuple(part.strip() for part in packs.split(",") if part.strip()) if packs else None,
        cache=_folder(environment, "XDG_CACHE_HOME", ".cache"),
        reader=merged.get("reader", READERS[0]),
        engine=merged.get("engine"),
        llm_url=merged.get("llm_url"),
        llm_model=merged.get("llm_model"),
        llm_key=merged.get("llm_key"),
        llm_calls=_number(merged, "llm_calls"),
        llm_tokens=_number(merged, "llm_tokens"),
        llm_seconds=_number(merged, "llm_seconds"),
        llm_timeout=_number(merged, "llm_timeout"),
        vague_rule=merged.get("vague_rule", VAGUE),
    )


def _number(merged: Mapping[str, str], name: str) -> int | None:
    return int(merged[name]) if name in merged else None


def _check(merged: Mapping[str, str]) -> None:
    """Refuse words that are no reader, engine or rule, and numbers that are none. Raises one RequestError."""
    words = {"reader": READERS, "engine": ENGINES, "vague_rule": vague_rules()}
    wrong = [
        f"{name} is none of {', '.join(known)}"
        for name, known in words.items()
        if merged.get(name, known[0]) not in known
    ]
    wrong += [
        f"{name} is no whole number above 0"
        for name in _NUMBERS
        if name in merged and not _WHOLE.fullmatch(merged[name])
    ]
    if wrong:
        raise RequestError("bad-setting", "; ".join(wrong))


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
    told = {name: str(value) if name in _NUMBERS and type(value) is int else value for name, value in values.items()}
    wrong += [f"{name} is no text" for name in VARIABLES if name in told and not isinstance(told[name], str)]
    if wrong:
        raise RequestError("bad-setting", "; ".join(wrong), place=str(path))
    return told
