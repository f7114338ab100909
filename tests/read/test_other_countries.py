"""Forms of words from articles about many countries. Sentences are composed."""

import pytest

from karez.model.claim import Control, Incident, Status, Toll
from tests.read.told import claims, one


@pytest.mark.parametrize(
    ("text", "who", "kind"),
    [
        ("- Casualties: Authorities say 142 people have been killed.", "Authorities", "official"),
        ("The Lakeland Doctors Network gave a higher toll of 68 dead.", "The Lakeland Doctors Network", "ngo"),
        ("The ministry puts the number of people killed at 24.", "The ministry", "official"),
        (
            "Gunmen attacked Gao, killing 54 people, local authorities and aid groups said.",
            "local authorities and aid groups",
            "ngo",
        ),
        ("Six people were killed, CableWatch said.", "CableWatch", "unnamed"),
        ("Six people were killed, a UN official said.", "a UN official", "un"),
        ("Six people were killed, the utility said on Monday, as teams went out.", "the utility", "company"),
        ("Gunmen killed six people shortly after dawn on Monday, witnesses said.", "witnesses", "witness"),
    ],
)
def test_a_speaker_is_found_in_every_form(text: str, who: str, kind: str) -> None:
    claim, _ = one(text, Toll)
    assert claim.claimant is not None
    assert (claim.claimant.span.quote, claim.claimant.claimant_class.value) == (who, kind)


@pytest.mark.parametrize(
    ("text", "harm", "best", "victims"),
    [
        ("The group puts the number of soldiers killed at 77.", "killed", 77, "security_forces"),
        ("Rebels briefly abducted the prefect and the deputy prefect of Gao.", "abducted", 2, "officials"),
        ("Gunmen seized two municipal officials in Gao.", "abducted", 2, "officials"),
    ],
)
def test_a_number_is_found_in_every_form(text: str, harm: str, best: int, victims: str) -> None:
    _, toll = one(text, Toll)
    assert (toll.harm.value, toll.best, toll.victims.value) == (harm, best, victims)


def test_those_taken_and_let_go_in_one_sentence_are_two_happenings() -> None:
    found = claims("Rebels abducted the mayor and his deputy in Gao before freeing them.", Incident)
    assert {body.type.value for _, body in found} == {"abduction", "release"}


@pytest.mark.parametrize(
    ("text", "asset", "state", "users", "cause"),
    [
        ("The N5, the main road between A and B, is closed.", "N5", "closed", None, None),
        (
            "The highway linking Gao and Ansongo, the lifeline for aid to the west, has been blocked by fighting.",
            "highway",
            "closed",
            None,
            "fighting",
        ),
        (
            "The road to Gao is passable only with a military escort.",
            "road",
            "restricted",
            "with a military escort",
            None,
        ),
        ("The ferry at Ansongo has stopped running.", "ferry", "closed", None, None),
        ("Gao airport is closed to civilian flights.", "Gao airport", "closed", "civilian flights", None),
        ("Electricity was cut in Gao after a drone strike on a substation.", "Electricity", "closed", None, "fighting"),
        ("The airport in Gao reopened on Tuesday.", "airport", "restored", None, None),
        ("Electricity is out in Gao.", "Electricity", "closed", None, None),
        ("The river washed away a bridge.", "bridge", "destroyed", None, None),
    ],
)
def test_a_state_is_one_and_of_the_right_thing(
    text: str, asset: str, state: str, users: str | None, cause: str | None
) -> None:
    _, status = one(text, Status)
    found = (status.asset.span.quote, status.state.value, status.users, status.cause.value if status.cause else None)
    assert found == (asset, state, users, cause)


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("The bridge has been damaged and is open only to light vehicles.", ["damaged", "restricted"]),
        ("The hospital was hit by shelling and is no longer functioning.", ["damaged", "closed"]),
        ("Villages have been cut off by water.", []),
    ],
)
def test_a_second_state_is_told_and_what_did_it_has_none(text: str, states: list[str]) -> None:
    assert [status.state.value for _, status in claims(text, Status)] == states


@pytest.mark.parametrize(
    ("text", "holder", "state", "hours"),
    [
        ("The rebels had been in full control of the town for 18 hours.", "rebels", "held", 18),
        ("The town hall is still occupied by protesters, the mayor said.", "protesters", "held", None),
        ("Kidal is still under the control of the army.", "army", "held", None),
    ],
)
def test_who_holds_a_place(text: str, holder: str, state: str, hours: int | None) -> None:
    _, control = one(text, Control)
    assert control.holder is not None
    assert (control.holder.span.quote, control.state.value, control.duration_hours) == (holder, state, hours)


def test_where_it_was_said_is_not_where_it_was() -> None:
    text = "Rebels attacked Gao on Monday. The dead included 22 soldiers, a spokesman told reporters in Bamako."
    claim, _ = one(text, Toll)
    assert claim.where is not None
    assert claim.where.span.quote == "Gao"


def test_parts_have_the_place_and_time_of_their_total() -> None:
    text = (
        "At least 86 people were killed in Gao on Saturday. Shops in Kidal stayed shut on Sunday. "
        "The dead included 22 soldiers, 19 civilians and 45 attackers."
    )
    total, *parts = claims(text, Toll)
    assert len(parts) == 3
    assert all(part.where == total[0].where and part.when == total[0].when for part, _ in parts)


def test_the_date_of_a_dateline_is_not_when_it_was() -> None:
    claim, _ = one("GAO, Mali, Feb. 1 - At least 63 people have died in floods since Friday.", Toll)
    assert claim.when is not None
    assert claim.when.span.quote == "Friday"


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("Windstorms may damage weak structures (electric poles and boards).", "hypothetical"),
        ("The storm caused damage to solar panels, cars, rooftops, and utility infrastructure.", "asserted"),
    ],
)
def test_expected_damage_is_supposed_and_never_a_fact(text: str, realis: str) -> None:
    assert [claim.realis.value for claim, _ in claims(text, Status)] == [realis]
