"""Killed, wounded and attackers' dead of short incident notes, and whether an armed group speaks.

No development set gives numbers for such notes. What stands in is the read-off of our own marks on notes of satp: the
same read-off is taken from the marks and from the claims, so a fault here is one of the reader, but a note with several
happenings is summed on both sides. The claim flag is scored as an F1 over notes; measures.md names no figure for it.
"""

from evals.reading.case import Claims, Parts, Row, f1
from evals.reading.told import attackers_dead, summed

ROWS = (
    Row("notes: killed exact, non-zero", 0.85, "notes killed"),
    Row("notes: wounded exact, non-zero", None, "notes wounded"),
    Row("notes: attackers' dead exact, non-zero", None, "notes attackers"),
    Row("notes: killed exact, all", None, "notes killed all"),
    Row("notes: wounded exact, all", None, "notes wounded all"),
    Row("notes: an armed group speaks, F1", None, "notes claim flag"),
)


def numbers(claims: Claims) -> dict[str, int | None]:
    """The three read-offs of a note; None where no toll gives a number."""
    return {
        "killed": summed(claims, "killed"),
        "wounded": summed(claims, "injured"),
        "attackers": attackers_dead(claims),
    }


def claimed(claims: Claims) -> bool:
    """Whether some incident or toll is told by an armed group."""
    speakers = (claim.get("claimant") or {} for claim in claims if claim["kind"] in {"incident", "toll"})
    return any(speaker.get("class") == "armed_group" for speaker in speakers)


def parts(gold: Claims, claims: Claims) -> Parts:
    """The parts of one note."""
    wanted, found = numbers(gold), numbers(claims)
    made: dict[str, tuple[float, float]] = {}
    for name, number in wanted.items():
        if number:
            made[f"notes {name}"] = (float(found[name] == number), 1)
        # No toll is a nought here, and only here.
        made[f"notes {name} all"] = (float((found[name] or 0) == (number or 0)), 1)
    both = claimed(gold) and claimed(claims)
    return {**made, "notes claim flag": f1(both, claimed(claims), claimed(gold))}
