"""Names: aliases that point nowhere, twice, or two ways with nothing that tells them apart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from karez.atlas.check.faults import Fault, meant, shown
from karez.atlas.check.rows import Tables, lines_of
from karez.atlas.check.tables import Line
from karez.atlas.fold import fold_key
from karez.atlas.words import words

_ALIAS_FILES = ("aliases.csv", "actor_aliases.csv")
# Which files hold what an alias of a type may mean.
_TARGETS = {
    "place": ("places.csv", "nodes.csv", "districts.csv"),
    "asset": ("routes.csv", "airports.csv", "ports.csv", "assets.csv"),
    "actor": ("actors.csv",),
}
_TOWN = "town"


@dataclass(frozen=True, slots=True)
class Use:
    """A name as it stands in one row: what it means, whether the name alone is enough, and what it also means."""

    file: str
    row: int
    column: str
    target: str
    sure: bool
    also: frozenset[str] = frozenset()


def name_faults(tables: Tables) -> Iterator[Fault]:
    """Give what is wrong with the names of a pack."""
    kinds = {kind: dict(_targets(tables, kind)) for kind in _TARGETS}
    uses: dict[tuple[str, str, str], list[Use]] = {}
    for kind, named in kinds.items():
        for name, use in _own_names(tables, kind):
            uses.setdefault((kind, named[use.target], fold_key(name)), []).append(use)
    for file in _ALIAS_FILES:
        seen: dict[tuple[str, str, str], int] = {}
        for line in lines_of(tables, file):
            if line.whole:
                yield from _alias_faults(file, line, kinds, seen)
                group = kinds.get(line["type"], {}).get(line["target"])
                if group is not None:
                    uses.setdefault((line["type"], group, fold_key(line["alias"])), []).append(_use(file, line))
    for (_, _, key), found in uses.items():
        if key:
            yield from _ambiguous(found)


def _targets(tables: Tables, kind: str) -> Iterator[tuple[str, str]]:
    """Give the local ids that a name of a type may mean, each with its sort: names of other sorts are told apart."""
    for file in _TARGETS[kind]:
        for line in lines_of(tables, file):
            yield line["id"], _sort(file, line) if kind == "place" else kind
    if kind == "asset":
        for file in _TARGETS["place"]:
            for line in lines_of(tables, file):
                if line["kind"] in words().node_assets:
                    yield line["id"], kind


def _sort(file: str, line: Line) -> str:
    """A unit word or the order of kinds tells a town from a district, but not one town from another."""
    if file == "districts.csv":
        return "district"
    return _TOWN if line["kind"] in words().unit_kinds[_TOWN] else line["kind"]


def _own_names(tables: Tables, kind: str) -> Iterator[tuple[str, Use]]:
    for file in _TARGETS[kind]:
        for line in lines_of(tables, file):
            sure = line["needs_context"] != "yes"
            yield line["name"], Use(file, line.row, "name", line["id"], sure)
            for name in line.parts("aliases"):
                yield name, Use(file, line.row, "aliases", line["id"], sure)


def _use(file: str, line: Line) -> Use:
    doubtful = line["needs_context"] == "yes" or line["context"].strip() or line["confidence"] == "low"
    return Use(file, line.row, "alias", line["target"], not doubtful, frozenset(line.parts("also_means")))


def _alias_faults(
    file: str, line: Line, kinds: Mapping[str, Mapping[str, str]], seen: dict[tuple[str, str, str], int]
) -> Iterator[Fault]:
    named = kinds.get(line["type"])
    if named is not None and line["target"] and line["target"] not in named:
        near = meant(line["target"], named)
        message = f"{shown(line['alias'])} points to {shown(line['target'])}, no {line['type']} of the pack{near}"
        yield Fault(file, line.row, "target", "no-such-target", message)
    for also in line.parts("also_means"):
        if not any(also in targets for targets in kinds.values()):
            message = f"{shown(line['alias'])} also means {shown(also)}, which is not in the pack"
            yield Fault(file, line.row, "also_means", "no-such-target", message)
    if line["kind"] == "wrong form" and not line["context"].strip():
        yield Fault(file, line.row, "context", "no-context", f"the wrong form {shown(line['alias'])} has no context")
    key = (line["alias"], line["type"], line["target"])
    if all(key) and key in seen:
        message = f"{shown(line['alias'])} for {shown(line['target'])} stands in row {seen[key]} already"
        yield Fault(file, line.row, "alias", "double-alias", message)
    seen.setdefault(key, line.row)


def _ambiguous(uses: list[Use]) -> Iterator[Fault]:
    """Give a name that surely means two things, where no row of it names the other."""
    sure: dict[str, Use] = {}
    for use in uses:
        if use.sure:
            sure.setdefault(use.target, use)
    told = {frozenset((use.target, also)) for use in uses for also in use.also}
    first, *others = sure.values() if sure else (None,)
    for other in others:
        if first is not None and frozenset((first.target, other.target)) not in told:
            message = f"the name means {shown(first.target)} in {first.file}:{first.row} and {shown(other.target)} here"
            yield Fault(other.file, other.row, other.column, "ambiguous-alias", message)
