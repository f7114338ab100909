"""Reads composed sentences for the tests of this room. Nothing here was reported by anyone."""

from functools import cache
from typing import TypeVar

from karez.atlas.atlas import Atlas
from karez.model.claim import Body, Claim, Reading
from karez.model.report import Document
from karez.read.passage import Passage
from karez.read.reader import Reader

DAY = "2026-02-03"  # a Tuesday

B = TypeVar("B", bound=Body)


@cache
def reader() -> Reader:
    """One reader over the atlas for the whole session."""
    return Reader(Atlas.open())


@cache
def read(
    text: str, published: str | None = DAY, title: str | None = None, publisher_class: str | None = None
) -> Reading:
    """Read a text as a report of that day."""
    document = Document(text, published=published, title=title, publisher_class=publisher_class, lang="en")
    return reader().read(document)


@cache
def passage(text: str, published: str | None = DAY) -> Passage:
    """A text as the extractors get it."""
    return reader().passage(Document(text, published=published, lang="en"))


def claims(text: str, body: type[B], published: str | None = DAY) -> list[tuple[Claim, B]]:
    """The claims of one kind, in text order, each with its body."""
    return [(claim, claim.body) for claim in read(text, published).claims if isinstance(claim.body, body)]


def one(text: str, body: type[B], published: str | None = DAY) -> tuple[Claim, B]:
    """The only claim of one kind."""
    found = claims(text, body, published)
    assert len(found) == 1, [claim.span.quote for claim, _ in found]
    return found[0]


def words(text: str, claim: Claim, field: str) -> str:
    """The words where a field stands."""
    spot = claim.fields[field]
    start, end = spot
    assert isinstance(start, int)
    assert isinstance(end, int)
    return text[start:end]
