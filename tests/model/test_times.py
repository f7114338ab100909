"""Instants and local times: zones, days that are their own end, clocks that are put forward and back."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.errors import InputError, RequestError
from karez.model.times import is_date, known_instant, micros, moment, show, zone

EXAMPLES = settings(max_examples=max(500, settings().max_examples))
HOUR = 3_600_000_000
DAY = 24 * HOUR
# Midnight of 1 February 2026, UTC.
FEBRUARY = 1_769_904_000_000_000

aware = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))
zones = st.sampled_from(["UTC", "Asia/Karachi", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"])


@EXAMPLES
@given(aware, zones)
def test_an_instant_is_the_same_in_every_zone(when: datetime, name: str) -> None:
    instant = micros(when)
    assert moment(instant, name) == when
    assert micros(moment(instant, name)) == instant


@EXAMPLES
@given(aware, zones)
def test_a_time_with_an_offset_needs_no_zone(when: datetime, name: str) -> None:
    assert known_instant(moment(micros(when), name).isoformat(), "Asia/Tokyo") == micros(when)


@EXAMPLES
@given(st.dates(datetime(1950, 1, 1).date(), datetime(2150, 1, 1).date()), zones)
def test_a_date_is_the_last_microsecond_of_that_day(day: object, name: str) -> None:
    instant = known_instant(str(day), name)
    assert str(moment(instant, name).date()) == str(day)
    assert moment(instant + 1, name).date() == moment(instant, name).date() + timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("2026-02-01", "UTC", FEBRUARY + DAY - 1),
        ("2026-02-01", "Asia/Karachi", FEBRUARY + DAY - 5 * HOUR - 1),
        ("2026-02-01T00:00", "UTC", FEBRUARY),
        ("2026-02-01T00:00", "Asia/Karachi", FEBRUARY - 5 * HOUR),
        ("2026-02-01T05:00+05:00", "UTC", FEBRUARY),
        ("2026-02-01T00:00Z", "Asia/Karachi", FEBRUARY),
        ("2026-01-31T19:00:00.000001-05:00", "UTC", FEBRUARY + 1),
        (" 2026-02-01 00:00 ", "UTC", FEBRUARY),
        ("20260201", "UTC", FEBRUARY + DAY - 1),
        ("2026-W05-7", "UTC", FEBRUARY + DAY - 1),
        ("20260201T000000Z", "Asia/Karachi", FEBRUARY),
        ("1970-01-01T00:00", "UTC", 0),
        ("1969-12-31T23:59:59.999999", "UTC", -1),
    ],
)
def test_known_times(text: str, name: str, expected: int) -> None:
    assert known_instant(text, name) == expected


def test_days_on_which_the_clock_is_moved_are_an_hour_shorter_or_longer() -> None:
    def length(day: str) -> int:
        return known_instant(day, "Europe/Berlin") + 1 - known_instant(f"{day}T00:00", "Europe/Berlin")

    assert length("2026-03-28") == 24 * HOUR
    assert length("2026-03-29") == 23 * HOUR
    assert length("2026-10-25") == 25 * HOUR


def test_an_hour_that_comes_twice_is_the_first_of_the_two() -> None:
    told = known_instant("2026-10-25T02:30", "Europe/Berlin")
    assert moment(told).hour == 0
    assert moment(told + HOUR, "Europe/Berlin").hour == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2026-02-30",
        "2026-13-01",
        "31.01.2026",
        "2026-02-01T25:00",
        "9999-12-31",
        "2026-02-01x10:00",
        "2026-02-01T",
        "\ud800",
        "1" * 500,
    ],
)
def test_what_is_no_date_is_told_in_few_words(text: str) -> None:
    with pytest.raises(InputError) as caught:
        known_instant(text, "UTC")
    assert caught.value.code == "K110"
    assert len(caught.value.line()) < 220


@EXAMPLES
@given(st.text(max_size=30))
def test_any_text_is_a_time_or_a_bad_date(text: str) -> None:
    try:
        assert isinstance(known_instant(text, "Asia/Karachi"), int)
    except InputError as error:
        assert error.name == "bad-date"


@pytest.mark.parametrize(
    ("text", "bare"),
    [("2026-02-01", True), (" 2026-02-01 ", True), ("2026-02-01T00:00", False), ("2026-2-1", False), ("", False)],
)
def test_a_bare_date_is_told_from_a_time(text: str, bare: bool) -> None:
    assert is_date(text) is bare


@pytest.mark.parametrize("name", ["Nowhere/Town", "", "../etc/passwd", "/etc/localtime", "UTC\x00"])
def test_a_zone_that_is_not_known_is_told(name: str) -> None:
    with pytest.raises(RequestError) as caught:
        zone(name)
    assert caught.value.code == "K404"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("UTC", "2026-02-01 00:00 +00:00"),
        ("Asia/Karachi", "2026-02-01 05:00 +05:00"),
        ("America/New_York", "2026-01-31 19:00 -05:00"),
        ("Asia/Kathmandu", "2026-02-01 05:45 +05:45"),
    ],
)
def test_instants_are_written_with_their_offset(name: str, written: str) -> None:
    assert show(FEBRUARY, name) == written


@EXAMPLES
@given(aware, zones)
def test_what_is_written_exactly_can_be_asked_for_again(when: datetime, name: str) -> None:
    assert known_instant(show(micros(when), name, exact=True), "Asia/Tokyo") == micros(when)
