"""Persons told one by one are one toll: "a woman and a child were killed"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from karez.read.learned.found import Found

_JOINS = re.compile(r"(?:,|\band)[\s,]*$", re.IGNORECASE)
_BREAK = 2
_SINGLE = {"1": 1, "2": 2, "3": 3}


def together(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """Yield the findings; tolls of single persons side by side, joined by "and" or a comma, are one that counts both."""
    held: Found | None = None
    for one in found:
        if held is not None and _goes_on(text, held, one):
            persons = _persons(held) + _persons(one)
            roles = {**one.roles, **held.roles}
            held = replace(held, span=(held.span[0], one.span[1]), roles=roles, persons=persons)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


def _persons(found: Found) -> int:
    return found.persons or _SINGLE.get(found.word("count") or "", 0)


def _goes_on(text: str, before: Found, found: Found) -> bool:
    if before.kind != "toll" or found.kind != "toll" or before.window != found.window:
        return False
    if not _persons(before) or not _persons(found) or before.word("harm") != found.word("harm"):
        return False
    gap = text[before.span[1] : found.span[0]]
    return len(gap) <= _BREAK and _JOINS.search(text, before.span[0], found.span[0]) is not None
