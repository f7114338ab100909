"""Which tolls of a report are parts of others: by the words between them, by a division, a rise, or a sum."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from karez.model.claim import Claim, Toll
from karez.model.vocabulary import Harm, Realis, Victims
from karez.read.passage import Passage

_INSIDE = re.compile(
    r"\b(?:including|among\s+(?:them|whom)|of\s+(?:them|whom)|which\s+included)\b|:\s*$", re.IGNORECASE
)
_ROSE = re.compile(
    r"\b(?:rose|risen|rises|increased|climbed|gone up|went up|went down|fell|revised|corrected)\b[^.;]{0,30}?\bto\b",
    re.IGNORECASE,
)
_AMONG = re.compile(
    r"\b(?:among\s+(?:the|those|them)|of\s+(?:the\s+(?:dead|wounded|injured|missing|killed)|those|them))\b",
    re.IGNORECASE,
)
# How far off a part may stand, in characters; from what total on an equal sum is hardly chance.
_FAR, _SMALL = 1500, 15
# How many later tolls are looked at for a sum.
_MOST = 12


def parts(passage: Passage, tolls: Sequence[Claim]) -> dict[str, str]:
    """Return the total's id by the part's id. ``tolls`` are in text order; the surest rule wins."""
    return {
        **_by_sum(passage, tolls),
        **_by_division(passage, tolls),
        **_by_words(passage, tolls),
        **_by_rise(passage, tolls),
    }


def near(claims: Sequence[Claim], start: int, end: int) -> Sequence[Claim]:
    """The claims that begin in ``start:end``; ``claims`` are in text order."""
    first = bisect_left(claims, start, key=_start)
    return claims[first : bisect_left(claims, end, lo=first, key=_start)]


def _start(claim: Claim) -> int:
    return claim.span.start


def harm_of(claim: Claim) -> Harm | None:
    """The harm of a toll."""
    return claim.body.harm if isinstance(claim.body, Toll) else None


def _point(claim: Claim) -> int | None:
    body = claim.body
    return (body.best if body.best is not None else body.low) if isinstance(body, Toll) else None


def _is_smaller(part: Claim, total: Claim) -> bool:
    mine, whole = _point(part), _point(total)
    return mine is not None and whole is not None and mine < whole


def _by_words(passage: Passage, tolls: Sequence[Claim]) -> dict[str, str]:
    """ "193 deaths, including 17 ...": what is listed after such a word is part of the toll before it."""
    found: dict[str, str] = {}
    known = {toll.id: toll for toll in tolls}
    for before, part in pairwise(tolls):
        between = passage.text[before.span.end : part.span.start]
        if harm_of(before) is not harm_of(part) or len(between) > 90 or re.search(r"[.;]\s", between):
            continue
        listed = before.id in found and part.reason == "toll-list" and not _INSIDE.search(between)
        total = known[found[before.id]] if listed else before
        if _is_smaller(part, total) and (listed or _INSIDE.search(between)):
            found[part.id] = total.id
    return found


def _by_sum(passage: Passage, tolls: Sequence[Claim]) -> dict[str, str]:
    """A run of two to four tolls after a larger one of the same harm that add up to it are its parts.

    Small sums may be chance: their parts must stand in one sentence, or be all the later tolls of that harm and kind of
    victims, however many.
    """
    found: dict[str, str] = {}
    real = [claim for claim in tolls if claim.realis is not Realis.DENIED and claim.reason != "toll-from"]
    for index, total in enumerate(real):
        harm, whole = harm_of(total), _point(total)
        if whole is None or whole < 3 or total.reason == "toll-part":
            continue
        after = near(real[index + 1 : index + 1 + 3 * _MOST], total.span.start, total.span.start + _FAR)
        later = [claim for claim in after if harm_of(claim) is harm and _is_smaller(claim, total)][:_MOST]
        kin = [claim for claim in later if _may_be_of(claim, total)]
        for run in (*_runs(later), *([kin] if len(kin) > 1 else [])):
            together = passage.sentence_at(run[0].span.start) == passage.sentence_at(run[-1].span.start)
            sure = together or whole >= _SMALL or len(run) == len(kin)
            if sure and sum(_point(claim) or 0 for claim in run) == whole:
                found.update({claim.id: total.id for claim in run})
                break
    return found


def _may_be_of(part: Claim, total: Claim) -> bool:
    """Whether the two name one kind of victims, or the total names none."""
    mine, whole = part.body, total.body
    if not isinstance(mine, Toll) or not isinstance(whole, Toll):
        return False
    return mine.victims is whole.victims or whole.victims in {Victims.UNKNOWN, Victims.MIXED}


def _runs(claims: Sequence[Claim]) -> list[Sequence[Claim]]:
    return [claims[first : first + size] for size in (2, 3, 4) for first in range(min(4, len(claims) - size + 1))]


def _by_division(passage: Passage, tolls: Sequence[Claim]) -> dict[str, str]:
    """ "Of the wounded, 19 are civilians", "six children are among the wounded": parts of the last such toll told."""
    found: dict[str, str] = {}
    for part in tolls:
        among = _AMONG.search(part.span.quote)
        # "four of the wounded died": they are no part of those killed before.
        crossed = among and harm_of(part) is Harm.KILLED and among.group().endswith(("wounded", "injured"))
        if crossed or (part.reason != "toll-part" and not among):
            continue
        sentence = passage.sentence_at(part.span.start)
        before = near(tolls, part.span.start - _FAR, sentence.start)
        for total in reversed(before):
            real = total.realis is not Realis.DENIED and total.id not in found
            if real and harm_of(total) is harm_of(part) and _is_smaller(part, total):
                found[part.id] = total.id
                break
    return found


def _by_rise(passage: Passage, tolls: Sequence[Claim]) -> dict[str, str]:
    """ "rose from 193 to 197 after four died": those whom the sum rose by are part of it."""
    found: dict[str, str] = {}
    for total in tolls:
        replaced = replaced_by(passage, total, tolls)
        if replaced is None:
            continue
        sentence = passage.sentence_at(total.span.start)
        for part in near(tolls, sentence.start, sentence.end):
            risen = (_point(total) or 0) - (_point(replaced) or 0) == _point(part)
            if part.id not in {total.id, replaced.id} and risen and harm_of(part) is harm_of(total):
                found[part.id] = total.id
    return found


def replaced_by(passage: Passage, claim: Claim, tolls: Sequence[Claim]) -> Claim | None:
    """The toll that ``claim`` corrects: "nine, not 11", "rose to 31 from 24", "the toll of 193 rose to 197"."""
    if claim.reason != "toll-sum":
        return None
    sentence = passage.sentence_at(claim.span.start)
    inside = [other for other in near(tolls, sentence.start, sentence.end) if other.id != claim.id]
    same = [other for other in inside if harm_of(other) is harm_of(claim)]
    later = [other for other in same if other.reason in {"toll-not", "toll-from"}]
    if later:
        return later[0]
    before = [other for other in same if _number_at(other) < _number_at(claim)]
    rose = before and _ROSE.search(passage.text, _number_at(before[-1]), _number_at(claim))
    return before[-1] if rose else None


def _number_at(claim: Claim) -> int:
    number = claim.fields.get("number")
    return number[0] if number and isinstance(number[0], int) else claim.span.start
