"""Names of a draft: aliases of places with script and language, and which names alone decide nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from karez.atlas.build.book import FILES, sort_of
from karez.atlas.build.draft import Cells, Draft
from karez.atlas.build.scripts import name_key, script_of
from karez.atlas.pack import packs_folder
from karez.atlas.read_pack import word_list

ALIASES = "aliases.csv"
# A name of so few letters is a word of some language somewhere.
_SHORT = 3
# So many times larger than its namesakes is the place that is meant where nothing else is said.
_LARGER = 10
_RANK = {"country": 5, "province": 4, "city": 3, "town": 2, "village": 1}


@dataclass(frozen=True, slots=True)
class OtherName:
    """Another name of a place. ``language`` is BCP 47 or empty; ``kind`` a word of the pack's ``alias_kind``."""

    name: str
    language: str = ""
    kind: str = "spelling"


def add_aliases(draft: Draft, target: str, main: str, names: Iterable[OtherName], given: Mapping[str, str]) -> int:
    """Add the names of a place; ``given`` are the cells source and confidence. Returns how many are new.

    A name that differs from one before only in case or accents is found by that already, and is left out.
    """
    seen = {name_key(main)}
    added = 0
    for other in names:
        name = " ".join(other.name.split())
        key = name_key(name)
        if key and key not in seen:
            seen.add(key)
            draft.rows(ALIASES).append(_alias(target, name, other, given))
            added += 1
    return added


def _alias(target: str, name: str, other: OtherName, given: Mapping[str, str]) -> Cells:
    script = script_of(name)
    kind = "native script" if other.kind == "spelling" and script != "latin" else other.kind
    row = {"alias": name, "type": "place", "target": target, "script": script, "language": other.language}
    return {**row, "kind": kind, "needs_context": "", "context": "", **given}


def drop_aliases(draft: Draft, source: str) -> None:
    """Take out the aliases that ``source`` gave before."""
    draft.tables[ALIASES] = [row for row in draft.rows(ALIASES) if row.get("source") != source]


def drop_doubles(draft: Draft, source: str) -> None:
    """Take out an alias of ``source`` where the same name of the same place stands in another row."""
    seen = {(name_key(row["alias"]), row["target"]) for row in draft.rows(ALIASES) if row.get("source") != source}
    draft.tables[ALIASES] = [
        row
        for row in draft.rows(ALIASES)
        if row.get("source") != source or (name_key(row["alias"]), row["target"]) not in seen
    ]


@cache
def common_words() -> frozenset[str]:
    """Return the ordinary words that are names of places somewhere, from the world pack."""
    return word_list(packs_folder() / "world" / "common_words.txt")


def mark_doubtful(draft: Draft, source: str) -> int:
    """Mark the rows of ``source`` whose name alone decides nothing; return how many.

    These are ordinary words, very short names, and names of several places of one sort, unless one of them is a larger
    sort of place or has ten times the people of the others. What another source says of its own rows stays as it is.
    """
    places = {row["id"]: (file, row) for file in FILES for row in draft.rows(file)}
    bearers: dict[tuple[str, str], dict[str, list[Cells]]] = {}
    for local, (file, row) in places.items():
        key = sort_of(file, row.get("kind", "")), name_key(row["name"])
        bearers.setdefault(key, {}).setdefault(local, []).append(row)
    for alias in draft.rows(ALIASES):
        if alias["type"] == "place" and alias["target"] in places:
            file, row = places[alias["target"]]
            key = sort_of(file, row.get("kind", "")), name_key(alias["alias"])
            bearers.setdefault(key, {}).setdefault(alias["target"], []).append(alias)
    marked = 0
    for (_, name), rows in bearers.items():
        held = [local for local, named in rows.items() if any(_holds(row, source) for row in named)]
        if held:
            sure = held[0] if len(held) == 1 else None
        else:
            sure = None if _weak(name) else _main_bearer({local: places[local][1] for local in rows})
        for local, named in rows.items():
            for row in named:
                if local != sure and row.get("source") == source and not row.get("needs_context"):
                    row["needs_context"] = "yes"
                    marked += 1
    return marked


def _holds(row: Mapping[str, str], source: str) -> bool:
    """Whether a row of another source gives the name alone a meaning: then no other place may have it alone."""
    doubtful = row.get("needs_context") or row.get("context") or row.get("confidence") == "low"
    return row.get("source") != source and not doubtful


def _weak(name: str) -> bool:
    return len(name) <= _SHORT or name in common_words()


def _main_bearer(rows: Mapping[str, Cells]) -> str | None:
    """Return the id of the place that a name means where nothing else is said, None where nobody can say."""
    order = sorted(rows, key=lambda local: _weight(rows[local]), reverse=True)
    if len(order) == 1:
        return order[0]
    (rank, people), (next_rank, next_people) = _weight(rows[order[0]]), _weight(rows[order[1]])
    larger = rank > next_rank and rank > _RANK["village"]
    return order[0] if larger or people >= _LARGER * max(next_people, 1) else None


def _weight(row: Mapping[str, str]) -> tuple[int, int]:
    people = row.get("population", "")
    return _RANK.get(row.get("kind", ""), 0), int(people) if people.isdigit() else 0
