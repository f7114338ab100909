"""Roads, lines, networks and services in a text: named ones by the atlas, the rest by the generic words."""

import re
from collections.abc import Sequence
from functools import cache

from karez.model.mention import AssetMention
from karez.model.text import Offsets, Span
from karez.model.vocabulary import AssetType
from karez.read.lexicon import alternatives, data, pattern
from karez.read.protocols import World

_NAME = r"(?-i:[A-Z][\w’'&-]*|[A-Z]{1,3}-?\d+)"


@cache
def _generic() -> re.Pattern[str]:
    return _compiled(rf"(?:{_NAME}\s+){{0,5}}")


@cache
def _bare() -> re.Pattern[str]:
    return _compiled("")


def _compiled(before: str) -> re.Pattern[str]:
    lists = data("assets")
    groups = "|".join(f"(?P<{name}>{alternatives(words)})" for name, words in lists["types"].items())
    bodies = rf"(?!\s+{alternatives(lists['not_before'])}(?!\w))"
    return re.compile(rf"(?<![\w-]){before}(?:{groups})(?![\w-]){bodies}", re.IGNORECASE)


@cache
def _designation() -> re.Pattern[str]:
    letters = alternatives(data("assets")["designations"])
    return re.compile(rf"(?<![\w-])(?P<the>[Tt]he\s+|\()(?P<code>{letters}[ -]?\d{{1,4}}[A-Z]?)(?![\w-])")


@cache
def _list(name: str) -> re.Pattern[str]:
    return pattern(data("assets")[name])


@cache
def _users() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(data('assets')['users'])}\s+$", re.IGNORECASE)


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{'|'.join(data('assets')['lead'])})\s+)+")


@cache
def _party() -> re.Pattern[str]:
    """A word for fighters right after a code: it names a party ("the X23 rebels")."""
    words = alternatives([*data("actors")["classes"]["armed_group"], "movement", "group", "leaders?", "spokesman"])
    return re.compile(rf"\s+{words}(?!\w)", re.IGNORECASE)


def find_assets(text: str, *, world: World) -> tuple[AssetMention, ...]:
    """Return every asset that ``text`` names, in order, none overlapping; names of the atlas win."""
    found = _named(text, world)
    taken = [mention.span.offsets for mention in found]
    generic = _bare() if text[:400].isupper() else _generic()
    for match in generic.finditer(text):
        start, end = match.span()
        if any(start < last and first < end for first, last in taken):
            continue
        group = next(name for name, value in match.groupdict().items() if value)
        if group == AssetType.TRANSPORT_SERVICE and _users().search(text, max(0, start - 30), start):
            continue
        start += _leading(match.group())
        found.append(AssetMention(Span.of(text, start, end), None, AssetType(group)))
    found.extend(_numbered(text, [mention.span.offsets for mention in found]))
    return tuple(sorted(found, key=lambda mention: mention.span.offsets))


def _leading(words: str) -> int:
    """How many characters at the front only look like a name because a sentence begins there."""
    owner = words.rfind("’s ") + 1 or words.rfind("'s ") + 1
    start = owner + 2 if owner else 0
    match = _lead().match(words, start)
    end = match.end() if match else start
    return end if end < len(words) else 0


def _numbered(text: str, taken: Sequence[Offsets]) -> list[AssetMention]:
    """Numbers of roads that stand alone: "the RN6", "(K-77)" right after a road; never a party's code."""
    found = []
    for match in _designation().finditer(text):
        start, end = match.span("code")
        if any(start < last and first < end for first, last in taken):
            continue
        around = text[max(0, start - 80) : end + 80]
        parties = any(_party().match(text, spot.end()) for spot in re.finditer(re.escape(match["code"]), text))
        road = _ends_with_road(text, match.start()) if match["the"] == "(" else _list("road_words").search(around)
        if road and not parties:
            found.append(AssetMention(Span.of(text, start, end), None, AssetType.ROAD))
    return found


def _ends_with_road(text: str, at: int) -> bool:
    head = text[max(0, at - 24) : at].rstrip()
    words = _generic().finditer(head)
    return any(match["road"] and match.end() == len(head) for match in words)


def _named(text: str, world: World) -> list[AssetMention]:
    found: list[AssetMention] = []
    for match in world.assets.find(text):
        things = [match.asset] if match.asset else list(match.candidates)
        if not things or (found and match.start < found[-1].span.end):
            continue
        span = Span.of(text, match.start, match.end)
        found.append(AssetMention(span, match.asset.id if match.asset else None, things[0].asset_type))
    return found
