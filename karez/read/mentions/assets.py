"""Roads, lines, networks and services in a text: named ones by the atlas, the rest by the generic words."""

import re
from functools import cache

from karez.model.mention import AssetMention
from karez.model.text import Span
from karez.model.vocabulary import AssetType
from karez.read.lexicon import alternatives, data
from karez.read.protocols import World

_NAME = r"(?-i:[A-Z][\w’'&-]*|[A-Z]{1,3}-?\d+)"


@cache
def _generic() -> re.Pattern[str]:
    groups = "|".join(f"(?P<{name}>{alternatives(words)})" for name, words in data("assets")["types"].items())
    return re.compile(rf"(?<![\w-])(?:{_NAME}\s+){{0,5}}(?:{groups})(?![\w-])", re.IGNORECASE)


@cache
def _bare() -> re.Pattern[str]:
    groups = "|".join(f"(?P<{name}>{alternatives(words)})" for name, words in data("assets")["types"].items())
    return re.compile(rf"(?<![\w-])(?:{groups})(?![\w-])", re.IGNORECASE)


def find_assets(text: str, *, world: World) -> tuple[AssetMention, ...]:
    """Return every asset that ``text`` names, in order, none overlapping; names of the atlas win."""
    found = _named(text, world)
    taken = [mention.span.offsets for mention in found]
    generic = _bare() if text[:400].isupper() else _generic()
    for match in generic.finditer(text):
        start, end = match.span()
        if any(start < last and first < end for first, last in taken):
            continue
        start += _leading(match.group())
        group = next(name for name, value in match.groupdict().items() if value)
        found.append(AssetMention(Span.of(text, start, end), None, AssetType(group)))
    return tuple(sorted(found, key=lambda mention: mention.span.offsets))


_LEAD = re.compile(
    r"(?:(?:As|The|All|Some|In|No|Both|While|When|If|But|And|Most|Many|Our|Their|Its|His|On|At|After|This)\s+)+"
)


def _leading(words: str) -> int:
    """How many characters at the front only look like a name because a sentence begins there."""
    match = _LEAD.match(words)
    return match.end() if match and match.end() < len(words) else 0


def _named(text: str, world: World) -> list[AssetMention]:
    found: list[AssetMention] = []
    for match in world.assets.find(text):
        things = [match.asset] if match.asset else list(match.candidates)
        if not things or (found and match.start < found[-1].span.end):
            continue
        span = Span.of(text, match.start, match.end)
        found.append(AssetMention(span, match.asset.id if match.asset else None, things[0].asset_type))
    return found
