"""Orders in the words of any paper, and what only looks like one. All sentences are composed."""

import pytest

from karez.model.claim import Directive
from karez.model.vocabulary import Action
from tests.read.told import claims, one

A = Action


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("The mayor imposed a dusk-to-dawn curfew on the port.", A.CURFEW),
        ("The governor announced a night-time curfew on Friday.", A.CURFEW),
        ("The government answered with a night curfew in the west until 15 April.", A.CURFEW),
        ("The coalition has decreed a two-week ban on the movement of fuel lorries.", A.BAN),
        ("The junta has barred journalists from the region for a month.", A.BAN),
        ("The army advised farmers to avoid the shore of the lake.", A.WARNING),
        ("A round-the-clock curfew was declared in the valley.", A.CURFEW),
        ("The hill town was placed under curfew.", A.CURFEW),
        ("The curfew, which was ordered on Sunday, begins at nine.", A.CURFEW),
        ("The rebels banned motorcycles after dark.", A.BAN),
        ("Fishing near the pier is prohibited.", A.BAN),
        ("The ministry announced a ban on drones.", A.BAN),
        ("The army ordered residents of two villages to leave.", A.EVACUATION),
        ("The military told people in the eastern quarter to move south.", A.EVACUATION),
        ("The army warned civilians in the north to leave at once.", A.EVACUATION),
        ("Families near the dam were told to evacuate.", A.EVACUATION),
        ("The directorate announced the closure of all schools in the district.", A.CLOSURE),
        ("The police told drivers to keep off the ring road.", A.CLOSURE),
        ("The traders' front called for a general strike on Monday.", A.SHUTDOWN),
        ("The group announced an armed strike in three provinces.", A.SHUTDOWN),
        ("A bandh called by the council shut the shops.", A.SHUTDOWN),
        ("The rebels gave the garrison until Friday to surrender.", A.ULTIMATUM),
        ("The president declared a general mobilisation.", A.MOBILISATION),
        ("The two sides agreed to a three-day truce.", A.CEASEFIRE),
        ("A ceasefire took effect at midnight.", A.CEASEFIRE),
        ("The council imposed new sanctions on four commanders.", A.SANCTION),
        ("Residents are urged to boil their water.", A.WARNING),
        ("The office issued a flood warning for the delta.", A.WARNING),
        ("The president declared a state of emergency in two regions.", A.OTHER),
        ("The resolution demanded access for aid convoys.", A.OTHER),
        ("The governor ordered all units to return to barracks.", A.OTHER),
        ("A judicial inquiry has been ordered.", A.OTHER),
    ],
)
def test_an_order_in_news(text: str, action: Action) -> None:
    assert one(text, Directive)[1].action is action


@pytest.mark.parametrize(
    "text",
    [
        "The striker was banned for taking a banned substance.",
        "He was fined and banned from driving.",
        "The club has barred two fans from the match.",
        "The curfew in the port was lifted on Sunday.",
        "The forecasters warned of rain.",
        "The guard ordered a pizza and two coffees.",
        "The company announced a shutdown of the plant for maintenance.",
        "The banned group claimed the attack.",
        "The shell was filled with an internationally banned powder.",
        "The novel was banned in three countries.",
        "The opposition party called for a ceasefire.",
        "The envoy proposed a truce of six hours.",
        "The guerrillas violated the truce twice.",
        "The union called off the strike.",
        "The empire banned the guild in the 1820s.",
        "The airline ordered twenty jets.",
        "Twelve people were evacuated from the roof.",
        "The deadline for bids is Friday.",
    ],
)
def test_what_only_looks_like_an_order(text: str) -> None:
    assert claims(text, Directive) == []


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("The army ordered residents of two villages to leave.", "residents of two villages"),
        ("The army warned shopkeepers not to open.", "shopkeepers"),
        ("Residents of the port are urged to boil their water.", "Residents of the port"),
        ("The mayor imposed a night curfew on the port for three days.", "the port"),
    ],
)
def test_who_must_obey(text: str, subject: str) -> None:
    assert one(text, Directive)[1].subject_quote == subject


def test_issuer_length_start_and_end_of_a_curfew() -> None:
    text = "The army imposed a night curfew on the port for three days from 5 February until 8 February."
    _, directive = one(text, Directive)
    assert directive.issuer is not None
    assert directive.issuer.span.quote == "army"
    assert directive.duration_days == 3
    assert (directive.valid_from, directive.valid_to) == ("2026-02-05", "2026-02-08")


_HEAD = "Subject: Heavy rain in the upper valley\n\nAll units are requested to take the following measures:\n"


@pytest.mark.parametrize("mark", ["a.", "(a)", "1)", "(3)", "iv)", "•", "-", "➢", "\uf0b7", "a.\n", "(2)\n"])
def test_a_list_of_any_mark(mark: str) -> None:
    found = claims(f"{_HEAD}{mark} Ensure that pumps are ready for use.\n", Directive)
    assert [directive.action for _, directive in found] == [A.WARNING, A.OTHER]


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("Clear drains in the lower town.", None),
        ("Do not cross flooded bridges.", A.WARNING),
        ("Avoid travel at night.", A.WARNING),
        ("Evacuation of people from the river bank.", A.EVACUATION),
        ("Restrict traffic near the bridge.", A.CLOSURE),
        ("The port office to monitor the tide gauges.", A.OTHER),
        ("Hospitals must keep ten beds free.", A.OTHER),
        ("The road department shall place signs at the ford.", A.OTHER),
        ("Tourists are advised to stay in their hotels.", A.WARNING),
        ("Residents must evacuate the lower town.", A.EVACUATION),
        ("Please share hourly readings with this office.", A.OTHER),
        ("Swimming in the canal is prohibited.", A.BAN),
        ("Farmers be forewarned to move cattle uphill.", A.WARNING),
    ],
)
def test_a_line_of_an_alert(line: str, action: Action | None) -> None:
    found = [directive.action for _, directive in claims(f"{_HEAD}a. {line}\n", Directive)][1:]
    assert found == [action or A.OTHER]


@pytest.mark.parametrize(
    "line",
    [
        "Rescue teams evacuated forty people.",
        "Rescue Personnel - 40",
        "Should the river rise, pumps run by themselves.",
        "Damage to roads and culverts.",
        "Access to the ford has been restored.",
    ],
)
def test_a_line_that_tells_a_fact_orders_nothing(line: str) -> None:
    assert [directive.action for _, directive in claims(f"{_HEAD}a. {line}\n", Directive)] == [A.WARNING]


def test_who_is_told_in_an_alert() -> None:
    found = claims(f"{_HEAD}a. Hospitals must keep ten beds free.\n", Directive)
    assert found[-1][1].subject_quote == "Hospitals"


def test_a_report_of_the_situation_has_no_title_that_warns() -> None:
    assert claims("Subject: Flood situation report no. 5\n\nThe advisory office is closed.\n", Directive) == []


def test_what_only_leads_to_a_list_is_no_instruction() -> None:
    text = "Subject: Storm warning\n\nAll offices are advised to ensure the following: -\n(1)\nStock drinking water.\n"
    quotes = [claim.span.quote for claim, _ in claims(text, Directive)]
    assert not any("All offices" in quote for quote in quotes)


@pytest.mark.parametrize(
    ("length", "days"), [("72 hours", 3), ("24 hours", 1), ("30 hours", None), ("ten days", 10), ("two weeks", 14)]
)
def test_a_length_in_hours_is_told_in_days_where_they_are_whole(length: str, days: int | None) -> None:
    (found,) = claims(f"The governor imposed a curfew on the town for {length}.", Directive)
    assert found[1].duration_days == days
