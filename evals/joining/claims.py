"""Claims joined into incidents, turned into clusters of reports: a report goes where its main incident claim goes."""

from collections.abc import Sequence

from karez.model.canonical import digest_text
from karez.model.identity import with_ids
from karez.model.record import ClaimRecord, ReportRecord, View
from karez.model.vocabulary import IncidentType
from karez.resolve.incidents.join import JoinedClaims, join_claims
from karez.resolve.incidents.row import ClaimRow
from karez.resolve.told import Told

# Microseconds of a day; the ordinal of 1970-01-01.
DAY, EPOCH = 86_400_000_000, 719_163
# What comes after a happening and is told with it.
FOLLOWS = frozenset({IncidentType.ARREST, IncidentType.RELEASE, IncidentType.SECURITY_OPERATION})


def view_of(told: Sequence[Told]) -> View:
    """A view of these reports and of what was read in their texts."""
    reports, claims = [], []
    for one in told:
        known = ((one.day or EPOCH) - EPOCH) * DAY
        reports.append(ReportRecord(one.id, digest_text(one.text), one.text, one.id, known, known, title=one.title))
        claims += [ClaimRecord(claim, one.id, known, known) for claim in with_ids(one.id, one.reading.claims)]
    return View(2**62, 2**62, "", tuple(reports), claims)


def main_claims(view: View, rows: Sequence[ClaimRow]) -> dict[str, str]:
    """The main claim of each report: of those that it is about the first incident that is told, else the first toll.

    What follows a happening, such as an arrest, is main only where nothing else is told.
    """
    at = {record.claim.id: record.claim.span.start for record in view.claims}
    found: dict[str, ClaimRow] = {}
    for row in sorted(rows, key=lambda row: (_order(row), at[row.id], row.id)):
        found.setdefault(row.report, row)
    return {report: row.id for report, row in found.items()}


def _order(row: ClaimRow) -> tuple[bool, ...]:
    return (not row.head, row.denied, row.type in FOLLOWS, row.kind != "incident")


def report_labels(told: Sequence[Told], view: View, joined: JoinedClaims) -> list[str]:
    """The incident of the main claim of each report; a report without claims is alone."""
    mains = main_claims(view, [*joined.rows.values()])
    return [joined.joined.incidents[mains[one.id]] if one.id in mains else one.id for one in told]


def by_claims(told: Sequence[Told]) -> list[str]:
    """What the joiner of claims says of reports."""
    view = view_of(told)
    return report_labels(told, view, join_claims(view))
