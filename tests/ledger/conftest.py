"""Ledgers on every back-end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from karez.ledger.ledger import Ledger
from tests.made import Ticks


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty ledger can be made."""
    if request.param == "sqlite":
        return str(tmp_path / "karez.db")
    database: str = request.getfixturevalue("postgres_database")
    return database


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    """An empty ledger with a clock of its own."""
    with Ledger.create(address, timezone="Asia/Karachi", clock=Ticks()) as made:
        yield made
