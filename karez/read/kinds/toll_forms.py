"""Forms of a toll in which the harm stands away from the number: "of the wounded, 19 are civilians", "rose to 197"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from karez.model.text import Offsets
from karez.model.vocabulary import Harm, Victims
from karez.read.kinds.people import People, class_in
from karez.read.lexicon import alternatives, data, group_of, groups
from karez.read.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Found:
    """A counted group with its harm; ``how`` is after, before, noun, list, part, sum, not or from."""

    people: People
    harm: Harm
    word: Offsets
    how: str


def _words(name: str) -> str:
    return alternatives(data("tolls")[name])


@cache
def _groups(name: str) -> str:
    return groups(data("tolls")[name])


@cache
def _among() -> re.Pattern[str]:
    """ "Of the wounded, ...", "Among the dead were ...": whom the sentence divides."""
    return re.compile(
        rf"(?:of|among)\s+(?:the|those|these)\s+(?:\d+\s+)?(?:{_groups('divided')})(?!\w)(?:\s+(?:were|was|are|is)\b)?",
        re.IGNORECASE,
    )


@cache
def _number_of() -> re.Pattern[str]:
    """ "the number of civilians killed in it should read", "the death toll has risen to": a bare number comes next."""
    return re.compile(
        rf"(?:number\s+of\s+(?:the\s+)?(?P<who>[\w'’ -]{{0,40}}?)\s*\b(?:{_groups('counted')})(?!\w)|(?P<toll>\btoll|death\s+toll))"
        rf"[^.;:!?]{{0,70}}?\b(?:{_words('reads')})\s+(?:{_words('bounds')}\s+)?$",
        re.IGNORECASE,
    )


_NOT = re.compile(r"(?:,\s+|\s+and\s+|\s+)(?:and\s+)?(?:not|instead\s+of|rather\s+than)\s+$", re.IGNORECASE)
_FROM = re.compile(r"\s+from\s+(?:the\s+)?$", re.IGNORECASE)
_ARE = re.compile(
    r"\s+(?:are|were|is|was)\s+(?:all\s+|both\s+)?(?:(?:members?|personnel)\s+of\s+)?(?:the\s+)?", re.IGNORECASE
)
_NOUN = re.compile(r"[\w'’-]+(?:\s+[\w'’-]+){0,2}")


def divided(text: str, sentence: Sentence, groups: Sequence[People]) -> list[Found | None]:
    """For every group the harm that "Of the wounded, ..." at the head of its clause gives it, else None."""
    head = None
    for match in _among().finditer(text, sentence.start, sentence.end):
        if match.start() == sentence.start or text[max(0, match.start() - 2) : match.start()] in {", ", "; "}:
            head = match
            break
    found: list[Found | None] = []
    for people in groups:
        if head is None or people.start < head.end() or people.start - head.end() > 160:
            found.append(None)
            continue
        name = group_of(head)
        found.append(Found(_told_after(text, people, sentence.end), Harm(name), head.span(name), "part"))
    return found


def _told_after(text: str, people: People, end: int) -> People:
    """ "19 are civilians": the class of a bare number stands after the verb."""
    if people.who is not None:
        return people
    verb = _ARE.match(text, people.number.end, end)
    noun = _NOUN.match(text, verb.end(), end) if verb else None
    if verb is None or noun is None:
        return people
    spot, victims = class_in(text, verb.end(), noun.end())
    return people if spot is None else replace(people, end=spot[1], who=spot, victims=victims)


def stated(text: str, sentence: Sentence, people: People, floor: int) -> Found | None:
    """The harm of a bare number that a phrase like "the number of civilians killed should read" comes before."""
    if people.who is not None:
        return None
    match = _number_of().search(text, max(sentence.start, people.start - 150), people.start)
    if match is None:
        return None
    name = next((name for name, value in match.groupdict().items() if value and name not in {"who", "toll"}), None)
    harm = Harm(name) if name else Harm.KILLED
    word = match.span(name) if name else match.span("toll")
    spot, victims = class_in(text, *match.span("who")) if match["who"] else (None, Victims.UNKNOWN)
    counted = replace(people, who=spot, victims=victims) if spot else people
    return Found(counted, harm, word, "sum")


def corrected(text: str, people: People, before: Found | None) -> Found | None:
    """ "nine, not 11": the second number is denied; "rose to 31 from 24": the second is the one before."""
    if before is None or people.who is not None or people.start - before.people.number.end > 20:
        return None
    counted = replace(people, who=before.people.who, victims=before.people.victims)
    if _NOT.search(text, before.people.number.end, people.start):
        return Found(counted, before.harm, before.word, "not")
    if before.how == "sum" and _FROM.search(text, before.people.number.end, people.start):
        return Found(counted, before.harm, before.word, "from")
    return None
