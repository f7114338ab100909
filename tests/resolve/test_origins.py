"""Where the words of reports come from: credits, citations, by-lines, copies of copies, and what contradicts itself."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.origin import ReportOrigin
from karez.model.record import ReportRecord
from karez.resolve.origins import origins
from tests.resolve.reports import BRIDGE, BRIDGE_LATER, MARKET, printed, seen

OWN = "Residents of Oakford told the portal that the shops on Mill Street stayed shut for the whole of Tuesday."


def key_of(text: str, words: str, origin: ReportOrigin) -> str:
    """The origin of some words of a text."""
    start = text.index(words)
    found = origin.stretch((start, start + len(words)))
    return found.key if found else origin.key


def test_what_a_rewrite_takes_is_the_wires_and_what_it_adds_is_its_own() -> None:
    text = f"{BRIDGE} {OWN}"
    wire, portal = printed("a", BRIDGE, 1, publisher="Sample Wire"), printed("b", text, 2, publisher="Example Portal")
    found = origins(seen(portal, wire)).reports["b"]
    assert found.first == "a" and found.link is not None and found.link.kind == "copy_of"
    assert key_of(text, "Two guards were killed", found) == "outlet:sample wire"
    assert key_of(text, "the shops on Mill Street stayed shut", found) == "outlet:example portal"
    assert found.voice == "outlet:sample wire"


def test_words_of_a_copy_of_a_copy_belong_to_whoever_had_them_first() -> None:
    text = f"{BRIDGE} {OWN}"
    reports = [
        printed("a", BRIDGE, 1, publisher="Sample Wire"),
        printed("b", text, 2, publisher="Example Portal"),
        printed("c", f"{text} {MARKET}", 3, publisher="Example Daily"),
    ]
    found = origins(seen(*reports)).reports["c"]
    assert found.first == "a" and found.link is not None and found.link.of == "b"
    assert key_of(f"{text} {MARKET}", "Two guards were killed", found) == "outlet:sample wire"
    assert key_of(f"{text} {MARKET}", "the shops on Mill Street stayed shut", found) == "outlet:example portal"
    assert key_of(f"{text} {MARKET}", "one herder was", found) == "outlet:example daily"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (f"OAKFORD, March 3 (Sample Wire) - {BRIDGE}", "dateline"),
        (f"OAKFORD (Sample Wire) — {BRIDGE}", "dateline"),
        (f"{BRIDGE}\n\n— Sample Wire", "end-credit"),
        (f"{BRIDGE}\n(Sample Wire)", "end-credit"),
        (f"By Sample Wire\n{BRIDGE}", "by-line"),
        (f"{BRIDGE}\nCopyright 2025 Sample Wire. All rights reserved.", "copyright"),
        (f"{BRIDGE}\n(With reporting by Sample Wire)", "reporting-by"),
        (f"{BRIDGE}\nThe Sample Wire contributed to this report.", "contributed"),
        (f"Citing the Sample Wire, the radio said so. {BRIDGE}", "citing"),
        (f"{BRIDGE} The Sample Wire reported on Monday that the post was hit.", "reported"),
    ],
)
def test_a_report_that_names_another_outlet_has_it_as_origin_and_shows_the_words(text: str, rule: str) -> None:
    wire = printed("a", MARKET, 1, publisher="Sample Wire (composed)")
    found = origins(seen(wire, printed("b", text, 2, publisher="Example Daily"))).reports["b"]
    (credit,) = found.credits
    assert (credit.key, credit.rule) == ("outlet:sample wire", rule)
    assert credit.words is not None and text[credit.words.start : credit.words.end] == credit.words.quote


def test_an_agency_that_has_no_report_in_the_view_is_one_origin_of_all_that_credit_it() -> None:
    reports = [printed(f"r{n:02}", f"OAKFORD (AFP) - {BRIDGE[n:]}", n, publisher=f"Daily {n}") for n in range(18)]
    far = printed("z", f"{MARKET}\n\nAgence France-Presse", 9, publisher="Example Post")
    found = origins(seen(*reports, far))
    assert {one.key for one in found.reports.values() if one.link is None} == {"outlet:afp"}
    assert found.names["outlet:afp"] == "AFP" and found.outlet("the AFP") == "outlet:afp"


def test_an_unlisted_outlet_counts_in_a_dateline_and_nowhere_else() -> None:
    dateline = printed("a", f"OAKFORD, March 3 (Lantern Radio) - {BRIDGE}", 1, publisher="Example Daily")
    quoted = printed("b", f"{MARKET} Lantern Radio reported it.", 2, publisher="Example Post")
    found = origins(seen(dateline, quoted)).reports
    assert found["a"].key == "outlet:lantern radio" and found["b"].credits == ()


def test_a_cited_sentence_has_the_cited_outlet_as_origin_and_the_rest_is_the_reports_own() -> None:
    text = f"{OWN} Citing Reuters, the radio said that five were killed. {MARKET}"
    found = origins(seen(printed("a", text, 1, publisher="Example Daily"))).reports["a"]
    assert key_of(text, "five were killed", found) == "outlet:reuters"
    assert key_of(text, "stayed shut", found) == key_of(text, "one herder was", found) == "outlet:example daily"


def test_the_credited_report_is_first_even_where_it_became_known_later_and_that_is_told() -> None:
    daily = printed("a", f"OAKFORD (Sample Wire) - {BRIDGE}", 1, publisher="Example Daily")
    portal = printed("c", f"{BRIDGE} {OWN}", 1.5, publisher="Example Portal")
    wire = printed("b", BRIDGE, 2, publisher="Sample Wire")
    found = origins(seen(daily, wire, portal))
    assert {name: one.first for name, one in found.reports.items()} == {"a": "b", "b": "b", "c": "b"}
    assert found.reports["a"].link is not None and found.reports["a"].link.rule == "dateline"
    assert [(one.kind, one.reports) for one in found.oddities] == [("credited-later", ("a", "b"))]


def test_two_that_credit_each_other_at_one_time_never_hang_and_are_told() -> None:
    one = printed("a", f"OAKFORD (Example Daily) - {BRIDGE}", 1, publisher="Sample Wire")
    other = printed("b", f"OAKFORD (Sample Wire) - {BRIDGE}", 1, publisher="Example Daily")
    found = origins(seen(one, other))
    assert [(odd.kind, odd.reports) for odd in found.oddities] == [("credit-circle", ("a", "b"))]
    assert {name: told.first for name, told in found.reports.items()} == {"a": "a", "b": "a"}
    assert found.reports["b"].link is not None and found.reports["b"].link.tied
    assert found.reports["a"].key == "outlet:sample wire"


def test_one_author_for_two_outlets_within_a_week_is_one_origin_and_a_desk_is_no_author() -> None:
    first = printed("a", BRIDGE, 1, publisher="Example Daily", author="Mill Street Bureau Chief")
    again = printed("b", MARKET, 4, publisher="Example Post", author="By Mill Street Bureau Chief")
    later = printed("c", BRIDGE_LATER, 40, publisher="Example Post", author="Mill Street Bureau Chief")
    desks = [printed(name, OWN[n:], n, publisher=f"P{n}", author="Web Desk") for n, name in enumerate("xy")]
    found = origins(seen(first, again, later, *desks)).reports
    assert found["b"].key == "outlet:example daily" and found["b"].credits[-1].rule == "shared-by-line"
    assert found["c"].key == "outlet:example post"
    assert not found["x"].credits and not found["y"].credits


def test_reports_without_a_publisher_are_of_the_site_where_they_lie_else_of_their_own() -> None:
    lying = [printed(n, t, 1, url=f"https://www.example.org/{n}") for n, t in (("a", BRIDGE), ("b", MARKET))]
    found = origins(seen(*lying, printed("c", OWN, 1))).reports
    assert found["a"].key == found["b"].key == "outlet:site example.org" != found["c"].key


def test_copies_of_a_withheld_report_have_its_origin() -> None:
    gone = printed("a", BRIDGE, 1, publisher="Sample Wire", withheld=True)
    found = origins(seen(gone, printed("b", BRIDGE, 2, publisher="Example Daily"))).reports["b"]
    assert key_of(BRIDGE, "Two guards were killed", found) == "outlet:sample wire" and found.first == "a"


def test_prints_count_as_their_first_report_or_as_whom_they_credit() -> None:
    reports = [
        printed("a", BRIDGE, 1, publisher="Sample Wire"),
        printed("b", f"{BRIDGE} {OWN}", 2, publisher="Example Portal"),
        printed("c", f"SUNDERBY (AFP) - {MARKET}", 3, publisher="Example Daily"),
        printed("d", f"{BRIDGE_LATER} (AFP)", 3, publisher="Example Post"),
        printed("e", OWN, 4, publisher="Example Times"),
    ]
    counted = {"a": "a", "b": "a", "c": "outlet:afp", "d": "outlet:afp", "e": "b"}
    assert origins(seen(*reports)).by_report() == counted


PARTS = st.lists(st.sampled_from([*BRIDGE.split(". "), *MARKET.split(". "), OWN, "(Wire A) said so"]), max_size=5)
VIEWS = st.lists(st.tuples(PARTS, st.integers(0, 2), st.sampled_from(["Wire A", "Wire B", None])), max_size=7)


def made(rows: list[tuple[list[str], int, str | None]]) -> list[ReportRecord]:
    """Reports of some sentences each."""
    return [printed(f"r{n}", ". ".join(parts), day, publisher=who) for n, (parts, day, who) in enumerate(rows)]


@settings(max_examples=200)
@given(VIEWS, st.randoms(use_true_random=False))
def test_origins_hang_on_no_order(rows: list[tuple[list[str], int, str | None]], chance: random.Random) -> None:
    reports = made(rows)
    mixed = list(reports)
    chance.shuffle(mixed)
    assert origins(seen(*mixed)) == origins(seen(*reports))


@settings(max_examples=200)
@given(VIEWS, st.integers(0, 6))
def test_every_report_ends_at_a_first_one_and_removing_one_is_never_having_had_it(
    rows: list[tuple[list[str], int, str | None]], gone: int
) -> None:
    reports = made(rows)
    found = origins(seen(*reports)).reports
    for one in found.values():
        assert found[one.first].first == one.first and found[one.first].link is None
        assert all(
            a.end is not None and a.end <= b.start for a, b in zip(one.stretches, one.stretches[1:], strict=False)
        )
    left = [report for n, report in enumerate(reports) if n != gone]
    assert all(f"r{gone}" not in str(one) for one in origins(seen(*left)).reports.values())


def test_where_the_wire_is_taken_out_the_next_earliest_print_is_the_origin() -> None:
    prints = [printed(name, BRIDGE, n, publisher=f"Outlet {name}") for n, name in enumerate("abc")]
    assert {one.first for one in origins(seen(*prints)).reports.values()} == {"a"}
    assert {one.first for one in origins(seen(*prints[1:])).reports.values()} == {"b"}


def test_a_text_of_two_wires_has_two_origins() -> None:
    text = f"{BRIDGE} {MARKET} {OWN}"
    wires = [printed("a", BRIDGE, 1, publisher="Sample Wire"), printed("b", MARKET, 1.5, publisher="Lantern Agency")]
    found = origins(seen(*wires, printed("c", text, 2, publisher="Example Portal"))).reports["c"]
    assert found.link is not None and (found.link.of, found.link.also) == ("a", ("b",))
    assert key_of(text, "Two guards were killed", found) == "outlet:sample wire"
    assert key_of(text, "one herder was", found) == "outlet:lantern agency"
    assert key_of(text, "the shops on Mill Street stayed shut", found) == "outlet:example portal"


def test_what_two_earlier_ones_have_is_the_first_ones() -> None:
    rewrite = f"{OWN} {BRIDGE}"
    reports = [
        printed("a", BRIDGE, 1, publisher="Sample Wire"),
        printed("b", MARKET, 2, publisher="Lantern Agency"),
        printed("c", rewrite, 3, publisher="Example Portal"),
        printed("d", f"{rewrite} {MARKET}", 4, publisher="Example Daily"),
    ]
    found = origins(seen(*reports)).reports["d"]
    assert found.link is not None and (found.link.of, found.link.also) == ("c", ("b",))
    owners = [key_of(f"{rewrite} {MARKET}", words, found) for words in ("Two guards were", "stayed shut", "one herder")]
    assert owners == ["outlet:sample wire", "outlet:example portal", "outlet:lantern agency"]
