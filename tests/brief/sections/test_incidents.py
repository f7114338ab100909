"""What happened, by place: each happening once."""

from dataclasses import replace

from karez.brief.sections.incidents import incident_section
from karez.model.claim import Incident
from karez.model.finding import Findings, IncidentFinding
from karez.model.vocabulary import IncidentType, Realis
from tests.brief.composed import ESTHAM, RAID, RAID_AGAIN, SHOT, Scene, claim, incident, report, scene


def lines(*incidents: IncidentFinding, told: Scene | None = None) -> list[tuple[str, str]]:
    section = incident_section(Findings(incidents=incidents), (told or scene()).cite())
    return [(line.kind, line.text) for line in section.lines]


NOWHERE = incident(SHOT, place=None, place_quote=None, start=None, end=None)


def test_a_happening_stands_under_its_place_with_day_list_quote_and_sources() -> None:
    assert lines(incident(RAID, RAID_AGAIN)) == [
        ("head", "Norvale, Westmark"),
        (
            "item",
            "Raid, 3 May 2031, in “Norvale and Estham”: “Armed men attacked a police post in Norvale and Estham on "
            "Saturday” — Sample Wire; Example Daily",
        ),
    ]


def test_what_has_no_place_comes_last_and_an_untold_day_is_said() -> None:
    found = lines(NOWHERE, incident(RAID))
    assert [text for kind, text in found if kind == "head"] == ["Norvale, Westmark", "place not told"]
    assert found[-1][1].startswith("Shooting, date not told: “A farmer named (name withheld) was shot")


def test_a_claim_of_responsibility_in_every_report_is_told_once() -> None:
    text = "The front claimed responsibility for the attacks."
    prints = [report(name, text) for name in ("Wire", "Daily", "Portal")]
    claims = [claim(one, text.rstrip("."), Incident(IncidentType.RAID)) for one in prints]
    told = Scene(tuple(prints), tuple(claims))
    dated, *loose = [incident(one, start=None, end=None) for one in claims]
    found = lines(replace(dated, start="2031-05-03", end="2031-05-04"), *loose, told=told)
    assert len(found) == 2
    assert found[1][1] == ("Raid, 3 May 2031: “The front claimed responsibility for the attacks” — Wire; Daily; Portal")


def test_the_same_words_of_two_days_are_two_happenings() -> None:
    first, second = incident(RAID), incident(RAID_AGAIN, start="2031-05-04", end="2031-05-05")
    assert [kind for kind, _ in lines(first, second)] == ["head", "item", "item"]


def test_a_denial_is_not_folded_into_what_is_asserted() -> None:
    denied = incident(RAID_AGAIN, realis=Realis.DENIED)
    found = lines(incident(RAID), denied)
    assert found[2][1].startswith("Raid (denied), 3 May 2031")


def test_happenings_of_a_place_go_by_day_and_the_untold_come_last() -> None:
    undated = incident(SHOT, start=None, end=None)
    found = lines(undated, incident(RAID))
    assert [text.split(",")[0] for kind, text in found if kind == "item"] == ["Raid", "Shooting"]


def test_a_place_that_is_not_resolved_is_named_in_the_words_of_the_report() -> None:
    found = lines(incident(RAID, place=None, place_quote="the  old\nmill"))
    assert found[0] == ("head", "the old mill")


def test_a_place_whose_name_has_digits_is_cited() -> None:
    section = incident_section(
        Findings(incidents=(incident(RAID, place=None, place_quote="Sector 7"),)), scene().cite()
    )
    assert section.lines[0].parts[0].refs == ("F1",)


def test_places_go_by_name() -> None:
    found = lines(incident(RAID), incident(SHOT, place=ESTHAM, place_quote="Estham"))
    assert [text for kind, text in found if kind == "head"] == ["Estham, Westmark", "Norvale, Westmark"]


def test_every_claim_of_a_line_is_cited() -> None:
    section = incident_section(Findings(incidents=(incident(RAID, RAID_AGAIN),)), scene().cite())
    assert {ref for part in section.lines[1].parts for ref in part.refs} == {"F1", "F2"}
