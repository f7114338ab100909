"""Totals and their parts: what adds up, what cannot, what is left open."""

from dataclasses import replace

import pytest

from karez.model.claim import Toll
from karez.model.finding import SumCheck, SumVerdict
from karez.model.vocabulary import Harm, Qualifier, Realis, Unit, Victims
from tests.reconcile.made import OTHER_TOWN, POLICE, PROVINCE, TOWN, Desk, about, at_least, at_most, between, killed

HOLDS, OVER, PARTIAL = SumVerdict.HOLDS, SumVerdict.OVER, SumVerdict.PARTIAL


def checks(total: Toll, *parts: dict[str, object]) -> tuple[SumCheck, ...]:
    """The checks of a total and its parts: `number` and other fields of the toll, `where`."""
    desk = Desk()
    report = desk.report()
    whole = desk.say(report, total, where=PROVINCE)
    for part in parts:
        fields = dict(part)
        where = fields.pop("where", PROVINCE)
        made = fields.pop("toll", None) or killed(fields.pop("number"))  # type: ignore[arg-type]
        values = {name: getattr(made, name) for name in Toll.__dataclass_fields__}
        desk.say(report, Toll(**{**values, "part_of": whole, **fields}), where=where)  # type: ignore[arg-type]
    return desk.findings().sums


def by_party(*numbers: int) -> list[dict[str, object]]:
    kinds = (Victims.SECURITY_FORCES, Victims.CIVILIANS, Victims.ARMED_GROUP)
    return [{"number": number, "victims": kind} for number, kind in zip(numbers, kinds, strict=False)]


def test_parts_that_make_up_the_total_hold() -> None:
    (check,) = checks(at_least(193), *by_party(17, 31, 145))
    assert (check.expected, check.added, check.missing) == (193, 193, 0)
    assert check.holds
    assert not check.fails
    assert len(check.parts) == 3


def test_parts_that_exceed_the_total_fail() -> None:
    (check,) = checks(killed(193), *by_party(17, 31, 155))
    assert (check.verdict, check.added, check.missing) == (OVER, 203, -10)
    assert check.fails


def test_parts_that_exceed_even_an_open_total_s_number_fail() -> None:
    (check,) = checks(at_least(193), *by_party(17, 31, 155))
    assert check.fails


def test_fewer_parts_than_the_total_are_no_failure() -> None:
    (check,) = checks(killed(193), *by_party(17, 31))
    assert (check.verdict, check.missing) == (PARTIAL, 145)
    assert not check.fails
    assert not check.holds


@pytest.mark.parametrize(
    ("total", "parts", "verdict"),
    [
        (killed(20), (killed(10), at_least(5)), PARTIAL),
        (killed(15), (killed(10), at_least(5)), HOLDS),
        (killed(14), (killed(10), at_least(5)), OVER),
        (killed(40), (killed(10), between(24, 99)), HOLDS),
        (killed(30), (killed(10), between(24, 99)), OVER),
        (killed(200), (killed(10), between(24, 99)), PARTIAL),
        (between(10, 12), (killed(5), killed(6)), HOLDS),
        (between(10, 12), (killed(5), killed(9)), OVER),
        (between(10, 12), (killed(5), killed(3)), PARTIAL),
        (about(50), (killed(20), killed(30)), HOLDS),
        (killed(9), (killed(5), at_most(4)), HOLDS),
        (killed(6), (killed(5), at_most(4)), HOLDS),
        (killed(4), (killed(5), at_most(4)), OVER),
    ],
)
def test_ranges_and_open_numbers(total: Toll, parts: tuple[Toll, Toll], verdict: SumVerdict) -> None:
    (check,) = checks(total, *({"toll": part} for part in parts))
    assert check.verdict is verdict


def test_an_open_part_leaves_the_upper_sum_open() -> None:
    (check,) = checks(killed(20), {"toll": killed(10)}, {"toll": at_least(5)})
    assert (check.added, check.added_high) == (15, None)
    (check,) = checks(killed(40), {"toll": killed(10)}, {"toll": between(24, 99)})
    assert (check.added, check.added_high) == (34, 109)


def test_breakdowns_by_party_and_by_place_are_not_added_together() -> None:
    places = [{"number": 100, "where": TOWN}, {"number": 93, "where": OTHER_TOWN}]
    found = checks(killed(193), *by_party(17, 31, 145), *places)
    assert [(check.verdict, check.added, len(check.parts)) for check in found] == [(HOLDS, 193, 3), (HOLDS, 193, 2)]


def test_one_breakdown_may_fail_beside_another_that_holds() -> None:
    places = [{"number": 100, "where": TOWN}, {"number": 99, "where": OTHER_TOWN}]
    found = checks(killed(193), *by_party(17, 31, 145), *places)
    assert [(check.verdict, check.added) for check in found] == [(HOLDS, 193), (OVER, 199)]


def test_children_among_the_civilians_are_not_added_to_the_parties() -> None:
    found = checks(killed(47), *by_party(19, 28), {"number": 6, "victims": Victims.CHILDREN})
    assert [(check.verdict, check.added) for check in found] == [(PARTIAL, 6), (HOLDS, 47)]


def test_children_beside_parties_are_added_where_only_so_the_total_is_reached() -> None:
    (check,) = checks(killed(53), *by_party(19, 28), {"number": 6, "victims": Victims.CHILDREN})
    assert (check.verdict, check.added) == (HOLDS, 53)


def test_a_sort_and_the_parties_make_one_breakdown_beside_places() -> None:
    sort = {"number": 6, "victims": Victims.CHILDREN}
    places = [{"number": 50, "where": TOWN}, {"number": 3, "where": OTHER_TOWN}]
    found = checks(killed(53), *by_party(19, 28), sort, *places)
    assert sorted((check.verdict, len(check.parts)) for check in found) == [(HOLDS, 2), (HOLDS, 3)]


def test_a_part_of_a_part_is_checked_against_its_own_total() -> None:
    desk = Desk()
    report = desk.report()
    whole = desk.say(report, killed(48))
    civilians = desk.say(report, killed(31, part_of=whole, victims=Victims.CIVILIANS))
    desk.say(report, killed(17, part_of=whole, victims=Victims.SECURITY_FORCES))
    child = desk.say(report, killed(5, part_of=civilians, victims=Victims.CHILDREN))
    found = {check.total: check for check in desk.findings().sums}
    assert (found[whole].verdict, found[whole].added) == (HOLDS, 48)
    assert (found[civilians].verdict, found[civilians].parts) == (PARTIAL, (child,))


@pytest.mark.parametrize(
    "part",
    [
        Toll(Harm.INJURED, 5, 5, 5, Qualifier.EXACT),
        killed(5, unit=Unit.FAMILIES),
        Toll(Harm.KILLED, None, None, None, Qualifier.VAGUE, "some"),
    ],
)
def test_what_cannot_be_counted_with_the_total_makes_no_check(part: Toll) -> None:
    assert checks(killed(5), {"toll": part}) == ()


def test_wounded_are_not_added_to_killed_within_casualties() -> None:
    total = Toll(Harm.CASUALTIES, 13, 13, 13, Qualifier.EXACT)
    assert checks(total, {"number": 5}, {"number": 8, "harm": Harm.INJURED}) == ()


def test_a_link_to_itself_or_to_nothing_makes_no_check() -> None:
    desk = Desk()
    desk.told(killed(5, part_of="clm-gone"))
    assert desk.findings().sums == ()


@pytest.mark.parametrize("realis", [Realis.DENIED, Realis.BACKGROUND])
def test_a_part_that_is_not_told_as_having_happened_is_not_added(realis: Realis) -> None:
    desk = Desk()
    report = desk.report()
    whole = desk.say(report, killed(12), by=POLICE)
    desk.say(report, killed(12, part_of=whole), by=POLICE)
    desk.say(report, killed(5, part_of=whole), by=POLICE, realis=realis)
    (check,) = desk.findings().sums
    assert check.added == 12


@pytest.mark.parametrize(("risen", "verdicts"), [((193,), []), ((193, 4), [HOLDS])])
def test_the_number_that_a_total_corrects_is_no_breakdown_by_itself(
    risen: tuple[int, ...], verdicts: list[SumVerdict]
) -> None:
    desk = Desk()
    report = desk.report()
    draft = desk.say(report, killed(197), by=POLICE)
    old, *more = [desk.say(report, killed(number, part_of=draft), by=POLICE) for number in risen]
    total = desk.claims[0]
    corrected = replace(total.claim, body=killed(197, replaces=old))
    desk.claims[0] = replace(total, claim=corrected)
    assert [check.verdict for check in desk.findings().sums] == verdicts
    assert [check.parts for check in desk.findings().sums] == ([(old, *more)] if verdicts else [])
