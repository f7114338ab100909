"""Asks a model for the claims of a report, piece by piece, within a budget."""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import yaml

from karez.model.text import Offsets, without_surrogates
from karez.read.llm.protocols import Answer, Budget, Model, ModelFailed, Question
from karez.read.passage import Passage

Clock = Callable[[], float]
Sleep = Callable[[float], None]
_BYTES_A_TOKEN = 3
_CUT = "the answer was broken off for its length"
# A piece of so few characters is not cut again.
_LEAST = 400


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the model is told, and how it is asked: the content of ``data/prompt.yaml``, with the schema beside it."""

    version: str
    confidence: float
    piece: int
    answer_tokens: int
    tries: int
    waits: tuple[float, ...]
    system: str
    again: str
    schema: dict[str, Any]


@cache
def prompt() -> Prompt:
    """Return the prompt that ships."""
    folder = files("karez.read.llm").joinpath("data")
    told = yaml.safe_load(folder.joinpath("prompt.yaml").read_text(encoding="utf-8"))
    schema = json.loads(folder.joinpath("schema.json").read_text(encoding="utf-8"))
    return Prompt(**{**told, "waits": tuple(told["waits"])}, schema=schema)


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of one piece of the report: the claims that the model told, or the reason why there are none."""

    zone: Offsets
    claims: tuple[object, ...] | None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a report: every piece that was asked for, and where the part begins that the budget left unread.

    ``failure`` is the reason of the last call that failed, empty where none did.
    """

    heard: tuple[Heard, ...]
    unread: int | None = None
    calls: int = 0
    tokens: int = 0
    failure: str = ""


def pieces(passage: Passage, zone: Offsets, most: int) -> tuple[Offsets, ...]:
    """Cut ``zone`` of the passage between sentences into stretches of at most ``most`` characters.

    A longer sentence is cut up; stretches of white space are left out.
    """
    cuts = [zone[0]]
    for sentence in passage.sentences:
        start, end = max(sentence.start, zone[0]), min(sentence.end, zone[1])
        while start < end and end - cuts[-1] > most:
            cuts.append(start if cuts[-1] < start else cuts[-1] + most)
    cuts.append(zone[1])
    return tuple(cut for cut in pairwise(cuts) if passage.text[cut[0] : cut[1]].strip())


class Asking:
    """Asks for the pieces of one report and keeps the account of its calls, tokens and seconds.

    ``clock`` gives seconds that only grow; ``sleep`` waits between tries.
    """

    def __init__(self, model: Model, budget: Budget, clock: Clock, sleep: Sleep) -> None:
        self._model = model
        self._budget = budget
        self._clock = clock
        self._sleep = sleep
        self._began = clock()
        self._calls = 0
        self._tokens = 0
        self._failure = ""

    def ask(self, passage: Passage) -> Asked:
        """Return what the model tells of every piece, up to the end of the budget."""
        heard: list[Heard] = []
        zones = list(reversed(pieces(passage, (0, len(passage.text)), prompt().piece)))
        while zones:
            zone = zones.pop()
            piece = self._piece(passage, zone)
            if piece is None:
                return Asked(tuple(heard), zone[0], self._calls, self._tokens, self._failure)
            if piece.failure == _CUT and zone[1] - zone[0] > _LEAST:
                # It says more than an answer holds: its halves say less each.
                zones.extend(reversed(pieces(passage, zone, (zone[1] - zone[0] + 1) // 2)))
            else:
                heard.append(piece)
        return Asked(tuple(heard), None, self._calls, self._tokens, self._failure)

    def _piece(self, passage: Passage, zone: Offsets) -> Heard | None:
        """One piece, asked for until it is answered, the tries are over, or (None) the budget is."""
        messages = [("system", prompt().system), ("user", _told(passage, zone))]
        for number in range(prompt().tries):
            question = self._question(messages)
            if question is None:
                return None
            self._calls += 1
            try:
                answer = self._model.ask(question)
            except ModelFailed as failed:
                self._tokens += _size(messages)
                self._failure = failed.reason
                if not failed.again or number == prompt().tries - 1:
                    break
                if not self._wait(number, failed.after):
                    return None
                continue
            self._tokens += _cost(messages, answer)
            claims = claims_of(answer.content)
            if claims is not None:
                return Heard(zone, claims)
            if answer.cut:
                return Heard(zone, None, _CUT)
            self._failure = "the answer is no JSON of the schema"
            messages = [*messages[:2], ("user", prompt().again)]
        return Heard(zone, None, self._failure)

    def _question(self, messages: list[tuple[str, str]]) -> Question | None:
        """The next call, or None where the budget does not hold it."""
        tokens = self._budget.tokens - self._tokens - _size(messages)
        seconds = self._budget.seconds - (self._clock() - self._began)
        if self._calls >= self._budget.calls or tokens <= 0 or seconds <= 0:
            return None
        most = min(prompt().answer_tokens, tokens)
        return Question(tuple(messages), prompt().schema, most, min(self._budget.timeout, seconds))

    def _wait(self, number: int, after: float | None) -> bool:
        """Wait before the next try; False, at once, where that would take longer than the budget has left."""
        waits = prompt().waits
        seconds = waits[min(number, len(waits) - 1)] if after is None else max(after, 0.0)
        if self._clock() - self._began + seconds >= self._budget.seconds:
            return False
        self._sleep(seconds)
        return True


def _told(passage: Passage, zone: Offsets) -> str:
    """A piece of the report as JSON: no words of it can end the string that they stand in."""
    told = {
        "title": passage.title,
        "publisher": passage.publisher,
        "published": passage.published,
        "text": passage.text[zone[0] : zone[1]],
    }
    return without_surrogates(json.dumps(told, ensure_ascii=False))


def claims_of(content: str) -> tuple[object, ...] | None:
    """Return the claims of an answer, whatever stands before and after its object; None where it holds no list of them."""
    try:
        value = json.loads(content[content.find("{") : content.rfind("}") + 1])
    except (ValueError, RecursionError):
        return None
    claims = value.get("claims") if isinstance(value, dict) else None
    return tuple(claims) if isinstance(claims, list) else None


def _size(messages: list[tuple[str, str]]) -> int:
    """About how many tokens messages are, sooner too many than too few."""
    return math.ceil(sum(len(content.encode()) for _, content in messages) / _BYTES_A_TOKEN)


def _cost(messages: list[tuple[str, str]], answer: Answer) -> int:
    """What a call cost: what the other side tells, else about what went out and came back."""
    if answer.tokens is not None and answer.tokens > 0:
        return answer.tokens
    return _size([*messages, ("assistant", answer.content)])
