"""What claims say against each other: which kinds, how severe, open or settled, and what is none. Composed."""

from dataclasses import replace

import pytest

from karez.model.claim import Control, Incident
from karez.model.contradiction import Contradiction, ContradictionKind, Settlement, Severity
from karez.model.finding import Findings
from karez.model.identity import incident_id
from karez.model.joining import Joined
from karez.model.mention import ActorMention, Place
from karez.model.vocabulary import (
    ActorClass,
    AssetState,
    ClaimantClass,
    ControlState,
    IncidentType,
    Realis,
    Scope,
    Victims,
)
from karez.reconcile.contradictions.counts import number_contradictions
from karez.reconcile.contradictions.happenings import Happening
from karez.reconcile.contradictions.rules import rules, severity
from karez.reconcile.item import items
from karez.reconcile.reconcile import reconcile
from tests.reconcile.made import (
    GROUP,
    HOSPITAL,
    OFFICIALS,
    OTHER_TOWN,
    POLICE,
    PROVINCE,
    ROAD,
    TOWN,
    ZONE,
    Desk,
    about,
    at_least,
    between,
    killed,
    nobody,
    party,
)

FAR_TOWN = Place("made:gamma", "Gamma", "town", "South", "Gamma", "XX201", "XX", 5.0, 5.0, 6.0)
RED = party("Red", actor="made:red")
BLUE = party("Blue", actor="made:blue")
WING = party("Red wing", actor="made:wing")
WIDER = {"made:wing": ("made:red",), "made:red": ()}
Kind = ContradictionKind


def joined(desk: Desk) -> Findings:
    """What is known adds up to, where all claims speak of one incident."""
    claims = [record.claim.id for record in desk.claims]
    told = Joined(dict.fromkeys(claims, incident_id(claims)))
    return reconcile(desk.view(), timezone=ZONE, joined=told, wider=WIDER)


def of_kind(found: Findings, kind: ContradictionKind) -> list[Contradiction]:
    return [one for one in found.contradictions if one.kind is kind]


def only(found: Findings, kind: ContradictionKind) -> Contradiction:
    (one,) = of_kind(found, kind)
    return one


class TestNumber:
    def test_both_sides_stand_with_their_claimants_and_none_is_preferred(self) -> None:
        desk = Desk()
        officials = desk.told(killed(17), by=OFFICIALS)
        group = desk.told(killed(84), by=GROUP, at=1)
        one = only(desk.findings(), Kind.NUMBER)
        assert [(side.best, side.claims) for side in one.sides] == [(17, (officials,)), (84, (group,))]
        assert [source.name for side in one.sides for source in side.sources] == ["officials", "the group"]
        assert one.open and one.severity is Severity.HIGH and one.place == TOWN
        assert not hasattr(one, "best")

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (at_least(10), killed(17)),
            (about(40), killed(43)),
            (between(10, 20), killed(15)),
            (between(10, 20), between(18, 30)),
            (at_least(10), at_least(50)),
            (killed(17), killed(17)),
            (nobody(), killed(0)),
        ],
    )
    def test_what_can_both_be_so_is_no_contradiction(self, one: object, other: object) -> None:
        desk = Desk()
        desk.told(one, by=OFFICIALS)  # type: ignore[arg-type]
        desk.told(other, by=GROUP, at=1)  # type: ignore[arg-type]
        assert not of_kind(desk.findings(), Kind.NUMBER)

    @pytest.mark.parametrize(
        ("one", "other"),
        [(at_least(18), killed(17)), (about(40), killed(60)), (between(10, 20), killed(21)), (nobody(), killed(1))],
    )
    def test_what_cannot_both_be_so_is_one(self, one: object, other: object) -> None:
        desk = Desk()
        desk.told(one, by=OFFICIALS)  # type: ignore[arg-type]
        desk.told(other, by=GROUP, at=1)  # type: ignore[arg-type]
        assert len(only(desk.findings(), Kind.NUMBER).sides) == 2

    def test_who_is_compatible_with_all_is_no_side(self) -> None:
        desk = Desk()
        desk.told(at_least(10), by=POLICE)
        desk.told(killed(17), by=OFFICIALS)
        desk.told(killed(84), by=GROUP)
        names = {source.name for side in only(desk.findings(), Kind.NUMBER).sides for source in side.sources}
        assert names == {"officials", "the group"}

    def test_one_claimant_printed_by_eighteen_outlets_is_one_side(self) -> None:
        desk = Desk()
        for number in range(18):
            desk.told(killed(17), by=OFFICIALS, publisher=f"Outlet {number}", at=number / 10)
        desk.told(killed(84), by=GROUP)
        one = only(desk.findings(), Kind.NUMBER)
        (said,) = [side for side in one.sides if side.best == 17]
        assert len(said.sources) == 1 and len(said.claims) == 18

    def test_claimants_who_agree_are_one_side(self) -> None:
        desk = Desk()
        desk.told(killed(17), by=OFFICIALS)
        desk.told(killed(17), by=HOSPITAL)
        desk.told(killed(84), by=GROUP)
        one = only(desk.findings(), Kind.NUMBER)
        assert sorted(len(side.sources) for side in one.sides) == [1, 2]

    @pytest.mark.parametrize(
        ("low", "high", "later", "expected", "rules_"),
        [
            (17, 84, 1, Severity.HIGH, ("far-numbers",)),
            (17, 84, 13, Severity.MEDIUM, ("far-numbers", "risen")),
            (10, 14, 1, Severity.MEDIUM, ("apart-numbers",)),
            (40, 41, 1, Severity.LOW, ("near-numbers",)),
            (1, 3, 1, Severity.LOW, ("near-numbers",)),
            (0, 3, 1, Severity.HIGH, ("none-against-many",)),
        ],
    )
    def test_severity_is_by_the_table(
        self, low: int, high: int, later: float, expected: Severity, rules_: tuple[str, ...]
    ) -> None:
        desk = Desk()
        desk.told(killed(low), by=OFFICIALS)
        desk.told(killed(high), by=GROUP, at=later)
        one = only(desk.findings(), Kind.NUMBER)
        assert (one.severity, one.rules) == (expected, rules_)

    def test_where_one_side_is_told_by_outlets_alone_it_weighs_less(self) -> None:
        desk = Desk()
        desk.told(killed(17), by=OFFICIALS)
        desk.told(killed(84), publisher="Sample Daily", at=1)
        one = only(desk.findings(), Kind.NUMBER)
        assert (one.severity, one.rules) == (Severity.MEDIUM, ("far-numbers", "second-hand"))

    def test_what_one_outlet_says_in_its_own_words_alone_is_low(self) -> None:
        desk = Desk()
        desk.told(killed(17), publisher="Sample Daily")
        desk.say(desk.report("Sample Daily", at=0), killed(84))
        one = only(desk.findings(), Kind.NUMBER)
        assert (one.severity, one.rules) == (Severity.LOW, ("copies-alone",))

    def test_a_later_number_that_agrees_settles_it(self) -> None:
        desk = Desk()
        desk.told(killed(10), by=OFFICIALS)
        desk.told(killed(17), by=HOSPITAL, at=1)
        later = desk.told(killed(17), by=OFFICIALS, at=5)
        one = only(desk.findings(), Kind.NUMBER)
        assert not one.open and one.settlement is Settlement.REVISION and one.settled_by == (later,)
        assert desk.findings(at=2).contradictions[0].open, "before that it was open"

    def test_a_correction_settles_it(self) -> None:
        desk = Desk()
        old = desk.told(killed(10), by=OFFICIALS)
        desk.told(killed(17), by=HOSPITAL, at=1)
        report = desk.report(at=5)
        quoted = desk.say(report, killed(10), by=OFFICIALS)
        new = desk.say(report, killed(17, replaces=quoted), by=OFFICIALS)
        one = only(desk.findings(), Kind.NUMBER)
        assert (one.open, one.settlement, one.settled_by) == (False, Settlement.CORRECTION, (new,))
        assert old in one.claims

    def test_later_numbers_of_both_settle_it(self) -> None:
        desk = Desk()
        desk.told(killed(10), by=OFFICIALS)
        desk.told(killed(17), by=HOSPITAL, at=1)
        later = {desk.told(killed(19), by=OFFICIALS, at=5), desk.told(killed(19), by=HOSPITAL, at=6)}
        one = only(desk.findings(), Kind.NUMBER)
        assert (one.open, one.settlement, set(one.settled_by)) == (False, Settlement.LATER_FIGURE, later)

    def test_a_number_that_was_left_before_the_other_was_told_contradicts_nobody(self) -> None:
        desk = Desk()
        desk.told(killed(10), by=OFFICIALS)
        desk.told(killed(17), by=OFFICIALS, at=1)
        desk.told(killed(17), by=HOSPITAL, at=2)
        assert not of_kind(desk.findings(), Kind.NUMBER)


class TestSelfRevision:
    def test_a_claimants_own_change_is_told_and_is_not_open(self) -> None:
        desk = Desk()
        old = desk.told(killed(10), by=OFFICIALS)
        new = desk.told(killed(31), by=OFFICIALS, at=5)
        one = only(desk.findings(), Kind.SELF_REVISION)
        assert [side.claims for side in one.sides] == [(old,), (new,)]
        assert (one.open, one.severity, one.settlement) == (False, Severity.LOW, Settlement.REVISION)

    def test_what_a_correction_speaks_of_stands_beside_it_though_it_was_joined_elsewhere(self) -> None:
        desk = Desk()
        old = desk.told(killed(24), by=OFFICIALS)
        report = desk.report(at=5)
        quoted = desk.say(report, killed(24), by=OFFICIALS, where=OTHER_TOWN)
        new = desk.say(report, killed(31, replaces=quoted), by=OFFICIALS, where=OTHER_TOWN)
        other = desk.told(killed(90), by=GROUP)
        told = Joined({old: "inc-old", other: "inc-old", quoted: "inc-new", new: "inc-new"})
        found = reconcile(desk.view(), timezone=ZONE, joined=told)
        revised = only(found, Kind.SELF_REVISION)
        assert [side.claims for side in revised.sides] == [(old,), (new,)]
        assert (revised.about, revised.settlement) == ("inc-old", Settlement.CORRECTION)
        number = only(found, Kind.NUMBER)
        assert number.open and set(number.claims) == {new, other}, "what was corrected is no longer held against it"

    def test_a_late_copy_of_the_old_number_is_no_change(self) -> None:
        desk = Desk()
        desk.told(killed(10), by=OFFICIALS)
        desk.told(killed(31), by=OFFICIALS, at=5)
        desk.told(killed(10), by=OFFICIALS, at=9, publisher="Late Daily")
        assert [side.best for side in only(desk.findings(), Kind.SELF_REVISION).sides] == [10, 31]


class TestSubsetAndScope:
    def test_a_part_that_another_tells_as_the_whole_is_told(self) -> None:
        desk = Desk()
        report = desk.report()
        total = desk.say(report, killed(93), by=OFFICIALS)
        part = desk.say(report, killed(17, victims=Victims.SECURITY_FORCES, part_of=total), by=OFFICIALS)
        whole = desk.told(killed(17), publisher="Sample Daily", at=1)
        one = only(desk.findings(), Kind.SUBSET)
        assert {side.says: side.claims for side in one.sides} == {"part": (part, total), "": (whole,)}
        assert one.rules == ("part-as-whole",)

    def test_a_sum_smaller_than_a_happening_that_it_holds_is_severe(self) -> None:
        desk = Desk()
        one = desk.told(killed(30), by=POLICE)
        sum_ = desk.told(killed(12, scope=Scope.CUMULATIVE), by=OFFICIALS, at=3, when="2026-01-31")
        found = only(desk.findings(), Kind.SCOPE)
        assert set(found.claims) == {one, sum_} and found.severity is Severity.HIGH

    def test_of_a_happening_that_was_corrected_no_sum_is_too_small(self) -> None:
        desk = Desk()
        report = desk.report()
        old = desk.say(report, killed(30), by=POLICE)
        desk.say(report, killed(10, replaces=old), by=POLICE)
        desk.told(killed(12, scope=Scope.CUMULATIVE), by=OFFICIALS, at=3, when="2026-01-31")
        assert not of_kind(desk.findings(), Kind.SCOPE)

    def test_a_sum_larger_than_the_happening_is_told_as_low_where_both_are_of_one_incident(self) -> None:
        desk = Desk()
        desk.told(killed(12), by=POLICE)
        desk.told(killed(300, scope=Scope.CUMULATIVE), by=OFFICIALS, at=3)
        assert not desk.findings().contradictions
        found = joined(desk)
        assert only(found, Kind.SCOPE).severity is Severity.LOW
        assert not of_kind(found, Kind.NUMBER), "a sum and a happening are never held against each other as numbers"


def attack(*by: ActorMention) -> Incident:
    return Incident(IncidentType.RAID, by)


class TestParty:
    def test_two_claimants_who_name_two_parties(self) -> None:
        desk = Desk()
        desk.told(attack(RED), by=OFFICIALS)
        desk.told(attack(BLUE), by=HOSPITAL, at=1)
        one = only(desk.findings(), Kind.PARTY)
        assert sorted(side.says for side in one.sides) == ["made:blue", "made:red"]
        assert one.severity is Severity.MEDIUM and one.open

    def test_parties_of_two_sides_of_the_conflict_are_severe(self) -> None:
        desk = Desk()
        desk.told(attack(RED), by=OFFICIALS)
        desk.told(attack(party("the army", ActorClass.STATE_FORCES)), by=GROUP, at=1)
        assert only(desk.findings(), Kind.PARTY).severity is Severity.HIGH

    @pytest.mark.parametrize(
        "other",
        [
            (RED, BLUE),
            (party("fighters"),),
            (party("gunmen", ActorClass.UNKNOWN),),
            (WING,),
            (),
        ],
    )
    def test_who_may_be_the_same_party_is_no_contradiction(self, other: tuple[ActorMention, ...]) -> None:
        desk = Desk()
        desk.told(attack(RED), by=OFFICIALS)
        desk.told(attack(*other), by=HOSPITAL, at=1)
        found = reconcile(desk.view(), timezone=ZONE, wider=WIDER)
        assert not of_kind(found, Kind.PARTY)

    def test_an_attack_and_the_arrests_after_it_have_each_their_own_doers_place_and_time(self) -> None:
        desk = Desk()
        desk.told(attack(RED), by=OFFICIALS)
        arrests = Incident(IncidentType.ARREST, (party("police", ActorClass.POLICE),))
        desk.told(arrests, by=GROUP, where=FAR_TOWN, when="2026-02-01", at=3)
        assert not joined(desk).contradictions

    def test_what_has_no_type_of_its_own_is_not_compared(self) -> None:
        desk = Desk()
        desk.told(Incident(IncidentType.OTHER, (RED,)), by=OFFICIALS)
        desk.told(Incident(IncidentType.OTHER, (BLUE,)), by=GROUP, where=FAR_TOWN, when="2026-01-20", at=3)
        assert not joined(desk).contradictions

    def test_who_both_parties_are_named_by_joins_them(self) -> None:
        desk = Desk()
        desk.told(attack(RED), by=OFFICIALS)
        desk.told(attack(BLUE), by=HOSPITAL)
        desk.told(attack(RED, BLUE), by=GROUP)
        assert not of_kind(desk.findings(), Kind.PARTY)

    def test_in_a_whole_province_attacks_of_one_day_may_be_several(self) -> None:
        desk = Desk()
        desk.told(attack(RED), by=OFFICIALS, where=replace(PROVINCE, radius_km=300.0))
        desk.told(attack(BLUE), by=HOSPITAL, where=replace(PROVINCE, radius_km=300.0))
        assert not of_kind(desk.findings(), Kind.PARTY)
        assert of_kind(joined(desk), Kind.PARTY)

    def test_one_number_of_people_of_two_sides(self) -> None:
        desk = Desk()
        desk.told(killed(12, victims=Victims.ARMED_GROUP), by=OFFICIALS)
        desk.told(killed(12, victims=Victims.CIVILIANS), by=("residents", ClaimantClass.WITNESS), at=1)
        one = only(desk.findings(), Kind.PARTY)
        assert {side.says for side in one.sides} == {"armed", "civil"}

    def test_who_tells_of_both_counts_two_groups_of_people(self) -> None:
        desk = Desk()
        report = desk.report()
        desk.say(report, killed(12, victims=Victims.ARMED_GROUP), by=OFFICIALS)
        desk.say(report, killed(12, victims=Victims.CIVILIANS), by=OFFICIALS)
        assert not of_kind(desk.findings(), Kind.PARTY)


class TestPlaceAndTime:
    def test_one_happening_in_two_far_towns(self) -> None:
        desk = Desk()
        desk.told(attack(), by=OFFICIALS)
        desk.told(attack(), by=GROUP, where=FAR_TOWN, at=1)
        one = only(joined(desk), Kind.PLACE)
        assert {side.says for side in one.sides} == {"Alpha", "Gamma"} and one.severity is Severity.HIGH

    def test_a_town_and_its_province_are_no_two_places(self) -> None:
        desk = Desk()
        desk.told(attack(), by=OFFICIALS)
        desk.told(attack(), by=GROUP, where=PROVINCE, at=1)
        assert not of_kind(joined(desk), Kind.PLACE)

    def test_a_province_is_no_spot(self) -> None:
        desk = Desk()
        desk.told(attack(), by=OFFICIALS)
        far = Place("made:south", "South", "province", "South", None, "XX2", "XX", 9.0, 9.0, 200.0)
        desk.told(attack(), by=GROUP, where=far, at=1)
        assert not of_kind(joined(desk), Kind.PLACE)

    def test_without_joining_another_place_is_another_happening(self) -> None:
        desk = Desk()
        desk.told(attack(), by=OFFICIALS)
        desk.told(attack(), by=GROUP, where=FAR_TOWN, at=1)
        assert not desk.findings().contradictions

    @pytest.mark.parametrize(
        ("other", "expected"),
        [
            ("2026-01-31T22:00", None),
            ("2026-01-30", Severity.LOW),
            ("2026-01-28", Severity.MEDIUM),
            ("2026-01-10", Severity.HIGH),
        ],
    )
    def test_times_that_do_not_meet(self, other: str, expected: Severity | None) -> None:
        desk = Desk()
        desk.told(attack(), by=OFFICIALS)
        desk.told(attack(), by=GROUP, when=other, at=1)
        assert [one.severity for one in of_kind(joined(desk), Kind.TIME)] == [expected] * (expected is not None)


class TestDenial:
    def test_who_denies_and_who_tells(self) -> None:
        desk = Desk()
        told = desk.told(attack(), by=OFFICIALS)
        denied = desk.told(attack(), by=GROUP, realis=Realis.DENIED, at=1)
        one = only(desk.findings(), Kind.DENIAL)
        assert [(side.says, side.claims) for side in one.sides] == [("told", (told,)), ("denied", (denied,))]
        assert one.open and one.severity is Severity.HIGH

    def test_who_denied_it_and_tells_it_now_settles_it(self) -> None:
        desk = Desk()
        desk.told(attack(), by=OFFICIALS)
        desk.told(attack(), by=GROUP, realis=Realis.DENIED, at=1)
        now = desk.told(attack(), by=GROUP, at=2)
        one = only(desk.findings(), Kind.DENIAL)
        assert (one.open, one.settlement, one.settled_by) == (False, Settlement.ACCEPTED, (now,))

    def test_who_told_it_and_denies_it_now_settles_it(self) -> None:
        desk = Desk()
        desk.told(attack(), by=OFFICIALS)
        now = desk.told(attack(), by=OFFICIALS, realis=Realis.DENIED, at=2)
        one = only(desk.findings(), Kind.DENIAL)
        assert (one.open, one.settlement, one.settled_by) == (False, Settlement.RETRACTION, (now,))

    def test_a_late_print_of_what_was_taken_back_opens_nothing(self) -> None:
        desk = Desk()
        desk.told(attack(), by=OFFICIALS)
        now = desk.told(attack(), by=OFFICIALS, realis=Realis.DENIED, at=2)
        desk.told(attack(), by=OFFICIALS, publisher="Late Daily", at=5)
        assert only(desk.findings(), Kind.DENIAL).settled_by == (now,)

    def test_a_number_is_denied_to_those_who_give_it(self) -> None:
        desk = Desk()
        desk.told(killed(17), by=OFFICIALS)
        told = desk.told(killed(84), by=GROUP)
        denied = desk.told(killed(84), by=POLICE, realis=Realis.DENIED, at=1)
        assert set(only(desk.findings(), Kind.DENIAL).claims) == {told, denied}

    def test_what_came_to_be_after_the_denial_is_not_what_was_denied(self) -> None:
        desk = Desk()
        arrests = Incident(IncidentType.ARREST)
        desk.told(arrests, by=OFFICIALS, realis=Realis.DENIED, when="2026-02-01")
        desk.told(arrests, by=POLICE, when="2026-02-03", at=48)
        assert not of_kind(joined(desk), Kind.DENIAL)

    def test_an_old_number_denied_by_its_correction_is_no_denial(self) -> None:
        desk = Desk()
        desk.told(killed(11), by=GROUP)
        report = desk.report(at=2)
        old = desk.say(report, killed(11), by=OFFICIALS, realis=Realis.DENIED)
        desk.say(report, killed(9, replaces=old), by=OFFICIALS)
        assert not of_kind(desk.findings(), Kind.DENIAL)


class TestStatesAndHolders:
    def test_a_road_open_to_one_and_closed_to_another(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(AssetState.OPEN), by=OFFICIALS, when="2026-02-01T10:00")
        desk.told(ROAD.status(AssetState.CLOSED), by=GROUP, when="2026-02-01T10:00", at=1)
        one = only(desk.findings(), Kind.STATE)
        assert {side.says for side in one.sides} == {"open", "closed"}
        assert one.open and one.severity is Severity.HIGH

    def test_a_later_report_by_others_is_news_and_no_contradiction(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(AssetState.CLOSED), by=OFFICIALS, when="2026-02-01T10:00")
        desk.told(ROAD.status(AssetState.OPEN), by=GROUP, when="2026-02-01T14:00", at=4)
        assert not of_kind(desk.findings(), Kind.STATE)

    def test_what_was_contested_and_is_over_is_settled(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(AssetState.OPEN), by=OFFICIALS, when="2026-02-01T10:00")
        desk.told(ROAD.status(AssetState.CLOSED), by=GROUP, when="2026-02-01T10:00", at=1)
        later = desk.told(ROAD.status(AssetState.CLOSED), by=OFFICIALS, when="2026-02-01T20:00", at=9)
        one = only(desk.findings(), Kind.STATE)
        assert (one.open, one.settled_by) == (False, (later,))

    def test_two_holders_of_one_town(self) -> None:
        desk = Desk()
        desk.told(Control(party("Red", actor="made:red"), ControlState.HELD), by=GROUP)
        desk.told(Control(party("the army", ActorClass.STATE_FORCES), ControlState.HELD), by=OFFICIALS)
        one = only(desk.findings(), Kind.PARTY)
        assert len(one.sides) == 2 and one.open and one.place == TOWN

    def test_a_denied_holding_stands_against_it(self) -> None:
        desk = Desk()
        held = Control(party("Red", actor="made:red"), ControlState.HELD)
        desk.told(held, by=GROUP)
        desk.told(held, by=OFFICIALS, realis=Realis.DENIED, at=1)
        assert [one.kind for one in desk.findings().contradictions] == [Kind.DENIAL]


class TestCrowds:
    def test_ten_thousand_claimants_with_ten_thousand_numbers_are_one_contradiction(self) -> None:
        desk = Desk()
        for number in range(10_000):
            report = desk.report(f"Outlet {number}", at=number / 1_000)
            desk.say(report, killed(number), by=(f"office {number}", ClaimantClass.OFFICIAL))
        (one,) = number_contradictions(Happening("inc-000000000000", items(desk.view()), joined=True), {})
        assert len(one.sides) == 10_000 and one.open

    def test_one_claimant_who_changes_its_number_ten_thousand_times_is_one_revision(self) -> None:
        desk = Desk()
        for number in range(10_000):
            desk.say(desk.report(f"Outlet {number}", at=number / 1_000), killed(number), by=OFFICIALS)
        (one,) = number_contradictions(Happening("inc-000000000000", items(desk.view()), joined=True), {})
        assert one.kind is Kind.SELF_REVISION and len(one.sides) == 10_000


class TestTable:
    def test_every_kind_has_a_row_without_a_test_so_that_all_are_graded(self) -> None:
        for kind in Kind:
            assert severity(kind, {})[1]

    def test_every_row_fits_something(self) -> None:
        for rule in rules():
            kind = Kind(sorted(rule.kinds)[0])
            assert rule.fits(kind, {name: at for name, _, at in rule.tests}), rule.name

    def test_names_are_told_once(self) -> None:
        names = [rule.name for rule in rules()]
        assert len(set(names)) == len(names)


def test_open_and_severe_ones_come_first() -> None:
    desk = Desk()
    desk.told(killed(10), by=OFFICIALS)
    desk.told(killed(31), by=OFFICIALS, at=1)
    desk.told(killed(11), by=GROUP, where=OTHER_TOWN)
    desk.told(killed(90), by=POLICE, where=OTHER_TOWN, at=1)
    found = desk.findings().contradictions
    assert [(one.open, one.kind) for one in found] == [(True, Kind.NUMBER), (False, Kind.SELF_REVISION)]
