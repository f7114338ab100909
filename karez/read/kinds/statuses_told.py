"""Which state a sentence tells of each of its assets: by the word of state nearest to it, and what is listed with it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from karez.model.mention import AssetMention
from karez.model.text import Offsets, Span
from karez.model.vocabulary import AssetState, AssetType
from karez.read.kinds.clauses import overlaps_any
from karez.read.kinds.statuses_words import Said, after, before, listed
from karez.read.kinds.things import without_spots
from karez.read.lexicon import alternatives, data, group_of
from karez.read.sentences import Sentence

_AUX = r"(?:\s*\([^)]{0,20}\))?(?:\s+(?:may|might|could|can|get|gets|got|were|was|is|are|has|have|had|been|be|being|remains?|remained|still|also|effectively|now|currently|completely|fully|temporarily|all|both|mostly|to|stay|stayed|in|place|kept|again|partly|since|there|under))*"
_DIRECT = re.compile(_AUX + r"\s+", re.IGNORECASE)
_REACH = 90
_THEN = re.compile(
    r"\b(?:and|but|then)\s+(?:(?:has|have|had|was|were|is|are|stays?|stayed|remains?|remained)\s+)?(?:since\s+|now\s+|later\s+|then\s+|been\s+|already\s+){0,3}",
    re.IGNORECASE,
)
_NO_MORE = re.compile(r"(?:no\s+longer|not|never)\s+", re.IGNORECASE)
_OPPOSITE = {
    AssetState.OPEN: AssetState.CLOSED,
    AssetState.RESTORED: AssetState.CLOSED,
    AssetState.CLOSED: AssetState.OPEN,
}
# "The airport in A reopened": only the place stands between the thing and its state.
_PLACED = re.compile(
    r"(?:\s+(?:in|at|near|of|over|on|from|to|between|and|across|linking|connecting)\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,2})+\s+"
)
# A word of state one clause away from the asset needs a verb between them.
_VERB = re.compile(r"\b(?:were|was|is|are|has|have|had|been|remains?|remained|stays?|will)\b", re.IGNORECASE)
_JOINED = re.compile(
    r"^[\s,]*(?:and|or|,|&)?[\s,]*(?:the\s+|its\s+|his\s+|their\s+|city'?s\s+|all\s+|\w+\s+){0,2}$", re.IGNORECASE
)


_DONE_BY = re.compile(
    r"\b(?:cut\s+off|blocked|closed|submerged|swept\s+away|washed\s+away|surrounded)\s+by\s+(?:the\s+)?$"
)
_DUE_TO = re.compile(r"\b(?:due\s+to|because\s+of|owing\s+to|by)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
# "The A was closed between B and C and the D at E": D has the state of A.
_GAPPED = re.compile(
    r"(?:\s+(?:at|near|in|between|from|to|and|of|around|off|outside|the|[A-Z][\w’'-]*,?))*,?\s*(?:and|as\s+well\s+as|,)\s+(?:on\s+)?(?:the\s+)?"
)
_OWN_PLACE = re.compile(r"\s+(?:at|near|in|between|from|around|outside)\s+(?:the\s+)?[A-Z]")
_THE = re.compile(r"\s+(?:the\s+|this\s+|all\s+|a\s+)?", re.IGNORECASE)
_ON_IT = re.compile(r"\s+(?:on|along|over|through|across|in)\s+(?:the\s+|this\s+)?", re.IGNORECASE)
_WAYS = frozenset({AssetType.ROAD, AssetType.RAIL, AssetType.BRIDGE, AssetType.TUNNEL, AssetType.PASS})
_TRAFFIC = re.compile(r"(?:(?P<who>.*\S)\s+)?(?:traffic|vehicles?)", re.IGNORECASE | re.DOTALL)


def told(text: str, sentence: Sentence, assets: Sequence[AssetMention]) -> list[Said]:
    """Return what ``sentence`` says of its assets: one for each asset and state, by asset; second states last."""
    only = list(listed("only").finditer(text, sentence.start, sentence.end))
    users = [match.span("who") for match in only]
    assets = tuple(asset for asset in assets if not _is_no_thing(text, sentence, asset))
    assets = tuple(asset for asset in assets if not overlaps_any(*asset.span.offsets, users))
    assets = without_spots(text, assets)
    alone = {asset.span.start: item for match in only for asset in assets if (item := _only(text, match, asset))}
    found = [
        item
        for index, asset in enumerate(assets)
        if (item := alone.get(asset.span.start) or _said(text, sentence, assets, index))
    ]
    found = [_headed(text, sentence, assets, item) for item in _shared(text, assets, found)]
    found.extend(_gapped(text, sentence, assets, found))
    found = [_of_its_road(text, assets, item) for item in found]
    found.extend([later for item in found if (later := _then(text, sentence, item))])
    return found


def _only(text: str, match: re.Match[str], asset: AssetMention) -> Said | None:
    """ "Only buses are allowed on the A": who alone may use it."""
    if not _THE.fullmatch(text, match.end(), asset.span.start):
        return None
    return Said(asset, AssetState.RESTRICTED, match.span(), user=match.span("who"))


def stretches(sentence: Sentence, found: Sequence[Said]) -> list[Offsets]:
    """Return for each of ``found`` the part of the sentence that speaks of it: up to where the next state is told.

    The whole sentence where it tells one state alone; what is listed with one word of state shares its part.
    """
    first: dict[Offsets, int] = {}
    for item in found:
        if not item.apart:
            at = min(item.asset.span.start, item.word[0])
            first[item.word] = min(first.get(item.word, at), at)
    begins = [_begin(item, first) for item in found]
    cuts = sorted(set(begins))
    made = []
    for begin in begins:
        after_it = next((cut for cut in cuts if cut > begin), sentence.end)
        made.append((sentence.start if begin == cuts[0] else begin, after_it))
    return made


def _begin(item: Said, first: Mapping[Offsets, int]) -> int:
    if item.later:
        return item.word[0]
    return item.asset.span.start if item.gapped else first[item.word]


def _gapped(text: str, sentence: Sentence, assets: Sequence[AssetMention], found: Sequence[Said]) -> Iterator[Said]:
    """Assets with a place of their own after one with a state, and no verb: "and the D at E"."""
    stated = {item.asset.span.start: item for item in found}
    last: Said | None = None
    end = 0
    for index, asset in enumerate(assets):
        own = stated.get(asset.span.start)
        if own:
            last, end = own, max(own.word[1], asset.span.end)
            continue
        stop = assets[index + 1].span.start if index + 1 < len(assets) else sentence.end
        if last is None or asset.asset_type not in _WAYS or last.asset.asset_type not in _WAYS:
            continue
        joined = _GAPPED.fullmatch(text, end, asset.span.start)
        if joined and _OWN_PLACE.match(text, asset.span.end, stop) and not _VERB.search(text[asset.span.end : stop]):
            yield Said(asset, last.state, last.word, gapped=True, user=last.user)
            end = asset.span.end


def _of_its_road(text: str, assets: Sequence[AssetMention], item: Said) -> Said:
    """ "Heavy traffic was stopped on the A": the state is that of the road, for heavy traffic."""
    asset = item.asset
    match = _TRAFFIC.fullmatch(asset.span.quote)
    if asset.asset_type is not AssetType.TRANSPORT_SERVICE or match is None or item.word[0] < asset.span.end:
        return item
    road = next((other for other in assets if other.span.start >= item.word[1]), None)
    if road is None or road.asset_type not in _WAYS:
        return item
    if not _ON_IT.fullmatch(text, item.word[1], road.span.start):
        return item
    user = asset.span.offsets if match["who"] else None
    return replace(item, asset=road, user=user, gapped=False)


def _is_no_thing(text: str, sentence: Sentence, asset: AssetMention) -> bool:
    """Whether what is named is a user, or what did it: "villages cut off by water"."""
    lead = text[max(sentence.start, asset.span.start - 30) : asset.span.start]
    if asset.asset_type is AssetType.WATER and _DUE_TO.search(lead):
        return True
    return _DONE_BY.search(lead) is not None or _is_user(text, sentence, asset)


def _is_user(text: str, sentence: Sentence, asset: AssetMention) -> bool:
    """ "reopened for light traffic": traffic is who may use it, not what is open."""
    return any(
        match.start() < asset.span.start < match.end()
        for match in listed("users").finditer(text, max(sentence.start, asset.span.start - 40), sentence.end)
    )


def _then(text: str, sentence: Sentence, item: Said) -> Said | None:
    """ "was blocked on Sunday and has been cleared": the second state of the same asset."""
    if item.word[0] < item.asset.span.end:
        return None
    stop = min(sentence.end, item.word[1] + _REACH)
    link = _THEN.search(text, item.word[1], stop)
    no = _NO_MORE.match(text, link.end(), stop) if link else None
    at = no or link
    match = after().match(text, at.end(), stop) if at else None
    if match is None:
        return None
    state = AssetState(match.lastgroup or "open")
    if no:
        state = _OPPOSITE.get(state, item.state)
    word = (at.start() if no and at else match.start(), match.end())
    return None if state is item.state else Said(item.asset, state, word, later=True)


def _said(text: str, sentence: Sentence, assets: Sequence[AssetMention], index: int) -> Said | None:
    asset = assets[index]
    inner = _inside(asset)
    if inner:
        return inner
    stop = assets[index + 1].span.start if index + 1 < len(assets) else sentence.end
    start = assets[index - 1].span.end if index else sentence.start
    behind = _nearest_after(text, asset, min(stop, asset.span.end + _REACH))
    if behind:
        return behind
    ahead = _nearest_before(text, max(start, asset.span.start - 60), asset.span.start)
    if ahead:
        name = group_of(ahead)
        if name in _DONE_TO and _BESIDE.search(text, ahead.end(name), asset.span.start):
            return None
        return Said(asset, AssetState(name), ahead.span(name))
    return None


_DONE_TO = frozenset({AssetState.DAMAGED, AssetState.DESTROYED, AssetState.OPEN})
# "a shell hit near the school", "attacked on the coast road", "opened fire at the airport": nothing is told of these.
_BESIDE = re.compile(r"\b(?:near|on|along|en|outside|beside|fire)\b", re.IGNORECASE)


def _nearest_before(text: str, start: int, end: int) -> re.Match[str] | None:
    """The word of state nearest ahead of an asset: "suspended after crowds blocked the road" is blocked."""
    nearest = None
    found = before().search(text, start, end)
    while found:
        nearest = found
        found = before().search(text, found.start() + 1, end)
    return nearest


def _inside(asset: AssetMention) -> Said | None:
    words = alternatives(data("statuses")["inside"]["closed"])
    match = re.search(rf"\s({words})$", asset.span.quote, re.IGNORECASE)
    if not match:
        return None
    at = asset.span.start + match.start()
    kept = Span(asset.span.start, at, asset.span.quote[: match.start()])
    return Said(AssetMention(kept, asset.asset, asset.asset_type), AssetState.CLOSED, (at + 1, asset.span.end))


def _nearest_after(text: str, asset: AssetMention, stop: int) -> Said | None:
    end = asset.span.end
    direct = _DIRECT.match(text, end, stop)
    for match in after().finditer(text, end, stop):
        if _acts(text, match):
            continue
        between = text[end : match.start()]
        near = direct is not None and match.start() <= direct.end()
        near = near or (between.strip() == "," and match.group().startswith("where"))
        near = near or (_PLACED.fullmatch(between) is not None and _PAST.fullmatch(match.group()) is not None)
        if not near and (re.search(r"[.;:!?]", between) or not _VERB.search(between)):
            continue
        name = group_of(match)
        return Said(asset, _negated(text, match, AssetState(name)), match.span())
    return None


_PAST = re.compile(r"(?:\w+ed|shut(?: down)?)", re.IGNORECASE)
_ACTING = re.compile(r"(?:^|\b(?:has|have|had|and|which|that))\s+$", re.IGNORECASE)
_OBJECT = re.compile(r"\s+(?:the|a|an|all|its|their|his|only|several|some|many|\d+)\b", re.IGNORECASE)


def _acts(text: str, match: re.Match[str]) -> bool:
    """ "has severed the railway": the word tells what its subject did, not how the subject is."""
    before = text[max(0, match.start() - 8) : match.start()]
    return bool(_ACTING.search(before) and _OBJECT.match(text, match.end()))


def _negated(text: str, match: re.Match[str], state: AssetState) -> AssetState:
    before = text[max(0, match.start() - 16) : match.start()]
    if listed("intermittent").search(before):
        return AssetState.RESTRICTED
    if not listed("negators").search(before[-12:]):
        return state
    closing = {AssetState.OPEN, AssetState.RESTORED}
    return AssetState.CLOSED if state in closing else (AssetState.OPEN if state is AssetState.CLOSED else state)


HEAD = re.compile(r"(?:\s*\([^)]{0,30}\))?\s*:")
_BETWEEN = re.compile(r"\b(?:artery|route|road|link|connection|way)\b.{0,20}\b(?:between|from|to)\b", re.IGNORECASE)


def _headed(text: str, sentence: Sentence, assets: Sequence[AssetMention], said: Said) -> Said:
    """ "The Coast Road: the artery between A and B port is blocked": the state is that of the asset in the heading."""
    head = next((asset for asset in assets if asset.span.start - sentence.start < 40), None)
    if head is None or head is said.asset:
        return said
    colon = HEAD.match(text, assets[0].span.end) or HEAD.match(text, head.span.end)
    if colon and _BETWEEN.search(text, colon.end(), said.asset.span.start):
        return Said(head, said.state, said.word)
    return said


def _shared(text: str, assets: Sequence[AssetMention], said: Sequence[Said]) -> list[Said]:
    """ "hospitals, power and water were cut": what is listed together shares the state."""
    found = {item.asset.span.start: item for item in said}
    starts = [asset.span.start for asset in assets]
    for index in [*range(len(assets) - 2, -1, -1), *range(1, len(assets))]:
        if starts[index] in found:
            continue
        for other in (index + 1, index - 1):
            near = found.get(starts[other]) if 0 <= other < len(assets) else None
            first, second = sorted((index, other))
            if near and _JOINED.match(text[assets[first].span.end : assets[second].span.start]):
                found[starts[index]] = Said(assets[index], near.state, near.word)
                break
    return [found[start] for start in sorted(found)]
