"""Key figures, and the tolls by party and claimant."""

from collections.abc import Iterable, Sequence

from karez.brief.cite import Citations
from karez.brief.outline import Line, Part, Section
from karez.brief.words import days, label, number_words, place_words, words
from karez.model.claim import Toll
from karez.model.finding import Findings, SumCheck, TollFigure, TollFinding
from karez.model.vocabulary import Realis, Scope, Unit

_ORDER = ("killed", "injured", "casualties", "missing", "abducted", "detained", "displaced", "surrendered")
_MOST, _MOST_NAMED = 6, 2


def key_figures(findings: Findings, cite: Citations) -> Section:
    """The largest toll of each harm that is no part of another and not the attackers' own, at most six."""
    parts = {part for check in findings.sums for part in check.parts}
    added = {check.total for check in findings.sums if check.holds}
    best: dict[str, TollFinding] = {}
    for toll in findings.tolls:
        own = set(toll.claims)
        if toll.perpetrators or set(toll.part_of) - own or parts & own or not size(toll):
            continue
        rival = best.get(toll.harm)
        if rival is None or _rank(toll, added) > _rank(rival, added):
            best[toll.harm] = toll
    lines = [_card(best[harm], cite) for harm in _ORDER if harm in best]
    return Section("key", words()["sections"]["key"], tuple(lines[:_MOST]))


def size(toll: TollFinding) -> int:
    """How large a toll is for ranking: what somebody counted, before the far end of a vague word."""
    told = [figure.best if figure.best is not None else figure.low for figure in toll.figures]
    counted = [number for number in told if number is not None]
    return max(counted, default=toll.high or 0)


def _rank(toll: TollFinding, added: set[str]) -> tuple[int, bool, int, int]:
    """Larger first; then with parts that add up, from more claimants, and with place and day told."""
    sources = len({figure.source.key for figure in toll.figures})
    told = (toll.place is not None) + (toll.start is not None)
    return (size(toll), bool(added & set(toll.claims)), sources, told)


def first_claims(toll: TollFinding) -> tuple[str, ...]:
    """One claim for each figure, the first that gives it."""
    return tuple(figure.claims[0] for figure in toll.figures)


def _card(toll: TollFinding, cite: Citations) -> Line:
    number = number_words(toll.low, toll.best, toll.high)
    claims = first_claims(toll)
    tail = " — contested" if toll.contested else ""
    about = f" {subject(toll)}, {cite.place(toll.place, toll.place_quote)}{_when(toll)}{_scope(toll)}{tail}"
    who = cite.claimants(claims) if len(claims) <= _MOST_NAMED else f"{len(claims)} claimants"
    return Line(
        (
            cite.part(number, claims, strong=True),
            cite.part(about, claims),
            cite.part(f" — {who}{_agreed(toll, cite)}", claims),
        )
    )


def _agreed(toll: TollFinding, cite: Citations) -> str:
    """How many independent origins give the number; accounts that differ do not stand behind one."""
    return "" if toll.contested else cite.standing(toll.claims)


def _when(toll: TollFinding) -> str:
    told = days(toll.start, toll.end)
    return f", {told}" if told else ", date not told"


def _scope(toll: TollFinding) -> str:
    return "" if toll.scope is Scope.INCIDENT else f" ({label('scope', toll.scope)})"


def subject(toll: TollFinding) -> str:
    """What a toll counts: ``civilians killed``, ``families displaced``."""
    people = label("victims", toll.victims)
    if toll.unit is not Unit.PERSONS:
        people = f"{toll.unit.value}" if people == "people" else f"{toll.unit.value} of {people}"
    side = " (of the attacking side)" if toll.perpetrators else ""
    return f"{people} {label('harm', toll.harm)}{side}"


def toll_section(findings: Findings, cite: Citations) -> Section:
    """Every toll with each claimant's latest own figure; contested ones with the sentences of all sides."""
    lines: list[Line] = []
    for toll in sorted(findings.tolls, key=_toll_order):
        lines.append(_toll_line(toll, cite))
        lines.extend(_figure_line(figure, cite, quoted=toll.contested) for figure in toll.figures)
        lines.extend(_sum_lines(_checks(toll, findings), cite))
    return Section("tolls", words()["sections"]["tolls"], tuple(lines))


def _checks(toll: TollFinding, findings: Findings) -> list[SumCheck]:
    """The sums of the toll's figures, also of those that went before; what is only partial gives way to what holds."""
    claims = {*toll.claims, *(claim for figure in toll.figures for claim in figure.earlier)}
    found = [check for check in findings.sums if check.total in claims]
    whole = {check.total for check in found if check.holds}
    return [check for check in found if check.holds or check.fails or check.total not in whole]


def _toll_order(toll: TollFinding) -> tuple[object, ...]:
    return (
        _ORDER.index(toll.harm),
        toll.start or "~",
        place_words(toll.place, toll.place_quote),
        toll.victims,
        toll.id,
    )


def _toll_line(toll: TollFinding, cite: Citations) -> Line:
    number = number_words(toll.low, toll.best, toll.high)
    about = f" {subject(toll)}, {cite.place(toll.place, toll.place_quote)}{_when(toll)}{_scope(toll)}"
    together = _agreed(toll, cite) if len(toll.figures) > 1 else ""
    parts = [cite.part(number, toll.claims, strong=True), cite.part(f"{about}{together}", toll.claims)]
    if toll.contested:
        parts += [Part(" — "), Part("contested", strong=True)]
    return Line(tuple(parts))


def _figure_line(figure: TollFigure, cite: Citations, *, quoted: bool) -> Line:
    number = number_words(figure.low, figure.best, figure.high)
    word = f" (“{figure.word}”)" if figure.word else ""
    alleged = " (alleged)" if figure.realis is Realis.ALLEGED else ""
    party = figure.source.publisher and figure.source.source_class in words()["parties"]
    own = " (own statement)" if party else ""
    said = f"{cite.claimant(figure.claims[0])}{own}: {number}{word}{alleged}{cite.standing(figure.claims)}"
    if quoted:
        said += f" — “{cite.sentence(figure.claims[0])}”"
    return Line((cite.part(said, figure.claims), *earlier_parts(figure, cite)), "sub")


def earlier_parts(figure: TollFigure, cite: Citations) -> list[Part]:
    """The claimant's earlier numbers, where they were other ones, each with its reference."""
    standing = (figure.low, figure.best, figure.high)
    before: dict[tuple[int | None, ...], list[str]] = {}
    for claim in figure.earlier:
        body = cite.record(claim).claim.body if cite.holds(claim) else None
        if isinstance(body, Toll) and (body.low, body.best, body.high) != standing:
            before.setdefault((body.low, body.best, body.high), []).append(claim)
    parts: list[Part] = []
    for bounds, claims in before.items():
        parts += [Part(", " if parts else "; before that "), cite.part(number_words(*bounds), claims)]
    return parts


def _sum_lines(checks: Iterable[SumCheck], cite: Citations) -> list[Line]:
    return [Line(_sum_parts(check, cite), "sub") for check in checks]


def _sum_parts(check: SumCheck, cite: Citations) -> tuple[Part, ...]:
    numbers: Sequence[str] = [_number(cite, part) for part in check.parts]
    sum_ = f"{' + '.join(numbers)} = {check.added}" if len(numbers) > 1 else numbers[0]
    claims = (*check.parts, check.total)
    if check.holds:
        return (cite.part(f"The parts add up: {sum_}", claims),)
    if check.fails:
        over = f"{check.added - check.expected} more than the total of {check.expected}"
        return (cite.part(f"The parts exceed the total: {sum_}, {over}", claims),)
    return (cite.part(f"Parts told: {sum_} of the total of {check.expected}", claims),)


def _number(cite: Citations, claim: str) -> str:
    body = cite.record(claim).claim.body
    best, low = getattr(body, "best", None), getattr(body, "low", None)
    return str(best if best is not None else low)
