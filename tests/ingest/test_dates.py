"""Dates as documents write them: one form or none, never a guess."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.ingest.dates import iso
from karez.model.times import known_instant


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("2026-01-31", "2026-01-31"),
        (" 2026-01-31\n", "2026-01-31"),
        ("20260131", "2026-01-31"),
        ("2026/1/31", "2026-01-31"),
        ("2026.01.31", "2026-01-31"),
        ("2026-01-31T14:00", "2026-01-31T14:00:00"),
        ("2026-01-31 14:00:05", "2026-01-31T14:00:05"),
        ("2026-01-31T14:00:00Z", "2026-01-31T14:00:00+00:00"),
        ("2026-01-31T14:00:00.000+05:00", "2026-01-31T14:00:00+05:00"),
        ("Sun, 01 Feb 2026 10:00:00 +0500", "2026-02-01T10:00:00+05:00"),
        ("1 Feb 2026 10:00:00 GMT", "2026-02-01T10:00:00+00:00"),
    ],
)
def test_a_date_gets_one_form(told: str, found: str) -> None:
    assert iso(told) == found


@pytest.mark.parametrize(
    "told",
    [
        "", None, "yesterday", "01/02/2026", "2026", "2026-02-30", "2026-13-01", "1769900000", "Mon", "2026-W05-6",
        "0001-01-01T00:00:00", "9999-12-31", "٢٠٢٦-٠١-٣١", "2026-01-31T25:00", "31 January", "2026-01-31T14:00+99:00",
    ],
)  # fmt: skip
def test_what_is_no_date_or_two_dates_is_none(told: str | None) -> None:
    assert iso(told) is None


@settings(max_examples=500)
@given(st.one_of(st.text(max_size=40), st.from_regex(r"[0-9]{4}[-/.]?[0-9]{2}[-/.]?[0-9]{2}[T ]?[0-9:.+Zz-]{0,16}")))
def test_any_words_are_a_usable_date_or_none(told: str) -> None:
    found = iso(told)
    if found is not None:
        known_instant(found, "Asia/Karachi")
        assert iso(found) == found
