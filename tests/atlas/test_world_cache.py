"""The world index in the cache folder: built once, by whichever process is first, and rebuilt when it must be."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.atlas.fake_world import answer, start, write, write_pack


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write(tmp_path / "package")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "pack")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def built(told: Mapping[str, object]) -> bool:
    return "the world index is built" in str(told["said"])


def indexes(cache: Path) -> list[Path]:
    return sorted(path for path in cache.iterdir() if path.is_dir())


def test_the_index_is_built_once_and_then_opened(package: Path, pack: Path, cache: Path) -> None:
    first = answer(start(package, pack, cache))
    again = answer(start(package, pack, cache))
    assert (built(first), built(again)) == (True, False)
    assert first["folder"] == again["folder"]
    assert first["names"] == again["names"] == [["geonames:1", "name"], ["geonames:2", "name"]]
    assert again["said"] == []
    assert indexes(cache) == [Path(str(first["folder"]))]


def test_two_processes_at_once_use_one_index(package: Path, pack: Path, cache: Path) -> None:
    processes = [start(package, pack, cache) for _ in range(4)]
    told = [answer(process) for process in processes]
    assert len({str(item["folder"]) for item in told}) == 1
    assert all(item["names"] == [["geonames:1", "name"], ["geonames:2", "name"]] for item in told)
    assert sum(map(built, told)) == 1
    assert len(indexes(cache)) == 1


def test_another_version_of_the_data_is_another_index(tmp_path: Path, pack: Path, cache: Path) -> None:
    old = answer(start(write(tmp_path / "old", "9.1"), pack, cache))
    new = answer(start(write(tmp_path / "new", "9.2"), pack, cache))
    assert built(new)
    assert "9.1" in str(old["folder"])
    assert "9.2" in str(new["folder"])


def test_another_table_of_units_is_another_index(package: Path, pack: Path, cache: Path) -> None:
    old = answer(start(package, pack, cache))
    with (pack / "admin1.tsv").open("a", encoding="utf-8") as file:
        file.write("YY.02\tAby\t-10\t25\t9\t700\n")
    new = answer(start(package, pack, cache))
    assert built(new)
    assert new["folder"] != old["folder"]
    assert ["world:YY.02", "name"] not in list(new["names"])  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "harm", ["cut", "changed", "gone", "no list", "broken list", "other list", "a file in its place"]
)
def test_a_broken_index_is_built_anew(package: Path, pack: Path, cache: Path, harm: str) -> None:
    folder = Path(str(answer(start(package, pack, cache))["folder"]))
    file = folder / "post_place.npy"
    match harm:
        case "cut":
            file.write_bytes(file.read_bytes()[:-3])
        case "changed":
            data = bytearray(file.read_bytes())
            data[-1] ^= 1
            file.write_bytes(data)
        case "gone":
            file.unlink()
        case "no list":
            (folder / "whole.json").unlink()
        case "broken list":
            (folder / "whole.json").write_text("{", encoding="utf-8")
        case "other list":
            (folder / "whole.json").write_text('["post_place.npy"]', encoding="utf-8")
        case _:
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()
            folder.write_text("", encoding="utf-8")
    told = answer(start(package, pack, cache))
    assert built(told)
    assert told["names"] == [["geonames:1", "name"], ["geonames:2", "name"]]
    assert not built(answer(start(package, pack, cache)))
    assert indexes(cache) == [folder]


def test_an_index_that_was_only_copied_is_as_good(package: Path, pack: Path, cache: Path) -> None:
    folder = Path(str(answer(start(package, pack, cache))["folder"]))
    for path in folder.glob("*.npy"):
        os.utime(path, (0, 0))
    assert not built(answer(start(package, pack, cache)))


def test_what_an_ended_process_left_behind_is_taken_away(package: Path, pack: Path, cache: Path) -> None:
    left = cache / "world-1-1.0-00000000.making-abc"
    young = cache / "world-1-1.0-00000000.making-def"
    other = cache / "world-1-1.0-00000000"
    outdated = cache / "world-1-0.9-00000000"
    for folder in (left, young, other, outdated):
        folder.mkdir(parents=True)
    for folder in (left, outdated):
        os.utime(folder, (0, 0))
    answer(start(package, pack, cache))
    assert not left.exists()
    assert not outdated.exists()
    assert young.exists()
    assert other.exists()


def test_another_title_of_the_pack_is_no_other_index(package: Path, pack: Path, cache: Path) -> None:
    answer(start(package, pack, cache))
    with (pack / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write("title: Another\n")
    assert not built(answer(start(package, pack, cache)))
    (pack / "pack.yaml").write_text("id: world\ndense: [YY]\n", encoding="utf-8")
    assert built(answer(start(package, pack, cache)))


def test_where_the_cache_cannot_be_written_a_temporary_folder_is_used(
    package: Path, pack: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, not a folder", encoding="utf-8")
    (tmp_path / "temporary").mkdir()
    told = answer(start(package, pack, blocked, TMPDIR=str(tmp_path / "temporary")))
    assert built(told)
    assert str(told["folder"]).startswith(str(tmp_path / "temporary"))
    assert "cannot be kept in" in str(told["said"])


def test_where_nothing_can_be_written_one_line_says_so(package: Path, pack: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, not a folder", encoding="utf-8")
    (tmp_path / "temporary").mkdir()
    own = f"karez-{os.getuid()}" if hasattr(os, "getuid") else "karez-user"
    (tmp_path / "temporary" / own).write_text("a file as well", encoding="utf-8")
    told = answer(start(package, pack, blocked, TMPDIR=str(tmp_path / "temporary")))
    assert str(told["error"]).startswith("K303 no-cache")
    assert "KAREZ_WORLD" in str(told["error"])


def test_a_full_disk_leaves_nothing_behind(package: Path, pack: Path, cache: Path, tmp_path: Path) -> None:
    pytest.importorskip("resource")  # not on Windows
    (tmp_path / "temporary").mkdir()
    told = answer(start(package, pack, cache, most=64, TMPDIR=str(tmp_path / "temporary")))
    assert str(told["error"]).startswith("K303 no-cache")
    assert indexes(cache) == []
    assert built(answer(start(package, pack, cache)))


def test_without_a_home_the_index_goes_to_the_temporary_files(package: Path, pack: Path, tmp_path: Path) -> None:
    (tmp_path / "temporary").mkdir()
    nowhere = tmp_path / "file"
    nowhere.write_text("", encoding="utf-8")
    home = {"HOME": str(nowhere), "XDG_CACHE_HOME": str(nowhere / "cache"), "TMPDIR": str(tmp_path / "temporary")}
    told = answer(start(package, pack, "", **home))
    assert str(told["folder"]).startswith(str(tmp_path / "temporary"))
    assert told["town"] is True


def test_a_broken_table_of_units_is_named_with_its_line(package: Path, pack: Path, cache: Path) -> None:
    with (pack / "admin2.tsv").open("a", encoding="utf-8") as file:
        file.write("XX.01.B\tCut\t1\n")
    told = answer(start(package, pack, cache))
    assert str(told["error"]).startswith("K301 broken-pack: admin2.tsv:3")
    assert indexes(cache) == []
