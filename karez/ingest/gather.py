"""From a path or address to captures: files, folders, zips, pages and feeds."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from karez.ingest.hints import Hints, is_sidecar, sidecar, sidecar_name
from karez.ingest.limits import limits
from karez.model.errors import InputError
from karez.model.report import Capture

Fetch = Callable[[str], Capture]


@dataclass(frozen=True, slots=True)
class Found:
    """A capture and what its sidecar tells."""

    capture: Capture
    hints: Hints


def captures(source: str, *, now: int, fetch: Fetch) -> Iterator[Found | InputError]:
    """Yield every capture of a file, a folder (and those in it, in order of name) or an http(s) address.

    ``now`` is the instant of capture; ``fetch`` gets an address. Hidden files are passed over. What cannot be taken
    in is yielded as an error, and the rest goes on.
    """
    if source.startswith(("http://", "https://")):
        try:
            yield Found(fetch(source), Hints())
        except InputError as error:
            yield error
        return
    if not source.strip():
        yield InputError("not-found", "the name is empty", place=repr(source))
        return
    path = Path(source)
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError):
        is_folder = False
    yield from _folder(path, now) if is_folder else (_file(path, now),)


def without_sidecars(sources: Sequence[str]) -> list[str]:
    """Return the sources less the sidecars of files among them, as when a shell wrote out ``folder/*``."""
    beside = {sidecar_name(source) for source in sources if sidecar_name(source) != source}
    return [source for source in sources if not (source in beside and is_sidecar(Path(source)))]


def _folder(folder: Path, now: int) -> Iterator[Found | InputError]:
    refused: list[OSError] = []
    count = 0
    for path in _files(folder, refused):
        count += 1
        yield _file(path, now)
    for error in refused:
        place = str(error.filename or folder)
        yield InputError("not-readable", f"the folder cannot be opened: {error.strerror}", place=place)
    if not count and not refused:
        yield InputError("not-found", "there is no report in this folder", place=str(folder))


def _files(folder: Path, refused: list[OSError]) -> Iterator[Path]:
    for here, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        beside = {sidecar_name(name) for name in names if sidecar_name(name) != name}
        for name in sorted(names):
            path = Path(here) / name
            if not name.startswith(".") and not (name in beside and is_sidecar(path)):
                yield path


def _file(path: Path, now: int) -> Found | InputError:
    place = os.fsencode(path).decode("utf-8", "replace")
    try:
        if not path.is_file():
            # Reading a pipe or a device could wait for ever.
            return InputError("not-found", "this is no file" if path.exists() else "", place=place)
        size = path.stat().st_size
        if size > limits().bytes:
            return InputError("too-large", f"{size} bytes, {limits().bytes} at most are read", place=place)
        return Found(Capture(_bytes(path), place, now), sidecar(path))
    except InputError as error:
        return error
    except (OSError, ValueError) as error:
        return InputError("not-readable", getattr(error, "strerror", None) or "no usable path", place=place)


def _bytes(path: Path) -> bytes:
    # A file may grow while it is read; one byte more than is allowed tells.
    with path.open("rb") as file:
        return file.read(limits().bytes + 1)
