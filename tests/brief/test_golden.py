"""Whole briefs of the composed scene, kept as files to be read by people when they change.

After a change that is meant: KAREZ_GOLDEN=write .venv/bin/python -m pytest tests/brief/test_golden.py
then read the difference of tests/brief/golden before you commit it.
"""

import os
from pathlib import Path

import pytest

from karez.brief.compose import compose
from karez.brief.lint import RENDERERS, lint
from karez.brief.outline import Brief
from karez.brief.sections.changes import Before
from tests.brief.access_composed import answer
from tests.brief.composed import OPTIONS, SECOND, at, picture, scene

GOLDEN = Path(__file__).parent / "golden"


def second_day() -> Brief:
    told = scene(late=False)
    return compose(told.full, told.view, OPTIONS)


def third_day() -> Brief:
    told, before = scene(), Before(scene(late=False).full, at(SECOND))
    options = type(OPTIONS)(OPTIONS.timezone, "The third day", before=before, reader=OPTIONS.reader, pack=OPTIONS.pack)
    return compose(told.full, told.view, options, picture(), answer())


@pytest.mark.parametrize(("name", "brief"), [("second-day", second_day()), ("third-day", third_day())])
def test_a_brief_is_as_it_was_read_and_agreed(name: str, brief: Brief) -> None:
    written = RENDERERS["md"](brief)
    path = GOLDEN / f"{name}.md"
    if os.environ.get("KAREZ_GOLDEN") == "write":
        path.write_text(written, encoding="utf-8")
    assert written == path.read_text(encoding="utf-8")
    lint(path.read_text(encoding="utf-8"), brief, "md")
