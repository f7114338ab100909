"""Every meaning of a name over all packs, one for each thing; and names in bulk."""

from pathlib import Path

import pytest

from karez.atlas.atlas import Atlas
from karez.atlas.gazetteer import Gazetteer, PlaceCandidate
from karez.atlas.pack import Pack, load_pack
from karez.atlas.world.flags import NameFlag
from karez.model.errors import AtlasError

HEAD = "id,name,kind,country,lat,lon,radius_km,confidence,source,geonames,population,needs_context\n"
ALIASES = "alias,type,target,script,kind,confidence,needs_context,context,source\n"


def stacked(folder: Path, rows: str, aliases: str = "", names: str | None = None) -> Gazetteer:
    """The names of a tiny pack of Syria over the shipped pack of the world. Composed: its rows are made up."""
    (folder / "pack.yaml").write_text(
        "id: tiny\ntitle: Tiny\nversion: '1'\ntimezone: UTC\ncountry: SY\n", encoding="utf-8"
    )
    (folder / "places.csv").write_text(HEAD + rows, encoding="utf-8")
    (folder / "aliases.csv").write_text(ALIASES + aliases, encoding="utf-8")
    if names is not None:
        (folder / "names.csv").write_text(ALIASES.replace("type,", "") + names, encoding="utf-8")
    return Gazetteer([load_pack(folder), load_pack("world")])


def by_kind(found: tuple[PlaceCandidate, ...], kind: str) -> list[PlaceCandidate]:
    return [candidate for candidate in found if candidate.place.kind == kind]


def test_a_thing_that_two_packs_know_is_one_by_its_id(tmp_path: Path) -> None:
    own = stacked(tmp_path, "aleppo,Aleppo,city,SY,36.0,37.0,9,high,made up,170063,5,\n")
    (city,) = by_kind(own.senses("Aleppo"), "city")
    assert (city.pack, city.place.id, city.population, city.place.lat) == ("tiny", "geonames:170063", 5, 36.0)


def test_a_thing_that_two_packs_know_is_one_by_kind_and_nearness(tmp_path: Path) -> None:
    own = stacked(tmp_path, "aleppo,Aleppo,town,SY,36.3,37.2,9,high,made up,,,\n")
    towns = [candidate for candidate in own.senses("Aleppo") if candidate.place.kind in ("town", "city")]
    assert [(town.pack, town.place.id) for town in towns] == [("tiny", "tiny:aleppo")]
    # What the pack does not say, the world does.
    assert towns[0].population == 2_098_210
    assert towns[0].place.admin1 == "Aleppo"


def test_things_far_apart_or_of_another_kind_or_country_are_two(tmp_path: Path) -> None:
    rows = (
        "far,Aleppo,town,SY,33.0,37.2,9,high,made up,,1,\n"
        "pass,Homs,pass,SY,34.73,36.71,9,high,made up,,1,\n"
        "abroad,Hama,town,LB,35.13,36.75,9,high,made up,,1,\n"
    )
    own = stacked(tmp_path, rows)
    assert {"tiny:far", "geonames:170063"} <= {candidate.place.id for candidate in own.senses("Aleppo")}
    assert "tiny:abroad" in {candidate.place.id for candidate in own.senses("Hama")}
    assert len([c for c in own.senses("Hama") if c.place.kind in ("town", "city") and c.place.country == "SY"]) == 1


def test_a_unit_of_the_pack_is_the_unit_of_the_world(tmp_path: Path) -> None:
    own = stacked(tmp_path, "helmand,Helmand,province,AF,31.0,64.0,200,high,made up,,,\n")
    (helmand,) = by_kind(own.senses("Helmand"), "province")
    assert helmand.pack == "tiny"


def test_two_things_of_one_pack_stay_two(tmp_path: Path) -> None:
    rows = (
        "one,Qelmara,village,SY,33.0,37.2,5,high,made up,,10,\ntwo,Qelmara,village,SY,33.1,37.2,5,high,made up,,20,\n"
    )
    own = stacked(tmp_path, rows)
    assert [candidate.place.id for candidate in own.senses("Qelmara")] == ["tiny:two", "tiny:one"]


def test_two_names_of_one_thing_are_one_meaning(tmp_path: Path) -> None:
    own = stacked(
        tmp_path,
        "one,Qelmara,village,SY,33.0,37.2,5,high,made up,,10,\n",
        "Qelmari,place,one,latin,demonym,high,,,made up\nQelmari,place,one,latin,spelling,low,,,made up\n",
    )
    (meaning,) = own.senses("QELMARI")
    assert meaning.name_kind == "demonym"
    assert NameFlag(own.flags(["qelmari"])[0]) == NameFlag.DEMONYM | NameFlag.TOWN_OTHER_NAME | NameFlag.REGIONAL_PACK


def test_a_name_may_point_into_the_world(tmp_path: Path) -> None:
    own = stacked(tmp_path, "", names="Aleppine,geonames:170063,latin,demonym,high,,,made up\n")
    (meaning,) = own.senses("Aleppine")
    assert (meaning.place.id, meaning.name_kind, meaning.pack) == ("geonames:170063", "demonym", "tiny")


def test_a_name_that_points_nowhere_is_named(tmp_path: Path) -> None:
    own = stacked(tmp_path, "", names="Qelmari,geonames:0,latin,demonym,high,,,made up\n")
    with pytest.raises(AtlasError, match=r"Qelmari.*geonames:0"):
        own.senses("Qelmari")


def test_packs_without_a_world_know_their_own_names(pack: Pack) -> None:
    alone = Gazetteer([pack])
    assert alone.senses("Quetta")
    assert alone.senses("Aleppo") == ()
    assert alone.flags(["aleppo", "no such name"]) == (0, 0)
    assert alone.find("in Aleppo") == ()
    assert alone.place("geonames:170063") is None


@pytest.mark.parametrize(
    ("name", "identity", "kind"),
    [
        ("US", "geonames:6252001", "abbreviation"),
        ("U.S.", "geonames:6252001", "abbreviation"),
        ("W.Va.", "geonames:4826850", "abbreviation"),
        ("CALIF.", "geonames:5332921", "abbreviation"),
        ("Londoners", "geonames:2643743", "demonym"),
        ("Texan", "geonames:4736286", "demonym"),
        ("Afghan", "geonames:1149361", "demonym"),
        ("Pashto", "geonames:1149361", "language"),
        ("Latin American", "world:region-xx-latin-america", "demonym"),
    ],
)
def test_short_and_derived_names(atlas: Atlas, name: str, identity: str, kind: str) -> None:
    found = {candidate.place.id: candidate.name_kind for candidate in atlas.gazetteer.senses(name)}
    assert found.get(identity) == kind


@pytest.mark.parametrize("name", ["us", "Us", "calif", "w.va."])
def test_an_abbreviation_in_small_letters_is_none(atlas: Atlas, name: str) -> None:
    kinds = {candidate.name_kind for candidate in atlas.gazetteer.senses(name)}
    assert "abbreviation" not in kinds


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("Punjab", {"PK", "IN"}),
        ("Georgia", {"US", "GE"}),
        ("Congo", {"CD", "CG"}),
        ("Georgian", {"US", "GE"}),
        ("Dominican", {"DM", "DO"}),
    ],
)
def test_names_of_several_countries(atlas: Atlas, name: str, countries: set[str]) -> None:
    assert countries <= {str(candidate.place.country) for candidate in atlas.gazetteer.senses(name)}


@pytest.mark.parametrize(
    "name",
    ["Middle East", "Sahel", "Horn of Africa", "Helmand", "Donbas", "Gaza Strip", "West Bank", "Darfur", "Tigray",
     "Kashmir", "Latin America", "Kurdistan", "Golan Heights", "Mediterranean", "Persian Gulf", "Nile", "Sinai",
     "Transnistria", "Chechnya", "Crimea", "New England", "Midwest", "Scandinavia", "Europe", "Red Sea",
     "Nagorno-Karabakh"],
)  # fmt: skip
def test_regions_that_are_no_towns_have_a_middle_and_a_radius(atlas: Atlas, name: str) -> None:
    areas = [c.place for c in atlas.gazetteer.senses(name) if c.place.kind not in ("city", "town", "village")]
    assert areas
    assert all(place.lat is not None and place.lon is not None and place.radius_km for place in areas)


def test_the_european_union_is_no_place(atlas: Atlas) -> None:
    assert atlas.gazetteer.senses("European Union") == ()


def test_meanings_are_at_most_sixty_and_the_packs_own_are_among_them(atlas: Atlas) -> None:
    found = atlas.gazetteer.senses("San Antonio")
    assert len(found) == 60
    assert len({candidate.place.id for candidate in found}) == 60
    assert "region-sv-san-miguel" in {c.place.id.partition(":")[2] for c in atlas.gazetteer.senses("San Miguel")}


def test_every_place_of_the_world_pack_has_a_position() -> None:
    rows = load_pack("world").places
    assert len(rows) > 1000
    assert [row.place.id for row in rows if row.place.lat is None or row.place.radius_km is None] == []
    assert [row.place.id for row in rows if not row.source] == []


def test_bits_over_packs_and_world(atlas: Atlas) -> None:
    keys = ["quetta", "jordan", "black sea", "reading", "ca", "texan", "no such name"]
    quetta, jordan, sea, reading, state, texan, none = map(NameFlag, atlas.gazetteer.flags(keys))
    assert NameFlag.REGIONAL_PACK | NameFlag.TOWN | NameFlag.SECOND_LEVEL | NameFlag.TOWN_1M in quetta
    assert NameFlag.COUNTRY | NameFlag.TOWN in jordan
    assert NameFlag.REGION in sea
    assert NameFlag.COMMON_WORD | NameFlag.TOWN in reading
    assert NameFlag.FIRST_LEVEL in state
    assert texan == NameFlag.DEMONYM
    assert none == 0
    assert all(bits < NameFlag.LISTED for bits in atlas.gazetteer.flags(keys))


def test_a_place_that_is_not_looked_for_in_texts_is_looked_up_all_the_same(atlas: Atlas) -> None:
    assert "geonames:4409896" in {candidate.place.id for candidate in atlas.gazetteer.lookup("Springfield")}
    assert {c.place.country for c in atlas.gazetteer.lookup("Hampden County")} == {"US"}
    assert atlas.gazetteer.lookup("no such name at all") == ()
