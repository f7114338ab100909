"""Who stands behind a claim: one key for one party under its several wordings.

A party with an id of the atlas is that id. Another is its class and its words without articles, titles and the like;
so "officials" printed by two outlets are one claimant: a wire and its copies are not two witnesses. Witnesses and
unnamed sources are other people in every outlet and carry the publisher's name in their key. A report's own voice is
its publisher; where the publisher is itself a party and no outlet, its key is the one that others give it, and words
of its own name in its own report ("the department said") mean the publisher. Words that a report has from another one
are told by that one: what is reprinted has the claimant that it has in the first print.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from karez.model.claim import Claim, Claimant
from karez.model.finding import Source
from karez.model.record import ReportRecord
from karez.model.vocabulary import ClaimantClass
from karez.reconcile.tables import listed

PartyOf = Callable[[str], str | None]
"""Gives the atlas's id of the party that a publisher's name means, None for none; handed in by the app."""

_SCATTERED = frozenset({ClaimantClass.UNNAMED, ClaimantClass.WITNESS})


def source(claim: Claim, report: ReportRecord, party_of: PartyOf | None = None) -> Source:
    """Return who stands behind ``claim``: the claimant named in the report, else the publisher itself."""
    return named_source(claim.claimant, report, party_of) if claim.claimant else publisher_source(report, party_of)


def named_source(claimant: Claimant, report: ReportRecord, party_of: PartyOf | None = None) -> Source:
    """Return the party that a claimant phrase of ``report`` names."""
    publisher = publisher_source(report, party_of)
    group, quote = claimant.claimant_class, claimant.span.quote
    own = group is publisher.source_class is not ClaimantClass.MEDIA and _content(quote) <= _content(publisher.name)
    if claimant.actor:
        key = claimant.actor
    elif own and _content(quote):
        key = publisher.key
    elif group in _SCATTERED:
        key = f"{group}:{party_words(quote)}@{publisher.key}"
    else:
        key = f"{group}:{party_words(quote)}"
    return Source(key, " ".join(quote.split()), group)


def publisher_source(report: ReportRecord, party_of: PartyOf | None = None) -> Source:
    """Return the publisher as the party that speaks; an outlet where its class is not known."""
    known = report.publisher_class in set(ClaimantClass)
    group = ClaimantClass(report.publisher_class) if known and report.publisher_class else ClaimantClass.MEDIA
    if not report.publisher:
        return Source(f"report:{report.id}", "the report itself", group, publisher=True)
    actor = party_of(report.publisher) if party_of and group is not ClaimantClass.MEDIA else None
    return Source(actor or f"{group}:{party_words(report.publisher)}", report.publisher, group, publisher=True)


def speaks_of_itself(quote: str) -> bool:
    """Tell whether ``quote`` ("we", "our fighters") means whoever speaks."""
    return plain(quote) in _words()["self"]


@lru_cache(maxsize=4096)
def party_words(quote: str) -> str:
    """Return the words that make a party the same under several wordings."""
    words = plain(_unmarked(quote))
    if words in _same():
        return _same()[words]
    rest = _rest(words) or words or plain(quote)
    return _same().get(rest, rest)


def plain(text: str) -> str:
    """Lower-case words of ``text`` alone, for comparing."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


@lru_cache(maxsize=4096)
def _content(quote: str) -> frozenset[str]:
    return frozenset(_rest(plain(_unmarked(quote))).split()) - frozenset(_words()["small"])


def _rest(words: str) -> str:
    for skip in _words()["skip"]:
        words = re.sub(rf"\b{skip}\b", " ", words)
    return " ".join(words.split())


def _unmarked(name: str) -> str:
    for mark in _words()["marks"]:
        name = name.replace(mark, " ")
    return name


def _words() -> Any:  # noqa: ANN401 - the shape is that of the file
    return listed("claimants")


@cache
def _same() -> dict[str, str]:
    return {wording: party for party, wordings in _words()["same"].items() for wording in wordings}
