"""The access picture as tables for people."""

from collections.abc import Sequence

from karez.app.output import print_table
from karez.brief.access_report import AccessReport
from karez.brief.access_words import (
    access_words,
    by_standing,
    count,
    hop_text,
    km,
    people_text,
    said,
    state_text,
    stretch_text,
    times,
    users_text,
    ways_text,
)
from karez.brief.words import day, label
from karez.model.access import Announced
from karez.model.access_answer import Stretch
from karez.model.reachability import People, Reopening, Route, Standing, TownAccess, WayRound
from karez.model.times import moment

TOWN_COLUMNS = ("town", "standing", "nearest hub now", "normally", "ways", "people", "since", "claims")
ROAD_COLUMNS = ("road", "stretch", "state", "since", "last confirmed", "who", "claims")


def print_access(report: AccessReport) -> None:
    """Print who can be reached, what is reported of the roads, what could not be placed, and the journey asked for."""
    table = _Tables(report)
    for line in table.head():
        print(line)
    answer = report.answer
    towns = by_standing(answer.picture.towns)
    print_table(table.towns_title(), TOWN_COLUMNS, [table.town(town) for town in towns])
    if answer.picture.hubs:
        hubs = by_standing(answer.picture.hubs)
        print_table("the hubs, each to the others", TOWN_COLUMNS, [table.town(hub) for hub in hubs])
    print_table(table.roads_title(), ROAD_COLUMNS, [table.road(road) for road in answer.stretches])
    table.print_announced()
    table.print_journey()
    table.print_reopening()
    if answer.gateways:
        rows = [table.gateway(at) for at in range(len(answer.gateways))]
        print_table("airports and ports as ways in", ("name", "kind", "serves", "state", "claims"), rows)
    print_unplaced(report)


def print_unplaced(report: AccessReport) -> None:
    """Print the states that could be laid on nothing, each with its words and why."""
    rows = []
    for one in report.answer.unplaced:
        told = report.reference(one.claim)
        rows.append((one.claim[:16], f"“{told.quote}” — {told.claimant}" if told else "", one.reason))
    title = f"{len(rows)} reported states could not be placed" if rows else "every reported state could be placed"
    print_table(title, ("claim", "said", "why"), rows)


class _Tables:
    """The rows of one answer."""

    def __init__(self, report: AccessReport) -> None:
        self._report = report
        self._answer = report.answer
        self._names = report.answer.names
        self._users = report.answer.picture.question.users

    def head(self) -> Sequence[str]:
        """Two lines above all tables."""
        question = self._answer.picture.question
        hubs = ", ".join(self._names[hub] for hub in question.hubs)
        when = f"as of {self._report.as_of} ({self._report.timezone}), ledger head {self._report.head[:16]}"
        asked = f"by {question.mode} for {users_text(question.users)}, from {hubs}"
        return (f"{when}; {asked}", " ".join(access_words()["notice"].split()))

    def towns_title(self) -> str:
        picture = self._answer.picture
        told = [
            f"{self._counted(standing)} {said('standing', standing)}" + self._with(people)
            for standing, people in ((Standing.CUT_OFF, picture.cut_off), (Standing.IN_DOUBT, picture.in_doubt))
        ]
        return f"{len(picture.towns)} towns: {', '.join(told)}"

    def _counted(self, standing: Standing) -> int:
        return sum(town.standing is standing for town in self._answer.picture.towns)

    def _with(self, people: People) -> str:
        return f" ({people_text(people)} people)" if people.lower_of or people.upper_of else ""

    def town(self, town: TownAccess) -> Sequence[str]:
        return (
            town.name,
            said("standing", town.standing),
            f"{self._way(town.optimistic)} {times(town.detour)}".strip(),
            self._way(town.baseline),
            ways_text(town),
            people_text(town.people),
            self._instant(town.since),
            _ids(self._answer.behind.get(town.town, ())),
        )

    def _way(self, route: Route | None) -> str:
        return "–" if route is None else f"{self._names[route.hub]} {km(route.length_km)}"

    def roads_title(self) -> str:
        return f"{len(self._answer.stretches)} roads and railways with a reported state; all others: no report, unknown"

    def road(self, road: Stretch) -> Sequence[str]:
        told, held = road.told, road.shown(self._users)
        state = state_text(held)
        if told.reported and held.state == "unknown":
            cause = f" ({label('cause', told.cause)})" if told.cause else ""
            state = f"unknown now; last {label('states', told.reported)}{cause}"
        if told.stale:
            state += "; not confirmed since"
        who = "; ".join(self._report.claimants(told.claims))
        denied = f"; denied by {'; '.join(self._report.claimants(told.denials))}" if told.denials else ""
        return (
            road.name,
            f"{stretch_text(road, self._names)}, {km(road.length_km)}",
            state,
            day(told.since) if told.since else "",
            self._instant(told.last_confirmed),
            who + denied,
            _ids(told.claims),
        )

    def print_announced(self) -> None:
        rows = [
            (road.name, stretch_text(road, self._names), self._announced(one), _ids((one.claim,)))
            for road in self._answer.stretches
            for one in road.told.announced
        ]
        if rows:
            print_table("announced or threatened, not in force", ("road", "stretch", "what", "claim"), rows)

    def _announced(self, one: Announced) -> str:
        start = f" from {day(one.start)}" if one.start else ""
        end = f" until {day(one.end)}" if one.end else ""
        told = self._report.reference(one.claim)
        quote = f" — “{told.quote}”, {told.claimant}" if told else ""
        return f"{label('states', one.state)}{start}{end}{quote}"

    def print_journey(self) -> None:
        journey = self._answer.journey
        if journey is None:
            return
        ends = f"{self._names[journey.origin]} to {self._names[journey.destination]}"
        for bound, route in (("optimistic", journey.optimistic), ("cautious", journey.cautious)):
            title = f"{ends}, {said('bound', bound)}: {km(route.length_km) if route else 'no way'}"
            if bound == "optimistic" and journey.baseline:
                title += f"; in normal times {km(journey.baseline.length_km)}"
            hops = [(hop_text(hop, self._names), _ids(hop.claims)) for hop in route.hops] if route else []
            print_table(title, ("hop", "claims"), hops)
        for way in journey.announced:
            self._print_way_round(way)

    def _print_way_round(self, way: WayRound) -> None:
        told = self._report.reference(way.claim)
        title = f"if it comes true: “{told.quote}”, {told.claimant} ({way.claim[:16]})" if told else way.claim[:16]
        if way.then == way.now:
            left = "the way now does not use it"
        else:
            left = f"{km(way.then.length_km)} {times(way.detour)}".strip() if way.then else "no way is left"
        hops = [(hop_text(hop, self._names), _ids(hop.claims)) for hop in way.then.hops] if way.then else []
        print_table(f"{title}: {left}", ("hop", "claims"), hops if way.then != way.now else [])

    def print_reopening(self) -> None:
        one = self._answer.reopened
        if one is None:
            return
        road = next((road for road in self._answer.stretches if one.link in road.links), None)
        name = f"{road.name}, {stretch_text(road, self._names)}" if road else one.link
        print_table(
            f"if the reported closure of {name} were lifted: {self._back(one)}",
            ("town", "claims"),
            [(self._names[town], _ids(one.claims)) for town in one.towns],
        )

    def _back(self, one: Reopening) -> str:
        if not one.towns:
            return "no town gets a way back that it lacks now"
        people = (
            f"{count(one.people.lower)} to {count(one.people.upper)}" if one.people.upper else people_text(one.people)
        )
        return f"{len(one.towns)} towns have a way to a hub again, {people} people"

    def gateway(self, at: int) -> Sequence[str]:
        way = self._answer.gateways[at]
        told = "" if way.claims else ", no report"
        return (way.name, said("gateway", way.kind), self._names[way.town], f"{way.state}{told}", _ids(way.claims))

    def _instant(self, instant: int | None) -> str:
        return "" if instant is None else day(moment(instant, self._report.timezone).strftime("%Y-%m-%dT%H:%M"))


def _ids(claims: Sequence[str]) -> str:
    """As much of each claim's id as names it."""
    return " ".join(claim[:16] for claim in claims)
