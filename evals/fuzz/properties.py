"""What must hold for every input. Each property takes a source of chance and raises AssertionError where it fails."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any

from jsonschema import Draft202012Validator

from evals.fuzz.files import EXTENSIONS, any_bytes, any_file, any_json, archive, json_lines, markup
from evals.fuzz.words import any_string
from karez.app.commands.lines import as_line, output_line
from karez.app.schema import schema_of
from karez.app.workspace import Workspace
from karez.atlas.atlas import Atlas
from karez.ingest.decode import decode
from karez.ingest.encoding import decode_text
from karez.model.codec import claim_from, claim_json, reading_json
from karez.model.errors import InputError, codes
from karez.model.report import Capture, Document
from karez.read.reader import Reader

_CAPTURED = 1_769_900_000_000_000
_PUBLISHED = (None, "2026-02-02", "2026-02-02T10:00:00+05:00", "0001-01-01", "9999-12-30", "2024-02-29T23:59:59")


@cache
def reader() -> Reader:
    """The reader on the atlas that ships."""
    return Reader(Atlas.open())


@cache
def validator() -> Draft202012Validator:
    """Checks a reading against the schema that ships."""
    return Draft202012Validator(schema_of("reading"))


def read_any_string(random: Random) -> None:
    """Any string is read without an exception, and every span in the reading is true."""
    text = any_string(random)
    title = any_string(random)[:80] if random.random() < 0.3 else None
    check_reading(
        Document(text, title=title, published=random.choice(_PUBLISHED), lang="en"), valid=random.random() < 0.05
    )


def check_reading(document: Document, *, valid: bool = True) -> None:
    """Read a document and check spans, links, bounds and, with ``valid``, the schema."""
    reading = reader().read(document)
    text = document.clean_text
    value = reading_json("x", document.text_sha256, reading)
    for span in _spans(value):
        assert text[span["start"] : span["end"]] == span["quote"], f"a span that is not true: {span}"
        assert 0 <= span["start"] < span["end"] <= len(text), f"a span out of the text: {span}"
    ids = [claim["id"] for claim in value["claims"]]
    assert len(set(ids)) == len(ids), "two claims have one id"
    for claim in value["claims"]:
        _check_claim(claim, text, set(ids))
    for claim in reading.claims:
        assert claim_json(claim_from(claim_json(claim))) == claim_json(claim), "a claim does not survive its JSON"
    if valid:
        error = next(validator().iter_errors(json.loads(json.dumps(value))), None)
        assert error is None, f"the schema refuses: {error.message[:200] if error else ''}"


def _check_claim(claim: dict[str, Any], text: str, ids: set[str]) -> None:
    pairs = [pair for field in claim["fields"].values() for pair in _pairs(field)] + claim["also"]
    for start, end in pairs:
        assert 0 <= start < end <= len(text), f"a field out of the text: {claim['fields']} {claim['also']}"
    assert 0 <= claim["confidence"] <= 1
    for link in ("part_of", "of", "replaces"):
        assert claim.get(link) is None or (claim[link] in ids and claim[link] != claim["id"]), f"{link} leads nowhere"
    if claim["kind"] == "toll":
        bounds = [bound for bound in (claim["low"], claim["best"], claim["high"]) if bound is not None]
        assert bounds == sorted(bounds) and all(bound >= 0 for bound in bounds), f"bounds {bounds}"


def _pairs(field: list[Any]) -> list[Any]:
    return field if field and isinstance(field[0], list) else [field]


def _spans(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"start", "end", "quote"} <= value.keys():
            yield value
        for item in value.values():
            yield from _spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from _spans(item)


def check_decoded(data: bytes, name: str) -> None:
    """Decode bytes under a name: documents that can be written as UTF-8, or errors of one line."""
    outcomes = list(decode(Capture(data, name, _CAPTURED)))
    assert outcomes, "nothing was said of the input"
    for outcome in outcomes:
        if isinstance(outcome, InputError):
            assert outcome.name in codes() and "\n" not in outcome.line() and outcome.place
        else:
            assert isinstance(outcome, Document)
            outcome.text.encode()
            assert outcome.text == outcome.clean_text and "\x00" not in outcome.text
            assert outcome.text.strip() or any(note.code == "no-text" for note in outcome.notes), "silently quiet"
            assert {note.code for note in outcome.notes} <= set(codes())
            assert outcome.report_id.startswith("rep-")


def decode_any_file(random: Random) -> None:
    """A file of any format, whole or broken, is decoded or refused in one line."""
    extension = random.choice(EXTENSIONS)
    check_decoded(any_file(random, extension), f"a.{extension}" if extension else "a")


def decode_any_bytes(random: Random) -> None:
    """The same bytes under a name of any format."""
    check_decoded(any_bytes(random), f"a.{random.choice(EXTENSIONS)}")


def decode_any_text(random: Random) -> None:
    """Bytes become a text that can be written again, or are refused; what did not fit is noted."""
    data = any_bytes(random)
    declared = random.choice((None, "utf-8", "cp1252", "utf-16", "no-such", "x\x00", "idna", "hex"))
    try:
        text, notes = decode_text(data, declared=declared, place="a")
    except InputError as error:
        assert error.name == "not-readable"
        return
    assert isinstance(text, str) and "\x00" not in text
    assert ("�" in text) == any(note.code == "mixed-encoding" for note in notes)


def decode_json_lines(random: Random) -> None:
    """Lines of any JSON values: one outcome for every line that is not blank."""
    check_decoded(json_lines(random), "a.jsonl")


def decode_archive(random: Random) -> None:
    """A zip of members of any name and content."""
    check_decoded(archive(random), "a.zip")


def decode_markup(random: Random) -> None:
    """A page of any tags in any order."""
    check_decoded(markup(random).encode("utf-8", "replace"), "a.html")


class Batch:
    """Lines of a batch through the door, on a ledger that is thrown away."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def __call__(self, random: Random) -> None:
        """Any line gives one line: a reading, or an error in its place, with the id as it came."""
        value = any_json(random)
        if isinstance(value, dict) and random.random() < 0.7:
            value = {**value, "id": random.choice(("a", 7, "\ud800", "")), "text": any_string(random)}
        line = json.dumps(value, ensure_ascii=random.random() < 0.5)
        if random.random() < 0.1:
            line = any_string(random)
        made = output_line(self._workspace, line)
        written = as_line(made)
        assert written.endswith("\n") and written.count("\n") == 1
        back = json.loads(written.encode())
        assert ("error" in back) != ("claims" in back)
        assert "error" not in back or back["error"]["code"] != codes()["unexpected"].code, back["error"]
        if "claims" in back:
            assert back["id"] == json.loads(line)["id"]


PROPERTIES: dict[str, Callable[[Random], None]] = {
    "read any string": read_any_string,
    "decode any file": decode_any_file,
    "decode any bytes": decode_any_bytes,
    "decode any text": decode_any_text,
    "decode JSON lines": decode_json_lines,
    "decode archives": decode_archive,
    "decode markup": decode_markup,
}
