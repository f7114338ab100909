"""A language model for tests: it says what it was given to say, and keeps what it was asked."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from karez.model.claim import Reading
from karez.model.report import Document
from karez.read.llm.protocols import Answer, Budget, ModelFailed, Question
from karez.read.llm.reader import LLMReader
from tests.read.told import DAY, reader

Said = str | ModelFailed | Answer | Mapping[str, Any] | Callable[[Question], str | Answer]


class Scripted:
    """Gives its answers one after the other, the last one again and again."""

    name = "scripted"

    def __init__(self, *said: Said, tokens: int | None = None) -> None:
        self._said = list(said)
        self._tokens = tokens
        self.asked: list[Question] = []

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        said = self._said.pop(0) if len(self._said) > 1 else self._said[0]
        if isinstance(said, ModelFailed):
            raise said
        if callable(said):
            said = said(question)
        if isinstance(said, Answer):
            return said
        return Answer(said if isinstance(said, str) else json.dumps(said), self._tokens)


class Time:
    """A clock that moves only when somebody sleeps, or by ``step`` at every look."""

    def __init__(self, step: float = 0.0) -> None:
        self.now = 0.0
        self.slept: list[float] = []
        self._step = step

    def clock(self) -> float:
        self.now += self._step
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def llm(model: Scripted, budget: Budget | None = None, time: Time | None = None) -> LLMReader:
    """A reader over the atlas that ships, asking ``model``."""
    time = time or Time()
    return LLMReader(reader(), model, budget, clock=time.clock, sleep=time.sleep)


def read_told(text: str, *claims: Mapping[str, Any], published: str | None = DAY) -> Reading:
    """Read a text with a model that tells these claims."""
    return llm(Scripted({"claims": list(claims)})).read(Document(text, published=published, lang="en"))


def claim(kind: str, quote: str, **fields: Any) -> dict[str, Any]:
    """A claim as a model tells it: what is not given is null, lists are empty."""
    empty: dict[str, Any] = {
        "incident": {"type": None, "initiators": [], "targets": [], "means": [], "operation": None, "count": None},
        "toll": {"harm": None, "number": None, "victims": None, "scope": None},
        "status": {
            "asset": None, "state": None, "cause": None, "by": None, "users": None, "valid_from": None,
            "valid_to": None, "conditions": [],
        },
        "control": {"holder": None, "state": None, "duration": None},
        "directive": {
            "issuer": None, "action": None, "subject": None, "duration": None, "valid_from": None, "valid_to": None,
        },
        "assessment": {"about": None, "likelihood": None},
    }[kind]  # fmt: skip
    shared = {"realis": {"value": "asserted", "words": None}, "claimant": None, "when": None, "where": None}
    return {"kind": kind, "quote": quote, **shared, **empty, **fields}


def pair(value: str, words: str | None) -> dict[str, Any]:
    """A value with its words."""
    return {"value": value, "words": words}


def number(words: str, low: int | None, best: int | None, high: int | None) -> dict[str, Any]:
    """A number with its words and bounds."""
    return {"words": words, "low": low, "best": best, "high": high}


def killed(quote: str, words: str, value: int | None, **fields: Any) -> dict[str, Any]:
    """A toll of so many killed, by a quote that holds the word "killed"."""
    told = {"harm": pair("killed", "killed"), "number": number(words, value, value, value), **fields}
    return claim("toll", quote, **told)
