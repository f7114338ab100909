"""Claims of the rules beside those of the network: kept where nothing of their kind is told in the same words."""

from dataclasses import replace

from karez.model.claim import Claim, Incident, Toll
from karez.model.text import Span
from karez.model.vocabulary import Harm, IncidentType, Qualifier, Realis
from karez.read.learned.beside import with_rules

TEXT = "Three were killed in the raid. Two were hurt."
KILLED, RAID, HURT = Span.of(TEXT, 0, 17), Span.of(TEXT, 21, 29), Span.of(TEXT, 31, 44)


def toll(identity: str, span: Span, *, part_of: str | None = None, of: str | None = None) -> Claim:
    """A toll of two."""
    body = Toll(Harm.KILLED, 2, 2, 2, Qualifier.EXACT, part_of=part_of, of=of)
    return Claim(identity, span, body, Realis.ASSERTED)


RAIDED = Claim("raid", RAID, Incident(IncidentType.RAID), Realis.ASSERTED)


def test_what_the_network_tells_in_the_same_words_stands_alone() -> None:
    own = toll("own", KILLED)
    assert with_rules((own,), (toll("rule", KILLED),), {"toll"}) == (own,)
    again = replace(own, span=HURT, also=(KILLED.offsets,))
    assert with_rules((again,), (toll("rule", KILLED),), {"toll"}) == (again,)


def test_other_words_other_kinds_and_kinds_not_asked_for() -> None:
    own = toll("own", KILLED)
    assert with_rules((own,), (toll("rule", HURT),), {"toll"}) == (own, toll("rule", HURT))
    assert with_rules((own,), (RAIDED,), {"incident"}) == (own, RAIDED)
    assert with_rules((own,), (RAIDED,), {"toll"}) == (own,)


def test_a_link_to_a_claim_that_is_not_kept_is_cut() -> None:
    kept = with_rules(
        (toll("own", KILLED),), (toll("rule", HURT, part_of="gone", of="raid"), RAIDED), {"toll", "incident"}
    )
    assert kept[1] == toll("rule", HURT, of="raid")
    assert kept[2] == RAIDED
