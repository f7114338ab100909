"""Claims of the network and of the rules put together: one claim of two, and links that go on. Composed."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.claim import Body, Claim, Incident, Toll
from karez.model.text import Offsets, Span
from karez.model.vocabulary import ClaimKind, Harm, IncidentType, Qualifier, Realis, Victims
from karez.read.learned.found import Choice, Findings, Found
from karez.read.learned.merged import Told, merged
from karez.read.learned.sure import Sure

TEXT = "Twelve people were killed in the raid, three of them children. Two were held and later released. "
KINDS = tuple(kind.value for kind in ClaimKind)


def claim(name: str, span: Offsets, body: Body, *, number: Offsets | None = None, reason: str = "rule") -> Claim:
    fields = {"number": number} if number else {}
    return Claim(name, Span.of(TEXT, *span), body, Realis.ASSERTED, fields=fields, reason=reason)


def toll(best: int, victims: Victims = Victims.UNKNOWN, part_of: str | None = None) -> Toll:
    return Toll(Harm.KILLED, best, best, best, Qualifier.EXACT, victims=victims, part_of=part_of)


def told(own: Claim, kind: str, type_chance: float = 0.5) -> Told:
    classes = {"type": Choice("raid", type_chance)}
    return Told(own, Found(kind, own.span.offsets, 0, 0, 0.8, classes, {}, np.zeros(1, dtype=np.float32)))


def sure(inside: float = 1.0, least: float = 0.1) -> Sure:
    spans = tuple((at, at + 1) for at in range(len(TEXT)))
    chances = np.full((len(TEXT), len(KINDS)), inside, dtype=np.float32)
    return Sure(Findings((), KINDS, spans, chances), {}, dict.fromkeys(KINDS, least))


def test_a_toll_that_both_tell_is_one_with_the_class_that_one_of_them_knows() -> None:
    rule = claim("r", (0, 25), toll(12), number=(0, 6))
    own = claim("n", (0, 37), toll(12, Victims.CIVILIANS), number=(0, 6), reason="learned-toll")
    (both,) = merged([told(own, "toll")], [rule], sure())
    assert both.span == rule.span
    assert isinstance(both.body, Toll) and both.body.victims is Victims.CIVILIANS
    assert both.reason == "rule+learned-toll"


def test_tolls_of_several_numbers_in_the_same_words_stay_apart_and_a_part_finds_its_total() -> None:
    rule = claim("r", (0, 61), toll(12), number=(0, 6))
    total = claim("n", (0, 61), toll(12), number=(0, 6))
    part = claim("p", (0, 61), toll(3, Victims.CHILDREN, part_of="n"), number=(39, 44))
    made = merged([told(total, "toll"), told(part, "toll")], [rule], sure())
    bodies = {one.id: one.body for one in made}
    assert set(bodies) == {"r", "p"}
    assert isinstance(bodies["p"], Toll) and bodies["p"].part_of == "r"


def test_a_part_and_its_total_never_make_a_ring() -> None:
    first = claim("a", (0, 25), toll(12, part_of="b"), number=(0, 6))
    second = claim("b", (39, 61), toll(12, part_of="a"), number=(39, 44))
    made = merged([], [first, second], sure())
    assert [one.body.part_of for one in made if isinstance(one.body, Toll)] == ["b", None]


def test_what_only_the_rules_tell_stands_where_the_network_finds_it_likely_enough() -> None:
    rule = claim("r", (0, 25), toll(12), number=(0, 6))
    assert len(merged([], [rule], sure(inside=0.2))) == 1
    assert merged([], [rule], sure(inside=0.05)) == ()


def test_of_two_incidents_in_the_same_words_each_meets_its_own_type() -> None:
    held = claim("r1", (63, 96), Incident(IncidentType.ABDUCTION))
    freed = claim("r2", (63, 96), Incident(IncidentType.RELEASE))
    own = [
        told(claim("n1", (63, 76), Incident(IncidentType.ARREST)), "incident", 0.95),
        told(claim("n2", (87, 95), Incident(IncidentType.RELEASE)), "incident", 0.95),
    ]
    types = {one.body.type for one in merged(own, [held, freed], sure()) if isinstance(one.body, Incident)}
    assert types == {IncidentType.ABDUCTION, IncidentType.RELEASE}


def test_only_a_sure_network_overrules_the_type_of_a_rule() -> None:
    rule = claim("r", (63, 96), Incident(IncidentType.ABDUCTION))
    for chance, wanted in ((0.5, IncidentType.ABDUCTION), (0.95, IncidentType.RAID)):
        own = told(claim("n", (63, 76), Incident(IncidentType.RAID)), "incident", chance)
        (both,) = merged([own], [rule], sure())
        assert isinstance(both.body, Incident) and both.body.type is wanted


_PLACES = st.integers(0, len(TEXT) - 2).flatmap(lambda a: st.tuples(st.just(a), st.integers(a + 1, len(TEXT) - 1)))


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.tuples(_PLACES, st.integers(0, 4)), max_size=6),
    st.lists(st.tuples(_PLACES, st.integers(0, 4)), max_size=6),
)
def test_every_claim_is_one_of_those_given_and_every_link_leads_to_one_that_stands(
    ours: list[tuple[Offsets, int]], rules: list[tuple[Offsets, int]]
) -> None:
    own = [told(claim(f"n{i}", at, toll(n, part_of=f"n{i + 1}"), number=at), "toll") for i, (at, n) in enumerate(ours)]
    by_rule = [claim(f"r{i}", at, toll(n, part_of=f"r{i + 1}"), number=at) for i, (at, n) in enumerate(rules)]
    made = merged(own, by_rule, sure())
    names = [one.id for one in made]
    assert len(set(names)) == len(names)
    assert set(names) <= {one.id for one in (*by_rule, *(told.claim for told in own))}
    spans = {span for one in made for span in (one.span.offsets, *one.also)}
    assert {one.span.offsets for one in by_rule} <= spans
    assert len(made) <= len(own) + len(by_rule)
    for one in made:
        at, seen = one, set()
        while isinstance(at.body, Toll) and at.body.part_of:
            assert at.id not in seen and at.body.part_of in names
            seen.add(at.id)
            at = made[names.index(at.body.part_of)]


def test_a_claim_of_the_rules_that_the_network_takes_for_a_repeat_is_told_once() -> None:
    first = claim("a", (0, 25), toll(12), number=(0, 6))
    again = claim("b", (63, 76), toll(12), number=(63, 66))
    own = claim("n", (0, 25), toll(12), number=(0, 6))
    seen = Told(replace(own, also=((63, 76),)), told(own, "toll").found)
    (one,) = merged([seen], [first, again], sure())
    assert one.id == "a" and one.also == ((63, 76),)


def test_what_a_rule_finds_denied_stays_denied() -> None:
    rule = replace(claim("r", (0, 25), toll(12), number=(0, 6)), realis=Realis.DENIED)
    own = claim("n", (0, 37), toll(12), number=(0, 6))
    (both,) = merged([told(own, "toll")], [rule], sure())
    assert both.realis is Realis.DENIED


def test_a_toll_never_replaces_itself() -> None:
    rule = claim("r", (0, 25), toll(12), number=(0, 6))
    again = claim("b", (63, 76), replace(toll(12), replaces="r"), number=(63, 66))
    own = claim("n", (0, 25), toll(12), number=(0, 6))
    seen = Told(replace(own, also=((63, 76),), body=replace(toll(12), replaces="b")), told(own, "toll").found)
    made = merged([seen], [rule, again], sure())
    assert [one.body.replaces for one in made if isinstance(one.body, Toll)] == [None]


def test_a_part_told_a_second_time_is_not_another_part_by_the_word_of_the_network() -> None:
    total = claim("t", (0, 25), toll(12), number=(0, 6))
    part = claim("p", (39, 61), toll(3, Victims.CHILDREN, part_of="t"), number=(39, 44))
    again = claim("a", (63, 76), toll(3, Victims.CHILDREN), number=(63, 66))
    own = [
        told(claim("nt", (0, 25), toll(12), number=(0, 6)), "toll"),
        told(claim("na", (63, 76), toll(3, Victims.CHILDREN, part_of="nt"), number=(63, 66)), "toll"),
    ]
    made = {one.id: one.body for one in merged(own, [total, part, again], sure())}
    assert {name: body.part_of for name, body in made.items() if isinstance(body, Toll)} == {
        "t": None,
        "p": "t",
        "a": None,
    }
