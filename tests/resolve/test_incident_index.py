"""Claims that come in one report after another are joined as all at once."""

from collections.abc import Sequence
from random import Random

import pytest

from karez.model.joining import Decisions
from karez.resolve.incidents import blocks, sought
from karez.resolve.incidents.index import Joiner
from karez.resolve.incidents.join import join_rows
from karez.resolve.incidents.row import ClaimRow
from tests.resolve.many_rows import many_rows


def reports(rows: Sequence[ClaimRow]) -> list[list[ClaimRow]]:
    """The claims of each report, in order of their ids."""
    found: dict[str, list[ClaimRow]] = {}
    for row in rows:
        found.setdefault(row.report, []).append(row)
    return [found[name] for name in sorted(found)]


def some_decisions(draw: Random, rows: Sequence[ClaimRow]) -> Decisions:
    ids = [row.id for row in rows]
    together = tuple((draw.choice(ids), draw.choice(ids)) for _ in range(4))
    apart = tuple((frozenset(draw.sample(ids, 3)), frozenset(draw.sample(ids, 3))) for _ in range(4))
    return Decisions(together, tuple(pair for pair in apart if not pair[0] & pair[1]))


@pytest.mark.parametrize("seed", range(8))
def test_reports_one_by_one_are_joined_as_all_at_once(seed: int) -> None:
    draw = Random(seed)
    rows = many_rows(300, seed)
    decisions = some_decisions(draw, rows) if seed % 2 else Decisions()
    told = reports(rows)
    draw.shuffle(told)
    start = draw.randrange(len(told))
    joiner = Joiner([row for report in told[:start] for row in report], decisions)
    for report in told[start:]:
        joiner.add(report)
    expected = join_rows(rows, decisions)
    assert joiner.incidents == expected.joined.incidents
    assert joiner.joined() == expected


@pytest.mark.parametrize("seed", range(4))
def test_crowded_keys_are_split_alike_as_claims_come_in(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (blocks, sought):
        monkeypatch.setattr(module, "CROWD", 3)
        monkeypatch.setattr(module, "SOUGHT", 4)
    rows = many_rows(250, seed + 100)
    told = reports(rows)
    Random(seed).shuffle(told)
    joiner = Joiner()
    for report in told:
        joiner.add(report)
    expected = join_rows(rows)
    assert expected.unsearched
    assert joiner.joined() == expected


def test_adding_tells_the_claims_whose_incident_is_another_now() -> None:
    rows = many_rows(200)
    told = reports(rows)
    joiner = Joiner([row for report in told[:-1] for row in report])
    before = dict(joiner.incidents)
    changed = joiner.add(told[-1])
    assert {row.id for row in told[-1]} <= changed.keys()
    assert all(joiner.incidents[claim] == incident for claim, incident in changed.items())
    assert {claim for claim, incident in joiner.incidents.items() if before.get(claim) != incident} == changed.keys()


def test_a_claim_that_is_there_already_changes_nothing() -> None:
    rows = many_rows(60)
    joiner = Joiner(rows)
    assert joiner.add(rows[:5]) == {}
