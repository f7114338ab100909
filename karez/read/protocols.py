"""What the reader asks of the world: names of places, parties and assets. This room owns the shape."""

from collections.abc import Sequence
from typing import Protocol

from karez.model.mention import Place
from karez.model.vocabulary import ActorClass, AssetType, PlaceUse


class PlaceCandidate(Protocol):
    """One place that a name may mean. ``score`` is 0 to 1; ``name_kind`` is ``demonym`` for derived words."""

    @property
    def place(self) -> Place:
        """The place."""

    @property
    def score(self) -> float:
        """How likely the name means it, 0 to 1."""

    @property
    def population(self) -> int | None:
        """How many people live there, where known."""

    @property
    def name_kind(self) -> str:
        """The sort of name: name, alias, demonym, town list."""

    @property
    def pack(self) -> str:
        """The id of the pack that holds it."""


class PlacedName(Protocol):
    """A place name found in a text. ``probability`` (0 to 1) is how sure it is that it is one."""

    @property
    def start(self) -> int:
        """First offset."""

    @property
    def end(self) -> int:
        """Offset after the last."""

    @property
    def use(self) -> PlaceUse:
        """What the name is used for."""

    @property
    def probability(self) -> float:
        """How sure."""


class PlaceMatch(Protocol):
    """A place name in a text. ``unit`` is the word beside it (district, province), within ``unit_start:unit_end``."""

    @property
    def start(self) -> int:
        """First offset."""

    @property
    def end(self) -> int:
        """Offset after the last."""

    @property
    def candidates(self) -> Sequence[PlaceCandidate]:
        """What it may mean, best first."""

    @property
    def needs_context(self) -> bool:
        """True where the name is also a common word."""

    @property
    def in_context(self) -> bool:
        """True where the text around makes it a place."""

    @property
    def unit(self) -> str | None:
        """The kind of unit told by a word beside the name."""

    @property
    def unit_start(self) -> int:
        """Start of name and unit word."""

    @property
    def unit_end(self) -> int:
        """End of name and unit word."""


class Gazetteer(Protocol):
    """Place names."""

    def find(self, text: str) -> Sequence[PlaceMatch]:
        """Every place name in ``text``, in order, none overlapping."""

    def nearly(self, name: str, text: str) -> PlaceCandidate | None:
        """The place that an unlisted ``name`` means under another spelling, in a country that ``text`` names."""

    def place(self, identity: str) -> Place | None:
        """The place of this id."""

    def flags(self, keys: Sequence[str]) -> Sequence[int]:
        """What each folded name may be, as a set of bits; 0 where nothing bears it."""

    def senses(self, name: str) -> Sequence[PlaceCandidate]:
        """Every place that the whole string ``name`` may mean, the most populous first."""


class Party(Protocol):
    """A party of the actor lexicon."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def actor_class(self) -> ActorClass:
        """Its class."""


class ActorMatch(Protocol):
    """A party's name in a text."""

    @property
    def start(self) -> int:
        """First offset."""

    @property
    def end(self) -> int:
        """Offset after the last."""

    @property
    def actor(self) -> Party:
        """Who it names."""

    @property
    def in_context(self) -> bool:
        """False where the words mean something else here."""


class ActorLexicon(Protocol):
    """Names of parties."""

    def find(self, text: str) -> Sequence[ActorMatch]:
        """Every party's name in ``text``, in order."""


class Thing(Protocol):
    """A road, line, crossing, port or service of the atlas."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def asset_type(self) -> AssetType:
        """What it is."""


class AssetMatch(Protocol):
    """An asset's name in a text. ``wrong_form``: the words are not its right name; ``note`` says how so."""

    @property
    def start(self) -> int:
        """First offset."""

    @property
    def end(self) -> int:
        """Offset after the last."""

    @property
    def asset(self) -> Thing | None:
        """Which it is; None where several are meant."""

    @property
    def candidates(self) -> Sequence[Thing]:
        """Which it may be."""

    @property
    def wrong_form(self) -> bool:
        """True where the text gives it a wrong name or number."""

    @property
    def note(self) -> str | None:
        """What is wrong with the form."""


class AssetIndex(Protocol):
    """Names of assets."""

    def find(self, text: str) -> Sequence[AssetMatch]:
        """Every asset's name in ``text``, in order."""


class World(Protocol):
    """Everything the reader may look up."""

    @property
    def gazetteer(self) -> Gazetteer:
        """The places."""

    @property
    def actors(self) -> ActorLexicon:
        """The parties."""

    @property
    def assets(self) -> AssetIndex:
        """The assets."""

    @property
    def timezone(self) -> str:
        """The zone of the region, an IANA name."""
