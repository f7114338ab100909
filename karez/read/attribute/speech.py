"""Who says what: every phrase that names a speaker, with the stretch of text that it vouches for."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from karez.model.claim import Claimant
from karez.model.text import Offsets, Span
from karez.model.vocabulary import ClaimantClass
from karez.read.attribute.speakers import class_of, fuller_name, is_own, is_proper, is_same, named_before, sure_class_of
from karez.read.lexicon import Words, alternatives, data, words
from karez.read.passage import Passage, within
from karez.read.sentences import Sentence

_PHRASE = r"(?P<who>(?:(?!\b(?:that|which|but|while|when|and\s+that)\b)[^,.;:!?\n\"“”]){2,110}?|[^,.;:!?\n]{2,60}?,[^,.;:!?\n]{3,70}?,)"
_CLAUSE = re.compile(
    r",?\s+(?:but|while|whereas|and)\s+(?=[^,]{0,60}\b(?:said|claimed|told|reported|denied|confirmed)\b(?!\s*(?:on\s+\w+day\s*)?(?:[.\n]|$)))|;\s",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“][^\"”]*$")
_THAT = re.compile(r"(?:\s+on\s+\w+day)?\s*[,:]?\s*(?:that\s+)?[\"“]?", re.IGNORECASE)
# "told the newspaper that": whom it was said to.
_WHOM = re.compile(r"\s+(?:[\w-]+\s+){1,5}?(?=that\s)", re.IGNORECASE)
# "one died on the way to hospital" tells of a happening: no speaker.
_TELLS = re.compile(
    r"\b(?:was|were|is|are|has|have|had|been|will|would|could|can|did|does|cannot|died|killed|killing|wounding|injuring|said|told|took|left|including)\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"\s*[A-Z][A-Z .'’-]{2,40}(?:,\s[^-–—:\n]{1,30})?\s?(?:\([^)]{1,40}\)\s?)?(?:--|[-–—:])\s+(?:\[[^\]]{1,40}\]\s+)?(?:--\s+)?"
)
# "Casualties: the ministry says ...": the heading is no part of who speaks.
_HEADING = re.compile(r"\W{0,6}[A-Z][\w’'-]{0,30}(?:\s[\w’'-]{1,30}){0,3}:\s(?=\S)")
_RUNS_ON = re.compile(r":\W*$")
_ENDS = re.compile(r"\n\s*(?:ENDS|Notes?\b|Further information|Media enquiries|Follow |For (?:more|further))")
_LONGEST, _LAST = 2500, 60


@dataclass(frozen=True, slots=True)
class Speech:
    """A speaker, the offsets of what is said, and those of the words that only tell who says it."""

    claimant: Claimant
    governs: Offsets
    said: Offsets


# In "official reports confirm" the first of the two verbs is a noun.
_NO_NOUN = r"(?!\s+(?:confirm|say|said|indicate|suggest|claim|claimed|speak|spoke|put|from|of)\b)"


@cache
def _verbs() -> str:
    return alternatives(word for word in data("claimants")["verbs"] if word not in {"according to", "put the"})


@cache
def _told() -> Words:
    """Any word of telling: a clause without one names no speaker."""
    return words([*data("claimants")["verbs"], "as per", "quoting", "citing"])


@cache
def _before() -> re.Pattern[str]:
    """ "police said (that) ..." at the head of a clause."""
    return re.compile(
        rf"^\W*(?:(?:meanwhile|however|later|earlier|also|on\s+\w+day|in\s+[^,]{{2,30}}),?\s+)?{_PHRASE}\s+(?:also\s+|later\s+|earlier\s+|further\s+|now\s+|on\s+\w+\s+|today\s+|here\s+){{0,2}}(?P<verb>{_verbs()})(?!\w){_NO_NOUN}",
        re.IGNORECASE,
    )


@cache
def _after() -> re.Pattern[str]:
    """ "..., police said" at the tail of a clause."""
    return re.compile(
        rf"(?:,|\"|”)\s*(?P<who>[^,.;:\"“”]{{2,90}}?(?:,[^,.;:]{{3,70}})?)\s+(?P<verb>{_verbs()})(?!\w)(?P<rest>[^,;.]{{0,60}})(?:,\s+(?:as|while|when|after|adding|although|amid)\s[^;\n]{{0,150}})?[.,]?\W*$",
        re.IGNORECASE,
    )


@cache
def _loose_after() -> re.Pattern[str]:
    return re.compile(
        r"(?:,|\s)(?:(?P<verb>said|reports|reported|added|told)\s+(?P<who>[A-Z][^,.;:]{2,90}(?:,[^,.;:]{3,90})?)|(?P<who2>(?:the|a|an)\s+[^,.;:]{2,60}?)\s+(?:said|added|reported|stated|confirmed))\.?\W*$"
    )


_ACCORDING = re.compile(
    r"\b(?:according\s+to|as\s+per|as\s+reported\s+by|quoting|citing)\s+(?P<who>[^,.;:]{2,90})", re.IGNORECASE
)
_CLAIMS = re.compile(r"\bwhich\s+(?:the\s+)?(?P<who>[\w’' -]{2,40}?)\s+(?:claims?|says?|said)\b", re.IGNORECASE)


def speeches(passage: Passage) -> tuple[Speech, ...]:
    """Return every speech of the passage, in text order."""
    found: list[Speech] = []
    for sentence in passage.sentences:
        for start, end in _clauses(passage.text, sentence):
            found.extend(_in_clause(passage, sentence, (start, end), found))
    return tuple(found)


def _clauses(text: str, sentence: Sentence) -> list[Offsets]:
    cuts = [sentence.start]
    for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
        cuts += [match.start(), match.end()]
    cuts.append(sentence.end)
    return list(zip(cuts[::2], cuts[1::2], strict=True))


def _in_clause(passage: Passage, sentence: Sentence, clause: Offsets, earlier: Sequence[Speech]) -> tuple[Speech, ...]:
    start, end = clause
    start = after_dateline(passage.text, start, end)
    heading = _HEADING.match(passage.text, start, end)
    start = heading.end() if heading and not _told().search(heading.group()) else start
    if _told().search(passage.text, start, end) is None:
        return ()
    text = passage.text[start:end]
    for pattern in (_ACCORDING, _CLAIMS):
        match = pattern.search(text)
        if match:
            said = (start + match.start(), start + match.end())
            return _speech(passage, (start + match.start("who"), start + match.end("who")), said, clause, earlier)
    match = _before().search(text[:260])
    if match and not _QUOTED.search(text[: match.start("who")]):
        told = match["verb"].lower() in {"told", "informed"} and _WHOM.match(text, match.end())
        that = _THAT.match(text, told.end() if told else match.end())
        said = (start + match.start("who"), start + (that.end() if that else match.end()))
        who = (start + match.start("who"), start + match.end("who"))
        made = _speech(passage, who, said, (start, _run_on(passage, start, end)), earlier)
        if made:
            return made
    tail = _after().search(text[-260:]) or _loose_after().search(text[-260:])
    if not tail:
        return ()
    name = "who" if tail["who"] else "who2"
    shift = start + max(0, len(text) - 260)
    who = _trimmed(passage, (shift + tail.start(name), shift + tail.end(name)))
    first = who[0]
    while first > clause[0] and passage.text[first - 1] in ' ,"”\n':
        first -= 1
    return _speech(passage, who, (first, shift + tail.end()), clause, earlier)


def after_dateline(text: str, start: int, end: int) -> int:
    """Where the words begin after a dateline ("TOWN, 6 Feb (Agency) --") at ``start``; ``start`` where there is none."""
    dateline = _DATELINE.match(text, start, end)
    return dateline.end() if dateline else start


def _run_on(passage: Passage, start: int, end: int) -> int:
    """Where what is said ends: with a quotation that is still open, or, after a colon, with the statement."""
    text = passage.text
    opened = text.rfind("“", max(start, end - 400), end)
    if opened >= 0 and "”" not in text[opened:end]:
        closed = text.find("”", end, end + _LONGEST)
        return closed if closed > 0 else end
    if text.count('"', start, end) % 2:
        closed = text.find('"', end, end + _LONGEST)
        return closed if closed > 0 else end
    if not _RUNS_ON.search(text, max(start, end - 4), end):
        return end
    stop = _ENDS.search(text, end, end + _LONGEST)
    return stop.start() if stop else min(len(text), end + _LONGEST)


def _speech(
    passage: Passage, who: Offsets, said: Offsets, governs: Offsets, earlier: Sequence[Speech]
) -> tuple[Speech, ...]:
    claimant = _claimant(passage, _trimmed(passage, who), earlier)
    return (Speech(claimant, governs, said),) if claimant else ()


def _trimmed(passage: Passage, who: Offsets) -> Offsets:
    span = passage.span(*who)
    while span.quote and span.quote[-1] in ",;:\"'“":
        span = passage.span(span.start, span.end - 1)
    comma = span.quote.rfind(",")
    if comma > 0:
        first, last = span.quote[:comma], span.quote[comma + 1 :]
        if re.search(r"\d", span.quote) or class_of(first) is None or is_same(last) or _TELLS.search(first):
            span = passage.span(span.start + comma + 1, span.end)
    return span.offsets


def _claimant(passage: Passage, who: Offsets, earlier: Sequence[Speech]) -> Claimant | None:
    span = passage.span(*who)
    if not span.quote or len(span.quote.split()) > 18 or _TELLS.search(span.quote):
        return None
    earlier = earlier[-_LAST:]
    near = [speech.claimant for speech in earlier if span.start - speech.said[1] < _LONGEST // 3]
    if is_own(span.quote):
        return None
    if is_same(span.quote):
        return near[-1] if near else None
    full = fuller_name(span.quote, near)
    if full:
        return full
    actors = within(passage.actors, span.start, span.end)
    kind = sure_class_of(span.quote)
    if kind is None and actors:
        kind = OF_ACTOR.get(actors[-1].actor_class.value)
    kind = kind or class_of(span.quote)
    actor = next((mention for mention in actors if mention.actor), None)
    if actor:
        kind = OF_ACTOR.get(actor.actor_class.value, kind)
    if kind is None:
        known = named_before(span.quote, [speech.claimant for speech in earlier])
        named = _named(passage.text, span) if is_proper(span.quote) else None
        kind = known.claimant_class if known else named
        return Claimant(span, known.actor if known else None, kind) if kind else None
    return Claimant(span, actor.actor if actor else None, kind)


def _named(text: str, span: Span) -> ClaimantClass:
    """A name of which no word tells the class: with an article, and what it does is to report, it is a paper's."""
    near = text[max(0, span.start - 12) : span.start], text[span.end : span.end + 16]
    prints = _REPORTS.search(near[0]) or _REPORTED.match(near[1])
    return ClaimantClass.MEDIA if prints and span.quote[:4].lower() == "the " else ClaimantClass.UNNAMED


_REPORTS = re.compile(r"\breport(?:s|ed)\s+$")
_REPORTED = re.compile(r"\s+(?:has\s+|had\s+)?report(?:s|ed)\b")

OF_ACTOR = {
    "armed_group": ClaimantClass.ARMED_GROUP,
    "militia": ClaimantClass.ARMED_GROUP,
    "state_forces": ClaimantClass.OFFICIAL,
    "police": ClaimantClass.OFFICIAL,
    "government": ClaimantClass.OFFICIAL,
    "un": ClaimantClass.UN,
    "ngo": ClaimantClass.NGO,
    "media": ClaimantClass.MEDIA,
    "business": ClaimantClass.COMPANY,
}


def quoted_without(speeches: Sequence[Speech], span: Offsets, keep: Offsets) -> Offsets:
    """Cut the words that only tell who says it off the head or the tail of ``span``; ``keep`` stays inside."""
    start, end = span
    for speech in about(speeches, span[0], span[1]):
        first, last = speech.said
        if last <= span[0] or first >= span[1]:
            continue
        if first <= start + 3 and start < last <= keep[0]:
            start = last
        elif last >= end - 2 and keep[1] <= first < end:
            end = first
    return start, end


def about(speeches: Sequence[Speech], start: int, end: int) -> Sequence[Speech]:
    """The speeches that may reach into ``start:end``; ``speeches`` are in text order."""
    first = bisect_left(speeches, start - 2 * _LONGEST, key=_start)
    return speeches[first : bisect_left(speeches, end, lo=first, key=_start)]


def _start(speech: Speech) -> int:
    return speech.governs[0]
