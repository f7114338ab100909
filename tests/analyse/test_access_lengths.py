"""Lengths and reach on the shipped pack: the figures that the pack's makers expect, and the traps of the pack."""

import pytest

from karez.analyse.access import access_picture
from karez.model.access import UserClass
from karez.model.reachability import Standing, TownAccess
from karez.model.vocabulary import AssetType, Condition, DerivedState
from tests.networks import CLOSED, OPEN, PackNetwork, replace, report

RESTRICTED = DerivedState.RESTRICTED


@pytest.fixture(scope="module")
def pack() -> PackNetwork:
    return PackNetwork()


def town(pack: PackNetwork, hub: str, place: str, *closed: tuple[str, str]) -> TownAccess:
    picture = access_picture(pack.ask([hub], [report(pack.between(*ends)) for ends in closed]))
    (found,) = [one for one in picture.towns if one.town == pack.id[place]]
    return found


@pytest.mark.parametrize(
    ("hub", "place", "closed", "before", "after"),
    [
        ("karachi", "ormara", ("kund-malir", "buzi-pass"), 365, 1286),
        ("karachi", "quetta", ("bela", "wadh"), 700, 867),
        ("quetta", "mastung", ("mastung", "lak-pass"), 50, 87),
        ("quetta", "mastung", ("lak-pass", "quetta"), 50, 87),
    ],
)
def test_a_closure_lengthens_the_way(
    pack: PackNetwork, hub: str, place: str, closed: tuple[str, str], before: float, after: float
) -> None:
    found = town(pack, hub, place, closed)
    assert found.baseline is not None
    assert found.optimistic is not None
    assert found.baseline.length_km == pytest.approx(before, rel=0.03)
    assert found.optimistic.length_km == pytest.approx(after, rel=0.03)
    assert found.detour == pytest.approx(found.optimistic.length_km / found.baseline.length_km)
    assert found.standing is Standing.UNCONFIRMED
    assert town(pack, hub, place).detour == 1.0


def test_every_hop_of_a_way_joins_the_next_and_adds_up(pack: PackNetwork) -> None:
    route = town(pack, "karachi", "ormara", ("buzi-pass", "ormara")).optimistic
    assert route is not None
    assert route.hops[0].start == route.hub == pack.id["karachi"]
    assert route.hops[-1].end == route.town == pack.id["ormara"]
    assert [hop.end for hop in route.hops[:-1]] == [hop.start for hop in route.hops[1:]]
    assert sum(hop.length_km for hop in route.hops) == pytest.approx(route.length_km)
    assert pack.between("buzi-pass", "ormara") not in {hop.link for hop in route.hops}


def test_one_closed_pass_cuts_the_border_town_off(pack: PackNetwork) -> None:
    found = town(pack, "quetta", "chaman", ("qila-abdullah", "khojak-pass"))
    assert (found.standing, found.optimistic, found.ways_before, found.ways_now) == (Standing.CUT_OFF, None, 1, 0)
    assert [(hop.link, hop.claims) for hop in found.closed] == [
        (link := pack.between("qila-abdullah", "khojak-pass"), (f"clm-{link}",))
    ]
    assert (found.people.lower, found.people.upper) == (130_139, 130_139 + 336_079)
    assert found.people.upper_of == (
        "pk-balochistan:tehsil-chaman-chaman",
        "pk-balochistan:tehsil-chaman-chaman-saddar",
    )
    # Cut off for one day.
    assert found.person_days is not None
    assert found.person_days.lower == 130_139


def test_a_closed_railway_closes_no_road_beside_it(pack: PackNetwork) -> None:
    closed = [report(pack.between("mach", "kolpur", "rail"))]
    road = access_picture(pack.ask(["quetta"], closed))
    rail = access_picture(pack.ask(["quetta"], closed, mode=AssetType.RAIL))
    assert road.cut_off.lower == 0
    names = {one.name for one in rail.towns if one.standing is Standing.CUT_OFF}
    assert {pack.id["sibi"], pack.id["mach"]} <= {one.town for one in rail.towns if one.standing is Standing.CUT_OFF}
    assert len(names) > 2


def test_rail_lists_only_what_rails_serve(pack: PackNetwork) -> None:
    towns = {pack.local[one.town] for one in access_picture(pack.ask(["quetta"], mode=AssetType.RAIL)).towns}
    assert {"mach", "sibi", "nushki"} <= towns
    assert not {"gwadar", "turbat", "kalat"} & towns


def test_a_road_under_construction_is_no_way_until_a_report_says_open(pack: PackNetwork) -> None:
    unbuilt = pack.between("hoshab", "awaran")
    for bound in ("baseline", "optimistic"):
        without = access_picture(pack.ask(["quetta"]))
        assert all(
            unbuilt not in {hop.link for hop in route.hops}
            for one in without.towns
            if (route := getattr(one, bound)) is not None
        )
    awaran = pack.id["awaran"]
    before = pack.ask(["gwadar"])
    told = pack.ask(["gwadar"], [report(unbuilt, OPEN)])
    ways = [
        next(one for one in access_picture(asked).towns if one.town == awaran).optimistic for asked in (before, told)
    ]
    assert ways[0] is not None
    assert ways[1] is not None
    assert ways[1].length_km < ways[0].length_km
    assert unbuilt in {hop.link for hop in ways[1].hops}


@pytest.mark.parametrize(
    ("condition", "users", "passes"),
    [
        (Condition.LIGHT_ONLY, UserClass.ALL, False),
        (Condition.RELIEF_ONLY, UserClass.RELIEF, True),
        (Condition.RELIEF_ONLY, UserClass.HEAVY, False),
        (Condition.ONE_LANE, UserClass.HEAVY, True),
    ],
)
def test_a_restricted_link_counts_cautiously_for_those_who_meet_its_terms(
    pack: PackNetwork, condition: Condition, users: UserClass, passes: bool
) -> None:
    first, second = pack.between("lak-pass", "quetta"), pack.between("mastung", "lak-pass")
    told = [replace(report(link, RESTRICTED), conditions=(condition,)) for link in (first, second)]
    picture = access_picture(pack.ask(["quetta"], told, users=users))
    (mastung,) = [one for one in picture.towns if one.town == pack.id["mastung"]]
    assert (mastung.cautious is not None) is passes
    assert mastung.optimistic is not None
    assert mastung.optimistic.hops[0].conditions == (condition,)


def test_a_road_closed_somewhere_leaves_its_towns_in_doubt(pack: PackNetwork) -> None:
    links = [link.id for link in pack.links if link.designation == "N-25" and link.mode == "road"]
    told = [replace(report(link, CLOSED, "clm-route"), section_unknown=True) for link in links]
    picture = access_picture(pack.ask(["quetta"], told))
    (chaman,) = [one for one in picture.towns if one.town == pack.id["chaman"]]
    assert chaman.standing is Standing.IN_DOUBT
    assert chaman.optimistic is not None
    assert {(hop.state, hop.section_unknown) for hop in chaman.optimistic.hops} == {(CLOSED, True)}
    assert chaman.closed == ()
    assert picture.cut_off.lower == 0
    assert (picture.in_doubt.lower or 0) >= 130_139
