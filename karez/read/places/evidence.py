"""What the rest of a text tells of a word: named as a person, led to as a place, written small."""

from collections.abc import Sequence

from karez.read.places.forms import FLAT, Form
from karez.read.places.listed import COUNTRY, FIRST, Listing

_LEADS = frozenset(
    ["in", "at", "near", "from", "across", "outside", "inside", "around", "throughout", "toward", "towards"]
)
_MOST = 2


def evidence(forms: Sequence[Form], listed: Sequence[Listing]) -> list[tuple[str, ...]]:
    """Return for every token what its other places in the text show, none for small words and signs."""
    seen: dict[str, dict[str, int]] = {}
    signs: list[str] = []
    for index, form in enumerate(forms):
        sign = _sign(forms, listed, index) if form.key else ""
        signs.append(sign)
        counts = seen.setdefault(form.key, {})
        for letter in sign:
            counts[letter] = counts.get(letter, 0) + 1
    return [_others(seen[form.key], sign) if form.capital else () for form, sign in zip(forms, signs, strict=True)]


def _others(counts: dict[str, int], own: str) -> tuple[str, ...]:
    return tuple(
        f"e={letter}{min(left, _MOST)}" for letter, count in sorted(counts.items()) if (left := count - (letter in own))
    )


def _sign(forms: Sequence[Form], listed: Sequence[Listing], index: int) -> str:
    """l: led to by a preposition; s: a state or country follows; p, q: a title or given name before; v: speech after;
    x: in small letters; r: a capital beside it."""
    form = forms[index]
    if not form.capital:
        return "x"
    before = forms[index - 1] if index else None
    after = forms[index + 1] if index + 1 < len(forms) else None
    sign = ""
    if before:
        if before.lower in _LEADS:
            sign += "l"
        if "a" in before.cues or (before.lower == "." and index > 1 and "a" in forms[index - 2].cues):
            sign += "p"
        elif before.capital and "g" in before.person:
            sign += "q"
        elif before.capital and form.shape != FLAT:
            sign += "r"
    if after:
        if "b" in after.cues:
            sign += "v"
        if after.lower == "," and index + 2 < len(forms) and listed[index + 2].bits & (COUNTRY | FIRST):
            sign += "s"
        if after.capital and form.shape != FLAT:
            sign += "t"
    return sign
