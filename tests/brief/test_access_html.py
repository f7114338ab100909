"""The access page: tables that say what the answer says, links that lead to sentences, and no word taken for markup."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from karez.brief.access_html import render_access_html
from karez.brief.access_report import AccessReport, claims_of
from karez.model.access_answer import AccessAnswer, Journey
from karez.model.reachability import Reopening, WayRound
from karez.model.vocabulary import Marking
from tests.brief.access_composed import answer
from tests.brief.composed import BAN, MINED, ZONE, picture, scene

HOSTILE = '<script>alert("1")</script>&<b onclick=x>'


def report(told: AccessAnswer | None = None) -> AccessReport:
    told = told or answer()
    cite = scene().cite()
    for claim in claims_of(told):
        cite.ids((claim,))
    return AccessReport(
        told, "2031-05-05 08:30 +05:00", "2031-05-05 08:30 +05:00", ZONE, "ab12" * 16, Marking.AMBER,
        cite.references(), picture(), cite.by_claim(),
    )  # fmt: skip


def seen(page: str) -> str:
    """The words of a page on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)).split())


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_it_says_as_of_when_for_whom_and_that_unknown_is_not_open() -> None:
    words = seen(render_access_html(report()))
    assert "As of 2031-05-05 08:30 +05:00" in words and "ab12ab12ab12ab12" in words
    assert "Unknown is not open" in words
    assert "By road, for all traffic, from Norvale" in words


def test_towns_stand_by_their_standing_with_both_bounds_and_their_reports() -> None:
    page = render_access_html(report())
    words = seen(page)
    assert "Cut off: 1" in words and "In doubt: 3" in words and "Way left, unconfirmed: 3" in words
    row = re.search(r"<tr><td[^>]*><strong>Estham</strong>.*?</tr>", page)
    assert row is not None
    assert seen(row[0]) == "Estham – Norvale 70 km 1 → 0 5,000 to 20,000 3 May 2031 20:00 F1"


def test_roads_stand_with_state_scope_and_who_reports_it() -> None:
    words = seen(render_access_html(report()))
    assert "Person-days cut off so far: 7,604 to 30,417." in words
    assert "C-1 Weir – Estham, 30 km closed (mines); not confirmed since F1 3 May 2031" in words
    assert "C-3 whole road, section not told, 60 km closed F1" in words
    assert "C-4 Norvale – Elm, 12 km restricted: light traffic only F2" in words
    assert "C-4 : closed from 6 May 2031 F" in words
    assert "Every other road and railway: no report, unknown." in words


def test_what_has_no_place_and_the_ways_in_are_listed() -> None:
    words = seen(render_access_html(report()))
    assert "“We hold the town of Norvale” — Media wing of the Example Front: the atlas does not hold this road" in words
    assert "Weir airport Weir unknown, no report" in words


def test_a_journey_and_a_reopening_are_told_hop_by_hop_and_by_town() -> None:
    told = answer()
    town = next(one for one in told.picture.towns if one.town == "fen")
    round_ = WayRound(BAN.claim.id, ("c4",), town.optimistic, None, None)
    journey = Journey("norvale", "fen", town.baseline, town.optimistic, town.cautious, (round_,))
    lifted = Reopening("c1-b", ("c1-b",), (MINED.claim.id,), ("estham",), told.picture.cut_off)
    words = seen(render_access_html(report(replace(told, journey=journey, reopened=lifted))))
    assert (
        "Norvale to Fen In normal times 10 km. On the way of normal times: Norvale – Fen, C-5, 10 km: closed" in words
    )
    assert "Counting all that no report closes: 44 km" in words and "C-6 44 km unknown, no report" in words
    assert "Counting only what is reported open: no way" in words
    assert re.search(r"If what is announced comes true F\d+ : no way is left", words)
    assert "1 town has a way to a hub again, 5,000 to 20,000 people: Estham." in words


def test_no_name_of_a_place_road_or_report_is_markup() -> None:
    told = answer()
    roads = tuple(replace(road, name=HOSTILE) for road in told.stretches)
    towns = tuple(replace(town, name=HOSTILE) for town in told.picture.towns)
    hostile = replace(
        told,
        stretches=roads,
        picture=replace(told.picture, towns=towns),
        names=dict.fromkeys(told.names, HOSTILE),
        unplaced=tuple(replace(one, reason=HOSTILE) for one in told.unplaced),
        gateways=tuple(replace(one, name=HOSTILE) for one in told.gateways),
        area=HOSTILE,
    )
    made = report(hostile)
    bad = tuple(
        replace(item, quote=HOSTILE, claimant=HOSTILE, publisher=HOSTILE, url=HOSTILE) for item in made.references
    )
    points = tuple(replace(point, name=HOSTILE, standing="cut_off") for point in picture().points)
    lines = tuple(replace(line, name=HOSTILE, last=HOSTILE) for line in picture().lines)
    drawn = replace(picture(), points=points, lines=lines, credits=(HOSTILE,), title=HOSTILE)
    tags = Tags(render_access_html(replace(made, references=bad, picture=drawn)))
    assert "script" not in tags.names and "b" not in tags.names
    assert not any(name.startswith("on") for name in tags.attributes)


def test_every_reference_is_led_to_and_every_link_leads_to_one() -> None:
    page = render_access_html(report())
    links, ids = set(re.findall(r'href="#([^"]*)"', page)), set(re.findall(r'id="(F\d+)"', page))
    assert links <= ids and len(ids) >= 4
    assert "http" not in re.sub(r"https://example\.org/desk|http://www\.w3\.org/2000/svg", "", page)
