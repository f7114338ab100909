"""From findings to a brief: the sections in their order, every figure cited."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace

from karez.brief.cite import Citations
from karez.brief.mask import Mask, Scrub
from karez.brief.outline import Brief, Reference, Section
from karez.brief.sections.about import gap_section, method_section, source_section
from karez.brief.sections.changes import Before, change_section
from karez.brief.sections.contradictions import contradiction_section
from karez.brief.sections.happenings import assessment_section, control_section, directive_section
from karez.brief.sections.highlights import highlight_section
from karez.brief.sections.incidents import incident_section
from karez.brief.sections.people import key_figures, toll_section
from karez.brief.sections.states import communication_section, transport_section
from karez.model.access_answer import AccessAnswer
from karez.model.claim import Control, Directive, Incident, Status
from karez.model.errors import BriefError
from karez.model.finding import Findings
from karez.model.grading import Grades
from karez.model.picture import Picture
from karez.model.record import ClaimRecord, View
from karez.model.text import printable
from karez.model.times import show
from karez.model.vocabulary import Marking


@dataclass(frozen=True, slots=True)
class BriefOptions:
    """How a brief is made. ``before`` is what was known at the time that it is compared with.

    ``known`` are names of the atlas (places, parties, roads), which are masked nowhere. ``grades`` are those of the
    view: what a person decided is written beside sources and claims, what rules suggest only for programs.
    """

    timezone: str
    title: str = "Situation brief"
    marking: Marking = Marking.AMBER
    before: Before | None = None
    reader: str = ""
    pack: str = ""
    mask: bool = True
    known: frozenset[str] = frozenset()
    grades: Grades | None = None


def compose(
    findings: Findings,
    view: View,
    options: BriefOptions,
    picture: Picture | None = None,
    access: AccessAnswer | None = None,
) -> Brief:
    """Return the brief of ``view``, with its map and access picture where there is one.

    Raises BriefError nothing-to-say where the view holds no report.
    """
    if not view.reports:
        raise BriefError("nothing-to-say")
    mask = view_mask(view, options.known | _drawn(picture), enabled=options.mask)
    zone = options.timezone
    cite = Citations(view, findings.sources, mask, timezone=zone, voices=findings.voices, grades=options.grades)
    sections = (
        key_figures(findings, cite),
        highlight_section(findings, cite, access),
        change_section(findings, options.before, view, cite),
        toll_section(findings, cite),
        incident_section(findings, cite),
        communication_section(findings, cite),
        transport_section(findings, cite, access),
        control_section(findings, cite),
        directive_section(findings, cite),
        assessment_section(findings, cite),
        contradiction_section(findings, cite),
        gap_section(findings, view, cite),
        source_section(view, cite, findings.links),
        method_section(view, cite, reader=options.reader, pack=options.pack, timezone=zone),
    )
    return bound(sections, view, cite, mask, options, picture)


def bound(
    sections: Iterable[Section],
    view: View,
    cite: Citations,
    mask: Mask,
    options: BriefOptions,
    picture: Picture | None = None,
) -> Brief:
    """Bind sections, and the references that they and the map lead to, into a brief; private names are masked."""
    for claim in _on_map(picture):
        cite.ids((claim,))
    references = cite.references()
    zone = options.timezone
    kept = tuple(sorted({*mask.kept, *_drawn(picture)}))
    scrub = mask.scrub(kept)
    return Brief(
        title=printable(scrub.text(mask.text(options.title))),
        as_of=show(view.as_of, zone),
        recorded=show(view.recorded, zone, exact=True),  # given back as --recorded, it leads to this brief again
        timezone=zone,
        head=view.head,
        marking=marking_of(view, options.marking),
        sections=tuple(_scrubbed(section, scrub) for section in sections),
        references=tuple(_scrubbed_reference(item, scrub) for item in references),
        picture=picture,
        masked=mask.masked,
        kept=kept,
        ids=cite.by_claim(),
        used=cite.used(),
        times=(view.as_of, view.recorded),
    )


def view_mask(view: View, known: Set[str], *, enabled: bool = True) -> Mask:
    """Return the mask of all reports of a view; ``known`` are names of the atlas, which stay."""
    return Mask(known | _known(view), _texts(view), _authors(view), listed=_unlisted_places(view), enabled=enabled)


def _scrubbed(section: Section, scrub: Scrub) -> Section:
    lines = (
        replace(line, parts=tuple(replace(part, text=printable(scrub.text(part.text))) for part in line.parts))
        for line in section.lines
    )
    return replace(section, lines=tuple(lines))


def _scrubbed_reference(item: Reference, scrub: Scrub) -> Reference:
    return replace(
        item,
        quote=printable(scrub.text(item.quote)),
        before=printable(scrub.text(item.before)),
        after=printable(scrub.text(item.after)),
        claimant=printable(scrub.text(item.claimant)),
        publisher=printable(scrub.text(item.publisher)),
        url=printable(scrub.text(item.url)) if item.url else None,
    )


def _on_map(picture: Picture | None) -> list[str]:
    if picture is None:
        return []
    lines = [claim for line in picture.lines for claim in line.refs]
    return [*lines, *(claim for point in picture.points for claim in point.refs)]


def _drawn(picture: Picture | None) -> set[str]:
    """The names on the map: places and roads of the atlas."""
    if picture is None:
        return set()
    return {point.name for point in picture.points} | {line.name for line in picture.lines}


def _texts(view: View) -> Iterator[str]:
    """Every text of the view, titles too, for what it tells of names."""
    for report in view.reports:
        yield from (text for text in (report.text, report.title) if text)


def _authors(view: View) -> set[str]:
    return {report.author for report in view.reports if report.author and report.author != report.publisher}


def marking_of(view: View, asked: Marking) -> Marking:
    """Return the narrowest marking of the reports and of what was asked for."""
    order = list(Marking)
    return min((asked, *(report.marking for report in view.reports)), key=order.index)


def _known(view: View) -> set[str]:
    """Names that are no private person's: publishers, and the places, parties and assets of the claims."""
    names = {report.publisher for report in view.reports if report.publisher}
    for record in view.claims:
        names |= _names(record)
    return names


def _unlisted_places(view: View) -> set[str]:
    """Places of claims that no gazetteer holds, in the words of the reports."""
    wheres = (record.claim.where for record in view.claims)
    return {where.span.quote for where in wheres if where and not where.place}


def _names(record: ClaimRecord) -> set[str]:
    claim = record.claim
    names: set[str] = set()
    if claim.claimant and claim.claimant.actor:
        names.add(claim.claimant.span.quote)
    if claim.where and claim.where.place:
        place = claim.where.place
        names |= {name for name in (place.name, place.admin1, place.admin2, claim.where.span.quote) if name}
    match claim.body:
        case Incident(initiators=initiators, targets=targets):
            names |= {actor.span.quote for actor in (*initiators, *targets) if actor.actor}
        case Status(asset=asset):
            names.add(asset.span.quote)
        case Control(holder=holder) if holder and holder.actor:
            names.add(holder.span.quote)
        case Directive(issuer=issuer) if issuer and issuer.actor:
            names.add(issuer.span.quote)
        case _:
            pass
    return names
