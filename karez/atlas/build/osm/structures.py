"""Bridges and tunnels with a name of their own, as things that reports give a state to."""

from collections.abc import Sequence

import numpy as np
from scipy.spatial import KDTree

from karez.atlas.build.draft import Cells
from karez.atlas.build.osm.places import GIVEN, Placed, position_cells
from karez.atlas.build.osm.read import Extract
from karez.atlas.build.towns_near import on_sphere
from karez.atlas.fold import fold_key
from karez.model.geodesy import Point, distance_km

# Two carriageways have two bridges of one name.
_ONE_KM = 1.0
_FILES = ("routes.csv", "airports.csv", "ports.csv", "assets.csv")


def add_structures(placed: Placed, extract: Extract) -> None:
    """Add a row of ``assets.csv`` for every bridge and tunnel with a name, at the nearest place of the pack."""
    towns = [held for held in placed.book.all() if held.row.get("lat") and held.row.get("kind") != "junction"]
    if not towns:
        return
    tree = KDTree(on_sphere([held.at for held in towns]))
    known = {fold_key(row["name"]) for file in _FILES for row in placed.draft.rows(file)}
    found: dict[str, list[Point]] = {}
    for index, way in sorted(enumerate(extract.ways), key=lambda item: item[1].id):
        at = _middle(extract, index)
        name = " ".join(way.structure_name.split())
        if not fold_key(name) or at is None:
            continue
        others = found.setdefault(fold_key(name), [])
        if any(distance_km(at, other) <= _ONE_KM for other in others):
            continue
        others.append(at)
        town = towns[int(tree.query(on_sphere([at])[0])[1])]
        row = {"id": f"osm-w{way.id}", "name": name, "type": way.structure, "place": town.row["id"]}
        doubtful = "yes" if fold_key(name) in known else ""
        known.add(fold_key(name))
        rows: list[Cells] = placed.draft.rows("assets.csv")
        rows.append({**row, **position_cells(at), "needs_context": doubtful, **GIVEN})


def _middle(extract: Extract, index: int) -> Point | None:
    part = slice(extract.start[index], extract.start[index + 1])
    lat, lon = extract.lat[part], extract.lon[part]
    there: Sequence[int] = np.flatnonzero(~np.isnan(lat)).tolist()
    if not there:
        return None
    middle = there[len(there) // 2]
    return float(lat[middle]), float(lon[middle])
