"""Identity: the same report and the same words give the same id on every machine, and nothing else counts."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.claim import Claim, Claimant, Incident, Status, Toll, Where
from karez.model.identity import claim_id, incident_id, with_ids
from karez.model.mention import ActorMention, AssetMention, Place, TimeMention
from karez.model.report import Capture, Document, report_id
from karez.model.text import Span
from karez.model.vocabulary import (
    ActorClass,
    AssetState,
    AssetType,
    ClaimantClass,
    Harm,
    IncidentType,
    Precision,
    Qualifier,
    Realis,
    Relation,
)
from tests.model.made import claims

EXAMPLES = settings(max_examples=max(500, settings().max_examples))


def span(quote: str, start: int = 0) -> Span:
    return Span(start, start + len(quote), quote)


def toll(number: int = 3, **links: str) -> Toll:
    return Toll(Harm.KILLED, number, number, number, Qualifier.EXACT, **links)  # type: ignore[arg-type]


CLAIM = Claim(
    "draft",
    span("3 killed"),
    toll(),
    Realis.ASSERTED,
    fields={"number": (0, 1)},
    claimant=Claimant(span("police", 20), None, ClaimantClass.OFFICIAL),
    when=TimeMention(span("Saturday", 30), "2026-01-31", "2026-02-01", Precision.DAY),
    where=Where(span("Alpha", 40), Place("made:a", "Alpha", lat=1.0, lon=1.0)),
    reader="test.v1",
    reason="a rule",
)


class TestReport:
    def test_the_id_is_a_digest_of_canonical_json(self) -> None:
        written = b'{"published":"d","publisher":"b","text":"a","url":"c"}'
        assert report_id("a", "b", "c", "d") == f"rep-{hashlib.sha256(written).hexdigest()[:32]}"

    @pytest.mark.parametrize("field", ["text", "publisher", "url", "published"])
    def test_text_publisher_address_and_time_make_a_report(self, field: str) -> None:
        base = {"text": "a", "publisher": "b", "url": "c", "published": "d"}
        assert report_id(**base) != report_id(**{**base, field: "x"})

    def test_nothing_else_makes_a_report(self) -> None:
        plain = Document("a", publisher="b", published="d", url="c")
        rich = replace(plain, title="t", author="w", lang="en", publisher_class="media")
        assert rich.report_id == plain.report_id

    def test_no_publisher_is_not_an_empty_one(self) -> None:
        assert report_id("a", None, None, None) != report_id("a", "", None, None)

    def test_lone_surrogates_count_as_replaced(self) -> None:
        assert Document("a\ud800b", publisher="\udfff").report_id == Document("a\ufffdb", publisher="\ufffd").report_id

    def test_two_outlets_with_one_text_are_two_reports_with_one_text(self) -> None:
        one, other = Document("a", publisher="b"), Document("a", publisher="c")
        assert one.text_sha256 == other.text_sha256
        assert one.report_id != other.report_id

    def test_a_capture_is_its_bytes(self) -> None:
        assert Capture(b"a", "one.txt", 1).sha256 == Capture(b"a", "two.txt", 2).sha256


class TestClaim:
    def test_the_id_is_a_digest_with_a_prefix(self) -> None:
        identity = claim_id("rep-1", CLAIM)
        assert identity.startswith("clm-")
        assert len(identity) == 36
        assert identity == claim_id("rep-1", CLAIM)

    @pytest.mark.parametrize(
        "other",
        [
            replace(CLAIM, id="another draft"),
            replace(CLAIM, confidence=0.9),
            replace(CLAIM, reader="test.v2", reason="another rule"),
            replace(CLAIM, where=Where(span("Alpha", 40), None)),
            replace(CLAIM, where=Where(span("Alpha", 40), Place("made:b", "Beta"))),
            replace(CLAIM, claimant=Claimant(span("police", 20), "made:police", ClaimantClass.OFFICIAL)),
            replace(CLAIM, body=toll(part_of="x", of="y", replaces="z")),
        ],
    )
    def test_looked_up_ids_links_reader_and_confidence_are_not_in_it(self, other: Claim) -> None:
        assert claim_id("rep-1", other) == claim_id("rep-1", CLAIM)

    @pytest.mark.parametrize(
        "other",
        [
            replace(CLAIM, span=span("3 killed", 1)),
            replace(CLAIM, also=((50, 58),)),
            replace(CLAIM, body=toll(4)),
            replace(CLAIM, realis=Realis.ALLEGED),
            replace(CLAIM, fields={}),
            replace(CLAIM, claimant=None),
            replace(CLAIM, claimant=Claimant(span("police", 20), None, ClaimantClass.UNNAMED)),
            replace(CLAIM, when=None),
            replace(CLAIM, where=None),
            replace(CLAIM, where=Where(span("Alpha", 40), None, Relation.NEAR)),
        ],
    )
    def test_what_the_report_words_is_in_it(self, other: Claim) -> None:
        assert claim_id("rep-1", other) != claim_id("rep-1", CLAIM)

    def test_another_report_gives_another_claim(self) -> None:
        assert claim_id("rep-1", CLAIM) != claim_id("rep-2", CLAIM)

    def test_the_id_of_an_asset_is_not_in_it_and_its_words_are(self) -> None:
        def closed(words: str, identity: str | None) -> Claim:
            body = Status(AssetMention(span(words), identity, AssetType.ROAD), AssetState.CLOSED)
            return Claim("c", span("closed"), body, Realis.ASSERTED)

        assert claim_id("r", closed("the road", None)) == claim_id("r", closed("the road", "made:r-1"))
        assert claim_id("r", closed("the road", None)) != claim_id("r", closed("a road", None))

    def test_the_id_of_a_party_is_not_in_it_and_its_class_is(self) -> None:
        def raid(identity: str | None, group: ActorClass) -> Claim:
            body = Incident(IncidentType.RAID, (ActorMention(span("fighters"), identity, group),))
            return Claim("c", span("raid"), body, Realis.ASSERTED)

        assert claim_id("r", raid(None, ActorClass.MILITIA)) == claim_id("r", raid("made:red", ActorClass.MILITIA))
        assert claim_id("r", raid(None, ActorClass.MILITIA)) != claim_id("r", raid(None, ActorClass.POLICE))

    @EXAMPLES
    @given(claims, claims)
    def test_any_claim_has_an_id_that_its_own_draft_id_does_not_touch(self, one: Claim, other: Claim) -> None:
        assert claim_id("r", replace(one, id="x")) == claim_id("r", one)
        if claim_id("r", one) == claim_id("r", other):
            assert one.span == other.span
            assert one.kind == other.kind


class TestDrafts:
    def test_links_point_at_the_new_ids(self) -> None:
        total = replace(CLAIM, id="t", body=toll(9))
        part = replace(CLAIM, id="p", span=span("5 killed", 60), body=toll(5, part_of="t", replaces="t", of="i"))
        raid = Claim("i", span("raid", 80), Incident(IncidentType.RAID), Realis.ASSERTED)
        named = with_ids("rep-1", [total, part, raid])
        assert [claim.id for claim in named] == [claim_id("rep-1", claim) for claim in (total, part, raid)]
        linked = named[1].body
        assert isinstance(linked, Toll)
        assert (linked.part_of, linked.replaces, linked.of) == (named[0].id, named[0].id, named[2].id)

    def test_a_link_to_nothing_or_to_itself_is_dropped(self) -> None:
        (claim,) = with_ids("rep-1", [replace(CLAIM, id="t", body=toll(9, part_of="t", of="gone"))])
        assert isinstance(claim.body, Toll)
        assert (claim.body.part_of, claim.body.of) == (None, None)

    def test_two_drafts_with_one_address_are_one_claim_and_the_first_stands(self) -> None:
        twice = [replace(CLAIM, id="a", reason="first"), replace(CLAIM, id="b", reason="second")]
        (claim,) = with_ids("rep-1", twice)
        assert claim.reason == "first"

    @EXAMPLES
    @given(st.lists(claims, max_size=6), st.randoms(use_true_random=False))
    def test_ids_do_not_hang_on_the_order_of_drafts(self, drafts: list[Claim], random: object) -> None:
        drafts = [replace(draft, id=str(number)) for number, draft in enumerate(drafts)]
        mixed = list(drafts)
        random.shuffle(mixed)  # type: ignore[attr-defined]
        assert {claim.id for claim in with_ids("r", drafts)} == {claim.id for claim in with_ids("r", mixed)}


class TestIncident:
    @EXAMPLES
    @given(st.sets(st.text("0123456789abcdef", min_size=32, max_size=32), min_size=1, max_size=6))
    def test_the_id_is_that_of_the_set_and_names_its_smallest_claim(self, digests: set[str]) -> None:
        members = [f"clm-{digest}" for digest in digests]
        assert incident_id(members) == incident_id(reversed(members)) == f"inc-{min(digests)[:12]}"

    def test_no_claims_are_no_incident(self) -> None:
        with pytest.raises(ValueError, match="empty"):
            incident_id([])
