"""MUC mappings on composed templates and claims: the words, the five roles and their alignment, tolls, types."""

from typing import Any

import pytest

from evals.reading import muc_roles, muc_tolls
from evals.reading.case import Claim
from evals.reading.muc_roles import Entity, Filler
from evals.reading.muc_words import after_of, head, is_name, is_person, is_thing, normal, uncounted

EMPTY: dict[str, Any] = {"fills": []}
# Composed.
TEXT = "SIX GUNMEN OF THE NORTHERN FRONT BOMBED THE EMBASSY WITH DYNAMITE AND KILLED MARIO EXAMPLE."


def actor(quote: str, kind: str = "unknown", identity: str | None = None) -> dict[str, Any]:
    return {"quote": quote, "class": kind, "actor": identity}


def incident(kind: str = "bombing", realis: str = "asserted", **fields: Any) -> Claim:
    base = {"kind": "incident", "type": kind, "realis": realis, "start": 0, "end": 90}
    return {**base, "initiators": [], "targets": [], "fields": {}, **fields}


def toll(harm: str, best: int | None, **fields: Any) -> Claim:
    base = {"kind": "toll", "harm": harm, "low": best, "best": best, "high": best, "realis": "asserted"}
    return {**base, "start": 70, "end": 90, "scope": "incident", "part_of": None, "perpetrators": False, **fields}


def fill(*alternatives: Any, of: tuple[str, ...] = (), optional: bool = False) -> dict[str, Any]:
    return {"alternatives": list(alternatives), "of": list(of), "optional": optional}


def number(low: int | None = None, high: int | None = None, *, plural: bool = False) -> dict[str, Any]:
    return {"low": low, "high": high, "plural": plural, "approx": False, "raw": ""}


def template(*, optional: bool = False, **slots: list[dict[str, Any]]) -> dict[str, Any]:
    names = (*muc_roles.SLOTS.values(), "hum_tgt_effect", "hum_tgt_number", "incident_type")
    return {"optional": optional, "slots": {name: {"fills": slots.get(name, [])} for name in names}}


FULL = template(
    perp_individual_id=[fill("GUNMEN OF THE NORTHERN FRONT", "GUNMEN")],
    perp_organization_id=[fill("NORTHERN FRONT")],
    phys_tgt_id=[fill("EMBASSY")],
    hum_tgt_name=[fill("MARIO EXAMPLE")],
    instrument_id=[fill("DYNAMITE")],
)
READ = [
    incident(
        initiators=[actor("SIX GUNMEN OF THE NORTHERN FRONT", "armed_group", "front")],
        targets=[actor("THE EMBASSY", "government")],
        fields={"means": [[TEXT.index("DYNAMITE"), TEXT.index("DYNAMITE") + 8]]},
    ),
    toll("killed", 1, victims_quote="MARIO EXAMPLE"),
]


# ------------------------------------------------------------------ words
@pytest.mark.parametrize(
    ("quote", "word"),
    [
        ("members of the Northern Front", "members"),
        ("three armed men who wore masks", "men"),
        ("the town's electricity pylons", "pylons"),
        ("...", ""),
    ],
)
def test_the_head_is_the_last_word_before_a_preposition_or_relative(quote: str, word: str) -> None:
    assert head(quote) == word


@pytest.mark.parametrize("quote", ["GUERRILLAS", "members of the army", "two policemen", "ex-soldiers", "secretaries"])
def test_persons_by_their_head(quote: str) -> None:
    assert is_person(quote)
    assert not is_thing(quote)
    assert not is_name(quote)


@pytest.mark.parametrize("quote", ["the bank of the soldiers", "an Embassy", "power pylons"])
def test_things_by_their_head(quote: str) -> None:
    assert is_thing(quote)
    assert not is_person(quote)


def test_a_name_has_no_common_head_and_no_digit() -> None:
    assert is_name("MARIO EXAMPLE")
    assert not any(map(is_name, ["3 EXAMPLES", "THE ARMED FORCES", "", "..."]))


@pytest.mark.parametrize(
    ("quote", "rest"),
    [
        ("six priests", "priests"),
        ("at least 12 of the soldiers", "soldiers"),
        ("the priest", "the priest"),
        ("Tenancingo mayor", "Tenancingo mayor"),
        ("six", "six"),
    ],
)
def test_leading_numbers_are_cut(quote: str, rest: str) -> None:
    assert uncounted(quote) == rest


def test_strings_are_compared_without_case_punctuation_articles_and_line_breaks() -> None:
    assert normal('THE "NORTHERN\nFRONT"') == normal("Northern Front.") == "northern front"
    assert normal("a northern front") != normal("northern fronts")


def test_what_stands_after_of() -> None:
    assert after_of("members of the Northern Front") == "Northern Front"
    assert after_of("gunmen") is None


# ------------------------------------------------------------------ roles
def test_a_document_that_is_read_rightly_scores_one_in_every_role() -> None:
    found = muc_roles.fillers(READ, TEXT)
    parts = muc_roles.parts(muc_roles.entities([FULL]), found, has_template=True)
    assert {name: above / below for name, (above, below) in parts.items()} == dict.fromkeys(parts, 1.0)
    assert len(parts) == 7


def test_nothing_found_scores_nought_and_a_document_without_template_stands_in_all_alone() -> None:
    parts = muc_roles.parts(muc_roles.entities([FULL]), [], has_template=True)
    assert parts["roles with"] == (0, 5)
    alone = muc_roles.parts(muc_roles.entities([]), muc_roles.fillers(READ, TEXT), has_template=False)
    assert alone == {"roles all": (0, 5)}


@pytest.mark.parametrize(
    ("given", "roles"),
    [
        (actor("gunmen"), [("PerpInd", "gunmen")]),
        (actor("the Northern Front", "armed_group", "front"), [("PerpOrg", "the Northern Front")]),
        (actor("unknown hands"), [("PerpInd", "unknown hands")]),
        (actor("Northern Front", "unknown", "front"), [("PerpOrg", "Northern Front")]),
        (
            actor("five members of the Northern Front", "armed_group", "front"),
            [("PerpInd", "members of the Northern Front"), ("PerpOrg", "Northern Front")],
        ),
        (actor("members of a family", "civilians"), [("PerpInd", "members of a family")]),
    ],
)
def test_the_person_test_of_initiators(given: dict[str, Any], roles: list[tuple[str, str]]) -> None:
    found = muc_roles.fillers([incident(initiators=[given])], "")
    assert [(filler.role, filler.quote) for filler in found] == roles


@pytest.mark.parametrize(
    ("given", "roles"),
    [
        (actor("the bank", "unknown"), ["Target"]),
        (actor("Radio Example", "media"), ["Target"]),
        (actor("two reporters", "media"), []),
        (actor("Mario Example", "civilians"), ["Victim"]),
        (actor("six priests", "civilians"), []),
    ],
)
def test_targets_are_things_or_named_persons(given: dict[str, Any], roles: list[str]) -> None:
    assert [filler.role for filler in muc_roles.fillers([incident(targets=[given])], "")] == roles


@pytest.mark.parametrize("claim", [incident("armed_clash"), incident(realis="denied"), incident(realis="background")])
def test_clashes_and_what_is_not_told_give_no_filler(claim: Claim) -> None:
    assert muc_roles.fillers([{**claim, "initiators": [actor("gunmen")]}], "") == []


def test_tolls_of_attackers_and_of_the_detained_give_no_victim_and_a_destroyed_asset_is_a_target() -> None:
    tolls = [
        toll("killed", 1, victims_quote="Mario Example", perpetrators=True),
        toll("detained", 1, victims_quote="Mario Example"),
    ]
    assert muc_roles.fillers(tolls, "") == []
    status = {"kind": "status", "realis": "asserted", "start": 0, "end": 9, "asset": {"quote": "bridge", "asset": None}}
    assert [f.role for f in muc_roles.fillers([{**status, "state": "destroyed"}], "")] == ["Target"]
    assert muc_roles.fillers([{**status, "state": "closed"}], "") == []


def test_equal_strings_and_equal_actors_are_merged_and_the_first_is_kept() -> None:
    first = incident(initiators=[actor("the Northern Front", "armed_group", "front"), actor("gunmen")])
    second = incident(initiators=[actor("NF", "armed_group", "front"), actor("Gunmen"), actor("raiders")])
    found = muc_roles.fillers([first, {**second, "start": 5}], "")
    assert [filler.quote for filler in found] == ["the Northern Front", "gunmen", "raiders"]


def test_entities_that_share_a_string_are_one_and_required_where_any_is() -> None:
    first = template(optional=True, perp_organization_id=[fill("NORTHERN FRONT", "NF")])
    second = template(perp_organization_id=[fill("NF", "FRONT OF THE NORTH")])
    assert muc_roles.entities([first])["PerpOrg"] == [Entity(frozenset({"northern front", "nf"}), True)]
    merged = muc_roles.entities([first, second])["PerpOrg"]
    assert merged == [Entity(frozenset({"northern front", "nf", "front of north"}))]


def test_the_alignment_is_one_to_one_and_the_best_there_is() -> None:
    gold = [Entity(frozenset({"a", "b"})), Entity(frozenset({"a"}))]
    both = [Filler("PerpInd", ["a", "x"][0]), Filler("PerpInd", "b")]
    assert muc_roles.counts(gold, [Filler("PerpInd", "b"), Filler("PerpInd", "x")]) == (1, 2, 2)
    # "a" is a determiner in English, so the letters here are compared as they stand in the sets.
    assert muc_roles.counts([Entity(frozenset({"b", "c"})), Entity(frozenset({"c"}))], [both[1], both[1]]) == (1, 2, 2)
    twice = [Filler("PerpInd", "c"), Filler("PerpInd", "b")]
    assert muc_roles.counts([Entity(frozenset({"b", "c"})), Entity(frozenset({"c"}))], twice) == (2, 2, 2)


def test_an_optional_entity_is_no_miss_and_no_error() -> None:
    gold = [Entity(frozenset({"gunmen"}), optional=True)]
    assert muc_roles.counts(gold, []) == (0, 0, 0)
    assert muc_roles.counts(gold, [Filler("PerpInd", "gunmen")]) == (0, 0, 0)
    assert muc_roles.counts(gold, [Filler("PerpInd", "raiders")]) == (0, 1, 0)


# ------------------------------------------------------------------ tolls
def dead(*numbers: dict[str, Any], who: str = "PEASANTS", **fields: Any) -> dict[str, Any]:
    counted = [fill(*numbers, of=(who,))] if numbers else []
    return template(hum_tgt_effect=[fill("DEATH", of=(who,))], hum_tgt_number=counted, **fields)


@pytest.mark.parametrize(
    ("said", "right", "wrong"),
    [
        (number(5, 5), [5], [4, 6, None]),
        (number(5, None), [5, 900], [4]),
        (number(None, 5), [1, 5], [6]),
        (number(plural=True), [2, 70], [1]),
    ],
)
def test_the_numbers_that_a_gold_line_accepts(said: dict[str, Any], right: list[int], wrong: list[int | None]) -> None:
    (line,) = muc_tolls.lines([dead(said)])
    assert all(map(line.accepts, right))
    assert not any(map(line.accepts, wrong))


def test_a_line_without_a_number_accepts_anything() -> None:
    (line,) = muc_tolls.lines([dead()])
    assert line.accepts(None)
    assert line.accepts(40)
    assert not line.several


def test_lines_are_merged_over_templates_and_harms_kept_apart() -> None:
    hurt = template(hum_tgt_effect=[fill("INJURY", of=("PEASANTS",)), fill("NO INJURY", of=("MAYOR",))])
    found = muc_tolls.lines([dead(number(5, 5)), dead(number(6, 6), optional=True), hurt])
    assert [(line.harm, sorted(line.bounds), line.optional) for line in found] == [
        ("killed", [(5, 5), (6, 6)], False),
        ("injured", [], False),
    ]


def test_tolls_that_are_right_score_one_and_wrong_ones_nought() -> None:
    both = [dead(number(5, 5)), dead(number(2, 2), who="POLICEMEN")]
    right = muc_tolls.parts(both, [toll("killed", 2), toll("killed", 5)])
    assert right["muc toll"] == right["muc toll2"] == (4, 4)
    wrong = muc_tolls.parts(both, [toll("killed", 7), toll("injured", 5)])
    assert wrong["muc toll"] == wrong["muc toll2"] == (0, 4)
    assert muc_tolls.parts([], [toll("killed", 5)]) == {}


def test_parts_and_noughts_are_never_too_many_and_attackers_own_are_left_out() -> None:
    spare = [
        toll("killed", 3, part_of="t1"),
        toll("injured", 0),
        toll("killed", 9, perpetrators=True),
        toll("killed", 9, realis="background"),
        toll("killed", 9, scope="cumulative"),
    ]
    assert muc_tolls.parts([dead(number(5, 5))], [toll("killed", 5), *spare])["muc toll"] == (2, 2)
    # A part may still be the one that is right.
    assert muc_tolls.parts([dead(number(3, 3))], spare)["muc toll"] == (2, 2)


def test_optional_lines_are_no_misses_and_single_deaths_do_not_count_in_toll2() -> None:
    assert muc_tolls.parts([dead(number(5, 5), optional=True)], [])["muc toll"] == (0, 0)
    one = muc_tolls.parts([dead(number(1, 1))], [toll("killed", 1)])
    assert one["muc toll"] == (2, 2)
    assert one["muc toll2"] == (0, 0)


# ------------------------------------------------------------------ types
def typed(*names: str, optional: bool = False) -> dict[str, Any]:
    return template(optional=optional, incident_type=[fill(*names)])


@pytest.mark.parametrize(
    ("gold", "karez", "counted"),
    [
        ([typed("BOMBING")], ["bombing"], (1, 1, 1)),
        ([typed("ATTACK")], ["bombing"], (1, 1, 1)),
        ([typed("KIDNAPPING")], ["shooting"], (0, 1, 1)),
        ([typed("KIDNAPPING")], ["shooting", "raid", "abduction"], (1, 2, 1)),
        ([typed("ATTACK"), typed("BOMBING")], ["bombing"], (1, 1, 2)),
        ([typed("ATTACK"), typed("BOMBING")], ["bombing", "bombing", "shooting"], (2, 2, 2)),
        ([typed("KIDNAPPING")], ["armed_clash", "seizure", "riot", "arrest"], (0, 0, 1)),
        ([typed("ATTACK")], ["armed_clash"], (1, 1, 1)),
        ([typed("ROBBERY", optional=True)], ["looting"], (0, 0, 0)),
        ([typed("ARSON", "BOMBING")], [], (0, 0, 0)),
    ],
)
def test_types(gold: list[dict[str, Any]], karez: list[str], counted: tuple[int, int, int]) -> None:
    claims = [incident(name) for name in karez]
    assert muc_tolls.type_counts(*muc_tolls.types(gold), claims) == counted


def test_a_type_that_is_only_planned_does_not_count() -> None:
    assert muc_tolls.type_counts({"BOMBING"}, set(), [incident(realis="planned")]) == (0, 0, 1)
