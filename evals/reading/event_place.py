"""The place of this event, for a given verb: token precision and recall on event_location.

Left open by measures.md and chosen here: a token is a run of letters and digits, and it counts where it overlaps a
place's span; figures are micro over items; the length of a claim is that of its quote; ``extra_verbs`` of an item are
not asked for.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evals.reading.case import Case, Claim, Claims, Fault, Group, Item, Parts, Row, Span, f1, part_of
from evals.reading.data import records, sample
from evals.reading.sources import overlap, spans

ROWS = (
    Row("place of this event: token precision", 0.75, "place precision"),
    Row("place of this event: token recall", 0.75, "place recall"),
    Row("place of this event: token F1", None, "place F1"),
    Row("place of this event: the very tokens (none where none)", None, "place exact"),
)
SAMPLE = 2400
_ORDER = ("incident", "toll", "control", "status")


def touched(claim: Claim, verb: Span) -> bool:
    """Whether the quote, an ``also`` or a field of a claim covers or overlaps the verb."""
    fields = (pair for pairs in (claim.get("fields") or {}).values() for pair in _pairs(pairs))
    return overlap((*spans(claim), *fields), (verb,))


def _pairs(pairs: Sequence[Any]) -> Iterator[Span]:
    if pairs and isinstance(pairs[0], int):
        yield (pairs[0], pairs[1])
    else:
        yield from ((start, end) for start, end in pairs)


def places(claims: Claims, verb: Span) -> list[Span]:
    """The spans of the answer; none where no claim holds the verb or where the one that does has no place."""
    holding = [claim for claim in claims if touched(claim, verb)]
    if not holding:
        return []
    best = min(holding, key=_rank)
    same = [c for c in holding if c["kind"] == best["kind"] and (c["start"], c["end"]) == (best["start"], best["end"])]
    return sorted({(c["where"]["start"], c["where"]["end"]) for c in same if c.get("where")})


def _rank(claim: Claim) -> tuple[int, int, int]:
    kind = claim["kind"]
    return (_ORDER.index(kind) if kind in _ORDER else len(_ORDER), claim["end"] - claim["start"], claim["start"])


def tokens(text: str, where: Sequence[Span]) -> set[int]:
    """The places of the tokens that overlap a span, as the offsets at which they start."""
    return {token.start() for token in re.finditer(r"\w+", text) if overlap((token.span(),), where)}


def parts(case: Case, claims: Sequence[Claims]) -> Parts:
    """The parts of one item."""
    text = case.items[0].text
    wanted = tokens(text, case.gold["places"])
    found = tokens(text, places(claims[0], case.gold["verb"]))
    both = len(wanted & found)
    return {
        "place precision": (both, len(found)),
        "place recall": (both, len(wanted)),
        "place F1": f1(both, len(found), len(wanted)),
        "place exact": (wanted == found, 1),
    }


def faults(case: Case, claims: Sequence[Claims]) -> list[Fault]:
    """The tokens that are missed or wrong, as one fault each."""
    text, verb = case.items[0].text, case.gold["verb"]
    found, wanted = places(claims[0], verb), case.gold["places"]
    word = text[slice(*verb)]
    wrong = tokens(text, wanted) ^ tokens(text, found)
    note = f"{word}: {[text[slice(*span)] for span in found]} for {[text[slice(*span)] for span in wanted]}"
    return [Fault(note, verb)] * len(wrong)


def cases(part: str | None, every: bool) -> list[Case]:
    """The items of the set, or an even sample of them."""
    return [_case(row) for row in sample(records("event_location"), "event_location", part, None if every else SAMPLE)]


def _case(row: Mapping[str, Any]) -> Case:
    gold = {
        "verb": (row["verb"]["start"], row["verb"]["end"]),
        "places": [(place["start"], place["end"]) for place in row["locations"]],
    }
    item = Item("event_location", row["id"], row["text"], None, row["story_date"])
    return Case("event_location", (item,), gold, part_of("event_location", row["id"]) == "train")


GROUP = Group("event_location", ROWS, cases, parts, faults)
