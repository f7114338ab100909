"""Time expressions and the dates they mean, anchored at the day of publication; never guessed."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from karez.model.mention import TimeMention
from karez.model.text import Span
from karez.model.vocabulary import Precision

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_M = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_D = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_Y = r"(?:,?\s+(?P<year>(?:19|20)\d\d))"
_PART = r"(?:(?P<part>(?:early\s+|late\s+)?(?:morning|afternoon|evening|night))\s+(?:of|on)\s+(?:the\s+)?)?"

Bounds = tuple[datetime, datetime, Precision]
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?<![\w-])(?:{form})(?![\w-])", re.IGNORECASE))
    for name, form in (
        ("iso", r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?:T\d\d:\d\d\S*)?"),
        ("date", rf"{_PART}(?:(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:{_D}\s+(?:of\s+)?{_M}{_Y}?)"),
        ("date", rf"{_PART}{_M}\s+{_D}(?!\d){_Y}?"),
        ("weekday", rf"(?:last\s+)?(?P<weekday>{'|'.join(_DAYS)})(?:\s+(?P<part>morning|afternoon|evening|night))?"),
        ("relative", r"(?P<relative>today|yesterday|tomorrow|this\s+(?:morning|afternoon|evening)|tonight|last\s+night|overnight|on\s+the\s+same\s+day)"),
        ("week", r"(?P<week>last|this|next)\s+(?P<unit>week|month|year)"),
        ("ago", r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven)\s+(?P<ago>day|week|month|year)s?\s+ago"),
        ("since", r"(?:over\s+)?(?:the\s+)?(?:past|last)\s+(?P<count>\d{1,3}|few|two|three|four|five)\s+(?P<span>hours?|days?|weeks?|months?|years?)"),
        ("month", rf"(?:the\s+(?:end|beginning|start)\s+of\s+)?(?:(?<=in\s)|(?<=since\s)|(?<=of\s)|(?<=by\s)|(?<=last\s)|(?<=early\s)|(?<=late\s)|(?<=mid-)){_M}{_Y}?"),
        ("month", rf"{_M}\s+(?P<year>(?:19|20)\d\d)"),
        ("year", r"(?<=in\s)(?P<year>(?:19|20)\d\d)|(?<=since\s)(?P<year2>(?:19|20)\d\d)"),
        ("day-part", r"the\s+(?:following|next|previous|same)\s+(?:day|morning|evening|night)"),
    )
)  # fmt: skip
_HOURS = {"morning": (6, 12), "afternoon": (12, 18), "evening": (18, 24), "night": (18, 24)}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "few": 3}


def find_times(text: str, *, published: str | None) -> tuple[TimeMention, ...]:
    """Return every time expression of ``text`` in order; unresolved ones have no start and end.

    ``published`` (ISO) anchors "Tuesday", "yesterday" and dates without a year; a weekday is the last such day up to
    and with the day of publication.
    """
    anchor = _anchor(published)
    found: list[tuple[int, int, str, re.Match[str]]] = []
    for name, form in _FORMS:
        for match in form.finditer(text):
            if not any(match.start() < end and start < match.end() for start, end, _, _ in found[-60:]):
                found.append((match.start(), match.end(), name, match))
    found.sort(key=lambda item: item[:2])
    mentions: list[TimeMention] = []
    for start, end, name, match in found:
        if not mentions or start >= mentions[-1].span.end:
            mentions.append(_mention(Span.of(text, start, end), name, match, anchor))
    return tuple(mentions)


def _anchor(published: str | None) -> date | None:
    try:
        return datetime.fromisoformat(published).date() if published else None
    except ValueError:
        return None


def _mention(span: Span, name: str, match: re.Match[str], anchor: date | None) -> TimeMention:
    try:
        bounds = _RESOLVERS[name](match, anchor)
    except (ValueError, OverflowError):
        bounds = None
    if bounds is None:
        return TimeMention(span, None, None, _PRECISIONS.get(name, Precision.DAY))
    return TimeMention(span, _iso(bounds[0]), _iso(bounds[1]), bounds[2])


def _iso(moment: datetime) -> str:
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat(timespec="minutes")


def _day(day: date) -> Bounds:
    start = datetime.combine(day, time())
    return start, start + timedelta(days=1), Precision.DAY


def _part(bounds: Bounds, part: str | None) -> Bounds:
    hours = _HOURS.get((part or "").split()[-1].lower()) if part else None
    if hours is None:
        return bounds
    start = bounds[0]
    return start + timedelta(hours=hours[0]), start + timedelta(hours=hours[1]), Precision.PART_OF_DAY


def _iso_date(match: re.Match[str], _: date | None) -> Bounds:
    return _day(date.fromisoformat(match["iso"]))


def _month_number(word: str) -> int:
    return next(index for index, name in enumerate(_MONTHS, 1) if name.startswith(word[:3].lower()))


def _year_for(month: int, day: int, anchor: date | None) -> int | None:
    """The year that puts a date without one nearest to the anchor, at most two months ahead of it."""
    if anchor is None:
        return None
    return anchor.year if date(anchor.year, month, min(day, 28)) <= anchor + timedelta(days=62) else anchor.year - 1


def _date(match: re.Match[str], anchor: date | None) -> Bounds | None:
    month, day = _month_number(match["month"]), int(match["day"])
    year = int(match["year"]) if match["year"] else _year_for(month, day, anchor)
    return None if year is None else _part(_day(date(year, month, day)), match["part"])


def _weekday(match: re.Match[str], anchor: date | None) -> Bounds | None:
    if anchor is None:
        return None
    back = (anchor.weekday() - _DAYS.index(match["weekday"].lower())) % 7
    return _part(_day(anchor - timedelta(days=back)), match["part"])


def _relative(match: re.Match[str], anchor: date | None) -> Bounds | None:
    word = " ".join(match["relative"].lower().split())
    if anchor is None or "same" in word:
        return None
    if word in {"last night", "overnight"}:
        start = _day(anchor - timedelta(days=1))[0]
        return start, start + timedelta(days=2), Precision.PART_OF_DAY
    shift = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    bounds = _day(anchor + timedelta(days=shift))
    return _part(bounds, "night" if word == "tonight" else word) if word.startswith(("this", "ton")) else bounds


def _week(match: re.Match[str], anchor: date | None) -> Bounds | None:
    if anchor is None:
        return None
    shift = {"last": -1, "this": 0, "next": 1}[match["week"].lower()]
    unit = match["unit"].lower()
    if unit == "week":
        monday = datetime.combine(anchor - timedelta(days=anchor.weekday()), time()) + timedelta(weeks=shift)
        return monday, monday + timedelta(weeks=1), Precision.WEEK
    if unit == "year":
        return _whole_year(anchor.year + shift)
    index = anchor.year * 12 + anchor.month - 1 + shift
    return _whole_month(index // 12, index % 12 + 1)


def _whole_month(year: int, month: int) -> Bounds:
    following = datetime(year + month // 12, month % 12 + 1, 1)
    return datetime(year, month, 1), following, Precision.MONTH


def _whole_year(year: int) -> Bounds:
    return datetime(year, 1, 1), datetime(year + 1, 1, 1), Precision.YEAR


def _ago(match: re.Match[str], anchor: date | None) -> Bounds | None:
    count = _COUNTS.get(match["count"].lower()) or int(match["count"])
    unit = match["ago"].lower()
    if anchor is None or unit in {"month", "year"}:
        return None
    return _day(anchor - timedelta(days=count * (7 if unit == "week" else 1)))


def _span(match: re.Match[str], anchor: date | None) -> Bounds | None:
    if anchor is None or match["count"].lower() == "few":
        return None
    count = _COUNTS.get(match["count"].lower()) or int(match["count"])
    unit = match["span"].lower().rstrip("s")
    days = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}[unit] * count
    end = datetime.combine(anchor, time()) + timedelta(days=1)
    return datetime.combine((end - timedelta(days=days)).date(), time()), end, Precision.DAY


def _month(match: re.Match[str], anchor: date | None) -> Bounds | None:
    month = _month_number(match["month"])
    year = int(match["year"]) if match["year"] else _year_for(month, 1, anchor)
    return None if year is None else _whole_month(year, month)


def _year(match: re.Match[str], _: date | None) -> Bounds:
    return _whole_year(int(match["year"] or match["year2"]))


def _unresolved(_: re.Match[str], __: date | None) -> None:
    return None


_RESOLVERS: dict[str, Callable[[re.Match[str], date | None], Bounds | None]] = {
    "iso": _iso_date,
    "date": _date,
    "weekday": _weekday,
    "relative": _relative,
    "week": _week,
    "ago": _ago,
    "since": _span,
    "month": _month,
    "year": _year,
    "day-part": _unresolved,
}
_PRECISIONS = {"month": Precision.MONTH, "year": Precision.YEAR, "week": Precision.WEEK}
