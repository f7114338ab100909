"""Rows against rows: ids that stand twice, cells that name what is not there, parents in a circle, people."""

from collections import Counter
from collections.abc import Iterator, Mapping

from karez.atlas.check.faults import Fault, meant, shown
from karez.atlas.check.tables import Line, Table
from karez.atlas.read_pack import above
from karez.atlas.rows import parsed
from karez.atlas.schema.load import Column
from karez.atlas.words import words

Tables = Mapping[str, Table]

# Tehsils are counted apart from their district: so much (of one) may differ.
_SUM_SLACK = 0.01


def lines_of(tables: Tables, name: str) -> tuple[Line, ...]:
    """Return the rows of a file, none where the pack has no such file."""
    return tables[name].lines if name in tables else ()


def id_faults(tables: Tables) -> Iterator[Fault]:
    """Give every id that stands twice among places, among assets, among parties, links or tehsils.

    So with the numbers of GeoNames and the P-codes of districts, by which places are known as well.
    """
    first: dict[tuple[str, str], str] = {}
    for space, table, column, line in _ids(tables):
        key = space, line[column]
        if line[column] and key in first:
            message = f"the {column} {shown(line[column])} stands in {first[key]} already"
            yield Fault(table.name, line.row, column, "double-id", message)
        first.setdefault(key, f"{table.name}:{line.row}")


def _ids(tables: Tables) -> Iterator[tuple[str, Table, str, Line]]:
    """Give every row for each space in which its id must be the only one; passes and bridges are assets, too."""
    for table in tables.values():
        for line in table.lines:
            if table.schema.space:
                yield table.schema.space, table, "id", line
            if table.schema.space == "place":
                yield "geonames", table, "geonames", line
            if table.name == "districts.csv":
                yield "pcode", table, "pcode", line
    for name in ("places.csv", "nodes.csv"):
        for line in lines_of(tables, name):
            if line["kind"] in words().node_assets:
                yield "asset", tables[name], "id", line


def reference_faults(tables: Tables) -> Iterator[Fault]:
    """Give every cell that names a row which is not there."""
    for table in tables.values():
        for column in table.schema.columns:
            if column.refers and column.name in table.columns:
                yield from _lost(table, column, _known(tables, column))


def _known(tables: Tables, column: Column) -> frozenset[str]:
    pairs = (pair.split("/") for pair in column.refers)
    return frozenset(line[name] for file, name in pairs for line in lines_of(tables, file)) - {""}


def _lost(table: Table, column: Column, known: frozenset[str]) -> Iterator[Fault]:
    where = " or ".join(pair.split("/")[0] for pair in column.refers)
    for line in table.whole_lines:
        cell = line[column.name]
        for named in line.parts(column.name) if column.type == "refs" else (cell,):
            if named and named not in known:
                message = f"{column.name} names {shown(named)}, which is not in {where}{meant(named, known)}"
                yield Fault(table.name, line.row, column.name, "unknown-id", message)


def parent_faults(tables: Tables) -> Iterator[Fault]:
    """Give every party that stands above itself."""
    lines = lines_of(tables, "actors.csv")
    parents = {line["id"]: line["parent"] for line in lines}
    for line in lines:
        way = above(line["id"], parents)
        if line["id"] in way:
            message = " → ".join([line["id"], *way[: way.index(line["id"]) + 1]])
            yield Fault("actors.csv", line.row, "parent", "parent-cycle", f"the parents go in a circle: {message}")


def people_faults(tables: Tables) -> Iterator[Fault]:
    """Give figures of people without a word for who is counted, and figures that cannot both be right."""
    for table in tables.values():
        if "population" in table.columns and any(column.name == "population_what" for column in table.schema.columns):
            for line in table.whole_lines:
                if line["population"] and not line["population_what"]:
                    message = f"nobody says who the {line['population']} people are"
                    yield Fault(table.name, line.row, "population_what", "unknown-unit", message)
    areas = {line["id"]: parsed(line["population"]) for line in lines_of(tables, "tehsils.csv")}
    for line in lines_of(tables, "nodes.csv"):
        town, around = parsed(line["population"]), [areas.get(area) for area in line.parts("tehsil")]
        total = sum(people for people in around if people is not None)
        if town is not None and around and None not in around and town > total:
            message = f"{town:.0f} people in the town, and {total:.0f} in its tehsils"
            yield Fault("nodes.csv", line.row, "population", "above-area", message)
    yield from _urban_faults(tables)
    yield from _sum_faults(tables)


def _urban_faults(tables: Tables) -> Iterator[Fault]:
    for line in lines_of(tables, "tehsils.csv"):
        towns, total = parsed(line["population_urban"]), parsed(line["population"])
        if towns is not None and total is not None and towns > total:
            message = f"{towns:.0f} people in towns, of {total:.0f}"
            yield Fault("tehsils.csv", line.row, "population_urban", "above-area", message)


def _sum_faults(tables: Tables) -> Iterator[Fault]:
    sums: Counter[str] = Counter()
    for line in lines_of(tables, "tehsils.csv"):
        sums[line["district"]] += round(parsed(line["population"]) or 0)
    for line in lines_of(tables, "districts.csv"):
        total = parsed(line["population"])
        if total and sums[line["pcode"]] and abs(sums[line["pcode"]] - total) > _SUM_SLACK * total:
            message = f"{total:.0f} people, and the tehsils add up to {sums[line['pcode']]}"
            yield Fault("districts.csv", line.row, "population", "wrong-sum", message)
