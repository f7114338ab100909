"""Fixtures for every room: the shared development data, and how long hypothesis looks."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.servers import new_database, postgres_programs, postgres_server

ROOT = Path(__file__).resolve().parents[1]

# The index of the world is built once for all tests and their subprocesses, and never in the user's own folder.
os.environ.setdefault("KAREZ_WORLD", str(ROOT / ".pytest_cache" / "world"))

settings.register_profile("default", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fuzz", parent=settings.get_profile("default"), max_examples=20_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def missing(what: str) -> None:
    """Skip the test for want of `what`; where CI=true, fail it: there nothing may be missing."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"missing in CI: {what}")
    pytest.skip(f"missing: {what}")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of development data beside the repository, which is never part of it."""
    path = ROOT.parent / "shared" / "data"
    if not path.is_dir():
        missing("the development data in ../shared/data")
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server that runs for these tests as an ordinary user."""
    programs = postgres_programs()
    if programs is None:
        missing("PostgreSQL (on Debian: apt-get install postgresql)")
    else:
        with postgres_server(programs) as server:
            yield server


@pytest.fixture
def postgres_database(postgres: str) -> str:
    """The URL of an empty PostgreSQL database."""
    return new_database(postgres)
