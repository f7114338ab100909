"""Made-up reports and a clock for tests of several rooms. Composed; nothing here was reported by anyone."""

from karez.ledger.values import Entry
from karez.model.claim import Claim, Reading, Toll
from karez.model.identity import with_ids
from karez.model.report import Capture, Document
from karez.model.text import Span
from karez.model.vocabulary import Harm, Qualifier, Realis, Victims


def entry(number: int, *, known_from: int | None = None, publisher: str = "Sample Wire") -> Entry:
    """A composed report that says that `number` people were killed."""
    text = f"On Saturday {number} people were killed in the north, officials said."
    words = f"{number} people were killed"
    start = text.index(words)
    digits = (start, start + len(str(number)))
    toll = Toll(Harm.KILLED, number, number, number, Qualifier.EXACT, None, Victims.UNKNOWN)
    span = Span.of(text, start, start + len(words))
    draft = Claim("t", span, toll, Realis.ASSERTED, fields={"number": digits}, reader="test.v1")
    document = Document(text, publisher=publisher, published="2026-02-01", lang="en")
    claims = with_ids(document.report_id, [draft])
    capture = Capture(text.encode(), f"{number}.txt", 1_000 + number)
    return Entry(capture, document, Reading("en", claims=claims), known_from or number * 1_000, "test.v1", "pack@1")


class Ticks:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_000_000

    def __call__(self) -> int:
        self.now += 10
        return self.now
