"""Orders, bans, warnings and truces by those who rule or act as if they did. All sentences are composed."""

import pytest

from karez.model.claim import Directive
from karez.model.vocabulary import Action, Realis
from tests.read.told import claims, one, words

A = Action


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Authorities imposed a curfew in Quetta.", A.CURFEW),
        ("The government banned all gatherings.", A.BAN),
        ("Section 144 was imposed in the city.", A.BAN),
        ("The army ordered the evacuation of two villages.", A.EVACUATION),
        ("The government ordered the closure of schools.", A.CLOSURE),
        ("The party called a strike for Monday.", A.SHUTDOWN),
        ("The group issued an ultimatum to the government.", A.ULTIMATUM),
        ("The government announced a ceasefire.", A.CEASEFIRE),
        ("The Security Council imposed sanctions on two men.", A.SANCTION),
        ("The group warned civilians to stay away from bases.", A.WARNING),
        ("The ministry instructed all units to stay in barracks.", A.OTHER),
    ],
)
def test_an_order_has_its_action(text: str, action: Action) -> None:
    claim, directive = one(text, Directive)
    assert directive.action is action
    assert claim.realis is Realis.ASSERTED


@pytest.mark.parametrize(
    "text",
    [
        "The minister called on all sides to stop.",
        "The party criticised the ban on rallies.",
        "The curfew was lifted on Monday.",
        "The road was closed.",
    ],
)
def test_appeals_and_lifted_orders_are_none(text: str) -> None:
    assert claims(text, Directive) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The group imposed a one-month ban on checks.", 30),
        ("Gatherings are banned for 30 days.", 30),
        ("Travel at night is banned for seven days.", 7),
        ("For one month, checking papers is banned.", 30),
        ("For two weeks, checking papers is banned.", 14),
        ("Gatherings are banned.", None),
    ],
)
def test_how_long_it_holds(text: str, days: int | None) -> None:
    claim, directive = one(text, Directive)
    assert directive.duration_days == days
    assert ("duration_days" in claim.fields) == (days is not None)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (
            "Gatherings of more than four persons are banned in Quetta for 30 days.",
            "Gatherings of more than four persons",
        ),
        ("Travel at night is banned on the N-25 and the N-65 for seven days.", "Travel at night"),
        ("The group imposed a one-month ban on state checks in public places.", "state checks in public places"),
        ("For one month, checking the papers of passers-by is banned.", "checking the papers of passers-by"),
        ("Schools will stay closed for the week.", "Schools"),
    ],
)
def test_what_is_ordered(text: str, subject: str) -> None:
    claim, directive = one(text, Directive)
    assert directive.subject_quote == subject
    assert words(text, claim, "subject_quote") == subject


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("Gatherings are banned in Quetta for 30 days from 1 February.", "2026-02-01", None),
        ("A curfew is in force in Nushki from 6 pm to 6 am until 5 February.", None, "2026-02-05"),
        ("A curfew is in force in Nushki from 6 pm to 6 am.", None, None),
        ("Gatherings are banned.", None, None),
    ],
)
def test_when_it_begins_and_ends_only_where_told(text: str, begins: str | None, ends: str | None) -> None:
    _, directive = one(text, Directive)
    assert (directive.valid_from, directive.valid_to) == (begins, ends)


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("The Baloch Liberation Army imposed a ban on checks.", "Baloch Liberation Army"),
        ("Mobile internet remains suspended by order of the government.", "government"),
        ("Gatherings are banned.", None),
    ],
)
def test_who_issued_it(text: str, issuer: str | None) -> None:
    claim, directive = one(text, Directive)
    assert (directive.issuer.span.quote if directive.issuer else None) == issuer
    assert claim.claimant is None


def test_an_alert_gives_one_instruction_a_line_and_its_title_is_a_warning() -> None:
    text = (
        "FLOOD ALERT – NORTHERN VALLEY\n\nAll departments are requested to take the following measures:\n"
        "a. Evacuate people from low areas\n"
        "b. Restrict vehicle movement near the river\n"
        "c. Warn farmers to move cattle\n"
        "d. Ensure stocks of food and medicine\n"
    )
    assert [directive.action for _, directive in claims(text, Directive)] == [
        A.WARNING,
        A.EVACUATION,
        A.CLOSURE,
        A.WARNING,
        A.OTHER,
    ]
