"""The brief as JSON: parts and references a program can follow."""

import json

from karez.brief.as_json import brief_json, render_json
from karez.brief.compose import compose
from karez.brief.outline import Brief
from tests.brief.composed import OPTIONS, picture, scene


def made() -> Brief:
    told = scene()
    return compose(told.full, told.view, OPTIONS, picture())


def test_the_head() -> None:
    value = brief_json(made())
    assert {key: value[key] for key in ("title", "marking", "as_of", "timezone")} == {
        "title": "Situation brief",
        "marking": "TLP:AMBER",
        "as_of": "2031-05-05 08:30 +05:00",
        "timezone": OPTIONS.timezone,
    }
    assert value["ledger_head"] == scene().view.head


def test_the_text_of_a_line_is_that_of_its_parts() -> None:
    for section in brief_json(made())["sections"]:
        for line in section["lines"]:
            assert line["text"] == "".join(part["text"] for part in line["parts"])


def test_every_reference_that_a_part_names_is_there() -> None:
    value = brief_json(made())
    there = {item["id"] for item in value["references"]}
    named = {
        ref
        for section in value["sections"]
        for line in section["lines"]
        for part in line["parts"]
        for ref in part["refs"]
    }
    assert named <= there


def test_a_reference_carries_its_whole_ids() -> None:
    item = brief_json(made())["references"][0]
    assert item["id"] == "F1"
    assert len(item["claim"]) == len(item["report"]) == 36
    assert item["realis"] == "asserted"
    assert {"quote", "before", "after", "claimant", "publisher", "published", "url", "corrected"} <= set(item)


def test_it_is_written_as_readable_text() -> None:
    written = render_json(made())
    assert written.endswith("}\n")
    assert "“" in written
    assert json.loads(written) == brief_json(made())
