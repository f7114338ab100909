"""From a path or address to captures: files, folders, zips, pages and feeds."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from karez.ingest.hints import Hints, is_sidecar, sidecar
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
    path = Path(source)
    if path.is_dir():
        for file in _files(path):
            yield _file(file, now)
    else:
        yield _file(path, now)


def _files(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(here) / name
            if not name.startswith(".") and not is_sidecar(path):
                yield path


def _file(path: Path, now: int) -> Found | InputError:
    try:
        if not path.is_file():
            return InputError("not-found", place=str(path))
        if path.stat().st_size > limits().bytes:
            return InputError("too-large", f"{path.stat().st_size} bytes", place=str(path))
        hints = sidecar(path)
        return Found(Capture(path.read_bytes(), str(path), now), hints)
    except InputError as error:
        return error
    except (OSError, ValueError) as error:
        return InputError("not-readable", getattr(error, "strerror", None) or "no usable path", place=str(path))
