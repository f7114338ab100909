"""Tolls by claimant: what stands, what went before, what differs."""

import pytest

from karez.model.claim import Toll
from karez.model.finding import TollFinding
from karez.model.vocabulary import ClaimantClass, Harm, Qualifier, Realis, Scope, Unit, Victims
from tests.reconcile.made import (
    GROUP,
    HOSPITAL,
    OFFICIALS,
    OTHER_TOWN,
    POLICE,
    PROVINCE,
    SATURDAY,
    TOWN,
    By,
    Desk,
    about,
    at_least,
    at_most,
    between,
    claimant,
    killed,
    nobody,
)


def only(desk: Desk, **when: float) -> TollFinding:
    (finding,) = desk.findings(**when).tolls  # type: ignore[arg-type]
    return finding


def bounds(finding: TollFinding) -> tuple[int | None, int | None, int | None]:
    return (finding.low, finding.best, finding.high)


class TestOneClaimant:
    def test_prints_of_one_number_are_one_figure_known_from_the_first(self) -> None:
        desk = Desk()
        claims = [
            desk.told(killed(11), publisher=name, at=at, by=OFFICIALS)
            for at, name in enumerate(["Sample Wire", "Example Daily", "Placeholder Portal"])
        ]
        finding = only(desk)
        (figure,) = finding.figures
        assert figure.claims == tuple(claims)
        assert figure.earlier == ()
        assert figure.known_from == desk.reports[0].known_from
        assert bounds(finding) == (11, 11, 11)
        assert not finding.contested

    def test_the_latest_own_figure_stands_and_the_others_went_before(self) -> None:
        desk = Desk()
        first = desk.told(killed(11), by=POLICE)
        second = desk.told(killed(14), at=3, by=POLICE)
        (figure,) = only(desk).figures
        assert (figure.best, figure.claims, figure.earlier) == (14, (second,), (first,))

    def test_a_late_copy_of_an_old_number_makes_it_no_newer(self) -> None:
        desk = Desk()
        first = desk.told(killed(11), by=POLICE)
        desk.told(killed(14), at=3, by=POLICE)
        copy = desk.told(killed(11), at=5, publisher="Placeholder Portal", by=POLICE)
        (figure,) = only(desk).figures
        assert figure.best == 14
        assert figure.earlier == (first, copy)

    def test_an_outlet_that_prints_the_old_number_again_has_gone_back_to_it(self) -> None:
        desk = Desk()
        first = desk.told(killed(11), by=POLICE)
        wrong = desk.told(killed(14), at=3, by=POLICE)
        again = desk.told(killed(11), at=5, by=POLICE)
        (figure,) = only(desk).figures
        assert (figure.best, figure.claims, figure.earlier) == (11, (first, again), (wrong,))

    def test_before_the_second_report_the_first_number_stands(self) -> None:
        desk = Desk()
        desk.told(killed(11), by=POLICE)
        desk.told(killed(14), at=3, by=POLICE)
        assert only(desk, at=2).best == 11

    def test_a_report_that_contradicts_itself_shows_both(self) -> None:
        desk = Desk()
        report = desk.report()
        claims = {desk.say(report, killed(10), by=POLICE), desk.say(report, killed(12), by=POLICE)}
        finding = only(desk)
        assert bounds(finding) == (10, None, 12)
        assert finding.contested
        assert set(finding.claims) == claims
        assert {figure.source.key for figure in finding.figures} == {"official:police"}

    def test_a_copy_of_a_report_that_contradicts_itself_drops_neither_number(self) -> None:
        desk = Desk()
        for at, name in enumerate(["Sample Wire", "Example Daily"]):
            report = desk.report(name, at=at)
            desk.say(report, killed(10), by=POLICE)
            desk.say(report, killed(12), by=POLICE)
        assert {figure.best for figure in only(desk).figures} == {10, 12}

    def test_a_figure_is_alleged_only_where_every_print_of_it_is(self) -> None:
        desk = Desk()
        desk.told(killed(3), by=POLICE, realis=Realis.ALLEGED)
        assert only(desk).figures[0].realis is Realis.ALLEGED
        desk.told(killed(3), at=1, by=POLICE)
        assert only(desk).figures[0].realis is Realis.ASSERTED

    @pytest.mark.parametrize("realis", [Realis.DENIED, Realis.PLANNED, Realis.HYPOTHETICAL, Realis.BACKGROUND])
    def test_what_is_not_told_as_having_happened_is_no_figure(self, realis: Realis) -> None:
        desk = Desk()
        desk.told(killed(3), realis=realis)
        assert desk.findings().tolls == ()


class TestAcrossClaimants:
    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            (killed(17), killed(84), (17, None, 84)),
            (killed(17), killed(17), (17, 17, 17)),
            (at_least(10), killed(84), (10, None, 84)),
            (at_least(10), killed(17), (10, None, 17)),
            (at_least(90), killed(84), (84, None, None)),
            (at_least(84), killed(84), (84, 84, 84)),
            (at_least(10), at_least(12), (10, None, None)),
            (at_most(9), killed(5), (5, None, 9)),
            (at_most(5), killed(9), (None, None, 9)),
            (at_most(5), at_most(9), (None, None, 9)),
            (about(50), killed(40), (40, None, 50)),
            (about(50), killed(50), (50, 50, 50)),
            (between(24, 99), killed(30), (24, None, 99)),
            (between(24, 99), between(24, 99), (24, None, 99)),
            (between(24, 99), at_least(120), (24, None, None)),
        ],
    )
    def test_low_is_the_smallest_low_and_high_the_largest_high(
        self, one: Toll, other: Toll, expected: tuple[int | None, int | None, int | None]
    ) -> None:
        desk = Desk()
        claims = {desk.told(one, by=POLICE), desk.told(other, by=GROUP, at=1)}
        finding = only(desk)
        assert bounds(finding) == expected
        assert finding.contested == (expected[1] is None and (one != other))
        assert set(finding.claims) == claims

    def test_three_accounts_of_one_toll_are_one_finding(self) -> None:
        desk = Desk()
        desk.told(at_least(10, victims=Victims.SECURITY_FORCES), by=OFFICIALS)
        desk.told(killed(84, victims=Victims.SECURITY_FORCES), at=1, by=GROUP, where=None)
        desk.told(killed(17, victims=Victims.SECURITY_FORCES), at=2, by=("the ministry", ClaimantClass.OFFICIAL))
        finding = only(desk)
        assert bounds(finding) == (10, None, 84)
        assert [figure.best for figure in finding.figures] == [10, 84, 17]


class TestCorrections:
    def test_a_replaced_toll_leaves_the_picture(self) -> None:
        desk = Desk()
        first = desk.told(killed(193), by=POLICE)
        report = desk.report(at=30)
        old = desk.say(report, killed(193), by=POLICE)
        new = desk.say(report, killed(197, replaces=old), by=POLICE)
        (figure,) = only(desk).figures
        assert (figure.best, figure.claims, figure.earlier) == (197, (new,), (first, old))
        assert only(desk, at=29).best == 193

    def test_a_replacement_told_of_another_place_and_day_finds_what_it_corrects(self) -> None:
        desk = Desk()
        desk.told(at_least(193), by=POLICE, where=PROVINCE, when=None)
        report = desk.report(at=30)
        old = desk.say(report, killed(193), by=POLICE, where=TOWN, when="2026-02-02")
        desk.say(report, killed(197, replaces=old), by=POLICE, where=TOWN, when="2026-02-02")
        assert [figure.best for figure in only(desk).figures] == [197]

    def test_the_increase_is_no_rival_of_the_new_total(self) -> None:
        desk = Desk()
        report = desk.report(at=30)
        old = desk.say(report, killed(193), by=POLICE)
        desk.say(report, killed(197, replaces=old), by=POLICE)
        desk.say(report, killed(4), by=POLICE)
        assert sorted((one.best, one.contested) for one in desk.findings().tolls) == [(4, False), (197, False)]

    def test_an_outlet_corrects_its_own_print_of_what_another_said(self) -> None:
        desk = Desk()
        wire = desk.told(killed(11), by=OFFICIALS)
        copy = desk.told(killed(11), at=1, publisher="Example Daily", by=OFFICIALS)
        report = desk.report(at=60)
        old = desk.say(report, killed(11))
        new = desk.say(report, killed(9, replaces=old))
        finding = only(desk)
        official, own = finding.figures
        assert (official.best, official.claims, official.earlier) == (11, (copy,), ())
        assert (own.best, own.claims, own.earlier) == (9, (new,), (wire, old))
        assert finding.contested

    def test_the_old_number_may_be_denied_in_the_same_breath(self) -> None:
        desk = Desk()
        desk.told(killed(11), by=OFFICIALS)
        report = desk.report(at=60)
        old = desk.say(report, killed(11), realis=Realis.DENIED)
        desk.say(report, killed(9, replaces=old))
        assert bounds(only(desk)) == (9, 9, 9)

    def test_a_correction_that_is_itself_denied_corrects_nothing(self) -> None:
        desk = Desk()
        desk.told(killed(11), by=OFFICIALS)
        report = desk.report(at=60)
        old = desk.say(report, killed(11), realis=Realis.DENIED)
        desk.say(report, killed(9, replaces=old), realis=Realis.DENIED)
        assert bounds(only(desk)) == (11, 11, 11)

    def test_where_no_copy_stands_the_corrected_figure_is_gone(self) -> None:
        desk = Desk()
        desk.told(killed(11), by=OFFICIALS)
        report = desk.report(at=60)
        old = desk.say(report, killed(11))
        desk.say(report, killed(9, replaces=old))
        assert bounds(only(desk)) == (9, 9, 9)

    def test_another_number_of_the_same_outlet_is_not_corrected(self) -> None:
        desk = Desk()
        desk.told(killed(31), by=OFFICIALS)
        report = desk.report(at=60)
        old = desk.say(report, killed(11))
        desk.say(report, killed(9, replaces=old))
        assert {figure.best for figure in only(desk).figures} == {31, 9}

    def test_links_that_lead_in_a_circle_correct_nothing(self) -> None:
        desk = Desk()
        report = desk.report()
        one = desk.say(report, killed(3), by=POLICE)
        two = desk.say(report, killed(4, replaces=one), by=POLICE)
        first = desk.claims[0].claim
        desk.claims.clear()
        desk.say(report, killed(3, replaces=two), by=POLICE)
        desk.say(report, killed(4, replaces=first.id), by=POLICE)
        assert {figure.best for figure in only(desk).figures} == {3, 4}


class TestOneHappening:
    def test_two_places_are_two_happenings(self) -> None:
        desk = Desk()
        desk.told(killed(3), where=TOWN)
        desk.told(killed(5), where=OTHER_TOWN)
        assert sorted(one.best or 0 for one in desk.findings().tolls) == [3, 5]

    def test_two_days_are_two_happenings(self) -> None:
        desk = Desk()
        desk.told(killed(3), when=SATURDAY, by=POLICE)
        desk.told(killed(5), when="2026-02-01", by=POLICE)
        assert len(desk.findings().tolls) == 2

    def test_a_claim_without_a_place_joins_where_one_group_fits(self) -> None:
        desk = Desk()
        desk.told(killed(3), by=POLICE)
        desk.told(killed(5), by=GROUP, where=None)
        assert only(desk).contested

    def test_a_claim_without_a_place_stays_alone_where_two_groups_fit(self) -> None:
        desk = Desk()
        desk.told(killed(3), by=POLICE)
        desk.told(killed(4), by=POLICE, where=OTHER_TOWN)
        desk.told(killed(5), by=GROUP, where=None)
        assert len(desk.findings().tolls) == 3

    def test_a_claim_without_a_day_joins_what_happened_in_the_week_before_it_was_known(self) -> None:
        desk = Desk()
        desk.told(killed(3), by=POLICE)
        desk.told(killed(5), by=GROUP, when=None, at=24)
        assert only(desk).contested

    @pytest.mark.parametrize(("happened", "known"), [("2026-02-03", 1.0), (SATURDAY, 24 * 30.0)])
    def test_a_claim_without_a_day_joins_nothing_later_or_long_past(self, happened: str, known: float) -> None:
        desk = Desk()
        desk.told(killed(3), by=POLICE, when=happened, at=60)
        desk.told(killed(5), by=GROUP, when=None, at=known)
        assert len(desk.findings().tolls) == 2

    def test_claims_of_one_report_that_tell_neither_place_nor_day_are_of_one_happening(self) -> None:
        desk = Desk()
        report = desk.report()
        desk.say(report, killed(10), by=POLICE, where=None, when=None)
        desk.say(report, killed(14), by=HOSPITAL, where=None, when=None)
        assert only(desk).contested

    def test_claims_that_tell_neither_place_nor_day_are_apart_when_known_days_apart(self) -> None:
        desk = Desk()
        desk.told(killed(10), by=POLICE, where=None, when=None)
        desk.told(killed(14), by=POLICE, where=None, when=None, at=25)
        assert len(desk.findings().tolls) == 2

    def test_one_party_s_one_number_twice_in_a_report_is_one_toll(self) -> None:
        desk = Desk()
        report = desk.report("Home department", kind="official")
        total = desk.say(report, killed(193), where=PROVINCE, when=None)
        part = killed(145, victims=Victims.ARMED_GROUP, part_of=total)
        one = desk.say(report, part, where=PROVINCE, when=None, by=("The department", ClaimantClass.OFFICIAL))
        again = desk.say(report, killed(145, victims=Victims.ARMED_GROUP), where=TOWN, when=SATURDAY)
        (finding,) = [found for found in desk.findings().tolls if found.victims is Victims.ARMED_GROUP]
        assert set(finding.claims) == {one, again}
        assert finding.best == 145

    def test_one_number_of_one_party_for_two_towns_is_two_tolls(self) -> None:
        desk = Desk()
        report = desk.report()
        desk.say(report, killed(2), by=POLICE, where=TOWN)
        desk.say(report, killed(2), by=POLICE, where=OTHER_TOWN)
        assert len(desk.findings().tolls) == 2


class TestNeverMixed:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (killed(3), Toll(Harm.INJURED, 5, 5, 5, Qualifier.EXACT)),
            (killed(3), Toll(Harm.CASUALTIES, 5, 5, 5, Qualifier.EXACT)),
            (killed(3), killed(300, scope=Scope.PERIOD)),
            (killed(3), killed(300, scope=Scope.CUMULATIVE)),
            (killed(30, scope=Scope.PERIOD), killed(300, scope=Scope.CUMULATIVE)),
            (killed(3), killed(2, perpetrators=True)),
            (
                Toll(Harm.DISPLACED, 40, 40, 40, Qualifier.EXACT),
                Toll(Harm.DISPLACED, 9, 9, 9, Qualifier.EXACT, unit=Unit.FAMILIES),
            ),
            (killed(3, victims=Victims.CIVILIANS), killed(4, victims=Victims.SECURITY_FORCES)),
        ],
    )
    def test_kinds_of_tolls_stay_apart(self, one: Toll, other: Toll) -> None:
        desk = Desk()
        desk.told(one, by=POLICE)
        desk.told(other, by=GROUP)
        found = desk.findings().tolls
        assert [(toll.contested, len(toll.figures)) for toll in found] == [(False, 1), (False, 1)]
        assert {toll.best for toll in found} == {one.best, other.best}

    def test_people_and_mixed_victims_are_one_whole(self) -> None:
        desk = Desk()
        desk.told(killed(3, victims=Victims.UNKNOWN), by=POLICE)
        desk.told(killed(4, victims=Victims.MIXED), by=GROUP)
        assert only(desk).contested

    def test_sums_of_two_periods_stay_apart(self) -> None:
        desk = Desk()
        desk.told(killed(30, scope=Scope.PERIOD), by=POLICE, when="2026-01-30")
        desk.told(killed(300, scope=Scope.PERIOD), by=GROUP, when="2026-01-01")
        assert len(desk.findings().tolls) == 2

    def test_a_part_never_stands_against_its_total_or_another_part(self) -> None:
        desk = Desk()
        report = desk.report()
        total = desk.say(report, killed(12), by=POLICE, where=None)
        desk.say(report, killed(7, part_of=total), by=POLICE, where=None)
        desk.say(report, killed(5, part_of=total), by=POLICE, where=None)
        found = desk.findings().tolls
        assert sorted((toll.best, toll.contested) for toll in found) == [(5, False), (7, False), (12, False)]


class TestNoCasualties:
    def test_none_against_three_at_the_same_place_and_time_is_a_contradiction(self) -> None:
        desk = Desk()
        desk.told(killed(3), by=POLICE)
        desk.told(nobody(), by=GROUP)
        finding = only(desk)
        assert bounds(finding) == (0, None, 3)
        assert finding.contested

    def test_none_stands_against_the_only_kind_of_victims_told_there(self) -> None:
        desk = Desk()
        desk.told(killed(3, victims=Victims.CIVILIANS), by=POLICE)
        desk.told(nobody(), by=GROUP)
        finding = only(desk)
        assert (finding.victims, bounds(finding)) == (Victims.CIVILIANS, (0, None, 3))

    @pytest.mark.parametrize(("where", "when"), [(None, SATURDAY), (TOWN, None), (OTHER_TOWN, SATURDAY)])
    def test_none_of_another_or_an_untold_place_or_time_stands_alone(self, where: object, when: str | None) -> None:
        desk = Desk()
        desk.told(killed(193), by=POLICE)
        desk.told(nobody(), by=("the railway", ClaimantClass.COMPANY), where=where, when=when)
        assert sorted((toll.best, toll.contested) for toll in desk.findings().tolls) == [(0, False), (193, False)]


class TestWhoIsOneClaimant:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (("The army", ClaimantClass.OFFICIAL), ("military", ClaimantClass.OFFICIAL)),
            (("an official", ClaimantClass.OFFICIAL), ("local authorities", ClaimantClass.OFFICIAL)),
            (("a provincial official", ClaimantClass.OFFICIAL), OFFICIALS),
            (
                claimant("the army", ClaimantClass.OFFICIAL, "made:army"),
                claimant("Media Wing", ClaimantClass.OFFICIAL, "made:army"),
            ),
        ],
    )
    def test_one_party_under_two_wordings(self, one: By, other: By) -> None:
        desk = Desk()
        desk.told(killed(3), by=one)
        desk.told(killed(5), by=other, at=1)
        assert [figure.best for figure in only(desk).figures] == [5]

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (POLICE, OFFICIALS),
            (("Doctors", ClaimantClass.MEDIC), ("Doctors", ClaimantClass.NGO)),
            (
                claimant("the army", ClaimantClass.OFFICIAL, "made:army"),
                claimant("the army", ClaimantClass.OFFICIAL, "made:other"),
            ),
        ],
    )
    def test_two_parties(self, one: By, other: By) -> None:
        desk = Desk()
        desk.told(killed(3), by=one)
        desk.told(killed(5), by=other, at=1)
        assert [figure.best for figure in only(desk).figures] == [3, 5]

    @pytest.mark.parametrize("group", [ClaimantClass.WITNESS, ClaimantClass.UNNAMED])
    def test_witnesses_of_two_outlets_are_other_people(self, group: ClaimantClass) -> None:
        desk = Desk()
        desk.told(killed(3), by=("witnesses", group))
        desk.told(killed(5), by=("witnesses", group), publisher="Example Daily", at=1)
        assert [figure.best for figure in only(desk).figures] == [3, 5]

    def test_a_report_s_own_voice_is_its_publisher(self) -> None:
        desk = Desk()
        desk.told(killed(3))
        desk.told(killed(5), publisher="Example Daily", at=1)
        desk.told(killed(4), at=2)
        figures = only(desk).figures
        assert [(figure.source.name, figure.best, figure.source.publisher) for figure in figures] == [
            ("Example Daily", 5, True),
            ("Sample Wire", 4, True),
        ]

    def test_reports_without_a_publisher_are_not_one_party(self) -> None:
        desk = Desk()
        for number in (3, 5):
            desk.say(desk.report(None, kind=None), killed(number))
        assert [figure.source.name for figure in only(desk).figures] == ["the report itself", "the report itself"]

    @pytest.mark.parametrize("words", ["The department", "the Home Department", "provincial home department"])
    def test_a_party_that_publishes_is_the_same_by_its_own_name(self, words: str) -> None:
        desk = Desk()
        report = desk.report("Provincial home department (composed)", kind="official")
        desk.say(report, killed(3))
        desk.say(report, killed(3), by=(words, ClaimantClass.OFFICIAL))
        desk.told(killed(3), at=1, by=("the home department", ClaimantClass.OFFICIAL))
        (figure,) = only(desk).figures
        assert len(figure.claims) == 3

    def test_words_of_an_outlet_s_name_are_not_the_outlet(self) -> None:
        desk = Desk()
        report = desk.report("Hospital Times", kind="media")
        desk.say(report, killed(3))
        desk.say(report, killed(5), by=HOSPITAL)
        assert len(only(desk).figures) == 2
