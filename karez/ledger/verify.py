"""Checks a ledger: every row against its digest, every commit against its Merkle root, every entry against the last.

A change to one row, a row taken out or put in, two rows exchanged, a cut tail, a swapped text or file: each is named.
Who rewrites rows, digests, chain and head together is found only by a head kept elsewhere, as every brief prints one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from karez.ledger.chain import entry_head, merkle, row_digest
from karez.ledger.orphans import orphans
from karez.ledger.schema import CHAIN, CHAINED, META
from karez.ledger.settings import KEYS, genesis
from karez.ledger.stored import stored
from karez.ledger.values import Fault

_BATCH = 5000


@dataclass(frozen=True, slots=True, order=True)
class _Leaf:
    """A row as the chain sees it: its digest as computed now, and as it stands in the row."""

    table: str
    id: str
    found: str
    stands: str

    @property
    def fits(self) -> bool:
        return self.found == self.stands


@dataclass(slots=True)
class _Walk:
    """A walk along the chain: the rows by commit, the heads so far, the next commit, whether the last entry was
    sound, whether any commit lacks rows, and the rows whose digest does not fit."""

    leaves: dict[int, list[_Leaf]]
    heads: list[str] = field(default_factory=list)
    before: tuple[str, ...] = ()
    expected: int = 1
    sound: bool = True
    short: bool = False
    changed: set[tuple[str, str]] = field(default_factory=set)


def faults(connection: Connection, head: str | None = None) -> Iterator[Fault]:
    """Yield every fault of the ledger, rows first, then commits, settings, texts and files."""
    walk = _Walk({})
    yield from _rows(connection, walk)
    settings = {key: str(value) for key, value in connection.execute(select(META.c.key, META.c.value))}
    entries = [dict(row) for row in connection.execute(select(CHAIN).order_by(CHAIN.c.seq)).mappings()]
    yield from _settings(settings, entries)
    for entry in entries:
        yield from _entry(entry, walk)
    yield from _left_over(walk)
    yield from _tail(settings, walk)
    if walk.short:
        yield from orphans(connection)
    if head and not any(item.startswith(head) for item in walk.heads):
        yield Fault("chain", head, "no commit has this head: the chain was cut or written anew")
    yield from stored(connection, walk.changed)


def _rows(connection: Connection, walk: _Walk) -> Iterator[Fault]:
    for table in CHAINED:
        result = connection.execute(select(table), execution_options={"yield_per": _BATCH})
        names = tuple(result.keys())
        for row in result:
            values = dict(zip(names, row, strict=True))
            found = _attempt(row_digest, table.name, values)
            leaf = _Leaf(table.name, str(values["id"]), found, str(values["digest"]))
            if isinstance(values["seq"], int):
                walk.leaves.setdefault(values["seq"], []).append(leaf)
            if not leaf.fits:
                walk.changed.add((table.name, leaf.id))
                yield Fault(table.name, leaf.id, "the row was changed: its digest does not fit")


def _attempt(digest: Callable[..., str], *of: object) -> str:
    """Return a digest; empty for a value of a type that nothing in the ledger has, which SQLite lets anyone write."""
    try:
        return digest(*of)
    except (TypeError, ValueError):
        return ""


def _settings(settings: dict[str, str], entries: Sequence[dict[str, Any]]) -> Iterator[Fault]:
    for key in sorted(settings.keys() ^ set(KEYS)):
        yield Fault("meta", key, "the setting is missing" if key in KEYS else "no such setting was made")
    if "timezone" not in settings:
        return
    if entries and (entries[0]["seq"] != 1 or entries[0]["head"] != _attempt(entry_head, entries[0])):
        return  # the first entry was changed or is gone, which is told elsewhere
    begun = entries[0]["prev"] if entries else settings.get("head")
    if (entries or settings.get("seq") == "0") and begun != genesis(settings["timezone"]):
        yield Fault("meta", "timezone", "the chain does not begin from this setting: it was changed")


def _entry(entry: dict[str, Any], walk: _Walk) -> Iterator[Fault]:
    seq, head = entry["seq"], _attempt(entry_head, entry)
    walk.sound = entry["head"] == head
    if not walk.sound:
        yield Fault("chain", str(seq), "the entry was changed: its head does not fit")
        if seq != walk.expected:
            return  # it is in no place of the chain
    elif seq != walk.expected:
        yield Fault("chain", str(walk.expected), f"commit {walk.expected} is missing")
    elif walk.before and entry["prev"] not in walk.before:
        yield Fault("chain", str(seq), "the entry does not follow the one before it")
    yield from _commit(entry, sorted(walk.leaves.pop(seq, [])), walk)
    # Either may be the one that was changed; the next entry tells which one it followed.
    walk.before = (str(entry["head"]), head)
    walk.heads += walk.before
    walk.expected = seq + 1


def _commit(entry: dict[str, Any], rows: Sequence[_Leaf], walk: _Walk) -> Iterator[Fault]:
    seq, count, root = str(entry["seq"]), entry["rows"], entry["root"]
    if not isinstance(count, int):
        return  # the entry was changed, which its head has told already
    sound = [leaf for leaf in rows if leaf.fits]
    candidates = ([leaf.found for leaf in rows], [leaf.stands for leaf in rows], [leaf.found for leaf in sound])
    if any(len(leaves) == count and merkle(leaves) == root for leaves in candidates):
        return  # rows that were changed are named already; the commit itself is whole
    if len(rows) == count:
        names = ", ".join(f"{leaf.table} {leaf.id}" for leaf in rows[:3])
        yield Fault("chain", seq, f"the rows of commit {seq} do not make its root ({names} ...)")
        return
    walk.short = walk.short or len(rows) < count
    yield Fault("chain", seq, f"commit {seq} wrote {count} rows, {len(rows)} are there")
    if len(rows) == count + 1:
        yield from _put_in(seq, root, rows)


def _put_in(seq: str, root: str, rows: Sequence[_Leaf]) -> Iterator[Fault]:
    leaves = [leaf.found for leaf in rows]
    for at, leaf in enumerate(rows):
        if merkle(leaves[:at] + leaves[at + 1 :]) == root:
            yield Fault(leaf.table, leaf.id, f"the row was put in: commit {seq} does not hold it")
            return


def _left_over(walk: _Walk) -> Iterator[Fault]:
    for seq, rows in sorted(walk.leaves.items()):
        sound = sorted(leaf for leaf in rows if leaf.fits)
        if sound:
            names = ", ".join(f"{leaf.table} {leaf.id}" for leaf in sound[:3])
            more = f" and {len(sound) - 3} more" if len(sound) > 3 else ""
            yield Fault("chain", str(seq), f"no such commit is in the chain, but rows name it: {names}{more}")


def _tail(settings: dict[str, str], walk: _Walk) -> Iterator[Fault]:
    last = walk.expected - 1
    if not walk.sound:
        return  # where the chain ends cannot be told
    if last and settings.get("head", walk.before[0]) not in walk.before:
        yield Fault("meta", "head", f"the chain ends at commit {last} with another head than the ledger says")
    if settings.get("seq", str(last)) != str(last):
        yield Fault("meta", "seq", f"the chain ends at commit {last}, the ledger says {settings['seq']}")
