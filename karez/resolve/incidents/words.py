"""The words of a claim by which it is compared: the rarest of its sentence, of the head of its report, and names.

How rare a word is comes from the table that ships (see ``background``), never from the reports at hand.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from karez.model.canonical import digest_text
from karez.model.record import ReportRecord
from karez.model.text import Span
from karez.resolve.background import background
from karez.resolve.terms import lead_of, plain, terms_of

# So many of the rarest words are kept of a sentence, of a head, and so many names of a report.
SENTENCE, HEAD, NAMES = 12, 24, 40
# A word in more than one report in 20 tells nothing of a happening: log(20), with a margin.
_RARE = 3.0
# What stands in square brackets is a remark of the desk or the page, the same in many reports.
_REMARK = re.compile(r"\[[^\[\]]{0,400}\]")
_END = re.compile(r"[.!?][\"”’')\]]*\s|\n")
# A sentence is looked for so many characters around its claim.
_AROUND = 400


def folded(words: str | None) -> str:
    """Return words in small letters with single blanks, without an article before them."""
    found = [plain(word) for word in (words or "").split()]
    return " ".join(found[1:] if len(found) > 1 and found[0] in {"the", "a", "an"} else found)


@dataclass(slots=True)
class Words:
    """The words of one report, less ``common`` ones. ``wording`` stands for its text, empty for none; ``title`` are the
    rare words of its title, ``head`` those of title and first words, ``names`` the rare names of the whole text.
    """

    text: str
    wording: str
    title: frozenset[str]
    head: tuple[str, ...]
    names: tuple[str, ...]
    common: frozenset[str] = frozenset()
    _seen: dict[tuple[int, int], tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)

    def terms(self, span: Span) -> tuple[str, ...]:
        """Return the rarest words of the sentence around a span."""
        return self._sentence(span)[0]

    def names_at(self, span: Span) -> tuple[str, ...]:
        """Return the rarest names of the sentence around a span."""
        return self._sentence(span)[1]

    def spot(self, span: Span) -> tuple[str, int]:
        """Return the words of a span and where they stand, whatever the gaps between words."""
        return " ".join(span.quote.split()), len(" ".join(self.text[: span.start].split()))

    def lead(self, spans: Sequence[Span]) -> frozenset[Span]:
        """Return the spans that stand in the sentence that the report is about: that with most rare words of its title,
        of equal ones the first.
        """
        found: dict[tuple[int, int], list[Span]] = {}
        for span in spans:
            found.setdefault(_around(self.text, span), []).append(span)
        if not found:
            return frozenset()
        best = max(found, key=lambda at: (len(self.title & terms_of(self.text[slice(*at)]).words.keys()), -at[0]))
        return frozenset(found[best])

    def _sentence(self, span: Span) -> tuple[tuple[str, ...], tuple[str, ...]]:
        at = _around(self.text, span) if self.text else span.offsets
        if at not in self._seen:
            found = terms_of(self.text[slice(*at)] if self.text else span.quote)
            self._seen[at] = (
                rarest(found.words.keys() - self.common, SENTENCE),
                rarest(found.names.keys() - self.common, NAMES),
            )
        return self._seen[at]


def words_of(report: ReportRecord, common: frozenset[str] = frozenset()) -> Words:
    """Return the words of a report but for those of the phrases ``common``; of a withheld one, those of its title."""
    text = report.text or ""
    wording = " ".join(text.split())
    told = _REMARK.sub(" ", text)
    head = terms_of(lead_of(report.title, told))
    left_out = frozenset(word for phrase in common for word in terms_of(phrase).words)
    ages = [f"age {age}" for age in head.ages]
    blocks = [f"block {block}" for block in head.blocks]
    return Words(
        text,
        digest_text(wording)[:16] if wording else "",
        frozenset(rarest(terms_of(report.title or "").words, HEAD)),
        tuple(sorted((*rarest(head.words.keys() - left_out, HEAD), *ages, *blocks))),
        rarest(terms_of(told).names.keys() - left_out, NAMES),
        left_out,
    )


def rarest(words: Iterable[str], most: int) -> tuple[str, ...]:
    """Return the rarest words, sorted; those that many reports use are left out."""
    rare = [(-background().rarity(word), word) for word in words if len(word) > 1]
    return tuple(sorted(word for rarity, word in sorted(rare)[:most] if -rarity >= _RARE))


def _around(text: str, span: Span) -> tuple[int, int]:
    """The sentence that holds a span, cut at marks that end one; a rough cut is enough for rare words."""
    low = max(span.start - _AROUND, 0)
    start = max((found.end() + low for found in _END.finditer(text[low : span.start])), default=low)
    end = _END.search(text, min(span.end, len(text)), min(span.end + _AROUND, len(text)))
    return start, end.end() if end else min(span.end + _AROUND, len(text))
