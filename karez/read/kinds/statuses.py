"""The state of roads, lines, networks and services: a word of state beside an asset in one clause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from karez.model.claim import Claim, Status
from karez.model.mention import AssetMention
from karez.model.text import Offsets, Span
from karez.model.vocabulary import AssetState, AssetType, Cause, Realis
from karez.read.draft import draft
from karez.read.kinds.clauses import clause_at
from karez.read.lexicon import alternatives, data, pattern
from karez.read.passage import Passage, within
from karez.read.sentences import Sentence

_AUX = r"(?:\s*\([^)]{0,20}\))?(?:\s+(?:were|was|is|are|has|have|had|been|be|being|remains?|remained|still|also|effectively|now|currently|completely|fully|temporarily|all|both|mostly|to|stay|stayed|in|place|kept|again|partly|since|there|under))*"
_REACH = 90
# A word of state one clause away from the asset needs a verb between them.
_VERB = re.compile(r"\b(?:were|was|is|are|has|have|had|been|remains?|remained|stays?|will)\b", re.IGNORECASE)
_JOINED = re.compile(
    r"^[\s,]*(?:and|or|,|&)?[\s,]*(?:the\s+|its\s+|his\s+|their\s+|city'?s\s+|all\s+|\w+\s+){0,2}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Said:
    asset: AssetMention
    state: AssetState
    word: Offsets


def _groups(name: str) -> str:
    # "reopened for light traffic" begins like "reopened": what is bounded comes first.
    words = sorted(data("statuses")[name].items(), key=lambda item: item[0] != "restricted")
    return "|".join(f"(?P<{state}>{alternatives(listed)})" for state, listed in words)


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_groups('after')})(?!\w)", re.IGNORECASE)


@cache
def _before() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{_groups('before')})\s+(?:(?:the|a|an|some|all|only|its|his|their|\d+|any|central|main|several|many|of|on|last|remaining|[\w'’-]+)\s+){{0,4}}$",
        re.IGNORECASE,
    )


@cache
def _list(name: str) -> re.Pattern[str]:
    return pattern(data("statuses")[name])


@cache
def _causes() -> tuple[tuple[Cause, re.Pattern[str]], ...]:
    return tuple((Cause(name), pattern(words)) for name, words in data("statuses")["causes"].items())


def find_statuses(passage: Passage) -> tuple[Claim, ...]:
    """Return the reported states of assets in text order, not yet attributed."""
    drafts: list[Claim] = []
    for sentence in passage.sentences:
        assets = within(passage.assets, sentence.start, sentence.end)
        said = [found for index, asset in enumerate(assets) if (found := _said(passage.text, sentence, assets, index))]
        said = [_headed(passage.text, sentence, assets, item) for item in _shared(passage.text, assets, said)]
        drafts.extend(_draft(passage, sentence, item) for item in said)
        drafts.extend(_curfew(passage, sentence))
    return tuple(drafts)


def _said(text: str, sentence: Sentence, assets: Sequence[AssetMention], index: int) -> _Said | None:
    asset = assets[index]
    inner = _inside(asset)
    if inner:
        return inner
    stop = assets[index + 1].span.start if index + 1 < len(assets) else sentence.end
    start = assets[index - 1].span.end if index else sentence.start
    after = _nearest_after(text, asset, min(stop, asset.span.end + _REACH))
    if after:
        return after
    before = _before().search(text, max(start, asset.span.start - 60), asset.span.start)
    if before:
        name = next(name for name, value in before.groupdict().items() if value)
        return _Said(asset, AssetState(name), before.span(name))
    return None


def _inside(asset: AssetMention) -> _Said | None:
    words = alternatives(data("statuses")["inside"]["closed"])
    match = re.search(rf"\s({words})$", asset.span.quote, re.IGNORECASE)
    if not match:
        return None
    at = asset.span.start + match.start()
    kept = Span(asset.span.start, at, asset.span.quote[: match.start()])
    return _Said(AssetMention(kept, asset.asset, asset.asset_type), AssetState.CLOSED, (at + 1, asset.span.end))


def _nearest_after(text: str, asset: AssetMention, stop: int) -> _Said | None:
    end = asset.span.end
    direct = re.compile(_AUX + r"\s+", re.IGNORECASE).match(text, end, stop)
    for match in _after().finditer(text, end, stop):
        if _acts(text, match):
            continue
        between = text[end : match.start()]
        near = direct is not None and match.start() <= direct.end()
        if not near and (re.search(r"[.;:!?]", between) or not _VERB.search(between)):
            continue
        name = next(name for name, value in match.groupdict().items() if value)
        return _Said(asset, _negated(text, match, AssetState(name)), match.span())
    return None


_ACTING = re.compile(r"(?:^|\b(?:has|have|had|and|which|that))\s+$", re.IGNORECASE)
_OBJECT = re.compile(r"\s+(?:the|a|an|all|its|their|his|only|several|some|many|\d+)\b", re.IGNORECASE)


def _acts(text: str, match: re.Match[str]) -> bool:
    """ "has severed the railway": the word tells what its subject did, not how the subject is."""
    before = text[max(0, match.start() - 8) : match.start()]
    return bool(_ACTING.search(before) and _OBJECT.match(text, match.end()))


def _negated(text: str, match: re.Match[str], state: AssetState) -> AssetState:
    before = text[max(0, match.start() - 12) : match.start()]
    if not _list("negators").search(before):
        return state
    closing = {AssetState.OPEN, AssetState.RESTORED}
    return AssetState.CLOSED if state in closing else (AssetState.OPEN if state is AssetState.CLOSED else state)


_HEAD = re.compile(r"(?:\s*\([^)]{0,30}\))?\s*:")
_BETWEEN = re.compile(r"\b(?:artery|route|road|link|connection|way)\b.{0,20}\b(?:between|from|to)\b", re.IGNORECASE)


def _headed(text: str, sentence: Sentence, assets: Sequence[AssetMention], said: _Said) -> _Said:
    """ "The Coast Road: the artery between A and B port is blocked": the state is that of the asset in the heading."""
    head = next((asset for asset in assets if asset.span.start - sentence.start < 40), None)
    if head is None or head is said.asset:
        return said
    colon = _HEAD.match(text, assets[0].span.end) or _HEAD.match(text, head.span.end)
    if colon and _BETWEEN.search(text, colon.end(), said.asset.span.start):
        return _Said(head, said.state, said.word)
    return said


def _shared(text: str, assets: Sequence[AssetMention], said: Sequence[_Said]) -> list[_Said]:
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
                found[starts[index]] = _Said(assets[index], near.state, near.word)
                break
    return [found[start] for start in sorted(found)]


def _draft(passage: Passage, sentence: Sentence, said: _Said) -> Claim:
    text, asset = passage.text, said.asset
    start, end = min(asset.span.start, said.word[0]), max(asset.span.end, said.word[1])
    clause = clause_at(text, sentence, start, end)
    cause, spot = _cause(text, sentence, clause)
    if cause is None and _HEAD.match(text, asset.span.end):
        cause, spot = _next_cause(passage, sentence)
    fields: dict[str, Offsets | tuple[Offsets, ...]] = {"asset": asset.span.offsets, "state": said.word}
    if cause and spot:
        fields["cause"] = spot
    users = _list("users").search(text, said.word[0], min(sentence.end, said.word[1] + 60))
    if users:
        fields["users"] = users.span()
    valid_from = _time(passage, sentence, said.word[1], "since")
    valid_to = _time(passage, sentence, said.word[1], "until")
    for name, found in (("valid_from", valid_from), ("valid_to", valid_to)):
        if found:
            fields[name] = found[1]
    body = Status(
        asset,
        said.state,
        cause,
        users=users.group() if users else None,
        valid_from=valid_from[0] if valid_from else None,
        valid_to=valid_to[0] if valid_to else None,
    )
    realis = Realis.PLANNED if _is_planned(text, start, said) else Realis.ASSERTED
    return draft(passage.span(start, end), body, f"status-{said.state}", fields=fields, realis=realis, confidence=0.6)


def _is_planned(text: str, start: int, said: _Said) -> bool:
    if said.state not in {AssetState.RESTORED, AssetState.OPEN}:
        return False
    return bool(_list("planned").search(text, max(0, start - 40), said.word[1]))


def _cause(text: str, sentence: Sentence, clause: Offsets) -> tuple[Cause | None, Offsets | None]:
    for span in (clause, (sentence.start, sentence.end)):
        found = [
            (match.start(), cause, match.span()) for cause, words in _causes() if (match := words.search(text, *span))
        ]
        if found:
            _, cause, spot = min(found)
            return cause, spot
    return None, None


def _next_cause(passage: Passage, sentence: Sentence) -> tuple[Cause | None, Offsets | None]:
    """The cause that the next sentence of a headed item gives."""
    following = passage.sentences[sentence.index + 1 : sentence.index + 2]
    if not following or "\n" in passage.text[sentence.end : following[0].start]:
        return None, None
    return _cause(passage.text, following[0], (following[0].start, following[0].end))


def _time(passage: Passage, sentence: Sentence, start: int, name: str) -> tuple[str, Offsets] | None:
    """A time right after "since" or "until"."""
    for match in _list(name).finditer(passage.text, start, min(sentence.end, start + 60)):
        for time in within(passage.times, match.start(), sentence.end)[:1]:
            told = time.start if name == "since" else time.end
            if told and time.span.start - match.end() <= 3:
                return told, time.span.offsets
    return None


def _curfew(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    """A curfew lifted or relaxed is a state of its area."""
    text = passage.text
    curfew = _list("curfew").search(text, sentence.start, sentence.end)
    if not curfew:
        return
    for name, state in (("curfew_restored", AssetState.RESTORED), ("curfew_open", AssetState.OPEN)):
        match = _list(name).search(text, sentence.start, sentence.end)
        if not match:
            continue
        places = within(passage.places, sentence.start, sentence.end)
        span = places[0].span if places else Span.of(text, *curfew.span())
        asset = AssetMention(span, None, AssetType.OTHER)
        fields = {"asset": span.offsets, "state": match.span(), "cause": curfew.span()}
        start, end = min(curfew.start(), match.start()), max(curfew.end(), match.end())
        body = Status(asset, state, Cause.CURFEW)
        yield draft(passage.span(start, end), body, "status-curfew", fields=fields, confidence=0.6)
        return
