"""Which reader reads: the one that ships, or a language model where the settings ask for it."""

from typing import Protocol

from karez.app.endpoint import Endpoint
from karez.app.settings import READERS, Settings
from karez.atlas.atlas import Atlas
from karez.model.claim import Note, Reading
from karez.model.errors import RequestError
from karez.model.report import Document
from karez.read.learned.network import network
from karez.read.llm.protocols import Budget
from karez.read.llm.reader import LLMReader
from karez.read.reader import Reader


class ReadsDocuments(Protocol):
    """Any reader."""

    @property
    def version(self) -> str:
        """Its name and version."""

    def read(self, document: Document, *, report: str | None = None) -> Reading:
        """What the document says."""


def shipped(atlas: Atlas, settings: Settings) -> Reader:
    """Return the reader that ships: the trained network and the rules, or the rules alone if the settings ask for it.

    Where the network's files are missing the rules read, and every reading says so.
    """
    if settings.reader == "rules":
        return Reader(atlas)
    trained = network()
    if trained is None:
        return Reader(atlas, notes=(Note("no-reader-weights", "claims were found by rules alone"),))
    return Reader(atlas, trained)


def chosen_reader(builtin: Reader, settings: Settings) -> ReadsDocuments:
    """Return the reader that the settings ask for; ``builtin`` unless they ask for a language model.

    Raises RequestError bad-setting, which names every setting that is missing or unusable.
    """
    if settings.reader not in READERS:
        raise RequestError("bad-setting", f"reader {settings.reader!r} is none of {', '.join(READERS)}")
    if settings.reader != "llm":
        return builtin
    missing = [name for name in ("llm_url", "llm_model") if not getattr(settings, name)]
    if missing or settings.llm_url is None or settings.llm_model is None:
        raise RequestError("bad-setting", f"the reader llm needs {' and '.join(missing)}")
    model = Endpoint(settings.llm_url, settings.llm_model, settings.llm_key)
    return LLMReader(builtin, model, _budget(settings))


def _budget(settings: Settings) -> Budget:
    told = {
        "calls": settings.llm_calls,
        "tokens": settings.llm_tokens,
        "seconds": settings.llm_seconds,
        "timeout": settings.llm_timeout,
    }
    return Budget(**{name: value for name, value in told.items() if value is not None})
