"""The tables of the world pack, made from packages that carry the facts. Composed: the places are none."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from karez.atlas.build import common_words, units
from karez.atlas.build.common_words import write_common_words
from karez.atlas.build.units import write_units
from karez.atlas.world.units import read_units
from tests.atlas.fake_world import write_pack


def town(identity: int, lat: float, lon: float, people: int, first: str = "01") -> dict[str, Any]:
    return {"geonameid": identity, "countrycode": "XX", "admin1code": first, "latitude": lat, "longitude": lon,
            "population": people, "name": f"Town {identity}"}  # fmt: skip


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    towns = [
        town(36, 10.0, 179.0, 5),
        town(100, 10.0, -179.0, 7),
        town(7, 10.001, 179.001, 9),
        town(8, 0.0, 0.0, 1, "02"),
    ]
    monkeypatch.setattr(units, "cities500", lambda: towns)
    coded = [
        {"country": "XX", "admin1": "01", "admin2": "A", "lat": "10.0", "lng": "179.0"},
        {"country": "XX", "admin1": "01", "admin2": "A", "lat": "10.0", "lng": "-179.0"},
        {"country": "XX", "admin1": "01", "admin2": "", "lat": "10.001", "lng": "179.001"},
        {"country": "YY", "admin1": "01", "admin2": "A", "lat": "0.0", "lng": "0.0"},
    ]
    files = {
        "cities": coded,
        "admin1": [
            {"code": "XX.02", "name": " Bey\n Land "},
            {"code": "XX.01", "name": "Aby"},
            {"code": "XX.03", "name": "Nil"},
        ],
        "admin2": [{"code": "XX.01.A", "name": "Aby District"}, {"code": "XX.01.B", "name": "Empty"}],
    }
    folder = tmp_path / "package"
    folder.mkdir()
    for name, value in files.items():
        (folder / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")
    return folder


def test_units_have_the_middle_of_their_towns_and_those_without_towns_are_left_out(
    package: Path, tmp_path: Path
) -> None:
    assert write_units(tmp_path, package) == 3
    first = {unit.code: unit for unit in read_units(tmp_path, 1)}
    assert list(first) == ["XX.01", "XX.02"]
    assert first["XX.02"].name == "Bey Land"
    aby = first["XX.01"]
    # Across the date line, and two towns in one square count once.
    assert (aby.lat, abs(aby.lon), aby.population) == (pytest.approx(10.0, abs=0.01), 180.0, 21)
    assert 109 < aby.radius_km < 111
    assert first["XX.02"].radius_km == 3


def test_a_second_level_unit_names_its_towns(package: Path, tmp_path: Path) -> None:
    write_units(tmp_path, package)
    (aby,) = read_units(tmp_path, 2)
    assert (aby.code, aby.first_level, aby.country, aby.towns) == ("XX.01.A", "XX.01", "XX", (36, 100))


def test_ordinary_words_are_those_that_are_names_somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Index:
        def flags(self, keys: list[str]) -> NDArray[np.int64]:
            return np.array([1 if key.startswith("a") else 0 for key in keys])

    monkeypatch.setattr(common_words, "open_world", lambda folder: Index())
    folder = tmp_path / "words"
    folder.mkdir()
    for name in ("english", "american", "british"):
        for size in (10, 20, 35, 40, 50):
            (folder / f"{name}-words-{size}.json").write_text('["and", "Aby", "the", "a-b"]', encoding="utf-8")
    pack = write_pack(tmp_path / "pack")
    assert write_common_words(pack, folder) == 1
    lines = (pack / "common_words.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert lines[1:] == ["and"]
