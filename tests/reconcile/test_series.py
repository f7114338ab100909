"""The rule toll-1, clause by clause: each test is named after the clause of docs/method.md that it holds."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from karez.brief.cite import Citations
from karez.brief.mask import Mask
from karez.brief.sections.about import method_section
from karez.model.claim import Incident, Toll
from karez.model.errors import RequestError
from karez.model.joining import Joined
from karez.model.mention import Place
from karez.model.origin import Origins, ReportOrigin, Stretch
from karez.model.series import Account, Bounds, Change, Level, TollBook, TollSeries, Why
from karez.model.vocabulary import ClaimantClass, Harm, IncidentType, Qualifier, Realis, Scope, Unit, Victims
from karez.reconcile.item import items
from karez.reconcile.series.book import toll_book
from karez.reconcile.series.rule import TollOptions, vague_rules
from karez.reconcile.toll_rule import rule_name
from tests.reconcile.made import (
    GROUP,
    HOSPITAL,
    OFFICIALS,
    OTHER_TOWN,
    POLICE,
    SATURDAY,
    TOWN,
    ZONE,
    Desk,
    about,
    at_least,
    at_most,
    between,
    killed,
    nobody,
)

AREA = Place("made:north", "North", "", "North", None, "XX1", "XX", 1.5, 1.5, 200.0)
SUNDAY = "2026-02-01"
ANALYST = ("analysts", ClaimantClass.ANALYST)
FORCES = {"victims": Victims.SECURITY_FORCES}


def book(
    desk: Desk,
    *,
    at: float | None = None,
    joined: Joined | None = None,
    origins: Origins | None = None,
    **options: object,
) -> TollBook:
    told = items(desk.view(at=at), None, origins)
    return toll_book(told, TollOptions(ZONE, **options), joined=joined)  # type: ignore[arg-type]


def only(desk: Desk, level: Level = Level.INCIDENT, **more: object) -> TollSeries:
    (found,) = book(desk, **more).at(level)  # type: ignore[arg-type]
    return found


def bounds(one: TollSeries) -> tuple[int | None, int | None, int | None]:
    return (one.bounds.low, one.bounds.best, one.bounds.high)


def reasons(one: TollSeries) -> dict[str, Why]:
    return {aside.claim: aside.why for aside in one.aside}


def together(desk: Desk, *more: str) -> Joined:
    """All claims of the desk as one incident; `more` are left out."""
    claims = [record.claim.id for record in desk.claims if record.claim.id not in more]
    return Joined(dict.fromkeys(claims, "inc-" + min(claims).removeprefix("clm-")[:12]))


def apart(desk: Desk, episodes: Mapping[str, str] | None = None) -> Joined:
    """Every claim of the desk as an incident of its own; `episodes` names claims."""
    of = {record.claim.id: "inc-" + record.claim.id.removeprefix("clm-")[:12] for record in desk.claims}
    return Joined(of, {of[part]: of[whole] for part, whole in (episodes or {}).items()})


def hurt(number: int, harm: Harm = Harm.INJURED, **more: object) -> Toll:
    return replace(killed(number, **more), harm=harm)


class TestBounds:
    def test_low_is_the_smallest_floor_and_high_the_largest_ceiling(self) -> None:
        desk = Desk()
        desk.told(killed(12), by=POLICE)
        desk.told(between(9, 15), by=HOSPITAL, at=1)
        desk.told(killed(30), by=ANALYST, at=2)
        found = only(desk)
        assert bounds(found) == (9, 12, 30)
        assert found.bounds.contested

    def test_an_open_ceiling_stays_open_until_somebody_gives_one_that_is_no_smaller(self) -> None:
        desk = Desk()
        desk.told(at_least(10), by=POLICE)
        assert bounds(only(desk)) == (10, 10, None)
        desk.told(killed(8), by=HOSPITAL, at=1)
        assert bounds(only(desk)) == (8, 8, None)
        desk.told(killed(20), by=ANALYST, at=2)
        assert bounds(only(desk)) == (8, 8, 20)

    def test_at_most_leaves_the_floor_open(self) -> None:
        desk = Desk()
        desk.told(at_most(9), by=POLICE)
        assert bounds(only(desk)) == (None, None, 9)

    def test_best_is_no_average(self) -> None:
        desk = Desk()
        desk.told(killed(17, **FORCES), by=OFFICIALS)
        desk.told(killed(84, **FORCES), by=GROUP, at=1)
        assert bounds(only(desk)) == (17, 17, 84)


class TestBest:
    def test_best_is_the_newest_figure_of_the_most_reliable_claimant(self) -> None:
        desk = Desk()
        old = desk.told(killed(9), by=POLICE)
        new = desk.told(killed(14), by=POLICE, at=2)
        other = desk.told(killed(11), by=HOSPITAL, at=3)
        grades = {old: "B", new: "B", other: "C"}
        found = only(desk, grades=grades)
        assert bounds(found) == (11, 14, 14)
        assert [one.grade for one in found.standing] == ["B", "C"]

    def test_of_equally_reliable_claimants_best_is_the_lower(self) -> None:
        desk = Desk()
        desk.told(killed(14), by=POLICE)
        desk.told(killed(11), by=HOSPITAL, at=3)
        assert bounds(only(desk)) == (11, 11, 14)

    @pytest.mark.parametrize("letter", ["D", "E", None])
    def test_d_e_and_no_letter_set_no_claimant_above_another(self, letter: str | None) -> None:
        desk = Desk()
        high = desk.told(killed(14), by=POLICE)
        desk.told(killed(11), by=HOSPITAL, at=3)
        assert bounds(only(desk, grades={high: letter} if letter else {})) == (11, 11, 14)

    def test_a_party_gives_best_of_the_other_side_s_losses_only_where_nobody_else_gives_a_number(self) -> None:
        desk = Desk()
        desk.told(killed(5, **FORCES), by=GROUP)
        assert bounds(only(desk)) == (5, 5, 5)
        desk.told(killed(17, **FORCES), by=OFFICIALS, at=1)
        assert bounds(only(desk)) == (5, 17, 17)

    def test_words_that_give_a_bound_give_best_only_where_no_words_give_a_number(self) -> None:
        desk = Desk()
        desk.told(at_least(10), by=POLICE)
        assert bounds(only(desk)) == (10, 10, None)
        desk.told(about(17), by=HOSPITAL, at=1)
        assert bounds(only(desk)) == (10, 17, 17)


class TestCredible:
    def test_a_figure_that_its_own_side_denies_bears_on_no_bound(self) -> None:
        desk = Desk()
        wrong = desk.told(killed(84), by=GROUP)
        desk.told(killed(17), by=OFFICIALS, at=1)
        denial = desk.told(killed(84), by=GROUP, at=2, realis=Realis.DENIED)
        found = only(desk)
        assert bounds(found) == (17, 17, 17)
        assert [(one.figure.best, one.counts, one.why) for one in found.standing] == [
            (84, False, Why.DENIED_BY_OWN_SIDE),
            (17, True, None),
        ]
        assert reasons(found)[wrong] is Why.DENIED_BY_OWN_SIDE
        assert [step.change for step in found.steps] == [Change.FIRST, Change.FIRST, Change.DENIED]
        assert found.steps[-1].claims == (denial,)
        assert bounds(only(desk, at=1.5)) == (17, 17, 84)

    def test_what_the_other_side_denies_stands(self) -> None:
        desk = Desk()
        desk.told(killed(84), by=GROUP)
        desk.told(killed(17), by=OFFICIALS, at=1)
        denial = desk.told(killed(84), by=OFFICIALS, at=2, realis=Realis.DENIED)
        found = only(desk)
        assert bounds(found) == (17, 17, 84)
        assert reasons(found) == {denial: Why.DENIES}

    def test_a_number_that_is_given_again_after_its_denial_stands_again(self) -> None:
        desk = Desk()
        desk.told(killed(84), by=GROUP)
        desk.told(killed(17), by=OFFICIALS, at=1)
        desk.told(killed(84), by=GROUP, at=2, realis=Realis.DENIED)
        desk.told(killed(84), by=GROUP, at=3)
        assert bounds(only(desk)) == (17, 17, 84)

    def test_a_source_that_cannot_be_judged_bears_on_no_bound_while_another_stands(self) -> None:
        desk = Desk()
        unknown = desk.told(killed(300), by=ANALYST)
        assert bounds(only(desk, grades={unknown: "F"})) == (300, 300, 300)
        desk.told(killed(17), by=OFFICIALS, at=1)
        found = only(desk, grades={unknown: "F"})
        assert bounds(found) == (17, 17, 17)
        assert reasons(found) == {unknown: Why.NOT_RELIABLE}


def reprinted(desk: Desk) -> Origins:
    """All reports of the desk as prints of the first, word for word."""
    first = desk.reports[0].id
    whole = (Stretch(0, None, "media:sample wire", first),)
    found = {
        report.id: ReportOrigin(
            report.id,
            "media:sample wire",
            "media:sample wire",
            first,
            first,
            None,
            (),
            whole if report.id != first else (),
        )
        for report in desk.reports
    }
    return Origins(found)


class TestCopies:
    def test_reports_of_one_origin_are_one_claimant(self) -> None:
        desk = Desk()
        claims = [
            desk.told(killed(2), publisher=name, at=at)
            for at, name in enumerate(["Sample Wire", "Example Daily", "Placeholder Portal"])
        ]
        assert (len(only(desk).standing), only(desk).independent) == (3, 3)
        found = only(desk, origins=reprinted(desk))
        (one,) = found.standing
        assert (one.figure.claims, one.prints, found.independent) == (tuple(claims), 3, 1)
        assert reasons(found) == dict.fromkeys(claims[1:], Why.COPY)
        assert len(found.steps) == 1

    def test_a_copy_never_takes_a_claimant_back_to_an_older_number(self) -> None:
        desk = Desk()
        desk.told(killed(2), by=POLICE)
        desk.told(killed(5), by=POLICE, publisher="Example Daily", at=1)
        desk.told(killed(2), by=POLICE, publisher="Example Daily", at=2)
        assert bounds(only(desk)) == (2, 2, 2)
        assert bounds(only(desk, origins=reprinted(desk))) == (5, 5, 5)

    def test_prints_of_one_claimant_by_several_outlets_are_one_account(self) -> None:
        desk = Desk()
        for at, name in enumerate(["Sample Wire", "Example Daily"]):
            desk.told(killed(2), publisher=name, at=at, by=POLICE)
        found = only(desk)
        assert ([one.prints for one in found.standing], found.independent) == ([2], 1)


class TestNeverAdded:
    def test_a_part_is_never_added_to_its_total(self) -> None:
        desk = Desk()
        report = desk.report()
        total = desk.say(report, killed(12), by=POLICE)
        part = desk.say(report, killed(7, part_of=total), by=POLICE)
        women = desk.say(report, killed(3, part_of=total, victims=Victims.WOMEN), by=POLICE)
        whole = next(one for one in book(desk).at(Level.INCIDENT) if one.counted.victims is Victims.UNKNOWN)
        assert bounds(whole) == (12, 12, 12)
        assert reasons(whole) == {part: Why.PART, women: Why.PART}
        (theatre,) = [one for one in book(desk).at(Level.THEATRE) if one.counted.victims is Victims.UNKNOWN]
        assert bounds(theatre) == (12, 12, 12)

    def test_parts_by_place_are_not_added_beside_their_total(self) -> None:
        desk = Desk()
        report = desk.report()
        total = desk.say(report, killed(12), by=POLICE, where=None)
        desk.say(report, killed(7, part_of=total), by=POLICE, where=TOWN)
        desk.say(report, killed(5, part_of=total), by=POLICE, where=OTHER_TOWN)
        found = only(desk, Level.THEATRE)
        assert bounds(found) == (12, 12, 12)
        assert set(reasons(found).values()) == {Why.PART}

    def test_killed_and_injured_are_two_tolls(self) -> None:
        desk = Desk()
        desk.told(killed(3), by=POLICE)
        desk.told(hurt(9), by=POLICE)
        found = book(desk).at(Level.THEATRE)
        assert [(one.counted.harm, bounds(one)) for one in found] == [
            (Harm.INJURED, (9, 9, 9)),
            (Harm.KILLED, (3, 3, 3)),
        ]

    def test_killed_or_injured_is_added_to_neither(self) -> None:
        desk = Desk()
        report = desk.report()
        desk.say(report, killed(3), by=POLICE)
        both = desk.say(report, hurt(13, Harm.CASUALTIES), by=POLICE)
        found = {one.counted.harm: one for one in book(desk).at(Level.INCIDENT)}
        assert bounds(found[Harm.KILLED]) == (3, 3, 3)
        assert reasons(found[Harm.KILLED]) == {both: Why.HARMS_TOGETHER}
        assert bounds(found[Harm.CASUALTIES]) == (13, 13, 13)

    def test_families_are_no_persons(self) -> None:
        desk = Desk()
        persons = desk.told(hurt(40, Harm.DISPLACED), by=POLICE)
        families = desk.told(hurt(9, Harm.DISPLACED, unit=Unit.FAMILIES), by=HOSPITAL, at=1)
        found = {one.counted.unit: one for one in book(desk).at(Level.INCIDENT)}
        assert bounds(found[Unit.PERSONS]) == (40, 40, 40)
        assert reasons(found[Unit.PERSONS]) == {families: Why.OTHER_UNIT}
        assert reasons(found[Unit.FAMILIES]) == {persons: Why.OTHER_UNIT}

    def test_attackers_stand_apart_from_their_victims(self) -> None:
        desk = Desk()
        desk.told(killed(3), by=POLICE)
        own = desk.told(killed(2, perpetrators=True), by=POLICE, at=1)
        found = {one.counted.perpetrators: one for one in book(desk).at(Level.INCIDENT)}
        assert (bounds(found[False]), bounds(found[True])) == ((3, 3, 3), (2, 2, 2))
        assert reasons(found[False]) == {own: Why.ATTACKERS}

    def test_a_kind_of_victims_has_a_toll_of_its_own(self) -> None:
        desk = Desk()
        desk.told(killed(12), by=POLICE)
        guards = desk.told(killed(7, **FORCES), by=HOSPITAL, at=1)
        found = {one.counted.victims: one for one in book(desk).at(Level.INCIDENT)}
        assert bounds(found[Victims.UNKNOWN]) == (12, 12, 12)
        assert reasons(found[Victims.UNKNOWN]) == {guards: Why.PARTY}
        assert reasons(found[Victims.SECURITY_FORCES]) == {}


class TestRunningTotals:
    @pytest.mark.parametrize("scope", [Scope.DAY, Scope.PERIOD, Scope.CUMULATIVE])
    def test_running_totals_and_incident_tolls_are_never_mixed(self, scope: Scope) -> None:
        desk = Desk()
        desk.told(killed(3), by=POLICE)
        total = desk.told(killed(300, scope=scope), by=POLICE, at=1)
        joined = together(desk)
        found = {one.counted.scope: one for one in book(desk, joined=joined).at(Level.INCIDENT)}
        assert bounds(found[Scope.INCIDENT]) == (3, 3, 3)
        assert bounds(found[scope]) == (300, 300, 300)
        assert reasons(found[Scope.INCIDENT]) == {total: Why.DAY_SUM if scope is Scope.DAY else Why.RUNNING_TOTAL}
        (theatre,) = [one for one in book(desk, joined=joined).at(Level.THEATRE) if one.is_sum]
        assert bounds(theatre) == (3, 3, 3)

    def test_a_part_of_a_running_total_is_of_its_time(self) -> None:
        desk = Desk()
        report = desk.report()
        total = desk.say(report, killed(47, scope=Scope.PERIOD), by=HOSPITAL)
        desk.say(report, killed(19, part_of=total, victims=Victims.CIVILIANS), by=HOSPITAL)
        assert {one.counted.scope for one in book(desk).at(Level.INCIDENT)} == {Scope.PERIOD}

    def test_running_totals_make_a_delta_only_where_both_ends_are_dated(self) -> None:
        desk = Desk()
        since = "2026-01-01"
        first = desk.told(killed(340, scope=Scope.CUMULATIVE), by=POLICE, when=since)
        assert only(desk).deltas == ()
        later = desk.told(killed(360, scope=Scope.CUMULATIVE), by=POLICE, when=since, at=24)
        assert only(desk).deltas == (), "both speak of the same day"
        dated = ending(desk, {first: "2026-02-01", later: "2026-02-02"})
        (delta,) = only(dated).deltas
        assert (delta.claims, delta.start, delta.end) == ((first, later), "2026-02-01", "2026-02-02")
        assert (delta.low, delta.high) == (20, 20)
        assert only(ending(desk, {first: "2026-02-01", later: None})).deltas == ()

    def test_a_delta_of_an_open_total_is_open(self) -> None:
        desk = Desk()
        first = desk.told(killed(340, scope=Scope.CUMULATIVE), by=POLICE, when="2026-01-01")
        later = desk.told(at_least(360, scope=Scope.CUMULATIVE), by=POLICE, when="2026-01-01", at=24)
        (delta,) = only(ending(desk, {first: "2026-02-01", later: "2026-02-02"})).deltas
        assert (delta.low, delta.high) == (20, None)


def ending(desk: Desk, ends: Mapping[str, str | None]) -> Desk:
    """The desk with claims whose time ends at a given day."""
    made = Desk(list(desk.reports))
    for record in desk.claims:
        when = record.claim.when
        end = ends.get(record.claim.id)
        claim = replace(record.claim, when=when and replace(when, end=end))
        made.claims.append(replace(record, claim=claim))
    return made


class TestAccounts:
    def test_a_party_s_own_losses_stand_apart_from_those_of_its_enemy(self) -> None:
        desk = Desk()
        desk.told(killed(17, **FORCES), by=OFFICIALS)
        desk.told(killed(84, **FORCES), by=GROUP, at=1)
        desk.told(killed(22, **FORCES), by=HOSPITAL, at=2)
        found = only(desk)
        assert [one.account for one in found.standing] == [Account.OWN, Account.ENEMY, Account.OTHER]
        assert dict(found.accounts) == {
            Account.OWN: Bounds(17, 17, 17),
            Account.ENEMY: Bounds(84, 84, 84),
            Account.OTHER: Bounds(22, 22, 22),
        }
        assert bounds(found) == (17, 17, 84)

    def test_what_a_party_says_of_civilians_is_neither(self) -> None:
        desk = Desk()
        desk.told(killed(3, victims=Victims.CIVILIANS), by=OFFICIALS)
        assert [one.account for one in only(desk).standing] == [Account.OTHER]


class TestVague:
    def test_the_rule_for_vague_words_is_a_setting(self) -> None:
        desk = Desk()
        desk.told(killed(24, best=None, high=99, qualifier=Qualifier.VAGUE, word="dozens"), by=POLICE)
        assert vague_rules() == ("vague-1", "acled-floor-1")
        contract, floor = only(desk), only(desk, vague="acled-floor-1")
        assert (bounds(contract), contract.vague) == ((24, None, 99), "vague-1")
        assert (bounds(floor), floor.vague) == ((12, None, 99), "acled-floor-1")

    def test_a_counted_number_is_no_vague_word(self) -> None:
        desk = Desk()
        desk.told(killed(24, word="dozens"), by=POLICE)
        assert bounds(only(desk, vague="acled-floor-1")) == (24, 24, 24)

    def test_an_unknown_rule_is_refused(self) -> None:
        with pytest.raises(RequestError, match="none of vague-1, acled-floor-1"):
            book(Desk(), vague="vague-9")


class TestOverTime:
    def test_each_step_tells_what_became_known_by_whom_and_what_it_replaced(self) -> None:
        desk = Desk()
        first = desk.told(at_least(10), by=POLICE)
        other = desk.told(killed(14), by=HOSPITAL, at=1)
        copy = desk.told(at_least(10), by=POLICE, at=2, publisher="Example Daily")
        last = desk.told(killed(31), by=POLICE, at=3)
        found = only(desk)
        told = [(step.change, step.claims, step.replaces, step.bounds.low, step.bounds.high) for step in found.steps]
        assert told == [
            (Change.FIRST, (first,), (), 10, None),
            (Change.FIRST, (other,), (), 10, 14),
            (Change.REVISED, (last,), (first, copy), 14, 31),
        ]
        assert reasons(found) == {first: Why.SUPERSEDED, copy: Why.SUPERSEDED}

    def test_a_corrected_number_is_replaced_and_no_late_print_brings_it_back(self) -> None:
        desk = Desk()
        first = desk.told(killed(193), by=POLICE)
        report = desk.report(at=30)
        old = desk.say(report, killed(193), by=POLICE)
        new = desk.say(report, killed(197, replaces=old), by=POLICE)
        late = desk.told(killed(193), by=POLICE, at=40, publisher="Placeholder Portal")
        found = only(desk)
        assert bounds(found) == (197, 197, 197)
        assert [(step.change, step.claims, step.replaces) for step in found.steps] == [
            (Change.FIRST, (first,), ()),
            (Change.CORRECTED, (new,), (first, old)),
        ]
        assert reasons(found) == {first: Why.CORRECTED, old: Why.CORRECTED, late: Why.SUPERSEDED}
        assert bounds(only(desk, at=29)) == (193, 193, 193)

    def test_a_number_is_of_the_incident_of_the_one_that_it_replaces(self) -> None:
        desk = Desk()
        first = desk.told(killed(193), by=POLICE)
        report = desk.report(at=30)
        old = desk.say(report, killed(193), by=POLICE, where=OTHER_TOWN)
        new = desk.say(report, killed(197, replaces=old), by=POLICE, where=OTHER_TOWN)
        rise = desk.say(report, killed(4, part_of=new), by=POLICE, where=OTHER_TOWN)
        found = only(desk, joined=apart(desk))
        assert (bounds(found), found.subject.place) == ((197, 197, 197), TOWN)
        assert reasons(found) == {first: Why.CORRECTED, old: Why.CORRECTED, rise: Why.PART}

    def test_a_number_that_is_corrected_by_one_of_another_kind_is_told_apart(self) -> None:
        desk = Desk()
        wrong = desk.told(killed(11, victims=Victims.CIVILIANS), by=OFFICIALS)
        report = desk.report(at=60)
        old = desk.say(report, killed(11, victims=Victims.CIVILIANS))
        new = desk.say(report, killed(9, replaces=old))
        corrected = {wrong: (Why.CORRECTED, new), old: (Why.CORRECTED, new)}
        assert {one.claim: (one.why, one.by) for one in only(desk, joined=together(desk)).aside} == corrected
        assert {one.claim: (one.why, one.by) for one in book(desk, joined=apart(desk)).aside} == corrected

    def test_one_of_whom_died_is_not_all(self) -> None:
        desk = Desk()
        report = desk.report()
        total = desk.say(report, killed(3), by=POLICE)
        hurt_ = desk.say(report, hurt(9), by=POLICE)
        died = desk.say(report, killed(1, part_of=total), by=POLICE)
        found = {one.counted.harm: one for one in book(desk).at(Level.INCIDENT)}
        assert bounds(found[Harm.KILLED]) == (3, 3, 3)
        assert reasons(found[Harm.KILLED]) == {died: Why.PART}
        assert found[Harm.INJURED].members == (hurt_,)

    def test_a_number_that_another_corrects_leaves_the_toll_without_one(self) -> None:
        desk = Desk()
        wrong = desk.told(killed(11, victims=Victims.CIVILIANS), by=OFFICIALS)
        desk.told(killed(20, victims=Victims.CIVILIANS), by=HOSPITAL, at=1)
        report = desk.report(at=60)
        old = desk.say(report, killed(11, victims=Victims.CIVILIANS))
        new = desk.say(report, killed(9, replaces=old))
        found = next(one for one in book(desk, joined=together(desk)).at(Level.INCIDENT) if wrong in one.members)
        step = found.steps[-1]
        assert (step.change, step.low, step.best, step.high) == (Change.CORRECTED, None, None, None)
        assert (step.claims, step.replaces) == ((new,), (wrong,))
        assert bounds(found) == (20, 20, 20)


class TestSums:
    def test_sums_are_of_other_incidents_figures_of_one_harm_as_ranges(self) -> None:
        desk = Desk()
        desk.told(killed(3), by=POLICE)
        desk.told(between(5, 9), by=POLICE, where=OTHER_TOWN)
        desk.told(hurt(40), by=POLICE, where=OTHER_TOWN)
        found = {one.counted.harm: one for one in book(desk).at(Level.THEATRE)}
        assert bounds(found[Harm.KILLED]) == (8, None, 12)
        assert len(found[Harm.KILLED].added) == 2
        assert (bounds(found[Harm.INJURED]), found[Harm.INJURED].without) == ((40, 40, 40), 1)

    def test_a_sum_with_an_open_ceiling_is_open(self) -> None:
        desk = Desk()
        desk.told(killed(3), by=POLICE)
        desk.told(at_least(5), by=POLICE, where=OTHER_TOWN)
        assert bounds(only(desk, Level.THEATRE)) == (8, 8, None)

    def test_nothing_contested_is_averaged_in_a_sum(self) -> None:
        desk = Desk()
        desk.told(killed(3), by=POLICE)
        desk.told(killed(5), by=HOSPITAL)
        desk.told(killed(7), by=POLICE, where=OTHER_TOWN)
        found = only(desk, Level.THEATRE)
        assert bounds(found) == (10, None, 12)
        assert found.bounds.contested

    def test_an_incident_of_a_longer_episode_is_never_added_beside_it(self) -> None:
        desk = Desk()
        battle = desk.told(killed(30), by=POLICE, where=None)
        raid = desk.told(killed(7), by=POLICE)
        joined = apart(desk, {raid: battle})
        found = only(desk, Level.THEATRE, joined=joined)
        assert (bounds(found), found.without) == ((30, 30, 30), 0)
        assert reasons(found) == {raid: Why.EPISODE}

    def test_an_episode_without_a_number_leaves_the_sum_of_its_parts(self) -> None:
        desk = Desk()
        battle = desk.told(hurt(30), by=POLICE, where=None)
        raids = [desk.told(killed(7), by=POLICE), desk.told(killed(2), by=POLICE, where=OTHER_TOWN)]
        joined = apart(desk, dict.fromkeys(raids, battle))
        found = {one.counted.harm: one for one in book(desk, joined=joined).at(Level.THEATRE)}
        assert (bounds(found[Harm.KILLED]), found[Harm.KILLED].without) == ((9, 9, 9), 0)

    def test_episodes_in_a_circle_end(self) -> None:
        desk = Desk()
        one, other = desk.told(killed(30), by=POLICE), desk.told(killed(7), by=POLICE, where=OTHER_TOWN)
        joined = apart(desk, {one: other, other: one})
        assert bounds(only(desk, Level.THEATRE, joined=joined)) == (37, 37, 37)

    def test_an_area_is_never_added_to_what_lies_in_it_and_the_larger_account_is_kept(self) -> None:
        desk = Desk()
        wide = desk.told(killed(30), by=POLICE, where=AREA)
        town = desk.told(killed(7), by=POLICE)
        found = only(desk, Level.THEATRE)
        assert bounds(found) == (30, 30, 30)
        assert reasons(found) == {town: Why.OVERLAPS}
        desk.told(killed(50), by=POLICE, where=OTHER_TOWN)
        found = only(desk, Level.THEATRE)
        assert bounds(found) == (57, 57, 57)
        assert reasons(found) == {wide: Why.OVERLAPS}

    def test_two_figures_of_one_area_at_one_time_are_never_added(self) -> None:
        desk = Desk()
        small = desk.told(killed(58), by=POLICE, where=AREA)
        desk.told(killed(145), by=OFFICIALS, where=AREA)
        found = only(desk, Level.THEATRE, joined=apart(desk))
        assert bounds(found) == (145, 145, 145)
        assert reasons(found) == {small: Why.OVERLAPS}

    def test_two_incidents_of_one_town_and_day_are_added(self) -> None:
        desk = Desk()
        desk.told(killed(3), by=POLICE)
        desk.told(killed(4), by=POLICE)
        assert bounds(only(desk, Level.THEATRE, joined=apart(desk))) == (7, 7, 7)

    def test_a_sum_over_time_rises_as_its_incidents_become_known(self) -> None:
        desk = Desk()
        desk.told(killed(3), by=POLICE)
        desk.told(killed(7), by=POLICE, where=OTHER_TOWN, at=1)
        desk.told(killed(5), by=POLICE, at=2)
        found = only(desk, Level.THEATRE)
        assert [step.bounds.low for step in found.steps] == [3, 10, 12]


class TestLevels:
    def test_places_and_days_are_added_up_by_themselves(self) -> None:
        desk = Desk()
        desk.told(killed(3), by=POLICE)
        desk.told(killed(4), by=POLICE, when=SUNDAY)
        desk.told(killed(5), by=POLICE, where=OTHER_TOWN)
        found = book(desk)
        assert {(one.subject.key, one.bounds.low) for one in found.at(Level.PLACE)} == {
            (TOWN.id, 7),
            (OTHER_TOWN.id, 5),
        }
        assert [(one.subject.key, one.bounds.low) for one in found.at(Level.DAY)] == [(SATURDAY, 8), (SUNDAY, 4)]
        assert [one.bounds.low for one in found.at(Level.THEATRE)] == [12]

    def test_an_operation_takes_in_the_parts_of_its_episode(self) -> None:
        desk = Desk()
        named = desk.told(Incident(IncidentType.RAID, operation="Operation Sample"), by=GROUP)
        raid = desk.told(killed(7), by=POLICE, where=OTHER_TOWN)
        desk.told(killed(2), by=POLICE, when=SUNDAY)
        found = only(desk, Level.OPERATION, joined=apart(desk, {raid: named}))
        assert (found.subject.key, bounds(found)) == ("Operation Sample", (7, 7, 7))

    def test_the_same_claims_give_one_id_at_each_level(self) -> None:
        desk = Desk()
        claim = desk.told(killed(3), by=POLICE)
        anchor = "fig-" + claim.removeprefix("clm-")[:12]
        ids = [one.id for one in book(desk).series]
        assert ids == [anchor, f"{anchor}-place", f"{anchor}-day", f"{anchor}-theatre"]


def test_nobody_killed_stands_against_the_only_kind_of_victims_told() -> None:
    desk = Desk()
    desk.told(killed(3, victims=Victims.CIVILIANS), by=POLICE)
    desk.told(nobody(), by=GROUP, at=1)
    found = only(desk)
    assert (found.counted.victims, bounds(found)) == (Victims.CIVILIANS, (0, 0, 3))


def test_what_is_told_as_background_is_in_no_toll_and_told_apart() -> None:
    desk = Desk()
    desk.told(killed(3), by=POLICE)
    past = desk.told(killed(84), by=ANALYST, at=1, realis=Realis.BACKGROUND)
    plan = desk.told(killed(9), by=GROUP, at=2, realis=Realis.PLANNED)
    found = book(desk)
    assert [bounds(one) for one in found.at(Level.INCIDENT)] == [(3, 3, 3)]
    assert [(aside.claim, aside.why) for aside in found.aside] == [(past, Why.BACKGROUND), (plan, Why.NOT_TOLD)]


def test_parts_in_a_circle_are_lost_to_nobody() -> None:
    desk = Desk()
    report = desk.report()
    one = desk.say(report, killed(3), by=POLICE)
    other = desk.say(report, killed(4, part_of=one), by=POLICE)
    first = desk.claims[0]
    desk.claims[0] = replace(first, claim=replace(first.claim, body=killed(3, part_of=other)))
    assert bounds(only(desk, joined=together(desk))) == (3, 3, 4)


def test_the_brief_names_the_rules_that_its_tolls_are_made_by() -> None:
    view = Desk().view()
    cite = Citations(view, {}, Mask(()), timezone=ZONE)
    words = " ".join(line.text for line in method_section(view, cite, reader="r", pack="p", timezone=ZONE).lines)
    assert f"rule {rule_name()}" in words and vague_rules()[0] in words
