"""The area of a happening: only where every claim that tells a place means the same one. All values are made up."""

from dataclasses import replace

import pytest

from karez.model.claim import Area, Incident
from karez.model.vocabulary import IncidentType
from karez.reconcile.incidents import incident_findings
from karez.reconcile.item import Item, items
from tests.reconcile.made import GROUP, POLICE, Desk

NORTH, SOUTH = Area(30.2, 67.0, 9.0), Area(29.8, 67.0, 9.0)


def told(*areas: Area | None) -> list[Item]:
    desk = Desk()
    for at, by in zip(range(len(areas)), (POLICE, GROUP, None), strict=False):
        desk.told(Incident(IncidentType.RAID), by=by, at=at + 1)
    found = []
    for item, area in zip(items(desk.view()), areas, strict=True):
        where = item.claim.where
        assert where is not None
        claim = replace(item.claim, where=replace(where, area=area))
        found.append(replace(item, record=replace(item.record, claim=claim)))
    return found


@pytest.mark.parametrize(
    ("areas", "expected"),
    [
        ((NORTH,), NORTH),
        ((NORTH, NORTH), NORTH),
        ((NORTH, None), None),
        ((NORTH, SOUTH), None),
        ((None, None), None),
    ],
)
def test_an_area_is_drawn_only_where_all_mean_it(areas: tuple[Area | None, ...], expected: Area | None) -> None:
    (found,) = incident_findings(told(*areas), timezone="UTC")
    assert found.area == expected
