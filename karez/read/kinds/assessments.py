"""Opinions, explanations and predictions, kept apart from what happened."""

import re
from functools import cache

from karez.model.claim import Assessment, Claim
from karez.model.text import Offsets
from karez.read.draft import draft
from karez.read.kinds.clauses import clause_at, overlaps_any
from karez.read.lexicon import Words, data, words
from karez.read.passage import Passage, within
from karez.read.sentences import Sentence


@cache
def _list(name: str) -> Words:
    return words(data("assessments")[name])


@cache
def _telling() -> Words:
    listed = data("assessments")
    return words([*listed["strong"], *listed["forecast_words"]])


def find_assessments(passage: Passage) -> tuple[Claim, ...]:
    """Return the opinions of the passage in text order; one forecast or judgement a clause, at most two a sentence."""
    drafts: list[Claim] = []
    for sentence in passage.sentences:
        if _is_heading(passage.text, sentence):
            continue
        spans: list[Offsets] = []
        most = _MOST
        for match in _telling().finditer(passage.text, sentence.start, sentence.end):
            if _is_beside(passage.text, sentence, match):
                continue
            span = clause_at(passage.text, sentence, *match.span())
            if len(spans) < most and not overlaps_any(*span, spans):
                spans.append(span)
                # One forecast a sentence: what goes on after its stop or dash is the same outlook.
                most = 1 if _list("forecast_words").match(passage.text, *match.span()) else most
                drafts.append(_draft(passage, span, match.span()))
        if not spans and _is_question(passage.text, sentence):
            drafts.append(_draft(passage, (sentence.start, sentence.end), (sentence.end - 1, sentence.end)))
    return tuple(drafts)


def _is_beside(text: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the word is a month or part of a plan ("is expected to arrive"), or the sentence is of sport or film."""
    near = max(sentence.start, match.start() - 4), min(sentence.end, match.end() + 4)
    if _list("not").search(text, *near) or _list("beside").search(text, sentence.start, sentence.end):
        return True
    around = max(sentence.start, match.start() - _AROUND), min(sentence.end, match.end() + _AROUND)
    return any(
        found.start() < match.end() and match.start() < found.end()
        for name in ("scheduled", "plain")
        for found in _list(name).finditer(text, *around)
    )


def _is_heading(text: str, sentence: Sentence) -> bool:
    """Whether a few words with no stop after them head what follows: "What it means"."""
    return text[sentence.end - 1].isalnum() and len(text[sentence.start : sentence.end].split()) <= _HEADING


def _is_question(text: str, sentence: Sentence) -> bool:
    """Whether a short line of its own asks about the outlook; a question to somebody is none."""
    if text[sentence.end - 1] != "?" or (
        _ASKS.match(text, sentence.start) or _ASKED.search(text, sentence.start, sentence.end)
    ):
        return False
    alone = text[sentence.end : sentence.end + 1] in {"", "\n", "\r"}
    return alone and 2 < len(text[sentence.start : sentence.end].split()) < 14


_MOST = 2
_HEADING = 4
_ASKED = re.compile(
    r"\b(?:do|does|did|are|is|were|was|have|has|will|can|could|would)\s+(?:you|he|she|they|it|we|the)\b", re.IGNORECASE
)
_AROUND = 50
_ASKS = re.compile(
    r"(?:\w+:\s*|\[[^\]]{1,30}\]\s*)?(?:how|why\s+(?:do|does|did|is|are|was)|which|whom?|whose|do|does|did|have|has|had|are|is|were|was|can|could|would|will|what|who|where|when)\b|\w+:|q\b",
    re.IGNORECASE,
)


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
