"""Windows of the trained reader: every token is a stretch of the text, whole sentences, none across a blank line."""

import json
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import BertPreTokenizer

from karez.read.learned.windows import LONGEST, windows
from karez.read.sentences import split

texts = st.lists(st.sampled_from(["Road", "closed.", "Two", "hurt!", "\n", "\n\n", " ", "é", "12", ", "]), max_size=400)


def plain() -> Tokenizer:
    """A tokenizer that knows a few words and marks both ends, as the trained one does."""
    made = Tokenizer(WordLevel({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "Road": 3}, unk_token="[UNK]"))
    made.pre_tokenizer = BertPreTokenizer()
    state = json.loads(made.to_str())
    ends = [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}]
    ends.append({"SpecialToken": {"id": "[SEP]", "type_id": 0}})
    marks = {name: {"id": name, "ids": [at], "tokens": [name]} for name, at in (("[CLS]", 1), ("[SEP]", 2))}
    state["post_processor"] = {"type": "TemplateProcessing", "single": ends, "pair": ends, "special_tokens": marks}
    return Tokenizer.from_str(json.dumps(state))


TOKENIZER = plain()


@settings(max_examples=500, deadline=None)
@given(texts.map(" ".join))
def test_windows_hold_every_word_once_and_in_order(text: str) -> None:
    spans = [span for window in windows(text, split(text), TOKENIZER) for span in window.spans]
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join(text[start:end] for start, end in spans) == "".join(text.split())


@settings(max_examples=500, deadline=None)
@given(texts.map(" ".join))
def test_windows_are_bounded_and_cross_no_blank_line(text: str) -> None:
    for window in windows(text, split(text), TOKENIZER):
        assert 0 < len(window.spans) <= LONGEST
        assert len(window.ids) == len(window.spans) + 2
        assert (window.ids[0], window.ids[-1]) == (1, 2)
        lines = text[window.start : window.end].split("\n")
        assert all(line.strip() for line in lines)


def test_a_paragraph_has_the_same_windows_alone_and_among_others() -> None:
    first, second = "The road is closed. Two were hurt.", "The bridge is open."
    alone = [window.ids for part in (first, second) for window in windows(part, split(part), TOKENIZER)]
    both = f"{first}\n\n{second}"
    assert [window.ids for window in windows(both, split(both), TOKENIZER)] == alone


def test_a_sentence_that_is_too_long_is_cut() -> None:
    text = "road " * (2 * LONGEST + 1)
    assert [len(window.spans) for window in windows(text, split(text), TOKENIZER)] == [LONGEST, LONGEST, 1]
