"""When it happened, not when it was said. All sentences are composed; the report is of Tuesday, 3 February 2026."""

import pytest

from karez.model.claim import Control, Directive, Incident, Status, Toll
from tests.read.told import claims, one


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Gunmen attacked a bank in Quetta on Sunday.", "2026-02-01"),
        ("On 31 January, gunmen attacked a bank in Quetta.", "2026-01-31"),
        ("Gunmen attacked a bank in Quetta yesterday.", "2026-02-02"),
        ("Gunmen attacked a bank in Quetta, police said on Monday.", None),
        ("Gunmen attacked a bank in Quetta on Sunday, police said on Monday.", "2026-02-01"),
        ("Gunmen attacked a bank in Quetta.", None),
    ],
)
def test_the_day_of_the_deed(text: str, day: str | None) -> None:
    claim, _ = one(text, Incident)
    assert (claim.when.start if claim.when else None) == day


def test_without_a_day_of_publication_a_weekday_stays_open() -> None:
    claim, _ = one("Gunmen attacked a bank in Quetta on Sunday.", Incident, None)
    assert claim.when is not None
    assert (claim.when.span.quote, claim.when.start, claim.when.end) == ("Sunday", None, None)


def test_a_time_told_just_before_holds_for_the_next_sentence_of_the_paragraph() -> None:
    text = "Gunmen attacked a bank in Quetta on Sunday. Nine people were killed."
    claim, _ = one(text, Toll)
    assert claim.when is not None
    assert claim.when.start == "2026-02-01"
    text = "Gunmen attacked a bank in Quetta on Sunday.\n\nNine people were killed in Zhob."
    assert one(text, Toll)[0].when is None


def test_a_state_and_a_holding_have_only_a_time_of_their_own_sentence() -> None:
    text = "Gunmen attacked a bank in Quetta on Sunday. The road is closed. Rebels hold Aleppo."
    assert one(text, Status)[0].when is None
    assert one(text, Control)[0].when is None
    assert one("The road was closed on Sunday.", Status)[0].when is not None


def test_an_order_has_its_own_times_instead() -> None:
    claim, directive = one("Gatherings are banned from 1 February.", Directive)
    assert claim.when is None
    assert directive.valid_from == "2026-02-01"


def test_until_when_it_holds_is_not_when_it_happened() -> None:
    claim, status = one("The road is closed until 2 February.", Status)
    assert claim.when is None
    assert status.valid_to is not None


def test_a_day_to_come_is_not_when_it_happened() -> None:
    text = "Gunmen attacked a bank in Quetta before the vote of 20 February."
    assert one(text, Incident)[0].when is None


def test_each_clause_has_the_time_that_stands_in_it() -> None:
    text = "A bomb went off in Quetta on Sunday, and gunmen shot dead a man in Mastung on Monday."
    assert [claim.when.span.quote if claim.when else None for claim, _ in claims(text, Incident)] == [
        "Sunday",
        "Monday",
    ]


def test_the_time_is_quoted_as_it_stands() -> None:
    text = "On Sunday morning gunmen attacked a bank in Quetta."
    claim, _ = one(text, Incident)
    assert claim.when is not None
    assert text[claim.when.span.start : claim.when.span.end] == claim.when.span.quote
    assert claim.when.start == "2026-02-01T06:00"
