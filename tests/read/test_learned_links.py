"""How claims of a report are linked by the network's chances: told once, no ring of parts, no part over its total."""

from itertools import count
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.claim import Claim, Claimant, Toll
from karez.model.mention import Mentions
from karez.model.text import Span
from karez.model.vocabulary import ClaimantClass, Harm, Qualifier, Realis
from karez.read.learned.found import Found
from karez.read.learned.links import joined
from karez.read.learned.network import Network
from karez.read.passage import Passage
from karez.read.sentences import split

TEXT = " ".join(f"In town {name} some were killed." for name in "ABCDEFGH")
PASSAGE = Passage(TEXT, split(TEXT), Mentions())
LINKS = ("part_of", "of", "same")


def network(chances: list[float]) -> Network:
    """A network that gives these chances, in turn, to the pairs that it is asked of."""

    def links(first: np.ndarray, _second: np.ndarray, _facts: np.ndarray) -> np.ndarray:
        given = [chances[at % len(chances)] for at in range(3 * len(first))]
        return np.array(given).reshape(len(first), 3)

    return cast(Network, SimpleNamespace(labels=SimpleNamespace(links=LINKS), links=links))


def pair(number: int, best: int, *, by: str | None = None) -> tuple[Claim, Found]:
    """A toll of the sentence ``number``."""
    sentence = PASSAGE.sentences[number]
    span = Span.of(TEXT, sentence.start, sentence.end)
    claimant = Claimant(span, by, ClaimantClass.OFFICIAL) if by else None
    body = Toll(Harm.KILLED, best, best, best, Qualifier.EXACT)
    claim = Claim(f"c{number}", span, body, Realis.ASSERTED, claimant=claimant)
    return claim, Found("toll", span.offsets, 0, number, 0.9, {}, {}, np.zeros(2, dtype=np.float32))


@settings(max_examples=500, deadline=None)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=8), st.lists(st.floats(0, 1), min_size=3, max_size=40))
def test_parts_make_no_ring_and_no_claim_is_lost(numbers: list[int], chances: list[float]) -> None:
    pairs = [pair(at, best) for at, best in zip(count(), numbers)]
    made = {claim.id: claim for claim in joined(network(chances), PASSAGE, pairs)}
    spans = {span for claim in made.values() for span in (claim.span.offsets, *claim.also)}
    assert spans == {claim.span.offsets for claim, _ in pairs}
    for claim in made.values():
        seen: set[str] = set()
        at: Any = claim
        while at is not None:
            assert at.id not in seen
            seen.add(at.id)
            total = made.get(at.body.part_of) if at.body.part_of else None
            assert at.body.part_of is None or total is not None
            at = total


def test_one_toll_told_twice_carries_the_source() -> None:
    (claim,) = joined(network([0.0, 0.0, 0.9]), PASSAGE, [pair(0, 12), pair(1, 12, by="army")])
    assert claim.claimant is not None
    assert set(claim.also) | {claim.span.offsets} == {pair(0, 1)[0].span.offsets, pair(1, 1)[0].span.offsets}


def test_two_sources_keep_a_claim_each_and_so_do_two_numbers() -> None:
    same = network([0.0, 0.0, 0.9])
    assert len(joined(same, PASSAGE, [pair(0, 12, by="army"), pair(1, 12, by="group")])) == 2
    assert len(joined(same, PASSAGE, [pair(0, 12), pair(1, 13)])) == 2


def test_a_part_is_no_larger_than_its_total() -> None:
    small, large = joined(network([0.9, 0.0, 0.0]), PASSAGE, [pair(0, 3), pair(1, 12)])
    assert isinstance(small.body, Toll) and isinstance(large.body, Toll)
    assert (small.body.part_of, large.body.part_of) == ("c1", None)
