"""Orders, bans, warnings and truces by those who rule or act as if they did."""

import re
from collections.abc import Iterator
from functools import cache

from karez.model.claim import Claim, Directive
from karez.model.mention import ActorMention
from karez.model.text import Offsets
from karez.model.vocabulary import Action, ActorClass
from karez.read.draft import draft
from karez.read.kinds.alerts import Alert
from karez.read.kinds.clauses import clause_at, overlaps_any
from karez.read.lexicon import Words, data, group_of, groups, small, words
from karez.read.numbers import parse_words
from karez.read.passage import Passage, within
from karez.read.sentences import Sentence

_ISSUERS = frozenset(
    {
        ActorClass.ARMED_GROUP,
        ActorClass.GOVERNMENT,
        ActorClass.STATE_FORCES,
        ActorClass.POLICE,
        ActorClass.UN,
        ActorClass.MILITIA,
    }
)
_LENGTH = re.compile(r"(?P<number>\d{1,3}|a|an|[a-z]+)[\s-]+(?P<unit>hour|day|week|month|year)s?\b", re.IGNORECASE)
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_SUBJECT = re.compile(r"\b(?:on|of|for|against|that)\s+(?P<what>[^,.;:]{3,80})", re.IGNORECASE)


@cache
def _groups(name: str) -> Words:
    return Words(rf"(?<![\w-])(?:{groups(data('directives')[name])})(?!\w)")


@cache
def _list(name: str) -> Words:
    return words(data("directives")[name])


def find_directives(passage: Passage) -> tuple[Claim, ...]:
    """Return the orders of the passage in text order, not yet attributed."""
    alert = Alert(passage)
    drafts: list[Claim] = []
    for sentence in passage.sentences:
        if alert.opens_list(sentence):
            continue
        if alert.is_alert and (found := alert.read(sentence)):
            drafts.append(_make(passage, found.span, found.action, found.word, None))
            continue
        drafts.extend(_orders(passage, sentence))
    return tuple(drafts)


def _orders(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    """The orders that a sentence tells of, one of a kind a clause."""
    told = small(passage.text[sentence.start : sentence.end])
    if not any(stem in told for stem in data("directives")["stems"]):
        return
    found = [*_told(passage, sentence, "announced"), *_told(passage, sentence, "checked")]
    if not found or _list("beside").search(passage.text, sentence.start, sentence.end):
        return
    given: list[tuple[Action, Offsets]] = []
    words_taken: list[Offsets] = []
    for match, action in found:
        span = clause_at(passage.text, sentence, *match.span())
        same = [known for kind, known in given if kind is action]
        if (
            overlaps_any(*span, same)
            or overlaps_any(*match.span(), words_taken)
            or _list("not").search(passage.text, *span)
        ):
            continue
        given.append((action, span))
        words_taken.append(match.span())
        yield _make(passage, span, action, match.span(), _issuer(passage, sentence, match))


def _told(passage: Passage, sentence: Sentence, name: str) -> Iterator[tuple[re.Match[str], Action]]:
    text = passage.text
    for match in _groups(name).finditer(text, sentence.start, sentence.end):
        action = Action(group_of(match))
        if action is Action.CURFEW and _list("lifted").search(
            text, max(sentence.start, match.start() - 15), min(sentence.end, match.end() + 20)
        ):
            continue
        if name == "checked" and not _has_power(passage, sentence, match):
            continue
        yield match, action


def _has_power(passage: Passage, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether somebody who rules or commands is the one who orders: "the banned group" and "a banned film" order nothing."""
    if _NAMES.search(passage.text, max(sentence.start, match.start() - 12), match.start()):
        return False
    return _issuer(passage, sentence, match) is not None or (
        _list("power").search(passage.text, sentence.start, match.start()) is not None
    )


# An article or "of" right before "banned" or "orders": an attribute or a noun.
_NAMES = re.compile(r"(?:\b(?:\w+ly|the|an?|of|by|with|from|other|several|on|and|for|in|to)|['’]s)\s+$", re.IGNORECASE)


def _issuer(passage: Passage, sentence: Sentence, match: re.Match[str]) -> ActorMention | None:
    """The party before the order's verb, or after "by"."""
    before = [actor for actor in within(passage.actors, sentence.start, match.start()) if actor.actor_class in _ISSUERS]
    after = [
        actor
        for actor in within(passage.actors, match.start(), sentence.end)
        if actor.actor_class in _ISSUERS
        and re.search(
            r"\bby\s+(?:order\s+of\s+)?(?:the\s+)?$", passage.text[match.start() : actor.span.start], re.IGNORECASE
        )
    ]
    found = before[-1:] or after[:1]
    return found[0] if found else None


def _make(passage: Passage, span: Offsets, action: Action, word: Offsets, issuer: ActorMention | None) -> Claim:
    text = passage.text
    fields: dict[str, Offsets | tuple[Offsets, ...]] = {"action": word}
    if issuer:
        fields["issuer"] = issuer.span.offsets
    length, spot = _length(text, span)
    if spot:
        fields["duration_days"] = spot
    subject = _subject(text, span, word)
    if subject:
        fields["subject_quote"] = subject
    begins, ends = _times(passage, span, length)
    for name, found in (("valid_from", begins), ("valid_to", ends)):
        if found:
            fields[name] = found[1]
    body = Directive(
        issuer,
        action,
        text[subject[0] : subject[1]] if subject else None,
        length,
        begins[0] if begins else None,
        ends[0] if ends else None,
    )
    return draft(passage.span(*span), body, f"directive-{action}", fields=fields, confidence=0.55)


def _subject(text: str, span: Offsets, word: Offsets) -> Offsets | None:
    """Who or what must obey: before a passive ("gatherings are banned"), else after "on" or "of"."""
    passive = _PASSIVE.search(text, span[0], word[1])
    if passive and _BANNED.search(text, word[0], word[1]):
        start = _skip(text, span[0], passive.start())
        return (start, passive.start()) if passive.start() - start > 2 else None
    whom = _WHOM.match(text, word[0], span[1])
    if whom:
        return whom.span("what")
    if _MODAL.match(text, *word) and 2 < word[0] - span[0] < _LONG_SUBJECT:
        return span[0], span[0] + len(text[span[0] : word[0]].rstrip())
    for match in _SUBJECT.finditer(text, word[1] - 3, span[1]):
        stop = _DURATION.search(text, *match.span("what"))
        end = stop.start() if stop else match.end("what")
        if end - match.start("what") > 2:
            return match.start("what"), end
    return None


def _skip(text: str, start: int, end: int) -> int:
    """The start without "For one month," and words that join the clause to the one before."""
    lead = _LEAD_IN.match(text, start, end)
    return lead.end() if lead else start


_PASSIVE = re.compile(
    r"\s+(?:is|are|was|were|has\s+been|have\s+been|will\s+be|will\s+(?:stay|remain)|remains?)\s+", re.IGNORECASE
)
_BANNED = re.compile(
    r"banned|closed|suspended|prohibited|forbidden|outlawed|by\s+order|advised|requested|directed|required|urged|warned|told",
    re.IGNORECASE,
)
_LONG_SUBJECT = 160
_WHOM = re.compile(
    r"(?:ordered|told|warned|urged|advised|instructed|directed|asked|commanded)\s+(?P<what>[^,.;:]{3,80}?)\s+(?:not\s+to|to|against|that)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(r"(?:must|shall|should|to|be)\b", re.IGNORECASE)
_LEAD_IN = re.compile(
    r"(?:and\s+|but\s+)?(?:(?:for|from|until|since|under|on|in)\s+[^,]{1,40},\s+)?(?:the\s+)?", re.IGNORECASE
)
_DURATION = re.compile(
    r"(?:^|\s+)(?:for|from|until|till|since|starting|effective)\s|^\d|^(?:the\s+)?(?:week|month|day|year)\b|^(?:one|two|three|four|five|six|seven|ten)\s+(?:day|week|month)",
    re.IGNORECASE,
)


def _length(text: str, span: Offsets) -> tuple[int | None, Offsets | None]:
    for match in _LENGTH.finditer(text, *span):
        word = match["number"].lower()
        number = int(word) if word.isdigit() else (1 if word in {"a", "an"} else parse_words(word))
        unit = match["unit"].lower()
        # Hours are told in days only where they make whole ones.
        if number and unit == "hour" and number % 24 == 0:
            return number // 24, match.span()
        if number and unit != "hour":
            return number * _DAYS[unit], match.span()
    return None, None


def _times(
    passage: Passage, span: Offsets, length: int | None
) -> tuple[tuple[str, Offsets] | None, tuple[str, Offsets] | None]:
    """When it begins ("from ...") and ends ("until ..."), only where the words say so."""
    begins = ends = None
    for time in within(passage.times, span[0], span[1] + 1):
        before = passage.text[max(span[0], time.span.start - 14) : time.span.start].lower()
        if re.search(r"\b(?:until|till|to|up to)\s+(?:the\s+)?$", before) and time.start:
            ends = ends or (time.start, time.span.offsets)
        elif (
            re.search(r"\b(?:from|starting|effective|beginning)\s+$", before) or (length and "since" in before)
        ) and time.start:
            begins = begins or (time.start, time.span.offsets)
    return begins, ends
