"""The one door of this room: from a Document to a Reading."""

from collections.abc import Callable

from karez.model.claim import Claim, Note, Reading
from karez.model.identity import with_ids
from karez.model.mention import Place
from karez.model.report import Document
from karez.read.attribute.attribute import attributed
from karez.read.draft import READER
from karez.read.inherit import inherited
from karez.read.kinds.assessments import find_assessments
from karez.read.kinds.control import find_control
from karez.read.kinds.directives import find_directives
from karez.read.kinds.incidents import find_incidents
from karez.read.kinds.statuses import find_statuses
from karez.read.kinds.tolls import find_tolls
from karez.read.learned.learned import learned_claims
from karez.read.learned.network import Network
from karez.read.link import linked
from karez.read.mentions.find import find_mentions
from karez.read.passage import Passage
from karez.read.places.decide import Context
from karez.read.places.names import can_find
from karez.read.protocols import World
from karez.read.sentences import split

EXTRACTORS: tuple[Callable[[Passage], tuple[Claim, ...]], ...] = (
    find_tolls,
    find_incidents,
    find_statuses,
    find_control,
    find_directives,
    find_assessments,
)
_UNITS = frozenset({"district", "province", "state", "region"})
_UNREAD = frozenset({"language-not-read", "no-text"})


class Reader:
    """Reads documents; the same document, world and network give the same reading.

    With a trained network claims are its own, and the rules only show it where to look; without one the rules read.
    ``notes`` go to every reading.
    """

    def __init__(self, world: World, trained: Network | None = None, notes: tuple[Note, ...] = ()) -> None:
        self._world = world
        self._trained = trained
        self._notes = notes
        self._units: dict[tuple[str, str | None], Place | None] = {}

    @property
    def version(self) -> str:
        """Name and version of what reads."""
        return self._trained.name if self._trained else READER

    def read(self, document: Document, *, report: str | None = None) -> Reading:
        """Return every mention and claim of ``document``, each with its span, and notes on what was not read.

        ``report`` is the identity that claim ids are made with, the document's own unless given.
        """
        if any(note.code in _UNREAD for note in document.notes) or not document.clean_text.strip():
            return Reading(document.lang, notes=document.notes)
        passage = self.passage(document)
        claims = self.by_rule(passage)
        if self._trained is not None:
            claims = learned_claims(self._trained, passage, claims, self.unit)
        claims = inherited(passage, claims)
        named = with_ids(report or document.report_id, sorted(claims, key=_text_order))
        notes = [*self._notes, *(Note("wrong-designation", note) for note in passage.asset_notes)]
        if not can_find():
            notes.append(Note("no-place-weights", "place names were found by rules alone"))
        return Reading(document.lang, passage.mentions, named, (*document.notes, *notes))

    def by_rule(self, passage: Passage) -> tuple[Claim, ...]:
        """Return the claims that the rules find, in no order, with ids that serve links alone."""
        drafts = [claim for extract in EXTRACTORS for claim in extract(passage)]
        return linked(passage, attributed(passage, drafts, self.unit))

    def unit(self, name: str, country: str | None) -> Place | None:
        """Return the district or province of this name and country; None where the atlas knows none."""
        # Names of units are the atlas's own, so there are no more of them than it holds.
        if (name, country) not in self._units:
            places = (found.place for match in self._world.gazetteer.find(name) for found in match.candidates)
            fitting = (place for place in places if place.kind in _UNITS and place.country == country)
            self._units[name, country] = next(fitting, None)
        return self._units[name, country]

    def passage(self, document: Document) -> Passage:
        """Return ``document`` with its sentences and mentions, as the extractors get it."""
        text = document.clean_text
        published = document.published
        beside = Context(document.title, document.url, document.publisher, published)
        mentions = find_mentions(text, context=beside, world=self._world)
        return Passage(
            text,
            split(text),
            mentions,
            title=document.title,
            published=published,
            publisher=document.publisher,
            publisher_class=document.publisher_class,
            asset_notes=_asset_notes(text, self._world),
        )


def _text_order(claim: Claim) -> tuple[int, int, str, str]:
    return (claim.span.start, claim.span.end, claim.kind.value, claim.id)


def _asset_notes(text: str, world: World) -> tuple[str, ...]:
    notes = (match.note for match in world.assets.find(text) if match.wrong_form and match.note)
    return tuple(dict.fromkeys(notes))
