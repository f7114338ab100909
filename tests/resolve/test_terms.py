"""The terms of a text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from karez.resolve.background import background
from karez.resolve.terms import LEAD_WORDS, lead_of, terms_of


def test_names_pairs_numbers_ages_and_blocks_are_found() -> None:
    found = terms_of(
        "Police said the Lantern Bridge was closed. A 32-year-old guard of the 400 block died, 1,200 fled."
    )
    assert set(found.names) == {"lantern", "bridge"}
    assert set(found.pairs) == {"lantern bridge"}
    assert {"32", "400", "1200"} <= set(found.numbers)
    assert set(found.ages) == {"32"} and set(found.blocks) == {"400"}


def test_a_word_that_is_also_written_small_is_no_name() -> None:
    assert "harbour" not in terms_of("The Harbour Office watched the harbour.").names


def test_the_lead_is_title_and_first_words() -> None:
    lead = lead_of("A title", "word " * 500)
    assert lead.startswith("A title.") and lead.count("word") == LEAD_WORDS


@settings(max_examples=500)
@given(st.text(max_size=200))
def test_any_text_has_terms(text: str) -> None:
    found = terms_of(text)
    assert all(count > 0 for count in found.words.values())
    assert set(found.names) <= set(found.words)


def test_rare_words_are_rarer_than_common_ones_and_the_table_holds_no_rare_one() -> None:
    table = background()
    assert table.rarity("zzqx") > table.rarity("bridge") > table.rarity("the") >= 0
    assert min(table.counts.values()) >= table.least >= 5
    assert table.pair_rarity("the bridge") < table.rarity("bridge")
