"""References: short ids in order of use, the sentence in its context, who says it, when."""

from dataclasses import replace

import pytest

from karez.brief.mask import Mask
from karez.model.claim import Incident
from karez.model.vocabulary import ClaimantClass, IncidentType, Relation
from tests.brief.composed import (
    DESK,
    GROUP,
    LIGHT,
    MINED,
    NORVALE,
    POLICE,
    RAID,
    SHOT,
    THIRTY,
    WHOLE,
    WIRE,
    Scene,
    claim,
    report,
    scene,
)


def test_ids_go_by_first_use() -> None:
    cite = scene().cite()
    assert cite.ids([WHOLE.claim.id]) == ("F1",)
    assert cite.ids([POLICE.claim.id, WHOLE.claim.id]) == ("F2", "F1")
    assert cite.by_claim() == {WHOLE.claim.id: "F1", POLICE.claim.id: "F2"}
    assert [item.id for item in cite.references()] == ["F1", "F2"]


def test_a_claim_that_the_view_does_not_hold_has_no_id() -> None:
    cite = scene().cite()
    assert cite.ids(["clm-none"]) == ()
    assert not cite.holds("clm-none")
    with pytest.raises(KeyError):
        cite.record("clm-none")


def test_a_reference_opens_the_sentence_in_its_context() -> None:
    cite = scene().cite()
    cite.ids([MINED.claim.id])
    (item,) = cite.references()
    assert item.quote == "coast road near Estham was closed because of mines"
    assert item.before == "The "
    assert item.after == ", the highway desk said. Mobile internet in Norvale was down."
    assert (item.claim, item.report) == (MINED.claim.id, WIRE.id)
    assert (item.claimant, item.publisher) == ("the highway desk", "Sample Wire")
    assert item.published == "3 May 2031 20:00"
    assert item.realis == ""


def test_a_context_that_was_cut_says_so() -> None:
    long = " ".join(f"word{number}" for number in range(300))
    one = report("Sample Wire", f"{long} There was an attack in Norvale. {long}")
    attack = claim(one, "There was an attack in Norvale", Incident(IncidentType.RAID))
    cite = Scene((one,), (attack,)).cite()
    cite.ids([attack.claim.id])
    (item,) = cite.references()
    assert item.before.startswith("… word")
    assert item.after.endswith(" …")
    assert len(item.before) < 240
    assert len(item.after) < 240


def test_words_of_the_sentence_are_masked_by_the_whole_text() -> None:
    cite = scene().cite()
    assert cite.sentence(SHOT.claim.id) == "A farmer named (name withheld) was shot at the market"
    cite.ids([RAID.claim.id])
    assert "Tarvek" not in cite.references()[0].after


def test_a_withheld_text_leaves_no_words() -> None:
    gone = replace(WIRE, text=None)
    empty = replace(SHOT, claim=replace(SHOT.claim, span=replace(SHOT.claim.span, quote="")))
    cite = Scene((gone,), (empty,)).cite()
    cite.ids([empty.claim.id])
    assert cite.sentence(empty.claim.id) == "(text withheld)"
    (item,) = cite.references()
    assert (item.before, item.quote, item.after) == ("", "(text withheld)", "")


def test_quotation_marks_in_a_quotation_are_single_ones() -> None:
    one = report("Sample Wire", "They held “the old mill” for a day.")
    held = claim(one, "They held “the old mill” for a day", Incident(IncidentType.SEIZURE))
    cite = Scene((one,), (held,)).cite()
    assert cite.sentence(held.claim.id) == "They held ‘the old mill’ for a day"
    cite.ids([held.claim.id])
    assert cite.references()[0].quote == "They held “the old mill” for a day"


def test_words_that_are_not_neutral_are_quoted() -> None:
    cite = scene().cite(Mask(()))
    assert cite.masked("the terrorists") == "“the terrorists”"
    assert cite.masked("the fighters") == "the fighters"
    assert cite.place(None, "the regime’s post") == "“the regime’s post”"
    assert cite.place(NORVALE, None) == "Norvale, Westmark"


def test_who_says_it() -> None:
    cite = scene().cite()
    assert cite.claimant(WHOLE.claim.id) == "Officials"
    assert cite.claimant(THIRTY.claim.id) == "Media wing of the Example Front"
    assert cite.claimants([WHOLE.claim.id, POLICE.claim.id, LIGHT.claim.id]) == "Officials; Sample highway desk"
    assert cite.source(WHOLE.claim.id).source_class is ClaimantClass.OFFICIAL


def test_when_it_was_published() -> None:
    cite = scene().cite()
    assert cite.published(THIRTY.claim.id) == "4 May 2031 09:00"
    assert cite.date_of(replace(GROUP, published="2031-05-04")) == "4 May 2031"
    assert cite.date_of(replace(GROUP, published="2031-05-04T12:00Z")) == "4 May 2031 17:00"
    assert cite.date_of(replace(GROUP, published=None)) == "4 May 2031 09:00"
    assert cite.date_of(replace(GROUP, published="in spring")) == "4 May 2031 09:00"


def test_a_list_of_places_is_told_whole() -> None:
    cite = scene().cite()
    assert cite.place_list(RAID.claim.id) == "Norvale and Estham"
    assert cite.place_list(SHOT.claim.id) is None
    assert cite.place_list(LIGHT.claim.id) is None


@pytest.mark.parametrize(
    ("text", "quote", "told"),
    [
        ("Fighting in Norvale, Estham and Old Mill went on.", "Norvale", "Norvale, Estham and Old Mill"),
        ("Fighting in Norvale, Estham, and Mill went on.", "Norvale", "Norvale, Estham, and Mill"),
        ("Fighting in Norvale, police said.", "Norvale", None),
        ("Fighting in Norvale and Estham and then calm.", "Norvale and Estham", "Norvale and Estham"),
    ],
)
def test_lists_in_several_forms(text: str, quote: str, told: str | None) -> None:
    one = report("Sample Wire", text)
    fight = claim(one, text.split(" went", maxsplit=1)[0], Incident(IncidentType.ARMED_CLASH), where=(quote, NORVALE))
    assert Scene((one,), (fight,)).cite(Mask(("Norvale", "Estham", "Old Mill"))).place_list(fight.claim.id) == told


def test_two_ends_of_a_road_are_no_list_of_places() -> None:
    one = report("Sample Wire", "Fighting between Norvale and Estham went on.")
    fight = claim(
        one, "Fighting between Norvale and Estham", Incident(IncidentType.ARMED_CLASH), where=("Norvale", NORVALE)
    )
    where = fight.claim.where
    assert where is not None
    between = replace(fight, claim=replace(fight.claim, where=replace(where, relation=Relation.BETWEEN)))
    assert Scene((one,), (fight,)).cite().place_list(fight.claim.id) == "Norvale and Estham"
    assert Scene((one,), (between,)).cite().place_list(fight.claim.id) is None


def test_at_most_six_references_stand_at_one_figure() -> None:
    text = " ".join(f"There was attack {number}." for number in range(9))
    one = report("Sample Wire", text)
    claims = [claim(one, f"There was attack {number}", Incident(IncidentType.RAID)) for number in range(9)]
    assert len(Scene((one,), tuple(claims)).cite().ids([item.claim.id for item in claims])) == 6


def test_a_report_without_a_publisher_is_named_by_its_file() -> None:
    one = report(None, "There was an attack.", source="/home/somebody/a.txt")
    attack = claim(one, "There was an attack", Incident(IncidentType.RAID))
    cite = Scene((one,), (attack,)).cite()
    cite.ids([attack.claim.id])
    assert cite.references()[0].publisher == "a.txt"
    assert cite.report(attack.claim.id) == one


def test_an_unknown_publisher_date_is_read_in_the_zone_of_the_brief() -> None:
    assert scene().cite().date_of(replace(DESK, published="2031-05-05T08:30")) == "5 May 2031 08:30"
