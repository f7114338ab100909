"""The command: what it prints, what it writes, and what it refuses. Reports are composed."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from karez.app.schema import schema_of
from karez.app.workspace import Workspace
from karez.brief.access_words import access_words, people_text, people_words
from karez.model.access import LinkScope, UserClass
from karez.model.reachability import People, Standing
from karez.model.vocabulary import AssetState, Cause, Condition, DerivedState
from tests.app.conftest import Karez
from tests.app.test_schemas import validator

THIRD = ("--as-of", "2026-02-03T12:00")
# Nothing may be called by these words, in any form of the answer.
FORBIDDEN = re.compile(r"\b(?:safe|safely|secure|passable|usable)\b", re.IGNORECASE)


@pytest.fixture
def ask(karez: Karez, template: Path) -> Callable[..., Any]:
    return lambda *more: karez("access", "--ledger", template, *THIRD, *more)


class TestPrinted:
    def test_two_lines_say_as_of_when_and_what_it_is(self, ask: Callable[..., Any], template: Path) -> None:
        with Workspace.open(str(template)) as workspace:
            head = workspace.ledger.head()
        first, second, *_ = ask().out.splitlines()
        assert "as of 2026-02-03 12:00 +05:00" in first and head[:16] in first
        assert second == " ".join(access_words()["notice"].split())
        assert "Unknown is not open" in second

    def test_numbers_of_the_table_are_those_of_the_json(self, ask: Callable[..., Any]) -> None:
        table, value = ask().out, ask("--json").json
        flat = " ".join(table.split())
        assert f"{value['totals']['cut_off']['lower']:,} to {value['totals']['cut_off']['upper']:,} people" in flat
        cut = [town for town in value["towns"] if town["standing"] == "cut_off"]
        assert f"cut off by reported closures: {len(cut)} of {len(value['towns'])} towns" in flat
        for town in cut:
            assert town["name"] in table
            assert f"{town['nearest_normally']['hub']['name']} {town['nearest_normally']['km']:,.0f} km" in flat
            assert town["claims"][0][:16] in table
        for road in value["roads"]:
            if road["claims"]:
                assert road["claims"][0][:16] in table and f"{road['length_km']:,.0f}" in table
        for one in value["unplaced"]:
            assert one["claim"][:16] in table

    def test_json_fits_the_schema_and_every_claim_is_told(self, ask: Callable[..., Any]) -> None:
        for more in ((), ("--from", "Karachi", "--to", "Gwadar"), ("--mode", "rail"), ("--best-reopening",)):
            value = ask(*more, "--json").json
            validator("access").validate(value)
            told = set(value["claims"])
            shown = {claim for town in (*value["towns"], *value["hubs"]) for claim in town["claims"]}
            shown |= {claim for road in value["roads"] for claim in road["claims"]}
            assert shown and shown <= told

    def test_bounds_of_the_json_frame_each_other(self, ask: Callable[..., Any]) -> None:
        totals = ask("--json").json["totals"]
        for bound in ("lower", "upper"):
            assert totals["cut_off"][bound] <= totals["no_reported_way"][bound]

    def test_a_way_is_told_hop_by_hop(self, ask: Callable[..., Any]) -> None:
        value = ask("--from", "Karachi", "--to", "Ormara", "--json").json["journey"]
        now = value["now"]
        assert now["length_km"] == pytest.approx(sum(hop["length_km"] for hop in now["hops"]), abs=0.5)
        assert [hop["from"] for hop in now["hops"][1:]] == [hop["to"] for hop in now["hops"][:-1]]
        assert value["reported"] is None
        spoken = [hop for hop in now["hops"] if hop["claims"]]
        assert spoken and {hop["state"] for hop in spoken} == {"restricted"}
        assert {hop["state"] for hop in now["hops"] if not hop["claims"]} == {"unknown"}
        table = ask("--from", "Karachi", "--to", "Ormara").out
        assert table.count("unknown, no report") >= len(now["hops"]) - len(spoken)
        assert "counting only what is reported open: no way" in table

    @pytest.mark.parametrize("name", ["Noshki", "Nushki", "NUSHKI", "نوشکی"])
    def test_a_town_by_any_of_its_names(self, ask: Callable[..., Any], name: str) -> None:
        assert [town["name"] for town in ask("--to", name, "--json").json["towns"]] == ["Nushki"]

    def test_the_same_hub_under_two_names_is_one(self, ask: Callable[..., Any]) -> None:
        value = ask("--from", "Gwadar", "--from", "گوادر", "--json").json
        assert [hub["name"] for hub in value["question"]["from"]] == ["Gwadar"]
        assert value["hubs"] == []

    def test_unplaced_alone(self, ask: Callable[..., Any]) -> None:
        ran = ask("--show", "unplaced")
        assert "could not be placed" in ran.out and "pylons" in ran.out
        assert "cut off" not in ran.out

    def test_an_area_narrows_what_is_shown_and_no_report(self, ask: Callable[..., Any]) -> None:
        whole = {town["id"]: town for town in ask("--json").json["towns"]}
        value = ask("--area", "Chagai", "--json").json
        assert {town["name"] for town in value["towns"]} == {"Dalbandin", "Nok Kundi", "Taftan"}
        # The closure lies partly outside of the district, and still counts.
        assert value["towns"] == [whole[town["id"]] for town in value["towns"]]
        assert {road["name"] for road in value["roads"]} <= {"N-40", "ML-4"}

    def test_reports_without_a_ledger(self, karez: Karez, samples: Path, tmp_path: Path) -> None:
        ran = karez("access", samples / "09-highway-notice.eml", tmp_path / "none.txt", "--json")
        assert ran.status == 3
        assert {"N-10", "N-40"} <= {road["name"] for road in ran.json["roads"] if road["state"] == "closed"}
        assert karez("access", tmp_path / "none.txt").status == 1

    def test_an_empty_ledger_knows_nothing_and_says_so(self, karez: Karez, template: Path) -> None:
        karez("init")
        ran = karez("access")
        assert (ran.status, ran.out) == (1, "") and ran.err.startswith("K505")
        assert karez("access", "--ledger", template, "--as-of", "2025-01-01").status == 1

    def test_reports_that_speak_of_no_road_leave_all_unknown(self, karez: Karez, note: Callable[..., Path]) -> None:
        path = note(1, "2026-02-01T12:00:00+05:00")
        value = karez("access", path, "--json").json
        assert {town["standing"] for town in value["towns"]} == {"unconfirmed"}
        assert (value["totals"]["cut_off"]["lower"], value["roads"]) == (0, [])
        assert "no report, unknown" in karez("access", path).out


class TestComposed:
    """Reports that the samples have none of."""

    def ask(self, karez: Karez, note: Callable[..., Path], text: str, *more: object) -> Any:  # noqa: ANN401
        return karez("access", note(1, "2026-03-01T09:00:00+05:00", text), *more)

    def test_an_announced_closure_is_no_state_and_tells_the_way_that_would_be_left(
        self, karez: Karez, note: Callable[..., Path]
    ) -> None:
        text = "The highway authority will close the N-65 between Sibi and Mach on Tuesday."
        journey = ("--from", "Quetta", "--to", "Sukkur")
        value = self.ask(karez, note, text, *journey, "--json").json
        validator("access").validate(value)
        (road,) = value["roads"]
        assert (road["state"], road["claims"], road["name"]) == ("unknown", [], "N-65")
        assert [one["state"] for one in road["announced"]] == ["closed"]
        (way,) = value["journey"]["announced"]
        assert way["now"]["length_km"] == pytest.approx(397, rel=0.03)
        assert way["then"]["length_km"] > way["now"]["length_km"]
        assert not set(way["links"]) & {hop["link"] for hop in way["then"]["hops"]}
        table = self.ask(karez, note, text, *journey).out
        assert "announced or threatened, not in force" in table and "if it comes true" in table
        assert "0 stretches with a reported state" in table
        # Who would be cut off by it is not worked out.
        assert value["totals"]["cut_off"]["lower"] == 0

    def test_airports_and_ports_are_ways_in_with_their_state(self, karez: Karez, note: Callable[..., Path]) -> None:
        text = "Gwadar port is closed and Turbat airport is open, the port authority said."
        value = self.ask(karez, note, text, "--json").json
        told = {way["serves"]["name"]: way["state"] for way in value["gateways"] if way["claims"]}
        assert told == {"Gwadar": "closed", "Turbat": "open"}
        assert {way["state"] for way in value["gateways"] if not way["claims"]} == {"unknown"}
        (town,) = [town for town in value["towns"] if town["name"] == "Turbat"]
        assert len(town["ways_in"]) == 1

    def test_a_state_of_an_unknown_road_is_listed_and_not_lost(self, karez: Karez, note: Callable[..., Path]) -> None:
        text = "The N-99 is closed, and the N-25 between Bela and Wadh is closed because of a landslide."
        value = self.ask(karez, note, text, "--json").json
        assert [one["quote"] for one in value["unplaced"]] == ["N-99 is closed"]
        assert [(road["name"], road["cause"]) for road in value["roads"]] == [("N-25", "landslide")]

    def test_a_road_closed_without_a_word_on_where_leaves_its_towns_in_doubt(
        self, karez: Karez, note: Callable[..., Path]
    ) -> None:
        value = self.ask(karez, note, "QUETTA: The N-50 is closed, the highway authority said.", "--json").json
        (road,) = value["roads"]
        assert (road["state"], road["scope"], road["section_unknown"]) == ("closed", "route", True)
        doubt = {town["name"] for town in value["towns"] if town["standing"] == "in_doubt"}
        assert {"Zhob", "Muslim Bagh"} <= doubt
        assert not any(town["standing"] == "cut_off" for town in value["towns"])

    def test_all_roads_of_an_area_are_one_line_with_their_list(self, karez: Karez, note: Callable[..., Path]) -> None:
        value = self.ask(karez, note, "All roads in Kech district are closed, officials said.", "--json").json
        (road,) = value["roads"]
        assert road["scope"] == "area" and len(road["links"]) * 2 == len(road["places"]) > 8
        assert "Turbat" in {town["name"] for town in value["towns"] if town["standing"] == "cut_off"}
        table = self.ask(karez, note, "All roads in Kech district are closed, officials said.").out
        assert "all roads of an area" in " ".join(table.split())


class TestRefused:
    @pytest.mark.parametrize(
        ("options", "code", "words"),
        [
            (("--from", "Karachiq"), "K411", "Karachi"),
            (("--from", "Qwertzuiop"), "K411", ""),
            (("--from", "Islamabad"), "K412", "Dera Ismail Khan"),
            (("--from", "Gwadar", "--mode", "rail"), "K412", "no railway"),
            (("--to", "Quettar"), "K411", "Quetta"),
            (("--reopen", "N-10"), "K406", ""),
            (("--reopen", "N-25"), "K406", ""),
            (("--reopen", "Khojak Pass"), "K406", ""),
            (("--reopen", "N-99"), "K401", "N-99"),
            (("--reopen", ""), "K401", ""),
            (("--reopen", "N-40", "--reopen", "N-10"), "K408", ""),
            (("--reopen", "N-40", "--best-reopening"), "K408", ""),
            (("--mode", "sea"), "K402", "road nor rail"),
            (("--area", "Atlantis"), "K402", ""),
            (("--show", "all"), "K402", ""),
            (("--from", "Quetta", "--to", "Quetta"), "K403", ""),
            (("--as-of", "soon"), "K402", ""),
            (("--as-of", "2026-02-03", "--area", ""), "", ""),
        ],
    )
    def test_each_with_its_code(self, ask: Callable[..., Any], options: tuple[str, ...], code: str, words: str) -> None:
        ran = ask(*options)
        if not code:
            assert ran.status == 0
            return
        assert (ran.status, ran.out) == (2, "")
        (line,) = ran.err.splitlines()
        assert line.startswith(code) and words in line

    @pytest.mark.parametrize("option", ["--close", "--what-if", "--rank", "--batch"])
    def test_there_is_no_option_to_close_or_to_rank(self, ask: Callable[..., Any], option: str) -> None:
        ran = ask(option, "N-25")
        assert ran.status == 2 and "No such option" in ran.err

    def test_a_file_that_cannot_be_written(self, ask: Callable[..., Any], tmp_path: Path) -> None:
        ran = ask("--html", tmp_path / "no" / "folder.html")
        assert ran.status == 2 and ran.err.splitlines()[-1].startswith("K402")

    def test_a_pack_without_a_network(self, karez: Karez, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KAREZ_PACKS", "world")
        ran = karez("access", samples / "09-highway-notice.eml")
        assert ran.status == 2 and ran.err.splitlines()[-1].startswith("K410")


class TestGeoJson:
    @pytest.fixture
    def collection(self, ask: Callable[..., Any], tmp_path: Path) -> Any:  # noqa: ANN401 - any JSON
        assert ask("--geojson", tmp_path / "a.geojson").status == 0
        return json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))

    def test_it_is_rfc_7946(self, collection: Any) -> None:  # noqa: ANN401
        assert collection["type"] == "FeatureCollection" and "crs" not in collection
        ids = [feature["id"] for feature in collection["features"]]
        assert len(ids) == len(set(ids)) > 100
        for feature in collection["features"]:
            assert set(feature) == {"type", "id", "geometry", "properties"} and feature["type"] == "Feature"
            kind, at = feature["geometry"]["type"], feature["geometry"]["coordinates"]
            assert kind in {"Point", "LineString"}
            for lon, lat in [at] if kind == "Point" else at:
                # Longitude first: the network lies between 60 and 72 degrees east, 24 and 33 north.
                assert 60 < lon < 72 and 24 < lat < 33

    def test_each_feature_has_state_scope_and_claims(self, collection: Any) -> None:  # noqa: ANN401
        for feature in collection["features"]:
            assert {"state", "scope", "claims", "kind"} <= set(feature["properties"])

    def test_points_are_towns_airports_and_ports_alone(self, collection: Any) -> None:  # noqa: ANN401
        kinds = {one["properties"]["kind"] for one in collection["features"] if one["geometry"]["type"] == "Point"}
        assert kinds == {"town", "hub", "airport", "port"}

    def test_silence_is_unknown(self, collection: Any) -> None:  # noqa: ANN401
        lines = [one["properties"] for one in collection["features"] if one["geometry"]["type"] == "LineString"]
        assert {line["state"] for line in lines if not line["claims"]} == {"unknown"}
        assert sum(line["state"] == "closed" for line in lines) == 6

    def test_what_it_says_of_towns_is_what_the_json_says(self, collection: Any, ask: Callable[..., Any]) -> None:  # noqa: ANN401
        told = {town["id"]: town for town in ask("--json").json["towns"]}
        shown = {one["id"]: one["properties"] for one in collection["features"] if one["id"] in told}
        assert set(shown) == set(told)
        for key, town in told.items():
            assert shown[key]["state"] == town["standing"] and shown[key]["claims"] == town["claims"]
            assert shown[key]["people_lower"] == town["people"]["lower"]


class Page(HTMLParser):
    """What a page links to, loads and runs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name == "href":
                self.links.append(value or "")
            elif name in {"src", "srcset", "data", "action"} or name.startswith("on"):
                self.loads.append(f"{tag} {name}={value}")


class TestPage:
    def page(self, ask: Callable[..., Any], tmp_path: Path, *more: str) -> str:
        assert ask("--html", tmp_path / "a.html", *more).status == 0
        return (tmp_path / "a.html").read_text(encoding="utf-8")

    def test_it_stands_alone_and_every_link_leads_somewhere(self, ask: Callable[..., Any], tmp_path: Path) -> None:
        text = self.page(ask, tmp_path, "--from", "Karachi", "--to", "Ormara")
        page = Page(text)
        assert page.loads == [] and "script" not in page.tags and "link" not in page.tags
        assert len(page.ids) == len(set(page.ids))
        assert {link for link in page.links if not link.startswith("#")} == set()
        assert {link[1:] for link in page.links} <= set(page.ids)
        assert "url(http" not in text and "@import" not in text

    def test_the_numbers_of_the_page_are_those_of_the_json(self, ask: Callable[..., Any], tmp_path: Path) -> None:
        text = " ".join(re.sub(r"<[^>]*>", " ", self.page(ask, tmp_path)).split())
        value = ask("--json").json
        assert f"cut off by reported closures: {sum(t['standing'] == 'cut_off' for t in value['towns'])} of" in text
        for town in value["towns"]:
            assert town["name"] in text
        for claim in value["claims"].values():
            assert claim["quote"] in text

    def test_nothing_is_called_by_a_forbidden_word(self, ask: Callable[..., Any], tmp_path: Path) -> None:
        for text in (ask().out, ask("--json").out, self.page(ask, tmp_path)):
            assert not FORBIDDEN.search(text)

    def test_hostile_words_are_words(self, karez: Karez, note: Callable[..., Path], tmp_path: Path) -> None:
        hostile = '<script>alert("x")</script><img src=x onerror=y>'
        text = f"The N-40 between Nushki and Dalbandin is closed because of fighting, the {hostile} said."
        path = note(1, "2026-02-02T08:00:00+05:00", text, publisher=f"Desk {hostile}")
        out = tmp_path / "h.html"
        ran = karez("access", path, "--area", "Chagai", "--html", out, "--geojson", tmp_path / "h.geojson")
        assert ran.status == 0
        page = Page(out.read_text(encoding="utf-8"))
        assert "script" not in page.tags and "img" not in page.tags and page.loads == []
        assert "&lt;script&gt;" in out.read_text(encoding="utf-8")
        json.loads((tmp_path / "h.geojson").read_text(encoding="utf-8"))

    def test_a_person_who_is_named_is_masked_in_every_form(
        self, karez: Karez, note: Callable[..., Path], tmp_path: Path
    ) -> None:
        text = (
            "Muhammad Testwala, a shopkeeper, said the N-40 between Nushki and Dalbandin is closed because of fighting."
        )
        path = note(1, "2026-02-02T08:00:00+05:00", text)
        out = tmp_path / "m.html"
        ran = karez("access", path, "--html", out, "--json")
        assert ran.status == 0 and ran.json["claims"]
        assert "Testwala" not in ran.out and "Testwala" not in out.read_text(encoding="utf-8")
        assert "Testwala" not in karez("access", path).out


def test_the_words_of_the_schema_are_those_of_the_model() -> None:
    parts = schema_of("access")["$defs"]
    told = {
        ("road", "state"): DerivedState,
        ("town", "standing"): Standing,
        ("announced", "scope"): LinkScope,
        ("announced", "state"): AssetState,
    }
    for (part, name), vocabulary in told.items():
        assert set(parts[part]["properties"][name]["enum"]) == set(map(str, vocabulary))
    assert set(parts["road"]["properties"]["cause"]["enum"]) == {*map(str, Cause), None}
    assert set(parts["road"]["properties"]["conditions"]["items"]["enum"]) == set(map(str, Condition))
    assert set(schema_of("access")["properties"]["question"]["properties"]["users"]["enum"]) == set(map(str, UserClass))


def test_people_are_told_by_both_bounds() -> None:
    assert people_text(People(12000, 34000)) == "12,000 to 34,000"
    assert people_text(People(None, 34000)) == "at most 34,000"
    assert people_text(People(12000, None)) == "at least 12,000"
    assert people_text(People(None, None)) == "not known"
    assert people_words(People(None, None)) == "number of people not known"
