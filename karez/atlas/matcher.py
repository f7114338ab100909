"""Finding all of many names in a text: an index by first word, longest name first.

A name matches whatever the text's accents, dashes, line breaks or Arabic letter forms are; its case is checked
as its entry asks. One pass over the words of the text: 300 words take well under a millisecond.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Generic, TypeVar

from karez.atlas.fold import Folded, Token, fold, fold_name

V = TypeVar("V")


class Case(Enum):
    """How the case of a name counts: every letter, the first letter (capital stays capital), or not at all."""

    EXACT = "exact"
    TITLE = "title"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Entry(Generic[V]):
    """A name to be found and what it stands for."""

    name: str
    value: V
    case: Case = Case.TITLE


@dataclass(frozen=True, slots=True)
class Hit(Generic[V]):
    """A name found: ``text[start:end]``, with every value that it may stand for."""

    start: int
    end: int
    values: tuple[V, ...]


@dataclass(frozen=True, slots=True)
class _Form(Generic[V]):
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    tail: str
    entry: Entry[V]


def _form(entry: Entry[V]) -> _Form[V]:
    text = fold_name(entry.name)
    tokens = Folded(text, text).tokens()
    gaps = tuple(text[a[1] : b[0]] for a, b in pairwise(tokens))
    tail = text[tokens[-1][1] :] if tokens else ""
    return _Form(tuple(token[2] for token in tokens), gaps, tail, entry)


def _gap_fits(found: str, wanted: str) -> bool:
    """Tell whether ``found`` may stand between two words where the name has ``wanted``."""
    if found == wanted:
        return True
    bare = found.strip()
    if not bare:
        return bool(found) and len(found) <= 12 and found.count("\n") <= 1 and wanted.strip() in ("", "-")
    if wanted.strip() in ("", "-"):
        return bare == "-" and found.count("\n") <= 1 and (wanted.strip() == "-" or found == "-")
    return bare == wanted.strip() and "\n" not in found


class Matcher(Generic[V]):
    """Many names, found all at once. Built once, then only read."""

    def __init__(self, entries: Iterable[Entry[V]]) -> None:
        self._forms: dict[tuple[str, ...], list[_Form[V]]] = {}
        sizes: dict[str, set[int]] = {}
        for form in map(_form, entries):
            if form.words:
                self._forms.setdefault(form.words, []).append(form)
                sizes.setdefault(form.words[0], set()).add(len(form.words))
        # By first word, in how many words a name may be told, the most first.
        self._sizes = {word: tuple(sorted(counts, reverse=True)) for word, counts in sizes.items()}

    def find(self, text: str | Folded) -> list[Hit[V]]:
        """Return the names in ``text``, in text order; of names that overlap the earlier, then the longer wins."""
        folded = fold(text) if isinstance(text, str) else text
        tokens, spoken = folded.tokens(), folded.words()
        hits: list[Hit[V]] = []
        free = 0
        for index in [index for index, word in enumerate(spoken) if word in self._sizes]:
            found = self._longest(folded, spoken, index) if index >= free else []
            if found:
                hits.append(_hit(found, folded, tokens, index))
                free = index + len(found[0].words)
        return hits

    def _longest(self, folded: Folded, spoken: Sequence[str], index: int) -> list[_Form[V]]:
        """Return the forms of the greatest length that match at token ``index``."""
        for size in self._sizes[spoken[index]]:
            forms = self._forms.get(tuple(spoken[index : index + size]), ())
            found = [form for form in forms if _fits(form, folded, folded.tokens()[index : index + size])]
            if found:
                return found
        return []

    def __contains__(self, key: str) -> bool:
        """Whether a name has these folded words, one space between each."""
        return tuple(key.split()) in self._forms

    def lookup(self, name: str) -> tuple[V, ...]:
        """Return what the whole string ``name`` may stand for, its case not counted."""
        text = fold_name(name)
        words = tuple(token[2] for token in Folded(text, text).tokens())
        return tuple(dict.fromkeys(form.entry.value for form in self._forms.get(words, ())))


def _fits(form: _Form[V], folded: Folded, run: Sequence[Token]) -> bool:
    """Tell whether what stands between the words of ``run``, and their case, is as the name asks."""
    for left, right, wanted in zip(run, run[1:], form.gaps, strict=False):
        if not _gap_fits(folded.text[left[1] : right[0]], wanted):
            return False
    return _case_fits(form.entry, folded, run)


def _case_fits(entry: Entry[V], folded: Folded, run: Sequence[Token]) -> bool:
    if entry.case is Case.ANY:
        return True
    start, end = folded.span(run[0][0], run[-1][1])
    original = folded.original[start:end]
    if entry.case is Case.TITLE:
        return folded.no_capitals or not original[0].islower() or entry.name[0].islower()
    found, wanted = _letters(original), _letters(entry.name)
    # In a text all in capitals two letters are as well an ordinary word.
    return found in (wanted, wanted.upper()) and not (len(wanted) == 2 and folded.only_capitals)


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _hit(found: list[_Form[V]], folded: Folded, tokens: Sequence[Token], index: int) -> Hit[V]:
    start, end = tokens[index][0], tokens[index + len(found[0].words) - 1][1]
    tails = (form.tail for form in found if form.tail and folded.text.startswith(form.tail, end))
    end += len(next(tails, ""))
    first, last = folded.span(start, end)
    return Hit(first, last, tuple(dict.fromkeys(form.entry.value for form in found)))
