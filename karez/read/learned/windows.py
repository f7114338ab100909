"""Windows: stretches of whole sentences of one paragraph, cut into the tokens that the encoder takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from karez.model.text import Offsets
from karez.read.sentences import Sentence

# Tokens of a window besides the two marks at its ends. Longer windows cost more than they tell.
LONGEST = 126


@dataclass(frozen=True, slots=True)
class Window:
    """A window. ``ids`` has the marks at both ends; ``spans`` are the offsets in the text of every token between them."""

    ids: tuple[int, ...]
    spans: tuple[Offsets, ...]

    @property
    def start(self) -> int:
        """The offset of its first token."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """The offset after its last token."""
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True)
class _Tokens:
    ids: tuple[int, ...]
    spans: tuple[Offsets, ...]


def windows(text: str, sentences: Sequence[Sentence], tokenizer: Tokenizer) -> Iterator[Window]:
    """Yield the windows of ``text`` in order. None crosses a blank line; a sentence is cut only where it is too long."""
    first, last = tokenizer.encode("").ids
    for group in _packed(text, [(sentence, _tokens(text, sentence, tokenizer)) for sentence in sentences]):
        ids = [identity for tokens in group for identity in tokens.ids]
        spans = [span for tokens in group for span in tokens.spans]
        for at in range(0, len(ids), LONGEST):
            cut = slice(at, at + LONGEST)
            yield Window((first, *ids[cut], last), tuple(spans[cut]))


def _tokens(text: str, sentence: Sentence, tokenizer: Tokenizer) -> _Tokens:
    made = tokenizer.encode(text[sentence.start : sentence.end], add_special_tokens=False)
    spans = tuple((sentence.start + start, sentence.start + end) for start, end in made.offsets)
    return _Tokens(tuple(made.ids), spans)


def _packed(text: str, rows: Sequence[tuple[Sentence, _Tokens]]) -> Iterator[list[_Tokens]]:
    group: list[_Tokens] = []
    size, before = 0, 0
    for sentence, tokens in rows:
        if not tokens.ids:
            continue
        parted = "\n" in text[before : sentence.start].replace("\n", "", 1)
        if group and (parted or size + len(tokens.ids) > LONGEST):
            yield group
            group, size = [], 0
        group.append(tokens)
        size += len(tokens.ids)
        before = sentence.end
    if group:
        yield group
