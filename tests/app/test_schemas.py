"""Everything that is printed as JSON fits the schema that ships, and the schemas say no more than the contract."""

import copy
import json
from collections.abc import Iterator
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from karez.app.commands.lines import output_line
from karez.app.schema import NAMES, schema_of
from karez.app.workspace import Workspace
from karez.model import vocabulary as words
from karez.model.codec import claim_json, reading_json
from karez.model.report import Document
from tests.app.conftest import Karez


def strict(schema: Any) -> Any:  # noqa: ANN401 - any JSON
    """The schema with every object closed: a key that it does not name is a fault."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: strict(value) for key, value in schema.items()}
    # A kind of claim is closed by the claim that it is a part of.
    if "properties" in schema and "kind" not in schema.get("required", []):
        closed["unevaluatedProperties"] = False
    if str(schema.get("$id", "")).endswith(":claim"):
        closed["unevaluatedProperties"] = False
    return closed


def validator(name: str) -> Draft202012Validator:
    schema = schema_of(name)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(strict(schema), format_checker=None)


@pytest.fixture(scope="module")
def reader() -> Iterator[Workspace]:
    with Workspace.passing() as workspace:
        yield workspace


def enums(schema: Any) -> Iterator[tuple[str, set[str]]]:  # noqa: ANN401 - any JSON
    """Every property with a closed list of words, and the words."""
    if isinstance(schema, dict):
        for name, value in schema.get("properties", {}).items():
            found = value.get("enum") or value.get("items", {}).get("enum") if isinstance(value, dict) else None
            if found:
                yield name, {word for word in found if word is not None}
        for value in schema.values():
            yield from enums(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from enums(value)


VOCABULARIES: tuple[tuple[str, str, type[StrEnum]], ...] = (
    ("incident", "type", words.IncidentType),
    ("incident", "means", words.Means),
    ("toll", "harm", words.Harm),
    ("toll", "qualifier", words.Qualifier),
    ("toll", "victims", words.Victims),
    ("toll", "scope", words.Scope),
    ("toll", "unit", words.Unit),
    ("status", "state", words.AssetState),
    ("status", "cause", words.Cause),
    ("status", "conditions", words.Condition),
    ("status", "extent", words.Extent),
    ("control", "state", words.ControlState),
    ("directive", "action", words.Action),
    ("actor", "class", words.ActorClass),
    ("asset", "type", words.AssetType),
    ("claimant", "class", words.ClaimantClass),
    ("when", "precision", words.Precision),
    ("where", "relation", words.Relation),
)


@pytest.mark.parametrize(("part", "name", "vocabulary"), VOCABULARIES)
def test_vocabularies_are_those_of_the_model(part: str, name: str, vocabulary: type[StrEnum]) -> None:
    claim = schema_of("reading")["$defs"]["claim"]
    assert dict(enums(claim["$defs"][part]))[name] == {str(word) for word in vocabulary}


def test_no_closed_list_is_left_unchecked() -> None:
    claim = schema_of("reading")["$defs"]["claim"]
    known = {name for _, name, _ in VOCABULARIES} | {"kind", "realis"}
    assert {name for name, _ in enums(claim)} <= known
    own = dict(enums({**claim, "$defs": {}}))
    assert own == {"kind": set(map(str, words.ClaimKind)), "realis": set(map(str, words.Realis))}
    assert dict(enums(schema_of("reading")["$defs"]["place"]))["use"] == set(map(str, words.PlaceUse))
    assert dict(enums(schema_of("judgement")))["verdict"] == set(map(str, words.Verdict))
    assert dict(enums(schema_of("brief")))["marking"] == set(map(str, words.Marking))


def test_every_schema_ships_and_stands_alone() -> None:
    shipped = {path.name.split(".")[0] for path in files("karez.app").joinpath("schemas").iterdir()}
    assert shipped == {*NAMES, "claim", "origin"}
    for name in NAMES:
        schema = schema_of(name)
        assert schema["$id"] == f"urn:karez:schema:{name}"
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        text = json.dumps(schema)
        for shared in ("claim", "origin"):
            assert (f'"urn:karez:schema:{shared}"' in text) == (shared in schema.get("$defs", {}))


def test_the_command_prints_them(karez: Karez) -> None:
    assert karez("schema").out.split() == list(NAMES)
    assert karez("schema", "reading").json == schema_of("reading")


def test_readings_of_the_samples_fit(karez: Karez, samples: Path) -> None:
    ran = karez("read", samples)
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert len(lines) == 12
    check = validator("reading")
    for line in lines:
        check.validate(line)
    assert {claim["kind"] for line in lines for claim in line["claims"]} == set(map(str, words.ClaimKind))


def test_a_batch_fits_and_so_do_its_errors(karez: Karez, tmp_path: Path) -> None:
    lines = [
        '{"id": "a", "text": "On Saturday 3 soldiers were killed.", "published": "2026-02-02"}',
        "no JSON at all",
        '{"id": 7, "text": "x"}',
        '{"id": "b"}',
        '{"id": null, "text": "x"}',
        "[]",
        '{"id": "c", "text": "x", "published": "soon"}',
        '{"id": "d", "text": ""}',
    ]
    batch = tmp_path / "in.jsonl"
    batch.write_text("\n".join(lines), encoding="utf-8")
    ran = karez("read", "--jsonl", batch)
    assert ran.status == 3
    found = [json.loads(line) for line in ran.out.splitlines()]
    assert len(found) == len(lines)
    check = validator("reading")
    for line in found:
        check.validate(line)
    assert {"claims", "error"} <= {key for line in found for key in line}


def test_readings_of_the_gold_texts_fit(reader: Workspace, shared_data: Path) -> None:
    check = validator("reading")
    texts = (shared_data / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    for line in texts:
        value = json.loads(line)
        told = {key: value.get(key) for key in ("id", "text", "title", "published", "publisher", "lang", "url")}
        out = output_line(reader, json.dumps(told))
        assert "claims" in out
        check.validate(out)


# 500 at least; a profile may ask for more.
EXAMPLES = max(500, settings().max_examples)
CHECK = validator("reading")
PHRASES = st.sampled_from(
    ["On Saturday", "24 people were killed", "at least", "dozens", "the army said", "in Quetta", "the N-25 highway",
     "was closed", "because of mines", "until 6 pm", "armed attackers", "stormed", "the town", "were detained",
     "allegedly", "no casualties", "a curfew was imposed", "for 30 days", "analysts believe", ".", ",", "\n", "“", "”",
     "31 January 2026", "families were displaced", "soldiers", "\ud800", "\x00", "١٢", "\u200f", "e\u0301"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PHRASES, max_size=30).map(" ".join))


@given(TEXTS, st.sampled_from([None, "2026-02-02", "2026-02-02T12:00:00+05:00"]))
@settings(max_examples=EXAMPLES)
def test_readings_of_any_string_fit_and_every_quote_stands_in_the_text(
    reader: Workspace, text: str, published: str | None
) -> None:
    document = Document(text, published=published, lang="en")
    value = reading_json("x", document.text_sha256, reader.read(document))
    CHECK.validate(json.loads(json.dumps(value)))
    clean = document.clean_text
    for claim in value["claims"]:
        assert clean[claim["start"] : claim["end"]] == claim["quote"]


@given(st.binary(max_size=200))
@settings(max_examples=EXAMPLES)
def test_any_line_of_a_batch_gives_a_line_that_fits(reader: Workspace, data: bytes) -> None:
    line = data.decode("utf-8", "replace")
    CHECK.validate(json.loads(json.dumps(output_line(reader, line))))


def test_what_ledgers_print_fits(karez: Karez, ledger: Path, samples: Path) -> None:
    more = ("--ledger", ledger, "--json")
    added = karez("add", samples / "07-hospital.txt", "none.txt", *more)
    assert added.status == 3
    assert [len(added.json[key]) for key in ("added", "unchanged", "failed")] == [1, 0, 1]
    validator("add").validate(added.json)
    rows = karez("claims", *more).json
    validator("claims").validate(rows)
    validator("reread").validate(karez("reread", *more).json)
    validator("verify").validate(karez("verify", *more).json)
    copies = karez("copies", *more).json
    validator("copies").validate(copies)
    assert len(copies["groups"]) == 1 and len(copies["groups"][0]["reports"]) == 3
    validator("brief").validate(karez("brief", *more).json)
    by = ("--by", "desk", "--reason", "a test")
    toll = next(
        row for row in rows if row["kind"] == "toll" and row["value"].count("/") == 2 and "?" not in row["value"]
    )
    for command in (("correct", toll["claim"], "best=1"), ("reject", toll["claim"]), ("accept", toll["claim"]),
                    ("withhold", toll["report"])):  # fmt: skip
        judged = karez(*command, *by, *more)
        validator("judgement").validate(judged.json)
        show = validator("show")
        show.validate(karez("show", judged.json["id"], *more).json)
    show.validate(karez("show", toll["claim"], *more).json)
    show.validate(karez("show", toll["report"], *more).json)
    with Workspace.open(str(ledger)) as workspace:
        one, other = sorted(workspace.incidents.held().members)[:2]
    for command in (("keep-apart", one, other), ("join", one, other)):
        validator("judgement").validate(karez(*command, *by, *more).json)
    page = karez("show", one, *more).json
    show.validate(page)
    assert len(page["incident"]["decisions"]) == 2 and page["incident"]["claims"]
    validator("why").validate(karez("why", one, one[:14], *more).json)
    validator("suggestions").validate(karez("suggestions", *more).json)
    validator("brief").validate(karez("brief", *more).json)


def test_every_claim_of_a_ledger_fits(ledger: Path) -> None:
    check = Draft202012Validator(strict(schema_of("reading")["$defs"]["claim"]))
    with Workspace.open(str(ledger)) as workspace:
        told = [item.claim for item in workspace.claims()]
    assert len(told) > 50
    for claim in told:
        check.validate(json.loads(json.dumps(claim_json(claim))))


def test_the_schemas_refuse_what_breaks_the_contract(karez: Karez, samples: Path) -> None:
    check = validator("reading")
    line = json.loads(karez("read", samples / "01-wire-first-day.txt").out)
    check.validate(line)
    toll = next(at for at, claim in enumerate(line["claims"]) if claim["kind"] == "toll")
    for path, value in (
        (("claims", toll, "harm"), "sad"),
        (("claims", toll, "low"), -1),
        (("claims", toll, "best"), 2.5),
        (("claims", toll, "id"), "clm-1"),
        (("claims", toll, "state"), "open"),
        (("claims", toll, "confidence"), 2),
        (("claims", toll, "fields"), {"number": [1]}),
        (("text_sha256",), "x"),
        (("surprise",), 1),
    ):
        broken = copy.deepcopy(line)
        inside = broken
        for key in path[:-1]:
            inside = inside[key]
        inside[path[-1]] = value
        with pytest.raises(ValidationError):
            check.validate(broken)
    del line["claims"][toll]["claimant"]
    with pytest.raises(ValidationError):
        check.validate(line)
