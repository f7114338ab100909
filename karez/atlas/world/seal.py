"""Telling a whole index from a broken one: a list of its arrays with size, time and checksum, written last."""

import json
import os
import zlib
from collections.abc import Mapping
from pathlib import Path

LIST = "whole.json"
_CHUNK = 1 << 20


def seal(folder: Path) -> None:
    """List the arrays in ``folder``; all of it is on the disk when this returns."""
    told = {}
    for path in folder.glob("*.npy"):
        with path.open("rb+") as array:
            os.fsync(array.fileno())
        state = path.stat()
        told[path.name] = {"size": state.st_size, "changed": state.st_mtime_ns, "check": _checksum(path)}
    with (folder / LIST).open("w", encoding="utf-8") as file:
        json.dump(told, file)
        file.flush()
        os.fsync(file.fileno())


def is_whole(folder: Path) -> bool:
    """Tell whether the arrays are those of the list; only what was touched since is read for it."""
    try:
        told = json.loads((folder / LIST).read_text(encoding="utf-8"))
        paths = {path.name: path for path in folder.glob("*.npy")}
        return bool(paths) and set(paths) == set(told) and all(_is_same(paths[name], told[name]) for name in paths)
    except (FileNotFoundError, NotADirectoryError, ValueError, TypeError, KeyError):
        return False


def _is_same(path: Path, told: Mapping[str, int]) -> bool:
    state = path.stat()
    untouched = state.st_mtime_ns == told["changed"]
    return state.st_size == told["size"] and (untouched or _checksum(path) == told["check"])


def _checksum(path: Path) -> int:
    check = 0
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            check = zlib.crc32(chunk, check)
    return check
