"""Gaps, sources, method: facts about the brief itself."""

from dataclasses import replace

import pytest

from karez.brief.sections.about import gap_section, is_decision, judgement_words, method_section, source_section
from karez.model.finding import Findings, Gap
from karez.model.origin import Link, LinkKind
from karez.model.record import Judgement
from karez.model.vocabulary import Verdict
from tests.brief.composed import DESK, NORVALE, UNREAD, WHOLE, WIRE, ZONE, at, scene

WHEN = at("2031-05-05T09:00+05:00")


def judged(verdict: Verdict, **more: object) -> Judgement:
    made = Judgement(verdict, (WHOLE.claim.id,), "the desk", "misread", WHEN, recorded=WHEN)
    return replace(made, **more)  # type: ignore[arg-type]


def test_unread_reports_and_silent_places_are_gaps() -> None:
    gaps = (Gap("language-not-read", "the language is not read yet", UNREAD.id), Gap("silence", "", place=NORVALE))
    section = gap_section(Findings(gaps=gaps), scene().view, scene().cite())
    assert [line.text for line in section.lines] == [
        f"Sample Gazette, {UNREAD.id[:12]}: the language is not read yet (language-not-read)",
        "Norvale: no report for more than a day; what holds there now is not known",
    ]
    assert section.quiet


def test_no_gap_is_said_too() -> None:
    section = gap_section(Findings(), scene().view, scene().cite())
    assert [line.text for line in section.lines] == ["Every report was read; no place went silent."]


def test_a_gap_of_a_report_that_the_view_lacks_goes_by_its_id() -> None:
    section = gap_section(Findings(gaps=(Gap("x", "y", "rep-gone"),)), scene().view, scene().cite())
    assert section.lines[0].text == "rep-gone: y (x)"


def test_every_report_is_a_source_with_its_claims_counted() -> None:
    told = scene()
    found = [line.text for line in source_section(told.view, told.cite()).lines]
    assert len(found) == len(told.reports)
    assert found[0] == f"Sample Wire, “Police Post in Norvale Attacked”, 3 May 2031 20:00, 7 claims, {WIRE.id[:12]}"
    assert found[3] == (
        f"Sample highway desk (official), 5 May 2031 08:30, 2 claims, {DESK.id[:12]}, https://example.org/desk"
    )


def test_a_copy_says_of_which_report_and_how_much_is_shared() -> None:
    told = scene()
    links = {DESK.id: Link(WIRE.id, LinkKind.COPY_OF, 0.8123, "rewrite")}
    found = [line.text for line in source_section(told.view, told.cite(), links).lines]
    assert f"{DESK.id[:12]}, copy of {WIRE.id[:12]} (overlap 0.81), https://example.org/desk" in found[3]
    assert "overlap" not in found[0]


def test_a_title_that_could_not_be_read_is_not_shown() -> None:
    told = scene()
    assert "Xyz" not in " ".join(line.text for line in source_section(told.view, told.cite()).lines)


def test_a_report_without_a_date_says_when_it_was_added() -> None:
    told = scene()
    view = replace(told.view, reports=(replace(WIRE, published=None),))
    assert "added 3 May 2031 20:00" in source_section(view, told.cite()).lines[0].text


def test_a_retracted_report_is_still_listed_as_such() -> None:
    told = scene()
    retracted = replace(WIRE, retracted=at("2031-05-05T09:00+05:00"))
    view = replace(told.view, reports=(retracted,), claims=())
    (line,) = source_section(view, told.cite()).lines
    assert line.text.endswith(f"3 May 2031 20:00, retracted 5 May 2031 09:00, {WIRE.id[:12]}")


def test_the_method_names_reader_atlas_zone_and_every_decision() -> None:
    told = scene()
    view = replace(told.view, judgements=(judged(Verdict.REJECT), judged(Verdict.RETRACT, changes={"successor": None})))
    found = [line.text for line in method_section(view, told.cite(), reader="r.v1", pack="p@1", timezone=ZONE).lines]
    assert found[0] == "Read by rules (r.v1), atlas p@1; 5 reports."
    assert any(ZONE in text for text in found)
    assert found[-1] == f"{WHOLE.claim.id[:16]} rejected by the desk, 5 May 2031 09:00: misread"
    assert len(found) == 7


@pytest.mark.parametrize(
    ("judgement", "told"),
    [
        (judged(Verdict.CORRECT, changes={"best": 9, "low": 9}), "corrected (best=9, low=9) by the desk"),
        (judged(Verdict.RETRACT), "retracted by the desk"),
        (judged(Verdict.ACCEPT), "accepted by the desk"),
        (judged(Verdict.KEEP_APART, subjects=("clm-one", "clm-two")), "clm-one kept apart from clm-two by the desk"),
        (judged(Verdict.JOIN, subjects=tuple("abcdef")), "a, b, c, d and 2 more joined by the desk"),
        (
            judged(
                Verdict.KEEP_APART,
                subjects=("a", "b"),
                changes={"sides": [["b"], ["a"]], "split": "inc-1", "overrules": ["jdg-1"]},
            ),
            "b split off from inc-1 (over jdg-1) by the desk",
        ),
        (
            judged(Verdict.RETRACT, subjects=(), report="rep-0123456789ab", changes={"withheld": "ab"}),
            "rep-01234567 withheld by the desk",
        ),
        (judged(Verdict.RETRACT, subjects=(), report="rep-0123456789ab"), "rep-01234567 retracted by the desk"),
        (judged(Verdict.ACCEPT, subjects=(), report="rep-0123456789ab"), "rep-01234567 accepted by the desk"),
    ],
)
def test_how_a_judgement_is_put(judgement: Judgement, told: str) -> None:
    assert told in judgement_words(judgement, scene().cite())


def test_a_link_to_a_newer_reading_is_no_decision() -> None:
    assert is_decision(judged(Verdict.RETRACT))
    assert not is_decision(judged(Verdict.RETRACT, changes={"successor": "clm-x"}))


def test_names_in_a_reason_are_masked() -> None:
    words = judgement_words(judged(Verdict.REJECT, reason="this is Orlin Tarvek of Norvale"), scene().cite())
    assert "Tarvek" not in words
