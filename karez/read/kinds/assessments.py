"""Opinions, explanations and predictions, kept apart from what happened."""

from functools import cache

from karez.model.claim import Assessment, Claim
from karez.model.text import Offsets
from karez.read.draft import draft
from karez.read.kinds.clauses import clause_at
from karez.read.lexicon import Words, data, words
from karez.read.passage import Passage, within
from karez.read.sentences import Sentence


@cache
def _list(name: str) -> Words:
    return words(data("assessments")[name])


def find_assessments(passage: Passage) -> tuple[Claim, ...]:
    """Return the opinions of the passage in text order; one forecast or judgement a clause, at most two a sentence."""
    drafts: list[Claim] = []
    for sentence in passage.sentences:
        spans: list[Offsets] = []
        for match in _list("strong").finditer(passage.text, sentence.start, sentence.end):
            if _list("not").search(passage.text, max(0, match.start() - 4), match.end() + 4):
                continue
            span = clause_at(passage.text, sentence, *match.span())
            if span not in spans and len(spans) < 2:
                spans.append(span)
                drafts.append(_draft(passage, span, match.span()))
        if not spans and _is_question(passage.text, sentence):
            drafts.append(_draft(passage, (sentence.start, sentence.end), (sentence.end - 1, sentence.end)))
    return tuple(drafts)


def _is_question(text: str, sentence: Sentence) -> bool:
    words = text[sentence.start : sentence.end].split()
    return text[sentence.end - 1] == "?" and 2 < len(words) < 14


def _draft(passage: Passage, span: Offsets, word: Offsets) -> Claim:
    fields: dict[str, Offsets | tuple[Offsets, ...]] = {}
    likelihood = _list("forecast").search(passage.text, *span)
    if likelihood:
        fields["likelihood_quote"] = likelihood.span()
    about = [mention.span for mention in within(passage.actors, span[0], max(word[0], span[0]))]
    about = about or [mention.span for mention in within(passage.assets, *span)]
    if about:
        fields["about_quote"] = about[0].offsets
    body = Assessment(
        None, about[0].quote if about else None, passage.text[slice(*likelihood.span())] if likelihood else None
    )
    return draft(passage.span(*span), body, "assessment-word", fields=fields, confidence=0.4)
