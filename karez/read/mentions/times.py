"""Time expressions and the dates they mean, anchored at the day of publication; never guessed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache

from karez.model.mention import TimeMention
from karez.model.text import Span
from karez.model.vocabulary import Precision
from karez.read.lexicon import Words, alternatives, data, pattern, small
from karez.read.mentions import moments
from karez.read.mentions.moments import Anchor, Bounds

_M = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_TH = r"(?:st|nd|rd|th)?"
_D = rf"(?P<day>\d{{1,2}}){_TH}"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
# "31 JAN 90": only after a month in capitals, so that the letters' case counts; few texts have such a date.
_SHORT = r"(?<=(?-i:\s[A-Z]{3}))[ \t]+(?P<short>\d\d)(?![\d:])"
_HAS_SHORT = re.compile(r"\s[A-Z]{3}[ \t]+\d\d(?![\d:])")
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)"
_TO = r"\s*(?:-|–|to|and|until)\s*"
_NUMBER = r"(?P<count>\d{1,3}|few|couple\s+of|[a-z]+(?:-[a-z]+)?)"
# What may follow a second day of a range that stands after the month: not a noun that it counts.
_LAST = r"(?=\s*(?:[.,;:)\n]|$|in\b|at\b|when\b|after\b|as\b|on\b|were\b|was\b))"

_Resolver = Callable[[re.Match[str], Anchor], Bounds | None]


def _forms(*, short: bool) -> tuple[tuple[str, str, _Resolver], ...]:
    """Kind, expression and meaning of every form; with ``short`` a year may have two digits."""
    _Y = rf"(?:,?\s+{_YEAR}|{_SHORT})" if short else rf"(?:,?\s+{_YEAR})"
    days = "|".join(data("times")["days"])
    return (
        ("iso", r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?:T\d\d:\d\d\S*)?", moments.iso_date),
        ("day", rf"(?P<first>\d{{1,2}})(?P<sep>[-./\xad]{{1,2}})(?P<second>\d{{1,2}})(?P=sep){_YEAR}", moments.numeric),
        ("range", rf"(?:(?:between|from)\s+)?{_D}{_TO}(?P<last>\d{{1,2}}){_TH}\s+(?:of\s+)?{_M}{_Y}?", moments.day_range),
        ("range", rf"(?:(?:between|from)\s+)?{_M}\s+{_D}(?:{_TO}(?=\d+{_TH}(?:,?\s+(?:19|20)\d\d|{_LAST}))|\s?[-–]\s?)(?P<last>\d{{1,2}}){_TH}{_Y}?", moments.day_range),
        ("day", rf"{_WEEKDAY}?{_D}\s+(?:of\s+)?{_M}(?:\.(?=,?\s+(?:19|20)\d\d))?{_Y}?", moments.named_date),
        ("day", rf"{_WEEKDAY}?{_M}\.?\s+{_D}(?![\d:]){_Y}?", moments.named_date),
        ("day", rf"(?:(?P<which>last|next|this)\s+)?(?P<weekday>{days})(?!s)", moments.weekday),
        ("day", r"(?P<relative>today|yesterday|tomorrow)", moments.relative),
        ("part", r"(?P<relative>this\s+(?:morning|afternoon|evening)|tonight|last\s+night|overnight)", moments.relative),
        ("day", r"(?<=\b[o][nf]\sthe\s)(?P<nth>\d{1,2})(?:st|nd|rd|th)(?=\s*(?:[.,;:)]|$|and\b|at\b|when\b|after\b|as\b))", moments.ordinal),
        ("week", r"(?P<week>last|this|next)\s+(?P<unit>week|weekend|month|year)(?!\w)", moments.week),
        ("unit", r"(?P<count>\d{1,3}|[a-z]+)\s+(?P<ago>day|week|month|year)s?\s+ago", moments.ago),
        ("unit", rf"(?:over\s+)?(?:the\s+)?(?P<way>past|last|next|coming|previous)\s+(?:{_NUMBER}[\s-]+)?(?P<span>hours|days|weeks|months|years)", moments.span),
        ("month", rf"(?:the\s+(?:end|beginning|start)\s+of\s+)?(?:(?<=in\s)|(?<=since\s)|(?<=of\s)|(?<=by\s)|(?<=last\s)|(?<=early\s)|(?<=late\s)|(?<=mid-)|(?<=until\s)|(?<=from\s)){_M}(?:,?\s+{_YEAR})?", moments.month),
        ("month", rf"{_M}\.?,?\s+{_YEAR}", moments.month),
        ("year", rf"(?:(?<=in\s)|(?<=since\s)|(?<=early\s)|(?<=late\s)|(?<=mid-)|(?<=of\s)){_YEAR}(?!\s+(?:people|men|women|soldiers|fighters|homes|houses))", moments.year),
        ("later", r"(?:(?P<later>\d{1,3}|an?|one|two|three|four|five|six|seven|ten|several|a\s+few)\s+(?:days?|weeks?|months?|years?|hours?)\s+(?:later|earlier|before|after)"
                  r"|(?:on\s+)?the\s+(?:following|next|previous|same)\s+(?:day|morning|afternoon|evening|night)|on\s+the\s+same\s+day|the\s+day\s+(?:before|after))", moments.unresolved),
    )  # fmt: skip


@cache
def _compiled(*, short: bool) -> tuple[tuple[str, re.Pattern[str] | Words, _Resolver], ...]:
    found: list[tuple[str, re.Pattern[str] | Words, _Resolver]] = []
    for kind, form, resolver in _forms(short=short):
        whole = rf"(?<![\w-])(?:{form})(?![\w-])"
        found.append((kind, re.compile(whole, re.IGNORECASE) if short else Words(whole), resolver))
    return tuple(found)


_PRECISIONS = {"month": Precision.MONTH, "year": Precision.YEAR, "week": Precision.WEEK, "part": Precision.PART_OF_DAY}
_CLOCK = r"(?P<clock>\d{1,2}(?:[:.]\d\d)?\s*[ap](?:m\b|\.m\.?)|\d{1,2}:\d\d(?:\s*(?:hours|hrs))?|\d{4}\s*(?:hours|hrs))"
_ZONE = r"(?:\s+(?:local\s+time|GMT|UTC|PST|hours))?"
_PART = r"(?P<part>(?:early|late)(?:\s+in\s+the)?(?:\s+(?:hours|morning|afternoon|evening|night))?|morning|afternoon|evening|night|dawn|daybreak|noon|midday)"
_BEFORE = re.compile(rf"(?<![\w:.-])(?:{_CLOCK}{_ZONE}|{_PART})\s+(?:(?:on|of)\s+)?(?:the\s+)?$", re.IGNORECASE)
_AFTER = re.compile(
    rf",?\s+(?:(?P<part>(?:early\s+|late\s+)?(?:morning|afternoon|evening|night))(?!\w)"
    rf"|(?:at\s+)?(?:about\s+|around\s+|approximately\s+)?{_CLOCK}(?!\w))",
    re.IGNORECASE,
)
# "6 pm to 6 am on Sunday" tells hours of a rule and no hour of a happening.
_HOURS = re.compile(r"\d\s*(?:[ap]\.?m\.?)?\s*(?:to|until|till|and|-|–)\s*$", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:to|until|till|-|–)\s*\d", re.IGNORECASE)


def find_times(text: str, *, published: str | None) -> tuple[TimeMention, ...]:
    """Return every time expression of ``text`` in order; unresolved ones have no start and end.

    ``published`` (ISO) anchors "Tuesday", "yesterday" and dates without a year; a weekday is the last such day up to
    and with the day of publication, or the next one after "will". A clock time counts only beside a day.
    """
    anchor = Anchor(_anchor(published))
    taken = bytearray(len(text))
    mentions: list[TimeMention] = []
    needed, low = _needed(), small(text)
    for kind, form, resolver in _compiled(short=_HAS_SHORT.search(text) is not None):
        if resolver in needed and not any(letters in low for letters in needed[resolver]):
            continue
        for match in form.finditer(text):
            start, end = match.span()
            if 1 in taken[start:end] or _is_word(text, match) or not _goes_up(match):
                continue
            mention = _mention(text, kind, match, resolver, anchor)
            if 1 in taken[mention.span.start : mention.span.end]:
                continue
            taken[mention.span.start : mention.span.end] = b"\1" * (mention.span.end - mention.span.start)
            mentions.append(mention)
    return tuple(sorted(mentions, key=lambda mention: mention.span.offsets))


@cache
def _needed() -> Mapping[_Resolver, tuple[str, ...]]:
    """Letters of which one stands in every time of that meaning: a text without them is not searched for it."""
    months = tuple(month[:3] for month in data("times")["months"])
    return {
        moments.day_range: months,
        moments.named_date: months,
        moments.month: months,
        moments.weekday: ("day",),
        moments.relative: ("day", "tomorrow", "night", "morning", "afternoon", "evening"),
        moments.week: ("week", "month", "year"),
        moments.ago: ("ago",),
        moments.span: ("hours", "days", "weeks", "months", "years"),
        moments.year: ("19", "20"),
    }


def _is_word(text: str, match: re.Match[str]) -> bool:
    """ "may 5": in small letters within a text that has capitals such a month is an ordinary word."""
    if not match.groupdict().get("month"):
        return False
    return text[slice(*match.span("month"))] in data("times")["doubtful"] and text != text.lower()


def _goes_up(match: re.Match[str]) -> bool:
    """A range of days goes up: "Jan 31 and 31 January" are two dates."""
    last = match.groupdict().get("last")
    return not last or int(match["day"]) < int(last)


def _anchor(published: str | None) -> date | None:
    try:
        return datetime.fromisoformat(published).date() if published else None
    except ValueError:
        return None


def _mention(text: str, kind: str, match: re.Match[str], resolver: _Resolver, anchor: Anchor) -> TimeMention:
    start, end = match.span()
    before = _BEFORE.search(text, max(0, start - 40), start) if kind == "day" else None
    after = _AFTER.match(text, end) if kind == "day" and before is None else None
    if before and before["clock"] and _HOURS.search(text, max(0, before.start() - 12), before.start()):
        before = None
    if after and after["clock"] and _RANGE.match(text, after.end()):
        after = None
    found = before or after
    start, end = min(start, before.start() if before else start), max(end, after.end() if after else end)
    span = Span.of(text, start, end)
    precision = _PRECISIONS.get(kind, Precision.DAY)
    if found:
        precision = Precision.HOUR if found["clock"] else Precision.PART_OF_DAY
    try:
        bounds = resolver(match, _directed(text, match.start(), anchor))
        if bounds and found:
            bounds = (
                moments.at_clock(bounds, found["clock"]) if found["clock"] else moments.part_of(bounds, found["part"])
            )
    except (ValueError, OverflowError):
        bounds = None
    if bounds is None:
        return TimeMention(span, None, None, precision)
    return TimeMention(span, _iso(bounds[0]), _iso(bounds[1]), bounds[2])


def _iso(moment: datetime) -> str:
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat(timespec="minutes")


@cache
def _list(name: str) -> re.Pattern[str]:
    return pattern(data("times")[name])


@cache
def _said() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(data('times')['said'])}(?:\s+\w+){{0,2}}\s+$", re.IGNORECASE)


def _directed(text: str, at: int, anchor: Anchor) -> Anchor:
    """The anchor with the way that the words before look: ahead after "will", though not where the day is that of the
    saying; to a date to come right after "until" and "by", though not where it "was so until then"."""
    lead = re.split(r"[.;!?]\s|\n", text[max(0, at - 90) : at])[-1]
    if _said().search(lead):
        return anchor
    if _until().search(lead):
        return replace(anchor, ahead=True, by=True) if not _list("past").search(lead) else anchor
    return replace(anchor, ahead=bool(_list("ahead").search(lead)))


@cache
def _until() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(data('times')['until'])}\s+(?:the\s+(?:end\s+of\s+)?)?$", re.IGNORECASE)
