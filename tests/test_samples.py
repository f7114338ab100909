"""The sample reports: each with its sidecar, each marked as composed, spread over four days."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[1] / "karez" / "app" / "samples"
REPORTS = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".txt", ".md", ".html", ".eml"})
CLASSES = {
    "official",
    "armed_group",
    "medic",
    "witness",
    "media",
    "un",
    "ngo",
    "company",
    "analyst",
    "unnamed",
}
MARK = "composed sample text"


@pytest.fixture(params=REPORTS, ids=lambda path: path.name)
def report(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_there_are_as_many_as_promised() -> None:
    assert 8 <= len(REPORTS) <= 14
    assert {path.stem for path in SAMPLES.glob("*.json")} == {path.stem for path in REPORTS}


def test_a_sample_says_that_it_is_one(report: Path) -> None:
    text = report.read_text(encoding="utf-8")
    assert MARK in text.lower()
    assert 60 <= len(text.split()) <= 320


def test_a_sidecar_tells_where_the_report_is_from(report: Path) -> None:
    sidecar = json.loads(report.with_suffix(".json").read_text(encoding="utf-8"))
    assert set(sidecar) - {"title"} == {"publisher", "publisher_class", "published", "url", "composed"}
    assert sidecar["composed"] is True
    assert sidecar["publisher"].endswith("(composed)")
    assert sidecar["publisher_class"] in CLASSES
    assert sidecar["url"].startswith("https://example.org/")
    published = datetime.fromisoformat(sidecar["published"])
    assert published.utcoffset() == timedelta(hours=5)
    assert datetime(2026, 1, 31).date() <= published.date() <= datetime(2026, 2, 3).date()
