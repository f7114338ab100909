"""The reader that asks a language model, behind the same door as the reader that ships."""

import time
from dataclasses import replace
from typing import Protocol

from karez.model.claim import Claim, Note, Reading
from karez.model.errors import InputError
from karez.model.identity import with_ids
from karez.model.mention import Place
from karez.model.report import Document
from karez.read.attribute.homes import homes
from karez.read.attribute.realis import told_for_context
from karez.read.attribute.spots import spots_of
from karez.read.attribute.where import Geography
from karez.read.link import linked
from karez.read.llm.asking import Asked, Asking, Clock, Sleep, prompt
from karez.read.llm.claims import Ground, Grounded, grounded
from karez.read.llm.protocols import Budget, Model
from karez.read.passage import Passage

READER = "karez.llm.v1"
_UNREAD = frozenset({"language-not-read", "no-text"})


class Passages(Protocol):
    """What makes a report ready: the reader that ships, with its mentions."""

    def passage(self, document: Document) -> Passage:
        """The document as the extractors get it."""

    def unit(self, name: str, country: str | None) -> Place | None:
        """The district or province of this name."""


class LLMReader:
    """Reads documents with a language model; claims without ground in the report's own words are dropped and counted.

    Places, times, parties and assets are found by the reader that ships, and so are the links between claims. ``clock``
    and ``sleep`` are for tests.
    """

    def __init__(
        self,
        passages: Passages,
        model: Model,
        budget: Budget | None = None,
        *,
        clock: Clock = time.monotonic,
        sleep: Sleep = time.sleep,
    ) -> None:
        self._passages = passages
        self._model = model
        self._budget = budget or Budget()
        self._clock = clock
        self._sleep = sleep

    @property
    def version(self) -> str:
        """Name and version of the reader, of its prompt, and the name of the model."""
        return f"{READER}:{prompt().version}:{self._model.name}"

    def read(self, document: Document, *, report: str | None = None) -> Reading:
        """Return the mentions of ``document`` and every claim of the model that has ground in it, with notes.

        ``report`` is the identity that claim ids are made with, the document's own unless given. Raises InputError
        model-failed where no piece of the report was answered, model-budget where the budget ended before the first was.
        """
        if any(note.code in _UNREAD for note in document.notes) or not document.clean_text.strip():
            return Reading(document.lang, notes=document.notes)
        passage = self._passages.passage(document)
        asked = Asking(self._model, self._budget, self._clock, self._sleep).ask(passage)
        self._check(asked)
        found = self._grounded(passage, asked)
        told = told_for_context(passage, [claim for piece in found for claim in piece.claims])
        claims = [replace(claim, reader=self.version) for claim in linked(passage, told)]
        named = with_ids(report or document.report_id, sorted(claims, key=_text_order))
        notes = [Note("wrong-designation", note) for note in passage.asset_notes]
        notes += [*_of_grounds(found), *_of_pieces(asked, len(passage.text))]
        return Reading(document.lang, passage.mentions, named, (*document.notes, *notes))

    def _check(self, asked: Asked) -> None:
        """Refuse a report of which nothing was answered: no claims would look like nothing said."""
        if any(piece.claims is not None for piece in asked.heard):
            return
        if asked.heard:
            raise InputError("model-failed", f"{asked.heard[-1].failure}, after {asked.calls} calls")
        last = f"; the last: {asked.failure}" if asked.failure else ""
        raise InputError("model-budget", f"it ended before the first answer, after {asked.calls} calls{last}")

    def _grounded(self, passage: Passage, asked: Asked) -> list[Grounded]:
        known = homes(passage.text, passage.places)
        ground = Ground(passage, Geography.of(spots_of(passage), self._passages.unit, known))
        return [
            grounded(ground, piece.claims, piece.zone, prompt().confidence)
            for piece in asked.heard
            if piece.claims is not None
        ]


def _of_grounds(found: list[Grounded]) -> list[Note]:
    claims, fields = sum(piece.lost_claims for piece in found), sum(piece.lost_fields for piece in found)
    if not claims and not fields:
        return []
    return [Note("not-grounded", f"dropped of the model's answer: {claims} claim(s), {fields} field(s)")]


def _of_pieces(asked: Asked, length: int) -> list[Note]:
    notes = [
        Note("model-failed", f"characters {piece.zone[0]} to {piece.zone[1]} were not read: {piece.failure}")
        for piece in asked.heard
        if piece.claims is None
    ]
    if asked.unread is not None:
        told = f"characters {asked.unread} to {length} were not read: {asked.calls} calls, {asked.tokens} tokens"
        notes.append(Note("model-budget", told))
    return notes


def _text_order(claim: Claim) -> tuple[int, int, str, str]:
    return (claim.span.start, claim.span.end, claim.kind.value, claim.id)
