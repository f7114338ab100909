"""Who says what: every phrase that names a speaker, with the stretch of text that it vouches for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from karez.model.claim import Claimant
from karez.model.text import Offsets
from karez.model.vocabulary import ClaimantClass
from karez.read.lexicon import alternatives, data
from karez.read.passage import Passage, within
from karez.read.sentences import Sentence

_PHRASE = r"(?P<who>(?:(?!\b(?:that|which|but|while|when|and\s+that)\b)[^,.;:!?\n\"“”]){2,110}?|[^,.;:!?\n]{2,60}?,[^,.;:!?\n]{3,70}?,)"
_CLAUSE = re.compile(
    r",?\s+(?:but|while|whereas|and)\s+(?=[^,]{0,60}\b(?:said|claimed|told|reported|denied|confirmed)\b)|;\s",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“][^\"”]*$")


@dataclass(frozen=True, slots=True)
class Speech:
    """A speaker and the offsets of what is said."""

    claimant: Claimant
    governs: Offsets


@cache
def _verbs() -> str:
    return alternatives(word for word in data("claimants")["verbs"] if word not in {"according to", "put the"})


@cache
def _before() -> re.Pattern[str]:
    """ "police said (that) ..." at the head of a clause."""
    return re.compile(
        rf"^\W*(?:(?:meanwhile|however|later|earlier|also|on\s+\w+day|in\s+[^,]{{2,30}}),?\s+)?{_PHRASE}\s+(?:also\s+|later\s+|earlier\s+|further\s+|on\s+\w+\s+|today\s+|here\s+){{0,2}}(?P<verb>{_verbs()})(?!\w)",
        re.IGNORECASE,
    )


@cache
def _after() -> re.Pattern[str]:
    """ "..., police said" at the tail of a clause."""
    return re.compile(
        rf"(?:,|\"|”)\s*(?P<who>[^,.;:\"“”]{{2,90}}?(?:,[^,.;:]{{3,70}})?)\s+(?P<verb>{_verbs()})(?!\w)(?P<rest>[^,;.]{{0,60}})[.,]?\W*$",
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


@cache
def _classes() -> tuple[tuple[ClaimantClass, re.Pattern[str]], ...]:
    return tuple(
        (ClaimantClass(name), re.compile(rf"(?<![\w-]){alternatives(words)}(?!\w)", re.IGNORECASE))
        for name, words in data("claimants")["classes"].items()
    )


def speeches(passage: Passage) -> tuple[Speech, ...]:
    """Return every speech of the passage, in text order."""
    found: list[Speech] = []
    for sentence in passage.sentences:
        for start, end in _clauses(passage.text, sentence):
            found.extend(_in_clause(passage, sentence, start, end))
    return tuple(found)


def _clauses(text: str, sentence: Sentence) -> list[Offsets]:
    cuts = [sentence.start]
    for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
        cuts += [match.start(), match.end()]
    cuts.append(sentence.end)
    return list(zip(cuts[::2], cuts[1::2], strict=True))


def _in_clause(passage: Passage, sentence: Sentence, start: int, end: int) -> Iterator[Speech]:
    text = passage.text[start:end]
    for pattern in (_ACCORDING, _CLAIMS):
        match = pattern.search(text)
        if match:
            yield from _speech(passage, match.span("who"), start, (start, end))
            return
    match = _before().search(text[:260])
    if match and not _QUOTED.search(text[: match.start("who")]):
        made = list(_speech(passage, match.span("who"), start, (start, _run_on(passage, end))))
        if made:
            yield from made
            return
    tail = _after().search(text[-260:]) or _loose_after().search(text[-260:])
    if tail:
        name = "who" if tail["who"] else "who2"
        shift = start + max(0, len(text) - 260)
        yield from _speech(passage, tail.span(name), shift, (sentence.start if start == sentence.start else start, end))


def _run_on(passage: Passage, end: int) -> int:
    """Where a quotation that is open at the end of a sentence closes."""
    opened = passage.text.rfind("“", max(0, end - 400), end)
    if opened < 0 or "”" in passage.text[opened:end]:
        return end
    closed = passage.text.find("”", end, end + 2000)
    return closed if closed > 0 else end


def _speech(passage: Passage, who: Offsets, shift: int, governs: Offsets) -> Iterator[Speech]:
    start, end = who[0] + shift, who[1] + shift
    span = passage.span(start, end)
    while span.quote and span.quote[-1] in ",;:\"'“":
        span = passage.span(span.start, span.end - 1)
    comma = span.quote.rfind(",")
    if comma > 0 and (re.search(r"\d", span.quote) or _class(span.quote[:comma]) is None):
        span = passage.span(span.start + comma + 1, span.end)
    kind = _class(span.quote)
    actors = within(passage.actors, span.start, span.end)
    if kind is None and actors:
        kind = _OF_ACTOR.get(actors[-1].actor_class.value)
    if kind is None or not span.quote or len(span.quote.split()) > 18:
        return
    actor = next((mention.actor for mention in actors if mention.actor), None)
    if actor:
        known = next(mention for mention in actors if mention.actor == actor)
        kind = _OF_ACTOR.get(known.actor_class.value, kind)
    yield Speech(Claimant(span, actor, kind), governs)


_OF_ACTOR = {
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


def _class(phrase: str) -> ClaimantClass | None:
    """The class whose word stands last in the phrase, up to the first "of" or "in"."""
    head = re.split(r"\b(?:of|in|for|from|at)\b", phrase, maxsplit=1)[0]
    for words in (head, phrase):
        found = [
            (match.end(), -order, kind)
            for order, (kind, pattern) in enumerate(_classes())
            for match in pattern.finditer(words)
        ]
        if found:
            return max(found)[2]
    return None
