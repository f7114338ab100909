"""Where sentences begin and end. Offsets are of the text as it came in; nothing is normalised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from karez.read.lexicon import alternatives, data

_LONG_LINE = 50
_LONG_SENTENCE = 4000


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, without the white space around it. ``index`` counts from 0 through the text."""

    index: int
    start: int
    end: int


_ABBREVIATION = re.compile(rf"(?:\b{alternatives(data('sentences')['abbreviations'])}|\b[A-Za-z])$")
_STOP = re.compile(
    r"(?P<blank>\n[ \t\r]*\n\s*)|(?P<line>\r?\n)"
    r"|(?P<stop>(?<=[.!?])[\"'”’)\]]*(?=\s)|(?<=[a-z)\]][.!?])(?=[A-Z][a-z]))"
)
_BULLET = re.compile(r"\s*(?:[-–—•*·▪‣]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
_NEXT = re.compile(r"[\"'“‘(\[]*\s*[\w\"'“‘(\[•*–—-]")


# Names of places are looked for sentence by sentence before the claims are: the last texts are kept.
@lru_cache(maxsize=4)
def split(text: str) -> tuple[Sentence, ...]:
    """Cut ``text`` into sentences, in order; no two overlap and every word is in one."""
    return tuple(Sentence(index, start, end) for index, (start, end) in enumerate(_spans(text)))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for cut in _cuts(text):
        yield from _pieces(text, begin, cut)
        begin = cut
    yield from _pieces(text, begin, len(text))


def _pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretch without white space around it, in pieces where it is far too long for one sentence."""
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    while end - begin > _LONG_SENTENCE:
        cut = text.rfind(" ", begin, begin + _LONG_SENTENCE)
        cut = cut if cut > begin else begin + _LONG_SENTENCE
        last, following = cut, cut
        while last > begin and text[last - 1].isspace():
            last -= 1
        while following < end and text[following].isspace():
            following += 1
        yield begin, last
        begin = following
    if begin < end:
        yield begin, end


def _cuts(text: str) -> Iterator[int]:
    # Where a text has no capitals at all, a sentence may begin with a small letter.
    small = text.islower()
    for match in _STOP.finditer(text):
        if match["blank"] is not None:
            yield match.end()
        elif match["line"] is not None:
            if _line_ends(text, match.start(), match.end()):
                yield match.end()
        elif _is_stop(text, match.end(), small=small):
            yield match.end()


def _is_stop(text: str, at: int, *, small: bool) -> bool:
    before = text[max(0, at - 24) : at].rstrip("\"'”’)]")
    if before.endswith(".") and _ABBREVIATION.search(before[:-1]):
        return False
    after = text[at : at + 40].lstrip()
    return small or not after or not after[0].islower() or not before.endswith(".")


def _line_ends(text: str, at: int, after: int) -> bool:
    """Tell whether a line break ends a sentence: not where a long line of running text goes on."""
    line = text[text.rfind("\n", 0, at) + 1 : at].rstrip()
    following = text[after : after + 80]
    if not line or line[-1] in ".!?:;|" or _BULLET.match(following):
        return True
    if following[:1].islower():
        return False
    return len(line) < _LONG_LINE or _is_heading(line)


def _is_heading(line: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
    return bool(words) and not line.isupper() and all(word[0].isupper() for word in words)
