"""The world index: every town and unit by any of its names, in any script, and names in bulk."""

import subprocess
import sys
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from karez.atlas.fold import fold_key
from karez.atlas.pack import load_pack, packs_folder
from karez.atlas.world.flags import NameFlag
from karez.atlas.world.folding import fold_keys
from karez.atlas.world.forms import short_form
from karez.atlas.world.hashing import hash_keys
from karez.atlas.world.index import WorldIndex
from karez.atlas.world.units import read_units
from karez.model.errors import AtlasError

TEXTS = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=12)


@pytest.fixture(scope="module")
def world() -> WorldIndex:
    index = load_pack("world").world
    assert index is not None
    return index


@pytest.mark.parametrize(
    ("name", "identity", "kind"),
    [
        ("Aleppo", "geonames:170063", "name"),
        ("Halab", "geonames:170063", "alternate"),
        ("حلب", "geonames:170063", "alternate"),
        ("Kiev", "geonames:703448", "alternate"),
        ("Київ", "geonames:703448", "alternate"),
        ("北京", "geonames:1816670", "alternate"),
        ("Texas", "geonames:4736286", "name"),
        ("Helmand", "world:AF.10", "name"),
        ("Maidan Wardak", "world:AF.27", "short name"),
        ("Hampden County", "world:US.MA.013", "name"),
        ("Hampden", "world:US.MA.013", "short name"),
        ("Afrika", "geonames:6255146", "alternate"),
    ],
)
def test_a_place_is_found_by_any_of_its_names(world: WorldIndex, name: str, identity: str, kind: str) -> None:
    found = {item.row.place.id: item.name_kind for item in world.lookup(fold_key(name), 60)}
    assert found.get(identity) == kind


def test_namesakes_stand_by_population(world: WorldIndex) -> None:
    found = world.lookup("springfield", 60)
    people = [item.row.population or 0 for item in found]
    assert people == sorted(people, reverse=True)
    assert len(people) > 20
    assert len(world.lookup("springfield", 5)) == 5
    assert len({item.row.place.id for item in found}) == len(found)


def test_a_town_knows_its_units(world: WorldIndex) -> None:
    (place,) = (item.row.place for item in world.lookup("springfield", 60) if item.row.place.id == "geonames:4951788")
    assert (place.country, place.admin1, place.admin2) == ("US", "Massachusetts", "Hampden County")
    assert place.lat == pytest.approx(42.1, abs=0.01)
    assert place.lon == pytest.approx(-72.59, abs=0.01)


def test_an_id_leads_back_to_its_row(world: WorldIndex) -> None:
    for name in ("aleppo", "texas", "helmand", "hampden county"):
        for item in world.lookup(name, 10):
            assert world.row(item.row.place.id) == item.row
    for nothing in (
        "geonames:0",
        "geonames:",
        "geonames:-1",
        "geonames:99999999999",
        "geonames:x",
        "world:",
        "x:1",
        "",
    ):
        assert world.row(nothing) is None


def test_a_name_that_nothing_bears(world: WorldIndex) -> None:
    for name in ("", " ", "qelmara nowhere", "\x00", "a" * 5000):
        assert world.lookup(name, 60) == ()
        assert world.flags([name]).tolist() == [0]
    assert world.flags([]).tolist() == []


def bits(world: WorldIndex, keys: list[str]) -> list[NameFlag]:
    return [NameFlag(value) for value in world.flags(keys).tolist()]


def test_bits_of_names(world: WorldIndex) -> None:
    aleppo, texas, hampden, africa, kiev = bits(world, ["aleppo", "texas", "hampden", "africa", "kiev"])
    assert NameFlag.TOWN | NameFlag.TOWN_1M | NameFlag.TOWN_100K | NameFlag.FIRST_LEVEL in aleppo
    assert NameFlag.FIRST_LEVEL | NameFlag.SECOND_LEVEL in texas
    assert NameFlag.TOWN_100K not in texas
    assert NameFlag.SECOND_LEVEL in hampden
    assert NameFlag.REGION in africa
    assert NameFlag.TOWN_OTHER_NAME | NameFlag.TOWN_1M in kiev
    assert NameFlag.TOWN not in kiev


@settings(max_examples=500)
@given(st.lists(st.sampled_from(["aleppo", "kiev", "texas", "new york", "no such place", "", "حلب", "springfield"])))
def test_bits_do_not_depend_on_the_names_beside(world: WorldIndex, keys: list[str]) -> None:
    assert world.flags(keys).tolist() == [world.flags([key]).tolist()[0] for key in keys]
    assert [value > 0 for value in world.flags(keys).tolist()] == [bool(world.lookup(key, 1)) for key in keys]


def test_every_place_is_found_by_its_own_name(world: WorldIndex) -> None:
    towns = [f"geonames:{number}" for number in range(1, 9_000_000, 1_001)]
    units = [f"world:{unit.code}" for unit in islice(read_units(packs_folder() / "world", 2), 0, None, 500)]
    rows = [row for identity in (*towns, *units) if (row := world.row(identity))]
    assert len(rows) > 200
    for row in rows:
        found = {item.row.place.id: item.name_kind for item in world.lookup(fold_key(row.place.name), 10_000)}
        assert found[row.place.id] == "name"


@settings(max_examples=500)
@given(st.lists(TEXTS, max_size=6))
@example(["Ain al-‘Arab", "", "  ", "a\u0301b", "_x_", "İstanbul", "Ærø", "دِمَشق", "ﬁ", "\u200f"])
def test_many_names_fold_as_each_alone(names: list[str]) -> None:
    assert fold_keys(names) == [fold_key(name) for name in names]


@settings(max_examples=500)
@given(st.lists(TEXTS, max_size=8))
@example(["a", "a\x00", "", "\x00", "ab", "ba", "x" * 300])
def test_hashes_are_those_of_each_alone_and_differ(keys: list[str]) -> None:
    hashes = hash_keys(keys)
    assert hashes.tolist() == [int(hash_keys([key])[0]) for key in keys]
    assert len(set(hashes.tolist())) == len(set(keys))


def test_hashes_are_the_same_in_every_process() -> None:
    script = "from karez.atlas.world.hashing import hash_keys; print(hash_keys(['aleppo', 'حلب', '']).tolist())"
    told = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    assert told.strip() == str(hash_keys(["aleppo", "حلب", ""]).tolist())


def test_no_array_is_held_in_memory(world: WorldIndex) -> None:
    arrays = [np.load(path, mmap_mode="r", allow_pickle=False) for path in world.folder.glob("*.npy")]
    assert sum(array.nbytes for array in arrays) > 30_000_000
    assert all(isinstance(array, np.memmap) for array in arrays)


@pytest.mark.parametrize(
    ("key", "short"),
    [
        ("kech district", "kech"),
        ("district of columbia", "columbia"),
        ("departamento de pehuenches", "pehuenches"),
        ("new york", "new york"),
        ("district", "district"),
        ("nenets autonomous okrug", "nenets"),
        ("", ""),
    ],
)
def test_the_word_for_the_sort_of_a_unit_is_left_out(key: str, short: str) -> None:
    assert short_form(key) == short


@pytest.mark.parametrize(
    "line", ["XX.01\tAby\t1\t2\t3", "XX.01\tAby\tnorth\t2\t3\t4", "XX.01\tAby\t1\t2\t3\t4\t5\t6", "XX.01"]
)
def test_a_broken_row_of_a_unit_table_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "admin1.tsv").write_text(f"head\nXX.02\tBey\t1\t2\t3\t4\n{line}\n", encoding="utf-8")
    with pytest.raises(AtlasError, match=r"admin1\.tsv:3"):
        list(read_units(tmp_path, 1))


def test_a_unit_table_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "admin2.tsv").write_bytes(b"\xff\xfe")
    with pytest.raises(AtlasError, match=r"admin2\.tsv"):
        list(read_units(tmp_path, 2))
