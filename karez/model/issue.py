"""A brief that was written: enough to find it by its bytes, and to make it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Issue:
    """One brief as it was given out in one form (md, html or json).

    ``sha256`` is that of its bytes. ``as_of``, ``recorded`` and ``made`` are instants: the two times that it speaks of,
    and the ledger's clock when it was first made. ``head`` is the ledger's head that it prints. ``options`` are what it
    was asked for beside the two times, as JSON values by name, with the names of reader and atlas that it prints.
    ``claims`` are the ids of all claims that its lines stand on. ``id`` is empty until the ledger gave one.
    """

    sha256: str
    form: str
    as_of: int
    recorded: int
    head: str
    options: Mapping[str, str | None] = field(default_factory=dict)
    claims: tuple[str, ...] = ()
    id: str = ""
    made: int = 0
