"""A pack is written whole or not at all: killed builds, full disks, missing rights, two at once, broken packs."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from karez.atlas.build import draft as drafts
from karez.atlas.build.draft import Draft, HeadWish, kept_step, open_draft, save
from karez.atlas.check.pack import check_pack
from karez.atlas.pack import load_pack, packs_folder
from karez.model.errors import AtlasError, RequestError

ROW = {
    "id": "one", "name": "Oneville", "kind": "town", "country": "PK", "lat": "30", "lon": "67", "confidence": "high",
    "source": "composed",
}  # fmt: skip


def filled(folder: Path, **cells: str) -> Draft:
    draft = open_draft(folder, HeadWish(timezone="Asia/Karachi"))
    draft.tables["places.csv"] = [{**ROW, **cells}]
    return draft


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_new_pack_is_made(tmp_path: Path) -> None:
    report = save(filled(tmp_path / "My Pack"))
    assert report.errors == ()
    info = load_pack(tmp_path / "My Pack").info
    assert (info.id, info.timezone) == ("my-pack", "Asia/Karachi")
    assert [path.name for path in tmp_path.iterdir()] == ["My Pack"], "nothing is left beside it"


def test_a_pack_that_ships_is_opened_and_written_as_it_is(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(packs_folder() / "pk-balochistan", tmp_path / "pk-balochistan"))
    before = content(folder)
    save(open_draft(folder, HeadWish()))
    after = content(folder)
    assert {name: data for name, data in after.items() if name != "pack.yaml"} == {
        name: data for name, data in before.items() if name != "pack.yaml"
    }
    assert load_pack(folder).info.version.startswith(f"{load_pack('pk-balochistan').info.version}+")


def test_the_version_tells_the_content(tmp_path: Path) -> None:
    save(filled(tmp_path / "p"))
    first = load_pack(tmp_path / "p").info.version
    save(filled(tmp_path / "p"))
    assert load_pack(tmp_path / "p").info.version == first
    save(filled(tmp_path / "p", name="Twoville"))
    assert load_pack(tmp_path / "p").info.version != first


def test_columns_that_a_user_left_empty_stay(tmp_path: Path) -> None:
    save(filled(tmp_path / "p"))
    path = tmp_path / "p" / "places.csv"
    head, row = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"note,{head}\n,{row}\n", encoding="utf-8")
    save(filled(tmp_path / "p", name="Twoville"))
    assert path.read_text(encoding="utf-8").splitlines()[0] == f"note,{head}"


def test_what_has_errors_is_not_kept(tmp_path: Path) -> None:
    save(filled(tmp_path / "p"))
    before = content(tmp_path / "p")
    with pytest.raises(AtlasError, match=r"K301 broken-pack: p/places.csv:2 lat: what was built has errors"):
        save(filled(tmp_path / "p", lat="north"))
    assert content(tmp_path / "p") == before
    assert [path.name for path in tmp_path.iterdir()] == ["p"]


def test_a_pack_with_errors_must_be_mended_first(tmp_path: Path) -> None:
    save(filled(tmp_path / "p"))
    path = tmp_path / "p" / "places.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("67", "670"), encoding="utf-8")
    with pytest.raises(AtlasError, match=r"K301 broken-pack: p/places.csv:2 lat: the pack has errors already"):
        open_draft(tmp_path / "p", HeadWish())


def test_a_folder_that_is_no_pack_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(RequestError, match=r"K403 bad-request: .*holds thesis.txt and no pack.yaml"):
        open_draft(tmp_path / "p", HeadWish())
    assert (tmp_path / "p" / "thesis.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_full_disk_or_missing_rights_leave_the_old_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    save(filled(tmp_path / "p"))
    before = content(tmp_path / "p")
    draft = filled(tmp_path / "p", name="Twoville")

    def fails(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(drafts, "_write_table", fails)
    with pytest.raises(AtlasError, match=f"K308 not-written: .*p: {os.strerror(number)}"):
        save(draft)
    assert content(tmp_path / "p") == before
    assert [path.name for path in tmp_path.iterdir()] == ["p"]


@pytest.mark.parametrize("fails_at", [1, 2])
def test_where_renaming_fails_the_old_pack_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    save(filled(tmp_path / "p"))
    before = content(tmp_path / "p")
    draft = filled(tmp_path / "p", name="Twoville")
    rename, calls = Path.rename, []

    def fails(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == fails_at:
            raise OSError(errno.EBUSY, "busy")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(AtlasError, match="K308 not-written"):
        save(draft)
    assert content(tmp_path / "p") == before


@pytest.mark.parametrize("renames", [0, 1, 2])
def test_a_build_killed_while_renaming_is_cleared_up_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    save(filled(tmp_path / "p"))
    before = content(tmp_path / "p")
    draft = filled(tmp_path / "p", name="Twoville")
    rename, calls = Path.rename, []

    def killed(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) > renames:
            raise KeyboardInterrupt
        return rename(self, target)

    def dead(_: Path) -> None:
        raise KeyboardInterrupt  # who is killed clears up nothing

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", killed)
        patch.setattr(drafts, "_tidy", dead)
        with pytest.raises(KeyboardInterrupt):
            save(draft)
    assert (tmp_path / "p").exists() == (renames != 1), "between the two renames it stands beside its place"
    opened = open_draft(tmp_path / "p", HeadWish())
    assert (content(tmp_path / "p") == before) == (renames < 2)
    assert not (opened.work / "old").exists() and not (opened.work / "new").exists()
    assert check_pack(tmp_path / "p").errors == ()


def test_a_change_by_another_is_not_lost(tmp_path: Path) -> None:
    save(filled(tmp_path / "p"))
    draft = filled(tmp_path / "p", name="Twoville")
    path = tmp_path / "p" / "places.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Oneville", "Threeville"), encoding="utf-8")
    with pytest.raises(AtlasError, match="K309 pack-changed"):
        save(draft)
    assert "Threeville" in path.read_text(encoding="utf-8")


def test_a_link_to_a_pack_stays_a_link(tmp_path: Path) -> None:
    save(filled(tmp_path / "p"))
    (tmp_path / "link").symlink_to(tmp_path / "p")
    save(filled(tmp_path / "link", name="Twoville"))
    assert (tmp_path / "link").is_symlink()
    assert "Twoville" in (tmp_path / "p" / "places.csv").read_text(encoding="utf-8")


def test_a_step_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    work = tmp_path / ".p.build"

    def cut(path: Path) -> None:
        path.write_text("ha", encoding="utf-8")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kept_step(work, "a", cut)
    assert not work.exists()
    kept_step(work, "a", lambda path: path.write_text("half and half", encoding="utf-8") and None)
    again = kept_step(work, "a", cut)
    assert again.read_text(encoding="utf-8") == "half and half", "not made a second time"


def test_the_box_grows_and_never_leaves_the_world(tmp_path: Path) -> None:
    draft = filled(tmp_path / "p")
    draft.widen([(30, 67), (31, 68)])
    assert draft.head["bbox"] == [66.9, 29.9, 68.1, 31.1]
    draft.widen([(-90, 180)])
    assert draft.head["bbox"] == [66.9, -90.0, 180.0, 31.1]
    draft.widen([])
    assert draft.head["bbox"] == [66.9, -90.0, 180.0, 31.1]
