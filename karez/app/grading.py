"""Where sources, claims and incidents are graded: what the rules suggest, and what a person decides about it.

A decision is appended as a judgement and never erased. Private persons are not graded: they are one source by class.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from karez.app.log import log
from karez.app.values import Asked
from karez.brief.mask import Mask
from karez.ledger.ledger import Ledger
from karez.model.errors import RequestError
from karez.model.finding import Findings
from karez.model.grading import (
    Credibility,
    Grade,
    Grades,
    Grading,
    Matter,
    Reliability,
    SourceGrade,
    claim_decisions,
    claim_judgement,
    source_decisions,
    source_judgement,
)
from karez.model.origin import Origins
from karez.model.record import ClaimRecord, Judgement, View
from karez.reconcile.grading.grades import Beside, decision_on, grades, matter_of, source_key
from karez.reconcile.item import Item, items
from karez.reconcile.source import PartyOf

_GRADE = re.compile(r"([A-F])?([1-6])?", re.IGNORECASE)
_CLAIM, _INCIDENT = "clm-", "inc-"


@dataclass(frozen=True, slots=True)
class Looking:
    """How grading looks at a ledger; handed in by the workspace.

    ``view`` gives the view that is asked for, ``findings`` what it adds up to, ``origins`` where its words come from,
    ``mask`` its mask, ``party_of`` the party that a publisher's name means.
    """

    view: Callable[[Asked | None], View]
    findings: Callable[[View], Findings]
    origins: Callable[[View], Origins]
    mask: Callable[[View], Mask]
    party_of: PartyOf


@dataclass(frozen=True, slots=True)
class Wish:
    """A grade that a person gives: ``what`` is a source's key or name, or the id of a claim or incident.

    ``grade`` is like B, 2 or B2; ``matter`` one of ``Matter``, None for whatever the source tells; ``since`` the time
    from which the grade holds, None for the latest report that speaks of ``what``.
    """

    what: str
    grade: str
    by: str
    reason: str
    matter: str | None = None
    since: str | None = None


class GradingDesk:
    """Grades of one ledger. ``instant`` turns words into an instant of the ledger's zone."""

    def __init__(self, ledger: Ledger, instant: Callable[[str], int], looking: Looking) -> None:
        self._ledger = ledger
        self._instant = instant
        self._looking = looking

    def grades(self, asked: Asked | None = None) -> Grades:
        """Return the grades as of the times asked for; names of private persons are in none. Raises RequestError."""
        view = self._looking.view(asked)
        return self.of(view, self._looking.findings(view))

    def of(self, view: View, findings: Findings) -> Grades:
        """Return the grades of a view that was made already, with the names in them masked."""
        looking = self._looking
        mask, origins = looking.mask(view), looking.origins(view)
        beside = Beside(origins, looking.party_of, lambda item: is_private(item, mask))
        return masked(grades(view, items(view, looking.party_of, origins), findings, beside), mask)

    def letters(self, view: View) -> dict[str, str]:
        """Return the letter of every claim of a view whose source a person graded: what the rule for tolls may use."""
        looking, decisions = self._looking, source_decisions(view.judgements)
        if not decisions:
            return {}
        mask, told = looking.mask(view), items(view, looking.party_of, looking.origins(view))
        graded = ((item, decision_on(decisions, source_key(item), matter_of(item))) for item in told)
        return {item.claim.id: one.grade.value for item, one in graded if one and not is_private(item, mask)}

    def of_claim(
        self, record: ClaimRecord, asked: Asked | None = None
    ) -> tuple[Grading[Reliability] | None, Grading[Credibility] | None]:
        """Return the grades that persons gave a claim's source and the claim, as of the times asked for, by itself."""
        looking = self._looking
        view = looking.view(asked)
        alone = items(replace(view, claims=(record,)), looking.party_of, looking.origins(view))
        of_source = [
            decision_on(source_decisions(view.judgements), source_key(item), matter_of(item)) for item in alone
        ]
        return of_source[0], claim_decisions(view.judgements).get(record.claim.id)

    def decide(self, wish: Wish) -> tuple[Judgement, ...]:
        """Append a person's grade and return its judgements: two where a claim is graded like B2, source first.

        Raises RequestError bad-value, bad-request, unknown-id, ambiguous-id.
        """
        if not wish.by.strip() or not wish.reason.strip():
            raise RequestError("bad-request", "say by whom and for what reason; both stand in every brief")
        letter, number = parsed_grade(wish.grade)
        found = self.grades()
        if wish.what.startswith(_INCIDENT):
            made = [self._of_incident(wish, letter, number, found)]
        elif wish.what.startswith(_CLAIM):
            made = self._of_claim(wish, letter, number, found)
        else:
            made = [self._of_source(wish, letter, number, found)]
        kept = tuple(self._ledger.judge(one) for one in made)
        for one in kept:
            log().info("graded", judgement=one.id)
        return kept

    def _of_source(
        self, wish: Wish, letter: Reliability | None, number: Credibility | None, found: Grades
    ) -> Judgement:
        rows = sources_named(found, wish.what)
        if letter is None or number is not None:
            raise RequestError("bad-value", "a source takes a letter, A to F; a number is for a claim or incident")
        matter = _matter(wish.matter)
        if matter is not Matter.ANY and matter not in {one.matter for one in rows}:
            raise RequestError("bad-value", f"nothing of {matter.value} is told by it", place=rows[0].key)
        known = [one.known for one in rows if matter in (Matter.ANY, one.matter)]
        since = self._since(wish, min(first for first, _ in known), max(last for _, last in known))
        return source_judgement(Grading(letter, wish.by, wish.reason, since), rows[0].key, matter)

    def _of_claim(
        self, wish: Wish, letter: Reliability | None, number: Credibility | None, found: Grades
    ) -> list[Judgement]:
        claim = self._ledger.resolve(wish.what)
        if number is None or wish.matter is not None:
            raise RequestError("bad-value", "a claim takes a number, 1 to 6, or both, like B2; its source is graded by "
                               "the key that karez grades lists", place=wish.what)  # fmt: skip
        claim = self._ledger.successor(claim)
        if claim not in found.claims:
            raise RequestError("bad-request", "this claim was rejected or taken back: it feeds no figure", place=claim)
        known = found.claims[claim].suggestion.known_from
        made = []
        if letter is not None:
            behind = found.behind[claim]
            refuse_private(behind)
            since = self._since(wish, known, behind.known[1])
            made.append(source_judgement(Grading(letter, wish.by, wish.reason, since), behind.key, behind.matter))
        grading = Grading(number, wish.by, wish.reason, self._since(wish, known, known))
        return [*made, claim_judgement(grading, claim)]

    def _of_incident(
        self, wish: Wish, letter: Reliability | None, number: Credibility | None, found: Grades
    ) -> Judgement:
        if number is None or letter is not None or wish.matter is not None:
            raise RequestError("bad-value", "an incident takes a number, 1 to 6", place=wish.what)
        anchor = self._ledger.successor(self._ledger.resolve(_CLAIM + wish.what.removeprefix(_INCIDENT)))
        held = [one for one in found.incidents.values() if anchor in one.claims]
        if not held:
            raise RequestError("unknown-id", "no incident holds the claim that this id names", place=wish.what)
        known = [found.claims[claim].suggestion.known_from for claim in held[0].claims if claim in found.claims]
        grading = Grading(number, wish.by, wish.reason, self._since(wish, min(known), max(known)))
        return claim_judgement(grading, anchor, held[0].id)

    def _since(self, wish: Wish, first: int, last: int) -> int:
        if wish.since is None:
            return last
        since = self._instant(wish.since)
        if since < first:
            raise RequestError("bad-value", f"{wish.since} is before the first report that speaks of it")
        return since


def masked(found: Grades, mask: Mask) -> Grades:
    """Return grades with the names of private persons masked in whatever a person or a report wrote."""

    def decided(one: Grading[Grade] | None) -> Grading[Grade] | None:
        return one and replace(one, by=mask.text(one.by), reason=mask.text(one.reason))

    sources = {id(one): replace(one, name=mask.text(one.name), decision=decided(one.decision)) for one in found.sources}
    return replace(
        found,
        sources=tuple(sources.values()),
        claims={name: replace(one, decision=decided(one.decision)) for name, one in found.claims.items()},
        incidents={name: replace(one, decision=decided(one.decision)) for name, one in found.incidents.items()},
        behind={claim: sources[id(one)] for claim, one in found.behind.items()},
        publishers={report: sources[id(one)] for report, one in found.publishers.items()},
    )


def is_private(item: Item, mask: Mask) -> bool:
    """Tell whether a claim's claimant is named as a private person in the words of the report."""
    claimant, text = item.claim.claimant, item.report.text
    if claimant is None or claimant.actor:
        return False
    start, end = claimant.span.offsets
    named = text is not None and mask.cut(text, start, end) != text[start:end]
    return named or mask.text(item.source.name) != item.source.name


def parsed_grade(text: str) -> tuple[Reliability | None, Credibility | None]:
    """Return the letter and the number of a grade such as B, 2 or B2. Raises RequestError bad-value."""
    match = _GRADE.fullmatch(text.strip())
    if not match or not match.group():
        raise RequestError("bad-value", f"{text!r} is no grade; write a letter A to F, a number 1 to 6, or both: B2")
    letter, number = match.groups()
    return (Reliability(letter.upper()) if letter else None, Credibility(number) if number else None)


def sources_named(found: Grades, name: str) -> Sequence[SourceGrade]:
    """Return the rows of the one source that a key or a name means, one for each matter.

    Raises RequestError unknown-id, ambiguous-id; bad-value for people who are not graded.
    """
    wanted = " ".join(name.casefold().split())
    rows = [one for one in found.sources if one.key.casefold() == wanted]
    if not rows:
        keys = {one.key for one in found.sources if " ".join(one.name.casefold().split()) == wanted}
        if len(keys) > 1:
            raise RequestError("ambiguous-id", f"it is the name of {', '.join(sorted(keys))}", place=name)
        rows = [one for one in found.sources if one.key in keys]
    if not rows:
        raise RequestError("unknown-id", "no source has this key or name; karez grades lists them", place=name)
    refuse_private(rows[0])
    return rows


def refuse_private(one: SourceGrade) -> None:
    """Refuse to grade private persons and people whom nobody names. Raises RequestError bad-value."""
    if one.private:
        raise RequestError("bad-value", "private persons and people whom nobody names are not graded", place=one.key)


def _matter(word: str | None) -> Matter:
    try:
        return Matter(word) if word else Matter.ANY
    except ValueError as error:
        raise RequestError("bad-value", f"--on {word!r} is none of {', '.join(Matter)}") from error
