"""Joining as claims come in: only what is new is compared, and only the incidents that it touches are made anew.

The result is that of joining all claims at once (``join_rows``), whatever came first.
"""

from collections.abc import Iterable, Mapping

from karez.model.identity import incident_id
from karez.model.joining import Decisions
from karez.resolve.incidents.join import JoinedClaims, leading, rules, settled
from karez.resolve.incidents.linkage import Pair, clustered
from karez.resolve.incidents.row import ClaimRow
from karez.resolve.incidents.score import weight
from karez.resolve.incidents.sought import Sought
from karez.resolve.incidents.units import Unit, bound, marks, units
from karez.resolve.incidents.weights import incident_weights

NO_DECISIONS = Decisions()


class Joiner:
    """All incident and toll claims of a ledger, joined. ``incidents`` gives the incident of each by its id.

    Claims come by whole reports. What persons decide anew needs a new joiner.
    """

    def __init__(self, rows: Iterable[ClaimRow] = (), decisions: Decisions = NO_DECISIONS) -> None:
        self.incidents: dict[str, str] = {}
        self._decisions = decisions
        self._known = incident_weights()
        self._rows = {row.id: row for row in rows}
        # What makes claims one unit, or binds units: marks of rows and pairs of persons; and who has them.
        self._marks: dict[tuple[str, str], set[str]] = {}
        self._bound: dict[str, set[str]] = {}
        for one, other in decisions.together:
            self._bound.setdefault(one, set()).add(other)
            self._bound.setdefault(other, set()).add(one)
        for row in self._rows.values():
            self._mark(row)
        whole = units(self._rows.values(), decisions.apart, decisions.together)
        self._units = {unit.row.id: unit for unit in whole}
        self._unit_of = {claim: unit.row.id for unit in whole for claim in unit.claims}
        self._sought = Sought(unit.row for unit in whole)
        self._weights: dict[Pair, float] = {}
        self._beside: dict[str, set[str]] = {name: set() for name in self._units}
        for pair in self._sought.pairs():
            self._compare(pair)
        self._settle(self._units)

    def add(self, rows: Iterable[ClaimRow]) -> Mapping[str, str]:
        """Take in claims that are new and return the incident of each claim whose incident is another now."""
        fresh = [row for row in rows if row.id not in self._rows]
        for row in fresh:
            self._rows[row.id] = row
            self._mark(row)
        gone, come = self._regrouped(self._group({row.id for row in fresh}))
        old = [name for name, row in gone.items() if come.get(name) != row]
        new = [row for name, row in come.items() if gone.get(name) != row]
        changed = self._sought.change(old, new)
        for name in old:
            for other in self._beside.pop(name):
                self._beside[other].discard(name)
                del self._weights[min(name, other), max(name, other)]
        for row in new:
            self._beside[row.id] = set()
        for pair, is_pair in changed.items():
            if is_pair:
                self._compare(pair)
            elif pair in self._weights:
                del self._weights[pair]
                self._beside[pair[0]].discard(pair[1])
                self._beside[pair[1]].discard(pair[0])
        touched = {*come, *(name for pair in changed for name in pair)} & self._units.keys()
        before = {
            claim: self.incidents.get(claim) for name in self._reach(touched) for claim in self._units[name].claims
        }
        self._settle(touched)
        return {claim: self.incidents[claim] for claim, old_id in before.items() if self.incidents[claim] != old_id}

    def joined(self) -> JoinedClaims:
        """Return everything as ``join_rows`` does, with episodes and pairs; this takes time for each claim."""
        whole = tuple(self._units[name] for name in sorted(self._units))
        found = [self._rows[name] for name in sorted(self._rows)]
        return settled(found, whole, self._weights, self._decisions, self._sought.unsearched())

    # ------------------------------------------------------------ units
    def _mark(self, row: ClaimRow) -> None:
        for mark in marks(row):
            self._marks.setdefault(mark, set()).add(row.id)

    def _group(self, claims: set[str]) -> set[str]:
        """All claims that marks and persons chain to these."""
        found, todo = set[str](), [*claims]
        while todo:
            claim = todo.pop()
            if claim not in found and claim in self._rows:
                found.add(claim)
                todo += (one for mark in marks(self._rows[claim]) for one in self._marks[mark] if one not in found)
                todo += self._bound.get(claim, ())
        return found

    def _regrouped(self, claims: set[str]) -> tuple[dict[str, ClaimRow], dict[str, ClaimRow]]:
        """Make the units of these claims anew; return the rows that stood for the old ones and those that do now."""
        gone = {
            name: self._units.pop(name).row for name in {self._unit_of[one] for one in claims & self._unit_of.keys()}
        }
        made = units([self._rows[claim] for claim in claims], self._decisions.apart, self._decisions.together)
        for unit in made:
            self._units[unit.row.id] = unit
            self._unit_of |= dict.fromkeys(unit.claims, unit.row.id)
        return gone, {unit.row.id: unit.row for unit in made}

    # ------------------------------------------------------------ pairs and clusters
    def _compare(self, pair: Pair) -> None:
        if pair not in self._weights:
            self._weights[pair] = weight(self._units[pair[0]].row, self._units[pair[1]].row, self._known)
            self._beside[pair[0]].add(pair[1])
            self._beside[pair[1]].add(pair[0])

    def _reach(self, names: Iterable[str]) -> set[str]:
        """All units that pairs above the limit, or persons, chain to these: no incident reaches further."""
        found, todo = set[str](), [*names]
        while todo:
            name = todo.pop()
            if name in found:
                continue
            found.add(name)
            todo += (
                other
                for other in self._beside[name]
                if other not in found and self._weights[min(name, other), max(name, other)] > self._known.limit
            )
            todo += (
                self._unit_of[other]
                for claim in self._units[name].claims
                for other in self._bound.get(claim, ())
                if other in self._unit_of
            )
        return found

    def _settle(self, names: Iterable[str]) -> None:
        """Cluster anew what the named units can reach."""
        reached = self._reach(names)
        whole: list[Unit] = [self._units[name] for name in sorted(reached)]
        pairs = {
            (name, other): self._weights[name, other]
            for name in reached
            for other in self._beside[name]
            if name < other and other in reached
        }
        held = rules(self._known, whole, self._decisions)
        for part in clustered(sorted(reached), pairs, held, bound(whole, self._decisions), leading(whole)):
            claims = [claim for name in part for claim in self._units[name].claims]
            self.incidents |= dict.fromkeys(claims, incident_id(claims))
