"""Counted people in a sentence: a number with the words for who they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from karez.model.text import Offsets
from karez.model.vocabulary import Qualifier, Unit, Victims
from karez.read.lexicon import alternatives, data
from karez.read.numbers import Number, find_numbers
from karez.read.sentences import Sentence

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"


@dataclass(frozen=True, slots=True)
class People:
    """A number and who it counts. ``who`` spans the victims' words; None where the number stands alone."""

    number: Number
    start: int
    end: int
    who: Offsets | None
    victims: Victims
    unit: Unit = Unit.PERSONS
    attackers: bool = False


@cache
def _noun() -> str:
    groups = (f"(?P<{name}>{alternatives(words)})" for name, words in data("victims")["classes"].items())
    return "|".join(groups)


@cache
def _who() -> re.Pattern[str]:
    """After a number: adjectives and the noun, perhaps "of the", perhaps a second noun of another class."""
    adjectives = alternatives(data("victims")["adjectives"])
    return re.compile(
        rf"\s+(?:of\s+(?:the|its|their|his|them|our)\s+)?(?:{adjectives}[\s,]+){{0,4}}"
        rf"(?:(?-i:[A-Z][\w'’-]+)\s+){{0,3}}(?:{adjectives}\s+){{0,2}}(?:{_noun()})(?!\w|-)",
        re.IGNORECASE,
    )


@cache
def _single() -> re.Pattern[str]:
    adjectives = alternatives(data("victims")["adjectives"])
    return re.compile(
        rf"(?<![\w-])(?P<article>an?|another)\s+(?:{adjectives}\s+){{0,3}}(?:(?-i:[A-Z][\w'’-]+)\s+){{0,2}}(?:{_noun()})(?!\w|-)",
        re.IGNORECASE,
    )


@cache
def _listed() -> re.Pattern[str]:
    """ "the mayor and his deputy": persons told one by one, the first of them a known one."""
    adjectives = alternatives(data("victims")["adjectives"])
    person = rf"(?:{adjectives}\s+|(?-i:[A-Z][\w'’-]+)\s+){{0,2}}(?:{alternatives(data('victims')['titles'])})"
    named = r"(?:\s+of\s+(?:the\s+)?(?-i:[A-Z][\w'’-]+)){0,1}"
    more = rf"(?:,\s+(?:{_ARTICLE})?{person}{named}){{0,4}}"
    return re.compile(
        rf"(?<![\w-])(?:the|his|her|its|their|our)\s+{person}{named}(?:{more})\s*,?\s+and\s+(?:{_ARTICLE})?{person}(?!\w|-)",
        re.IGNORECASE,
    )


_ARTICLE = r"(?:the|an?|his|her|its|their|our|another)\s+"
_AND = re.compile(r",?\s+and\s+|,\s+", re.IGNORECASE)
# "four of the wounded died": the harm is in the verb, not in "wounded".
_OF_THE_HURT = re.compile(
    r"\s+of\s+(?:the|those|them|these)(?:\s+(?:\d+\s+)?(?:wounded|injured|dead|hurt|missing|detained|detainees|hostages|captives|patients|victims))?(?!\w)",
    re.IGNORECASE,
)
_AFTER_NUMBER = re.compile(
    rf"\s*(?:{_MONTH}\b|km\b|kms\b|kilomet|mile|metre|meter|feet|foot|percent|per\s+cent|hours?\b|days?\b|weeks?\b|months?\b|years?\b|"
    r"minutes?\b|kg\b|kilogram|tons?\b|tonnes?\b|mm\b|a\.?m\b|p\.?m\b|o'clock|st\b|nd\b|rd\b|th\b|houses?\b|vehicles?\b|cars?\b|"
    r"shops?\b|buildings?\b|bridges?\b|times?\b|dollars|rupees|million\s+(?:dollars|rupees)|places?\b|districts?\b|villages?\b|towns?\b|"
    r"cities\b|locations?\b|attacks?\b|explosions?\b|blasts?\b|bombs?\b|rockets?\b|rounds?\b|weapons?\b|rifles?\b)",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\s*(?:years|months|weeks|days|hours|minutes|seconds|percent|per\s+cent|kilomet|km)\b", re.IGNORECASE
)
_BEFORE_NUMBER = re.compile(
    rf"(?:\b{_MONTH}|\baged?|\bage\s+of|\bnumber|\bNo\.?|\$|\bRs\.?|\broute|\bphase|\bin|\bsince|\bof)\s*$",
    re.IGNORECASE,
)
# "one of the deadliest attacks" counts nobody.
_RANKED = re.compile(r"\s+of\s+(?:the|its|their)\s+(?:\w+est|most|worst|main|largest)\b", re.IGNORECASE)
_YEARS = range(1900, 2101)
_OLDEST, _BEFORE_AGE = 110, 24
_SET_APART, _CLOSED = re.compile(r"(?:[^\W\d_],\s|\()$"), re.compile(r"[,)]")
_AGED = re.compile(r"\bage[sd]?\s(?:\d{1,3}(?:,\s(?:and\s)?|\sand\s))*$", re.IGNORECASE)
_NO = re.compile(r"\bno\s$", re.IGNORECASE)


def find_people(text: str, sentence: Sentence) -> tuple[People, ...]:
    """Return every counted group of people in a sentence, in order; "a soldier" is one."""
    found: list[People] = []
    for number in find_numbers(text, sentence.start, sentence.end):
        people = _counted(text, number, sentence.end)
        if people and (not found or people.start >= found[-1].end):
            found.append(people)
    pairs = [pair for pair in _pairs(text, sentence) if not any(_share(pair, people) for people in found)]
    found.extend(pairs)
    taken = [(people.start, people.end) for people in found]
    for single in _singles(text, sentence):
        if not any(single.start < last and first < single.end for first, last in taken):
            found.append(single)
    return tuple(sorted(found, key=lambda people: people.start))


def _counted(text: str, number: Number, end: int) -> People | None:
    if _RANKED.match(text, number.end, end):
        return None
    if _MEASURED.match(text, number.end, end) or is_age(text, number) or _is_bare(text, number, end):
        return None
    hurt = _OF_THE_HURT.match(text, number.end, end)
    match = _who().match(text, number.end, end)
    if hurt and not match:
        return People(number, number.start, hurt.end(), None, Victims.UNKNOWN)
    if match:
        return _people(number, match, number.start)
    if _AFTER_NUMBER.match(text, number.end, end) or _is_date(text, number):
        return None
    return People(number, number.start, number.end, None, Victims.UNKNOWN)


def _share(one: People, other: People) -> bool:
    return one.start < other.end and other.start < one.end


def _pairs(text: str, sentence: Sentence) -> Iterator[People]:
    """Persons told one by one count as many as are told."""
    for match in _listed().finditer(text, sentence.start, sentence.end):
        count = len(_AND.findall(match.group())) + 1
        number = Number(match.start(), match.end(), match.span(), count, count, count, Qualifier.EXACT)
        yield People(number, match.start(), match.end(), match.span(), _class_of(match.group()))


def _class_of(words: str) -> Victims:
    """The class of a list of persons: that of all of them, else mixed."""
    kinds = set()
    for part in _AND.split(words):
        found = [name for name in data("victims")["classes"] if _class_words(name).search(part)]
        kinds.add(found[0] if found else "unknown")
    kinds.discard("unknown")
    return Victims(kinds.pop()) if len(kinds) == 1 else (Victims.MIXED if kinds else Victims.UNKNOWN)


def class_in(text: str, start: int, end: int) -> tuple[Offsets | None, Victims]:
    """Return where in ``text[start:end]`` the first word for victims stands, and their class."""
    found = [
        (match.start(), -match.end(), Victims(name))
        for name in data("victims")["classes"]
        if (match := _class_words(name).search(text, start, end))
    ]
    if not found:
        return None, Victims.UNKNOWN
    first, last, victims = min(found)
    return (first, -last), victims


@cache
def _class_words(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(data('victims')['classes'][name])})(?!\w)", re.IGNORECASE)


def is_age(text: str, number: Number) -> bool:
    """ "The man, 28, died", "ages 17, 23 and 24": a number between commas or brackets is how old somebody is."""
    if (number.best or 0) > _OLDEST or not text[slice(*number.at)].isdigit():
        return False
    before = text[max(0, number.at[0] - _BEFORE_AGE) : number.at[0]]
    set_apart = _SET_APART.search(before) is not None and _CLOSED.match(text, number.at[1]) is not None
    return set_apart or _AGED.search(before) is not None


def _is_bare(text: str, number: Number, end: int) -> bool:
    """A year with a number of its own after it ("2016 Two children"), and the one of "no one"."""
    if _is_year(text, number):
        return next(find_numbers(text, number.end, min(end, number.end + 20)), None) is not None
    return number.best == 1 and _NO.search(text, max(0, number.at[0] - 4), number.at[0]) is not None


def _is_date(text: str, number: Number) -> bool:
    before = text[max(0, number.at[0] - 12) : number.at[0]]
    if re.search(rf"\b{_MONTH}\s*$", before, re.IGNORECASE):
        return True
    return _is_year(text, number) and bool(_BEFORE_NUMBER.search(before) or number.low == number.high)


def _is_year(text: str, number: Number) -> bool:
    return number.best in _YEARS and text[slice(*number.at)].isdigit()


def _singles(text: str, sentence: Sentence) -> Iterator[People]:
    for match in _single().finditer(text, sentence.start, sentence.end):
        number = Number(match.start(), match.end("article"), match.span("article"), 1, 1, 1, Qualifier.EXACT)
        yield _people(number, match, match.start())


def _people(number: Number, match: re.Match[str], start: int) -> People:
    name = next(name for name, value in match.groupdict().items() if value and name != "article")
    noun = match[name].lower()
    unit = {"fami": Unit.FAMILIES, "hous": Unit.HOUSEHOLDS}.get(noun[:4], Unit.PERSONS)
    if noun.startswith("housewi"):
        unit = Unit.PERSONS
    who = (_skip_blank(match.string, number.end), match.end())
    attackers = bool(re.search(r"attacker|suicide|assailant|bombers?\b", match.group(), re.IGNORECASE))
    victims = Victims(name)
    return replace(People(number, start, match.end(), who, victims, unit), attackers=attackers)


def _skip_blank(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
