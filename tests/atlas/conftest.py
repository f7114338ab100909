"""The atlas of the shipped packs, opened once."""

import pytest

from karez.atlas.atlas import Atlas
from karez.atlas.pack import Pack, load_pack


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack("pk-balochistan")


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return Atlas.open()
