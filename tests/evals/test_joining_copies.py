"""The figures of copies on two composed sets."""

from evals.joining.copies import beside, found, recall, records

FIRST = "Two guards were killed at the customs post of Oakford on Monday evening, the Harbour Office said in a notice."
ROWS = [
    {"id": "a", "text": FIRST, "published": "2025-03-01", "uri": "http://web.archive.org/web/2025/http://a.example/1"},
    {"id": "b", "text": FIRST, "published": "2025-03-02", "uri": "http://b.example/1"},
    {
        "id": "c",
        "text": f"{FIRST} More is not known of it yet.",
        "published": "2025-03-03",
        "uri": "http://c.example/1",
    },
    {"id": "d", "text": FIRST[::-1], "published": "2025-03-03"},
]


def test_links_are_counted_by_rule_and_overlap_with_those_of_one_happening() -> None:
    made = records(ROWS)
    counted = list(found(made, {"a": "x", "b": "x", "c": "y", "d": "z"}))
    assert counted == [("copy_of", "rewrite", 1.0, 1, 0), ("copy_of", "same-text", 1.0, 1, 1)]
    assert made[0].url == "http://a.example/1" and made[1].url == "http://b.example/1"


def test_recall_counts_over_all_pairs_without_reprints() -> None:
    assert recall(records(ROWS)) == (1, 1)
    assert recall(records([{**ROWS[0], "published": "2024-01-01"}, ROWS[2]])) == (0, 0)


def test_two_texts_are_laid_beside_each_other() -> None:
    assert (
        beside("the post was hit on Monday", "the post was hit at night")
        == "[4: the post was hit] {A on Monday | B at night}"
    )
