"""The words for states of assets: lists of ``statuses.yaml`` as patterns, and what a sentence says of an asset."""

import re
from dataclasses import dataclass
from functools import cache

from karez.model.mention import AssetMention
from karez.model.text import Offsets
from karez.model.vocabulary import AssetState, Cause, Condition, Extent
from karez.read.lexicon import Words, data, groups, words


@dataclass(frozen=True, slots=True)
class Said:
    """A word of state told of an asset.

    ``later``: a second state of it; ``gapped``: it has the word of another asset before it, and a place of its own;
    ``user``: the words before it for whom alone it holds.
    """

    asset: AssetMention
    state: AssetState
    word: Offsets
    later: bool = False
    gapped: bool = False
    user: Offsets | None = None

    @property
    def apart(self) -> bool:
        """Whether it does not stand with the other assets that have its word."""
        return self.later or self.gapped


def _groups(name: str) -> str:
    # "reopened for light traffic" begins like "reopened": what is bounded comes first.
    return groups(dict(sorted(data("statuses")[name].items(), key=lambda item: item[0] != "restricted")))


@cache
def after() -> Words:
    """Words of state that follow the asset, in groups by state."""
    return Words(rf"(?<!\w)(?:{_groups('after')})(?!\w)")


@cache
def before() -> re.Pattern[str]:
    """Words of state that come ahead of the asset, in groups by state, up to the asset."""
    return re.compile(
        rf"(?<!\w)(?:{_groups('before')})\s+(?:(?:the|a|an|some|all|only|its|his|their|\d+|any|central|main|several|many|of|on|last|remaining|[\w'’-]+)\s+){{0,4}}\(?$",
        re.IGNORECASE,
    )


@cache
def listed(name: str) -> Words:
    """A list of the file by its name."""
    return words(data("statuses")[name])


@cache
def causes() -> tuple[tuple[Cause, Words], ...]:
    """The causes, each with its words."""
    return tuple((Cause(name), words(found)) for name, found in data("statuses")["causes"].items())


@cache
def conditions() -> tuple[tuple[Condition, Words], ...]:
    """The conditions of use, each with its words."""
    return tuple((Condition(name), words(found)) for name, found in data("statuses")["conditions"].items())


@cache
def exceptions() -> tuple[tuple[Condition, Words], ...]:
    """The conditions that remain where a road is closed to all but some, each with its words."""
    return tuple((Condition(name), words(found)) for name, found in data("statuses")["exceptions"].items())


@cache
def extents() -> tuple[tuple[Extent, Words], ...]:
    """Words by which a state is told of all roads of a place, or of all ways to it."""
    return tuple((Extent(name), words(found)) for name, found in data("statuses")["extents"].items())
