"""The state of roads, lines, networks and services. All sentences are composed."""

import pytest

from karez.model.claim import Status
from karez.model.vocabulary import AssetState, AssetType, Cause, Realis
from tests.read.told import claims, one, words

S = AssetState


@pytest.mark.parametrize(
    ("text", "asset", "kind", "state"),
    [
        ("The road is closed.", "road", AssetType.ROAD, S.CLOSED),
        ("The highway has been blocked since Monday.", "highway", AssetType.ROAD, S.CLOSED),
        ("The bridge was washed away.", "bridge", AssetType.BRIDGE, S.DESTROYED),
        ("The bridge was partially washed away.", "bridge", AssetType.BRIDGE, S.DAMAGED),
        ("The airport was reopened.", "airport", AssetType.AIRPORT, S.RESTORED),
        ("The airport is open.", "airport", AssetType.AIRPORT, S.OPEN),
        ("Internet services were suspended.", "Internet services", AssetType.INTERNET, S.CLOSED),
        ("Mobile services have been restored.", "Mobile services", AssetType.MOBILE, S.RESTORED),
        ("Train services have not resumed.", "Train services", AssetType.TRANSPORT_SERVICE, S.CLOSED),
        ("Electricity was cut off.", "Electricity", AssetType.POWER, S.CLOSED),
        ("The hospital is out of service.", "hospital", AssetType.HEALTH_FACILITY, S.CLOSED),
        ("The railway line was blown up.", "railway line", AssetType.RAIL, S.DESTROYED),
        ("Shops stayed shut.", "Shops", AssetType.MARKET, S.CLOSED),
        ("All schools were closed.", "schools", AssetType.SCHOOL, S.CLOSED),
        ("A water pipeline was damaged.", "water pipeline", AssetType.WATER, S.DAMAGED),
        ("Militants have severed the railway.", "railway", AssetType.RAIL, S.CLOSED),
    ],
)
def test_a_word_of_state_beside_an_asset(text: str, asset: str, kind: AssetType, state: AssetState) -> None:
    claim, status = one(text, Status)
    assert (status.asset.span.quote, status.asset.asset_type, status.state) == (asset, kind, state)
    assert text[claim.fields["asset"][0] : claim.fields["asset"][1]] == asset


@pytest.mark.parametrize(
    "text",
    [
        "The road runs to the sea.",
        "They walked along the road.",
        "The school celebrates its birthday.",
        "A hospital spokesman spoke.",
        "Roads Damaged\n",
    ],
)
def test_no_word_of_state_no_status(text: str) -> None:
    assert claims(text, Status) == []


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("The road is closed because of mines.", Cause.MINES),
        ("The road is closed after heavy rain.", Cause.FLOOD),
        ("The road is blocked by a landslide.", Cause.LANDSLIDE),
        ("The road is closed because of fighting.", Cause.FIGHTING),
        ("The highway is blocked, where mines were laid.", Cause.MINES),
        ("The railway track was damaged by an explosion.", Cause.SABOTAGE),
        ("Mobile internet remains suspended by order of the government.", Cause.ORDER),
        ("The road is closed.", None),
    ],
)
def test_a_cause_is_told_in_the_same_clause(text: str, cause: Cause | None) -> None:
    claim, status = one(text, Status)
    assert status.cause is cause
    assert ("cause" in claim.fields) == (cause is not None)


def test_a_cause_is_not_taken_from_another_clause() -> None:
    text = "The railway track was damaged by an explosion, and pylons beside it were destroyed."
    assert [status.cause for _, status in claims(text, Status)] == [Cause.SABOTAGE, None]


@pytest.mark.parametrize(
    "text",
    [
        "- Communication Blackout: An internet shutdown remains in place across the area.",
        "An internet outage was reported.",
    ],
)
def test_the_word_for_the_state_is_no_cause(text: str) -> None:
    assert one(text, Status)[1].cause is None


def test_a_road_reopened_after_mines_were_cleared_is_one_status_without_cause() -> None:
    text = (
        "The coastal highway near Buzi Pass was reopened for light traffic on Tuesday morning after mines were cleared."
    )
    claim, status = one(text, Status)
    assert (status.asset.span.quote, status.state, status.cause) == ("coastal highway", S.RESTRICTED, None)
    assert status.users == words(text, claim, "users") == "light traffic"
    assert claim.where is not None
    assert claim.where.span.quote == "Buzi Pass"


def test_blocked_and_then_cleared_are_two_states_of_one_road() -> None:
    text = "The N-70 was blocked on Sunday and has been cleared."
    (first, closed), (second, restored) = claims(text, Status)
    assert (closed.state, restored.state) == (S.CLOSED, S.RESTORED)
    assert {closed.asset.span.quote, restored.asset.span.quote} == {"N-70"}
    assert first.when is not None
    assert first.when.start == "2026-02-01"
    assert second.when is None


@pytest.mark.parametrize(
    ("text", "assets"),
    [
        ("Hospitals, power and water were cut off.", ["Hospitals", "power", "water"]),
        ("Electricity pylons near the line were destroyed.", ["Electricity pylons"]),
        ("The N-10 coastal highway is closed near Buzi Pass because of mines.", ["N-10 coastal highway"]),
        ("The main road (N-10) is blocked.", ["main road (N-10)"]),
        ("Traffic on the N-25 was suspended.", ["N-25"]),
    ],
)
def test_what_has_the_state(text: str, assets: list[str]) -> None:
    assert [status.asset.span.quote for _, status in claims(text, Status)] == assets


def test_a_headed_item_has_the_state_its_sentence_tells_and_the_place_of_its_cause() -> None:
    text = (
        "- The Coastal Highway (N-10): The main artery between Karachi and the Gwadar Port is effectively blocked."
        " Fighters have mined sections near Buzi Pass."
    )
    claim, status = claims(text, Status)[0]
    assert status.asset.span.quote == "Coastal Highway (N-10)"
    assert (status.state, status.cause) == (S.CLOSED, Cause.MINES)
    assert claim.where is not None
    assert claim.where.span.quote == "Buzi Pass"
    assert words(text, claim, "cause") == "mined"


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("The road is closed.", Realis.ASSERTED),
        ("The road is reportedly closed.", Realis.ALLEGED),
        ("The authority denied that the road was closed.", Realis.DENIED),
        ("The road will be reopened on Friday.", Realis.PLANNED),
        ("If the port is closed, prices rise.", Realis.HYPOTHETICAL),
        ("Buses wait until the road is reopened.", Realis.HYPOTHETICAL),
    ],
)
def test_a_state_has_its_realis(text: str, realis: Realis) -> None:
    assert one(text, Status)[0].realis is realis


def test_a_plan_in_the_sentence_before_makes_no_plan() -> None:
    text = "Schools will stay closed. The N-70 was blocked and has been cleared."
    assert [claim.realis for claim, _ in claims(text, Status)][1:] == [Realis.ASSERTED, Realis.ASSERTED]


def test_since_and_until_bound_a_state_only_where_told() -> None:
    _, status = one("Train services have been suspended since 31 January.", Status)
    assert (status.valid_from, status.valid_to) == ("2026-01-31", None)
    _, status = one("The road is closed until 5 February.", Status)
    assert (status.valid_from, status.valid_to) == (None, "2026-02-05")
    _, status = one("The road is closed until 6 pm on 3 February.", Status)
    assert status.valid_to == "2026-02-03T18:00"
    _, status = one("The road is closed until March.", Status)
    assert status.valid_to == "2026-03-01"
    _, status = one("The road is closed.", Status)
    assert (status.valid_from, status.valid_to) == (None, None)


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Militants blew up a bridge near Mach.", "Militants"),
        ("The road was blocked by protesters.", "protesters"),
        ("The road was blocked.", None),
    ],
)
def test_who_brought_it_about(text: str, by: str | None) -> None:
    found = claims(text, Status)
    assert found
    actor = found[0][1].by
    assert (actor.span.quote if actor else None) == by


def test_a_curfew_lifted_or_relaxed_is_a_state_of_its_area() -> None:
    claim, status = one("The curfew in Quetta was lifted on Monday.", Status)
    assert (status.state, status.cause, status.asset.asset_type) == (S.RESTORED, Cause.CURFEW, AssetType.OTHER)
    assert status.asset.span.quote == "Quetta"
    assert one("In Quetta the curfew was relaxed for two hours.", Status)[1].state is S.OPEN
    assert claim.where is not None


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("We assess that freight will move by the N-25 once it is open for heavy traffic.", Realis.HYPOTHETICAL),
        ("Freight will move by the N-25 if it is reopened.", Realis.HYPOTHETICAL),
        ("Convoys will wait at Kalat until the N-25 is reopened.", Realis.HYPOTHETICAL),
        ("Once the talks end the N-25 will be reopened.", Realis.PLANNED),
        ("The N-25 will be reopened once the army has gone.", Realis.PLANNED),
    ],
)
def test_a_good_state_that_others_wait_for_is_not_announced(text: str, realis: Realis) -> None:
    assert [claim.realis for claim, _ in claims(text, Status)] == [realis]


@pytest.mark.parametrize(
    "text",
    [
        "A shell hit near the school in Gao.",
        "Drivers were attacked on the coast road on Monday.",
        "Gunmen opened fire at the airport in Gao.",
    ],
)
def test_what_happens_beside_an_asset_tells_nothing_of_it(text: str) -> None:
    assert claims(text, Status) == []
