"""The sample reports on the network: who is cut off between which bounds, worked out by hand from their sentences.

At noon of 1 February only the armed group's warning speaks of a road (mines near a pass of the coast road); the wires
speak of the trains, and the railway's notice, half an hour old, of the closed line. At noon of 3 February the coast
road has been reopened for light traffic, the closure of the road to the west (2 February, fighting: 48 hours) still
holds, and so does that of the line (an explosion: until a contrary report, after 72 hours not confirmed since).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from karez.app.values import AccessAsked, Asked
from karez.app.workspace import Workspace
from karez.brief.access_report import AccessReport
from karez.model.access import LinkScope, UserClass
from karez.model.access_answer import Stretch
from karez.model.reachability import People, Standing, TownAccess
from karez.model.vocabulary import AssetType, Cause, Condition, DerivedState

FIRST, THIRD = "2026-02-01T12:00", "2026-02-03T12:00"
# East of the closed line lies the way in; west of it all but Quetta itself, a hub, is beyond the suspended trains too.
BY_RAIL = {"Dalbandin", "Nok Kundi", "Nushki", "Taftan", "Ab-e-Gum", "Mach", "Bostan", "Qila Abdullah", "Chaman"}
# Settlements of six; the census areas of eight (Mach and Ab-e-Gum share theirs).
BY_RAIL_PEOPLE = (
    44542 + 35384 + 130139 + 20054 + 48572 + 18510,
    75272 + 49721 + 165738 + 466218 + 122918 + 30625 + 190905 + 19259,
)


@pytest.fixture(scope="module")
def desk(template: Path) -> Iterator[Workspace]:
    with Workspace.open(str(template)) as workspace:
        yield workspace


def ask(
    desk: Workspace, as_of: str, *, hubs: Iterable[str] = (), towns: Iterable[str] = (), **options: object
) -> AccessReport:
    return desk.access(Asked(as_of=as_of), AccessAsked(tuple(hubs), tuple(towns), **options))  # type: ignore[arg-type]


def standing(report: AccessReport, one: Standing) -> set[str]:
    return {town.name for town in report.answer.picture.towns if town.standing is one}


def bounds(people: People) -> tuple[int | None, int | None]:
    return people.lower, people.upper


def roads(report: AccessReport) -> Mapping[tuple[str, str, str], Stretch]:
    names = report.answer.names
    return {(road.name, names[road.places[0]], names[road.places[-1]]): road for road in report.answer.stretches}


def town(report: AccessReport, name: str) -> TownAccess:
    (found,) = [one for one in (*report.answer.picture.towns, *report.answer.picture.hubs) if one.name == name]
    return found


def quotes(report: AccessReport, claims: Iterable[str]) -> list[str]:
    return [told.quote for claim in claims if (told := report.reference(claim))]


class TestFirstOfFebruary:
    def test_the_coast_road_is_closed_by_the_word_of_the_armed_group_alone(self, desk: Workspace) -> None:
        report = ask(desk, FIRST)
        found = roads(report)
        assert set(found) == {
            ("N-10", "Kund Malir", "Ormara"),
            ("ML-3", "Spezand Junction", "Bostan"),
            ("ML-3", "Sibi", "Mach"),
            ("ML-3", "Mach", "Kolpur"),
        }
        coast = found["N-10", "Kund Malir", "Ormara"].told
        assert (coast.state, coast.cause, coast.scope) == (DerivedState.CLOSED, Cause.MINES, LinkScope.SECTION)
        (said,) = quotes(report, coast.claims)
        assert said.startswith("coastal highway, where we have laid mines")
        assert [source.source_class for source in coast.sources] == ["armed_group"]
        trains = found["ML-3", "Spezand Junction", "Bostan"].told
        assert (trains.state, trains.scope) == (DerivedState.CLOSED, LinkScope.SERVICE)
        assert set(quotes(report, trains.claims)) == {
            "Trains to Quetta were suspended",
            "train services to and from Quetta have been suspended",
        }

    def test_the_bolan_line_is_closed_with_its_sentence(self, desk: Workspace) -> None:
        report = ask(desk, FIRST)
        line = roads(report)["ML-3", "Sibi", "Mach"].told
        assert (line.state, line.cause, line.stale) == (DerivedState.CLOSED, Cause.SABOTAGE, False)
        assert quotes(report, line.claims) == ["line between Sibi and Mach is closed"]

    def test_by_road_nobody_is_cut_off_and_no_way_is_reported_open(self, desk: Workspace) -> None:
        report = ask(desk, FIRST)
        picture = report.answer.picture
        assert standing(report, Standing.CUT_OFF) == standing(report, Standing.IN_DOUBT) == set()
        assert bounds(picture.cut_off) == (0, 0)
        assert standing(report, Standing.REPORTED) == set()
        assert len(standing(report, Standing.UNCONFIRMED)) == len(picture.towns) == 61

    def test_the_coast_has_one_way_left_and_its_port_a_longer_one(self, desk: Workspace) -> None:
        report = ask(desk, FIRST)
        for name in ("Ormara", "Kund Malir"):
            assert (town(report, name).ways_before, town(report, name).ways_now) == (2, 1)
        port = town(report, "Gwadar")
        assert port.baseline is not None and port.optimistic is not None
        assert port.baseline.length_km == pytest.approx(660, rel=0.03)
        assert port.optimistic.length_km == pytest.approx(957, rel=0.03)
        assert quotes(report, report.answer.behind[port.town])[0].startswith("coastal highway")

    def test_the_way_along_the_coast_from_the_city_is_the_detour_of_the_issue(self, desk: Workspace) -> None:
        (found,) = ask(desk, FIRST, hubs=["Karachi"], towns=["Ormara"]).answer.picture.towns
        assert found.baseline is not None and found.optimistic is not None
        assert found.baseline.length_km == pytest.approx(365, rel=0.03)
        assert found.optimistic.length_km == pytest.approx(1286, rel=0.03)
        assert found.cautious is None

    def test_by_rail_the_towns_behind_the_closed_line_and_the_suspended_trains_are_cut_off(
        self, desk: Workspace
    ) -> None:
        report = ask(desk, FIRST, mode=AssetType.RAIL)
        assert standing(report, Standing.CUT_OFF) == BY_RAIL
        assert bounds(report.answer.picture.cut_off) == BY_RAIL_PEOPLE
        assert town(report, "Quetta").standing is Standing.CUT_OFF


class TestThirdOfFebruary:
    def test_the_west_is_cut_off_since_the_notice_of_the_day_before(self, desk: Workspace) -> None:
        report = ask(desk, THIRD)
        names = {"Ahmadwal", "Dalbandin", "Nok Kundi", "Taftan", "Mashkel"}
        assert standing(report, Standing.CUT_OFF) == names
        assert {town(report, name).since for name in names} == {desk.instant("2026-02-02T08:20")}
        for name in names:
            behind = report.answer.behind[town(report, name).town]
            assert quotes(report, behind) == ["N-40 between Nushki and Dalbandin is closed"]

    def test_its_people_between_two_bounds(self, desk: Workspace) -> None:
        """Settlements: two are counted (20,054 and 18,510); the five tehsils hold everybody else."""
        picture = ask(desk, THIRD).answer.picture
        assert bounds(picture.cut_off) == (20054 + 18510, 190905 + 122918 + 30625 + 19259 + 67142)
        hours = 27 + 41 / 60  # from 08:20 of 2 February to the end of the minute 12:00 of 3 February
        assert picture.person_days.lower == pytest.approx(38564 * hours / 24, abs=1)
        assert picture.person_days.upper == pytest.approx(430849 * hours / 24, abs=1)
        assert bounds(picture.in_doubt) == (0, 0)

    def test_the_coast_road_is_restricted_again_and_closed_to_heavy_vehicles(self, desk: Workspace) -> None:
        report = ask(desk, THIRD)
        coast = roads(report)["N-10", "Kund Malir", "Ormara"]
        assert (coast.told.state, coast.told.conditions) == (DerivedState.RESTRICTED, (Condition.LIGHT_ONLY,))
        assert quotes(report, coast.told.claims) == ["coastal highway near Buzi Pass was reopened for light traffic"]
        assert coast.shown(UserClass.HEAVY).state is DerivedState.CLOSED
        heavy = ask(desk, THIRD, hubs=["Karachi"], towns=["Ormara"], users=UserClass.HEAVY).answer.picture.towns[0]
        assert heavy.optimistic is not None and heavy.optimistic.length_km == pytest.approx(1286, rel=0.03)

    def test_the_bolan_line_is_closed_and_damaged_with_its_sentences(self, desk: Workspace) -> None:
        report = ask(desk, THIRD)
        line = roads(report)["ML-3", "Sibi", "Mach"].told
        assert (line.state, line.scope) == (DerivedState.CLOSED, LinkScope.SECTION)
        assert quotes(report, line.claims) == ["line between Sibi and Mach is closed"]
        track = roads(report)["ML-3", "Mach", "Kolpur"].told
        assert (track.state, track.cause) == (DerivedState.DAMAGED, Cause.SABOTAGE)
        # The road in the same gorge is told of by itself, and no closure of it.
        assert not any(
            road.mode == "road" and road.told.state is DerivedState.CLOSED and "Mach" in key
            for key, road in roads(report).items()
        )

    def test_by_rail_nine_towns_are_cut_off(self, desk: Workspace) -> None:
        report = ask(desk, THIRD, mode=AssetType.RAIL)
        assert standing(report, Standing.CUT_OFF) == BY_RAIL
        assert bounds(report.answer.picture.cut_off) == BY_RAIL_PEOPLE

    def test_the_closed_line_stays_so_and_is_not_confirmed_since(self, desk: Workspace) -> None:
        later = roads(ask(desk, "2026-02-05T12:00"))["ML-3", "Sibi", "Mach"].told
        assert (later.state, later.stale) == (DerivedState.CLOSED, True)

    def test_good_news_of_the_day_before_has_aged_to_unknown(self, desk: Workspace) -> None:
        found = {key[0]: road.told for key, road in roads(ask(desk, THIRD)).items() if key[0] in {"N-65", "N-70"}}
        assert {name: told.state for name, told in found.items()} == dict.fromkeys(found, DerivedState.UNKNOWN)
        assert {name: told.reported for name, told in found.items()} == {"N-65": "restricted", "N-70": "restored"}
        assert all(told.scope is LinkScope.ROUTE for told in found.values())


def test_what_reopening_the_road_to_the_west_gives_back(desk: Workspace) -> None:
    asked = ask(desk, THIRD, reopen="N-40").answer.reopened
    best = ask(desk, THIRD, best_reopening=True).answer.reopened
    assert asked is not None and best is not None
    assert (asked.links, asked.towns, asked.people) == (best.links, best.towns, best.people)
    names = ask(desk, THIRD).answer.names
    assert {names[place] for place in asked.towns} == {"Ahmadwal", "Dalbandin", "Nok Kundi", "Taftan", "Mashkel"}
    assert bounds(asked.people) == (38564, 430849)


def test_the_map_of_the_brief_shows_coast_road_and_line_closed_and_leads_to_their_sentences(desk: Workspace) -> None:
    """At noon of 2 February both are: the line since the day before, the coast road until the next morning."""
    brief = desk.brief(Asked(as_of="2026-02-02T12:00"))
    page = desk.written(brief, "html")
    sentences = {item.id: item.quote for item in brief.references}
    closed = re.findall(
        r'<a href="#(F\d+)"><g class="link closed" id="[^"]*:(\w\w-[\w-]+)"><title>([^<]*)</title>', page
    )
    told = {link: (sentences[ref], title) for ref, link, title in closed}
    sentence, title = told["rd-n-10-kund-malir--buzi-pass"]
    assert sentence.startswith("coastal highway, where we have laid mines") and "reported closed" in title
    assert told["rl-ml-3-sibi--ab-e-gum"][0] == "line between Sibi and Mach is closed"
    assert "N-10 coastal highway is closed" in sentences.values()
    lines = [line.text for _, line in brief.lines()]
    assert any(
        "; cut off by reported closures: Ahmadwal, Dalbandin, Mashkel, Nok Kundi and Taftan" in line for line in lines
    )


def test_the_map_shows_both_with_their_state_and_who_is_cut_off(desk: Workspace) -> None:
    picture = ask(desk, THIRD).picture
    assert picture is not None
    told = {(line.name, line.state) for line in picture.lines if line.refs}
    assert {("N-10", DerivedState.RESTRICTED), ("N-40", DerivedState.CLOSED), ("ML-3", DerivedState.CLOSED)} <= told
    assert {point.name for point in picture.points if point.standing == "cut_off"} == {
        "Ahmadwal", "Dalbandin", "Nok Kundi", "Taftan", "Mashkel",
    }  # fmt: skip
    first = ask(desk, FIRST).picture
    assert first is not None
    closed = [line for line in first.lines if line.state is DerivedState.CLOSED]
    assert {line.id.split(":")[1] for line in closed if line.mode == "road"} == {
        "rd-n-10-kund-malir--buzi-pass", "rd-n-10-buzi-pass--ormara",
    }  # fmt: skip
    assert {line.state for line in first.lines if not line.refs} == {DerivedState.UNKNOWN}
