"""What weighs the pairs of a ledger's claims: chosen by their number unless a setting says."""

from pathlib import Path
from typing import Any

import pytest

from karez.app import joining
from karez.app.joining import joined_of
from karez.app.settings import Settings
from karez.app.workspace import Workspace
from karez.atlas.atlas import Atlas
from karez.model.errors import RequestError
from karez.model.record import View
from karez.model.vocabulary import IncidentType
from tests.resolve.happenings import ALPHA, Telling, view

FIRST, SECOND = "Fighters raided a post in Alpha. 7 guards were killed.", "In Alpha 7 guards died as a post was raided."


@pytest.fixture
def told() -> View:
    """Two composed reports of one raid."""
    return view(
        [
            Telling(FIRST, day=1)
            .incident("Fighters raided a post", IncidentType.RAID, place=ALPHA, on=0)
            .toll("7 guards were killed", 7, of="i")
            .done(),
            Telling(SECOND, day=1)
            .incident("a post was raided", IncidentType.RAID, place=ALPHA, on=0)
            .toll("7 guards died", 7, of="i")
            .done(),
        ]
    )


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    """The atlas that ships."""
    return Atlas.open()


def test_a_ledger_is_joined_alike_by_python_and_duckdb(told: View, atlas: Atlas) -> None:
    found = joined_of(told, atlas, "duckdb")
    assert len(found.pairs) == 1 and len(set(found.joined.incidents.values())) == 1
    assert found == joined_of(told, atlas, "python")


@pytest.mark.parametrize(
    ("few", "setting", "chosen"), [(4, None, "python"), (3, None, "duckdb"), (3, "spark", "spark")]
)
def test_the_number_of_claims_chooses_unless_a_setting_does(
    told: View, atlas: Atlas, monkeypatch: pytest.MonkeyPatch, few: int, setting: str | None, chosen: str
) -> None:
    asked: dict[str, Any] = {}
    monkeypatch.setattr(joining, "join_claims", lambda *_, **options: asked.update(options))
    monkeypatch.setattr(joining, "FEW", few)
    assert len(told.claims) == 4
    joined_of(told, atlas, setting)
    assert asked == {"engine": chosen}


def test_the_setting_reaches_the_joining(tmp_path: Path) -> None:
    settings = Settings(engine="abacus")
    refused = pytest.raises(RequestError, match="engine 'abacus' is none of")
    with Workspace.open(str(tmp_path / "karez.db"), create=True, settings=settings) as workspace, refused:
        workspace.joining(workspace.view())
