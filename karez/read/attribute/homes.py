"""Where a place lies that no gazetteer holds: in the unit that the report names right after it ("X, Y province")."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from karez.model.mention import Place, PlaceMention
from karez.model.text import Span
from karez.model.vocabulary import PlaceUse
from karez.read.attribute.spots import size

# Between "X" and the unit that holds it: "X, Y province", "X district of Y", "X, a village in northern rural Y".
TIE = re.compile(
    r"(?:,?\s+(?!(?:and|or|to|from|but|who|which|where|when|while|as)\b)[\w-]+){0,3}?(?:\s*,?\s+(?:in|of)\s+|\s*,\s+)(?:the\s+)?"
    r"(?:(?!(?:and|or|to|from|but)\b)[a-z][\w-]+\s+){0,3}",
)
_INSIDE = re.compile(r"\s(?:of|in)\s")
_UNIT = re.compile(
    r"\s+(?:province|district|region|state|county|governorate|department|division|agency|territory)\b", re.IGNORECASE
)
_FAR = 60
_TOLD = frozenset({PlaceUse.LITERAL, PlaceUse.MODIFIER, PlaceUse.METONYMIC})

# By the small-letter name of a place: the words that tell what it lies in, and that unit.
Homes = Mapping[str, tuple[Span, Place]]


def homes(text: str, places: Sequence[PlaceMention]) -> Homes:
    """Return for every unresolved name that the report ties to a resolved unit the first words that do so.

    What lies in a unit that lies in another ("X area of Y", "Y, Z province") has the words up to the first.
    """
    found: dict[str, tuple[Span, Place]] = {}
    chained: dict[str, tuple[Span, str]] = {}
    for inner, outer in pairwise(places):
        near = outer.span.start - inner.span.end < _FAR and TIE.fullmatch(text, inner.span.end, outer.span.start)
        if inner.place or not near or outer.use not in _TOLD:
            continue
        name, tie = inner.span.quote.casefold(), text[inner.span.end : outer.span.start]
        words = Span.of(text, inner.span.start, _with_unit(text, outer.span.end))
        if outer.place and (size(outer) > 0 or _INSIDE.search(tie)):
            found.setdefault(name, (words, outer.place))
        elif outer.place is None:
            chained.setdefault(name, (words, outer.span.quote.casefold()))
    above = {name: (words, found[outer][1]) for name, (words, outer) in chained.items() if outer in found}
    return {**above, **found}


def _with_unit(text: str, end: int) -> int:
    unit = _UNIT.match(text, end)
    return unit.end() if unit else end
