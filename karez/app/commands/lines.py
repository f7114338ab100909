"""The batch form of reading: one object a line in, one object a line out, in the same order."""

import codecs
import errno
import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from karez.app.explain import with_evidence
from karez.app.workspace import Workspace
from karez.ingest.dates import iso
from karez.ingest.decode import noted
from karez.ingest.language import language_code
from karez.ingest.limits import limits
from karez.model.canonical import digest
from karez.model.codec import reading_json
from karez.model.errors import InputError, KarezError, LedgerError, RequestError
from karez.model.report import Document

Json = dict[str, Any]
STDIN = Path("-")
_TOLD = ("title", "publisher", "publisher_class", "author", "url")
_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def input_lines(source: Path) -> Iterator[str | None]:
    """Yield every line of a batch (``-`` is stdin) but blank ones at its end; None for one that is too long to hold.

    Raises InputError not-found, not-readable.
    """
    try:
        with _opened(source) as file:
            blank = 0
            for line in _bounded(file):
                if line is not None and not line.strip():
                    blank += 1
                    continue
                yield from ("" for _ in range(blank))
                blank = 0
                yield line
    except FileNotFoundError as error:
        raise InputError("not-found", place=str(source)) from error
    except OSError as error:
        raise InputError("not-readable", error.strerror or "", place=str(source)) from error


def _opened(source: Path) -> TextIO:
    # A buffer of its own, so that closing leaves stdin open.
    raw = io.FileIO(sys.stdin.fileno() if source == STDIN else source, closefd=source != STDIN)
    file = io.BufferedReader(raw)
    return io.TextIOWrapper(file, encoding=_WIDE.get(file.peek(2)[:2], "utf-8-sig"), errors="replace", newline="\n")


def _bounded(file: TextIO) -> Iterator[str | None]:
    most = limits().bytes
    while line := file.readline(most + 1):
        if len(line) <= most:
            yield line
            continue
        while line and not line.endswith("\n"):
            line = file.readline(most)
        yield None


def output_line(workspace: Workspace, line: str | None, *, published: str | None = None, explain: bool = False) -> Json:
    """Return the output line of one input line: the reading, or the error in its place.

    ``published`` stands for that of a line which tells none; with ``explain`` every claim tells its evidence, too.
    The ``id`` comes back as it came. Raises RequestError alone, for a setting that no line can be read with.
    """
    identity: object = None
    try:
        value = _object(line)
        identity = value.get("id")
        _check_id(identity)
        document = _document(value, published)
        reading = workspace.read(noted(document, workspace.instant("now")), report=_report(value, document))
        made = {**reading_json("", document.text_sha256, reading), "id": identity}
        return with_evidence(made, reading, document.clean_text) if explain else made
    except RequestError:  # a setting that no line can be read with ends the batch
        raise
    except Exception as fault:  # the batch goes on; the fault is told in the line's place
        return _error(identity, told_error(fault))


def told_error(fault: Exception) -> KarezError:
    """Return what is told of a fault: an error of Karez's own as it is, any other one by its kind alone."""
    return (
        fault
        if isinstance(fault, KarezError)
        else InputError("unexpected", f"a fault in Karez: {type(fault).__name__}")
    )


def input_document(line: str | None) -> tuple[str | int, Document]:
    """Return the id and the document of an input line. Raises InputError too-large, bad-line, bad-date."""
    value = _object(line)
    return _check_id(value.get("id")), _document(value, None)


def _check_id(identity: object) -> str | int:
    if not isinstance(identity, str | int) or isinstance(identity, bool):
        raise InputError("bad-line", "there is no id" if identity is None else "the id is neither text nor number")
    return identity


def _object(line: str | None) -> Json:
    if line is None:
        raise InputError("too-large", f"the line has more than {limits().bytes} characters")
    if not line.strip():
        raise InputError("bad-line", "the line is blank")
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError("bad-line", "the line is no JSON") from error
    if not isinstance(value, dict):
        raise InputError("bad-line", "the line is no object")
    return value


def _document(value: Json, published: str | None) -> Document:
    text = value.get("text")
    if not isinstance(text, str):
        raise InputError("bad-line", "there is no text" if text is None else "the text is no string")
    told = {name: value[name] for name in _TOLD if isinstance(value.get(name), str) and value[name].strip()}
    lang = value.get("lang")
    return Document(
        text,
        **told,
        published=_published(value, published),
        lang=language_code(lang) if isinstance(lang, str) else None,
    )


def _published(value: Json, otherwise: str | None) -> str | None:
    told = value.get("published")
    if told in (None, ""):
        return otherwise
    when = iso(told) if isinstance(told, str) else None
    if when is None:
        raise InputError("bad-date", f"{str(told)[:40]!r} is no ISO date or time")
    return when


def _report(value: Json, document: Document) -> str:
    """The report's identity: the digest of the input line less its id."""
    try:
        return "rep-" + digest({key: item for key, item in value.items() if key != "id"})[:32]
    except (TypeError, ValueError, RecursionError):  # numbers or characters that canonical JSON does not have
        return document.report_id


def _error(identity: object, error: KarezError) -> Json:
    return {"id": identity, "error": {"code": error.code, "message": error.line()}}


def as_line(value: Json) -> str:
    """Write one output line; a lone surrogate, which only an id can hold, stays escaped as it came."""
    try:
        line = json.dumps(value, ensure_ascii=False)
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(value) + "\n"
    return line + "\n"


@contextmanager
def target(output: Path | None) -> Iterator[TextIO]:
    """Open what results are written to: stdout, or a file that is there whole or not at all.

    Raises RequestError bad-value where it cannot be opened, LedgerError disk-full where it cannot be written.
    """
    if output is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            # Results are UTF-8 whatever the terminal, and no line end is changed.
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        yield sys.stdout
        sys.stdout.flush()
        return
    special = output.exists() and not output.is_file()
    unfinished = output if special else output.with_name(f".{output.name}.part")
    try:
        file = unfinished.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise RequestError("bad-value", error.strerror or "it cannot be written", place=str(output)) from error
    try:
        with file:
            yield file
        if not special:
            unfinished.replace(output)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise LedgerError("disk-full", place=str(output)) from error
        raise RequestError("bad-value", error.strerror or "it cannot be written", place=str(output)) from error
    finally:
        if not special:
            unfinished.unlink(missing_ok=True)
