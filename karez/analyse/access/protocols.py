"""What this room asks of a network: one link of it, as laying and as the questions of access see it."""

from typing import Protocol


class NetworkLink(Protocol):
    """One stretch of road or railway between two places."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def start(self) -> str:
        """The place at one end."""

    @property
    def end(self) -> str:
        """The place at the other."""

    @property
    def mode(self) -> str:
        """road or rail."""

    @property
    def designation(self) -> str | None:
        """Its number or name, None where it has none."""


class AccessLink(NetworkLink, Protocol):
    """What the questions of access ask of a link: how long it is, and its state in normal times."""

    @property
    def length_km(self) -> float:
        """Its length in km."""

    @property
    def baseline(self) -> str:
        """Its state in normal times: open, under_construction, unknown, abandoned."""
