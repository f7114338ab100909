"""Where the words of reports come from: copies, versions, and the origin that stands behind a claim.

An origin is the outlet that brought words out first, as far as a view tells: the publisher of the earliest report that
has them, or an agency or outlet that a report names as where it has them from. Origins are found in resolve and used
in reconcile and brief.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from karez.model.text import Offsets, Span

_NO_NAMES: Mapping[str, str] = MappingProxyType({})


class LinkKind(StrEnum):
    """How a report stands to an earlier one: nearly the same words, or a part of them (a rewrite, an update)."""

    COPY_OF = "copy_of"
    VERSION_OF = "version_of"


@dataclass(frozen=True, slots=True)
class Link:
    """A report is a ``kind`` of the earlier report ``of``.

    ``overlap``, 0 to 1: for a copy the runs of five words that both have of the runs that either has, for a version
    those of the shorter one. ``rule`` says what made the link. ``tied``: both became known at the same time, so that
    nothing told which was first. ``also`` are further earlier reports whose words stand in it: a text of two wires.
    """

    of: str
    kind: LinkKind
    overlap: float
    rule: str
    tied: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Credit:
    """Words by which a report says that it has what it tells from another outlet.

    ``key`` and ``name`` are the outlet's, ``words`` where it says so (None: the author's name or the publisher itself
    says it). ``covers`` is ``report``, ``voice`` (what the report tells in its own voice) or ``sentence``.
    """

    key: str
    name: str
    rule: str
    words: Span | None
    covers: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Code points ``start`` to ``end`` of a text (``end`` None: to its end) have the origin ``key``.

    ``report`` is the report that had these words first, None where the origin is only named.
    """

    start: int
    end: int | None
    key: str
    report: str | None = None


@dataclass(frozen=True, slots=True)
class ReportOrigin:
    """One report: what it goes back to.

    ``key`` is the origin of what no stretch covers, ``voice`` that of what it tells there without a claimant. ``first``
    is the earliest report at the end of its links, itself where it has none; ``main`` the one that had most of its
    words first, or the key of an outlet that it credits with all of them. ``stretches`` are in order and apart.
    """

    report: str
    key: str
    voice: str
    first: str
    main: str
    link: Link | None = None
    credits: tuple[Credit, ...] = ()
    stretches: tuple[Stretch, ...] = ()

    def stretch(self, offsets: Offsets) -> Stretch | None:
        """Return the stretch that holds most of a span, None where most of it is the report's own."""
        start, end = offsets
        at = max(bisect_right(self.stretches, start, key=lambda one: one.start) - 1, 0)
        shares: dict[tuple[str, str | None], int] = {}
        best: Stretch | None = None
        for one in self.stretches[at:]:
            if one.start >= end:
                break
            inside = min(end, end if one.end is None else one.end) - max(start, one.start)
            if inside > 0:
                shares[one.key, one.report] = shares.get((one.key, one.report), 0) + inside
                if best is None or shares[one.key, one.report] > shares[best.key, best.report]:
                    best = one
        return best if best is not None and 2 * sum(shares.values()) >= end - start else None


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something in the links of ``reports`` that contradicts itself. ``kind`` is a word, ``text`` tells it."""

    kind: str
    text: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """Where the words of a view's reports come from, by report id.

    ``outlets`` gives for the plain words of an outlet's name the key of its origin, ``names`` for a key a name to show.
    """

    reports: Mapping[str, ReportOrigin] = field(default_factory=dict)
    outlets: Mapping[str, str] = field(default_factory=lambda: _NO_NAMES)
    names: Mapping[str, str] = field(default_factory=lambda: _NO_NAMES)
    oddities: tuple[Oddity, ...] = ()

    def outlet(self, name: str) -> str | None:
        """Return the key of the outlet that a name means, None for one that is neither listed nor of the view."""
        return self.outlets.get(plain_name(name))

    def by_report(self) -> dict[str, str]:
        """Return for every report what it counts as where prints of one text are to count once: its ``main``."""
        return {one.report: one.main for one in self.reports.values()}


def plain_name(name: str) -> str:
    """Return the lower-case words of an outlet's name, without an article and what stands in brackets at its end."""
    words = re.findall(r"[^\W_]+", re.sub(r"\s*\([^()]*\)\s*$", "", name).casefold())
    return " ".join(words[1:] if words[:1] == ["the"] else words)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who stands behind one claim, for counting: the key of its claimant, and of the origin of its words."""

    claim: str
    report: str
    claimant: str
    origin: str


@dataclass(frozen=True, slots=True)
class Corroboration:
    """How many independent origins tell something: ``voices`` are one claim of each, ``prints`` all reports."""

    voices: tuple[Voice, ...]
    prints: int

    @property
    def origins(self) -> int:
        """The number of independent origins."""
        return len(self.voices)


def independent(voices: Iterable[Voice]) -> Corroboration:
    """Return the most claims of which no two share a claimant or an origin, and how many reports print them all.

    That is a largest matching of claimants to origins (Kuhn 1955, by augmenting paths in sorted order). Reprints of
    one wire share its origin, what two outlets print of one office shares the claimant: neither is counted twice. A
    further copy never raises the number, a further claim never lowers it.
    """
    told = sorted(voices, key=lambda one: (one.claimant, one.origin, one.claim))
    first: dict[tuple[str, str], Voice] = {}
    beside: dict[str, list[str]] = {}
    for one in told:
        if first.setdefault((one.claimant, one.origin), one) is one:
            beside.setdefault(one.claimant, []).append(one.origin)
    taken: dict[str, str] = {}
    for claimant in beside:
        _augment(claimant, beside, taken)
    pairs = sorted((claimant, origin) for origin, claimant in taken.items())
    return Corroboration(tuple(first[pair] for pair in pairs), len({one.report for one in told}))


def _augment(claimant: str, beside: Mapping[str, list[str]], taken: dict[str, str]) -> None:
    """Give ``claimant`` an origin, moving others where that frees one; breadth first, so that no chain is too deep."""
    came: dict[str, str] = {}
    line = [claimant]
    for asking in line:
        for origin in beside[asking]:
            if origin in came:
                continue
            came[origin] = asking
            if origin not in taken:
                _hand_on(origin, came, taken, claimant)
                return
            line.append(taken[origin])


def _hand_on(origin: str, came: Mapping[str, str], taken: dict[str, str], claimant: str) -> None:
    held = {owner: one for one, owner in taken.items()}
    while True:
        asking = came[origin]
        taken[origin] = asking
        if asking == claimant:
            return
        origin = held[asking]
