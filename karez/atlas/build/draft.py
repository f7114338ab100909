"""A pack while it is being built: its head and tables as they will be written, whole or not at all.

The new pack is written into a folder beside the old one (``.NAME.build``), checked there, and put in its place by
renaming. A build that is killed leaves the old pack whole; the next one clears up after it.
"""

import csv
import hashlib
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from karez.atlas.check.faults import CheckReport
from karez.atlas.check.pack import check_pack
from karez.atlas.rows import read_rows, read_yaml
from karez.atlas.schema.load import SCHEMA, FileSchema, pack_schema
from karez.model.errors import AtlasError, RequestError

HEAD = "pack.yaml"
Cells = dict[str, str]
# Where a pack's version comes from a build, this stands between the user's own part and the digest.
_BUILT = "+"
_FIRST_VERSION = "1"


@dataclass(frozen=True, slots=True)
class HeadWish:
    """What the user says of a pack's head; None leaves it as it is, or to the builder where the pack is new."""

    id: str | None = None
    title: str | None = None
    timezone: str | None = None
    country: str | None = None


@dataclass(slots=True)
class Draft:
    """The head and the tables of a pack, by file name; rows are cells by column, empty cells are ``""``."""

    folder: Path
    head: dict[str, Any]
    tables: dict[str, list[Cells]]
    new: bool
    digest: str
    # Files that are no tables, by name, as they are to be written.
    others: dict[str, str] = field(default_factory=dict)

    @property
    def work(self) -> Path:
        """The folder beside the pack in which a build works."""
        return self.folder.parent / f".{self.folder.name}.build"

    def rows(self, file: str) -> list[Cells]:
        """Return the rows of a file, to be changed in place."""
        return self.tables.setdefault(file, [])

    def credit(self, line: str) -> None:
        """Name whom the pack owes something, once."""
        listed = self.head.setdefault("credits", [])
        if line not in listed:
            listed.append(line)

    def widen(self, points: Iterable[tuple[float, float]]) -> None:
        """Let the head's box hold these (lat, lon) points, with a rim of a tenth of a degree."""
        at = list(points)
        if not at:
            return
        lats, lons = [lat for lat, _ in at], [lon for _, lon in at]
        box = [min(lons) - 0.1, min(lats) - 0.1, max(lons) + 0.1, max(lats) + 0.1]
        old = self.head.get("bbox")
        if old:
            box = [min(box[0], old[0]), min(box[1], old[1]), max(box[2], old[2]), max(box[3], old[3])]
        limits = (-180.0, -90.0, 180.0, 90.0)
        inside = [max(box[0], limits[0]), max(box[1], limits[1]), min(box[2], limits[2]), min(box[3], limits[3])]
        self.head["bbox"] = [round(edge, 2) for edge in inside]


def open_draft(folder: Path, wish: HeadWish) -> Draft:
    """Open the pack in ``folder`` for a build, or begin one where there is none.

    Clears up after a build that was killed. Raises AtlasError ``broken-pack`` where the pack that is there has errors,
    ``not-written`` where the folder cannot be used; RequestError ``bad-request`` where it holds something else.
    """
    # Where the folder is a link, the pack that it leads to is written anew, and the link stays.
    folder = folder.resolve()
    try:
        _recover(folder)
        listed = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    except OSError as error:
        raise _not_written(folder, error) from error
    if listed and HEAD not in listed:
        raise RequestError(
            "bad-request", f"the folder holds {listed[0]} and no {HEAD}: it is no pack", place=str(folder)
        )
    if not listed:
        return Draft(
            folder, _told({"id": _slug(folder.name), "title": folder.name, "schema": SCHEMA}, wish), {}, True, ""
        )
    report = check_pack(folder)
    if report.errors:
        raise _broken(report, "the pack has errors already; mend it before more is built into it: ")
    tables = {
        name: [Cells(row) for row in read_rows(folder / name, ())]
        for name, file in pack_schema().files.items()
        if file.is_table and (folder / name).exists()
    }
    return Draft(folder, _told(read_yaml(folder / HEAD), wish), tables, False, _digest(folder))


def _told(head: Mapping[str, Any], wish: HeadWish) -> dict[str, Any]:
    said = {key: getattr(wish, key) for key in ("id", "title", "timezone", "country")}
    return {**head, **{key: value for key, value in said.items() if value is not None}}


def _slug(name: str) -> str:
    letters = "".join(char if char.isascii() and char.isalnum() else "-" for char in name.lower())
    return letters.strip("-") or "pack"


def save(draft: Draft) -> CheckReport:
    """Write the draft in place of the pack, and return what ``karez atlas check`` says of it.

    Raises AtlasError: ``broken-pack`` where the new pack has errors, ``pack-changed`` where another has written the
    pack meanwhile, ``not-written`` for a full disk or missing rights. In each case the old pack stays as it was.
    """
    written = draft.work / "new"
    try:
        _write(draft, written)
        report = check_pack(written)
        if report.errors:
            raise _broken(report, "what was built has errors and was not kept: ")
        if draft.folder.exists() and _digest(draft.folder) != draft.digest:
            raise AtlasError("pack-changed", place=str(draft.folder))
        _swap(draft, written)
    except OSError as error:
        raise _not_written(draft.folder, error) from error
    finally:
        _tidy(draft.work)
    shutil.rmtree(draft.work, ignore_errors=True)
    return report


def _swap(draft: Draft, written: Path) -> None:
    old = draft.work / "old"
    if draft.folder.exists():
        draft.folder.rename(old)
    try:
        written.rename(draft.folder)
    except OSError:
        if old.exists():
            old.rename(draft.folder)
        raise


def _recover(folder: Path) -> None:
    """Clear up after a build that was killed: the old pack stands where it stood, half-written files are gone."""
    work = folder.parent / f".{folder.name}.build"
    if (work / "old").exists() and not folder.exists():
        (work / "old").rename(folder)
    for name in ("old", "new"):
        if (work / name).exists():
            shutil.rmtree(work / name)


def _write(draft: Draft, folder: Path) -> None:
    if draft.folder.exists():
        shutil.copytree(draft.folder, folder)
    else:
        folder.mkdir(parents=True)
    for name, rows in draft.tables.items():
        if rows or (folder / name).exists():
            _write_table(folder / name, pack_schema().files[name], rows)
    for name, text in draft.others.items():
        (folder / name).write_text(text, encoding="utf-8")
    own = str(draft.head.get("version") or _FIRST_VERSION).split(_BUILT, 1)[0]
    head = {**draft.head, "version": f"{own}{_BUILT}{_digest(folder, but=HEAD)[:8]}"}
    if draft.new or head != read_yaml(folder / HEAD):
        text = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=120)
        (folder / HEAD).write_text(text, encoding="utf-8")


def _write_table(path: Path, schema: FileSchema, rows: list[Cells]) -> None:
    """Write a table where it has changed: the columns it had, those that must be there, those that hold something."""
    had: list[str] = []
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as file:
            had = next(csv.reader(file), [])
        if [_filled(row) for row in read_rows(path, ())] == [_filled(row) for row in rows]:
            return
    filled = {name for row in rows for name, cell in row.items() if cell}
    wanted = filled | set(schema.head)
    columns = had + [column.name for column in schema.columns if column.name in wanted and column.name not in had]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _filled(row: Mapping[str, str]) -> Cells:
    return {name: cell for name, cell in row.items() if cell}


def _digest(folder: Path, *, but: str | None = None) -> str:
    """Return the digest of a pack's files, so that a change by another is seen."""
    whole = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name != but:
            whole.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\0".encode())
    return whole.hexdigest()


def _broken(report: CheckReport, before: str) -> AtlasError:
    first = report.errors[0]
    more = f" (and {len(report.errors) - 1} more errors)" if len(report.errors) > 1 else ""
    return AtlasError("broken-pack", f"{before}{first.message}{more}", place=f"{report.pack}/{first.place}")


def _not_written(folder: Path, error: OSError) -> AtlasError:
    return AtlasError("not-written", error.strerror or str(error), place=str(folder))


def kept_step(work: Path, key: str, make: Callable[[Path], None]) -> Path:
    """Return the file of a step that is worth keeping; ``make`` writes it where it is not there yet.

    ``key`` tells what the step depends on, so that a build that was killed goes on from here and another input
    begins anew. The file is there whole or not at all. Raises AtlasError ``not-written``.
    """
    path = work / f"step-{key}"
    try:
        if not path.exists():
            work.mkdir(parents=True, exist_ok=True)
            unfinished = work / f"unfinished-{key}"
            make(unfinished)
            unfinished.replace(path)
    except OSError as error:
        raise _not_written(work, error) from error
    finally:
        _tidy(work)
    return path


def _tidy(work: Path) -> None:
    """Take away what is not worth keeping of a build that did not come through, and the folder where that is all."""
    shutil.rmtree(work / "new", ignore_errors=True)
    for unfinished in work.glob("unfinished-*"):
        unfinished.unlink(missing_ok=True)
    if work.exists() and not any(work.iterdir()):
        work.rmdir()
