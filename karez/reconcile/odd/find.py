"""All oddities of a view."""

from collections.abc import Sequence

from karez.model.contradiction import Contradiction, Oddity, OddityKind
from karez.model.finding import AssetStatus, ControlSpan, SumCheck
from karez.model.origin import Origins
from karez.model.record import ReportRecord
from karez.reconcile.contradictions.happenings import Told, acts
from karez.reconcile.odd.dates import dates_after_publication, reports_before_incident
from karez.reconcile.odd.durations import durations_apart, durations_too_long
from karez.reconcile.odd.far import far_places
from karez.reconcile.odd.rings import claim_rings, odd_credits, report_rings
from karez.reconcile.odd.roads import closed_and_used, wrong_designations
from karez.reconcile.odd.tolls import falling_tolls, parts_over_total

_KINDS = tuple(OddityKind)


def toll_oddities(sums: Sequence[SumCheck], found: Sequence[Contradiction]) -> list[Oddity]:
    """Return what is odd about tolls, by the sums of parts and the contradictions of the same view."""
    return [*parts_over_total(sums), *falling_tolls(found)]


def road_oddities(statuses: Sequence[AssetStatus], reports: Sequence[ReportRecord], told: Told) -> list[Oddity]:
    """Return what is odd about roads: closed and used, and a number that is another road's."""
    return [*closed_and_used(statuses, told), *wrong_designations(reports, told)]


def claim_oddities(control: Sequence[ControlSpan], told: Told) -> list[Oddity]:
    """Return what is odd about places, days, durations and the links between claims."""
    happenings = acts(told) if told.joined is not None else []
    return [
        *far_places(happenings, told),
        *dates_after_publication(told),
        *reports_before_incident(happenings, told.timezone),
        *durations_apart(told),
        *durations_too_long(control, told),
        *claim_rings(told.by_id),
    ]


def origin_oddities(origins: Origins) -> list[Oddity]:
    """Return what is odd about which report has its words from which other."""
    return [*report_rings(origins), *odd_credits(origins)]


def ordered(found: Sequence[Oddity]) -> tuple[Oddity, ...]:
    """Return oddities each once, those that cannot be first, in a fixed order."""
    return tuple(sorted(dict.fromkeys(found), key=_order))


def _order(one: Oddity) -> tuple[object, ...]:
    return (not one.impossible, _KINDS.index(one.kind), one.claims, one.reports, one.sentence)
