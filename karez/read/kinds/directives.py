"""Orders, bans, warnings and truces by those who rule or act as if they did."""

import re
from collections.abc import Iterator
from functools import cache

from karez.model.claim import Claim, Directive
from karez.model.mention import ActorMention
from karez.model.text import Offsets
from karez.model.vocabulary import Action, ActorClass
from karez.read.draft import draft
from karez.read.kinds.clauses import clause_at
from karez.read.lexicon import Words, alternatives, data, words
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
_LENGTH = re.compile(r"(?P<number>\d{1,3}|a|an|[a-z]+)[\s-]+(?P<unit>day|week|month|year)s?\b", re.IGNORECASE)
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_ITEM = re.compile(r"\s*(?:\(?[a-zA-Z]\)|\(?[ivx]{1,4}\)|[a-z]\.|\d{1,2}[.)]|[-•*–▪➢])\s*(?=\w)")
# A title with a capital in every word gives no order.
_TITLE = re.compile(r"(?:[A-Z(\d][\w()/&-]*[\s]*){1,7}")
_SUBJECT = re.compile(r"\b(?:on|of|for|against|that)\s+(?P<what>[^,.;:]{3,80})", re.IGNORECASE)


@cache
def _announced() -> Words:
    groups = "|".join(f"(?P<{name}>{alternatives(words)})" for name, words in data("directives")["announced"].items())
    return Words(rf"(?<![\w-])(?:{groups})(?!\w)")


@cache
def _instructed() -> Words:
    groups = "|".join(
        f"(?P<{name}>{alternatives(words)})" for name, words in data("directives")["instructions"].items()
    )
    return Words(rf"(?:{groups})(?!\w)")


@cache
def _list(name: str) -> Words:
    return words(data("directives")[name])


@cache
def _titles() -> re.Pattern[str]:
    # Titles of alerts are in capitals: the case matters.
    return re.compile("|".join(data("directives")["alert_title"]))


def find_directives(passage: Passage) -> tuple[Claim, ...]:
    """Return the orders of the passage in text order, not yet attributed."""
    alert = _list("alert_words").search(passage.text) is not None or _titles().search(passage.text) is not None
    drafts: list[Claim] = []
    for sentence in passage.sentences:
        if alert and (found := _instruction(passage, sentence)):
            drafts.append(found)
            continue
        drafts.extend(_orders(passage, sentence))
    return tuple(drafts)


def _instruction(passage: Passage, sentence: Sentence) -> Claim | None:
    """A line of an alert that says what is to be done; the title of an alert is a warning."""
    text = passage.text
    title = _titles().search(text, sentence.start, min(sentence.end, sentence.start + 120))
    if title and text[title.start() : title.end()].isupper():
        return _make(passage, title.span(), Action.WARNING, title.span(), None)
    item = _ITEM.match(text, sentence.start, sentence.end)
    start = item.end() if item else sentence.start
    found = _instructed().match(text, start, sentence.end)
    if (
        found is None
        or (item is None and not _is_list_line(text, sentence))
        or _TITLE.fullmatch(text, start, sentence.end)
    ):
        return None
    name = next(name for name, value in found.groupdict().items() if value)
    whole = text[start : sentence.end]
    if name == "other" and re.search(r"\bevacuat", whole, re.IGNORECASE):
        name = "evacuation"
    elif name == "other" and re.search(r"\b(?:sensiti[sz]e|forewarn|warn)", whole, re.IGNORECASE):
        name = "warning"
    return _make(passage, (start, sentence.end), Action(name), found.span(), None)


def _is_list_line(text: str, sentence: Sentence) -> bool:
    """An item whose letter stands on the line before it."""
    before = text[max(0, sentence.start - 8) : sentence.start]
    return bool(re.search(r"(?:^|\n)\s*(?:\(?[a-z]\)|[a-z]\.|\d{1,2}[.)]|[-•*–])\s*$", before))


def _orders(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    text = passage.text
    if _list("not").search(text, sentence.start, sentence.end):
        return
    seen: set[str] = set()
    for match in _announced().finditer(text, sentence.start, sentence.end):
        name = next(name for name, value in match.groupdict().items() if value)
        lifted = name == "curfew" and _list("lifted").search(text, match.start(), min(sentence.end, match.end() + 15))
        if name in seen or lifted:
            continue
        seen.add(name)
        span = clause_at(text, sentence, *match.span())
        yield _make(passage, span, Action(name), match.span(), _issuer(passage, sentence, match))


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
_BANNED = re.compile(r"banned|closed|suspended|prohibited|forbidden|outlawed|by\s+order", re.IGNORECASE)
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
        if number:
            return number * _DAYS[match["unit"].lower()], match.span()
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
