"""Whether there is a ledger to open."""

from pathlib import Path

from karez.ledger.engine import is_postgres
from karez.model.errors import LedgerError


def is_absent(error: LedgerError, address: str) -> bool:
    """Tell whether opening ``address`` failed since nothing is there yet: no file, an empty one, or no tables."""
    return (
        error.name == "no-ledger"
        or (is_postgres(address) and error.name == "not-a-ledger")
        or (error.name == "not-a-ledger" and not is_postgres(address) and not Path(address).stat().st_size)
    )
