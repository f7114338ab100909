"""ETags of fetched addresses, kept between runs. A cache: the file can be thrown away, then pages are fetched anew."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from karez.app.log import log
from karez.model.canonical import digest_text


class Marks:
    """The ETags by address that go with one ledger. With no folder they last as long as this object."""

    def __init__(self, folder: Path | None, ledger: str) -> None:
        self._path = folder / "marks" / f"{digest_text(ledger)[:16]}.json" if folder else None
        self.values = _read(self._path)

    def keep_only(self, addresses: Iterable[str]) -> None:
        """Forget every address but these: what the ledger does not hold must be fetched, changed or not."""
        held = set(addresses)
        for address in set(self.values) - held:
            del self.values[address]

    def save(self) -> None:
        """Write the file, readable by its owner alone; a cache that cannot be written is done without, and logged."""
        if self._path is None:
            return
        unfinished = self._path.with_suffix(".part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
                json.dump(self.values, file, indent=1, sort_keys=True)
            unfinished.replace(self._path)
        except OSError as error:
            log().warning("marks-not-kept", cause=type(error).__name__)


def _read(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}
