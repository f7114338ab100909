"""The texts whose place names are marked in ``annotations/places``: one recipe from (set, id) to text for everyone.

The marks hold offsets and no text, so every reader of them needs the very same string. All sets are taken as their
record in ``../shared/data`` gives them, nothing joined, cut or cleaned: the ``text`` field of one JSON line. Two sets
carry traces of how they came to be: ecbplus holds tokens joined by one blank and sentences by one line break (so
``U.S. 's`` and ``Quetta ,``), wikievents sentences joined by one line break. The title of a record is not part of its
text.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from evals.jsonl import read_jsonl

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"

FILES = {
    "lgl": "geo/lgl.jsonl",
    "geovirus": "geo/geovirus.jsonl",
    "timebank": "timebank/docs.jsonl",
    "ecbplus": "ecbplus/docs.jsonl",
    "fakes": "fakes/articles.jsonl",
    "re3d": "re3d/documents.jsonl",
    "wikievents": "wikievents/dev.jsonl",
    "gva": "gva/reports.jsonl.gz",
    "gold": "gold/dev.jsonl",
}


def texts(set_name: str) -> Iterator[tuple[str, str]]:
    """Every (id, text) of a set, in the order of its file.

    Raises ``KeyError`` for an unknown set, ``FileNotFoundError`` where the development data is not there.
    """
    yield from _by_id(set_name).items()


def text_of(set_name: str, text_id: str) -> str:
    """The text of one record; offsets of marks count its code points. Raises ``KeyError`` for an unknown set or id."""
    return _by_id(set_name)[text_id]


@cache
def _by_id(set_name: str) -> dict[str, str]:
    return {row["id"]: row["text"] for row in read_jsonl(DATA / FILES[set_name])}
