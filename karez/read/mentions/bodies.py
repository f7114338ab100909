"""Armed bodies that no pack knows, told by the form of their name: "the X Liberation Army (XLA)", later "the XLA".

Also "the armed group X", and abbreviations that stand before a word for fighters ("XLA fighters").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from karez.model.text import Offsets
from karez.model.vocabulary import ActorClass
from karez.read.lexicon import alternatives, data, pattern
from karez.read.mentions.covered import Covered

_NAME = r"(?-i:[A-Z][\w’'-]*)"
_JOINED = rf"\s+(?:of|for|in|to|against|de|del|pour)(?:\s+(?:the|la|le|les|and)){{0,2}}\s+{_NAME}(?:\s+(?:and\s+(?:the\s+)?)?{_NAME}){{0,2}}"
_SHORT = re.compile(r"\s*[(\[](?:the\s+|or\s+|known\s+as\s+)?(?P<short>[A-Z][A-Za-z0-9/&-]{1,9})[)\]]")
_SPELLED = re.compile(
    rf"(?<![\w-])(?P<name>{_NAME}(?:\s+(?:{_NAME}|of|for|and|the|de|du|la|al-[A-Z]\w+)){{0,7}})\s*\((?P<short>[A-Z][A-Za-z0-9/&-]{{1,9}})\)"
)
_LEAD = re.compile(
    r"(?:(?:The|A|An|In|On|By|And|But|When|After|As|While|Since|If|For|With|One|Two|Three|Suspected|Alleged|Both|Some)\s+)+",
    re.IGNORECASE,
)
_OWNER = re.compile(r"(?<!people)(?<!peoples)['’]s\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """An armed body named at ``start:end``."""

    start: int
    end: int
    actor_class: ActorClass


@cache
def _closed(upper: bool) -> re.Pattern[str]:
    stops = "|".join(data("unlisted")["stops"])
    word = rf"(?!(?:{stops})\b)[A-Z][\w’'-]*" if upper else _NAME
    word = rf"(?:{word}|\d{{1,3}})"
    return re.compile(
        rf"(?<![\w-])(?:{word}\s+){{1,4}}?(?P<head>{_case(data('bodies')['heads'], upper)})(?:-(?-i:[A-Z])\w+)?(?![\w-])",
        re.I,
    )


@cache
def _open(upper: bool) -> re.Pattern[str]:
    # In a text all in capitals nothing tells where such a name ends but its abbreviation.
    end = r"(?=\s*[(\[][A-Z])" if upper else ""
    return re.compile(
        rf"(?<![\w-])(?P<head>{_case(data('bodies')['openers'], upper)}){_JOINED}(?:{_JOINED})?{end}", re.I
    )


def _case(words: Sequence[str], upper: bool) -> str:
    """The words in any case; in running text the first letter must be a capital."""
    return alternatives(words) if upper else rf"(?=(?-i:[A-Z])){alternatives(words)}"


@cache
def _called() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-]){alternatives(data('bodies')['called'])}\s+(?P<name>{_NAME}(?:\s+{_NAME}){{0,3}})", re.I
    )


@cache
def _fighters() -> re.Pattern[str]:
    words = alternatives(data("actors")["classes"]["armed_group"])
    return re.compile(rf"(?<![\w-])(?P<name>[A-Z][A-Z0-9]{{1,7}})\s+(?i:{words})(?!\w)")


@cache
def _list(name: str) -> re.Pattern[str]:
    return pattern(data("bodies")[name])


def find_bodies(text: str, countries: Sequence[Offsets]) -> list[Body]:
    """Return the armed bodies that ``text`` names by form, in order. ``countries`` are the spans of countries' names.

    With a country's name in it "X Defence Forces" is the state's, and not returned.
    """
    upper = text[:400].isupper()
    found: dict[str, ActorClass] = {}
    groups = list(_names(text, upper, countries))
    political = _political(text, groups)
    found.update({name: ActorClass.ARMED_GROUP for group in groups for name in group if name not in political})
    if not upper:
        found.update(dict.fromkeys(_by_fighters(text), ActorClass.ARMED_GROUP))
    return list(_everywhere(text, found))


def _by_fighters(text: str) -> Iterator[str]:
    """Letters that stand before a word for fighters, or are called an armed group; and the names they are short for."""
    barred = set(data("bodies")["not_abbreviations"])
    shorts = {match["name"] for match in _fighters().finditer(text)} - barred
    spelled = [(match["name"], match["short"]) for match in _SPELLED.finditer(text)]
    called = bool(spelled) and _armed_group().search(text) is not None
    told: dict[tuple[str, str], bool] = {}
    for pair in spelled:
        name, short = pair
        if called and short not in shorts and short not in barred and pair not in told:
            told[pair] = _said_of(name, short).search(text) is not None
        if short in shorts or told.get(pair):
            shorts.add(short)
            yield name[_lead(name) :]
    yield from shorts


_IS = r"(?:,|(?<!\s))\s+(?:is\s+)?(?:an?|the)\s+(?:\w+\s+)?"


@cache
def _armed_group() -> re.Pattern[str]:
    return re.compile(alternatives(data("bodies")["called"]))


def _said_of(name: str, short: str) -> re.Pattern[str]:
    names = rf"(?:{re.escape(short)}|{re.escape(name)}\s*\([^)]*\))"
    return re.compile(rf"(?<!\w){names}{_IS}{_armed_group().pattern}")


def _names(text: str, upper: bool, countries: Sequence[Offsets]) -> Iterator[tuple[str, ...]]:
    """Every name with its abbreviation."""
    states, alone = Covered(text, countries), frozenset(countries)
    for match in _closed(upper).finditer(text):
        start = match.start() + _lead(match.group())
        before = text[start : match.start("head")]
        if before and _fits(text, (start, match.end()), before, match["head"], states):
            yield _with_short(text, start, match.end())
    for match in _open(upper).finditer(text):
        sure = _list("sure_openers").search(match["head"]) or _list("armed_words").search(match.group())
        if sure and not _list("not_before").match(match.group()):
            yield _with_short(text, match.start() + _lead(match.group()), match.end())
    if not upper:
        for match in _called().finditer(text):
            if match.span("name") not in alone:
                yield _with_short(text, *match.span("name"))


def _lead(words: str) -> int:
    """Where the name begins: after a sentence's first words and after whose body it is ("the XLA's Y Brigade")."""
    owners = list(_OWNER.finditer(words))
    start = owners[-1].end() if owners else 0
    match = _LEAD.match(words, start)
    return match.end() if match else start


def _fits(text: str, span: Offsets, before: str, head: str, states: Covered) -> bool:
    if _list("not_before").fullmatch(before.rsplit(maxsplit=1)[-1]):
        return False
    return not (_list("of_state").fullmatch(head) and states.touches(span))


def _with_short(text: str, start: int, end: int) -> tuple[str, ...]:
    short = _SHORT.match(text, end)
    return (text[start:end], short["short"]) if short else (text[start:end],)


def _political(text: str, names: Sequence[Sequence[str]]) -> set[str]:
    """Those of ``names`` that stand before a word for a party of politics somewhere, with their other names."""
    if not names:
        return set()
    told = {match["name"] for match in _before_politics().finditer(text)}
    return {name for group in names for name in group if any(_ends(other, told) for other in group)}


def _ends(name: str, told: set[str]) -> bool:
    return any(words == name or words.endswith(f" {name}") for words in told)


@cache
def _before_politics() -> re.Pattern[str]:
    words = alternatives(data("bodies")["political"])
    return re.compile(rf"(?<![\w-])(?P<name>[A-Z][\w’'-]*(?:\s+[\w’'-]+){{0,8}}?)\s+(?i:{words})(?!\w)")


def _everywhere(text: str, found: dict[str, ActorClass]) -> Iterator[Body]:
    if not found:
        return
    words = "|".join(re.escape(name) for name in sorted(found, key=lambda name: (-len(name), name)))
    for match in re.finditer(rf"(?<![\w-])(?:{words})(?!\w)", text):
        yield Body(match.start(), match.end(), found[match.group()])
