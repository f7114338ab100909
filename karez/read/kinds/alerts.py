"""Alerts and advisories of any layout: lists of instructions, whoever must follow them, and the alert's title."""

import re
from dataclasses import dataclass
from functools import cache

from karez.model.text import Offsets
from karez.model.vocabulary import Action
from karez.read.lexicon import Words, alternatives, data, group_of, groups, words
from karez.read.passage import Passage
from karez.read.sentences import Sentence

_MARK = r"(?:\(?[a-zA-Z]\)|\(?[ivx]{1,4}\)|[a-z]\.|\(?\d{1,2}[.)]|[^\w\s\"'“‘(\[<&@#]{1,2}|o)"
_ITEM = re.compile(rf"\s*{_MARK}\s+(?=\w)|\s*[-•*–▪➢]\s*(?=\w)")
_MARK_BEFORE = re.compile(rf"(?:^|\n)[ \t]*{_MARK}\s*$")
# A title with a capital in every word gives no order.
_TITLE = re.compile(r"(?:[A-Z(\d][\w()/&-]*[\s]*){1,7}")
_OPENS_LIST = re.compile(r":\s*[-–]?\s*(?:$|\n)")
_SUBJECT_LINE = re.compile(
    r"(?:^|\n)[ \t]*(?:Subject|SUBJECT|Title)\s*:\s*(?P<what>[^\n]{8,160}(?:\n(?=[A-Z0-9])[^\na-z:.]{8,80}(?=\n))?)"
)
_NO_ALERT = re.compile(r"\b(?:report|sitrep|minutes|meeting|update)\b", re.IGNORECASE)
# "with the request to ensure": the noun asks, nobody is told.
_NO_SUBJECT = re.compile(
    r"\b(?:request|order|able|efforts?|measures|steps|need|plans?|ability|used|due)\s+$", re.IGNORECASE
)
_FINITE = re.compile(r"\b(?:was|were|has|have|had|is|are|will)\b", re.IGNORECASE)
# "Should the river rise": a condition, no order.
_IF = re.compile(r"should\b", re.IGNORECASE)
_MOST_BEFORE = 260
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Instruction:
    """What an alert says is to be done: its span, the words that say so, and what kind of order it is."""

    span: Offsets
    word: Offsets
    action: Action


@cache
def _list(name: str) -> Words:
    return words(data("directives")[name])


@cache
def _titles() -> re.Pattern[str]:
    # Titles of alerts are in capitals: the case matters.
    return re.compile("|".join(data("directives")["alert_title"]))


@cache
def _instructed() -> re.Pattern[str]:
    listed = data("directives")
    return re.compile(
        rf"(?:{alternatives(listed['how'])}\s+){{0,2}}(?:{groups(listed['instructions'])})(?!\w)(?!\s*[-–:]\s*(?:\d|\n|$))",
        re.IGNORECASE,
    )


class Alert:
    """The alert that a passage is, if it is one; made once a passage."""

    def __init__(self, passage: Passage) -> None:
        self._text = passage.text
        # Where every word is in capitals, capitals make no title.
        titled = not passage.text.isupper() and _titles().search(passage.text) is not None
        self.is_alert = titled or _list("alert_words").search(passage.text) is not None
        self._title = self._find_title() if self.is_alert else None
        self._is_strong = self._title is not None

    def _find_title(self) -> Offsets | None:
        """The line of the subject where it names a hazard, else the first title in capitals."""
        subject = _SUBJECT_LINE.search(self._text)
        for match in () if self._text.isupper() else _titles().finditer(self._text):
            if match.group().isupper():
                return match.span()
        if subject is None or _NO_ALERT.search(self._text, *subject.span("what")):
            return None
        return subject.span("what") if _list("hazard").search(self._text, *subject.span("what")) else None

    def opens_list(self, sentence: Sentence) -> bool:
        """Whether the sentence only leads to a list of instructions ("the following is to be ensured:")."""
        end = min(len(self._text), sentence.end + 4)
        return (
            self._is_strong and _OPENS_LIST.search(self._text, max(sentence.start, sentence.end - 4), end) is not None
        )

    def read(self, sentence: Sentence) -> Instruction | None:
        """The title or the one instruction that ``sentence`` gives, or None."""
        if self._title and sentence.start <= self._title[0] < sentence.end:
            return Instruction(self._title, self._title, Action.WARNING)
        text = self._text
        item = _ITEM.match(text, sentence.start, sentence.end)
        start = item.end() if item else sentence.start
        listed = item is not None or _MARK_BEFORE.search(text, max(0, sentence.start - 8), sentence.start) is not None
        return (self._imperative(start, sentence.end) if listed else None) or self._told(
            start, sentence.end, listed=listed
        )

    def _imperative(self, start: int, end: int) -> Instruction | None:
        """An item that begins with what is to be done."""
        text = self._text
        found = _instructed().match(text, start, end)
        if found is None or _TITLE.fullmatch(text, start, end):
            return None
        if _HAPPENED.match(text, found.end(), end):
            return None
        name = group_of(found)
        action = Action(name)
        if action is Action.OTHER:
            action = self._kind(start, end, start)
        return Instruction((start, end), found.span(), action)

    def _told(self, start: int, end: int, *, listed: bool) -> Instruction | None:
        """Whom the sentence tells what to do: "all units are requested to ...", "X to ensure ..."."""
        if not (listed or self._is_strong):
            return None
        found = _list("told").search(self._text, start, min(end, start + _MOST_BEFORE))
        if (
            found is None
            or _IF.match(self._text, start, end)
            or (found.group().startswith("to ") and not self._is_future(start, found.start(), listed=listed))
        ):
            return None
        return Instruction((start, end), found.span(), self._kind(start, end, found.start()))

    def _is_future(self, start: int, at: int, *, listed: bool) -> bool:
        """Whether "to" at ``at`` follows those who are told ("all units to remain alert"), with no verb of their own."""
        text = self._text
        return listed and not _FINITE.search(text, start, at) and not _NO_SUBJECT.search(text, max(start, at - 12), at)

    def _kind(self, start: int, end: int, at: int) -> Action:
        """What kind of order the words make: whom they tell, then what."""
        text, stop = self._text, min(end, at + (_NEAR if at > start else _NEAR // 2))
        public = at > start and _list("public").search(text, start, at) is not None
        if _list("evacuate").search(text, at, stop):
            return Action.EVACUATION
        if _list("banned").search(text, start, end):
            return Action.BAN
        if public:
            return Action.WARNING
        for name, action in (("close", Action.CLOSURE), ("warn", Action.WARNING)):
            if _list(name).search(text, at, stop):
                return action
        return Action.OTHER


# "Rescue teams evacuated ...", "Maintain" has none: a noun and a past verb tell what was done.
_HAPPENED = re.compile(
    r"\s+(?:operations?|teams?|works?|camps?|services?|activities|efforts)\s+(?:\w+\s+){0,3}?(?:was|were|is|are|has|have|had|\w{2,}ed|continue|continues|underway)\b"
    r"|\s+(?:of\s+)?(?:[\w/-]+\s+){0,6}?(?:was|were|has\s+been|have\s+been|had\s+been)\s+\w+(?:ed|en)\b",
    re.IGNORECASE,
)
