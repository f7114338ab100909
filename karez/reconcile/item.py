"""A claim together with its report and the party behind it."""

from dataclasses import dataclass

from karez.model.claim import Claim, Where
from karez.model.finding import Source
from karez.model.mention import Place
from karez.model.record import ClaimRecord, ReportRecord, View
from karez.model.vocabulary import Realis
from karez.reconcile.source import PartyOf, plain, source

# What counts as said to have happened; the rest is told apart or left to its own section.
TOLD = frozenset({Realis.ASSERTED, Realis.ALLEGED})


@dataclass(frozen=True, slots=True)
class Item:
    """One claim of a view, its report and who stands behind it."""

    record: ClaimRecord
    report: ReportRecord
    source: Source

    @property
    def claim(self) -> Claim:
        """The claim."""
        return self.record.claim

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


def items(view: View, party_of: PartyOf | None = None) -> tuple[Item, ...]:
    """Return the view's claims with their reports, ordered by known-from, report, place in the text, id."""
    reports = {report.id: report for report in view.reports}
    found = [_item(record, reports[record.report], party_of) for record in view.claims]
    return tuple(sorted(found, key=told_order))


def _item(record: ClaimRecord, report: ReportRecord, party_of: PartyOf | None) -> Item:
    return Item(record, report, source(record.claim, report, party_of))


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
