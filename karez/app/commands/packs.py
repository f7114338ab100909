"""Commands about packs: which there are, what is wrong with one, and the schema that they follow."""

import sys
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer

from karez.app.commands.options import Json
from karez.app.output import print_json, print_table
from karez.app.settings import read_settings
from karez.atlas.check.faults import Fault
from karez.atlas.check.pack import check_pack
from karez.atlas.pack import Pack, load_pack, shipped_packs
from karez.atlas.schema.load import Column, FileSchema, pack_schema
from karez.model.errors import AtlasError, RequestError


def list_packs(json: Json = False) -> None:
    """List the packs that ship and those of the settings, with what they hold and whom to credit.

    \b
    Examples:
      karez atlas list
      karez atlas list --json

    Which are used is the setting packs, KAREZ_PACKS; all that ship unless given.
    """
    settings = read_settings()
    used = shipped_packs() if settings.packs is None else settings.packs
    rows = [_pack_json(load_pack(name), name in used) for name in dict.fromkeys([*used, *shipped_packs()])]
    if json:
        print_json(rows)
        return
    table = [
        (row["id"] + ("" if row["in_use"] else " (not in use)"), row["version"], row["title"], _counts(row["rows"]))
        for row in rows
    ]
    print_table(f"{len(rows)} packs", ("pack", "version", "what", "rows"), table)
    for row in rows:
        print_table(f"To be credited for {row['id']}", ("credit",), [(credit,) for credit in row["credits"]])


def _pack_json(pack: Pack, used: bool) -> dict[str, Any]:
    info = pack.info
    return {
        "id": info.id,
        "title": info.title,
        "version": info.version,
        "country": info.country,
        "timezone": info.timezone,
        "folder": str(pack.path),
        "in_use": used,
        "rows": dict(check_pack(pack.path).rows),
        "credits": list(info.credits),
        "note": info.note,
    }


def _counts(rows: dict[str, int]) -> str:
    return ", ".join(f"{count} {name.rsplit('.', 1)[0]}" for name, count in rows.items())


def check(
    pack: Annotated[str, typer.Argument(metavar="PACK", help="The id of a pack that ships, or the path of a folder.")],
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings count as errors.")] = False,
    json: Json = False,
) -> None:
    """Check a pack and name every fault by file and row, with the way out.

    \b
    Examples:
      karez atlas check my-pack/
      karez atlas check pk-balochistan --json

    Exit status 1 where there are errors; warnings alone keep no pack from being used. Next: karez atlas schema tells
    what every file and column is for.
    """
    report = check_pack(pack)
    errors = report.faults if strict else report.errors
    warnings = () if strict else report.warnings
    rows = sum(report.rows.values())
    if json:
        print_json(
            {
                "pack": report.pack,
                "schema": pack_schema().id,
                "rows": dict(report.rows),
                "errors": len(errors),
                "warnings": len(warnings),
                "faults": [_fault_json(fault) for fault in report.faults],
            }
        )
    else:
        _print_faults("Errors", errors)
        _print_faults("Warnings", warnings)
        if not errors:
            print(f"{report.pack}: no errors in {rows} rows of {len(report.rows)} files, {len(warnings)} warnings")
    if errors:
        files = len({fault.file for fault in errors})
        message = f"{len(errors)} errors in {files} files, {len(warnings)} warnings"
        raise AtlasError("broken-pack", message, place=report.pack)


def _fault_json(fault: Fault) -> dict[str, object]:
    return {
        "file": fault.file,
        "row": fault.row,
        "column": fault.column,
        "level": fault.level,
        "rule": fault.rule,
        "message": fault.message,
        "remedy": fault.remedy,
    }


def _print_faults(title: str, faults: Iterable[Fault]) -> None:
    rows = [(fault.place, fault.rule, fault.message, fault.remedy) for fault in faults]
    if rows:
        print_table(f"{title}: {len(rows)}", ("where", "rule", "what is wrong", "what to do"), rows)


def schema(
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="Only this file, such as links.csv; all unless given.")
    ] = None,
    json: Json = False,
) -> None:
    """Print the schema of a pack: every file, every column, every word that is allowed.

    \b
    Examples:
      karez atlas schema
      karez atlas schema links.csv
      karez atlas schema --json > pack-1.json
    """
    known = pack_schema().files
    if file is not None and file not in known:
        raise RequestError("bad-value", f"{file!r} is none of {', '.join(known)}")
    files = [known[name] for name in known if file in (None, name)]
    if json:
        print_json(_schema_json(files))
        return
    for one in files:
        print_table(f"{one.name}: {one.what}", ("column", "type", "filled", "what"), list(_column_rows(one)))
    for name in dict.fromkeys(column.words for one in files for column in one.columns if column.words):
        print_table(f"Words: {name}", ("word", "meaning"), pack_schema().words[name].items())
    print("next: karez atlas check PACK", file=sys.stderr)


def _column_rows(file: FileSchema) -> Iterator[tuple[str, str, str, str]]:
    for column in file.columns:
        filled = "always" if column.required else "column must be there" if column.present else ""
        yield column.name, column.form, filled, column.what


def _schema_json(files: Iterable[FileSchema]) -> dict[str, object]:
    told = pack_schema()
    rules = [{"rule": r.name, "level": r.level, "what": r.what, "remedy": r.remedy} for r in told.rules.values()]
    return {
        "id": told.id,
        "version": told.version,
        "what": told.what,
        "words": {name: dict(words) for name, words in told.words.items()},
        "files": [
            {
                "name": file.name,
                "what": file.what,
                "required": file.required,
                "columns": [_column_json(column) for column in file.columns],
            }
            for file in files
        ],
        "faults": rules,
    }


def _column_json(column: Column) -> dict[str, object]:
    return {
        "name": column.name,
        "type": column.type,
        "required": column.required,
        "present": column.present or column.required,
        "words": column.words,
        "refers": list(column.refers),
        "min": column.low,
        "max": column.high,
        "unit": column.unit,
        "what": column.what,
    }
