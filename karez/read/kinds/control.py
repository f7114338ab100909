"""Who holds, took, lost or surrounds a place. Needs a holder and an area in one clause; a siege needs no holder."""

import re
from collections.abc import Iterator
from functools import cache

from karez.model.claim import Claim, Control
from karez.model.mention import ActorMention
from karez.model.text import Offsets
from karez.model.vocabulary import ActorClass, ControlState
from karez.read.draft import draft
from karez.read.kinds.clauses import clause_at, overlaps_any
from karez.read.kinds.telling import is_heading, own_party
from karez.read.lexicon import Words, alternatives, data, groups, words
from karez.read.numbers import parse_words
from karez.read.passage import Passage, within
from karez.read.sentences import Sentence

_HOLDERS = frozenset(
    {
        ActorClass.ARMED_GROUP,
        ActorClass.STATE_FORCES,
        ActorClass.GOVERNMENT,
        ActorClass.MILITIA,
        ActorClass.POLICE,
        ActorClass.UNKNOWN,
    }
)
_HOURS = re.compile(r"\b(?:(?P<digits>\d{1,3})[\s-]*|(?P<word>[a-z]+)[\s-]+)(?P<unit>hours?|days?)\b", re.IGNORECASE)
_NEAR, _RIGHT_THERE = 60, 8
_WIDE = frozenset({"province", "region", "state", "country", "continent"})

_THEY = re.compile(r"\b(?:they|it)\s+(?:now\s+|still\s+|have\s+|has\s+|had\s+|also\s+|then\s+){0,2}$", re.IGNORECASE)


def _groups(name: str) -> str:
    return groups(data("control")[name])


@cache
def _pattern(name: str) -> Words:
    return Words(rf"(?<![\w-])(?:{_groups(name)})(?!\w)")


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?P<holder>\w+)[-–](?:{_groups('joined')})(?!\w)", re.IGNORECASE)


@cache
def _list(name: str) -> Words:
    return words(data("control")[name])


@cache
def _under() -> re.Pattern[str]:
    lists = data("control")
    return re.compile(
        rf"(?<!\w){alternatives(lists['back'])}\s+(?:the\s+)?(?P<who>[\w ]{{2,40}}?)\s+{alternatives(lists['back_words'])}(?!\w)",
        re.IGNORECASE,
    )


def find_control(passage: Passage) -> tuple[Claim, ...]:
    """Return who stands how to which place, in text order, not yet attributed."""
    drafts: list[Claim] = []
    for sentence in passage.sentences:
        found: list[Claim] = []
        for finder in (_hyphened, _under_control, _passive, _active, _sieges, _holds):
            for claim in finder(passage, sentence):
                if not overlaps_any(*_core(claim), [_core(other) for other in found]):
                    found.append(claim)
        drafts.extend(found)
    return tuple(drafts)


def _core(claim: Claim) -> Offsets:
    state = claim.fields["state"]
    return (state[0], state[1]) if isinstance(state[0], int) and isinstance(state[1], int) else claim.span.offsets


def _make(passage: Passage, span: Offsets, state: str, word: Offsets, holder: ActorMention | None) -> Claim:
    fields: dict[str, Offsets | tuple[Offsets, ...]] = {"state": word}
    told = ((hours, _hours(hours)) for hours in _HOURS.finditer(passage.text, *span))
    hours, length = next((item for item in told if item[1]), (None, None))
    if holder:
        fields["holder"] = holder.span.offsets
    if hours:
        fields["duration_hours"] = hours.span()
    body = Control(holder, ControlState(state), length)
    return draft(passage.span(*span), body, f"control-{state}", fields=fields, confidence=0.55)


def _hours(match: re.Match[str]) -> int | None:
    number = int(match["digits"]) if match["digits"] else parse_words(match["word"].lower())
    if not number:
        return None
    return number * (24 if match["unit"].lower().startswith("day") else 1)


def _hyphened(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    """ "rebel-held east of the city": the holder stands before the hyphen."""
    for match in _joined().finditer(passage.text, sentence.start, sentence.end):
        state = next(name for name in data("control")["joined"] if match[name])
        span = passage.span(*match.span("holder"))
        named = within(passage.actors, match.start(), match.end())
        holder = named[0] if named else ActorMention(span, None, _class_of(span.quote))
        _, end = clause_at(passage.text, sentence, *match.span())
        end = _area_end(passage.text, match.end(), min(end, match.end() + _NEAR))
        yield _make(passage, (match.start(), end), state, match.span(state), holder)


def _area_end(text: str, start: int, end: int) -> int:
    """Where the words for the area end: "rebel-held parts of the divided city" goes on to no verb after it."""
    before = ""
    for word in _WORD.finditer(text, start, end):
        token = word.group().lower()
        done = token.endswith(("ed", "ing")) and len(token) > 5 and before not in _ARTICLES
        if before and (done or token in _after_area()):
            return start + len(text[start : word.start()].rstrip(" ,"))
        before = token
    return end


@cache
def _after_area() -> frozenset[str]:
    return frozenset(data("control")["after_area"])


_WORD = re.compile(r"[\w’'-]+")
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "its", "their", "mostly", "largely"})


def _class_of(word: str) -> ActorClass:
    state = {"government", "regime", "state"}
    return ActorClass.GOVERNMENT if word.lower() in state else ActorClass.ARMED_GROUP


def _under_control(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    for match in _under().finditer(passage.text, sentence.start, sentence.end):
        actors = [
            actor for actor in within(passage.actors, match.start(), match.end()) if actor.actor_class in _HOLDERS
        ]
        holder = actors[0] if actors and not _is_weighed(passage, sentence, match) else None
        if holder:
            start, _ = clause_at(passage.text, sentence, *match.span())
            yield _make(passage, (start, match.end()), "held", match.span(), holder)


def _passive(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    for match in _pattern("by").finditer(passage.text, sentence.start, sentence.end):
        state = match.lastgroup or "held"
        actors = within(passage.actors, match.end(), min(sentence.end, match.end() + _NEAR))
        holder = next((actor for actor in actors if _may_hold(actor, match.end())), None)
        if holder is None or _is_weighed(passage, sentence, match):
            continue
        start, end = clause_at(passage.text, sentence, match.start(), holder.span.end)
        if _has_area(passage, start, end):
            hours = _HOURS.search(passage.text, holder.span.end, end)
            yield _make(passage, (start, hours.end() if hours else holder.span.end), state, match.span(), holder)


def _may_hold(actor: ActorMention, at: int) -> bool:
    """Whether a party after "by" holds: an armed or ruling one, or whoever stands right there."""
    return actor.actor_class in _HOLDERS or actor.span.start - at < _RIGHT_THERE


def _active(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    text = passage.text
    for match in _pattern("verbs").finditer(text, sentence.start, sentence.end):
        start, end = clause_at(text, sentence, *match.span())
        holder = _subject(passage, start, match.start())
        if holder is None or _list("not").match(text, match.start()) or _is_weighed(passage, sentence, match):
            continue
        after = min(end, match.end() + _NEAR)
        free = _list("no_area").match(text, match.start(), end) is not None
        area = free or (_has_area(passage, match.start(), after) and not _is_of_people(passage, match.end()))
        if area:
            begin = max(start, holder.span.start)
            yield _make(passage, (begin, end), match.lastgroup or "held", match.span(), holder)


def _subject(passage: Passage, start: int, at: int) -> ActorMention | None:
    """The last party before the verb; "we" is the publisher, of whom only the class is known."""
    actors = [actor for actor in within(passage.actors, start, at) if actor.actor_class in _HOLDERS]
    if actors:
        return actors[-1]
    if _THEY.search(passage.text, max(start, at - 30), at):
        return _first_before(passage, start)
    return own_party(passage, start, at)


def _first_before(passage: Passage, at: int) -> ActorMention | None:
    """Whom "they" means: the first party of the sentence so far, else of the sentence before."""
    sentence = passage.sentence_at(at)
    before = passage.sentences[max(0, sentence.index - 1)]
    for zone in ((sentence.start, at), (before.start, min(before.end, at))):
        named = [actor for actor in within(passage.actors, *zone) if actor.actor_class in _HOLDERS]
        if named:
            return named[0]
    return None


def _is_weighed(passage: Passage, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the clause only thinks about it: "is unlikely", "could take"."""
    clause = clause_at(passage.text, sentence, *match.span())
    return _list("weighed").search(passage.text, *clause) is not None


_COUNTED = re.compile(
    r"\s*(?:(?:a|an|the|at least|some|\d+|their|his|her)\s+(?:\w+\s+)?)?(?:responsibility|ammunition|vehicle|people|men|women|meeting|protest|demonstration|talks|press|weapons|arms|soldiers|vehicles|rally|hostages?)\b",
    re.IGNORECASE,
)


def _is_of_people(passage: Passage, at: int) -> bool:
    """Whether the object is a party, arms or a meeting, not a place: "surrounded a gunman", "held talks"."""
    if _COUNTED.match(passage.text, at):
        return True
    objects = within(passage.actors, at, at + 30)
    first = objects[0] if objects else None
    return first is not None and first.span.start - at < 16 and not _OWNED.match(passage.text, first.span.end)


_OWNED = re.compile(
    r"(?:['’]s?)?[\s-]+(?:held\s+|controlled\s+)?(?:\w+\s+)?(?:posts?|bases?|positions?|camps?|checkpoints?|towns?|areas?|territory|headquarters|villages?|terrain|stations?|barracks)\b",
    re.IGNORECASE,
)


def _has_area(passage: Passage, start: int, end: int) -> bool:
    return bool(within(passage.places, start, end)) or bool(_list("place_words").search(passage.text, start, end))


def _sieges(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    """A siege with no besieger named; in a title, or of a whole province, it is a figure of speech."""
    if is_heading(passage.text, sentence):
        return
    for match in _list("siege").finditer(passage.text, sentence.start, sentence.end):
        start, end = clause_at(passage.text, sentence, *match.span())
        zone = (match.end(), min(end, match.end() + _NEAR))
        if match.group().lower().startswith("under"):
            zone = (start, match.start())
        places = within(passage.places, *zone)
        wide = places and all(place.place and place.place.kind in _WIDE for place in places)
        if not wide and _has_area(passage, *zone) and not _is_weighed(passage, sentence, match):
            first = min(start, zone[0]) if zone[0] == start else match.start()
            yield _make(passage, (first, max(zone[1], match.end())), "encircled", match.span(), None)


def _holds(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    """A noun: "the 35-hour hold on administrative areas"; the holder is the last armed party before or after it."""
    for match in _list("hold").finditer(passage.text, sentence.start, sentence.end):
        start, end = clause_at(passage.text, sentence, *match.span())
        area = _has_area(passage, match.end(), min(end, match.end() + _NEAR))
        if not area or _is_weighed(passage, sentence, match):
            continue
        parties = [
            actor
            for actor in within(passage.actors, sentence.start, sentence.end)
            if actor.actor_class is ActorClass.ARMED_GROUP
        ]
        before = [actor for actor in parties if actor.span.end <= match.start()]
        after = [actor for actor in parties if actor.span.start >= match.end()]
        parties = before[-1:] or after[-1:]
        holder = parties[0] if parties else None
        hours = _HOURS.search(passage.text, max(start, match.start() - 20), match.start())
        begin = hours.start() if hours else match.start()
        yield _make(passage, (begin, end), "held", match.span(), holder)
