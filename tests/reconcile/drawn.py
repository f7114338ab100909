"""Strategies for the property tests of what claims add up to."""

from hypothesis import strategies as st

from karez.model.claim import Toll
from tests.reconcile.made import about, at_least, at_most, between, killed


def tolls_up_to(most: int) -> st.SearchStrategy[Toll]:
    """Tolls of killed with numbers in every dress, none above ``most``."""
    numbers = st.integers(0, most)
    return st.one_of(
        numbers.map(killed),
        numbers.map(at_least),
        numbers.map(at_most),
        numbers.map(about),
        st.tuples(numbers, numbers).map(lambda pair: between(min(pair), max(pair))),
    )
