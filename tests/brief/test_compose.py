"""The brief as a whole: sections in order, every figure cited, the same bytes for the same view."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from karez.brief.compose import compose
from karez.brief.lint import RENDERERS, check, lint
from karez.brief.outline import Brief
from karez.brief.sections.changes import Before
from karez.model.errors import BriefError
from karez.model.vocabulary import Marking
from tests.brief.composed import OPTIONS, SECOND, WIRE, at, picture, scene

ORDER = [
    "key",
    "highlights",
    "changes",
    "tolls",
    "incidents",
    "communications",
    "transport",
    "control",
    "directives",
    "assessments",
    "contradictions",
    "gaps",
    "sources",
    "method",
]


def made(**more: object) -> Brief:
    told = scene()
    return compose(told.full, told.view, replace(OPTIONS, **more), picture())  # type: ignore[arg-type]


def test_the_sections_stand_in_their_order() -> None:
    assert [section.key for section in made().sections] == ORDER


def test_a_view_without_reports_makes_no_brief() -> None:
    told = scene()
    with pytest.raises(BriefError, match="nothing-to-say"):
        compose(told.full, replace(told.view, reports=()), OPTIONS)


def test_the_head_says_when_where_and_by_which_ledger() -> None:
    brief = made(title="Norvale this week")
    assert (brief.title, brief.as_of, brief.timezone) == (
        "Norvale this week",
        "2031-05-05 08:30 +05:00",
        OPTIONS.timezone,
    )
    assert brief.head == scene().view.head
    text = RENDERERS["md"](brief)
    assert "as of 2031-05-05 08:30 +05:00" in text
    assert "ledger head `ab12cd34ef56ab78`" in text


def test_the_marking_is_the_narrowest_of_all_reports() -> None:
    told = scene()
    red = replace(told.view, reports=(replace(WIRE, marking=Marking.RED), *told.view.reports[1:]))
    assert compose(told.full, red, OPTIONS).marking is Marking.RED
    assert made().marking is Marking.AMBER
    assert made(marking=Marking.AMBER_STRICT).marking is Marking.AMBER_STRICT


def test_every_reference_of_a_line_lives_and_every_reference_is_used() -> None:
    brief = made()
    living = {item.id for item in brief.references}
    used = {ref for _, line in brief.lines() for part in line.parts for ref in part.refs}
    assert used <= living
    assert living == set(brief.ids.values())


def test_the_claims_on_the_map_have_ids_too() -> None:
    told = scene()
    bare = replace(told.full, incidents=(), statuses=(), tolls=(), sums=())
    brief = compose(bare, told.view, OPTIONS, picture())
    assert {claim for line in picture().lines for claim in line.refs} <= set(brief.ids)


def test_a_brief_keeps_its_own_rules() -> None:
    brief = made(before=Before(scene(late=False).full, at(SECOND)))
    check(brief)
    for form, render in RENDERERS.items():
        lint(render(brief), brief, form)


def test_opinions_stand_under_assessments_alone() -> None:
    text = "Westmark may see more attacks, the desk believes"
    found = {section.key for section, line in made().lines() if text in line.text}
    assert found == {"assessments"}


def test_names_on_the_map_and_of_the_atlas_are_not_masked() -> None:
    told = scene()
    extra = replace(WIRE, text=f"{WIRE.text} Fighting near Orlin Tarvek Ridge Gap went on.", id="rep-extra")
    view = replace(told.view, reports=(*told.view.reports, extra))
    brief = compose(told.full, view, replace(OPTIONS, known=frozenset({"Ridge Gap"})), picture())
    assert "Norvale" not in brief.masked
    assert "Ridge Gap" not in " ".join(brief.masked)


@pytest.mark.parametrize("form", sorted(RENDERERS))
def test_the_same_view_gives_the_same_bytes(form: str) -> None:
    assert RENDERERS[form](made()) == RENDERERS[form](made())


def test_the_bytes_do_not_hang_on_the_order_of_sets() -> None:
    """Python gives sets another order in each process; a brief must not show it."""
    program = (
        "import hashlib\n"
        "from tests.brief.test_compose import made\n"
        "from karez.brief.lint import RENDERERS\n"
        "brief = made()\n"
        "print([hashlib.sha256(RENDERERS[form](brief).encode()).hexdigest() for form in sorted(RENDERERS)])"
    )
    root = Path(__file__).resolve().parents[2]
    seen = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(seen) == 1


def test_json_holds_the_same_lines() -> None:
    brief = made()
    value = json.loads(RENDERERS["json"](brief))
    assert [section["key"] for section in value["sections"]] == ORDER
    assert [line["text"] for section in value["sections"] for line in section["lines"]] == [
        line.text for _, line in brief.lines()
    ]
    assert {item["id"] for item in value["references"]} == {item.id for item in brief.references}
