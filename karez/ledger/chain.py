"""The chain: one entry per commit, over a Merkle root of its rows and the head before it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from karez.ledger.schema import CHAIN, META
from karez.ledger.settings import genesis, setting
from karez.model.canonical import digest

_NOTHING = "0" * 64
Row = dict[str, Any]


def row_digest(table: str, row: Mapping[str, Any]) -> str:
    """Return the digest of one row: of the canonical JSON of its table and all columns but ``digest``."""
    return digest({"table": table, "row": {key: value for key, value in row.items() if key != "digest"}})


def merkle(leaves: Sequence[str]) -> str:
    """Return the Merkle root of hex digests: pairs hashed level by level, an odd last one taken up as it is."""
    level = list(leaves)
    while len(level) > 1:
        pairs = [level[at : at + 2] for at in range(0, len(level), 2)]
        level = [
            hashlib.sha256("".join(pair).encode("ascii")).hexdigest() if len(pair) > 1 else pair[0] for pair in pairs
        ]
    return level[0] if level else _NOTHING


def entry_head(entry: Mapping[str, Any]) -> str:
    """Return the head that an entry makes: the digest of all its columns but ``head``."""
    return digest({key: entry[key] for key in ("seq", "prev", "root", "rows", "recorded")})


class Commit:
    """The rows of one commit while they are gathered; ``write`` appends them and their chain entry."""

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection = connection
        last = connection.execute(select(CHAIN).order_by(CHAIN.c.seq.desc()).limit(1)).mappings().first()
        self.seq = int(last["seq"]) + 1 if last else 1
        self.prev = str(last["head"]) if last else genesis(setting(connection, "timezone"))
        # The ledger's clock never stands still or goes back, whatever the machine's does.
        self.recorded = max(now, int(last["recorded"]) + 1) if last else now
        self._rows: list[tuple[Table, Row]] = []

    def add(self, table: Table, row: Row) -> None:
        """Take up a row; ``seq`` and ``digest`` are filled in."""
        full = {**row, "seq": self.seq}
        self._rows.append((table, {**full, "digest": row_digest(table.name, full)}))

    def write(self) -> str:
        """Write all rows and the chain entry; return the new head. Nothing is written for an empty commit."""
        if not self._rows:
            return self.prev
        for table, rows in _by_table(self._rows).items():
            self._connection.execute(insert(table), rows)
        leaves = sorted((table.name, str(row["id"]), str(row["digest"])) for table, row in self._rows)
        entry: Row = {"seq": self.seq, "prev": self.prev, "root": merkle([leaf[2] for leaf in leaves])}
        entry |= {"rows": len(leaves), "recorded": self.recorded}
        entry["head"] = entry_head(entry)
        self._connection.execute(insert(CHAIN), entry)
        for key, value in (("head", entry["head"]), ("seq", str(self.seq))):
            self._connection.execute(META.update().where(META.c.key == key).values(value=value))
        return str(entry["head"])


def _by_table(rows: Iterable[tuple[Table, Row]]) -> dict[Table, list[Row]]:
    grouped: dict[Table, list[Row]] = {}
    for table, row in rows:
        grouped.setdefault(table, []).append(row)
    return grouped
