"""Time expressions and what they mean. Sentences are made up; 2 February 2026 was a Monday."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.read.mentions.times import find_times

PUBLISHED = "2026-02-02"

Row = tuple[str, str, str | None, str | None, str]

DAYS: list[Row] = [
    ("It began on Jan 31.", "Jan 31", "2026-01-31", "2026-02-01", "day"),
    ("It began on 31 January.", "31 January", "2026-01-31", "2026-02-01", "day"),
    ("It began on Jan. 31st, 2026.", "Jan. 31st, 2026", "2026-01-31", "2026-02-01", "day"),
    ("It began on the 31st of January.", "31st of January", "2026-01-31", "2026-02-01", "day"),
    ("On 2026-01-31 it began.", "2026-01-31", "2026-01-31", "2026-02-01", "day"),
    ("Dated 31-01-2026.", "31-01-2026", "2026-01-31", "2026-02-01", "day"),
    ("Dated 05.01.2026.", "05.01.2026", "2026-01-05", "2026-01-06", "day"),
    ("Dated 31/01/2026.", "31/01/2026", "2026-01-31", "2026-02-01", "day"),
    ("Dated 03/04/2026.", "03/04/2026", None, None, "day"),
    ("GOMA, Jan 31 (Sample Wire) - Fighters left.", "Jan 31", "2026-01-31", "2026-02-01", "day"),
    ("They left on Saturday.", "Saturday", "2026-01-31", "2026-02-01", "day"),
    ("They left on Monday.", "Monday", "2026-02-02", "2026-02-03", "day"),
    ("They left last Monday.", "last Monday", "2026-01-26", "2026-01-27", "day"),
    ("They left on Tuesday.", "Tuesday", "2026-01-27", "2026-01-28", "day"),
    ("They left yesterday.", "yesterday", "2026-02-01", "2026-02-02", "day"),
    ("They left three days ago.", "three days ago", "2026-01-30", "2026-01-31", "day"),
    ("It happened on the 3rd.", "3rd", "2026-01-03", "2026-01-04", "day"),
    ("It happened on 28 December.", "28 December", "2025-12-28", "2025-12-29", "day"),
]
PARTS: list[Row] = [
    ("It was hit overnight.", "overnight", "2026-02-01", "2026-02-03", "part_of_day"),
    ("Cut since the evening of 31 January 2026.", "evening of 31 January 2026", "2026-01-31T18:00", "2026-02-01",
     "part_of_day"),
    ("They came on Sunday night.", "Sunday night", "2026-02-01T18:00", "2026-02-02", "part_of_day"),
    ("They came early Friday.", "early Friday", "2026-01-30", "2026-01-30T09:00", "part_of_day"),
    ("They came late on Sunday.", "late on Sunday", "2026-02-01T18:00", "2026-02-02", "part_of_day"),
    ("They came before dawn on Saturday.", "dawn on Saturday", "2026-01-31T04:00", "2026-01-31T07:00", "part_of_day"),
    ("They came in the early hours of 1 February.", "early hours of 1 February", "2026-02-01", "2026-02-01T06:00",
     "part_of_day"),
    ("They came this morning.", "this morning", "2026-02-02T06:00", "2026-02-02T12:00", "part_of_day"),
]  # fmt: skip
HOURS: list[Row] = [
    ("At 08:00 on Saturday it began.", "08:00 on Saturday", "2026-01-31T08:00", "2026-01-31T09:00", "hour"),
    ("Around 4 pm on Saturday it began.", "4 pm on Saturday", "2026-01-31T16:00", "2026-01-31T17:00", "hour"),
    ("On Saturday at about 4.30 p.m. it began.", "Saturday at about 4.30 p.m.", "2026-01-31T16:30",
     "2026-01-31T17:30", "hour"),
    ("It began on 31 January at 12:15 am.", "31 January at 12:15 am", "2026-01-31T00:15", "2026-01-31T01:15", "hour"),
    ("At 0400 hours on Sunday.", "0400 hours on Sunday", "2026-02-01T04:00", "2026-02-01T05:00", "hour"),
]  # fmt: skip
LONGER: list[Row] = [
    ("Between 3 and 5 January it snowed.", "Between 3 and 5 January", "2026-01-03", "2026-01-06", "day"),
    ("From January 3-5 it snowed.", "From January 3-5", "2026-01-03", "2026-01-06", "day"),
    ("On January 25 and 26, it snowed.", "January 25 and 26", "2026-01-25", "2026-01-27", "day"),
    ("Over the past 48 hours it snowed.", "Over the past 48 hours", "2026-01-31", "2026-02-03", "day"),
    ("In the last three days it snowed.", "the last three days", "2026-01-31", "2026-02-03", "day"),
    ("In the next 24 hours it will snow.", "the next 24 hours", "2026-02-02", "2026-02-04", "day"),
    ("It snowed last week.", "last week", "2026-01-26", "2026-02-02", "week"),
    ("It snowed last weekend.", "last weekend", "2026-01-24", "2026-01-26", "day"),
    ("It snowed two weeks ago.", "two weeks ago", "2026-01-19", "2026-01-26", "week"),
    ("It snowed in late January.", "January", "2026-01-01", "2026-02-01", "month"),
    ("It snowed in November 2024.", "November 2024", "2024-11-01", "2024-12-01", "month"),
    ("It has snowed since 2019.", "2019", "2019-01-01", "2020-01-01", "year"),
    ("It snowed a year ago.", "a year ago", "2025-01-01", "2026-01-01", "year"),
]
AHEAD: list[Row] = [
    ("The road will open on Saturday.", "Saturday", "2026-02-07", "2026-02-08", "day"),
    ("The talks are due on Friday.", "Friday", "2026-02-06", "2026-02-07", "day"),
    ("Schools are closed until Thursday.", "Thursday", "2026-02-05", "2026-02-06", "day"),
    ("The town was cut off until Thursday.", "Thursday", "2026-01-29", "2026-01-30", "day"),
    ("The road will open, the army said on Saturday.", "Saturday", "2026-01-31", "2026-02-01", "day"),
    ("Rice will run out by the end of June.", "the end of June", "2026-06-01", "2026-07-01", "month"),
    ("The order holds until 15 June.", "15 June", "2026-06-15", "2026-06-16", "day"),
    ("Power would return where it failed on 31 January.", "31 January", "2026-01-31", "2026-02-01", "day"),
    ("They meet next Monday.", "next Monday", "2026-02-09", "2026-02-10", "day"),
]


@pytest.mark.parametrize(
    ("text", "quote", "start", "end", "precision"),
    [*DAYS, *PARTS, *HOURS, *LONGER, *AHEAD],
    ids=str,
)
def test_a_time_and_its_bounds(text: str, quote: str, start: str | None, end: str | None, precision: str) -> None:
    found = [(time.span.quote, time.start, time.end, time.precision) for time in find_times(text, published=PUBLISHED)]
    assert found == [(quote, start, end, precision)]


@pytest.mark.parametrize(
    "text",
    [
        "A curfew holds from 6 pm to 6 am.",
        "The bridge opens at 08:00.",
        "They live on the 3rd floor.",
        "You may 5 times ask.",
        "The Mondays are quiet.",
        "We march 10 km a day.",
        "In 2019 people were counted.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert [time.span.quote for time in find_times(text, published=PUBLISHED)] == []


def test_hours_of_a_rule_leave_the_day_whole() -> None:
    (sunday,) = find_times("Shops close from 6 pm to 6 am on Sunday.", published=PUBLISHED)
    assert (sunday.span.quote, sunday.precision) == ("Sunday", "day")


def test_two_dates_with_one_month_each_are_two() -> None:
    found = find_times("On Jan 31 and 31 January 2025 it rained.", published=PUBLISHED)
    assert [time.span.quote for time in found] == ["Jan 31", "31 January 2025"]


@pytest.mark.parametrize(
    "text",
    ["on Saturday", "yesterday", "31 January", "overnight", "last week", "the past 48 hours", "on the 3rd", "in May"],
)
@pytest.mark.parametrize("published", [None, "", "soon"])
def test_without_a_day_of_publication_nothing_is_guessed(text: str, published: str | None) -> None:
    (time,) = find_times(f"It began {text}.", published=published)
    assert (time.start, time.end) == (None, None)


@pytest.mark.parametrize("text", ["six days later", "the next day", "on the same day", "the following morning"])
def test_a_day_told_from_another_stays_open(text: str) -> None:
    (time,) = find_times(f"They left {text}.", published=PUBLISHED)
    assert (time.start, time.end) == (None, None)


@pytest.mark.parametrize(
    ("published", "start"),
    [
        ("2026-02-02T23:30:00+05:00", "2026-02-01"),
        ("2026-02-02T00:10:00-08:00", "2026-02-01"),
        ("2026-02-03T00:10:00Z", "2026-02-02"),
        ("2026-02-02T12:00", "2026-02-01"),
    ],
)
def test_the_day_of_publication_is_that_of_its_own_offset(published: str, start: str) -> None:
    (time,) = find_times("They left yesterday.", published=published)
    assert time.start == start


def test_a_date_in_a_text_all_in_capitals() -> None:
    (time,) = find_times("SAMPLE CITY, 18 OCT 89 -- FIGHTERS LEFT.", published=None)
    assert (time.span.quote, time.start) == ("18 OCT 89", "1989-10-18")


WORDS = ["on ",
         "31 ", "January ", "Jan. ", "2026", " Saturday", "until ", "4 pm ", "early ", "last ", "the 3rd", "-", "/",
         "99", "night ", "ago ", "9999 hours ", "weeks ", ".", "\n", "½ ", "٣ "]  # fmt: skip


@settings(max_examples=500)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=20).map("".join), st.dates() | st.none())
def test_any_text_gives_true_spans_in_order_and_bounds_that_go_up(text: str, day: object) -> None:
    last = 0
    for time in find_times(text, published=str(day) if day else None):
        assert text[time.span.start : time.span.end] == time.span.quote
        assert last <= time.span.start < time.span.end
        last = time.span.end
        assert (time.start is None) == (time.end is None)
        if time.start and time.end:
            assert datetime.fromisoformat(time.start) < datetime.fromisoformat(time.end)
