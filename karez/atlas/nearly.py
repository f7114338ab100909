"""Other spellings of a name that no list holds as written: doubled letters, the article, a last h, a space."""

from collections.abc import Iterator

from karez.atlas.words import words

# Shorter names are too like each other.
_LEAST = 4


def variants(key: str) -> Iterator[str]:
    """Yield other spellings of a folded name, each once, the nearest first; none for very short names."""
    seen = {key}
    if len(key.replace(" ", "")) < _LEAST:
        return
    for base in _with_article(key):
        for form in (base, *_lettered(base)):
            if form not in seen:
                seen.add(form)
                yield form


def _with_article(key: str) -> Iterator[str]:
    """The name itself, without its article, and with one: "al-X" and "X"."""
    yield key
    first, _, rest = key.partition(" ")
    if first in words().articles and len(rest) >= _LEAST:
        yield rest
        for article in words().articles:
            yield f"{article} {rest}"
    else:
        for article in words().articles:
            yield f"{article} {key}"


def _lettered(key: str) -> Iterator[str]:
    for index, letter in enumerate(key):
        if letter == " " or (index and key[index - 1] == letter):
            yield key[:index] + key[index + 1 :]
        else:
            yield key[: index + 1] + letter + key[index + 1 :]
    for index in range(1, min(3, len(key) - 1)):
        yield f"{key[:index]} {key[index:]}"
    yield key[:-1] if key.endswith("h") else key + "h"
