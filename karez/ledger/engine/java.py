"""Which Java on this machine Spark runs on."""

import os
import re
import shutil
from pathlib import Path

# What Spark 4 runs on, the first before the others: it is what it is tested with.
VERSIONS = (17, 21)
_INSTALLED = Path("/usr/lib/jvm")
_VERSION = re.compile(r'^JAVA_VERSION="(\d+)', re.MULTILINE)


def java_home(installed: Path = _INSTALLED) -> Path | None:
    """Return the folder of a Java that Spark runs on; None where there is none.

    ``JAVA_HOME`` comes first if it is of a version that fits, then the Java on the path, then the folders in
    ``installed`` by version and name.
    """
    told = [Path(home)] if (home := os.environ.get("JAVA_HOME")) else []
    if program := shutil.which("java"):
        told.append(Path(program).resolve().parents[1])
    others = sorted(installed.iterdir()) if installed.is_dir() else []
    first = next((home for home in told if _version(home) in VERSIONS), None)
    return first or min((home for home in others if _version(home) in VERSIONS), key=_rank, default=None)


def _rank(home: Path) -> tuple[int, str]:
    return VERSIONS.index(_version(home)), home.name


def _version(home: Path) -> int:
    """The version that the file ``release`` in the folder of a Java tells; 0 where it tells none."""
    try:
        found = _VERSION.search((home / "release").read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return 0
    return int(found[1]) if found and (home / "bin" / "java").is_file() else 0
