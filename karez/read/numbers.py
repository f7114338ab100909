"""Numbers in words and digits, with what bounds them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from karez.model.vocabulary import Qualifier
from karez.read.lexicon import Words, alternatives, data, groups

_MOST = 10**9


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text. ``start:end`` spans number and bounding words, ``at`` the number alone.

    ``word`` is set for vague words. Bounds follow the reading contract: "at least n" is n, n, open.
    """

    start: int
    end: int
    at: tuple[int, int]
    low: int | None
    best: int | None
    high: int | None
    qualifier: Qualifier
    word: str | None = None


@cache
def _words(*, joined: bool = True) -> str:
    lists = data("numbers")
    small = alternatives([*lists["units"], *lists["tens"]])
    scale = alternatives(lists["scales"])
    joint = r"(?:and\s+)?" if joined else ""
    return (
        rf"(?:{small}(?:[\s-]+{joint}(?:{small}|{scale})){{0,5}}|an?\s+{scale}(?:\s+and\s+{small}(?:[\s-]+{small})?)?)"
    )


@cache
def number_pattern() -> Words:
    """The pattern of a number with its bounding words; groups qualifier, digits, second, words, vague."""
    lists = data("numbers")
    before = groups(lists["before"])
    digits = r"\d{1,3}(?:,\d{2,3})+|\d{1,9}"
    vague = alternatives(lists["vague"])
    return Words(
        rf"(?<![\w.,/$€£+-])(?:(?:{before})\s+)?(?:(?:the|another|a\s+further|other)\s+)?(?:"
        rf"(?P<between>between\s+)?(?:(?P<digits>{digits})(?:\s*(?:-|–|to|or)\s*(?P<second>{digits})"
        rf"|(?(between)\s+and\s+(?P<last>{digits})|(?!)))?(?:\s+(?P<scale>{alternatives(lists['scales'])}))?"
        rf"|(?(between)(?P<least>{_words(joined=False)})\s+and\s+(?P<most>{_words()})|(?!))"
        rf"|(?P<words>{_words()})(?:\s+(?:to|or)\s+(?P<more>{_words()}))?)"
        rf"|(?P<vague>{vague})(?:\s+of)?)(?![\w%/]|[.,:]\d|-(?:year|month|day|hour|km|inch|foot|man))"
    )


def find_numbers(text: str, start: int, end: int) -> Iterator[Number]:
    """Yield every number in ``text[start:end]``, in order; years, decimals and parts of codes are none."""
    for match in number_pattern().finditer(text, start, end):
        found = _number(match)
        if found is not None:
            yield found


def _number(match: re.Match[str]) -> Number | None:
    name = next((name for name in ("at_least", "at_most", "about") if match[name]), "exact")
    if match["vague"]:
        return _vague(match)
    if match["digits"]:
        value = int(match["digits"].replace(",", "")) * data("numbers")["scales"].get((match["scale"] or "").lower(), 1)
        at = match.span("digits")
        second = match["second"] or match["last"]
        if second:
            return _range(match, value, int(second.replace(",", "")))
    else:
        parsed, at = parse_words(match["words"] or match["least"]), match.span("words" if match["words"] else "least")
        if parsed is None:
            return None
        value = parsed
        more = parse_words(match["more"] or match["most"]) if match["more"] or match["most"] else None
        if more is not None:
            return _range(match, _scaled(value, more), more)
    if value > _MOST:
        return None
    low, best, high = bounds(value, Qualifier(name))
    return Number(match.start(), match.end(), at, low, best, high, Qualifier(name))


def bounds(value: int, qualifier: Qualifier) -> tuple[int | None, int | None, int | None]:
    """Return low, best and high of a number with its qualifier, by the reading contract."""
    match qualifier:
        case Qualifier.AT_LEAST:
            return value, value, None
        case Qualifier.AT_MOST:
            return None, None, value
        case Qualifier.ABOUT:
            return None, value, None
        case _:
            return value, value, value


def _range(match: re.Match[str], low: int, high: int) -> Number | None:
    if not low < high < _MOST:
        return None
    starts = (match.start(name) for name in ("digits", "words", "least"))
    ends = (match.end(name) for name in ("second", "last", "more", "most"))
    at = (max(starts), max(ends))
    return Number(match.start(), match.end(), at, low, None, high, Qualifier.RANGE)


def _scaled(low: int, high: int) -> int:
    """ "Two to three hundred": the scale counts for both."""
    scale = 10 ** (len(str(high)) - 1)
    return low * scale if low < 10 and scale > 10 and high % scale == 0 and low * scale < high else low


def _vague(match: re.Match[str]) -> Number:
    word = " ".join(match["vague"].lower().split())
    low, best, high = data("numbers")["vague"][word]
    at = match.span("vague")
    return Number(match.start(), match.end(), at, low, best, high, Qualifier.VAGUE, match["vague"].lower())


def parse_words(text: str) -> int | None:
    """Return the value of a number in words ("two hundred and six"); None where the words make no number."""
    lists = data("numbers")
    total = current = 0
    last = 0
    for word in re.split(r"[\s-]+", text.lower()):
        if word in {"and", ""}:
            continue
        if word in {"a", "an"}:
            current = 1
        elif word in lists["scales"]:
            scale = lists["scales"][word]
            current = max(current, 1) * scale
            if scale > 100:
                total, current = total + current, 0
        else:
            value = lists["units"].get(word, lists["tens"].get(word))
            if value is None or (last and last < 20):
                return None
            current += value
            last = value
            continue
        last = 0
    return total + current
