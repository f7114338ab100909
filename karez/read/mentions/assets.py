"""Roads, lines, networks and services in a text: named ones by the atlas, the rest by the generic words."""

import re
from collections.abc import Iterator
from functools import cache

from karez.model.mention import AssetMention
from karez.model.text import Span
from karez.model.vocabulary import AssetType
from karez.read.lexicon import alternatives, data, pattern
from karez.read.mentions.cores import asset_cores, groups_in, words_before
from karez.read.mentions.covered import Covered
from karez.read.protocols import World

_NAME = re.compile(r"[A-Z][\w’'&-]*|[A-Z]{1,3}-?\d+")
_MOST_BEFORE = 5


@cache
def _cased() -> re.Pattern[str]:
    groups = "|".join(f"(?P<{name}>{'|'.join(forms)})" for name, forms in data("assets")["cased"].items())
    return re.compile(rf"(?<![\w-])(?:{groups})(?![\w-])")


def _is_name(word: str) -> bool:
    return _NAME.fullmatch(word) is not None


def _generic(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and type of every asset told by a generic word, with the names before it; none overlapping."""
    upper = text[:400].isupper()
    cased = [] if upper else [(*match.span(), match.lastgroup or "") for match in _cased().finditer(text)]
    cores = sorted([*cased, *groups_in(text, asset_cores())], key=lambda item: (item[0], -item[1]))
    last = 0
    for core, end, group in cores if upper else _named_by(text, cores):
        if core < last:
            continue
        start = core if upper else words_before(text, core, _MOST_BEFORE, _is_name, across=True)
        yield (core if start < last else start), end, group
        last = end


def _named_by(text: str, cores: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The generic words, where one in capitals is the name of the next: "Castle Road supply route"."""
    kept: list[tuple[int, int, str]] = []
    for core in reversed(cores):
        if kept and text[core[0]].isupper() and text[core[1] : kept[-1][0]] == " ":
            kept[-1] = (core[0], *kept[-1][1:])
        else:
            kept.append(core)
    return kept[::-1]


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
    return re.compile(rf"(?<=\s){words}(?!\w)", re.IGNORECASE)


def find_assets(text: str, *, world: World) -> tuple[AssetMention, ...]:
    """Return every asset that ``text`` names, in order, none overlapping; names of the atlas win."""
    found = _named(text, world)
    taken = Covered(text, (mention.span.offsets for mention in found))
    for begin, end, group in _generic(text):
        start = begin + _leading(text[begin:end])
        if taken.touches((start, end)):
            continue
        if group == AssetType.TRANSPORT_SERVICE and _users().search(text, max(0, begin - 30), begin):
            continue
        kind = AssetType.RAIL if _is_rail_track(text, start, end) else AssetType(group)
        found.append(AssetMention(Span.of(text, start, end), None, kind))
    found.extend(_numbered(text, Covered(text, (mention.span.offsets for mention in found))))
    return tuple(sorted(found, key=lambda mention: mention.span.offsets))


_TRACK = re.compile(r"(?:^|\s)tracks?$", re.IGNORECASE)
_NEAR_TRACK = 160


def _is_rail_track(text: str, start: int, end: int) -> bool:
    """Whether a "track" is one for trains, by the words around it."""
    if not _TRACK.search(text[start:end]):
        return False
    return _list("on_rails").search(text, max(0, start - _NEAR_TRACK), end + _NEAR_TRACK) is not None


def _leading(words: str) -> int:
    """How many characters at the front only look like a name because a sentence begins there."""
    owner = words.rfind("’s ") + 1 or words.rfind("'s ") + 1
    start = owner + 2 if owner else 0
    match = _lead().match(words, start)
    end = match.end() if match else start
    return end if end < len(words) else 0


def _numbered(text: str, taken: Covered) -> list[AssetMention]:
    """Numbers of roads that stand alone: "the RN6", "(K-77)" right after a road; never a party's code."""
    found = []
    parties: frozenset[str] | None = None
    for match in _designation().finditer(text):
        start, end = match.span("code")
        if taken.touches((start, end)):
            continue
        parties = _before_parties(text) if parties is None else parties
        around = text[max(0, start - 80) : end + 80]
        road = _ends_with_road(text, match.start()) if match["the"] == "(" else _list("road_words").search(around)
        if road and match["code"] not in parties:
            found.append(AssetMention(Span.of(text, start, end), None, AssetType.ROAD))
    return found


def _before_parties(text: str) -> frozenset[str]:
    """Whatever stands right before a word for fighters, in every length that a code may have."""
    ends = {_before_blanks(text, match.start()) for match in _party().finditer(text)}
    # The letters, then a dash, four digits and one more letter at most.
    longest = max(map(len, data("assets")["designations"])) + 6
    return frozenset(text[max(0, end - length) : end] for end in ends for length in range(2, longest + 1))


def _before_blanks(text: str, at: int) -> int:
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at


def _ends_with_road(text: str, at: int) -> bool:
    head = text[max(0, at - 24) : at].rstrip()
    return any(group == AssetType.ROAD and end == len(head) for _, end, group in groups_in(head, asset_cores()))


def _named(text: str, world: World) -> list[AssetMention]:
    found: list[AssetMention] = []
    for match in world.assets.find(text):
        things = [match.asset] if match.asset else list(match.candidates)
        if not things or (found and match.start < found[-1].span.end):
            continue
        span = Span.of(text, match.start, match.end)
        found.append(AssetMention(span, match.asset.id if match.asset else None, things[0].asset_type))
    return found
