"""The forms by which names of persons are told: capitalised words, cues before and after, offices, headlines."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import yaml

_CAPITALS = "".join(re.escape(chr(code)) for code in range(min(sys.maxunicode, 0x2FFF)) if chr(code).isupper())
_PREFIX = r"(?:(?:al|el|ul|ur|ad|as|an)[-’'])?"
_WORD = rf"(?:(?:[{_CAPITALS}]\.)+(?=[ \t])|{_PREFIX}[{_CAPITALS}]\w*(?:['’-]\w+)*)"
_BETWEEN = r"[ \t\u00a0]+(?:(?:al|el|ul|ur|bin|ibn|bint|de|del|la|van|von|der|da|dos)[ \t]+)?"
# A run of capitalised words on one line: names never span a line break.
RUN = re.compile(rf"(?<!\w){_WORD}(?:{_BETWEEN}{_WORD})*")
LOWER = re.compile(r"(?<![\w'’-])[^\W\d_A-Z][^\W\d_A-Z]{2,}(?![\w])")
_ONE = re.compile(_WORD)
_POSSESSIVE = re.compile(r"['’]s$")
_HEADLINE_WORDS, _HEADLINE_LENGTH, _HEADLINE_SHARE = 3, 160, 0.7


@dataclass(frozen=True, slots=True)
class Word:
    """A capitalised word without its possessive ending, the same folded for comparing, and where it stands."""

    text: str
    folded: str
    start: int
    end: int


@cache
def lists() -> Any:  # noqa: ANN401 - the shape is that of the file
    """Return the content of ``data/mask.yaml``."""
    text = files("karez.brief").joinpath("data").joinpath("mask.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


@cache
def stop_words() -> frozenset[str]:
    """Capitalised words that are part of no private name: common words, and those of offices and cues."""
    groups = ("offices", "left_office", "named", "people", "roles", "common", "institutions")
    return frozenset(word for name in groups for entry in lists()[name] for word in str(entry).split())


def words_of(run: re.Match[str]) -> list[Word]:
    """Return the words of a run."""
    found = []
    for match in _ONE.finditer(run.group()):
        text = _POSSESSIVE.sub("", match.group())
        start = run.start() + match.start()
        found.append(Word(text, plain(text), start, start + len(text)))
    return found


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """Return a name folded for comparing."""
    return " ".join(_POSSESSIVE.sub("", word) for word in text.casefold().replace(".", "").split())


def phrases(name: str) -> set[str]:
    """Return the folded forms under which a known name may stand in a text."""
    bare = re.sub(r"\([^)]*\)", " ", name)
    forms = {plain(re.sub(r"[^\w\s'’.-]", " ", form)) for form in (name, bare)}
    return {form.removeprefix("the ") for form in forms if form}


def is_institution(word: Word) -> bool:
    """Whether a run that ends in this word names a body or a place, not a person."""
    return word.folded in lists()["institutions"]


def bodies_in(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Where a run names a body whose first word says what it is, such as a front or an army, in another language."""
    beginnings, articles = lists()["body_beginnings"], tuple(lists()["articles"])
    pairs = enumerate(pairwise(words))
    return [(at, at + 2) for at, (one, two) in pairs if one.folded in beginnings and two.folded.startswith(articles)]


def is_initial(text: str) -> bool:
    """Whether a word is one or more initials."""
    return text.endswith(".")


def is_acronym(text: str) -> bool:
    """Whether a word is short and all capitals."""
    return text.isupper() and len(text) <= 5 and not is_initial(text)


@lru_cache(maxsize=50_000)
def is_stop(folded: str) -> bool:
    """Whether a word, or each part of it between hyphens, is part of no private name."""
    parts = [part for part in re.split(r"[-–—]", folded) if part]
    return all(part in stop_words() for part in parts) or folded.endswith(_place_endings())


@cache
def _place_endings() -> tuple[str, ...]:
    return tuple(lists()["place_endings"])


def is_ordinary_form(folded: str) -> bool:
    """Whether a word has the form of an ordinary English word, such as -ing or -tion."""
    return folded.endswith(tuple(lists()["ordinary_endings"])) and folded not in lists()["names_like_words"]


def headlines(text: str) -> list[tuple[int, int]]:
    """Return where lines stand whose words are nearly all capitalised, so that capitals tell no names."""
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", line) if len(word) > 3]
        capitals = sum(word[0].isupper() for word in words)
        shouted = sum(word.isupper() for word in words) >= _HEADLINE_SHARE * len(words)
        few = len(words) < _HEADLINE_WORDS or (len(line) > _HEADLINE_LENGTH and not shouted)
        if not few and capitals >= _HEADLINE_SHARE * len(words):
            found.append((at, at + len(line)))
        at += len(line)
    return found


def _any(entries: Sequence[str]) -> str:
    return "|".join(re.escape(entry).replace(r"\ ", r"\s+") for entry in sorted(entries, key=len, reverse=True))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = lists()
    people, kin, offices = _any(data["people"]), _any(data["kin"]), _any(data["offices"])
    roles = _any([*data["people"], *data["roles"]])
    return {
        "named": re.compile(rf"(?:(?:^|\W)(?:{_any(data['named'])})[.:]?,?\s+|(?:^|\n)[ \t]*by[ \t]+)[\"“‘']?$", re.I),
        "people": re.compile(rf"(?:^|\W)(?:{people})\.?,?[ \t]+[\"“‘']?$", re.I),
        "office": re.compile(rf"(?:^|\W)(?:{offices})\.?,?[ \t]+$", re.I),
        "left": re.compile(rf"(?:^|\W)(?:{_any(data['left_office'])})[ -](?:[\w'’-]+[ \t]+){{0,3}}[\"“]?$", re.I),
        "in_office": re.compile(
            rf"^,[ \t]+(?:the|its|their|his|her)?[ \t]*(?:[\w-]+[ \t]+){{0,2}}(?:{offices})\b", re.I
        ),
        "age": re.compile(r"^(?:,[ \t]+(?:aged[ \t]+)?\d{1,2}(?=[,.;)]|[ \t]+years|$)|[ \t]+\(\d{1,2}\))", re.I),
        "kin": re.compile(rf"^['’]s?[ \t]+(?:[\w-]+[ \t]+)?(?:{kin})\b", re.I),
        "role": re.compile(rf"^,[ \t]+(?:an?|the|one|another)[ \t]+(?:[\w-]+[ \t]+){{0,3}}(?:{roles})\b", re.I),
        "harmed": re.compile(rf"^,?[ \t]+(?:who[ \t]+)?(?:{_any(data['harmed'])})\b", re.I),
        "of": re.compile(r"^,?[ \t]+(?:alias|s/o|d/o|w/o|son of|daughter of|wife of|widow of|@)(?=\W)", re.I),
    }


@cache
def _last_words(group: str) -> frozenset[str]:
    """The last word of every entry: a quick look before the whole pattern is tried."""
    return frozenset(str(entry).split()[-1].casefold() for entry in lists()[group])


def _ends_like(before: str, group: str) -> bool:
    words = before[-24:].rstrip(' \t\n\u00a0"“‘').rstrip(".:,").rsplit(None, 1)
    if not words:
        return False
    last = words[-1].rsplit("-", 1)[-1].lstrip('(“"‘[').casefold()
    return last in _last_words(group)


def is_named(before: str) -> bool:
    """Whether the words before tell that a person's name comes, whatever its form."""
    near = _ends_like(before, "named") or before.rstrip()[-2:].casefold() == "by"
    return near and _patterns()["named"].search(before) is not None


def is_cued(before: str, after: str) -> bool:
    """Whether the words around tell a private person: a role, an age, kin, or what was done to them."""
    found = _patterns()
    if _ends_like(before, "people") and found["people"].search(before):
        return True
    return any(found[name].match(after) for name in ("age", "kin", "role", "harmed", "of"))


def is_in_office(before: str, after: str) -> bool:
    """Whether the words around name a high office that the person holds, not one that they have left."""
    found = _patterns()
    if _ends_like(before, "offices") and found["office"].search(before):
        return found["left"].search(before) is None
    return found["in_office"].match(after) is not None
