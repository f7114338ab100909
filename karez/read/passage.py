"""A report made ready for the rules: its text, sentences and mentions. All extractors take a Passage."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from karez.model.mention import ActorMention, AssetMention, Mentions, PlaceMention, TimeMention
from karez.model.text import Span
from karez.read.sentences import Sentence


class Spanned(Protocol):
    """Anything that stands at a span."""

    @property
    def span(self) -> Span:
        """Where."""


T = TypeVar("T", bound=Spanned)


@dataclass(frozen=True, slots=True)
class Passage:
    """One report with its sentences and mentions.

    ``published`` is ISO local (date or time) or None; ``publisher_class`` a claimant class word or None.
    ``asset_notes`` are what the atlas says about wrong forms of asset names.
    """

    text: str
    sentences: tuple[Sentence, ...]
    mentions: Mentions
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    publisher_class: str | None = None
    asset_notes: tuple[str, ...] = ()
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note where the sentences begin."""
        object.__setattr__(self, "_starts", tuple(sentence.start for sentence in self.sentences))

    @classmethod
    def of(cls, text: str, sentences: tuple[Sentence, ...], mentions: Mentions) -> "Passage":
        """Make a bare passage, mostly for tests."""
        return cls(text, sentences, mentions)

    @property
    def places(self) -> tuple[PlaceMention, ...]:
        """Place mentions in text order."""
        return self.mentions.places

    @property
    def actors(self) -> tuple[ActorMention, ...]:
        """Actor mentions in text order."""
        return self.mentions.actors

    @property
    def times(self) -> tuple[TimeMention, ...]:
        """Time mentions in text order."""
        return self.mentions.times

    @property
    def assets(self) -> tuple[AssetMention, ...]:
        """Asset mentions in text order."""
        return self.mentions.assets

    def words(self, sentence: Sentence) -> str:
        """The words of a sentence."""
        return self.text[sentence.start : sentence.end]

    def span(self, start: int, end: int) -> Span:
        """Cut a span out of the text, without white space around it."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Span.of(self.text, start, end)

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds ``offset``, else the last one that begins before it.

        Raises IndexError for a passage without sentences.
        """
        index = bisect_right(self._starts, offset) - 1
        return self.sentences[max(index, 0)]


def within(items: Sequence[T], start: int, end: int) -> tuple[T, ...]:
    """The items that lie wholly in ``start:end``; ``items`` are in text order."""
    first = bisect_right(items, start - 1, key=lambda item: item.span.start)
    found = []
    for item in items[first:]:
        if item.span.start >= end:
            break
        if item.span.end <= end:
            found.append(item)
    return tuple(found)


def nearest(items: Iterable[T], start: int, end: int) -> T | None:
    """The item with the fewest characters between it and ``start:end``; the earlier one of two equals."""
    return min(items, key=lambda item: max(item.span.start - end, start - item.span.end, 0), default=None)
