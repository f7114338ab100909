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
    package = Path(anchor.__file__).parents[1]
    sources = sorted(package.rglob("*.py"))
    assert len(sources) > 20
    assert len(latin) > 1000
    texts = {str(path.relative_to(package)): path.read_text(encoding="utf-8") for path in sources}
    everything = "\n".join(texts.values())
    # A plain search first: a pattern of two thousand names is slow.
    suspects = [name for name in latin if name in everything]
    found = [
        f"{path}: {name}"
        for name in suspects
        for path, text in texts.items()
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]
    assert found == []
