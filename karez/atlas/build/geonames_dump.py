"""Reading the dump files of GeoNames (CC BY 4.0): tab-separated text, alone or in a zip, one row after the other.

Format: the readme.txt that comes with the dump, download.geonames.org/export/dump.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from karez.atlas.build.report import Progress
from karez.model.errors import AtlasError, InputError

_CUT = (zipfile.BadZipFile, EOFError, zlib.error, UnicodeDecodeError)
_COLUMNS = 19
_ALTERNATE_COLUMNS = 4
_CODE_COLUMNS = 2
_STEP = 20_000


@dataclass(frozen=True, slots=True)
class Feature:
    """A row of a dump, as far as a pack takes it. ``at`` is file and line; ``population`` counts persons, 0 unknown."""

    at: str
    id: int
    name: str
    names: tuple[str, ...]
    lat: float
    lon: float
    feature: str
    country: str
    admin1: str
    admin2: str
    population: int
    timezone: str


@dataclass(frozen=True, slots=True)
class AlternateName:
    """A row of alternateNamesV2: ``language`` is a code, or the sort of a thing that is no name (link, post, iata)."""

    id: int
    language: str
    name: str
    short: bool
    historic: bool


def read_features(path: Path, country: str | None, progress: Progress) -> Iterator[Feature]:
    """Yield the rows of a dump (allCountries.txt, XX.txt or their zip) of ``country``, of all unless given.

    Raises InputError ``not-found``; AtlasError ``wrong-source`` for another kind of file, ``broken-source`` for one
    that was cut off.
    """
    for at, cells in _rows(path, _COLUMNS, progress):
        if country is None or cells[8] == country:
            yield _feature(at, cells)


def _feature(at: str, cells: list[str]) -> Feature:
    try:
        lat, lon = float(cells[4]), float(cells[5])
        identity, people = int(cells[0]), int(cells[14] or 0)
    except ValueError as error:
        raise AtlasError("wrong-source", f"no row of a GeoNames dump: {error}", place=at) from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise AtlasError("wrong-source", f"{lat}, {lon} is no position", place=at)
    return Feature(
        at=at,
        id=identity,
        name=cells[1],
        names=tuple(name for name in cells[3].split(",") if name),
        lat=lat,
        lon=lon,
        feature=f"{cells[6]}.{cells[7]}",
        country=cells[8],
        admin1=cells[10],
        admin2=cells[11],
        population=max(people, 0),
        timezone=cells[17],
    )


def read_codes(path: Path, progress: Progress) -> dict[str, str]:
    """Return names by code from admin1CodesASCII.txt or admin2Codes.txt: ``PK.02`` or ``PK.02.1176632``."""
    return {cells[0]: cells[1] for _, cells in _rows(path, _CODE_COLUMNS, progress)}


def read_alternate_names(path: Path, progress: Progress) -> Iterator[AlternateName]:
    """Yield the rows of alternateNamesV2.txt or of the file of one country. Raises as ``read_features``."""
    for at, cells in _rows(path, _ALTERNATE_COLUMNS, progress):
        if not cells[1].isdigit():
            raise AtlasError("wrong-source", f"{cells[1]!r} is no GeoNames id", place=at)
        flags = [*cells[4:8], "", "", "", ""]
        yield AlternateName(int(cells[1]), cells[2], cells[3], flags[1] == "1", flags[3] == "1")


def _rows(path: Path, least: int, progress: Progress) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows with file and line. A row with too few cells is a file cut off at its end, or of another kind."""
    number = 0
    try:
        with _opened(path) as file:
            for number, line in enumerate(file, 1):
                if line.startswith("#") or not line.strip():
                    continue
                cells = line.rstrip("\r\n").split("\t")
                at = f"{path.name}:{number}"
                if len(cells) < least:
                    cut = number > 1 and not line.endswith("\n")
                    told = f"the row has {len(cells)} columns of {least}"
                    raise AtlasError("broken-source" if cut else "wrong-source", told, place=at)
                if number % _STEP == 0:
                    progress(f"reading {path.name}", number, None)
                yield at, cells
    except _CUT as error:
        wrong = number == 0 and isinstance(error, UnicodeDecodeError)
        raise AtlasError("wrong-source" if wrong else "broken-source", str(error), place=path.name) from error
    except FileNotFoundError as error:
        raise InputError("not-found", place=str(path)) from error
    except OSError as error:
        raise InputError("not-readable", error.strerror or "", place=str(path)) from error
    if number == 0:
        raise InputError("empty-file", place=str(path))


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    with path.open("rb") as raw:
        zipped = raw.read(4) == b"PK\x03\x04"
    if not zipped:
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            yield file
        return
    with zipfile.ZipFile(path) as archive:
        tables = [info for info in archive.infolist() if info.filename.lower().endswith(".txt")]
        if not tables:
            raise AtlasError("wrong-source", "the zip holds no .txt file", place=path.name)
        # Beside the table lies a readme.
        largest = max(tables, key=lambda info: info.file_size)
        with archive.open(largest) as raw_file, TextIOWrapper(raw_file, encoding="utf-8-sig", newline="\n") as file:
            yield file
