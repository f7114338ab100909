"""Checking a whole pack: all its files, then each against the others."""

from collections.abc import Iterator
from pathlib import Path

import yaml

from karez.atlas.check.cells import cell_faults
from karez.atlas.check.faults import CheckReport, Fault, in_order, shown
from karez.atlas.check.names import name_faults
from karez.atlas.check.network import network_faults
from karez.atlas.check.other_files import key_faults, outline_faults
from karez.atlas.check.positions import Box, position_faults
from karez.atlas.check.rows import (
    Tables,
    id_faults,
    lines_of,
    parent_faults,
    people_faults,
    reference_faults,
)
from karez.atlas.check.tables import decoded, read_table
from karez.atlas.head import head_faults
from karez.atlas.pack import packs_folder
from karez.atlas.rows import parse_yaml
from karez.atlas.schema.load import pack_schema
from karez.model.errors import AtlasError

_HEAD = "pack.yaml"
_WORLD: Box = (-180.0, -90.0, 180.0, 90.0)
# Read by people only.
_PROSE = (".md", ".rst", ".txt")


def check_pack(pack: str | Path) -> CheckReport:
    """Check a pack: the id of a shipped one, or the path of a folder. Returns all faults; a broken pack raises nothing.

    Raises AtlasError (``no-pack``) where there is no such folder.
    """
    folder = packs_folder() / pack if isinstance(pack, str) else pack
    if isinstance(pack, str) and not (folder / _HEAD).is_file():
        folder = Path(pack)
    if not folder.is_dir():
        raise AtlasError("no-pack", place=str(pack))
    return check_files(folder.name, dict(_files(folder)))


def _files(folder: Path) -> Iterator[tuple[str, bytes | None]]:
    """Give the files of a folder with their bytes, None where a thing is no file or cannot be opened."""
    for path in sorted(folder.iterdir()):
        if not path.name.startswith(("_", ".")):
            try:
                yield path.name, path.read_bytes() if path.is_file() else None
            except OSError:
                yield path.name, None


def check_files(name: str, files: dict[str, bytes | None]) -> CheckReport:
    """Check the files of a pack, given as bytes by name (None: cannot be opened); ``name`` serves without a head."""
    schema = pack_schema()
    faults = list(_absent(files))
    held = {file: data for file, data in files.items() if data is not None and file in schema.files}
    tables = {file: read_table(schema.files[file], held[file]) for file in schema.files if _is_table(file, held)}
    raw: dict[str, object] = {}
    if _HEAD in held:
        raw = _head(held[_HEAD], faults)
        nodes = frozenset(line["id"] for line in lines_of(tables, "nodes.csv"))
        faults += key_faults(schema.files[_HEAD], raw, nodes) if raw else ()
    lists: dict[str, int] = {}
    for file in held.keys() - tables.keys() - {_HEAD}:
        text, found = decoded(file, held[file])
        faults += found
        faults += outline_faults(file, text) if file == "outlines.json" else ()
        lists[file] = max(0, text.count("\n") - 1)
    faults += _table_faults(tables, _box(raw))
    rows = {file: len(table.lines) for file, table in tables.items()}
    rows |= {file: count for file, count in sorted(lists.items()) if file.endswith(".tsv")}
    told = raw.get("id")
    return CheckReport(told if isinstance(told, str) and told else name, rows, in_order(faults))


def _is_table(file: str, held: dict[str, bytes]) -> bool:
    return file in held and pack_schema().files[file].is_table


def _absent(files: dict[str, bytes | None]) -> Iterator[Fault]:
    schema = pack_schema().files
    for name, file in schema.items():
        if name not in files and file.required:
            yield Fault(name, None, None, "missing-file", "there is no such file in the pack")
        if name in files and file.needs and file.needs not in files:
            yield Fault(file.needs, None, None, "missing-file", f"{name} needs it")
    for name, data in files.items():
        if name in schema and data is None:
            yield Fault(name, None, None, "unreadable", "the file cannot be opened")
        elif name not in schema and not name.lower().endswith(_PROSE):
            yield Fault(name, None, None, "unknown-file", f"{shown(name)} is not in the schema and is never read")


def _head(data: bytes, faults: list[Fault]) -> dict[str, object]:
    """Return the mapping of ``pack.yaml``, empty where it is none."""
    text, found = decoded(_HEAD, data)
    faults += found
    try:
        return parse_yaml(text, _HEAD)
    except AtlasError as error:
        mark = error.__cause__.problem_mark if isinstance(error.__cause__, yaml.MarkedYAMLError) else None
        # Where something lacks at the end, YAML counts a line that is not there.
        row = min(mark.line, text.count("\n")) + 1 if mark else None
        faults.append(Fault(_HEAD, row, None, "bad-head", " ".join(error.detail.split())))
        return {}


def _box(raw: dict[str, object]) -> Box:
    box = raw.get("bbox")
    if not isinstance(box, list) or any(key == "bbox" for key, _ in head_faults(raw)):
        return _WORLD
    west, south, east, north = map(float, box)
    return west, south, east, north


def _table_faults(tables: Tables, box: Box) -> Iterator[Fault]:
    for table in tables.values():
        yield from table.faults
        yield from cell_faults(table)
        yield from position_faults(table, box)
    yield from id_faults(tables)
    yield from reference_faults(tables)
    yield from parent_faults(tables)
    yield from people_faults(tables)
    yield from network_faults(tables, box)
    yield from name_faults(tables)
