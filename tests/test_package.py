"""What is built holds everything that runs: data files, schemas, samples, the marker for types."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("karez-*.whl")
    with zipfile.ZipFile(wheel) as file:
        held = set(file.namelist())
    expected = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "karez").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert expected - held == set()
    for name in (
        "py.typed",
        "app/schemas/reading.schema.json",
        "app/samples/01-wire-first-day.json",
        "model/codes.csv",
    ):
        assert f"karez/{name}" in held
    assert not any(name.startswith(("tests/", "evals/", "docs/")) for name in held)
