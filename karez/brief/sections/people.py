"""Key figures, and the tolls by party and claimant."""

from collections.abc import Iterable, Sequence

from karez.brief.cite import Citations
from karez.brief.outline import Line, Part, Section
from karez.brief.words import days, label, number_words, place_words, words
from karez.model.finding import Findings, SumCheck, TollFigure, TollFinding
from karez.model.vocabulary import Realis, Scope, Unit

_ORDER = ("killed", "injured", "casualties", "missing", "abducted", "detained", "displaced", "surrendered")


def key_figures(findings: Findings, cite: Citations) -> Section:
    """The largest toll of each harm that is no part of another, at most six."""
    parts = {part for check in findings.sums for part in check.parts}
    best: dict[str, TollFinding] = {}
    for toll in findings.tolls:
        if parts & set(toll.claims):
            continue
        rival = best.get(toll.harm)
        if rival is None or _size(toll) > _size(rival):
            best[toll.harm] = toll
    lines = [_headline(best[harm], cite) for harm in _ORDER if harm in best]
    return Section("key", words()["sections"]["key"], tuple(lines[:6]))


def _size(toll: TollFinding) -> int:
    return toll.high or toll.best or toll.low or 0


def _headline(toll: TollFinding, cite: Citations) -> Line:
    number = number_words(toll.low, toll.best, toll.high)
    tail = " — contested" if toll.contested else ""
    about = f" {subject(toll)}, {place_words(toll.place, toll.place_quote)}"
    return Line(
        (cite.part(number, toll.claims, strong=True), Part(about), cite.part(_when(toll), toll.claims[:1]), Part(tail))
    )


def _when(toll: TollFinding) -> str:
    told = days(toll.start, toll.end)
    return f", {told}" if told else ", date not told"


def subject(toll: TollFinding) -> str:
    """What a toll counts: ``civilians killed``, ``families displaced``."""
    people = label("victims", toll.victims)
    if toll.unit is not Unit.PERSONS:
        people = f"{toll.unit.value}" if people == "people" else f"{toll.unit.value} of {people}"
    side = " (of the attacking side)" if toll.perpetrators else ""
    return f"{people} {label('harm', toll.harm)}{side}"


def toll_section(findings: Findings, cite: Citations) -> Section:
    """Every toll with each claimant's latest own figure; contested ones with the sentences of all sides."""
    checks = {check.total: check for check in findings.sums}
    lines: list[Line] = []
    for toll in sorted(findings.tolls, key=_toll_order):
        lines.append(_toll_line(toll, cite))
        lines.extend(_figure_line(figure, cite) for figure in toll.figures)
        lines.extend(_quotes(toll, cite) if toll.contested else ())
        lines.extend(_sum_lines((checks[claim] for claim in toll.claims if claim in checks), cite))
    return Section("tolls", words()["sections"]["tolls"], tuple(lines))


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
    scope = "" if toll.scope is Scope.INCIDENT else f" ({toll.scope.value} sum)"
    about = f" {subject(toll)}, {place_words(toll.place, toll.place_quote)}"
    parts = [
        cite.part(number, toll.claims, strong=True),
        Part(about),
        cite.part(_when(toll), toll.claims[:1]),
        Part(scope),
    ]
    if toll.contested:
        parts.append(Part(" — contested", strong=True))
    return Line(tuple(parts))


def _figure_line(figure: TollFigure, cite: Citations) -> Line:
    number = number_words(figure.low, figure.best, figure.high)
    word = f" (“{figure.word}”)" if figure.word else ""
    alleged = " (alleged)" if figure.realis is Realis.ALLEGED else ""
    own = " (own statement)" if figure.source.publisher else ""
    who = cite.part(f"{cite.claimant(figure.claims[0])}{own}: {number}{word}", figure.claims)
    parts = [who, Part(alleged)]
    if figure.earlier:
        parts += [Part(", before that "), cite.part("another figure", figure.earlier)]
    return Line(tuple(parts), "sub")


def _quotes(toll: TollFinding, cite: Citations) -> list[Line]:
    return [
        Line((cite.part(f"“{cite.sentence(figure.claims[0])}”", figure.claims[:1]),), "sub") for figure in toll.figures
    ]


def _sum_lines(checks: Iterable[SumCheck], cite: Citations) -> list[Line]:
    return [Line(_sum_parts(check, cite), "sub") for check in checks]


def _sum_parts(check: SumCheck, cite: Citations) -> tuple[Part, ...]:
    numbers: Sequence[str] = [_number(cite, part) for part in check.parts]
    added = cite.part(f"{' + '.join(numbers)} = {check.added}", (*check.parts, check.total))
    if check.holds:
        return (Part("The parts add up: "), added)
    relation = "more than" if check.missing < 0 else "fewer than"
    gap = cite.part(f"{abs(check.missing)} {relation} the total of {check.expected}", (check.total,))
    return (Part("The parts do not add up: "), added, Part(", "), gap)


def _number(cite: Citations, claim: str) -> str:
    body = cite.record(claim).claim.body
    best, low = getattr(body, "best", None), getattr(body, "low", None)
    return str(best if best is not None else low)
