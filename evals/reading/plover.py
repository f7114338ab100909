"""The event category of a sentence by ``plover-map-1``.

No development set has PLOVER labels (those of india_police ask about police alone and map to nothing), so the bar's own
row stays a dash. What stands in: sentences of our annotated reports that hold a claim with a category. A sentence is
right where the first category that Karez gives it is one that the marks give it. Left open by measures.md and chosen
here: a claim belongs to the sentence in which it begins; the claims of a sentence are taken told first, then in text
order; a denied control or directive gives nothing, as a denied incident does.
"""

from collections.abc import Sequence

from evals.reading.case import Claim, Claims, Parts, Row, Span
from evals.reading.told import told

ROWS = (Row("event category, stand-in: annotated sentences", None, "category"),)

_FIGHTS = (
    "armed_clash raid ambush shooting bombing suicide_attack air_strike drone_strike shelling abduction execution"
    " sexual_violence"
)
_COERCES = "arrest seizure crackdown security_operation disarmed"
_GATHERS = "protest riot strike_shutdown blockade"

HAPPENED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_FIGHTS.split(), ("ASSAULT",)),
    **dict.fromkeys(_COERCES.split(), ("COERCE",)),
    **dict.fromkeys(("destruction", "looting", "arson"), ("COERCE", "ASSAULT")),
    **dict.fromkeys(_GATHERS.split(), ("PROTEST",)),
    "agreement": ("AGREE",),
    "release": ("RETREAT", "CONCEDE"),
}
CONTROL: dict[str, tuple[str, ...]] = {
    "withdrawn": ("RETREAT",),
    **dict.fromkeys(("taken", "entered", "encircled", "contested"), ("ASSAULT",)),
}
DIRECTIVE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("warning", "ultimatum"), ("THREATEN",)),
    "sanction": ("SANCTION",),
    "mobilisation": ("MOBILIZE",),
    **dict.fromkeys(("ban", "curfew", "closure", "shutdown"), ("COERCE", "SANCTION")),
    "ceasefire": ("RETREAT", "AGREE"),
    "evacuation": ("RETREAT",),
}


def categories(claim: Claim) -> tuple[str, ...]:
    """The categories that a claim may stand for, the first before all; none where it is out of scope."""
    if claim["realis"] == "denied":
        return ()
    if claim["kind"] == "control":
        return CONTROL.get(claim["state"], ())
    if claim["kind"] == "directive":
        return DIRECTIVE.get(claim["action"], ())
    if claim["kind"] != "incident":
        return ()
    happened = HAPPENED.get(claim["type"], ())
    if not happened or claim["realis"] not in {"planned", "hypothetical"} or happened == ("AGREE",):
        return happened
    return ("THREATEN", "PROTEST") if happened == ("PROTEST",) else ("THREATEN",)


def first_category(claims: Claims) -> tuple[str, ...]:
    """The categories of the claim that speaks for a sentence; none where no claim has any."""
    scoped = [claim for claim in claims if categories(claim)]
    first = min(scoped, key=lambda claim: (not told(claim), claim["start"]), default=None)
    return categories(first) if first else ()


def parts(sentences: Sequence[Span], gold: Claims, claims: Claims) -> Parts:
    """The parts of one report."""
    right = asked = 0
    for start, end in sentences:
        wanted = {name for claim in gold if start <= claim["start"] < end for name in categories(claim)}
        if wanted:
            asked += 1
            right += bool(wanted & set(first_category([c for c in claims if start <= c["start"] < end])))
    return {"category": (right, asked)} if asked else {}
