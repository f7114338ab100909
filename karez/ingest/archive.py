"""Zip archives: members by name, none that would write or swell beyond the limits."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from karez.ingest.limits import limits
from karez.model.errors import InputError

Member = tuple[str, bytes]


def members(data: bytes, place: str) -> Iterator[Member | InputError]:
    """Yield name and bytes of every member in order of name, or the error that says why one was left out.

    Nothing is written to disk. Raises InputError bad-archive for an archive that cannot be opened or is too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
            _check(infos, place)
            left = limits().archive_bytes
            for info in infos:
                outcome = _member(archive, info, left, place)
                if not isinstance(outcome, InputError):
                    left -= len(outcome[1])
                yield outcome
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError("bad-archive", place=place) from error


def _check(infos: list[zipfile.ZipInfo], place: str) -> None:
    if len(infos) > limits().archive_files:
        raise InputError("bad-archive", f"{len(infos)} files are too many", place=place)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int, place: str) -> Member | InputError:
    name = f"{place}!{info.filename}"
    if _is_unsafe(info.filename):
        return InputError("bad-archive", "the name points outside of the archive", place=name)
    if info.flag_bits & 0x1:
        return InputError("encrypted", place=name)
    most = min(limits().bytes, left)
    if info.file_size > most or info.file_size > max(info.compress_size, 1) * limits().archive_ratio:
        return InputError("bad-archive", f"the member would unpack to {info.file_size} bytes", place=name)
    try:
        # What the directory says of the size may be a lie: never read more than is allowed.
        with archive.open(info) as file:
            data = file.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
        return InputError("bad-archive", "the member is damaged", place=name)
    return (
        InputError("bad-archive", "the member is too large", place=name) if len(data) > most else (info.filename, data)
    )


def _is_unsafe(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or (len(name) > 1 and name[1] == ":")
