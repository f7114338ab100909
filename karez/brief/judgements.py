"""How a judgement is put into words: what was decided about which claims; who, when and why is told beside it."""

from collections.abc import Sequence

from karez.brief.words import label
from karez.model.grading import CREDIBILITY, INCIDENT, MATTER, RELIABILITY, SOURCE, Matter
from karez.model.record import SPLIT, Judgement
from karez.model.vocabulary import Verdict

_FEW = 4


def decided(judgement: Judgement) -> str:
    """Return what a judgement says of its claims or report, with the beginnings of ids."""
    done = label("verdicts", judgement.verdict)
    if judgement.verdict in (Verdict.JOIN, Verdict.KEEP_APART):
        return _joined(judgement, done)
    if judgement.verdict is Verdict.GRADE:
        return _graded(judgement, done)
    if judgement.report and not judgement.subjects:
        return f"{judgement.report[:12]} {'withheld' if 'withheld' in judgement.changes else done}"
    changes = ", ".join(f"{key}={value}" for key, value in sorted(judgement.changes.items()))
    return f"{few(judgement.subjects)} {done}" + (f" ({changes})" if changes else "")


def named(judgement: Judgement) -> tuple[str, ...]:
    """Return the claims whose ids stand in the words of a judgement."""
    sides = judgement.sides if judgement.verdict is Verdict.KEEP_APART else (judgement.subjects,)
    shown = sides[:1] if SPLIT in judgement.changes else sides
    return tuple(claim for side in shown for claim in side[:_FEW])


def _graded(judgement: Judgement, done: str) -> str:
    """What a person graded, and how; a party's word on losses, on whose."""
    changes = judgement.changes
    subject = changes.get(SOURCE) or changes.get(INCIDENT) or few(judgement.subjects)
    matter = str(changes.get(MATTER, Matter.ANY))
    on = "" if matter == Matter.ANY else f" on {matter.replace('_', ' ')}"
    return f"{subject} {done} {changes.get(RELIABILITY) or changes.get(CREDIBILITY)}{on}"


def few(ids: Sequence[str]) -> str:
    """Return the beginnings of some ids, and how many more there are."""
    more = f" and {len(ids) - _FEW} more" if len(ids) > _FEW else ""
    return ", ".join(one[:16] for one in ids[:_FEW]) + more


def _joined(judgement: Judgement, done: str) -> str:
    """Which claims were joined, kept apart or split off, and which earlier judgements that overruled."""
    over = f" (over {few(judgement.overrules)})" if judgement.overrules else ""
    if judgement.verdict is Verdict.JOIN:
        return f"{few(judgement.subjects)} {done}{over}"
    one, *others = map(few, judgement.sides)
    if SPLIT in judgement.changes:
        return f"{one} split off from {judgement.changes[SPLIT]}{over}"
    return " from ".join([f"{one} {done}", *others]) + over
