import random
from dataclasses import replace
from itertools import product

import pytest

from karez.model.joining import Decisions
from karez.model.vocabulary import Harm, IncidentType, Realis
from karez.resolve.incidents.blocks import candidates
from karez.resolve.incidents.join import JoinedClaims, join_claims, join_rows
from karez.resolve.incidents.linkage import Rules, clustered
from karez.resolve.incidents.row import ClaimRow
from karez.resolve.incidents.score import explain, weight
from tests.resolve.happenings import ALPHA, BETA, NORTH, START, Reported, Telling, row, view

BLAST = "A bomb went off at the cattle market of Alpha on Sunday. 5 herders were killed, the Harbour Office said."
REWRITE = "Five herders died when a bomb tore through the cattle market of Alpha on Sunday, the Harbour Office says."
RAID = "Fighters raided the customs post of Beta on Sunday. 2 guards were killed in Beta."
LATER = "Beta: the Lantern Bridge was blown up on Friday, a notice of the Bridge Office said."
DENIAL = "No bomb went off at the cattle market of Alpha, the Grain Ministry said."
VAGUE = "There was an explosion, a caller said."


def blast(text: str = BLAST, day: int = 0, publisher: str = "Sample Wire") -> Reported:
    words = (
        ("A bomb went off", "5 herders were killed") if text == BLAST else ("a bomb tore through", "Five herders died")
    )
    telling = Telling(text, day, publisher=publisher).incident(words[0], IncidentType.BOMBING, place=ALPHA, on=0)
    return telling.toll(words[1], 5, of="i").done()


def raid() -> Reported:
    telling = Telling(RAID).incident("Fighters raided", IncidentType.RAID, place=BETA, on=0, by="made:group")
    return telling.toll("2 guards were killed", 2, of="i").done()


def later() -> Reported:
    return Telling(LATER, 5).incident("was blown up", IncidentType.BOMBING, place=BETA, on=5).done()


def denial() -> Reported:
    return (
        Telling(DENIAL)
        .incident("No bomb went off", IncidentType.BOMBING, place=ALPHA, on=0, realis=Realis.DENIED)
        .done()
    )


def vague() -> Reported:
    return Telling(VAGUE).incident("an explosion", IncidentType.BOMBING).done()


ALL = [blast(), blast(REWRITE, 1), raid(), later(), denial(), vague(), blast(publisher="Reprint")]


def same(joined: JoinedClaims, one: Reported, other: Reported) -> bool:
    return joined.joined.same(one.ids[0], other.ids[0])


def test_a_rewrite_is_of_one_incident_and_another_town_or_day_is_not() -> None:
    joined = join_claims(view(ALL))
    assert same(joined, ALL[0], ALL[1])
    assert same(joined, ALL[0], ALL[6])
    assert not any(same(joined, one, other) for one, other in [(ALL[0], ALL[2]), (ALL[2], ALL[3])])


def test_every_claim_is_of_one_incident_and_a_toll_of_that_of_its_incident() -> None:
    joined = join_claims(view(ALL)).joined
    assert set(joined.incidents) == {key for one in ALL for key in one.ids}
    assert joined.same(*ALL[0].ids)


def test_a_denial_stands_apart() -> None:
    joined = join_claims(view(ALL))
    assert [other for other in ALL if same(joined, ALL[4], other)] == [ALL[4]]


def test_what_tells_neither_day_nor_place_joins_nothing() -> None:
    joined = join_claims(view(ALL))
    assert [other for other in ALL if same(joined, ALL[5], other)] == [ALL[5]]


def test_a_thousand_orders_of_reports_give_the_same_incidents() -> None:
    expected = join_claims(view(ALL))
    draw = random.Random(5)
    for _ in range(1_000):
        shuffled = view(draw.sample(ALL, len(ALL)))
        claims = [*shuffled.claims]
        draw.shuffle(claims)
        found = join_claims(replace(shuffled, claims=claims))
        assert (found.joined, found.pairs) == (expected.joined, expected.pairs)


def test_persons_part_what_a_machine_joins_and_join_what_it_parts() -> None:
    apart = (frozenset(ALL[0].ids), frozenset(ALL[1].ids))
    pair = (ALL[0].ids[0], ALL[3].ids[0])
    joined = join_claims(view(ALL), Decisions((pair,), (apart,)))
    assert not same(joined, ALL[0], ALL[1])
    assert same(joined, ALL[0], ALL[3])


def test_what_is_kept_apart_is_joined_by_no_chain() -> None:
    rows = [row(name, place="alpha", radius=5.0, day_from=START, day_to=START, names=("oak ford",)) for name in "abc"]
    apart = Decisions(apart=((frozenset("a"), frozenset("c")),))
    together = join_rows(rows).joined.incidents
    parted = join_rows(rows, apart).joined.incidents
    assert len(set(together.values())) == 1
    assert parted["a"] != parted["c"] and len(set(parted.values())) == 2


def test_decisions_that_contradict_each_other_by_a_chain_are_told() -> None:
    rows = [row(name) for name in "abc"]
    decisions = Decisions((("a", "b"), ("b", "c")), ((frozenset("a"), frozenset("c")),))
    joined = join_rows(rows, decisions)
    assert joined.broken == (("b", "c"),)
    assert joined.joined.same("a", "b")


def test_a_toll_may_be_parted_from_its_incident_by_a_person() -> None:
    one = blast()
    parted = Decisions(apart=((frozenset(one.ids[:1]), frozenset(one.ids[1:])),))
    assert not join_claims(view([one]), parted).joined.same(*one.ids)


def test_decisions_about_unknown_claims_change_nothing() -> None:
    other = Decisions((("clm-none", ALL[0].ids[0]),), ((frozenset({"clm-none"}), frozenset(ALL[0].ids)),))
    assert join_claims(view(ALL), other).joined == join_claims(view(ALL)).joined


def test_the_id_of_an_incident_is_that_of_its_smallest_claim() -> None:
    joined = join_claims(view(ALL)).joined.incidents
    members = [key for key in joined if joined[key] == joined[ALL[0].ids[0]]]
    assert joined[ALL[0].ids[0]] == "inc-" + min(members).removeprefix("clm-")[:12]


def test_an_explanation_adds_up_and_names_every_comparison() -> None:
    first, second = (join_claims(view(ALL)).rows[one.ids[0]] for one in ALL[:2])
    why = explain(first, second)
    assert why.weight == pytest.approx(why.start + sum(one.bits for one in why.comparisons), abs=1e-5)
    assert why.joined and why.weight == weight(second, first)
    assert explain(first, join_claims(view(ALL)).rows[ALL[4].ids[0]]).apart


def crowd(count: int) -> list[ClaimRow]:
    """Claims of one happening, each in words of its own."""
    told = {"place": "alpha", "radius": 5.0, "day_from": START, "day_to": START, "type": "raid", "families": ("fight",)}
    return [row(f"clm-{number:06}", names=("oak ford", f"oak {number % 50}"), **told) for number in range(count)]


def test_ten_thousand_claims_of_one_happening_neither_hang_nor_are_lost() -> None:
    joined = join_rows(crowd(10_000))
    assert len(joined.joined.incidents) == 10_000
    assert len(set(joined.joined.incidents.values())) <= 50
    assert joined.unsearched


def test_no_claim_seeks_more_than_its_share() -> None:
    found = candidates(crowd(1_500))
    assert len(found.left) <= 20 * 1_500
    assert found.unsearched == ()


def test_an_incident_is_part_of_the_episode_that_holds_it() -> None:
    attacks = Telling(
        "Fighters attacked across the North from Sunday to Friday. They raided a post in Alpha on Monday."
    )
    told = attacks.incident("Fighters attacked", IncidentType.ARMED_CLASH, place=NORTH, on=(0, 5), by="made:group")
    part = told.incident("They raided a post", IncidentType.RAID, "p", place=ALPHA, on=1, by="made:group").done()
    joined = join_claims(view([part])).joined
    episode, raided = (joined.incidents[key] for key in part.ids)
    assert episode != raided
    assert joined.episodes == {raided: episode}


def test_a_named_operation_holds_its_attacks_but_not_those_of_another_party() -> None:
    text = (
        "The front began Operation Lantern across the North on Sunday. A bomb went off in Alpha. Fighters raided Alpha."
    )
    told = Telling(text).incident(
        "The front began", IncidentType.ARMED_CLASH, place=NORTH, on=0, by="made:front", operation="Operation Lantern"
    )
    told = told.incident("A bomb went off", IncidentType.BOMBING, "b", place=ALPHA, on=0)
    told = told.incident("Fighters raided", IncidentType.ABDUCTION, "r", place=ALPHA, on=0, by="made:other")
    done = told.done()
    joined = join_claims(view([done])).joined
    names = [joined.incidents[key] for key in done.ids]
    assert joined.episodes == {names[1]: names[0]}


def test_linkage_takes_the_mean_and_counts_what_was_not_compared() -> None:
    rules = Rules(limit=0.0, unseen=-6.0, most=8.0)
    assert clustered("abc", {("a", "b"): 5.0, ("b", "c"): 4.0}, rules) == [("a", "b"), ("c",)]
    assert clustered("abc", {("a", "b"): 5.0, ("b", "c"): 4.0, ("a", "c"): -1.0}, rules) == [("a", "b", "c")]
    assert clustered("abc", {("a", "b"): -5.0}, rules, [("a", "b")]) == [("a", "b"), ("c",)]


def test_what_reports_are_about_decides_whether_they_are_of_one_happening() -> None:
    rules = Rules(limit=0.0, unseen=-6.0, most=8.0)
    pairs = {("a", "a aside"): 7.0, ("b", "b aside"): 7.0, ("a aside", "b aside"): 8.0, ("a", "b"): -1.0}
    pairs |= {("a", "b aside"): 2.0, ("a aside", "b"): 2.0}
    names = ["a", "a aside", "b", "b aside"]
    assert clustered(names, pairs, rules) == [tuple(names)]
    assert len(clustered(names, pairs, rules, leading={"a", "b"})) == 2


def test_linkage_does_not_hang_on_the_order_of_pairs() -> None:
    names = [f"n{number:02}" for number in range(30)]
    draw = random.Random(7)
    pairs = {(a, b): draw.choice([-3.0, 1.0, 2.0]) for a, b in product(names, names) if a < b and draw.random() < 0.4}
    rules = Rules(0.0, -6.0, 8.0, [(frozenset(names[:3]), frozenset(names[10:12]))])
    for leading in ((), names[::3]):
        expected = clustered(names, pairs, rules, leading=leading)
        for _ in range(50):
            items = [*pairs.items()]
            draw.shuffle(items)
            assert clustered(draw.sample(names, len(names)), dict(items), rules, leading=leading) == expected


def test_a_crowded_key_that_days_do_not_part_is_parted_by_place_or_told() -> None:
    rows = [replace(one, names=(), place=None, radius=None, actors=("made:a",)) for one in crowd(4_200)]
    spread = [replace(one, place=f"place {number % 5}") for number, one in enumerate(rows)]
    assert candidates(rows).unsearched and not candidates(spread).unsearched


def test_harm_of_other_kinds_is_not_compared() -> None:
    one = row("a", harm=Harm.KILLED.value, scope="incident", low=3, high=3)
    other = row("b", harm=Harm.INJURED.value, scope="incident", low=30, high=30)
    assert next(part.level for part in explain(one, other).comparisons if part.comparison == "toll") == "untold"
