"""What a sentence says beside the state: why, by whom, for whom, on what condition, since when, and how surely."""

import re
from dataclasses import dataclass

from karez.model.mention import ActorMention
from karez.model.text import Offsets
from karez.model.vocabulary import ActorClass, AssetState, AssetType, Cause, Condition, Extent, Realis
from karez.read.kinds.clauses import clause_at, overlaps_any
from karez.read.kinds.statuses_told import HEAD
from karez.read.kinds.statuses_words import Said, causes, conditions, exceptions, extents, listed
from karez.read.kinds.telling import is_after_by, is_passive
from karez.read.passage import Passage, within
from karez.read.sentences import Sentence

_GAP, _LEAD, _NEAR = 5, 40, 60
_ROADS = frozenset({AssetType.ROAD, AssetType.RAIL, AssetType.BRIDGE, AssetType.TUNNEL, AssetType.PASS})
# What may stand between "will" and the word of state.
_AHEAD = re.compile(r"\s+(?:(?:be|also|again|all|to|completely|temporarily|fully|the)\s+){0,3}", re.IGNORECASE)
_REASON = re.compile(r",?\s+(?:where|after|because|as|since|due to|following|when)\s|:\s+", re.IGNORECASE)
_STOPS = re.compile(r"[,;:]\s")
_FOR = re.compile(r"(?:only\s+)?(?:(?:for|to)\s+)?", re.IGNORECASE)
_NEXT_STATE = re.compile(
    r"\s(?:and|but|while|whereas)\s+(?:[\w-]+\s+){0,4}?(?:is|are|was|were|has|have|had|remains?|remained)\b|[;.]\s"
)
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


@dataclass(frozen=True, slots=True)
class Beside:
    """What is told beside a state; pairs hold the value and where it stands, None what is not told."""

    state: AssetState
    realis: Realis
    cause: tuple[Cause, Offsets] | None = None
    by: ActorMention | None = None
    users: Offsets | None = None
    valid_from: tuple[str, Offsets] | None = None
    valid_to: tuple[str, Offsets] | None = None
    conditions: tuple[tuple[Condition, Offsets], ...] = ()
    extent: tuple[Extent, Offsets] | None = None
    intermittent: Offsets | None = None


def beside(passage: Passage, sentence: Sentence, said: Said, zone: Offsets) -> Beside:
    """Return what ``sentence`` tells beside the state; nothing outside of ``zone``, the part that speaks of it."""
    text, asset = passage.text, said.asset
    start, end = min(asset.span.start, said.word[0]), max(asset.span.end, said.word[1])
    start = said.word[0] if said.later else start
    first, last = clause_at(text, sentence, start, max(start, min(end, zone[1])))
    # What has the word of another asset before it shares its reason.
    clause = (first if said.gapped else max(first, zone[0]), min(last, zone[1]))
    cause = _cause(text, _with_reason(text, clause, zone[1]), said)
    if cause is None and HEAD.match(text, asset.span.end):
        cause = _next_cause(passage, sentence, said)
    realis = _realis(text, (max(zone[0], start - 40), clause[0], zone[0]), said)
    told = _conditions(text, said, zone)
    users = said.user or _users(text, zone, said)
    valid_from = _time(passage, said, zone, "since")
    if valid_from is None and realis is Realis.PLANNED:
        valid_from = _time(passage, said, zone, "starting")
    return Beside(
        _with_conditions(said.state, told),
        realis,
        cause,
        _by(passage, clause, said),
        users,
        valid_from,
        _time(passage, said, zone, "until"),
        told,
        _extent(text, said, zone),
        _intermittent(text, said),
    )


def _realis(text: str, starts: tuple[int, int, int], said: Said) -> Realis:
    """Planned where work towards a good state is announced or ordered; supposed after "may" or "avoid".

    ``starts`` are where the words near, the clause and the sentence begin.
    """
    near, clause, sentence = starts
    if _is_planned(text, near, said):
        return Realis.HYPOTHETICAL if _is_awaited(text, near, said) else Realis.PLANNED
    good = said.state in {AssetState.OPEN, AssetState.RESTORED}
    if good and listed("ordered").search(text, max(sentence, said.word[0] - 120), said.word[0]):
        return Realis.PLANNED
    # "timely repair of damaged roads", "machinery for blocked roads": whatever roads these may be.
    some = not good and said.word[1] <= said.asset.span.start
    if some and listed("ordered").search(text, max(sentence, said.word[0] - _NEAR), said.word[0]):
        return Realis.HYPOTHETICAL
    if listed("infinitives").fullmatch(text, *said.word):
        return Realis.HYPOTHETICAL
    first = min(clause, said.asset.span.start)
    return Realis.HYPOTHETICAL if listed("supposed").search(text, first, said.word[0]) else Realis.ASSERTED


def _with_reason(text: str, clause: Offsets, end: int) -> Offsets:
    """The clause and the one after it where that gives the reason or the spot: "..., where mines were laid"."""
    goes_on = _REASON.match(text, clause[1], end)
    if goes_on is None:
        return clause
    stop = _STOPS.search(text, goes_on.end(), end)
    return clause[0], stop.start() if stop else end


def _conditions(text: str, said: Said, zone: Offsets) -> tuple[tuple[Condition, Offsets], ...]:
    """On what condition it may be used: told near the state, for what is open or restricted; "closed to all but"."""
    if said.asset.asset_type not in _ROADS:
        return ()
    closed = said.state is AssetState.CLOSED
    if not closed and said.state not in {AssetState.OPEN, AssetState.RESTORED, AssetState.RESTRICTED}:
        return ()
    start = max(zone[0], min(said.word[0], said.asset.span.start) - _LEAD)
    stop = min(zone[1], max(said.word[1], said.asset.span.end) + _NEAR)
    found = []
    for condition, words in exceptions() if closed else conditions():
        match = words.search(text, start, stop)
        if match:
            found.append((condition, match.span()))
    return tuple(found)


def _with_conditions(state: AssetState, told: tuple[tuple[Condition, Offsets], ...]) -> AssetState:
    """What is open on a condition is restricted, and so is what is closed to all but some; a detour changes nothing."""
    bounding = [condition for condition, _ in told if condition not in {Condition.DETOUR_IN_USE, Condition.DELAY}]
    return AssetState.RESTRICTED if bounding else state


def _extent(text: str, said: Said, zone: Offsets) -> tuple[Extent, Offsets] | None:
    """Whether a state of roads without a name is told of all of a place, or of all ways to it."""
    asset = said.asset
    if asset.asset is not None or asset.asset_type not in _ROADS:
        return None
    start, stop = max(zone[0], asset.span.start - _LEAD), min(zone[1], asset.span.end + _LEAD)
    for extent, words in extents():
        for match in words.finditer(text, start, stop):
            if asset.span.overlaps(*match.span()):
                return extent, match.span()
    return None


def _intermittent(text: str, said: Said) -> Offsets | None:
    start = max(said.asset.span.end, said.word[0] - 24) if said.word[0] > said.asset.span.end else said.word[0]
    match = listed("intermittent").search(text, start, said.word[1] + 24)
    return match.span() if match else None


def _users(text: str, zone: Offsets, said: Said) -> Offsets | None:
    """Whom the state holds for, without the word "for"; with an escort told right after."""
    start, end = (said.asset.span.end, said.asset.span.end) if said.gapped else said.word
    stop = min(zone[1], end + _NEAR)
    other = _NEXT_STATE.search(text, end, stop)
    last = other.start() if other else stop
    match = listed("users").search(text, start, last)
    if match is None:
        return None
    lead = _FOR.match(text, match.start(), match.end())
    more = listed("users").match(text, match.end() + 1, last)
    return (lead.end() if lead else match.start(), (more or match).end())


def _is_planned(text: str, start: int, said: Said) -> bool:
    """Work towards a good state, or a bad one told ahead: "will be closed", "threatened to block"."""
    if said.state not in {AssetState.RESTORED, AssetState.OPEN}:
        lead = text[max(start, said.word[0] - _LEAD) : said.word[0]]
        return any(_AHEAD.fullmatch(lead, match.end()) for match in listed("announced").finditer(lead))
    return bool(listed("planned").search(text, start, said.word[1]))


def _is_awaited(text: str, start: int, said: Said) -> bool:
    """ "Freight will move by the A once it is open": what is announced is not the state, which is only a condition."""
    if said.state not in {AssetState.RESTORED, AssetState.OPEN}:
        return False
    announced = [match.end() for match in listed("planned").finditer(text, start, said.word[1])]
    return bool(listed("awaited").search(text, min(announced[-1], said.word[0]), said.word[0]))


def _cause(text: str, clause: Offsets, said: Said) -> tuple[Cause, Offsets] | None:
    """The first cause that the clause names. The words for state and asset are none, nor what has been cleared away."""
    if said.state in {AssetState.OPEN, AssetState.RESTORED}:
        return None
    found: list[tuple[int, Cause, Offsets]] = []
    for cause, found_by in causes():
        for match in found_by.finditer(text, *clause):
            own = overlaps_any(*match.span(), [said.asset.span.offsets])
            if not own and not _gone(text, match, clause[1]):
                found.append((match.start(), cause, match.span()))
                break
    return min(found)[1:] if found else None


def _gone(text: str, match: re.Match[str], end: int) -> bool:
    return bool(
        _CLEARED.match(text, match.end(), end) or _CLEARING.search(text, max(0, match.start() - 30), match.start())
    )


def _next_cause(passage: Passage, sentence: Sentence, said: Said) -> tuple[Cause, Offsets] | None:
    """The cause that the next sentence of a headed item gives."""
    following = passage.sentences[sentence.index + 1 : sentence.index + 2]
    if not following or "\n" in passage.text[sentence.end : following[0].start]:
        return None
    return _cause(passage.text, (following[0].start, following[0].end), said)


def _by(passage: Passage, clause: Offsets, said: Said) -> ActorMention | None:
    """The party after "by", or before an active verb: who brought the state about."""
    text = passage.text
    actors = within(passage.actors, *clause)
    named = [actor for actor in actors if is_after_by(text, clause[0], actor.span.start)]
    if named:
        return named[0]
    acting = [actor for actor in actors if actor.span.end <= said.word[0] and actor.actor_class in _DOERS]
    active = said.word[1] <= said.asset.span.start and not is_passive(text, clause[0], said.word[0])
    return acting[-1] if active and acting else None


def _time(passage: Passage, said: Said, zone: Offsets, name: str) -> tuple[str, Offsets] | None:
    """A time right after "since" or "until"; after "from" where it is told ahead.

    "Until 6 pm" ends when that hour begins; what ends with a day is the day itself, as for directives.
    """
    start = said.asset.span.end if said.gapped else said.word[1]
    for match in listed(name).finditer(passage.text, start, min(zone[1], start + _NEAR)):
        for time in within(passage.times, match.start(), zone[1])[:1]:
            if time.start and time.span.start - match.end() <= _GAP:
                return time.start, time.span.offsets
    return None
