"""Who a speaker is: the class that the words for it tell, and whom a pronoun or a bare surname means."""

import re
from collections.abc import Sequence
from functools import cache

from karez.model.claim import Claimant
from karez.model.vocabulary import ClaimantClass
from karez.read.lexicon import alternatives, data

_PROPER = re.compile(
    r"(?:[Tt]he\s+)?[A-Z][\w’'&.-]{2,}(?:(?:\s+(?:of|for|and|without|the|de|al|in))?\s+[A-Z][\w’'&.-]*){0,6}"
)
_OF = re.compile(r"\b(?:of|in|for|from|at)\b")


@cache
def _classes() -> tuple[tuple[ClaimantClass, re.Pattern[str]], ...]:
    return tuple(
        (ClaimantClass(name), re.compile(rf"(?<![\w-]){alternatives(words)}(?!\w)", re.IGNORECASE))
        for name, words in data("claimants")["classes"].items()
    )


@cache
def _list(name: str) -> re.Pattern[str]:
    return re.compile(rf"\W*{alternatives(data('claimants')[name])}\W*", re.IGNORECASE)


def class_of(phrase: str) -> ClaimantClass | None:
    """The class whose word stands last in the phrase, up to the first "of" or "in"; None where no word tells it.

    A word that names nobody ("reports", "sources") gives way to any other of the phrase, and one for who speaks for
    others ("spokesman") to all but that: "police reports" are the police's, "a hospital spokesman" is the hospital's.
    """
    return _class(phrase)[1]


def sure_class_of(phrase: str) -> ClaimantClass | None:
    """The class of a phrase; None where it is told by no word, or only by one for a source or a spokesman."""
    strength, kind = _class(phrase)
    return kind if strength == _SURE else None


_SURE, _SPEAKS, _NOBODY = 2, 1, 0


def _class(phrase: str) -> tuple[int, ClaimantClass | None]:
    """The strength of the deciding word and its class; the head of a phrase decides if it tells more than a source."""
    best: tuple[int, ClaimantClass | None] = (-1, None)
    for words in (_OF.split(phrase, maxsplit=1)[0], phrase):
        found = [
            (_strength(kind, match.group()), match.end(), -order, kind)
            for order, (kind, pattern) in enumerate(_classes())
            for match in pattern.finditer(words)
        ]
        if found:
            strength, _, _, kind = max(found)
            best = max(best, (strength, kind), key=lambda one: one[0])
        if best[0] == _SURE:
            break
    return best


def _strength(kind: ClaimantClass, word: str) -> int:
    if kind is ClaimantClass.UNNAMED:
        return _NOBODY
    return _SPEAKS if word.lower().startswith("spokes") else _SURE


def is_same(phrase: str) -> bool:
    """Whether the phrase only points back: "he", "it", "the statement", "the source"."""
    return _list("same").fullmatch(phrase) is not None


def is_own(phrase: str) -> bool:
    """Whether the phrase means the report's own publisher: "our earlier report"."""
    return _list("own").fullmatch(phrase) is not None


def own_class(phrase: str, publisher_class: str | None) -> ClaimantClass | None:
    """The class of whoever publishes where the phrase means that ("we", "our forces"); None for any other phrase."""
    if publisher_class not in set(ClaimantClass) or _list("self").fullmatch(phrase) is None:
        return None
    return ClaimantClass(publisher_class)


def is_proper(phrase: str) -> bool:
    """Whether the phrase is a proper name and nothing else: a speaker of whom no word tells the class."""
    return _PROPER.fullmatch(phrase) is not None and not phrase.isupper()


def named_before(phrase: str, earlier: Sequence[Claimant]) -> Claimant | None:
    """The earlier speaker whose words end with the same name as ``phrase``; None where there is none."""
    name = phrase.rsplit(maxsplit=1)[-1] if phrase.split() else ""
    if len(name) < 3 or not name[0].isupper():
        return None
    return next((known for known in reversed(earlier) if re.search(rf"\b{re.escape(name)}\b", known.span.quote)), None)


def fuller_name(phrase: str, earlier: Sequence[Claimant]) -> Claimant | None:
    """ "the department" after "the home department", "the group" after its name: the last speaker of that kind.

    Only for offices and bodies whose word says their class; "the army" may be another army than the last one named.
    """
    short = _THE.fullmatch(phrase)
    kinds = data("claimants")["bodies"].get(short["noun"].lower()) if short else None
    if short is None or kinds is None:
        return None
    own = re.compile(rf"\b{re.escape(short['noun'])}\b", re.IGNORECASE)
    for known in reversed(earlier):
        if known.claimant_class.value in kinds and not _THE.fullmatch(known.span.quote):
            named = own.search(known.span.quote) is not None
            if named or short["noun"].lower() in data("claimants")["any_name"]:
                return known
    return None


_THE = re.compile(r"the\s+(?P<noun>\w+)", re.IGNORECASE)
