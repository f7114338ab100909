"""The JSON Schemas (draft 2020-12) of everything that is printed as JSON. They ship in the package."""

import json
from importlib.resources import files
from typing import Any

from karez.model.errors import RequestError

# What prints each: read; brief --json; claims --json; contradictions --json; add --json; reread --json; show --json;
# reject, accept, correct, withhold, join, split and keep-apart --json; verify --json; access --json; why --json;
# suggestions --json; copies --json; diff --json; retract --json; briefs --json; tolls --json; explain --json;
# grade --json; grades --json; atlas list, check, schema and build --json.
NAMES = (
    "reading", "brief", "briefs", "claims", "contradictions", "copies", "diff", "retract", "add", "reread", "show",
    "judgement", "verify", "access", "why", "suggestions", "tolls", "explain", "grade", "grades", "atlas-list",
    "atlas-check", "atlas-schema", "atlas-build",
)  # fmt: skip
# What several of them hold.
_SHARED = ("claim", "origin")


def schema_of(name: str) -> dict[str, Any]:
    """Return a schema by its name, whole: what it shares with others stands in it. Raises RequestError bad-value."""
    if name not in NAMES:
        raise RequestError("bad-value", f"{name!r} is none of {', '.join(NAMES)}")
    found = _load(name)
    for name_shared in _SHARED:
        shared = _load(name_shared)
        if shared["$id"] in json.dumps(found):
            found["$defs"] = {**found.get("$defs", {}), name_shared: shared}
    return found


def _load(name: str) -> dict[str, Any]:
    text = files("karez.app").joinpath("schemas").joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
    value: dict[str, Any] = json.loads(text)
    return value
