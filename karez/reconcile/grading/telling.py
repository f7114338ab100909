"""What a claim is as evidence: who tells what of one thing, from which origin, on which side; and how two tellings fit.

Others are counted as everywhere (``karez.model.origin.independent``): no two of them share an origin or a voice. Here
all who speak for one side of the fight are one voice, so that two spokesmen of one side never make a second witness.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from karez.model.origin import Voice, independent
from karez.reconcile.grading.rules import rules

OPEN = float("inf")
# How many claims a reason leads to, at most, of each sort.
_SHOWN = 5
# More others than two make no difference to any rule.
_ENOUGH = 2
# So many partners of an origin or voice, and so many pairs that share neither, are enough to count up to two.
_PARTNERS, _APART = 4, 8


class Fit(Enum):
    """How one telling stands to another of the same thing: tells the same, can be so beside it, or cannot."""

    SAME = "same"
    BESIDE = "beside"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Said:
    """What is told, in comparable form.

    A number has bounds (``low`` to ``high``, inclusive) and ``best``; a happening has its type as ``word`` and the side
    of its ``doer``; a state has ``word`` and, in ``low`` and ``high``, the instants between which it holds. ``denied``:
    told not to be so. ``contested``: its finding knows that another of the same thing cannot be so at the same time.
    """

    word: str = ""
    doer: str = ""
    low: float = -OPEN
    high: float = OPEN
    best: int | None = None
    counts: bool = False
    denied: bool = False
    contested: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim about one thing.

    ``source`` is the key of who stands behind it, ``voice`` what those share who cannot bear each other out, ``side``
    the party to the fight that it speaks for where the thing is of the fight, ``known_from`` an instant.
    """

    claim: str
    source: str
    voice: str
    side: str
    origin: str
    known_from: int
    said: Said

    @property
    def group(self) -> str:
        """What those share who count as one: the side that they speak for, else the voice."""
        return f"side {self.side}" if self.side else self.voice


def fit(one: Said, other: Said, later: int) -> Fit:
    """Return how two things told of one thing stand to each other.

    ``later`` is how much later, in microseconds, ``other`` first became known; the answer is the same both ways.
    """
    if one.counts:
        return _counted(one, other, later)
    if one.denied != other.denied:
        speaks_of_it = one.word == other.word and (one.doer == other.doer or "" in (one.doer, other.doer))
        return Fit.AGAINST if speaks_of_it else Fit.BESIDE
    if one.low > other.high or other.low > one.high:
        return Fit.BESIDE
    if (one.word, one.doer) == (other.word, other.doer):
        return Fit.SAME
    return Fit.AGAINST if one.contested and other.contested else Fit.BESIDE


def _counted(one: Said, other: Said, later: int) -> Fit:
    """Numbers: the same best, or without one the same bounds, is the same; a later, higher one may have risen."""
    if one.best is not None and one.best == other.best:
        return Fit.SAME
    if one.best is other.best is None and (one.low, one.high) == (other.low, other.high):
        return Fit.SAME
    if one.low <= other.high and other.low <= one.high:
        return Fit.BESIDE
    higher_later = later if one.high < other.low else -later
    return Fit.BESIDE if higher_later >= rules().rises_after else Fit.AGAINST


@dataclass(frozen=True, slots=True)
class Standing:
    """How a telling stands among the others of its thing.

    ``others`` tell the same and ``against`` contradict it, each without a shared origin or voice, counted up to two;
    ``opponent``: a party to the fight that it does not speak for contradicts it; ``fits``: another tells what can be so
    beside it. ``borne_out`` is the first instant at which another told the same, None where nobody does. ``same``,
    ``contrary`` and ``beside`` are some of the claims that these stand on.
    """

    others: int = 0
    against: int = 0
    opponent: bool = False
    fits: bool = False
    borne_out: int | None = None
    same: tuple[str, ...] = ()
    contrary: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


class Thing:
    """All tellings of one thing; what is the same for all who tell the same is worked out once."""

    def __init__(self, tellings: Iterable[Telling]) -> None:
        self.tellings = tuple(sorted(tellings, key=lambda one: (one.known_from, one.claim)))
        self._since: dict[Said, int] = {}
        for one in self.tellings:
            self._since.setdefault(one.said, one.known_from)
        self._by_said: dict[Said, dict[Fit, list[Telling]]] = {}
        self._neutral: dict[tuple[Said, str], tuple[list[Telling], list[Telling]]] = {}

    def standing(self, own: Telling) -> Standing:
        """Return how ``own``, one of the tellings, stands among the others."""
        found = self._few(own.said)
        same = _apart(own, found[Fit.SAME])
        beside = _apart(own, found[Fit.BESIDE])
        neutral, opponents = self._against(own)
        contrary = [one for one in neutral if one.voice != own.voice]
        told = [*contrary, *opponents[:1]]
        return Standing(
            others=_number(same, [one.group for one in same]),
            against=_number(contrary, [one.voice for one in contrary]),
            opponent=bool(opponents),
            fits=bool(beside),
            borne_out=min((one.known_from for one in same), default=None),
            same=tuple(one.claim for one in same[:_SHOWN]),
            contrary=tuple(one.claim for one in told[:_SHOWN]),
            beside=tuple(one.claim for one in beside[:_SHOWN]),
        )

    def _few(self, said: Said) -> dict[Fit, list[Telling]]:
        """Who tells the same, the same or what can be beside it, and who contradicts it: as few as tell all of it."""
        if said not in self._by_said:
            how = {other: fit(said, other, since - self._since[said]) for other, since in self._since.items()}
            told = {fits: [one for one in self.tellings if how[one.said] is fits] for fits in Fit}
            # Who tells the same stands beside it, too.
            told[Fit.BESIDE] = [one for one in self.tellings if how[one.said] is not Fit.AGAINST]
            grouped = {fits: _few(told[fits], [one.group for one in told[fits]]) for fits in (Fit.SAME, Fit.BESIDE)}
            self._by_said[said] = {**grouped, Fit.AGAINST: told[Fit.AGAINST]}
        return self._by_said[said]

    def _against(self, own: Telling) -> tuple[list[Telling], list[Telling]]:
        """Who contradicts it: those who are no opponents and draw on none, and the opponents."""
        key = (own.said, own.side)
        if key not in self._neutral:
            told = self._few(own.said)[Fit.AGAINST]
            opponents = [one for one in told if one.side not in ("", own.side)]
            drawn_on = {one.origin for one in opponents}
            rest = [one for one in told if one.side in ("", own.side) and one.origin not in drawn_on]
            self._neutral[key] = (_few(rest, [one.voice for one in rest]), opponents)
        return self._neutral[key]


def _apart(own: Telling, tellings: Sequence[Telling]) -> list[Telling]:
    return [one for one in tellings if one.group != own.group and one.origin != own.origin]


def _number(tellings: Sequence[Telling], voices: Sequence[str]) -> int:
    """How many of the tellings share neither origin nor voice, up to two."""
    pairs = zip(tellings, voices, strict=True)
    return min(independent(Voice(one.claim, "", voice, one.origin) for one, voice in pairs).origins, _ENOUGH)


def _few(tellings: Sequence[Telling], voices: Sequence[str]) -> list[Telling]:
    """Leave out tellings of which the count up to two does not depend, whoever's own is taken away.

    Of each origin and of each voice the first four with different partners are enough: whoever asks takes away one
    partner at most of a voice or origin, another of the two takes one, and one is left. Where many are apart from
    each other, so many of the first are enough, too.
    """
    origins: dict[str, set[str]] = {}
    partners: dict[str, set[str]] = {}
    found: list[Telling] = []
    fresh = 0
    for one, voice in zip(tellings, voices, strict=True):
        mine, theirs = origins.setdefault(one.origin, set()), partners.setdefault(voice, set())
        fresh += not mine and not theirs
        if len(mine) < _PARTNERS and len(theirs) < _PARTNERS and voice not in mine:
            found.append(one)
            mine.add(voice)
            theirs.add(one.origin)
        if fresh == _APART:
            break
    return found
