"""The command line in process, apart from the user's own settings, and ledgers with the sample reports in them."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from karez.app.cli import run
from karez.app.workspace import Workspace
from karez.atlas.atlas import Atlas
from tests.app.attacks import Made, three_attacks

SAMPLES = Path(__file__).resolve().parents[2] / "karez" / "app" / "samples"


@dataclass(frozen=True)
class Ran:
    """What a run of the command line came to."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - any JSON
        return json.loads(self.out)


Karez = Callable[..., Ran]


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The packs that ship, read once for all these tests: nothing changes an atlas."""
    return Atlas.open()


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, atlas: Atlas) -> None:
    """No settings, caches or ledgers of whoever runs the tests; the packs that ship are not read anew."""
    opened = Atlas.open
    monkeypatch.setattr(Atlas, "open", lambda packs=None: atlas if packs is None else opened(packs))
    for name in ("KAREZ_LEDGER", "KAREZ_TIMEZONE", "KAREZ_PACKS", "KAREZ_LOG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)


@pytest.fixture
def karez(capsys: pytest.CaptureFixture[str]) -> Karez:
    """Runs the command line in process, in an empty folder."""

    def call(*arguments: object) -> Ran:
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample reports that ship."""
    return SAMPLES


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with all samples, to be copied."""
    path = tmp_path_factory.mktemp("template") / "karez.db"
    with Workspace.open(str(path), create=True) as workspace:
        assert all(hasattr(taken, "report") for taken in workspace.add([str(SAMPLES)]))
    return path


@pytest.fixture
def ledger(template: Path, tmp_path: Path) -> Path:
    """A ledger of one's own with all samples in it."""
    return Path(shutil.copy(template, tmp_path / "karez.db"))


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A ledger of three composed attacks."""
    return three_attacks(tmp_path / "three.db")


@pytest.fixture
def note(tmp_path: Path) -> Callable[..., Path]:
    """Writes a composed report with its sidecar and returns its path."""

    def write(number: int, published: str, text: str | None = None, publisher: str = "Sample Wire") -> Path:
        folder = tmp_path / "notes"
        folder.mkdir(exist_ok=True)
        path = folder / f"note-{number:02}.txt"
        words = text or f"On Saturday {number} civilians were killed in Quetta, the provincial government said."
        path.write_text(f"[Composed.]\n\n{words}\n", encoding="utf-8")
        told = {"publisher": publisher, "publisher_class": "media", "published": published}
        path.with_suffix(".json").write_text(json.dumps(told), encoding="utf-8")
        return path

    return write
