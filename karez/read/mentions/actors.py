"""Parties in a text: named ones by the lexicon of the atlas, or by their form, the rest by the generic words."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from karez.model.mention import ActorMention
from karez.model.text import Span
from karez.model.vocabulary import ActorClass
from karez.read.lexicon import alternatives, data, pattern
from karez.read.mentions.bodies import find_bodies
from karez.read.mentions.cores import actor_cores, groups_in, words_before
from karez.read.mentions.covered import Covered
from karez.read.protocols import World

_NAME = re.compile(r"[A-Z][\w’'-]+")
_MOST_BEFORE = 2


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(data("actors")[name])


def _belongs(word: str) -> bool:
    """Whether a word before a generic one belongs to the mention: an adjective of parties, or a name."""
    if word.lower() in _words("adjectives"):
        return True
    return _NAME.fullmatch(word) is not None and word not in _words("not_names")


def _is_adjective(word: str) -> bool:
    return word.lower() in _words("adjectives")


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
    bodies = Covered(text, (body.span.offsets for body in formed))
    found = [*formed, *(mention for mention in named if not bodies.touches(mention.span.offsets))]
    taken = Covered(text, (mention.span.offsets for mention in found))
    # In a text all in capitals every word looks like a name.
    bare = text[:400].isupper() or not any(char.isupper() for char in text)
    cores = _merged(text, list(groups_in(text, actor_cores())))
    last = 0
    for core, end, group in cores:
        start = words_before(text, core, _MOST_BEFORE, _is_adjective if bare else _belongs, across=False)
        start = start if start >= last else core
        for begin in (start, core):
            if not taken.touches((begin, end)):
                found.append(_mention(text, (begin, core, end), group))
                last = end
                break
    return tuple(sorted(found, key=lambda mention: mention.span.offsets))


def _merged(text: str, cores: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The generic words, two of one class beside each other as one ("commando battalion"), and without those that are
    only an adjective of the next ("government" of "government fighters")."""
    kept: list[tuple[int, int, str]] = []
    for core in reversed(cores):
        following = kept[-1] if kept else None
        if following and text[core[1] : following[0]] == " ":
            if following[2] == core[2]:
                kept[-1] = (core[0], following[1], core[2])
                continue
            if _is_adjective(text[core[0] : core[1]]):
                continue
        kept.append(core)
    return kept[::-1]


def _by_form(text: str, known: Sequence[ActorMention], world: World) -> list[ActorMention]:
    """Armed bodies that no pack knows; a name of the atlas wins where it is as long."""
    countries = [
        (match.start, match.end)
        for match in world.gazetteer.find(text)
        if match.candidates and match.candidates[0].place.kind == "country"
    ]
    found: list[ActorMention] = []
    longest = max((mention.span.end - mention.span.start for mention in known), default=0)
    for body in find_bodies(text, countries):
        first = bisect_left(known, body.start - longest, key=_start)
        near = known[first : bisect_left(known, body.end, lo=first, key=_start)]
        over = [mention.span for mention in near if mention.span.overlaps(body.start, body.end)]
        if any(span.end - span.start >= body.end - body.start for span in over):
            continue
        span = _with_tail(text, body.start, body.end)
        found.append(ActorMention(span, None, body.actor_class, _is_suspected(text, body.start)))
    return found


def _start(mention: ActorMention) -> int:
    return mention.span.start


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


def _mention(text: str, at: tuple[int, int, int], group: str) -> ActorMention:
    start, core, end = at
    suspected = bool(_suspicion().search(text, start, core)) or _is_suspected(text, start)
    return ActorMention(Span.of(text, start, end), None, ActorClass(group), suspected)


def _is_suspected(text: str, start: int) -> bool:
    before = text[max(0, start - 14) : start].rstrip()
    found = list(_suspicion().finditer(before))
    return bool(found) and found[-1].end() == len(before)
