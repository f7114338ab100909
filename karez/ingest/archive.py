"""Zip archives: members by name, none that would write or swell beyond the limits."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from karez.ingest.limits import limits
from karez.model.errors import InputError

Member = tuple[str, bytes]
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)


@dataclass(slots=True)
class Budget:
    """What may still be unpacked, in bytes and files, by an archive together with the archives in it."""

    bytes: int = field(default_factory=lambda: limits().archive_bytes)
    files: int = field(default_factory=lambda: limits().archive_files)


class Archive:
    """An open archive. Nothing is written to disk, and one member at a time is in memory."""

    def __init__(self, data: bytes, place: str, budget: Budget) -> None:
        """Raises InputError bad-archive for an archive that cannot be opened or has too many members."""
        self._place = place
        self._budget = budget
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise InputError("bad-archive", "it cannot be opened", place=place) from error
        infos = [info for info in self._file.infolist() if not info.is_dir() and not _is_hidden(info.filename)]
        self._infos = sorted(infos, key=lambda info: info.filename)
        if len(infos) > budget.files:
            most = limits().archive_files
            raise InputError("bad-archive", f"{len(infos)} files are too many, {most} at most are read", place=place)
        budget.files -= len(infos)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members but folders and hidden files, in order."""
        return tuple(info.filename for info in self._infos)

    def members(self, wanted: Callable[[str], bool]) -> Iterator[Member | InputError]:
        """Yield name and bytes of every member whose name is wanted, or the error that says why it was left out."""
        for info in self._infos:
            if wanted(info.filename):
                outcome = self._member(info)
                if not isinstance(outcome, InputError):
                    self._budget.bytes -= len(outcome[1])
                yield outcome

    def _member(self, info: zipfile.ZipInfo) -> Member | InputError:
        name = f"{self._place}!{info.filename}"
        if _is_unsafe(info.filename):
            return InputError("bad-archive", "the name points outside of the archive", place=name)
        if info.flag_bits & 0x1:
            return InputError("encrypted", place=name)
        most = min(limits().bytes, self._budget.bytes)
        if info.file_size > most or _swells(info):
            return InputError("bad-archive", f"it would unpack to {info.file_size} bytes", place=name)
        try:
            # What the directory says of the size may be a lie: never read more than is allowed.
            with self._file.open(info) as file:
                data = file.read(most + 1)
        except _DAMAGE:
            return InputError("bad-archive", "this file of the archive is damaged", place=name)
        if len(data) > most:
            return InputError("bad-archive", f"it would unpack to more than {most} bytes", place=name)
        return (info.filename, data)


def checked(infos: list[zipfile.ZipInfo], place: str) -> None:
    """Look at a document that is an archive within. Raises InputError bad-archive where it would swell."""
    total = sum(info.file_size for info in infos)
    large = total > limits().archive_bytes or len(infos) > limits().archive_files
    if large or any(_swells(info) and info.file_size > limits().bytes for info in infos):
        raise InputError("bad-archive", f"it would unpack to {total} bytes", place=place)


def _swells(info: zipfile.ZipInfo) -> bool:
    return info.file_size > max(info.compress_size, 1) * limits().archive_ratio


def _is_unsafe(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or (len(name) > 1 and name[1] == ":")


def _is_hidden(name: str) -> bool:
    """Files that systems leave in archives; as in a folder, a name with a leading dot is passed over."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part == "__MACOSX" or (part.startswith(".") and part not in {".", ".."}) for part in parts)
