"""The state of roads, lines, networks and services: a word of state beside an asset in one clause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from karez.model.claim import Claim, Status
from karez.model.mention import ActorMention, AssetMention
from karez.model.text import Offsets, Span
from karez.model.vocabulary import ActorClass, AssetState, AssetType, Cause, Realis
from karez.read.draft import draft
from karez.read.kinds.clauses import clause_at, overlaps_any
from karez.read.kinds.telling import is_after_by, is_passive, is_table_head
from karez.read.kinds.things import merged, without_spots
from karez.read.lexicon import Words, alternatives, data, group_of, groups, words
from karez.read.passage import Passage, within
from karez.read.sentences import Sentence

_AUX = r"(?:\s*\([^)]{0,20}\))?(?:\s+(?:may|might|could|can|get|gets|got|were|was|is|are|has|have|had|been|be|being|remains?|remained|still|also|effectively|now|currently|completely|fully|temporarily|all|both|mostly|to|stay|stayed|in|place|kept|again|partly|since|there|under))*"
_DIRECT = re.compile(_AUX + r"\s+", re.IGNORECASE)
_REACH, _GAP = 90, 5
_THEN = re.compile(
    r"\b(?:and|but|then)\s+(?:(?:has|have|had|was|were|is|are)\s+)?(?:since\s+|now\s+|later\s+|then\s+|been\s+|already\s+){0,3}",
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
_REASON = re.compile(r",?\s+(?:where|after|because|as|since|due to|following|when)\s|:\s+", re.IGNORECASE)
_STOPS = re.compile(r"[,;:]\s")
_FOR = re.compile(r"(?:only\s+)?(?:(?:for|to)\s+)?", re.IGNORECASE)
_NEXT_STATE = re.compile(r"\s(?:and|but)\s+(?:is|are|was|were|has|have|had)\b|[;.]\s")
_CLEARED = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:was|were|has|have|had|is|are)\s+(?:been\s+|being\s+)?(?:cleared|removed|lifted|defused|ended|over|called off|withdrawn)\b",
    re.IGNORECASE,
)
_CLEARING = re.compile(
    r"\b(?:clear(?:ing|ance of|ed)|remov(?:ing|al of|ed)|free of|end of)\s+(?:the\s+|all\s+)?$", re.IGNORECASE
)
_DOERS = frozenset(
    {
        ActorClass.ARMED_GROUP,
        ActorClass.STATE_FORCES,
        ActorClass.GOVERNMENT,
        ActorClass.POLICE,
        ActorClass.MILITIA,
        ActorClass.UNKNOWN,
    }
)
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
    later: bool = False


def _groups(name: str) -> str:
    # "reopened for light traffic" begins like "reopened": what is bounded comes first.
    return groups(dict(sorted(data("statuses")[name].items(), key=lambda item: item[0] != "restricted")))


@cache
def _after() -> Words:
    return Words(rf"(?<!\w)(?:{_groups('after')})(?!\w)")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{_groups('before')})\s+(?:(?:the|a|an|some|all|only|its|his|their|\d+|any|central|main|several|many|of|on|last|remaining|[\w'’-]+)\s+){{0,4}}\(?$",
        re.IGNORECASE,
    )


@cache
def _list(name: str) -> Words:
    return words(data("statuses")[name])


@cache
def _causes() -> tuple[tuple[Cause, Words], ...]:
    return tuple((Cause(name), words(listed)) for name, listed in data("statuses")["causes"].items())


def find_statuses(passage: Passage) -> tuple[Claim, ...]:
    """Return the reported states of assets in text order, not yet attributed."""
    drafts: list[Claim] = []
    for sentence in passage.sentences:
        if is_table_head(passage.text, sentence):
            continue
        assets = merged(passage.text, within(passage.assets, sentence.start, sentence.end))
        assets = tuple(asset for asset in assets if not _is_no_thing(passage.text, sentence, asset))
        assets = without_spots(passage.text, assets)
        said = [found for index, asset in enumerate(assets) if (found := _said(passage.text, sentence, assets, index))]
        said = [_headed(passage.text, sentence, assets, item) for item in _shared(passage.text, assets, said)]
        said.extend(later for item in tuple(said) if (later := _then(passage.text, sentence, item)))
        drafts.extend(_draft(passage, sentence, item) for item in said)
        drafts.extend(_curfew(passage, sentence))
    return tuple(drafts)


_DONE_BY = re.compile(
    r"\b(?:cut\s+off|blocked|closed|submerged|swept\s+away|washed\s+away|surrounded)\s+by\s+(?:the\s+)?$"
)


def _is_no_thing(text: str, sentence: Sentence, asset: AssetMention) -> bool:
    """Whether what is named is a user, or what did it: "villages cut off by water"."""
    lead = text[max(sentence.start, asset.span.start - 30) : asset.span.start]
    return _DONE_BY.search(lead) is not None or _is_user(text, sentence, asset)


def _is_user(text: str, sentence: Sentence, asset: AssetMention) -> bool:
    """ "reopened for light traffic": traffic is who may use it, not what is open."""
    return any(
        match.start() < asset.span.start < match.end()
        for match in _list("users").finditer(text, max(sentence.start, asset.span.start - 40), sentence.end)
    )


def _then(text: str, sentence: Sentence, item: _Said) -> _Said | None:
    """ "was blocked on Sunday and has been cleared": the second state of the same asset."""
    if item.word[0] < item.asset.span.end:
        return None
    stop = min(sentence.end, item.word[1] + _REACH)
    link = _THEN.search(text, item.word[1], stop)
    no = _NO_MORE.match(text, link.end(), stop) if link else None
    at = no or link
    match = _after().match(text, at.end(), stop) if at else None
    if match is None:
        return None
    state = AssetState(match.lastgroup or "open")
    if no:
        state = _OPPOSITE.get(state, item.state)
    word = (at.start() if no and at else match.start(), match.end())
    return None if state is item.state else _Said(item.asset, state, word, later=True)


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
        name = group_of(before)
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
    direct = _DIRECT.match(text, end, stop)
    for match in _after().finditer(text, end, stop):
        if _acts(text, match):
            continue
        between = text[end : match.start()]
        near = direct is not None and match.start() <= direct.end()
        near = near or (_PLACED.fullmatch(between) is not None and _PAST.fullmatch(match.group()) is not None)
        if not near and (re.search(r"[.;:!?]", between) or not _VERB.search(between)):
            continue
        name = group_of(match)
        return _Said(asset, _negated(text, match, AssetState(name)), match.span())
    return None


_PAST = re.compile(r"(?:\w+ed|shut(?: down)?)", re.IGNORECASE)
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
    if said.later:
        start = said.word[0]
    clause = clause_at(text, sentence, start, end)
    cause, spot = _cause(text, _with_reason(text, clause, sentence.end), said)
    if cause is None and _HEAD.match(text, asset.span.end):
        cause, spot = _next_cause(passage, sentence, said)
    fields: dict[str, Offsets | tuple[Offsets, ...]] = {"asset": asset.span.offsets, "state": said.word}
    if cause and spot:
        fields["cause"] = spot
    by = _by(passage, clause, said)
    if by:
        fields["by"] = by.span.offsets
    users = _users(text, sentence, said)
    if users:
        fields["users"] = users
        end = max(end, users[1])
    valid_from = _time(passage, sentence, said.word[1], "since")
    valid_to = _time(passage, sentence, said.word[1], "until")
    for name, found in (("valid_from", valid_from), ("valid_to", valid_to)):
        if found:
            fields[name] = found[1]
    body = Status(
        asset,
        said.state,
        cause,
        by=by,
        users=text[users[0] : users[1]] if users else None,
        valid_from=valid_from[0] if valid_from else None,
        valid_to=valid_to[0] if valid_to else None,
    )
    realis = _realis(text, (max(sentence.start, start - 40), clause[0], sentence.start), said)
    reason = "status-later" if said.later else f"status-{said.state}"
    return draft(passage.span(start, end), body, reason, fields=fields, realis=realis, confidence=0.6)


def _realis(text: str, starts: tuple[int, int, int], said: _Said) -> Realis:
    """Planned where work towards a good state is announced or ordered; supposed after "may" or "avoid".

    ``starts`` are where the words near, the clause and the sentence begin.
    """
    near, clause, sentence = starts
    if _is_planned(text, near, said):
        return Realis.PLANNED
    good = said.state in {AssetState.OPEN, AssetState.RESTORED}
    if good and _list("ordered").search(text, max(sentence, said.word[0] - 120), said.word[0]):
        return Realis.PLANNED
    first = min(clause, said.asset.span.start)
    return Realis.HYPOTHETICAL if _list("supposed").search(text, first, said.word[0]) else Realis.ASSERTED


def _with_reason(text: str, clause: Offsets, end: int) -> Offsets:
    """The clause and the one after it where that gives the reason or the spot: "..., where mines were laid"."""
    goes_on = _REASON.match(text, clause[1], end)
    if goes_on is None:
        return clause
    stop = _STOPS.search(text, goes_on.end(), end)
    return clause[0], stop.start() if stop else end


def _users(text: str, sentence: Sentence, said: _Said) -> Offsets | None:
    """Whom the state holds for, without the word "for"."""
    stop = min(sentence.end, said.word[1] + 60)
    other = _NEXT_STATE.search(text, said.word[1], stop)
    match = _list("users").search(text, said.word[0], other.start() if other else stop)
    if match is None:
        return None
    lead = _FOR.match(text, match.start(), match.end())
    return (lead.end() if lead else match.start(), match.end())


def _is_planned(text: str, start: int, said: _Said) -> bool:
    if said.state not in {AssetState.RESTORED, AssetState.OPEN}:
        return False
    return bool(_list("planned").search(text, start, said.word[1]))


def _cause(text: str, clause: Offsets, said: _Said) -> tuple[Cause | None, Offsets | None]:
    """The first cause that the clause names. The words for state and asset are none, nor what has been cleared away."""
    if said.state in {AssetState.OPEN, AssetState.RESTORED}:
        return None, None
    found: list[tuple[int, Cause, Offsets]] = []
    for cause, found_by in _causes():
        for match in found_by.finditer(text, *clause):
            own = overlaps_any(*match.span(), [said.asset.span.offsets])
            if not own and not _gone(text, match, clause[1]):
                found.append((match.start(), cause, match.span()))
                break
    if not found:
        return None, None
    _, cause, spot = min(found)
    return cause, spot


def _gone(text: str, match: re.Match[str], end: int) -> bool:
    return bool(
        _CLEARED.match(text, match.end(), end) or _CLEARING.search(text, max(0, match.start() - 30), match.start())
    )


def _next_cause(passage: Passage, sentence: Sentence, said: _Said) -> tuple[Cause | None, Offsets | None]:
    """The cause that the next sentence of a headed item gives."""
    following = passage.sentences[sentence.index + 1 : sentence.index + 2]
    if not following or "\n" in passage.text[sentence.end : following[0].start]:
        return None, None
    return _cause(passage.text, (following[0].start, following[0].end), said)


def _by(passage: Passage, clause: Offsets, said: _Said) -> ActorMention | None:
    """The party after "by", or before an active verb: who brought the state about."""
    text = passage.text
    actors = within(passage.actors, *clause)
    named = [actor for actor in actors if is_after_by(text, clause[0], actor.span.start)]
    if named:
        return named[0]
    acting = [actor for actor in actors if actor.span.end <= said.word[0] and actor.actor_class in _DOERS]
    active = said.word[1] <= said.asset.span.start and not is_passive(text, clause[0], said.word[0])
    return acting[-1] if active and acting else None


def _time(passage: Passage, sentence: Sentence, start: int, name: str) -> tuple[str, Offsets] | None:
    """A time right after "since" or "until"."""
    for match in _list(name).finditer(passage.text, start, min(sentence.end, start + 60)):
        for time in within(passage.times, match.start(), sentence.end)[:1]:
            told = time.start if name == "since" else time.end
            if told and time.span.start - match.end() <= _GAP:
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
