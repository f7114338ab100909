"""Admin units of the world pack, read from ``admin1.tsv`` and ``admin2.tsv`` (``karez.atlas.build.units``)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from karez.model.errors import AtlasError

_CELLS = {1: 6, 2: 7}
NAMES = {1: "admin1.tsv", 2: "admin2.tsv"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A first- or second-level unit. ``code`` is GeoNames's (``PK.02``); ``towns`` are GeoNames ids of its towns."""

    level: int
    code: str
    name: str
    lat: float
    lon: float
    radius_km: float
    population: int
    towns: tuple[int, ...] = ()

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2."""
        return self.code[:2]

    @property
    def first_level(self) -> str:
        """The code of the first-level unit that this is or lies in."""
        return ".".join(self.code.split(".")[:2])


def read_units(folder: Path, level: int) -> Iterator[Unit]:
    """Read the units of one level. Raises AtlasError (``broken-pack``) naming file and line."""
    path = folder / NAMES[level]
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise AtlasError("broken-pack", str(error), place=path.name) from error
    for number, line in enumerate(lines[1:], 2):
        try:
            yield _unit(level, line.split("\t"))
        except ValueError as error:
            raise AtlasError("broken-pack", str(error), place=f"{path.name}:{number}") from error


def _unit(level: int, cells: Sequence[str]) -> Unit:
    if len(cells) != _CELLS[level]:
        raise ValueError("the row has another number of cells than the head")
    code, name, lat, lon, radius, population = cells[:6]
    return Unit(
        level=level,
        code=code,
        name=name,
        lat=float(lat),
        lon=float(lon),
        radius_km=float(radius),
        population=int(population),
        towns=_sums(cells[6]) if level == 2 else (),
    )


def _sums(deltas: str) -> tuple[int, ...]:
    total, ids = 0, []
    for delta in deltas.split():
        total += int(delta, 36)
        ids.append(total)
    return tuple(ids)
