"""Who can be reached, what is reported of the roads, what was announced, what has no place. Composed."""

from dataclasses import replace

import pytest

from karez.brief.compose import compose
from karez.brief.lint import RENDERERS, lint
from karez.brief.outline import Line
from karez.brief.sections.access import access_lines, shown_claims
from karez.brief.sections.highlights import highlight_section
from karez.brief.sections.states import transport_section
from karez.model.access import LinkScope
from karez.model.access_answer import AccessAnswer
from karez.model.errors import BriefError
from karez.model.finding import Findings
from karez.model.vocabulary import DerivedState
from tests.brief.access_composed import STATES, answer, told
from tests.brief.composed import DOWN, ESTHAM, HOLD, LIGHT, MINED, OPTIONS, scene, status


def lines(told_: AccessAnswer) -> list[Line]:
    return access_lines(told_, scene().cite())


def under(head: str, told_: AccessAnswer) -> list[str]:
    found, on = [], False
    for line in lines(told_):
        if line.kind == "head":
            on = line.text.startswith(head)
        elif on:
            found.append(line.text)
    return found


class TestReach:
    def test_both_bounds_come_first(self) -> None:
        first = under("Who can be reached by road from Norvale", answer())[0]
        assert first == (
            "Between two bounds: cut off by reported closures: 1 of 7 towns (5,000 to 20,000 people); in doubt: 3 "
            "(at least 2,000 people); no way reported open all along: 7 of 7 (at least 7,810 people), "
            "for lack of reports or because they disagree, which is neither open nor closed. "
            "The upper number counts 1 census area whole in which another town has a way left."
        )

    def test_a_town_that_is_cut_off_stands_with_since_when_by_what_and_how_many(self) -> None:
        found = under("Who can", answer())
        assert (
            "Estham: cut off since 3 May 2031 20:00, by what is reported of C-1 (Weir – Estham); 5,000 to 20,000 people"
        ) in found

    def test_towns_in_doubt_stand_by_the_reports_that_make_them_so(self) -> None:
        found = under("Who can", answer())
        assert any(line.startswith("Ford and Hale: in doubt, by what is reported of C-2 (") for line in found)
        assert any(line.startswith("Dale: in doubt, by what is reported of C-3 (whole road, section") for line in found)
        assert "Together 3 towns in doubt: at least 2,000 people" in found

    def test_a_long_way_round_is_told_with_both_lengths(self) -> None:
        assert ("Fen: 44 km from Norvale by roads that no report closes (in normal times 10 km from Norvale)") in under(
            "Who can", answer()
        )

    def test_every_line_with_a_number_has_a_reference(self) -> None:
        for line in lines(answer()):
            if line.kind == "item":
                assert all(part.refs for part in line.parts if any(char.isdigit() for char in part.text)), line.text

    def test_where_no_closure_is_told_no_town_is_named_as_cut_off(self) -> None:
        found = under("Who can", answer(STATES[3]))
        assert found[0].startswith("Between two bounds: cut off by reported closures: 0 of 7 towns;")
        assert not any("cut off since" in line for line in found)

    def test_without_any_state_there_is_no_picture(self) -> None:
        silent = replace(answer(), stretches=(), unplaced=(), links_behind={}, behind={})
        assert access_lines(silent, scene().cite()) == []

    def test_a_narrowed_brief_tells_of_roads_and_of_no_towns(self) -> None:
        whole = answer()
        narrowed = replace(whole, picture=replace(whole.picture, towns=(), hubs=()), links_behind={}, behind={})
        assert under("Who can", narrowed) == []
        assert len(under("Roads and railways", narrowed)) == len(STATES)

    def test_the_highlights_name_who_is_cut_off(self) -> None:
        told_ = scene()
        lines_ = highlight_section(told_.full, told_.cite(), answer()).lines
        told_of = "Roads: cut off by reported closures: Estham, 5,000 to 20,000 people"
        assert told_of in [line.text for line in lines_]
        closed = replace(told_.full, statuses=(status("coast road", MINED, DerivedState.CLOSED, place=ESTHAM),))
        (roads,) = [
            line.text for line in highlight_section(closed, told_.cite(), answer()).lines if "Roads" in line.text
        ]
        assert roads == "Roads: coast road (Estham) reported closed (mines); " + told_of.removeprefix("Roads: ")
        plain = [line.text for line in highlight_section(told_.full, told_.cite(), answer(STATES[3])).lines]
        assert not any("cut off" in line for line in plain)


class TestRoads:
    def test_each_is_told_with_state_terms_cause_who_when_and_sentence(self) -> None:
        found = under("Roads and railways", answer())
        assert found[0] == (
            "C-1 (Weir – Estham): reported closed (mines), by the highway desk, 3 May 2031 20:00, since 3 May 2031; "
            "not confirmed since — “coast road near Estham was closed because of mines”"
        )
        assert found[3].startswith("C-4 (Norvale – Elm): reported restricted: light traffic only, by Sample highway")

    def test_a_road_on_which_reports_disagree_gives_both_sides(self) -> None:
        found = under("Roads and railways", answer())[1]
        assert found.startswith(
            "C-2 (Norvale – Ford): contested: closed (the highway desk, 3 May 2031 20:00); restricted ("
        )

    def test_what_is_told_of_the_whole_road_says_so(self) -> None:
        assert under("Roads and railways", answer())[2].startswith(
            "C-3 (whole road, section not told): reported closed"
        )

    def test_an_open_road_is_told_as_a_whole(self) -> None:
        told_ = answer(told("c3", DerivedState.OPEN, LIGHT, scope=LinkScope.ROUTE))
        assert under("Roads and railways", told_)[0].startswith("C-3 (whole road): reported open")

    def test_an_aged_state_is_unknown_and_its_last_word_still_shown(self) -> None:
        aged = replace(STATES[0], state=DerivedState.UNKNOWN)
        (line,) = under("Roads and railways", answer(aged))
        assert "reported closed (mines)" in line and "state now unknown (report older than its freshness)" in line

    def test_a_denial_stands_with_who_denies(self) -> None:
        (line,) = under("Roads and railways", answer(replace(STATES[0], denials=(LIGHT.claim.id,))))
        assert line.endswith("; denied by Sample highway desk")

    def test_what_was_announced_is_no_state(self) -> None:
        (line,) = under("Announced", answer())
        assert line == (
            "C-4: announced closed from 6 May 2031, by Media wing of the Example Front — “For one month, travel on the "
            "coast road is banned”"
        )

    def test_what_has_no_place_is_listed_and_a_network_is_left_to_its_own_section(self) -> None:
        assert under("Could not be placed", answer()) == [
            "“We hold the town of Norvale” — Media wing of the Example Front: the atlas does not hold this road"
        ]


class TestSection:
    def test_other_states_follow_in_their_old_form_and_none_stands_twice(self) -> None:
        school = replace(status("school", DOWN, DerivedState.CLOSED), asset_type="school", key="school|x")
        road = status("coast road", MINED, DerivedState.CLOSED, place=ESTHAM)
        section = transport_section(Findings(statuses=(road, school)), scene().cite(), answer())  # type: ignore[arg-type]
        text = [line.text for line in section.lines]
        assert text[-2] == "Other services and places" and text[-1].startswith("school: reported closed")
        assert not any(line.startswith("coast road (Estham)") for line in text)

    def test_without_an_access_picture_the_section_keeps_its_form(self) -> None:
        road = Findings(statuses=(status("coast road", MINED, DerivedState.CLOSED, place=ESTHAM),))
        plain = transport_section(road, scene().cite())
        empty = replace(answer(), stretches=(), unplaced=(), links_behind={}, behind={})
        assert transport_section(road, scene().cite(), empty) == plain
        assert [line.kind for line in plain.lines] == ["item"]

    def test_the_claims_that_are_shown_are_all_of_a_road(self) -> None:
        shown = shown_claims(answer())
        assert {MINED.claim.id, LIGHT.claim.id, HOLD.claim.id} <= shown
        assert DOWN.claim.id not in shown


@pytest.mark.parametrize("form", sorted(RENDERERS))
def test_the_linter_accepts_every_form(form: str) -> None:
    made = scene()
    brief = compose(made.full, made.view, OPTIONS, None, answer())
    written = RENDERERS[form](brief)
    assert "38 km" not in written and "5,000 to 20,000 people" in written
    lint(written, brief, form)
    with pytest.raises(BriefError, match="K501"):
        lint(written.replace("44 km", "45 km"), brief, form)
