from dataclasses import replace

import pytest

from karez.model.vocabulary import Harm, IncidentType, Realis
from karez.resolve.incidents.families import families
from karez.resolve.incidents.levels import COMPARISONS, Comparison
from karez.resolve.incidents.row import ClaimRow, rows
from karez.resolve.incidents.same_report import SOURCE
from karez.resolve.incidents.weights import incident_weights, parsed
from karez.resolve.incidents.what import TOLL, TYPE
from karez.resolve.incidents.when import WHEN
from karez.resolve.incidents.where import PLACE
from tests.resolve.happenings import ALPHA, BETA, NORTH, START, Telling, row, view

TEXT = "Fighters raided a post in Alpha on Sunday. 7 guards were killed, two of them officers. No civilian was killed."


def raid() -> Telling:
    return (
        Telling(TEXT, day=1)
        .incident("Fighters raided a post", IncidentType.RAID, place=ALPHA, on=0, by="made:group")
        .toll("7 guards were killed", 7, of="i")
        .toll("two of them officers", 2, key="p", part_of="t")
        .toll("No civilian was killed", 0, key="d", of="i", realis=Realis.DENIED)
    )


def test_a_toll_lies_where_and_when_its_incident_does() -> None:
    reported = raid().done()
    made = {one.id: one for one in rows(view([reported]))}
    incident, toll, part, denied = (made[key] for key in reported.ids)
    assert (toll.place, toll.day_from, toll.day_to) == ("made:alpha", START, START)
    assert (part.place, part.type, part.harm, part.low) == ("made:alpha", "raid", "killed", 2)
    assert incident.bundle == toll.bundle == part.bundle
    assert (incident.harm, incident.low, incident.high) == ("killed", 7, 7)
    assert denied.denied and denied.bundle == denied.id
    assert denied.place is None


def test_rows_are_those_of_claims_that_are_told_or_denied() -> None:
    told = raid().incident("Sunday", IncidentType.RAID, key="b", realis=Realis.BACKGROUND)
    assert len(rows(view([told.done()]))) == 4


def test_parties_carry_the_wider_ones() -> None:
    made = rows(view([raid().done()]), {"made:group": ("made:wing", "made:front")})
    assert {one.parents for one in made if one.kind == "incident"} == {("made:front", "made:wing")}


def test_prints_of_one_text_share_the_copy_whatever_their_gaps() -> None:
    one = Telling(TEXT).incident("Fighters raided a post", IncidentType.RAID).done()
    spaced = TEXT.replace(". ", ".\n\n ")
    other = Telling(spaced, publisher="Other").incident("Fighters raided a post", IncidentType.RAID).done()
    first, second = rows(view([one, other]))
    assert first.copy == second.copy and first.report != second.report


def test_only_what_its_report_is_about_carries_the_head() -> None:
    text = "A bridge was blown up at Oakford. Later a guard was robbed in Sunderby."
    told = Telling(text, title="Oakford bridge blown up").incident("A bridge was blown up", IncidentType.BOMBING)
    done = told.incident("a guard was robbed", IncidentType.LOOTING, "l").done()
    made = {one.id: one for one in rows(view([done]))}
    about, other = (made[key] for key in done.ids)
    assert "oakford" in about.head and other.head == ()
    assert "sunderby" in about.names and "oakford" not in other.names


def test_remarks_in_brackets_names_of_wide_places_and_of_known_parties_tell_nothing_apart() -> None:
    text = "[Composed by Sunderby] The Lantern Front raided the post of Oakford in the North."
    party = "The Lantern Front raided"
    done = Telling(text).incident(party, IncidentType.RAID, place=NORTH, by="made:front").done()
    (made,) = rows(view([done]))
    assert "oakford" in made.head
    assert not {"sunderby", "lantern", "north"} & {*made.head, *made.names}


def test_a_withheld_report_has_rows_that_share_nothing() -> None:
    reported = raid().done()
    withheld = replace(reported, report=replace(reported.report, text=None))
    assert {one.wording for one in rows(view([withheld]))} == {""}
    assert {one.copy for one in rows(view([withheld]))} == set(reported.ids)


def test_every_type_and_harm_stands_in_the_table_of_families() -> None:
    assert all(families(kind, None) for kind in IncidentType if kind is not IncidentType.OTHER)
    assert all(families(None, harm) for harm in Harm)
    assert families(None, None) == ()


LEVELS = [
    (WHEN, {"day_from": 5, "day_to": 5}, {"day_from": 5, "day_to": 5}, "one day"),
    (WHEN, {"day_from": 5, "day_to": 12}, {"day_from": 9, "day_to": 9}, "times overlap"),
    (WHEN, {"day_from": 5, "day_to": 5}, {"day_from": 40, "day_to": 40}, "further apart"),
    (WHEN, {}, {}, "untold, known within a day"),
    (WHEN, {"day_from": START - 2, "day_to": START - 2}, {}, "known days after it"),
    (WHEN, {"day_from": START + 9, "day_to": START + 9}, {}, "known before it or long after"),
    (PLACE, {"place": "alpha"}, {}, "untold"),
    (PLACE, {"place": "alpha"}, {"place": "beta"}, "other words, not resolved"),
    (PLACE, {"place": "alpha", "radius": 5.0}, {"place": "alpha", "radius": 5.0}, "same town"),
    (PLACE, {"place": "north", "radius": 300.0}, {"place": "north", "radius": 300.0}, "same wide place"),
    (TYPE, {"families": ("blast",), "type": "bombing"}, {"families": ("blast",), "type": "shelling"}, "of one family"),
    (
        TOLL,
        {"harm": "killed", "scope": "incident", "low": 3, "high": 3},
        {"harm": "injured", "low": 3, "high": 3},
        "untold",
    ),
    (SOURCE, {"report": "one"}, {"report": "one"}, "same report"),
]


@pytest.mark.parametrize(("comparison", "left", "right", "name"), LEVELS)
def test_the_first_level_that_holds_counts(
    comparison: Comparison, left: dict[str, object], right: dict[str, object], name: str
) -> None:
    one, other = row("a", **left), row("b", **right)
    assert comparison.levels[comparison.level(one, other)].name == name
    assert comparison.levels[comparison.level(other, one)].name == name


def located(place: object) -> ClaimRow:
    told = Telling("A raid.").incident("A raid", IncidentType.RAID, place=place).done()
    return rows(view([told]))[0]


def test_far_places_are_far_and_an_area_that_holds_one_is_within_radii() -> None:
    far = PLACE.level(located(ALPHA), located(BETA))
    near = PLACE.level(located(ALPHA), located(replace(BETA, radius_km=400.0)))
    assert (PLACE.levels[far].name, PLACE.levels[near].name) == ("far", "one inside a wide place")


def test_a_toll_that_rises_is_told_from_one_that_falls() -> None:
    early = {"harm": "killed", "scope": "incident", "low": 3, "high": 3, "known": START}
    late = {"harm": "killed", "scope": "incident", "low": 9, "high": 9, "known": START + 1}
    rose = TOLL.level(row("a", **early), row("b", **late))
    fell = TOLL.level(row("a", **{**early, "known": START + 1}), row("b", **{**late, "known": START}))
    assert (TOLL.levels[rose].name, TOLL.levels[fell].name) == ("rose", "other numbers")


def test_the_weights_that_ship_are_of_the_declared_levels_and_a_null_level_weighs_nothing() -> None:
    known = incident_weights()
    for one in COMPARISONS:
        assert len(known.bits[one.name]) == len(one.levels)
        assert not any(bits for level, bits in zip(one.levels, known.bits[one.name], strict=True) if level.null)


def test_weights_of_other_levels_are_refused() -> None:
    value = {
        "version": "v",
        "prior": 0.1,
        "limit": 0,
        "unseen": 0,
        "most": 1,
        "comparisons": {WHEN.name: {"noon": [0.5, 0.5]}},
    }
    with pytest.raises(ValueError, match="not those that are declared"):
        parsed(value, (WHEN,))
