"""Folding very many names at once: the same result as ``fold_key`` for each, some thirty times faster.

The characters of all names stand in one array; a table made of the different characters among them (a few thousand)
gives each its folded form, no form (a mark that is dropped), or a gap between words.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from karez.atlas.fold import fold

_LINE = ord("\n")
_SPACE = ord(" ")
# All code points there are, and the mark of a character that is dropped.
_CODES = 0x110000
_GONE = 0xFFFFFFFF

Codes = NDArray[np.uint32]


def fold_keys(names: Sequence[str]) -> list[str]:
    """Return ``fold_key`` of every name, in order. Names must not hold a line end; lone surrogates are not taken."""
    if not names:
        return []
    text = "\n".join(names)
    codes: Codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    kept = _one_gap(_folded(codes))
    return kept.tobytes().decode("utf-32-le").split("\n")


def _folded(codes: Codes) -> Codes:
    seen = np.zeros(_CODES, dtype=bool)
    seen[codes] = True
    forms = np.zeros(_CODES, dtype=np.uint32)
    for code in np.flatnonzero(seen).tolist():
        forms[code] = _form(code)
    folded: Codes = forms[codes]
    kept: Codes = folded[folded != _GONE]
    return kept


@cache
def _form(code: int) -> int:
    """Return the folded form of a character: a letter or digit, a space for whatever stands between words."""
    if code == _LINE:
        return _LINE
    folded = fold(chr(code)).text
    if not folded:
        return _GONE
    return ord(folded) if folded.isalnum() else _SPACE


def _one_gap(codes: Codes) -> Codes:
    """Leave one space between words, none at the ends of a line."""
    gap = codes == _SPACE
    line = codes == _LINE
    # A space stays only where a letter stands before it and the next that is no space is a letter too.
    before = np.concatenate(([True], gap[:-1] | line[:-1]))
    single = codes[~(gap & before)]
    after = np.concatenate((single[1:] == _LINE, [True])) if len(single) else np.zeros(0, bool)
    trimmed: Codes = single[~((single == _SPACE) & after)]
    return trimmed
