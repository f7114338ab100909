"""One claim as a model told it, and the ground that each of its fields has in the report."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from karez.model.text import Offsets, Span
from karez.read.llm.words import best_quote, gap, nearest, occurrences
from karez.read.passage import Passage

Word = TypeVar("Word", bound=StrEnum)
_NO_WORDS = frozenset({"quote", "kind"})


class Told:
    """A claim of a model's answer with its quote found in the report.

    Every field is a string of the report's words, or an object with ``words`` and mostly a ``value``. A field whose
    words stand nowhere in the piece that the model was shown is not filled; ``missed`` holds the names of these.
    """

    def __init__(self, passage: Passage, value: Mapping[str, Any], zone: Offsets, span: Span) -> None:
        self.passage = passage
        self.span = span
        self.missed: list[str] = []
        self._value = value
        self._zone = zone

    @classmethod
    def of(cls, passage: Passage, value: object, zone: Offsets) -> "Told | None":
        """Find a claim of an answer in ``zone`` of the report; None where its quote does not stand there."""
        if not isinstance(value, dict) or not isinstance(value.get("quote"), str):
            return None
        others = (words for name, field in value.items() if name not in _NO_WORDS for words in _words(field))
        at = best_quote(passage.text, value["quote"], others, zone)
        return None if at is None else cls(passage, value, zone, Span.of(passage.text, *at))

    def value(self, name: str, words: type[Word]) -> Word | None:
        """The value of a field that is a bare word of a vocabulary, or None."""
        return _word(self._value.get(name), words)

    def part(self, name: str) -> Mapping[str, Any]:
        """A field that is an object; empty where there is none."""
        field = self._value.get(name)
        return field if isinstance(field, dict) else {}

    def parts(self, name: str) -> Iterator[tuple[Mapping[str, Any], Offsets]]:
        """Every item of a list field that has ground, with where it stands."""
        items = self._value.get(name)
        for item in items if isinstance(items, list) else ():
            at = self._found(name, item.get("words") if isinstance(item, dict) else item)
            if at is not None and isinstance(item, dict):
                yield item, at

    def at(self, name: str) -> Offsets | None:
        """Where the words of a field stand, nearest to the claim's quote; None where it is not told or has no ground."""
        field = self._value.get(name)
        return None if field is None else self._found(name, field.get("words") if isinstance(field, dict) else field)

    def pair(self, name: str, words: type[Word]) -> tuple[Word, Offsets] | None:
        """Value and place of a field; None where it is not told, has no ground or is no word of the vocabulary."""
        at = self.at(name)
        if at is None:
            return None
        word = _word(self.part(name).get("value"), words)
        if word is None:
            self.missed.append(name)
        return None if word is None else (word, at)

    def core(self, name: str, words: type[Word]) -> tuple[Word, Offsets] | None:
        """As ``pair``, for the field that makes the claim: its words must stand in a sentence of the quote."""
        found = self.pair(name, words)
        if found is None or self.in_own_sentence(found[1]):
            return found
        self.missed.append(name)
        return None

    def in_own_sentence(self, at: Offsets) -> bool:
        """Whether a stretch lies in a sentence that the quote touches."""
        first, last = self.passage.sentence_at(self.span.start), self.passage.sentence_at(max(self.span.end - 1, 0))
        return gap(at, (first.start, last.end)) == 0

    def _found(self, name: str, words: object) -> Offsets | None:
        found = occurrences(self.passage.text, words, self._zone) if isinstance(words, str) else ()
        at = nearest(found, self.span.offsets)
        if at is None:
            self.missed.append(name)
        return at


def _word(value: object, words: type[Word]) -> Word | None:
    return words(value) if isinstance(value, str) and value in set(words) else None


def _words(field: object) -> Iterator[str]:
    """Every string of words in a field."""
    if isinstance(field, str):
        yield field
    elif isinstance(field, dict) and isinstance(field.get("words"), str):
        yield field["words"]
    elif isinstance(field, list):
        yield from (item["words"] for item in field if isinstance(item, dict) and isinstance(item.get("words"), str))
