"""The traps of names and routes, one test each. Sentences are made up."""

import pytest

from karez.atlas.assets import AssetMatch
from karez.atlas.atlas import Atlas
from karez.model.vocabulary import AssetType

PK = "pk-balochistan:"


def assets(atlas: Atlas, text: str) -> dict[str, AssetMatch]:
    return {match.quote: match for match in atlas.assets.find(text)}


def asset_id(match: AssetMatch) -> str | None:
    return match.asset.id if match.asset else None


def best(atlas: Atlas, text: str) -> dict[str, str | None]:
    found = {match.quote: match.best for match in atlas.gazetteer.find(text)}
    return {quote: (place.same_as or place.id) if place else None for quote, place in found.items()}


@pytest.mark.parametrize(
    "form", ["N-10", "N10", "N\u201310", "National Highway 10", "Makran Coastal Highway", "coastal highway"]
)
def test_the_coastal_highway_by_its_right_names(atlas: Atlas, form: str) -> None:
    (match,) = atlas.assets.find(f"Traffic on the {form} near Pasni was halted.")
    assert asset_id(match) == PK + "n-10"
    assert match.asset is not None
    assert match.asset.asset_type is AssetType.ROAD
    assert not match.wrong_form
    assert match.note is None


@pytest.mark.parametrize("word", ["Makran", "Gwadar", "Ormara", "Pasni", "Buzi Pass"])
def test_m10_is_the_coastal_highway_only_beside_the_coast(atlas: Atlas, word: str) -> None:
    match = assets(atlas, f"The M-10 was cut, and {word} had no fuel.")["M-10"]
    assert asset_id(match) == PK + "n-10"
    assert match.wrong_form
    assert match.note == "the report writes M-10; that road's number is N-10"


def test_m10_elsewhere_is_not_listed(atlas: Atlas) -> None:
    assert "M-10" not in assets(atlas, "The M-10 around Karachi was busy.")
    assert "M-10" not in assets(atlas, "Work on the M-10 went on.")


@pytest.mark.parametrize(
    "name", ["Coastal Highway", "N-10", "N25", "National Highway 40", "M-8", "M-10", "Main Line 3"]
)
@pytest.mark.parametrize("where", ["near Timbuktu in Mali", "between Qelmara and the port of Dorvane", "on the coast"])
def test_a_road_of_another_country_is_not_the_packs(atlas: Atlas, name: str, where: str) -> None:
    assert not any(match.asset for match in atlas.assets.find(f"The {name} was blocked {where}, a coastal region."))


def test_a_number_is_the_packs_where_the_text_speaks_of_its_country_or_of_several(atlas: Atlas) -> None:
    assert asset_id(assets(atlas, "In Pakistan the N-25 was blocked.")["N-25"]) == PK + "n-25"
    assert asset_id(assets(atlas, "The N-25 was blocked near Kalat.")["N-25"]) == PK + "n-25"
    several = assets(atlas, "The N-65, N-70 and N-40 are open, the authority said.")
    assert [asset_id(match) for match in several.values()] == [PK + "n-65", PK + "n-70", PK + "n-40"]
    assert "N-65" not in assets(atlas, "The N-65 is open, the authority said.")


def test_the_rcd_highway_is_two_routes(atlas: Atlas) -> None:
    match = assets(atlas, "The RCD Highway was blocked in Balochistan.")["RCD Highway"]
    assert match.asset is None
    assert {asset.id for asset in match.candidates} == {PK + "n-25", PK + "n-40"}


@pytest.mark.parametrize(
    ("towns", "road"),
    [("Khuzdar and Wadh", "n-25"), ("Dalbandin", "n-40"), ("Noshki and Taftan", "n-40"), ("Bela", "n-25")],
)
def test_the_towns_named_decide_the_rcd_highway(atlas: Atlas, towns: str, road: str) -> None:
    match = assets(atlas, f"The RCD Highway was blocked at {towns}.")["RCD Highway"]
    assert asset_id(match) == PK + road


def test_m8_is_not_continuous_and_n85_is(atlas: Atlas) -> None:
    assert not atlas.network.continuous(PK + "m-8")
    assert atlas.network.continuous(PK + "n-85")
    assert atlas.network.continuous(PK + "n-10")
    nal, khuzdar = (atlas.gazetteer.lookup(name)[0].place.id for name in ("Nal", "Khuzdar"))
    assert atlas.network.links_between(PK + "m-8", nal, khuzdar) == ()


def test_road_and_railway_of_the_bolan_gorge_are_different_links(atlas: Atlas) -> None:
    mach, kolpur = (atlas.gazetteer.lookup(name)[0].place.id for name in ("Mach", "Kolpur"))
    assert atlas.network.assets_at(mach, mode="road") == (PK + "n-65",)
    assert atlas.network.assets_at(mach, mode="rail") == (PK + "ml-3",)
    road = atlas.network.links_between(PK + "n-65", mach, kolpur)
    rail = atlas.network.links_between(PK + "ml-3", mach, kolpur)
    assert road
    assert rail
    assert {link.id for link in road}.isdisjoint(link.id for link in rail)


def test_a_bombed_track_in_the_gorge_is_the_railway(atlas: Atlas) -> None:
    found = assets(atlas, "A stretch of the Bolan Pass rail link near Mach was blown up; the N-65 stayed open.")
    assert asset_id(found["Bolan Pass rail link"]) == PK + "ml-3"
    assert asset_id(found["N-65"]) == PK + "n-65"


@pytest.mark.parametrize(
    ("text", "quote", "asset", "ends"),
    [
        ("The Quetta\u2013Chaman line is shut.", "Quetta\u2013Chaman line", "ml-3", None),
        ("The Mach-Sibi railway track was hit.", "Mach-Sibi railway track", "ml-3", 2),
        ("the railway line between Sibi and Mach reopened", "line between Sibi and Mach", "ml-3", 2),
        ("The Kalat-Khuzdar highway is shut.", "Kalat-Khuzdar highway", "n-25", 2),
        ("The Ormara to Pasni road is shut.", None, None, None),
        ("The Quetta-Karachi highway is shut.", "Quetta-Karachi highway", "n-25", None),
        ("The Nushki-Dalbandin road is shut.", "Nushki-Dalbandin road", "n-40", 2),
    ],
)
def test_two_towns_name_a_route_and_its_sections(
    atlas: Atlas, text: str, quote: str | None, asset: str | None, ends: int | None
) -> None:
    found = assets(atlas, text)
    if quote is None:
        assert found == {}
        return
    assert asset_id(found[quote]) == f"{PK}{asset}"
    if ends:
        assert len(found[quote].links) == ends


@pytest.mark.parametrize("form", ["Nushki", "Noshki", "Naushki", "NOSHKI", "Nōshki", "No\u0304shki", "نوشکی", "نوشكي"])
def test_the_spellings_of_one_town(atlas: Atlas, form: str) -> None:
    (match,) = atlas.gazetteer.find(f"in {form}, twice")
    assert match.quote == form
    assert match.best is not None
    assert match.best.same_as == PK + "nushki"


@pytest.mark.parametrize(
    ("forms", "local"),
    [
        (("Basima", "Besima"), "basima"),
        (("Nal", "Naal"), "nal"),
        (("Dadhar", "Dhadar"), "dhadar"),
        (("Hoshab", "Hoshap"), "hoshab"),
        (("Qila Saifullah", "Killa Saifullah"), "qila-saifullah"),
    ],
)
def test_pairs_of_spellings(atlas: Atlas, forms: tuple[str, ...], local: str) -> None:
    for form in forms:
        place = atlas.gazetteer.lookup(form, unit="town")[0].place
        assert PK + local in (place.id, place.same_as)


@pytest.mark.parametrize("name", ["Mach", "Hub", "Bela", "Nag", "Nal", "Mand", "Sui", "Tump"])
def test_short_words_need_case_and_context(atlas: Atlas, name: str) -> None:
    alone = [match for match in atlas.gazetteer.find(f"{name} was quoted.") if match.quote == name]
    assert alone
    assert all(match.needs_context and match.best is None for match in alone)
    beside = best(atlas, f"Posts in {name} and Quetta were hit.")
    assert (beside[name] or "").startswith(PK)
    assert atlas.gazetteer.find(f"a {name.lower()} of sorts near Quetta")[0].quote == "Quetta"


@pytest.mark.parametrize("word", ["حب", "مند", "نال", "دکی", "زیارت"])
def test_urdu_words_that_are_also_names_need_context(atlas: Atlas, word: str) -> None:
    assert all(match.best is None for match in atlas.gazetteer.find(word))
    assert word in best(atlas, f"{word} کوئٹہ")


def test_district_against_town(atlas: Atlas) -> None:
    assert best(atlas, "in Gwadar district")["Gwadar"] == PK + "district-gwadar"
    assert best(atlas, "in district Gwadar")["Gwadar"] == PK + "district-gwadar"
    assert best(atlas, "the district of Gwadar")["Gwadar"] == PK + "district-gwadar"
    assert best(atlas, "in Gwadar city")["Gwadar"] == PK + "gwadar"
    assert best(atlas, "in Gwadar")["Gwadar"] == PK + "gwadar"
    assert best(atlas, "ضلع گوادر")["گوادر"] == PK + "district-gwadar"
    assert best(atlas, "گوادر")["گوادر"] == PK + "gwadar"


def test_a_plural_serves_the_whole_list(atlas: Atlas) -> None:
    found = best(atlas, "in Khuzdar, Kalat and Mastung districts and in Sibi")
    assert found == {
        "Khuzdar": PK + "district-khuzdar",
        "Kalat": PK + "district-kalat",
        "Mastung": PK + "district-mastung",
        "Sibi": PK + "sibi",
    }


def test_the_unit_word_is_part_of_the_wider_stretch(atlas: Atlas) -> None:
    text = "near Mastung District today"
    (match,) = atlas.gazetteer.find(text)
    assert text[match.unit_start : match.unit_end] == "Mastung District"
    text = "in the district of Kech today"
    (match,) = atlas.gazetteer.find(text)
    assert text[match.unit_start : match.unit_end] == "district of Kech"


def test_kech_is_a_district_and_turbat_mostly_a_town(atlas: Atlas) -> None:
    found = best(atlas, "Two died in Kech and one in Turbat.")
    assert found == {"Kech": PK + "district-kech", "Turbat": PK + "turbat"}
    assert best(atlas, "Turbat district")["Turbat"] == PK + "district-kech"


def test_kachhi_was_bolan(atlas: Atlas) -> None:
    assert best(atlas, "Bolan district")["Bolan"] == PK + "district-kachhi"
    assert best(atlas, "Kacchi district")["Kacchi"] == PK + "district-kachhi"


def test_p_codes_follow_the_unit(atlas: Atlas) -> None:
    town = atlas.gazetteer.lookup("Turbat", unit="town")[0].place
    district = atlas.gazetteer.lookup("Kech")[0].place
    assert (town.admin2, town.pcode) == ("Kech", "PK211")
    assert (district.kind, district.pcode, district.admin1, district.country) == (
        "district",
        "PK211",
        "Balochistan",
        "PK",
    )


def test_units_that_came_or_went_keep_their_dates_and_count_nobody_twice(atlas: Atlas) -> None:
    districts = {row.place.name: row for row in atlas.packs[0].places if row.place.kind == "district"}
    assert (districts["Hub"].valid_from, districts["Hub"].population) == ("2022", None)
    assert (districts["Usta Muhammad"].valid_from, districts["Usta Muhammad"].population) == ("2022", None)
    assert districts["Lehri"].valid_to == "2018"
    assert best(atlas, "in Hub district")["Hub"] == PK + "district-hub"


def test_the_printed_rail_length_that_cannot_be_is_not_taken(atlas: Atlas) -> None:
    links = atlas.network.links_of(PK + "ml-4")
    assert sum(link.length_km for link in links) > 600
    assert sum(link.straight_km for link in links) > 523


def test_a_sum_of_lengths_fits_the_official_one(atlas: Atlas) -> None:
    total = sum(link.length_km for link in atlas.network.links_of(PK + "n-25"))
    assert total == pytest.approx(813, rel=0.03)


def test_no_baseline_is_a_live_state(atlas: Atlas) -> None:
    assert "closed" not in {link.baseline for link in atlas.network.links}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("in Sistan and Baluchestan province", "IR"),
        ("in Sistan-Baluchestan, Iran", "IR"),
        ("in Zahedan, Iran", "IR"),
        ("in Zahedan", "IR"),
        ("clashes in Khost, Afghanistan", "AF"),
        ("clashes in Khost province", "AF"),
        ("in Qalat, Afghanistan", None),
        ("in Qalat", None),
    ],
)
def test_foreign_names_close_to_local_ones_are_not_the_packs(atlas: Atlas, text: str, country: str | None) -> None:
    match = atlas.gazetteer.find(text)[0]
    assert (match.best.country if match.best else None) == country


def test_the_same_names_are_local_beside_a_local_name(atlas: Atlas) -> None:
    assert best(atlas, "in Qalat near Mastung")["Qalat"] == PK + "kalat"
    assert best(atlas, "the coal mines of Khost and Harnai")["Khost"] == PK + "khost-rail"
    assert best(atlas, "the province of Balochistan")["Balochistan"] == PK + "balochistan"


@pytest.mark.parametrize("road", ["Quetta-Karachi highway", "N-25"])
def test_a_closure_of_the_long_highway_is_one_of_different_sections(atlas: Atlas, road: str) -> None:
    towns = ["Mangochar", "Kalat", "Mastung", "Khuzdar", "Wadh", "Bela"]
    sections = []
    for town in towns:
        text = f"In Pakistan the {road} was blocked at {town}."
        assert asset_id(assets(atlas, text)[road]) == PK + "n-25"
        place = atlas.gazetteer.lookup(town, unit="town")[0].place.id
        sections.append(frozenset(link.id for link in atlas.network.links_at(place) if link.asset == PK + "n-25"))
    assert all(sections)
    assert len(set(sections)) == len(towns)


def test_lists_of_districts_differ_by_date(atlas: Atlas) -> None:
    districts = [row for row in atlas.packs[0].places if row.place.kind == "district"]
    on = {day: {row.place.name for row in districts if row.valid_on(day)} for day in DAYS}
    census = {row.place.name for row in districts if row.population}
    assert len(census) == 34
    assert on["2021-12-31"] == census
    assert on["2023-03-01"] == census | {"Hub", "Usta Muhammad"}
    assert "Lehri" in on["2017-12-31"]
    assert not {"Lehri", "Chaman", "Hub"} & on["2020-01-01"]
    split = {"Quetta", "Dera Bugti"}
    assert len(on["2026-02-01"] - split) == 41
    assert on["2026-02-01"] - on["2023-03-01"] == {
        "Barshore", "Tump", "Wadh", "Quetta East", "Quetta West", "Dera Bugti North", "Dera Bugti South",
    }  # fmt: skip


DAYS = ("2017-12-31", "2020-01-01", "2021-12-31", "2023-03-01", "2026-02-01")


def test_a_date_of_a_unit_holds_for_the_whole_year_where_no_more_is_known(atlas: Atlas) -> None:
    lehri = atlas.packs[0].by_local["district-lehri"]
    assert (lehri.valid_from, lehri.valid_to) == ("2013", "2018")
    found = [lehri.valid_on(day) for day in ("2012-12-31", "2013-01-01", "2018-12-31", "2019-01-01")]
    assert found == [False, True, True, False]


def test_the_layer_of_another_date_names_a_district_otherwise(atlas: Atlas) -> None:
    assert best(atlas, "Shaheed Sikandarabad district")["Shaheed Sikandarabad"] == PK + "district-surab"
    districts = {row.place.pcode: row for row in atlas.packs[0].places if row.place.kind == "district"}
    assert districts["PK233"].place.name == "Surab"
    assert districts["PK218"].place.name == "Lehri"
    assert districts["PK218"].population is None


@pytest.mark.parametrize(
    ("town", "unit", "pcode"), [("hub", "lasbela", "PK217"), ("usta-muhammad", "jaffarabad", "PK207")]
)
def test_the_census_counts_new_districts_in_the_old_ones(atlas: Atlas, town: str, unit: str, pcode: str) -> None:
    pack = atlas.packs[0]
    assert pack.by_local[town].place.pcode == pcode
    assert pack.by_local[f"district-{town}"].population is None
    counted = [area for area in pack.tehsils if area.district == pcode]
    assert sum(area.population for area in counted) == pack.by_local[f"district-{unit}"].population
    node = next(node for node in pack.nodes if node.local == town)
    assert set(node.tehsils) <= {area.id for area in counted}


# Official totals in km where the sections of the pack cover the whole route. The N-65 is 3.1 % off; the N-70 ends short
# of Multan here, the M-8 is not built through, the ML-4 begins at the junction.
WHOLE = {"n-10": 653, "n-25": 813, "n-30": 110, "n-40": 610, "n-50": 531, "n-85": 487, "ml-3": 523}


@pytest.mark.parametrize(("route", "official"), WHOLE.items())
def test_lengths_of_whole_routes_fit_the_official_totals(atlas: Atlas, route: str, official: float) -> None:
    assert sum(link.length_km for link in atlas.network.links_of(PK + route)) == pytest.approx(official, rel=0.03)


def test_the_route_that_fits_worst_is_told(atlas: Atlas) -> None:
    total = sum(link.length_km for link in atlas.network.links_of(PK + "n-65"))
    assert total / 385 == pytest.approx(1.031, abs=0.001)


def test_no_section_of_the_gorge_is_of_both_modes_and_each_mode_has_its_own(atlas: Atlas) -> None:
    towns = [atlas.gazetteer.lookup(name)[0].place.id for name in ("Mach", "Sibi", "Kolpur")]
    links = {link.id: link for town in towns for link in atlas.network.links_at(town)}
    modes = {mode: {link.asset for link in links.values() if link.mode == mode} for mode in ("road", "rail")}
    assert PK + "n-65" in modes["road"]
    assert PK + "ml-3" in modes["rail"]
    assert not modes["road"] & modes["rail"]


def test_few_health_sites_are_told_and_none_from_a_list_that_may_not_be_shared(atlas: Atlas) -> None:
    sites = [asset for asset in atlas.packs[0].assets if asset.asset_type is AssetType.HEALTH_FACILITY]
    assert sites
    assert all(asset.source.startswith("public knowledge") for asset in sites)


def test_where_the_road_stops_being_built_is_not_drawn_as_open(atlas: Atlas) -> None:
    baselines = {link.baseline for link in atlas.network.links_of(PK + "m-8")}
    assert baselines & {"under_construction", "unknown"}
    open_ = [link for link in atlas.network.links_of(PK + "m-8") if link.baseline == "open"]
    assert sum(link.length_km for link in open_) < 892 / 1.5
