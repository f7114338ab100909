"""``karez atlas build``: packs out of a user's own data. The old pack stays whole until the new one is checked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from karez.app.commands.options import Json
from karez.app.output import print_json, print_table
from karez.atlas.build.boundaries import BoundaryWish, build_boundaries
from karez.atlas.build.boundaries_read import BoundaryFields
from karez.atlas.build.draft import HeadWish
from karez.atlas.build.facilities import NEEDED, FacilityWish, build_facilities
from karez.atlas.build.geonames_pack import GeonamesFiles, build_geonames
from karez.atlas.build.osm.pack import build_osm
from karez.atlas.build.report import BuildReport, silent
from karez.atlas.build.report import Progress as Told
from karez.atlas.schema.load import pack_schema
from karez.model.errors import RequestError
from karez.model.text import printable

HELP = """Build a pack, or add to one, from your own data.

\b
Examples:
  karez atlas build geonames XX.zip -o my-pack --country XX
  karez atlas build osm extract.osm.pbf -o my-pack
  karez atlas build boundaries adm2.geojson -o my-pack --level 2 --name-field ADM2_EN --code-field ADM2_PCODE
  karez atlas build facilities sites.csv -o my-pack

Rows of other sources stay as they are. Next: karez atlas check my-pack
"""

Pack = Annotated[Path, typer.Option("-o", "--output", metavar="PACK", help="The folder of the pack; made if need be.")]
Id = Annotated[str | None, typer.Option("--id", help="Id of the pack; the folder's name unless given.")]
Title = Annotated[str | None, typer.Option("--title", help="What the pack is, in words.")]
Zone = Annotated[str | None, typer.Option("--timezone", help="IANA zone; that of most places unless given.")]
Country = Annotated[str | None, typer.Option("--country", help="Two letters, ISO 3166-1.")]
Source = Annotated[str | None, typer.Option("--source", help="Whom the rows are from; the file's name unless given.")]
Confidence = Annotated[str, typer.Option("--confidence", help="How sure the rows are: high, medium, low, very_low.")]


def geonames(
    dump: Annotated[Path, typer.Argument(metavar="DUMP", help="XX.txt, allCountries.txt or their zip.")],
    output: Pack,
    country: Country = None,
    admin1: Annotated[Path | None, typer.Option(help="admin1CodesASCII.txt: names of provinces.")] = None,
    admin2: Annotated[Path | None, typer.Option(help="admin2Codes.txt: names of districts.")] = None,
    alternate_names: Annotated[
        Path | None, typer.Option(help="alternateNamesV2.txt or its zip: names with their language.")
    ] = None,
    min_population: Annotated[int, typer.Option(min=0, help="Leave out places with fewer people.")] = 0,
    id: Id = None,
    title: Title = None,
    timezone: Zone = None,
    json: Json = False,
) -> None:
    """Places, units, names and people of a GeoNames dump.

    \b
    Examples:
      karez atlas build geonames XX.zip -o my-pack --country XX
      karez atlas build geonames XX.txt -o my-pack --alternate-names alternateNamesV2.zip --min-population 500

    GeoNames is CC BY 4.0; the pack's credits say so.
    """
    wish = HeadWish(id=id, title=title, timezone=timezone, country=_country(country))
    files = GeonamesFiles(dump, admin1, admin2, alternate_names)
    with _progress() as told:
        report = build_geonames(
            files, output, country=_country(country), wish=wish, progress=told, least_population=min_population
        )
    _show(report, output, json)


def osm(
    extracts: Annotated[list[Path], typer.Argument(metavar="EXTRACT...", help="One or several .osm.pbf files.")],
    output: Pack,
    classes: Annotated[
        str | None,
        typer.Option(
            help="Which ways, with commas: values of highway, rail, ferry [motorway to tertiary, rail, ferry]."
        ),
    ] = None,
    snap_km: Annotated[
        float, typer.Option(min=0, max=20, help="How far (km) a town may lie off the road that leads to it.")
    ] = 2.0,
    country: Country = None,
    id: Id = None,
    title: Title = None,
    timezone: Zone = None,
    json: Json = False,
) -> None:
    """Places and a network of roads and railways from OpenStreetMap.

    \b
    Examples:
      karez atlas build osm extract.osm.pbf -o my-pack
      karez atlas build osm north.osm.pbf south.osm.pbf -o my-pack --classes trunk,primary,rail

    Needs pip install karez[geo]. OpenStreetMap is under the ODbL: who passes the pack on does so under the ODbL.
    Military sites, camps, checkpoints, barriers and police are never read into a pack.
    """
    wish = HeadWish(id=id, title=title, timezone=timezone, country=_country(country))
    chosen = None if classes is None else [part.strip() for part in classes.split(",") if part.strip()]
    with _progress() as told:
        report = build_osm(
            extracts, output, classes=chosen, country=_country(country), snap_km=snap_km, wish=wish, progress=told
        )
    _show(report, output, json)


def boundaries(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="GeoJSON, GeoPackage or shapefile, in WGS 84.")],
    output: Pack,
    level: Annotated[int, typer.Option(help="0 country, 1 province, 2 district, 3 census area below the district.")],
    name_field: Annotated[str, typer.Option(help="The field of the name.")],
    code_field: Annotated[str | None, typer.Option(help="The field of the P-code.")] = None,
    parent_field: Annotated[
        str | None, typer.Option(help="Level 2: the field of the province's name; level 3: of the district's P-code.")
    ] = None,
    population_field: Annotated[str | None, typer.Option(help="The field of the people who live in the unit.")] = None,
    population_year: Annotated[int | None, typer.Option(help="The year in which they were counted.")] = None,
    other_names: Annotated[str | None, typer.Option(help="Fields of other names, with commas.")] = None,
    layer: Annotated[str | None, typer.Option(help="Which layer, where the file has several.")] = None,
    no_outlines: Annotated[bool, typer.Option("--no-outlines", help="Don't draw the boundaries on maps.")] = False,
    country: Country = None,
    source: Source = None,
    confidence: Confidence = "high",
    id: Id = None,
    title: Title = None,
    timezone: Zone = None,
    json: Json = False,
) -> None:
    """Units with P-codes from boundaries (HDX, COD-AB), and which place lies in which.

    \b
    Examples:
      karez atlas build boundaries adm2.geojson -o my-pack --level 2 --name-field ADM2_EN --code-field ADM2_PCODE
      karez atlas build boundaries cod.gpkg -o my-pack --layer adm1 --level 1 --name-field ADM1_EN --country XX

    Needs pip install karez[geo].
    """
    asked = BoundaryWish(
        fields=BoundaryFields(name_field, code_field, parent_field, population_field, _listed(other_names)),
        level=level,
        source=source or file.name,
        country=_country(country),
        layer=layer,
        year="" if population_year is None else str(population_year),
        confidence=_sure(confidence),
        outlines=not no_outlines,
    )
    wish = HeadWish(id=id, title=title, timezone=timezone)
    with _progress() as told:
        report = build_boundaries(file, output, asked=asked, wish=wish, progress=told)
    _show(report, output, json)


def facilities(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV with a head line, UTF-8.")],
    output: Pack,
    columns: Annotated[
        str | None,
        typer.Option(help="Which column holds what: name=Site,lat=Y,lon=X,type=Kind; known names need not be told."),
    ] = None,
    type: Annotated[str | None, typer.Option("--type", help="The one kind of all rows, such as market.")] = None,
    source: Source = None,
    confidence: Confidence = "medium",
    json: Json = False,
) -> None:
    """Hospitals, schools, markets and the like from a CSV.

    \b
    Examples:
      karez atlas build facilities sites.csv -o my-pack
      karez atlas build facilities hospitals.csv -o my-pack --type health_facility --columns name=Site,lat=Y,lon=X

    The kinds are health_facility, school, market, port, airport, border_crossing, power, water, fuel. Rows that cannot
    be taken are named one by one; rows of one name within 200 m are one.
    """
    asked = FacilityWish(source or file.name, _pairs(columns), type, _sure(confidence))
    with _progress() as told:
        report = build_facilities(file, output, asked=asked, wish=HeadWish(), progress=told)
    _show(report, output, json)


COMMANDS: tuple[Callable[..., None], ...] = (geonames, osm, boundaries, facilities)


def build_commands() -> typer.Typer:
    """Return the group with all its commands."""
    group = typer.Typer(help=HELP, add_completion=False, rich_markup_mode=None, no_args_is_help=True)
    for command in COMMANDS:
        group.command()(command)
    return group


def _country(code: str | None) -> str | None:
    if code is not None and not (len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()):
        raise RequestError("bad-value", f"--country {code!r} is no code of two capital letters")
    return code


def _sure(word: str) -> str:
    allowed = pack_schema().words["confidence"]
    if word not in allowed:
        raise RequestError("bad-value", f"--confidence {word!r} is none of {', '.join(allowed)}")
    return word


def _listed(told: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (told or "").split(",") if part.strip())


def _pairs(told: str | None) -> dict[str, str]:
    """Return what ``--columns`` says. Raises RequestError bad-value for what is not ``what=column``."""
    pairs = {}
    for part in _listed(told):
        what, equals, column = part.partition("=")
        if not equals or what not in NEEDED or not column:
            raise RequestError(
                "bad-value", f"--columns {part!r} is none of {', '.join(f'{one}=...' for one in NEEDED)}"
            )
        pairs[what] = column
    return pairs


@contextmanager
def _progress() -> Iterator[Told]:
    """Show how far a build is, where a person looks on."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield silent
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("opening the pack", total=None)

        def told(step: str, done: int, total: int | None) -> None:
            bar.update(task, description=printable(step), completed=done, total=total)

        yield told


def _show(report: BuildReport, folder: Path, json: bool) -> None:
    if json:
        print_json(
            {
                "pack": report.pack,
                "folder": str(folder),
                "source": report.source,
                "rows": dict(report.rows),
                "joined": report.joined,
                "left_out": dict(report.left_out),
                "notes": list(report.notes),
                "warnings": dict(report.warnings),
            }
        )
        return
    joined = [("places that were in the pack already", report.joined)] if report.joined else []
    print(printable(f"{report.pack}: built from {report.source}"))
    print_table("Rows", ("file", "rows"), [*report.rows.items(), *joined])
    if report.left_out:
        print_table("Left out", ("why", "count"), report.left_out.items())
    if report.notes:
        print_table("Notes", ("what",), [(note,) for note in report.notes])
    if report.warnings:
        print_table("Worth a look (karez atlas check)", ("rule", "count"), report.warnings.items())
    print(f"next: karez atlas check {folder}")
