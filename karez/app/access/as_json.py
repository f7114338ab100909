"""The access picture as JSON (schema ``access.schema.json``)."""

from collections.abc import Iterable
from typing import Any

from karez.brief.access_report import AccessReport, claims_of
from karez.brief.access_words import access_words, by_standing
from karez.model.access import Announced, Laid, Unplaced, UserClass
from karez.model.access_answer import AccessAnswer, Stretch
from karez.model.reachability import (
    Gateway,
    Hop,
    HubDistance,
    People,
    PersonDays,
    Reopening,
    Route,
    TownAccess,
    WayRound,
)
from karez.model.times import show

Json = dict[str, Any]


def access_json(report: AccessReport) -> Json:
    """Return an access picture as plain values; lengths in km, people in persons, names of persons masked."""
    answer, zone = report.answer, report.timezone
    question = answer.picture.question
    writer = _Writer(report)
    return {
        "as_of": report.as_of,
        "recorded": report.recorded,
        "timezone": zone,
        "ledger_head": report.head,
        "marking": report.marking.value,
        "notice": " ".join(access_words()["notice"].split()),
        "question": {
            "from": [writer.place(hub) for hub in question.hubs],
            "to": [writer.place(town) for town in question.towns],
            "users": question.users.value,
            "mode": question.mode.value,
            "area": answer.area,
        },
        "versions": dict(answer.versions),
        "totals": {
            "cut_off": people_json(answer.picture.cut_off),
            "cut_off_person_days": days_json(answer.picture.person_days),
            "in_doubt": people_json(answer.picture.in_doubt),
            "no_reported_way": people_json(answer.picture.no_reported_way),
        },
        "towns": [writer.town(town, answer) for town in by_standing(answer.picture.towns)],
        "hubs": [writer.town(hub, answer) for hub in answer.picture.hubs],
        "roads": [writer.stretch(stretch, answer) for stretch in answer.stretches],
        "gateways": [writer.gateway(way) for way in answer.gateways],
        "unplaced": [_unplaced(one, report) for one in answer.unplaced],
        "journey": writer.journey(answer),
        "reopening": writer.reopening(answer.reopened) if answer.reopened else None,
        "claims": _claims(report),
    }


def people_json(people: People) -> Json:
    """The two bounds, and the places whose number nobody says."""
    return {
        "lower": people.lower,
        "upper": people.upper,
        "settlements": list(people.lower_of),
        "areas": list(people.upper_of),
        "settlements_not_known": list(people.lower_lacks),
        "areas_not_known": list(people.upper_lacks),
        "areas_shared": list(people.upper_shared),
    }


def days_json(days: PersonDays | None) -> Json | None:
    """Person-days by both bounds."""
    return None if days is None else {"lower": days.lower, "upper": days.upper}


class _Writer:
    """Writes the parts of one answer: its place names and zone go with all of them."""

    def __init__(self, report: AccessReport) -> None:
        self._report = report
        self._names = report.answer.names
        self._zone = report.timezone

    def place(self, identity: str) -> Json:
        return {"id": identity, "name": self._names[identity]}

    def town(self, town: TownAccess, answer: AccessAnswer) -> Json:
        return {
            **self.place(town.town),
            "standing": town.standing.value,
            "since": self._instant(town.since),
            "nearest_now": self._nearest(town.optimistic),
            "nearest_normally": self._nearest(town.baseline),
            "nearest_reported": self._nearest(town.cautious),
            "detour": _rounded(town.detour, 3),
            "ways_before": town.ways_before,
            "ways_now": town.ways_now,
            "people": people_json(town.people),
            "person_days": days_json(town.person_days),
            "hubs": [self._distance(distance) for distance in town.distances],
            "ways_in": [way.id for way in town.ways_in],
            "claims": list(answer.behind.get(town.town, ())),
        }

    def _nearest(self, route: Route | None) -> Json | None:
        return None if route is None else {"hub": self.place(route.hub), "km": _rounded(route.length_km)}

    def _distance(self, distance: HubDistance) -> Json:
        return {
            "hub": distance.hub,
            "normally_km": _rounded(distance.baseline_km),
            "now_km": _rounded(distance.optimistic_km),
            "reported_km": _rounded(distance.cautious_km),
        }

    def stretch(self, stretch: Stretch, answer: AccessAnswer) -> Json:
        told, held = stretch.told, stretch.shown(answer.picture.question.users)
        return {
            "name": stretch.name,
            "mode": stretch.mode,
            "places": [self.place(place) for place in stretch.places],
            "links": list(stretch.links),
            "length_km": stretch.length_km,
            "state": held.state.value,
            "conditions": [condition.value for condition in held.conditions],
            "cause": held.cause.value if held.cause else None,
            "scope": held.scope.value if held.scope else (told.scope.value if told.scope else None),
            "whole_road": stretch.whole,
            "section_unknown": told.section_unknown,
            "users": {user.value: told.of(user).state.value for user in UserClass},
            "reported": told.reported.value if told.reported else None,
            "since": told.since,
            "last_confirmed": self._instant(told.last_confirmed),
            "expires": self._instant(told.expires),
            "stale": told.stale,
            "sources": self._report.claimants(told.claims),
            "claims": list(told.claims),
            "denials": list(told.denials),
            "announced": [self._announced(one) for one in told.announced],
        }

    def _announced(self, told: Announced) -> Json:
        return {
            "claim": told.claim,
            "state": told.state.value,
            "scope": told.scope.value,
            "start": told.start,
            "end": told.end,
            "known_from": self._instant(told.known_from),
        }

    def gateway(self, way: Gateway) -> Json:
        return {
            "id": way.id,
            "name": way.name,
            "type": way.kind.value,
            "serves": self.place(way.town),
            "state": way.state.value,
            "claims": list(way.claims),
        }

    def journey(self, answer: AccessAnswer) -> Json | None:
        journey = answer.journey
        if journey is None:
            return None
        return {
            "from": self.place(journey.origin),
            "to": self.place(journey.destination),
            "normally": self._route(journey.baseline),
            "now": self._route(journey.optimistic),
            "reported": self._route(journey.cautious),
            "announced": [self._way_round(way) for way in journey.announced],
        }

    def _way_round(self, way: WayRound) -> Json:
        return {
            "claim": way.claim,
            "links": list(way.links),
            "now": self._route(way.now),
            "then": self._route(way.then),
            "then_reported": self._route(way.cautious),
            "detour": _rounded(way.detour, 3),
        }

    def _route(self, route: Route | None) -> Json | None:
        if route is None:
            return None
        return {"length_km": _rounded(route.length_km), "hops": [self._hop(hop) for hop in route.hops]}

    def _hop(self, hop: Hop) -> Json:
        return {
            "link": hop.link,
            "from": self.place(hop.start),
            "to": self.place(hop.end),
            "name": hop.name,
            "length_km": _rounded(hop.length_km),
            "state": hop.state.value,
            "conditions": [condition.value for condition in hop.conditions],
            "section_unknown": hop.section_unknown,
            "claims": list(hop.claims),
        }

    def reopening(self, one: Reopening) -> Json:
        return {
            "link": one.link,
            "links": list(one.links),
            "claims": list(one.claims),
            "towns": [self.place(town) for town in one.towns],
            "people": people_json(one.people),
        }

    def _instant(self, instant: int | None) -> str | None:
        return None if instant is None else show(instant, self._zone)


def _unplaced(one: Unplaced, report: AccessReport) -> Json:
    told = report.reference(one.claim)
    return {
        "claim": one.claim,
        "type": one.asset_type.value,
        "code": str(one.code),
        "reason": one.reason,
        "quote": told.quote if told else None,
    }


def _claims(report: AccessReport) -> Json:
    """What every claim of the answer says, by its id."""
    found = ((claim, report.reference(claim)) for claim in claims_of(report.answer))
    return {
        claim: {
            "quote": told.quote,
            "claimant": told.claimant,
            "publisher": told.publisher,
            "published": told.published,
            "report": told.report,
            **_placed(report.answer.laid.get(claim)),
        }
        for claim, told in found
        if told
    }


def _placed(laid: Laid | None) -> Json:
    """Why a claim lies where it does, and what is wrong with its words; nulls for what lies nowhere."""
    return {"placed": laid.reason if laid else None, "note": laid.note if laid else None}


def _rounded(number: float | None, digits: int = 1) -> float | None:
    return None if number is None else round(number, digits)


def ids(claims: Iterable[str]) -> str:
    """Claim ids for people: as much of each as names it."""
    return " ".join(claim[:16] for claim in claims)
