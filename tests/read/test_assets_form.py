"""Roads, passes and services that no pack knows, told by their form. Names and sentences are invented."""

import pytest

from karez.atlas.atlas import Atlas
from karez.read.mentions.assets import find_assets


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas.open()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Highway 3 is blocked.", [("Highway 3", "road")]),
        ("The RN2 highway is blocked.", [("RN2 highway", "road")]),
        ("The RN6 is blocked between two towns.", [("RN6", "road")]),
        ("Lorries wait on the A-4 and the N-99 motorway.", [("A-4", "road"), ("N-99 motorway", "road")]),
        ("The coastal road (K-77) is blocked.", [("road", "road"), ("K-77", "road")]),
        ("The Buzkar Pass is blocked.", [("Buzkar Pass", "pass")]),
        ("Castle Road supply route is cut.", [("Castle Road supply route", "road")]),
        ("The port of Dorvane and Qelmar airport are shut.", [("port", "port"), ("Qelmar airport", "airport")]),
        ("Boats between two towns have stopped.", [("Boats", "transport_service")]),
        ("The road is closed to all traffic.", [("road", "road")]),
        ("The roads office and aid workers spoke.", []),
        ("The M9 left. M9 rebels blocked traffic.", [("traffic", "transport_service")]),
        ("He carried the AK-47 along the road.", [("road", "road")]),
        ("Sandria’s Silver Road is shut.", [("Silver Road", "road")]),
        ("A hospital burned.", [("hospital", "health_facility")]),
    ],
)
def test_an_asset_by_its_form(atlas: Atlas, text: str, found: list[tuple[str, str]]) -> None:
    assets = find_assets(text, world=atlas)
    assert [(asset.span.quote, asset.asset_type.value) for asset in assets] == found
    assert all(asset.asset is None for asset in assets)
