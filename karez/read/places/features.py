"""Features of the tokens of one sentence, for the tagger of place names."""

from collections.abc import Sequence
from dataclasses import dataclass

from karez.read.places.evidence import evidence
from karez.read.places.forms import FLAT, Form, flat_form, form
from karez.read.places.listed import Flags, Listing, letters, listings
from karez.read.places.tokens import Token

_EDGE = form("|")
_RAISED_WORDS = 4
_JOINTS = frozenset(("of", "the", "and", "de", "al", "el", "for", "-", "&", "'s", "’s", "."))


@dataclass(frozen=True, slots=True)
class Run:
    """A run of capitalised words, small joints inside; ``before``/``after``: the tokens around it."""

    first: int
    last: int


# The conventions of marking that the weights know: our own, and those of two published sets.
OWN = "o"


def featured(
    sentences: Sequence[Sequence[Token]], world: Flags, *, no_capitals: bool, convention: str = OWN
) -> list[list[list[str]]]:
    """Return the features of every token of every sentence of one text; ``no_capitals``: the text has none at all.

    ``convention`` is by whose rules names are marked: what all share is learnt from all, what differs from each alone
    (Daumé, Frustratingly Easy Domain Adaptation, 2007).
    """
    forms = [
        [flat_form(token.text) for token in sentence]
        if no_capitals or _is_raised(sentence)
        else [form(token.text) for token in sentence]
        for sentence in sentences
    ]
    flat = [item for sentence in forms for item in sentence]
    listed = listings(flat, world)
    told = evidence(flat, listed)
    made, at = [], 0
    for sentence in forms:
        size = len(sentence)
        here = [
            Listing(item.first - at, item.last - at, item.bits, item.alone) if item.first >= 0 else item
            for item in listed[at : at + size]
        ]
        rows = _sentence(sentence, here, told[at : at + size])
        made.append([row + [f"{convention}{feature}" for feature in differing] for row, differing in rows])
        at += size
    return made


def _is_raised(sentence: Sequence[Token]) -> bool:
    """Tell whether a sentence stands all in capitals, and is long enough that this is not a name's own form."""
    words = [token.text for token in sentence if token.text.isalpha()]
    raised = sum(word.isupper() for word in words)
    return raised >= _RAISED_WORDS and raised * 10 >= len(words) * 9


def _sentence(
    forms: Sequence[Form], listed: Sequence[Listing], told: Sequence[tuple[str, ...]]
) -> list[tuple[list[str], list[str]]]:
    """Return for every token its features, and those of them on which conventions differ."""
    padded = [_EDGE, _EDGE, *forms, _EDGE, _EDGE]
    codes = ["", "", *(_code(item, index) for index, item in enumerate(listed)), "", ""]
    runs = _runs(forms)
    made = []
    for index, own in enumerate(forms):
        at = index + 2
        row, differing = ["b", *own.own], ["b"]
        _around(row, padded, codes, at)
        if own.capital or listed[index].bits:
            differing += _listing(listed[index], index, padded[at - 1], own)
        if own.capital:
            row += told[index]
        if own.capital and own.shape != FLAT:
            _in_run(row, differing, forms, listed, runs[index], index)
        if index == 0:
            row.append("first")
        made.append((row + differing, differing))
    return made


def _around(row: list[str], padded: Sequence[Form], codes: Sequence[str], at: int) -> None:
    before, after = padded[at - 1], padded[at + 1]
    earlier, later = padded[at - 2], padded[at + 2]
    own = padded[at]
    row += (
        f"-1={before.lower}", f"+1={after.lower}", f"-2={earlier.lower}", f"+2={later.lower}",
        f"-1s={before.shape}", f"+1s={after.shape}", f"ss={before.shape}/{own.shape}/{after.shape}",
    )  # fmt: skip
    if own.capital:
        row += (
            f"-c={earlier.cues}/{before.cues}", f"+c={after.cues}", f"-n={before.person}/{own.person}",
            f"+n={own.person}/{after.person}", f"ww={earlier.lower} {before.lower}", f"-g={codes[at - 1]}",
            f"+g={codes[at + 1]}", f"++g={after.lower[:1]}{codes[at + 2]}",
        )  # fmt: skip


def _code(item: Listing, index: int) -> str:
    if not item.bits:
        return ""
    return ("B" if item.first == index else "I") + letters(item.bits)[0]


def _listing(item: Listing, index: int, before: Form, own: Form) -> list[str]:
    top, held = letters(item.bits)
    row = [f"ga={letters(item.alone)[0]}/{own.shape}"]
    if not item.bits:
        return [*row, "g=-"]
    part = "B" if item.first == index else "I"
    end = "E" if item.last == index else "M"
    return [
        *row,
        f"g={part}{end}{top}",
        f"gg={part}{held}",
        f"gl={min(item.last - item.first + 1, 4)}{top}",
        f"gp={top}/{before.cues or before.shape}",
        f"gn={top}/{own.person}/{before.person}",
    ]


def _runs(forms: Sequence[Form]) -> list[Run | None]:
    """Return for each token the run of capitals that it lies in, joints included only between two capitals."""
    found: list[Run | None] = [None] * len(forms)
    index = 0
    while index < len(forms):
        if not forms[index].joins:
            index += 1
            continue
        last = index
        while True:
            step = last + 1
            if step < len(forms) and forms[step].lower in _JOINTS:
                step += 1
            if step < len(forms) and forms[step].joins and step <= last + 2:
                last = step
            else:
                break
        for place in range(index, last + 1):
            found[place] = Run(index, last)
        index = last + 1
    return found


def _in_run(
    row: list[str],
    differing: list[str],
    forms: Sequence[Form],
    listed: Sequence[Listing],
    run: Run | None,
    index: int,
) -> None:
    if run is None:
        return
    before = forms[run.first - 1] if run.first else _EDGE
    after = forms[run.last + 1] if run.last + 1 < len(forms) else _EDGE
    top = letters(listed[index].bits)[0]
    where = f"{min(index - run.first, 2)}{min(run.last - index, 3)}"
    head, start = forms[run.last], forms[run.first]
    row += (
        f"rb={before.lower}",
        f"ra={after.lower}",
        f"rbc={before.cues}/{min(index - run.first, 2)}",
        f"rac={after.cues}/{min(run.last - index, 2)}",
    )
    differing += (f"r={where}", f"rg={where}{top}")
    if run.last > run.first:
        differing += (f"rh={head.lower}", f"rhc={head.cues}/{top}")
        covered = listed[run.first].first == run.first and listed[run.first].last == run.last
        row += (f"rf={start.lower}", f"rfn={start.person}/{head.person}/{top}", f"rc={covered:d}{top}")
