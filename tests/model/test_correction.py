"""What may be corrected in a claim, and that a correction keeps the contract."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karez.model.claim import Claim, Incident, Status, Toll
from karez.model.correction import FIELDS, NULLABLE, corrected, parsed
from karez.model.errors import RequestError
from karez.model.mention import AssetMention
from karez.model.text import Span
from karez.model.vocabulary import (
    AssetState,
    AssetType,
    Cause,
    ClaimKind,
    Harm,
    IncidentType,
    Qualifier,
    Realis,
    Victims,
)

SPAN = Span(0, 20, "24 people were killed")


def toll(
    low: int | None = 24, best: int | None = 24, high: int | None = 24, qualifier: Qualifier = Qualifier.EXACT
) -> Claim:
    body = Toll(Harm.KILLED, low, best, high, qualifier, victims=Victims.UNKNOWN)
    fields = {"number": (0, 2), "harm_word": (15, 21), "victims": (3, 9)}
    return Claim("clm-" + "1" * 32, SPAN, body, Realis.ASSERTED, fields=fields)


def status() -> Claim:
    asset = AssetMention(Span(0, 8, "the road"), None, AssetType.ROAD)
    body = Status(asset, AssetState.CLOSED, Cause.MINES, valid_from="2026-01-31")
    return Claim("clm-" + "2" * 32, SPAN, body, Realis.ASSERTED, fields={"state": (9, 15), "asset": (0, 8)})


def test_the_other_bounds_follow_best() -> None:
    assert parsed(toll(), {"best": "31"}) == {"low": 31, "best": 31, "high": 31}
    at_least = toll(24, 24, None, Qualifier.AT_LEAST)
    assert parsed(at_least, {"best": "31"}) == {"low": 31, "best": 31}
    about = toll(None, 24, None, Qualifier.ABOUT)
    assert parsed(about, {"best": 31}) == {"best": 31}
    vague = toll(24, None, 99, Qualifier.VAGUE)
    assert parsed(vague, {"best": "31", "qualifier": "exact"}) == {
        "low": 31, "best": 31, "high": 31, "qualifier": "exact",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"low": "30"}, "low=30 best=24 high=24"),
        ({"high": "20"}, "low=24 best=24 high=20"),
        ({"low": "20"}, "not exact"),
        ({"best": "null"}, "not exact"),
        ({"qualifier": "none"}, "not none"),
        ({"qualifier": "at_least"}, "not at_least"),
        ({"low": "null", "best": "null", "high": "null", "qualifier": "about"}, "not about"),
        ({"best": "twelve"}, "no whole number"),
        ({"best": "-3"}, "no whole number"),
        ({"best": "3.5"}, "no whole number"),
        ({"best": True}, "no whole number"),
        ({"best": "9999999999"}, "no whole number"),
        ({"best": "٣"}, "no whole number"),
        ({"harm": "sad"}, "killed, injured"),
        ({"harm": "null"}, "cannot be null"),
        ({"perpetrators": "perhaps"}, "true, false"),
        ({"part_of": "F12"}, "no id of a claim"),
        ({"realis": "true"}, "asserted, alleged"),
        ({"victims_quote": "soldiers"}, "these can: best"),
        ({"id": "clm-" + "3" * 32}, "cannot be corrected"),
        ({"quote": "x"}, "cannot be corrected"),
        ({"state": "open"}, "cannot be corrected"),
    ],
)
def test_what_breaks_the_contract_is_refused_with_what_is_allowed(changes: dict[str, object], told: str) -> None:
    with pytest.raises(RequestError, match="K402") as error:
        parsed(toll(), changes)
    assert told in str(error.value)


def test_states_times_and_lists() -> None:
    given_changes = {"state": "restricted", "cause": "null", "valid_to": "2026-02-01T18:00", "realis": "denied"}
    assert parsed(status(), given_changes) == {**given_changes, "cause": None}
    with pytest.raises(RequestError, match="local time"):
        parsed(status(), {"valid_to": "2026-02-01T18:00+05:00"})
    with pytest.raises(RequestError, match="no ISO date"):
        parsed(status(), {"valid_to": "6 pm"})
    with pytest.raises(RequestError, match="open, restricted, closed"):
        parsed(status(), {"state": "foo"})
    incident = Claim("c", SPAN, Incident(IncidentType.RAID), Realis.ASSERTED)
    assert parsed(incident, {"means": "firearms, ied"}) == {"means": ["firearms", "ied"]}
    assert parsed(incident, {"means": ""}) == {"means": []}
    with pytest.raises(RequestError, match="firearms, ied, mine"):
        parsed(incident, {"means": "swords"})


def test_a_changed_field_has_no_span_and_the_claim_keeps_its_own() -> None:
    now = corrected(toll(), {"low": 31, "best": 31, "high": 31})
    assert now.fields == {"harm_word": (15, 21), "victims": (3, 9)}
    assert (now.id, now.span, now.realis) == (toll().id, SPAN, Realis.ASSERTED)
    assert corrected(toll(), {"harm": "injured"}).fields == {"number": (0, 2), "victims": (3, 9)}
    assert corrected(toll(), {"victims": "children"}).fields == {"number": (0, 2), "harm_word": (15, 21)}
    assert corrected(toll(), {"realis": "denied"}).fields == toll().fields
    assert corrected(status(), {"state": "open"}).fields == {"asset": (0, 8)}


def test_every_kind_can_be_corrected_and_only_in_its_own_fields() -> None:
    assert set(FIELDS) == set(ClaimKind)
    bodies = {ClaimKind.TOLL: Toll, ClaimKind.STATUS: Status, ClaimKind.INCIDENT: Incident}
    for kind, body in bodies.items():
        assert set(FIELDS[kind]) - {"realis"} <= set(body.__dataclass_fields__)
    assert {name for fields in FIELDS.values() for name in fields} >= NULLABLE
    assert all("quote" not in name for fields in FIELDS.values() for name in fields)


BOUND = st.one_of(st.none(), st.integers(0, 50), st.just("null"), st.integers(0, 50).map(str))


@given(
    st.dictionaries(st.sampled_from(["low", "best", "high"]), BOUND, min_size=1),
    st.one_of(st.none(), st.sampled_from([str(word) for word in Qualifier])),
)
def test_whatever_passes_is_a_toll_whose_bounds_rise(bounds: dict[str, object], qualifier: str | None) -> None:
    changes = {**bounds, **({"qualifier": qualifier} if qualifier else {})}
    try:
        found = parsed(toll(), changes)
    except RequestError as error:
        assert error.code == "K402"
        return
    body = corrected(toll(), found).body
    assert isinstance(body, Toll)
    told = [bound for bound in (body.low, body.best, body.high) if bound is not None]
    assert told == sorted(told)
    assert set(changes) <= set(found)
    if body.qualifier is Qualifier.EXACT:
        assert body.low == body.best == body.high is not None
