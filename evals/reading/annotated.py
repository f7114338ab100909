"""Our own annotated reports (``claims-2``) and the development gold, by the gold's own scorer; stand-ins on both.

``claims-2`` is reported by its two parts. The development gold was seen while tuning; it counts as part ``train``. The
gold's speakers have no offsets, so the stand-in for "who said it" uses ``claims-2`` alone.
"""

from collections.abc import Sequence
from functools import cache

from evals import heldout
from evals.read_gold import GOLD, scorer
from evals.reading import notes, plover, sources
from evals.reading.case import Case, Claim, Claims, Fault, Group, Item, Parts, Row, Span
from evals.reading.data import is_open
from karez.read.sentences import split

FOLDER = heldout.FOLDER / "claims-2"
SEEN = "gold dev"

ROWS = (
    Row("toll F1", 0.85, "toll F1"),
    Row("part-of edges F1", 0.75, "part_of edges F1"),
    Row("victims class right", 0.85, "victims class"),
    Row("status F1", 0.65, "status F1"),
    Row("incident F1, typed", 0.65, "incident F1"),
    Row("incident F1, span only", 0.80, "incident~ F1"),
    Row("control F1", 0.55, "control F1"),
    Row("directive F1", 0.60, "directive F1"),
    Row("assessment F1", 0.50, "assessment F1"),
    Row("claimant present", 0.90, "claimant present"),
    Row("claimant class", 0.85, "claimant class"),
    Row("realis right", 0.92, "realis"),
    Row("when overlaps", 0.85, "when overlap"),
    Row("where name right", 0.80, "where name"),
    Row("told as fact of those found", 0.10, "told as fact", low=True),
    *notes.ROWS,
    *plover.ROWS,
    *sources.ROWS,
)


_scorer = cache(scorer)


def cases(part: str | None, every: bool) -> list[Case]:
    """The reports of a part; there are few, so ``every`` changes nothing."""
    found = [_case(row, f"claims-2 {row['part']}") for row in claims_two() if part in (None, row["part"])]
    if part == "unseen":
        return found
    gold = _scorer().load(GOLD / "dev.jsonl")
    return [*found, *(_case({**row, "set": row["id"].split("-")[0], "title": row["title"]}, SEEN) for row in gold)]


def claims_two() -> list[heldout.Report]:
    """The reports of ``claims-2`` with their texts and parts, those without claims and the second marks left out."""
    made = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        if path.stem != "none" and not path.stem.startswith("twice"):
            shares = [line["part"] for line in heldout.annotations(path)]
            made += [{**row, "part": own} for row, own in zip(heldout.reports(path), shares, strict=True)]
    return made


def _case(row: heldout.Report, data: str) -> Case:
    item = Item(row["set"], row["id"], row["text"], row["title"], row["published"])
    shown = data == SEEN or ("train" in data and is_open(row["set"], row["id"]))
    return Case(data, (item,), row["claims"], shown)


def parts(case: Case, claims: Sequence[Claims]) -> Parts:
    """The parts of one report."""
    item, own = case.items[0], claims[0]
    report = {"id": item.id, "text": item.text, "claims": case.gold}
    line = {"id": item.id, "claims": list(own)}
    traps = _scorer().score([report], {item.id: line}, 0)["traps"]
    made = {
        **heldout.parts(report, line),
        "told as fact": (traps["predicted_asserted"], traps["non_asserted_found"]),
        **plover.parts(sentences(item.text), case.gold, own),
    }
    if item.set == "satp":
        made |= notes.parts(case.gold, own)
    if case.data != SEEN:
        made |= sources.parts(sources.attributions(case.gold), own)
    return made


def sentences(text: str) -> list[Span]:
    """The spans of the sentences of a text."""
    return [(sentence.start, sentence.end) for sentence in split(text)]


def faults(case: Case, claims: Sequence[Claims]) -> list[Fault]:
    """The claims that were missed (-) and wrongly found (+), and those told as fact that are not."""
    made = []
    for kind in _scorer().KINDS:
        want, have = _of(case.gold, kind), _of(claims[0], kind)
        pairs = _scorer().pair_up(have, want, kind)
        missed = [claim for at, claim in enumerate(want) if at not in {second for _, second in pairs}]
        extra = [claim for at, claim in enumerate(have) if at not in {first for first, _ in pairs}]
        made += [Fault(f"- {kind} {_brief(claim)}", _span(claim)) for claim in missed]
        made += [Fault(f"+ {kind} {_brief(claim)}", _span(claim)) for claim in extra]
        for first, second in pairs:
            if have[first]["realis"] == "asserted" != want[second]["realis"]:
                made.append(Fault(f"! {kind} {want[second]['realis']} told as fact", _span(want[second])))
    return made


def right(gold: Claims, claims: Claims, kind: str) -> list[tuple[Claim, bool]]:
    """The claims of a kind in their order, each with whether the scorer pairs it with one of ``gold``."""
    have = _of(claims, kind)
    paired = {first for first, _ in _scorer().pair_up(have, _of(gold, kind), kind)}
    return [(claim, at in paired) for at, claim in enumerate(have)]


def _of(claims: Claims, kind: str) -> list[Claim]:
    return [claim for claim in claims if claim["kind"] == kind]


def _span(claim: Claim) -> Span:
    return claim["start"], claim["end"]


def _brief(claim: Claim) -> str:
    keys = ("type", "harm", "best", "state", "action", "realis")
    return " ".join(str(claim[key]) for key in keys if claim.get(key) is not None) + f" {claim['quote']!r}"


GROUP = Group("annotated", ROWS, cases, parts, faults)
