"""Parties in a text: named ones by the lexicon of the atlas, or by their form, the rest by the generic words."""

import re
from collections.abc import Sequence
from functools import cache

from karez.model.mention import ActorMention
from karez.model.text import Span
from karez.model.vocabulary import ActorClass
from karez.read.lexicon import alternatives, data, pattern
from karez.read.mentions.bodies import find_bodies
from karez.read.protocols import World

_BLANK = r"(?:[^\S\n]+|(?-i:(?<=[a-z])\r?\n(?=[a-z])))"


@cache
def _generic() -> re.Pattern[str]:
    lists = data("actors")
    name = rf"(?-i:(?!(?:{'|'.join(lists['not_names'])})\b)[A-Z][\w’'-]+)"
    return _compiled(rf"(?:{alternatives(lists['adjectives'])}|{name})")


@cache
def _bare() -> re.Pattern[str]:
    return _compiled(alternatives(data("actors")["adjectives"]))


def _compiled(word: str) -> re.Pattern[str]:
    """The pattern of a class word with up to two of ``word`` before it."""
    lists = data("actors")
    groups = "|".join(f"(?P<{name}>{alternatives(words)})" for name, words in lists["classes"].items())
    bodies = rf"(?!\s+{alternatives(lists['not_before'])}(?!\w))"
    before = rf"(?P<before>(?:{word}{_BLANK}){{0,2}})"
    return re.compile(rf"(?<![\w-]){before}(?:{groups})(?![\w-]){bodies}", re.IGNORECASE)


@cache
def _suspicion() -> re.Pattern[str]:
    return pattern(data("actors")["suspected"])


@cache
def _tail() -> re.Pattern[str]:
    """Generic words right after a name that belong to it: "X fighters", "X troops"."""
    words = [word for words in data("actors")["classes"].values() for word in words]
    return re.compile(rf"\s+{alternatives(words)}(?!\w)", re.IGNORECASE)


def find_actors(text: str, *, world: World) -> tuple[ActorMention, ...]:
    """Return every party that ``text`` names, in order, none overlapping; names of the atlas win."""
    named = _named(text, world)
    formed = _by_form(text, named, world)
    found = [*formed, *(mention for mention in named if not any(_holds(body, mention) for body in formed))]
    taken = [mention.span.offsets for mention in found]
    # In a text all in capitals every word looks like a name.
    generic = _bare() if text[:400].isupper() or not any(char.isupper() for char in text) else _generic()
    for match in generic.finditer(text):
        start, end = match.span()
        if not any(start < last and first < end for first, last in taken):
            found.append(_mention(text, match))
            continue
        inner = match.end("before")
        if inner > start and not any(inner < last and first < end for first, last in taken):
            found.append(_mention(text, match, inner))
    return tuple(sorted(found, key=lambda mention: mention.span.offsets))


def _by_form(text: str, known: Sequence[ActorMention], world: World) -> list[ActorMention]:
    """Armed bodies that no pack knows; a name of the atlas wins where it is as long."""
    countries = [
        (match.start, match.end)
        for match in world.gazetteer.find(text)
        if match.candidates and match.candidates[0].place.kind == "country"
    ]
    found: list[ActorMention] = []
    for body in find_bodies(text, countries):
        over = [mention for mention in known if mention.span.overlaps(body.start, body.end)]
        if any(mention.span.end - mention.span.start >= body.end - body.start for mention in over):
            continue
        span = _with_tail(text, body.start, body.end)
        found.append(ActorMention(span, None, body.actor_class, _is_suspected(text, body.start)))
    return found


def _holds(outer: ActorMention, inner: ActorMention) -> bool:
    return outer.span.overlaps(*inner.span.offsets)


def _with_tail(text: str, start: int, end: int) -> Span:
    tail = _tail().match(text, end)
    return Span.of(text, start, tail.end() if tail else end)


def _named(text: str, world: World) -> list[ActorMention]:
    found: list[ActorMention] = []
    for match in world.actors.find(text):
        if not match.in_context:
            continue
        span = _with_tail(text, match.start, match.end)
        found.append(ActorMention(span, match.actor.id, match.actor.actor_class, _is_suspected(text, match.start)))
    return found


def _mention(text: str, match: re.Match[str], start: int | None = None) -> ActorMention:
    begin = match.start() if start is None else start
    group = next(name for name, value in match.groupdict().items() if value and name != "before")
    suspected = bool(_suspicion().search(match["before"])) or _is_suspected(text, begin)
    return ActorMention(Span.of(text, begin, match.end()), None, ActorClass(group), suspected)


def _is_suspected(text: str, start: int) -> bool:
    before = text[max(0, start - 14) : start].rstrip()
    found = list(_suspicion().finditer(before))
    return bool(found) and found[-1].end() == len(before)
