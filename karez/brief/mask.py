"""Masks the names of private persons: victims, witnesses, detainees, accused and others who hold no high office.

Names are found by form: two or more capitalised words that name no known place, party, asset or publisher and are
no ordinary word; or one with a cue such as "named", an age, or "'s brother" beside it. A name found once is masked
wherever it stands again. What goes with a high office stays. It errs towards masking. Texts are looked at whole,
before a quotation is cut from them; the ledger and all offsets keep the original.
"""

import re
from collections.abc import Iterable, Sequence

from karez.brief import mask_forms as forms
from karez.brief.mask_forms import Word, plain

MASK = "(name withheld)"
_AROUND = 60
_JOINS = re.compile(r"[ \t]*(?:,|and|&|,[ \t]*and)[ \t]*\n?[ \t]*", re.IGNORECASE)
_WRAPPED = re.compile(r"[ \t]*\n[ \t]*")
# A line shorter than this was not broken for want of room: it is a heading or the cell of a table.
_WRAPPED_AFTER = 35
# A part of a name shorter than this is too common to be looked for alone.
_LEAST_PART = 3

Range = tuple[int, int]


class Mask:
    """Masks texts; ``known`` are names of places, parties, assets and publishers, which stay.

    ``texts`` are all texts of the view: a name found in one is masked in all, and what stands in lower case is an
    ordinary word where a headline writes it with a capital. ``people`` are names of authors, masked too. ``listed``
    are places that no gazetteer holds: they stay, unless a cue anywhere tells that a person has the name.
    """

    def __init__(
        self,
        known: Iterable[str],
        texts: Iterable[str] = (),
        people: Iterable[str] = (),
        *,
        listed: Iterable[str] = (),
        enabled: bool = True,
    ) -> None:
        self._enabled = enabled
        self._known = frozenset(form for name in known for form in forms.phrases(name))
        self._listed = frozenset(form for name in listed for form in forms.phrases(name))
        self._told: set[str] = set()
        self._ordinary: frozenset[str] = frozenset()
        self._private: set[str] = set()
        self._office: dict[str, str] = {}
        self._masked: set[str] = set()
        self._found: dict[str, tuple[Range, ...]] = {}
        if enabled:
            self._learn(tuple(dict.fromkeys(texts)), people)

    def _learn(self, texts: Sequence[str], people: Iterable[str]) -> None:
        self._ordinary = frozenset(word for text in texts for word in forms.LOWER.findall(text))
        for name in people:
            if plain(name) not in self._known:
                self._remember(name)
        for text in texts:
            self._ranges(text)
        self._found.clear()

    @property
    def masked(self) -> tuple[str, ...]:
        """Every name that was masked so far and is long enough to be looked for, sorted. Never written anywhere."""
        return tuple(sorted(name for name in self._masked if sum(map(str.isalpha, name)) >= _LEAST_PART))

    @property
    def kept(self) -> tuple[str, ...]:
        """Names of office-holders and known names that stay although a part of them is masked elsewhere, sorted."""
        parts = {word for name in self._masked for word in plain(name).split()}
        near = [name for name in self._known if parts & set(name.split())]
        return tuple(sorted({*self._office.values(), *near}))

    def text(self, text: str) -> str:
        """Return ``text`` with the names of private persons replaced."""
        return self.cut(text, 0, len(text))

    def cut(self, text: str, start: int, end: int) -> str:
        """Return ``text[start:end]`` with the names replaced that are seen as such in the whole text."""
        if not self._enabled:
            return text[start:end]
        parts: list[str] = []
        at = start
        for first, last in self._ranges(text):
            if last <= start or first >= end:
                continue
            self._masked.add(text[first:last])
            parts += [text[at : max(first, at)], MASK]
            at = last
        return "".join([*parts, text[at : max(end, at)] if at < end else ""])

    def scrub(self, kept: Iterable[str]) -> "Scrub":
        """Return the last sweep over a brief: what was masked in one place is masked in all, but for ``kept``."""
        return Scrub(self.masked, kept)

    def _ranges(self, text: str) -> tuple[Range, ...]:
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = tuple(self._names(text))
        return found

    def _names(self, text: str) -> list[Range]:
        lines = forms.headlines(text)
        found: list[Range] = []
        single: Word | None = None
        for run in forms.RUN.finditer(text):
            titled = bool(lines) and any(first <= run.start() < last for first, last in lines)
            for stretch in self._stretches(text, forms.words_of(run), titled=titled):
                start, end = stretch[0].start, stretch[-1].end
                wrapped = single is not None and not titled and _goes_on(text, single.end, start)
                if self._is_private(text, stretch, found, titled=titled):
                    found.append((start, end))
                elif single and wrapped:
                    # A name that the line break cuts in two.
                    found += [(single.start, single.end), (start, end)]
                single = stretch[0] if len(stretch) == 1 and not titled and found[-1:] != [(start, end)] else None
        return found

    def _stretches(self, text: str, words: Sequence[Word], *, titled: bool) -> list[list[Word]]:
        """The stretches of a run of capitalised words that could be names; known and ordinary words are none."""
        if len(words) > 1 and forms.is_institution(words[-1]):
            return []
        free = [self._is_free(text, word, titled=titled) for word in words]
        for first, last in (*self._known_in(words), *forms.bodies_in(words)):
            free[first:last] = [False] * (last - first)
        stretches: list[list[Word]] = [[]]
        for word, is_free in zip(words, free, strict=True):
            if is_free:
                stretches[-1].append(word)
            elif stretches[-1]:
                stretches.append([])
        return [stretch for stretch in stretches if stretch]

    def _is_free(self, text: str, word: Word, *, titled: bool) -> bool:
        folded = word.folded
        if forms.is_stop(folded):
            return False
        if folded in self._private or not titled:
            return True
        ordinary = folded in self._ordinary or forms.is_ordinary_form(folded)
        return not ordinary or forms.is_named(text[max(0, word.start - _AROUND) : word.start])

    def _known_in(self, words: Sequence[Word]) -> list[Range]:
        """Where known names stand in a run, the longest first."""
        found: list[Range] = []
        at = 0
        while at < len(words):
            lengths = range(len(words), at, -1)
            last = next((n for n in lengths if " ".join(w.folded for w in words[at:n]) in self._known), at)
            if last > at:
                found.append((at, last))
            at = max(last, at + 1)
        return found

    def _is_private(self, text: str, stretch: Sequence[Word], found: Sequence[Range], *, titled: bool) -> bool:
        start, end = stretch[0].start, stretch[-1].end
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        name = text[start:end]
        named = forms.is_named(before)
        if not named and (forms.is_in_office(before, after) or plain(name) in self._office):
            self._office.setdefault(plain(name), name)
            return False
        told = named or (
            not self._is_weak(before, name) and (forms.is_cued(before, after) or _joins(text, start, found))
        )
        if told:
            self._remember(name)
            self._told |= {word.folded for word in stretch}
        if not told and plain(name) in self._listed and self._told.isdisjoint(word.folded for word in stretch):
            return False
        return told or any(word.folded in self._private for word in stretch) or self._by_form(stretch, titled)

    def _is_weak(self, before: str, name: str) -> bool:
        """Whether one word alone is too likely an abbreviation, or an ordinary word that begins a sentence."""
        return " " not in name and (forms.is_acronym(name) or self._begins_sentence(before, name))

    def _by_form(self, stretch: Sequence[Word], titled: bool) -> bool:
        """Whether two or more words in a row look like a name; in a line of capitals only a cue tells one."""
        real = [word for at, word in enumerate(stretch) if at or not forms.is_acronym(word.text)]
        if len(real) < 2 or (titled and all(word.text.isupper() for word in stretch)):
            return False
        if not titled:
            self._remember(" ".join(word.text for word in stretch))
        return True

    def _begins_sentence(self, before: str, name: str) -> bool:
        """Whether an ordinary word has its capital from the beginning of a sentence."""
        return plain(name) in self._ordinary and re.search(r"(?:^|[.!?:\n“\"])\s*$", before) is not None

    def _remember(self, name: str) -> None:
        for word in re.findall(r"[^\W\d_][\w'’-]*", name):
            folded = plain(word)
            if len(folded) >= _LEAST_PART and folded not in forms.stop_words() and folded not in self._known:
                self._private.add(folded)


class Scrub:
    """Replaces given names wherever they stand as whole words, except inside the names that stay."""

    def __init__(self, names: Sequence[str], kept: Iterable[str]) -> None:
        self._names = frozenset(names)
        every = sorted({*names, *kept}, key=lambda name: (-len(name), name))
        options = "|".join(re.escape(name) for name in every)
        self._pattern = re.compile(rf"(?<!\w)(?:{options})(?!\w)") if names else None

    def text(self, text: str) -> str:
        """Return ``text`` without the names."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda match: MASK if match.group() in self._names else match.group(), text)


def _joins(text: str, start: int, found: Sequence[Range]) -> bool:
    """Whether only "and", a comma or the break of a full line stands between a name that was found and this word."""
    if not found or found[-1][1] >= start:
        return False
    end = found[-1][1]
    return _JOINS.fullmatch(text[end:start]) is not None or _goes_on(text, end, start)


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether a full line ends at ``end`` and the next one begins at ``start``."""
    full = end - (text.rfind("\n", 0, end) + 1) >= _WRAPPED_AFTER
    return full and _WRAPPED.fullmatch(text[end:start]) is not None
