"""What the reader asks of a language model. This room owns the shape; a door that speaks HTTP hands a model in."""

from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Question:
    """One call: what is said to the model as (role, content), and the JSON Schema that the answer must follow.

    ``most_tokens`` bounds the answer; ``seconds`` bounds the whole call.
    """

    messages: tuple[tuple[str, str], ...]
    schema: dict[str, Any]
    most_tokens: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model said. ``tokens`` is what the call cost, question and answer, or None where it was not told.

    ``cut``: the answer was broken off because it reached its most tokens.
    """

    content: str
    tokens: int | None = None
    cut: bool = False


class ModelFailed(Exception):
    """A call without an answer. ``again``: another try may help; ``after``: seconds to wait, where the other side told.

    The reason is short and holds neither the key nor anything that the other side sent.
    """

    def __init__(self, reason: str, *, again: bool = True, after: float | None = None) -> None:
        self.reason = reason
        self.again = again
        self.after = after
        super().__init__(reason)


class Model(Protocol):
    """A language model."""

    @property
    def name(self) -> str:
        """Its name, as it stands in the version of the reader."""

    def ask(self, question: Question) -> Answer:
        """Return the answer to a question. Raises ModelFailed; KarezError where no call can ever be answered."""


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that one report may cost: calls (tries count), tokens of questions and answers, and seconds.

    ``timeout`` is the most seconds that one call may take.
    """

    calls: int = 12
    tokens: int = 60_000
    seconds: float = 300.0
    timeout: float = 60.0
