"""Reading boundaries of units from GeoJSON, GeoPackage or a shapefile (HDX, COD-AB), by pyogrio and shapely."""

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from karez.atlas.build.extra import driver
from karez.model.errors import AtlasError, InputError

# Positions in other systems are not in degrees of WGS 84.
_DEGREES = (None, "EPSG:4326", "OGC:CRS84")
_CUT = (b"{", b"SQLite format 3", b"[", b"\xef\xbb\xbf{")


@dataclass(frozen=True, slots=True)
class BoundaryFields:
    """Which field of the file holds what; ``parent`` is the name of the unit above, ``others`` further names."""

    name: str
    code: str | None = None
    parent: str | None = None
    population: str | None = None
    others: tuple[str, ...] = ()

    @property
    def wanted(self) -> tuple[str, ...]:
        """All fields that are asked for."""
        told = (self.name, self.code, self.parent, self.population, *self.others)
        return tuple(dict.fromkeys(field for field in told if field))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its cells by field, and its shape (a shapely polygon in degrees, lon before lat)."""

    number: int
    cells: dict[str, str]
    shape: Any


def read_units(path: Path, fields: BoundaryFields, layer: str | None) -> tuple[list[Unit], list[str]]:
    """Return the units of a layer in file order, and what the reader remarked on the file.

    Raises InputError ``not-found``; AtlasError ``wrong-source``, ``broken-source``, ``no-field``, ``missing-extra``.
    """
    pyogrio, shapely = driver("pyogrio"), driver("shapely")
    if not path.is_file():
        raise InputError("not-found", place=str(path))
    with warnings.catch_warnings(record=True) as remarks:
        warnings.simplefilter("always")
        try:
            chosen = _layer(pyogrio, path, layer)
            _check_fields(pyogrio.read_info(path, layer=chosen), fields, path)
            meta, _, shapes, columns = driver("pyogrio.raw").read(path, layer=chosen, columns=list(fields.wanted))
            shapes = shapely.make_valid(shapely.force_2d(shapely.from_wkb(shapes)))
        # pyogrio and GEOS tell what is wrong with a file by sorts of RuntimeError and ValueError.
        except (RuntimeError, ValueError, shapely.errors.ShapelyError) as error:
            raise _unreadable(path, error) from error
    cells = dict(zip(map(str, meta["fields"]), columns, strict=True))
    units = [
        Unit(number, {name: _text(column[number - 1]) for name, column in cells.items()}, _area(shapely, shape))
        for number, shape in enumerate(shapes, 1)
    ]
    return units, [str(remark.message) for remark in remarks]


def _layer(pyogrio: Any, path: Path, layer: str | None) -> str:  # noqa: ANN401 - comes with the extra
    layers = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
    if not layers:
        raise AtlasError("wrong-source", "the file holds no shapes", place=path.name)
    if layer is None and len(layers) == 1:
        return layers[0]
    if layer not in layers:
        told = f"--layer {layer!r} is not there" if layer else "the file has several layers; name one with --layer"
        raise AtlasError("no-field", f"{told}: {', '.join(layers)}", place=path.name)
    return layer


def _check_fields(info: Any, fields: BoundaryFields, path: Path) -> None:  # noqa: ANN401
    known = [str(name) for name in info["fields"]]
    for name in fields.wanted:
        if name not in known:
            raise AtlasError("no-field", f"{name!r} is none of {', '.join(known)}", place=path.name)
    if info["crs"] not in _DEGREES:
        told = f"positions are in {info['crs']}; a file in degrees of WGS 84 (EPSG:4326) is needed"
        raise AtlasError("wrong-source", told, place=path.name)
    if "Polygon" not in str(info["geometry_type"]) and info["geometry_type"] not in ("Unknown", "GeometryCollection"):
        told = f"the shapes are {info['geometry_type']}; units are polygons"
        raise AtlasError("wrong-source", told, place=path.name)


def _unreadable(path: Path, error: Exception) -> AtlasError:
    with path.open("rb") as file:
        begin = file.read(32).lstrip()
    known = begin.startswith(_CUT)
    told = "the file is cut or damaged" if known else "the file is no GeoJSON, GeoPackage or shapefile"
    return AtlasError("broken-source" if known else "wrong-source", f"{told}: {error}", place=path.name)


def _text(value: object) -> str:
    """Return a cell as text; what is empty in any of the ways of numpy is empty."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def _area(shapely: Any, shape: Any) -> Any:  # noqa: ANN401
    """Return the polygons of a shape, None where it has none."""
    if shape is None or shape.is_empty:
        return None
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    parts += [
        inner
        for part in shapely.get_parts(shape)
        if part.geom_type == "MultiPolygon"
        for inner in shapely.get_parts(part)
    ]
    return shapely.multipolygons(parts) if parts else None


def joined(units: Sequence[Unit], key: str) -> list[Unit]:
    """Return the units, those with the same value of field ``key`` as one: islands are often features of their own."""
    shapely = driver("shapely")
    found: dict[str, list[Unit]] = {}
    for unit in units:
        found.setdefault(unit.cells[key] or f"\0{unit.number}", []).append(unit)
    return [
        Unit(
            same[0].number,
            same[0].cells,
            shapely.union_all([unit.shape for unit in same]) if same[1:] else same[0].shape,
        )
        for same in found.values()
    ]
