"""Word tests of ``muc-map-1``: the head noun of a quote, whether it is a person or a thing, and the form compared."""

import re
from pathlib import Path


def _words(name: str) -> frozenset[str]:
    return frozenset(Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8").split())


# Words of which a head noun tells that persons are meant. Singular and plural are tried both.
PERSONS = _words("persons")

# Words for several persons, which are no name but name no person either.
COLLECTIVES = _words("collectives")

# Words of which a head noun tells that a thing or an institution is meant.
THINGS = _words("things")

_NUMBER = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozens?|several|many|few"
)
_OPENING = re.compile(
    r"^(?:(?:at least|more than|less than|fewer than|about|around|some|nearly|almost|over|up to|as many as"
    rf"|approximately|an?|the|another|other|\d[\d,.]*|{_NUMBER}|of)\b[\s-]*)+(?=\w)",
    re.IGNORECASE,
)
# An opening of articles alone is left where it stands.
_COUNT = re.compile(rf"\d|\b(?:{_NUMBER})\b", re.IGNORECASE)
_AFTER_HEAD = re.compile(
    r"\s(?:of|from|in|at|with|who|that|which|whose|belonging|on|near|for|by|to|and|wearing|dressed|traveling|riding)\s",
    re.IGNORECASE,
)
_ARTICLES = re.compile(r"\b(?:the|an?)\b")


def normal(words: str) -> str:
    """The form in which strings are compared: lower case, no punctuation, no articles, single blanks."""
    kept = re.sub(r"[^\w\s]+", " ", words.casefold().replace("'", ""))
    return " ".join(_ARTICLES.sub(" ", kept).split())


def uncounted(quote: str) -> str:
    """The quote without the numbers that it opens with ("at least six priests": "priests"); else as it is."""
    opening = _OPENING.match(quote)
    return quote[opening.end() :] if opening and _COUNT.search(opening.group()) else quote


def head(quote: str) -> str:
    """The last word before the first of/from/in/at/with/who/that and their like, in lower case; "" for no word."""
    before = _AFTER_HEAD.split(f"{quote} ", maxsplit=1)[0]
    words = re.findall(r"[\w'-]+", before.casefold())
    return words[-1].removesuffix("'s") if words else ""


def _among(word: str, words: frozenset[str]) -> bool:
    last = word.rsplit("-", maxsplit=1)[-1]
    return bool({word, last, last.removesuffix("s"), last.removesuffix("es"), re.sub(r"ies$", "y", last)} & words)


def is_person(quote: str) -> bool:
    """Whether the head noun is a person word."""
    return _among(head(quote), PERSONS)


def is_thing(quote: str) -> bool:
    """Whether the head noun is a thing or an institution."""
    return _among(head(quote), THINGS)


def is_name(quote: str) -> bool:
    """Whether a quote looks like the name of a person: its head is no word for a person or for several, no digit."""
    common = is_person(quote) or _among(head(quote), COLLECTIVES)
    return bool(normal(quote)) and not common and not re.search(r"\d", quote)


def after_of(quote: str) -> str | None:
    """What stands after the first "of" of "members of the X"; None where there is none."""
    found = re.search(r"\sof\s+(?:the\s+)?(.+)$", quote, re.IGNORECASE | re.DOTALL)
    return found[1] if found else None
