"""From the words of a time to its bounds: the day of publication anchors what the words leave open, nothing is guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from karez.model.vocabulary import Precision
from karez.read.lexicon import data

Bounds = tuple[datetime, datetime, Precision]
Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day of publication, None where it is not known.

    ``ahead``: the words speak of days to come, as after "will"; ``by``: "until" or "by" stands right before.
    """

    day: date | None
    ahead: bool = False
    by: bool = False


@cache
def counts() -> Mapping[str, int]:
    """Numbers in words that stand before hours, days and weeks."""
    found: Mapping[str, int] = data("times")["counts"]
    return found


def count_of(word: str) -> int | None:
    """The number that a word or digits mean; None for "few"."""
    return int(word) if word.isdigit() else counts().get(word.lower())


def whole_day(day: date) -> Bounds:
    """One day."""
    start = datetime.combine(day, time())
    return start, start + timedelta(days=1), Precision.DAY


def part_of(bounds: Bounds, part: str) -> Bounds:
    """The part of a day that ``part`` names ("early hours", "night"); the day itself where no part is known."""
    words = " ".join(part.lower().replace("in the", "").split())
    hours = data("times")["parts"].get(words) or data("times")["parts"].get(words.split()[-1])
    if hours is None:
        return bounds
    start = bounds[0]
    return start + timedelta(hours=hours[0]), start + timedelta(hours=hours[1]), Precision.PART_OF_DAY


_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d\d))?\s*(?P<half>[ap])?", re.IGNORECASE)


def at_clock(bounds: Bounds, clock: str) -> Bounds:
    """The hour that begins at ``clock`` ("4 pm", "08:30", "0400 hours"). Raises ValueError for no time of day."""
    match = _CLOCK.match(clock)
    if match is None:
        raise ValueError(clock)
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    start = datetime.combine(bounds[0].date(), time(hour, minute))
    return start, start + timedelta(hours=1), Precision.HOUR


def month_number(word: str) -> int:
    """1 to 12 for a month's name or its first three letters."""
    months = data("times")["months"]
    return next(index for index, name in enumerate(months, 1) if name.startswith(word[:3].lower()))


def year_for(month: int, day: int, anchor: Anchor) -> int | None:
    """The year that puts a date without one nearest to the anchor, at most two months ahead of it; after "until" or
    "by" it is the next such date."""
    if anchor.day is None:
        return None
    year = anchor.day.year
    if anchor.by:
        return year if (month, day) >= (anchor.day.month, anchor.day.day if day > 1 else 1) else year + 1
    near = anchor.day + timedelta(days=62)
    if date(year, month, min(day, 28)) <= near:
        following = date(year + 1, month, min(day, 28)) if year < date.max.year else near + timedelta(days=1)
        return year + 1 if following <= near else year
    return year - 1


def full_year(match: Match) -> int | None:
    """The year that the words give, in four digits or in two after a month in capitals."""
    if match["year"]:
        return int(match["year"])
    short = match.groupdict().get("short")
    return 1900 + int(short) + (100 if int(short) < 50 else 0) if short else None


def iso_date(match: Match, _: Anchor) -> Bounds:
    """2026-01-31."""
    return whole_day(date.fromisoformat(match["iso"]))


def numeric(match: Match, _: Anchor) -> Bounds | None:
    """31-01-2026, 31.01.2026: the day first; with strokes only where one number can be no month."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if second > 12 or ("/" in match["sep"] and first <= 12 and first != second):
        return whole_day(date(year, first, second)) if first <= 12 < second else None
    return whole_day(date(year, second, first))


def named_date(match: Match, anchor: Anchor) -> Bounds | None:
    """31 January 2026, Jan. 31."""
    month, day = month_number(match["month"]), int(match["day"])
    year = full_year(match) or year_for(month, day, anchor)
    return None if year is None else whole_day(date(year, month, day))


def day_range(match: Match, anchor: Anchor) -> Bounds | None:
    """Between 3 and 5 March: from the first day to the end of the last."""
    month, first, last = month_number(match["month"]), int(match["day"]), int(match["last"])
    year = full_year(match) or year_for(month, last, anchor)
    if year is None or last <= first:
        return None
    return whole_day(date(year, month, first))[0], whole_day(date(year, month, last))[1], Precision.DAY


def ordinal(match: Match, anchor: Anchor) -> Bounds | None:
    """On the 3rd: the last such day up to the anchor, or the next one where the words look ahead."""
    if anchor.day is None:
        return None
    nth, step = int(match["nth"]), timedelta(days=1 if anchor.ahead else -1)
    days = (anchor.day + step * count for count in range(62))
    day = next((day for day in days if day.day == nth), None)
    return whole_day(day) if day else None


def weekday(match: Match, anchor: Anchor) -> Bounds | None:
    """The last such day up to and with the day of publication; the next one where the words look ahead."""
    if anchor.day is None:
        return None
    lead = (match["which"] or "").lower()
    number = data("times")["days"].index(match["weekday"].lower())
    if anchor.ahead or lead == "next":
        forward = (number - anchor.day.weekday()) % 7
        return whole_day(anchor.day + timedelta(days=7 if lead == "next" and not forward else forward))
    back = (anchor.day.weekday() - number) % 7
    return whole_day(anchor.day - timedelta(days=7 if lead == "last" and not back else back))


def relative(match: Match, anchor: Anchor) -> Bounds | None:
    """Today, yesterday, this morning, last night, overnight."""
    word = " ".join(match["relative"].lower().split())
    if anchor.day is None or "same" in word:
        return None
    if word in {"last night", "overnight"}:
        start = whole_day(anchor.day - timedelta(days=1))[0]
        return start, start + timedelta(days=2), Precision.PART_OF_DAY
    bounds = whole_day(anchor.day + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(word, 0)))
    if word == "tonight":
        return part_of(bounds, "night")
    return part_of(bounds, word.split()[-1]) if word.startswith("this") else bounds


def week(match: Match, anchor: Anchor) -> Bounds | None:
    """Last week, this month, next year: Monday to Monday, or the whole unit."""
    if anchor.day is None:
        return None
    shift = {"last": -1, "this": 0, "next": 1}[match["week"].lower()]
    unit = match["unit"].lower()
    if unit == "weekend":
        saturday = anchor.day - timedelta(days=(anchor.day.weekday() - 5) % 7) + timedelta(weeks=shift)
        return whole_day(saturday)[0], whole_day(saturday)[0] + timedelta(days=2), Precision.DAY
    if unit == "week":
        return whole_week(anchor.day + timedelta(weeks=shift))
    if unit == "year":
        return whole_year(anchor.day.year + shift)
    index = anchor.day.year * 12 + anchor.day.month - 1 + shift
    return whole_month(index // 12, index % 12 + 1)


def whole_week(day: date) -> Bounds:
    """The week of a day, from its Monday."""
    monday = datetime.combine(day - timedelta(days=day.weekday()), time())
    return monday, monday + timedelta(weeks=1), Precision.WEEK


def whole_month(year: int, month: int) -> Bounds:
    """One month."""
    return datetime(year, month, 1), datetime(year + month // 12, month % 12 + 1, 1), Precision.MONTH


def whole_year(year: int) -> Bounds:
    """One year."""
    return datetime(year, 1, 1), datetime(year + 1, 1, 1), Precision.YEAR


def ago(match: Match, anchor: Anchor) -> Bounds | None:
    """Three days ago: that day; weeks, months and years ago: the whole unit."""
    count = count_of(match["count"])
    if anchor.day is None or count is None:
        return None
    unit = match["ago"].lower()
    if unit == "day":
        return whole_day(anchor.day - timedelta(days=count))
    if unit == "week":
        return whole_week(anchor.day - timedelta(weeks=count))
    if unit == "year":
        return whole_year(anchor.day.year - count)
    index = anchor.day.year * 12 + anchor.day.month - 1 - count
    return whole_month(index // 12, index % 12 + 1)


_DAYS_OF = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}


def span(match: Match, anchor: Anchor) -> Bounds | None:
    """The past 48 hours: from the earliest day that they may reach back to, to the end of the day of publication."""
    unit, count = match["span"].lower().rstrip("s"), count_of(match["count"] or "one")
    if anchor.day is None:
        return None
    today = whole_day(anchor.day)
    if count is None:
        return (today[0], today[1], Precision.PART_OF_DAY) if unit == "hour" else None
    days = timedelta(days=_DAYS_OF[unit] * count)
    if match["way"].lower() in {"next", "coming"}:
        end = (today[1] + days).date()
        return today[0], datetime.combine(end, time()), Precision.DAY
    start = today[0] - days if unit == "hour" else today[1] - days
    return datetime.combine(start.date(), time()), today[1], Precision.DAY


def month(match: Match, anchor: Anchor) -> Bounds | None:
    """In March, March 2026."""
    number = month_number(match["month"])
    year = int(match["year"]) if match["year"] else year_for(number, 1, anchor)
    return None if year is None else whole_month(year, number)


def year(match: Match, _: Anchor) -> Bounds:
    """In 2024."""
    return whole_year(int(match["year"]))


def unresolved(_: Match, __: Anchor) -> None:
    """The next day, two days later: told from a day that the words do not name."""
    return None
