"""No name of a place, road or actor of the shipped regional packs stands in Python."""

import re
from pathlib import Path

import karez.atlas.pack as anchor
from karez.atlas.pack import Pack

# Shorter Latin names are ordinary words or abbreviations of programming as well.
LEAST = 5


def test_no_name_of_the_pack_stands_in_python(pack: Pack) -> None:
    names = {row.name for rows in pack.names.values() for row in rows}
    latin = [name for name in names if len(name) >= LEAST or not name.isascii() or "-" in name]
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(latin, key=len, reverse=True)))
    sources = sorted(Path(anchor.__file__).parents[1].rglob("*.py"))
    assert len(sources) > 20
    found = [
        f"{path.name}: {match.group()}"
        for path in sources
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
