"""Claims to JSON and back without loss, in the words of the contract."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.claim import Claim, Incident, Note, Reading, Status, Toll
from karez.model.codec import claim_from, claim_json, reading_json
from karez.model.mention import ActorMention, AssetMention, Mentions, Place, PlaceMention, TimeMention
from karez.model.text import Span
from karez.model.vocabulary import (
    ActorClass,
    AssetState,
    AssetType,
    ClaimKind,
    Harm,
    IncidentType,
    PlaceUse,
    Precision,
    Qualifier,
    Realis,
)
from tests.model.made import claims

EXAMPLES = settings(max_examples=max(500, settings().max_examples))
COMMON = {"id", "kind", "start", "end", "quote", "also", "fields", "realis", "claimant", "when", "where"}
OWN = {"confidence", "reader", "reason"}


@EXAMPLES
@given(claims)
def test_any_claim_comes_back_as_it_went(claim: Claim) -> None:
    assert claim_from(claim_json(claim)) == claim


@EXAMPLES
@given(claims)
def test_any_claim_comes_back_through_text(claim: Claim) -> None:
    written = json.dumps(claim_json(claim), ensure_ascii=True)
    assert claim_from(json.loads(written)) == claim
    assert claim_json(claim_from(json.loads(written))) == json.loads(written)


FIELDS = {
    ClaimKind.INCIDENT: {"type", "initiators", "targets", "means", "operation"},
    ClaimKind.TOLL: {
        *("harm", "low", "best", "high", "qualifier", "word", "victims", "victims_quote"),
        *("scope", "part_of", "of", "replaces", "unit", "perpetrators"),
    },
    ClaimKind.STATUS: {"asset", "state", "cause", "by", "users", "valid_from", "valid_to"},
    ClaimKind.CONTROL: {"holder", "state", "duration_hours"},
    ClaimKind.DIRECTIVE: {"issuer", "action", "subject_quote", "duration_days", "valid_from", "valid_to"},
    ClaimKind.ASSESSMENT: {"by", "about_quote", "likelihood_quote"},
}


@EXAMPLES
@given(claims)
def test_a_claim_has_the_fields_of_its_kind_and_no_others(claim: Claim) -> None:
    value = claim_json(claim)
    assert set(value) - {"count"} == COMMON | OWN | FIELDS[claim.kind]
    assert ("count" in value) == (isinstance(claim.body, Incident) and claim.body.count is not None)


def span(quote: str) -> Span:
    return Span(3, 3 + len(quote), quote)


def test_an_actor_is_suspected_only_where_the_text_doubts_the_doer() -> None:
    sure = ActorMention(span("guards"), None, ActorClass.POLICE)
    unsure = ActorMention(span("fighters"), "made:red", ActorClass.ARMED_GROUP, suspected=True)
    claim = Claim("c", span("raid"), Incident(IncidentType.RAID, (unsure,), (sure,)), Realis.ASSERTED)
    value = claim_json(claim)
    assert value["initiators"] == [
        {"start": 3, "end": 11, "quote": "fighters", "actor": "made:red", "class": "armed_group", "suspected": True}
    ]
    assert "suspected" not in value["targets"][0]


def test_times_are_written_as_from_and_to() -> None:
    when = TimeMention(span("on Saturday"), "2026-01-31", "2026-02-01", Precision.DAY)
    value = claim_json(Claim("c", span("raid"), Incident(IncidentType.RAID), Realis.ASSERTED, when=when))
    assert value["when"]["from"] == "2026-01-31"
    assert value["when"]["to"] == "2026-02-01"
    assert value["when"]["precision"] == "day"


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "rumour"},
        {"realis": "certain"},
        {"harm": "annoyed"},
        {"qualifier": "roughly"},
        {"victims": "everybody"},
        {"scope": "century"},
        {"unit": "villages"},
    ],
)
def test_words_that_are_in_no_vocabulary_are_refused(changes: dict[str, str]) -> None:
    claim = Claim("c", span("3 killed"), Toll(Harm.KILLED, 3, 3, 3, Qualifier.EXACT), Realis.ASSERTED)
    with pytest.raises(ValueError, match="is not a valid"):
        claim_from({**claim_json(claim), **changes})


@pytest.mark.parametrize("missing", ["id", "kind", "start", "quote", "realis", "also", "where", "asset", "valid_to"])
def test_a_missing_field_is_refused(missing: str) -> None:
    asset = AssetMention(span("the road"), None, AssetType.ROAD)
    value = claim_json(Claim("c", span("road closed"), Status(asset, AssetState.CLOSED), Realis.ASSERTED))
    value.pop(missing)
    with pytest.raises(KeyError, match=missing):
        claim_from(value)


def test_a_reading_is_one_line_of_the_batch() -> None:
    place = Place("made:a", "Alpha", "town", lat=1.0, lon=2.0)
    mentions = Mentions(
        places=(
            PlaceMention(span("Alpha"), place, 0.98765, PlaceUse.LITERAL),
            PlaceMention(span("Nowhere"), None, 0.1, PlaceUse.MODIFIER),
        ),
        actors=(ActorMention(span("guards"), None, ActorClass.POLICE),),
        times=(TimeMention(span("Saturday"), None, None, Precision.DAY),),
        assets=(AssetMention(span("the road"), None, AssetType.ROAD),),
    )
    value = reading_json("7", "f" * 64, Reading("en", mentions, (), (Note("truncated", "cut"),)))
    assert set(value) == {"id", "lang", "text_sha256", "mentions", "claims", "notes"}
    assert (value["id"], value["lang"], value["claims"]) == ("7", "en", [])
    assert value["notes"] == [{"code": "truncated", "message": "cut"}]
    first, second = value["mentions"]["places"]
    assert (first["score"], first["use"], first["place"]["name"]) == (0.988, "literal", "Alpha")
    assert set(first["place"]) == {
        *("id", "name", "admin1", "admin2", "pcode", "country", "lat", "lon", "radius_km", "same_as"),
    }
    assert second["place"] is None
    assert value["mentions"]["times"][0]["from"] is None
    assert value["mentions"]["assets"][0]["type"] == "road"


@EXAMPLES
@given(claims, st.floats(0, 1))
def test_confidence_is_written_with_three_digits(claim: Claim, confidence: float) -> None:
    written = claim_json(Claim(claim.id, claim.span, claim.body, claim.realis, confidence=confidence))["confidence"]
    assert written == round(confidence, 3)
