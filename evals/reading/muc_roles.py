"""MUC role fillers by CEAF-REE, strict: the mapping ``muc-map-1`` from claims to five roles.

Left open by measures.md and chosen here:
- ROLE_TYPES are the Karez types that the table of types lists, which leaves out armed_clash, seizure, blockade,
  disarmed, crackdown and riot.
- Gold entities of one document and role that share a string are one entity. An entity that is optional in every
  template that has it, or whose templates are all optional, is never a miss, and a string that meets it is no error.
- A damaged or destroyed asset and a toll's victims count where they are told (asserted or alleged), as incidents do.
- Strings merged by equal actor ids keep the first quote, in text order.
- "Looks like a name" also leaves out heads that mean several persons (forces, others, dead), which no key names.
- A victim that a thing word heads is no name of a person, as one headed by a person word is none.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evals.reading.case import Claim, Claims, Parts, Row, f1, most_pairs
from evals.reading.muc_tolls import TYPES
from evals.reading.muc_words import after_of, is_name, is_person, is_thing, normal, uncounted
from evals.reading.told import told

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
SLOTS = {
    "PerpInd": "perp_individual_id",
    "PerpOrg": "perp_organization_id",
    "Target": "phys_tgt_id",
    "Victim": "hum_tgt_name",
    "Weapon": "instrument_id",
}
ROLE_TYPES = frozenset(TYPES)
_NO_PARTY = frozenset({"civilians", "unknown"})
_INSTITUTIONS = frozenset({"business", "media", "ngo", "un"})

ROWS = (
    Row("MUC role fillers, documents with a template", 0.55, "roles with"),
    Row("MUC role fillers, all documents", 0.45, "roles all"),
    *(Row(f"MUC {role}, documents with a template", None, f"role {role}") for role in ROLES),
)


@dataclass(frozen=True, slots=True)
class Entity:
    """A gold role filler: every string that names it, in the compared form."""

    strings: frozenset[str]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Filler:
    """A string that Karez puts into a role, with the actor's id where there is one."""

    role: str
    quote: str
    actor: str | None = None


# ------------------------------------------------------------------ gold
def entities(templates: Iterable[Mapping[str, Any]]) -> dict[str, list[Entity]]:
    """The gold entities of one document by role."""
    found: dict[str, list[Entity]] = {role: [] for role in ROLES}
    for template in templates:
        for role, slot in SLOTS.items():
            for fill in template["slots"][slot]["fills"]:
                strings = frozenset(filter(None, map(normal, fill["alternatives"])))
                found[role] = _merged(found[role], Entity(strings, template["optional"] or fill["optional"]))
    return found


def _merged(known: list[Entity], new: Entity) -> list[Entity]:
    same = [entity for entity in known if entity.strings & new.strings]
    strings = new.strings.union(*(entity.strings for entity in same))
    optional = new.optional and all(entity.optional for entity in same)
    return [*(entity for entity in known if entity not in same), Entity(strings, optional)]


# ------------------------------------------------------------------ claims
def fillers(claims: Claims, text: str) -> list[Filler]:
    """The role fillers that the claims of one document give, merged, in text order."""
    seen: list[Filler] = []
    for claim in sorted(claims, key=lambda claim: (claim["start"], claim["end"])):
        for filler in _of_claim(claim, text):
            if normal(filler.quote) and not any(_same(filler, other) for other in seen):
                seen.append(filler)
    return seen


def _same(first: Filler, second: Filler) -> bool:
    if first.role != second.role:
        return False
    return normal(first.quote) == normal(second.quote) or (first.actor is not None and first.actor == second.actor)


def _of_claim(claim: Claim, text: str) -> Iterator[Filler]:
    if not told(claim):
        return
    if claim["kind"] == "incident" and claim["type"] in ROLE_TYPES:
        for actor in claim.get("initiators") or ():
            yield from _initiator(actor)
        for actor in claim.get("targets") or ():
            yield from _target(actor)
        for start, end in _means(claim):
            yield Filler("Weapon", text[start:end])
    elif claim["kind"] == "status" and claim["state"] in {"damaged", "destroyed"}:
        yield Filler("Target", claim["asset"]["quote"], claim["asset"].get("asset"))
    elif claim["kind"] == "toll" and claim["harm"] in {"killed", "injured", "abducted"}:
        quote = uncounted(claim.get("victims_quote") or "")
        if not claim.get("perpetrators") and is_name(quote) and not is_thing(quote):
            yield Filler("Victim", quote)


def _initiator(actor: Mapping[str, Any]) -> Iterator[Filler]:
    quote, party = uncounted(actor["quote"]), actor["class"] not in _NO_PARTY
    person = is_person(quote) or (not party and actor.get("actor") is None)
    # "members of the X" as a whole is no mention of the actor X: only the organisation carries its id.
    yield Filler("PerpInd", quote) if person else Filler("PerpOrg", quote, actor.get("actor"))
    if person and party and (organisation := after_of(quote)):
        yield Filler("PerpOrg", organisation, actor.get("actor"))


def _target(actor: Mapping[str, Any]) -> Iterator[Filler]:
    quote = uncounted(actor["quote"])
    if is_thing(quote) or (actor["class"] in _INSTITUTIONS and not is_person(quote)):
        yield Filler("Target", quote, actor.get("actor"))
    elif is_name(quote):
        yield Filler("Victim", quote, actor.get("actor"))


def _means(claim: Claim) -> Iterator[tuple[int, int]]:
    for name, pairs in (claim.get("fields") or {}).items():
        if name.startswith("means") and pairs:
            yield from [tuple(pairs)] if isinstance(pairs[0], int) else map(tuple, pairs)


# ------------------------------------------------------------------ figures
def counts(gold: list[Entity], found: list[Filler]) -> tuple[int, int, int]:
    """Matched, found, wanted in one role of one document; a required entity before an optional one."""
    # All strings of a filler (it has one) must be strings of the entity.
    fits = [[(1 if e.optional else 2) * (normal(f.quote) in e.strings) for e in gold] for f in found]
    paired = most_pairs(fits)
    spare = sum(gold[column].optional for _, column in paired)
    return len(paired) - spare, len(found) - spare, sum(not entity.optional for entity in gold)


def parts(gold: Mapping[str, list[Entity]], found: list[Filler], *, has_template: bool) -> Parts:
    """The parts of one document."""
    by_role = {role: counts(gold[role], [f for f in found if f.role == role]) for role in ROLES}
    whole = f1(*(sum(row[side] for row in by_role.values()) for side in range(3)))
    if not has_template:
        return {"roles all": whole}
    return {"roles all": whole, "roles with": whole, **{f"role {role}": f1(*row) for role, row in by_role.items()}}
