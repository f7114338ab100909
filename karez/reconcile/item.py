"""A claim together with its report and the party behind it."""

from collections.abc import Mapping
from dataclasses import dataclass

from karez.model.claim import Claim, Where
from karez.model.finding import Source
from karez.model.mention import Place
from karez.model.origin import Origins, ReportOrigin, Stretch, Voice
from karez.model.record import ClaimRecord, ReportRecord, View
from karez.model.vocabulary import ClaimantClass, Realis
from karez.reconcile.source import PartyOf, plain, publisher_source, source

# What counts as said to have happened; the rest is told apart or left to its own section.
TOLD = frozenset({Realis.ASSERTED, Realis.ALLEGED})


@dataclass(frozen=True, slots=True)
class Item:
    """One claim of a view, its report and who stands behind it; ``origin`` is the key of the origin of its words."""

    record: ClaimRecord
    report: ReportRecord
    source: Source
    origin: str = ""

    @property
    def claim(self) -> Claim:
        """The claim."""
        return self.record.claim

    @property
    def voice(self) -> Voice:
        """Who stands behind it, for counting independent origins."""
        return Voice(self.claim.id, self.report.id, self.source.key, self.origin)

    @property
    def known_from(self) -> int:
        """When the public could know it, an instant."""
        return self.record.known_from

    @property
    def place(self) -> Place | None:
        """The place that it names, resolved."""
        return self.claim.where.place if self.claim.where else None

    @property
    def start(self) -> str | None:
        """ISO local start of the happening, where told."""
        return self.claim.when.start if self.claim.when else None

    @property
    def end(self) -> str | None:
        """ISO local end of the happening, exclusive, where told."""
        return self.claim.when.end if self.claim.when else None


def items(view: View, party_of: PartyOf | None = None, origins: Origins | None = None) -> tuple[Item, ...]:
    """Return the view's claims with their reports, ordered by known-from, report, place in the text, id.

    By ``origins`` words that are reprinted have the claimant and the origin of their first print; without them every
    report is its publisher's own.
    """
    reports = {report.id: report for report in view.reports}
    found = [_item(record, reports, party_of, origins) for record in view.claims]
    return tuple(sorted(found, key=told_order))


def _item(
    record: ClaimRecord, reports: Mapping[str, ReportRecord], party_of: PartyOf | None, origins: Origins | None
) -> Item:
    report, claim = reports[record.report], record.claim
    if origins is None or report.id not in origins.reports:
        return Item(record, report, source(claim, report, party_of), publisher_source(report, party_of).key)
    told = origins.reports[report.id]
    stretch = told.stretch(claim.span.offsets)
    first = reports.get(stretch.report or "", report) if stretch else report
    who = source(claim, first, party_of)
    return Item(record, report, who, _origin(claim, who, told, stretch, origins))


def _origin(claim: Claim, who: Source, told: ReportOrigin, stretch: Stretch | None, origins: Origins) -> str:
    """The key of the origin: of an outlet that is cited itself, else of the words, else of the report."""
    if claim.claimant and claim.claimant.claimant_class is ClaimantClass.MEDIA:
        return origins.outlet(claim.claimant.span.quote) or who.key
    if stretch is not None and stretch.report is None:
        return stretch.key
    first = origins.reports.get(stretch.report or "") if stretch else told
    if first is None or (stretch is not None and stretch.key != first.key):
        return stretch.key if stretch else told.key
    nobody = claim.claimant is None or claim.claimant.claimant_class is ClaimantClass.UNNAMED
    return first.voice if nobody else first.key


def told_order(item: Item) -> tuple[int, str, int, str]:
    """The order in which things were told: by known-from, report, place in the text, id."""
    return (item.known_from, item.report.id, item.claim.span.start, item.claim.id)


def place_key(where: Where | None) -> str | None:
    """What two claims about one place share: its id, else its words, else None."""
    if where is None:
        return None
    return where.place.id if where.place else plain(where.span.quote)


def within(place: Place, other: Place) -> bool:
    """Tell whether ``place`` is ``other`` or lies in it, by the names and P-codes of its units."""
    if place.id == other.id:
        return True
    if place.pcode and other.pcode:
        # A town and its district share a code: the smaller lies in the larger.
        smaller = place.pcode != other.pcode or (place.radius_km or 0.0) < (other.radius_km or 0.0)
        return smaller and place.pcode.startswith(other.pcode)
    units = {name.casefold() for name in (place.admin1, place.admin2) if name}
    return place.country == other.country and other.name.casefold() in units
