"""The access picture as tables for people."""

from collections.abc import Sequence

from karez.app.output import print_table
from karez.brief.access_report import AccessReport
from karez.brief.access_words import (
    access_words,
    announced_text,
    announcements,
    back_text,
    bounds_text,
    by_standing,
    days_text,
    hop_text,
    km,
    people_text,
    said,
    state_text,
    stretch_text,
    times,
    users_text,
    ways_text,
    with_report,
)
from karez.brief.words import day, label
from karez.model.access_answer import Stretch
from karez.model.reachability import Route, Standing, TownAccess, WayRound
from karez.model.text import printable
from karez.model.times import moment

TOWN_COLUMNS = ("town", "standing", "nearest hub now", "normally", "ways", "people", "since", "claims")
_MOST_NAMED = 80
ROAD_COLUMNS = ("road", "stretch", "state", "since", "last confirmed", "who", "claims")


def print_access(report: AccessReport) -> None:
    """Print who can be reached, what is reported of the roads, what could not be placed, and the journey asked for."""
    table = _Tables(report)
    for line in table.head():
        print(line)
    table.print_journey()
    table.print_reopening()
    table.print_towns()
    roads = [table.road(road) for road in report.answer.stretches if with_report(road)]
    _print(f"{len(roads)} stretches with a reported state; all others: no report, unknown", ROAD_COLUMNS, roads)
    table.print_announced()
    table.print_gateways()
    print_unplaced(report)


def print_unplaced(report: AccessReport) -> None:
    """Print the states that could be laid on nothing, each with its words and why."""
    rows = []
    for one in report.answer.unplaced:
        told = report.reference(one.claim)
        rows.append((f"“{told.quote}” — {told.claimant}" if told else "", one.reason, _ids((one.claim,))))
    title = f"{len(rows)} reported states could not be placed" if rows else "every reported state could be placed"
    _print(title, ("said", "why", "claim"), rows)


def _print(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A title in one line, and the table below it where it has rows."""
    print(printable(title))
    if rows:
        print_table("", columns, rows)
    else:
        print()


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

    def print_towns(self) -> None:
        """The towns whose way is not as in normal times; all of them where towns or an area were asked for."""
        picture = self._answer.picture
        towns = by_standing(picture.towns)
        shown = towns if picture.question.towns else [town for town in towns if _is_changed(town)]
        _print(
            f"{bounds_text(picture)} {days_text(picture)}".strip(), TOWN_COLUMNS, [self.town(town) for town in shown]
        )
        rest = [town.name for town in towns if town not in shown]
        if rest:
            more = f", and {len(rest) - _MOST_NAMED} others" if len(rest) > _MOST_NAMED else ""
            named = f"{', '.join(rest[:_MOST_NAMED])}{more}"
            print(
                printable(
                    f"{len(rest)} more, where no closure of the usual way is reported (its state is unknown): {named}"
                )
                + "\n"
            )
        hubs = [hub for hub in by_standing(picture.hubs) if _is_changed(hub)]
        if hubs:
            _print("hubs, each to the others", TOWN_COLUMNS, [self.town(hub) for hub in hubs])

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
        """What is announced or threatened of the roads, with its words."""
        rows = []
        for one, roads in announcements(self._answer):
            told = self._report.reference(one.claim)
            quote = f" — “{told.quote}”, {told.claimant}" if told else ""
            rows.append((roads, f"{announced_text(one)}{quote}", _ids((one.claim,))))
        if rows:
            _print("announced or threatened, not in force", ("road", "what", "claim"), rows)

    def print_journey(self) -> None:
        journey = self._answer.journey
        if journey is None:
            return
        ends = f"{self._names[journey.origin]} to {self._names[journey.destination]}"
        for bound, route in (("optimistic", journey.optimistic), ("cautious", journey.cautious)):
            title = f"{ends}, {said('bound', bound)}: {km(route.length_km) if route else 'no way'}"
            if bound == "optimistic" and journey.baseline and route:
                title += f"; in normal times {km(journey.baseline.length_km)}"
            hops = [(hop_text(hop, self._names), _ids(hop.claims)) for hop in route.hops] if route else []
            _print(title, ("hop", "claims"), hops)
        closed = [hop for hop in (journey.baseline.hops if journey.baseline else ()) if hop.closed]
        if closed:
            rows = [(hop_text(hop, self._names), _ids(hop.claims)) for hop in closed]
            _print("reported closed on the way of normal times", ("hop", "claims"), rows)
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
        _print(f"{title}: {left}", ("hop", "claims"), hops if way.then != way.now else [])

    def print_reopening(self) -> None:
        one = self._answer.reopened
        if one is None:
            return
        road = next((road for road in self._answer.stretches if one.link in road.links), None)
        name = f"{road.name}, {stretch_text(road, self._names)}" if road else one.link
        _print(
            f"if the reported closure of {name} were lifted: {back_text(one)}",
            ("town", "claims"),
            [(self._names[town], _ids(one.claims)) for town in one.towns],
        )

    def print_gateways(self) -> None:
        """Airports and ports that reports speak of, and the names of the others."""
        told = [way for way in self._answer.gateways if way.claims]
        rows = [(way.name, self._names[way.town], str(way.state), _ids(way.claims)) for way in told]
        silent = [way.name for way in self._answer.gateways if not way.claims]
        if rows:
            _print("airports and ports as ways in", ("name", "serves", "state", "claims"), rows)
        if silent:
            named = ", ".join(silent[:_MOST_NAMED])
            print(printable(f"airports and ports that no report speaks of, unknown: {named}") + "\n")

    def _instant(self, instant: int | None) -> str:
        return "" if instant is None else day(moment(instant, self._report.timezone).strftime("%Y-%m-%dT%H:%M"))


def _is_changed(town: TownAccess) -> bool:
    """Whether a town stands otherwise than in normal times, or a report shows its way."""
    longer = bool(times(town.detour))
    return town.standing is not Standing.UNCONFIRMED or longer or town.ways_now < town.ways_before


def _ids(claims: Sequence[str]) -> str:
    """As much of the first claim's id as names it, and how many more there are."""
    more = f" +{len(claims) - 1}" if len(claims) > 1 else ""
    return f"{claims[0][:16]}{more}" if claims else ""
