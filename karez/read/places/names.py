"""Place names in a text: every name of a place and every word derived from one, with how it is used."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from karez.model.vocabulary import PlaceUse
from karez.read.places.ends import PlaceName as PlaceName
from karez.read.places.ends import settled
from karez.read.places.features import featured
from karez.read.places.listed import Flags
from karez.read.places.tagger import OUTSIDE, Tagger, tagger
from karez.read.places.tokens import Token, tokens
from karez.read.places.use import use_features
from karez.read.sentences import split

# What the first tagger calls a name: a place's own, a word derived from one, something else that bears it.
_OWN, _DERIVED, _HOMONYM = "P", "D", "H"
# A name found so surely is one wherever it stands again with at least that chance; set on the training part.
_SURE, _POSSIBLE = 0.95, 0.03
# A text with fewer capitals than one letter in so many, at its head, is one without.
_HEAD, _FEW = 1000, 300


@dataclass(frozen=True, slots=True)
class Stretch:
    """A name as the first tagger gives it: tokens ``first`` to ``last`` of a sentence."""

    first: int
    last: int
    label: str
    chance: float


def can_find() -> bool:
    """Tell whether the trained weights are there."""
    return tagger("names") is not None and tagger("uses") is not None


def find_names(text: str, world: Flags) -> tuple[PlaceName, ...]:
    """Return the place names of ``text`` in order, none overlapping; nothing where the weights are not there.

    Any string is taken; the same text and world give the same names.
    """
    names, uses = tagger("names"), tagger("uses")
    if names is None or uses is None:
        return ()
    sentences = cut(text)
    tagged = [names.tag(rows) for rows in featured(sentences, world, no_capitals=has_no_capitals(text))]
    first = [list(stretches(*sentence)) for sentence in tagged]
    found = []
    for sentence, own, more in zip(sentences, first, again(sentences, first, tagged), strict=True):
        for stretch in sorted([*own, *more], key=lambda stretch: stretch.first):
            use = _use(sentence, stretch, uses)
            start, end = sentence[stretch.first].start, sentence[stretch.last].end
            found.append(PlaceName(start, end, use, round(stretch.chance, 4)))
    return tuple(settled(text, found, world))


def cut(text: str) -> list[list[Token]]:
    """Return the tokens of every sentence of ``text``; sentences without any are left out."""
    return [row for sentence in split(text) if (row := tokens(text, sentence.start, sentence.end))]


def has_no_capitals(text: str) -> bool:
    """Tell whether a text has next to no capitals, so that their lack says nothing."""
    letters = [char for char in text[:_HEAD] if char.isalpha()]
    return sum(char.isupper() for char in letters) * _FEW < len(letters)


def stretches(labels: Sequence[str], chances: Sequence[float]) -> Iterator[Stretch]:
    """Yield the names that a sentence's labels (``B``/``I`` and a letter, or ``O``) make, in order."""
    first = -1
    for index in range(len(labels) + 1):
        label = labels[index] if index < len(labels) else OUTSIDE
        goes_on = first >= 0 and label[0] == "I" and label[1:] == labels[first][1:]
        if goes_on:
            continue
        if first >= 0:
            yield Stretch(first, index - 1, labels[first][1:], min(chances[first:index]))
        first = -1 if label == OUTSIDE else index


def again(
    sentences: Sequence[Sequence[Token]],
    found: Sequence[Sequence[Stretch]],
    tagged: Sequence[tuple[Sequence[str], Sequence[float]]],
) -> Iterator[list[Stretch]]:
    """Yield for each sentence the names that are surely such elsewhere in the text, and may well be one here."""
    sure: dict[str, set[tuple[str, ...]]] = {}
    for sentence, names in zip(sentences, found, strict=True):
        for name in names:
            if name.label == _OWN and name.chance >= _SURE:
                words = tuple(token.text for token in sentence[name.first : name.last + 1])
                sure.setdefault(words[0], set()).add(words)
    longest = {word: sorted(names, key=lambda words: (-len(words), words)) for word, names in sure.items()}
    for sentence, (labels, chances) in zip(sentences, tagged, strict=True):
        yield list(_once_more(sentence, labels, chances, longest)) if sure else []


def _once_more(
    sentence: Sequence[Token],
    labels: Sequence[str],
    chances: Sequence[float],
    sure: Mapping[str, Sequence[tuple[str, ...]]],
) -> Iterator[Stretch]:
    free = 0
    for index, token in enumerate(sentence):
        if index < free or token.text not in sure:
            continue
        for words in sure[token.text]:
            end = index + len(words)
            if tuple(token.text for token in sentence[index:end]) != words:
                continue
            if all(label == OUTSIDE for label in labels[index:end]) and min(chances[index:end]) >= _POSSIBLE:
                yield Stretch(index, end - 1, _OWN, min(chances[index:end]))
                free = end
            break


def _use(sentence: Sequence[Token], stretch: Stretch, uses: Tagger) -> PlaceUse:
    if stretch.label == _HOMONYM:
        return PlaceUse.HOMONYM
    chances = uses.chances(use_features(sentence, stretch.first, stretch.last, stretch.label))
    fitting = [use for use in chances if (use in _OF_DERIVED) == (stretch.label == _DERIVED)]
    return PlaceUse(max(fitting, key=lambda use: (chances[use], use)))


_OF_DERIVED = frozenset(("demonym", "language"))
