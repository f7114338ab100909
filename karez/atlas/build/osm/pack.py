"""``karez atlas build osm``: places and a routable network from OpenStreetMap extracts (ODbL 1.0) into a pack."""

import hashlib
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from karez.atlas.build.book import Book
from karez.atlas.build.draft import Draft, HeadWish, kept_step, open_draft
from karez.atlas.build.finish import finish
from karez.atlas.build.names import drop_aliases
from karez.atlas.build.osm.network import add_network
from karez.atlas.build.osm.places import SOURCE, Placed
from karez.atlas.build.osm.read import FORMAT, Extract, check_frame, load_extract, read_extract, together, write_extract
from karez.atlas.build.osm.tags import FERRY, RAIL, osm_table
from karez.atlas.build.report import BuildReport, Progress, Tally
from karez.atlas.build.towns_near import TownsNear, towns_near
from karez.model.errors import AtlasError, RequestError

_CREDIT = (
    "Places and roads: © OpenStreetMap contributors, Open Database Licence (ODbL) 1.0, openstreetmap.org/copyright; "
    "who passes this pack on passes it on under the ODbL (share alike)"
)
_FILES = ("links.csv", "routes.csv", "assets.csv")
_BLOCK = 1 << 20


def build_osm(
    paths: Sequence[Path],
    folder: Path,
    *,
    classes: Iterable[str] | None = None,
    country: str | None = None,
    snap_km: float = 2.0,
    wish: HeadWish,
    progress: Progress,
) -> BuildReport:
    """Build places and the network of one or several extracts into the pack in ``folder``.

    ``classes`` are values of highway, ``rail`` and ``ferry``; places within ``snap_km`` of a road are put on it. What
    an earlier build took from OpenStreetMap is built anew. Raises InputError, AtlasError or RequestError.
    """
    chosen = _classes(classes)
    draft = open_draft(folder, wish)
    tally = Tally()
    extract = together([_read(path, chosen, draft, progress) for path in paths])
    if not extract.ways and not extract.places:
        # Nothing was read that a restart could spare.
        shutil.rmtree(draft.work, ignore_errors=True)
        raise AtlasError("nothing-built", f"no place and no way of {', '.join(sorted(chosen))}", place=paths[0].name)
    progress("building the network", 0, None)
    for file in _FILES:
        draft.tables[file] = [row for row in draft.rows(file) if row.get("source") != SOURCE]
    drop_aliases(draft, SOURCE)
    book = Book(draft, SOURCE)
    placed = Placed(draft, book, towns_near(), country, tally)
    _count(extract, draft, tally)
    add_network(extract, placed, snap_km, progress)
    _head(draft, book, placed.towns)
    return finish(draft, book, SOURCE, tally, progress)


def _classes(classes: Iterable[str] | None) -> frozenset[str]:
    table = osm_table()
    allowed = sorted({name.removesuffix("_link") for name in table["roads"]} | {RAIL, FERRY})
    chosen = frozenset(table["classes"] if classes is None else classes)
    for name in sorted(chosen - set(allowed)):
        raise RequestError("bad-value", f"class {name!r} is none of {', '.join(allowed)}")
    return chosen


def _read(path: Path, classes: frozenset[str], draft: Draft, progress: Progress) -> Extract:
    check_frame(path)
    whole = hashlib.sha256(f"{sorted(classes)}".encode())
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            whole.update(block)
    key = f"osm-{FORMAT}-{whole.hexdigest()[:24]}"
    return load_extract(
        kept_step(draft.work, key, lambda step: write_extract(step, read_extract(path, classes, progress)))
    )


def _count(extract: Extract, draft: Draft, tally: Tally) -> None:
    if extract.forbidden:
        tally.left_out["military, camps, barriers, police: never in a pack"] += extract.forbidden
    missing = int(np.count_nonzero(np.isnan(extract.lat)))
    if missing:
        tally.left_out["points of roads that the extract does not hold"] += missing
    foreign = sum(1 for row in draft.rows("links.csv") if row.get("source") != SOURCE)
    if foreign:
        tally.notes.append(f"the pack has {foreign} links of other sources: a road may stand in it twice")


def _head(draft: Draft, book: Book, towns: TownsNear) -> None:
    points = [held.at for held in book.all() if held.own and held.row.get("lat")]
    draft.widen(points)
    draft.credit(_CREDIT)
    draft.head.setdefault("timezone", towns.timezone(points[:1000]))
    countries = {held.row.get("country", "") for held in book.all() if held.own} - {""}
    if draft.new and len(countries) == 1:
        draft.head.setdefault("country", countries.pop())
