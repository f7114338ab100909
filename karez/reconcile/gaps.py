"""What is not known: reports that were not read, and places that went silent."""

from collections.abc import Sequence

from karez.model.finding import Gap
from karez.model.mention import Place
from karez.model.record import View
from karez.model.vocabulary import Realis
from karez.reconcile.item import Item

_DAY = 24 * 3_600_000_000
# Larger units are spoken of in any report; silence is told of towns.
_TOWN_KM = 20.0


def gap_findings(view: View, items: Sequence[Item]) -> tuple[Gap, ...]:
    """Return what was not read, in order of known-from, then the places with silence, in order of name."""
    return (*_unread(view), *_silent(view, items))


def _unread(view: View) -> list[Gap]:
    said = {record.report for record in view.claims}
    standing = [report for report in view.reports if report.retracted is None]
    reports = sorted(standing, key=lambda report: (report.known_from, report.id))
    gaps = [Gap(note.code, note.message, report.id) for report in reports for note in report.notes]
    noted = {gap.report for gap in gaps}
    for report in reports:
        if report.text is None:
            gaps.append(Gap("withheld", "the text of this report was withheld", report.id))
        elif report.id not in said and report.id not in noted:
            gaps.append(Gap("no-claims", "nothing in this report was understood as a claim", report.id))
    return gaps


def _silent(view: View, items: Sequence[Item]) -> list[Gap]:
    """Places that were spoken of and then not for a day before the view's time."""
    last: dict[str, tuple[int, Place]] = {}
    for item in items:
        place = item.place
        if (
            place
            and place.lat is not None
            and (place.radius_km or 0.0) <= _TOWN_KM
            and item.claim.realis is not Realis.BACKGROUND
        ):
            earlier = last.get(place.id, (0, place))[0]
            last[place.id] = (max(earlier, item.known_from), place)
    silent = [(place, known) for known, place in last.values() if view.as_of - known > _DAY]
    silent.sort(key=lambda pair: (pair[0].name, pair[0].id))
    return [Gap("silence", f"no report since {known}", place=place) for place, known in silent]
