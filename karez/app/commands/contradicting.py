"""The command that lists where reports disagree, and what cannot be or is odd."""

import sys
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from karez.app.commands.options import Area, AsOf, From, Json, Ledger, Recorded, To, asked, open_workspace
from karez.app.output import print_json, print_table
from karez.brief.words import label, number_words
from karez.model.contradiction import ContradictionKind, OddityKind
from karez.model.errors import RequestError

_KINDS = tuple(kind.value for kind in (*ContradictionKind, *OddityKind))
Values = Mapping[str, Any]


def contradictions(
    ledger: Ledger = None,
    only_open: Annotated[
        bool, typer.Option("--open", help="Leave out what is settled, and a claimant's own changes.")
    ] = False,
    kind: Annotated[str | None, typer.Option(help=f"Only this kind: {', '.join(_KINDS)}.")] = None,
    as_of: AsOf = None,
    recorded: Recorded = None,
    area: Area = None,
    start: From = None,
    end: To = None,
    json: Json = False,
) -> None:
    """List where reports disagree, and what cannot be or is odd.

    Each with all its sides, their claimants and sentences, how much they differ, and whether and by what it is
    settled. No side is preferred. The brief lists only what is open and differs much.

    \b
    Examples:
      karez contradictions --open
      karez contradictions --kind number --area TOWN
      karez contradictions --as-of 2026-02-01 --json

    Names of private persons are masked. Next: karez show CLAIM, karez correct CLAIM, karez reject CLAIM.
    """
    if kind is not None and kind not in _KINDS:
        raise RequestError("bad-value", f"--kind {kind!r} is none of {', '.join(_KINDS)}")
    with open_workspace(ledger) as workspace:
        found = workspace.contradictions(asked(as_of, recorded, area, start, end))
    against = [one for one in found["contradictions"] if kind in (None, one["kind"]) and (one["open"] or not only_open)]
    odd = [one for one in found["oddities"] if kind in (None, one["kind"])]
    if json:
        print_json({"contradictions": against, "oddities": odd})
        return
    rows = [(_what(one), "\n".join(_side(side) for side in one["sides"])) for one in against]
    _print(f"{len(against)} contradictions", rows)
    _print(f"{len(odd)} impossible or odd", [(_odd(one), _told(one)) for one in odd])
    print("next: karez show CLAIM", file=sys.stderr)


def _print(title: str, rows: Sequence[tuple[str, str]]) -> None:
    if rows:
        print_table(title, ("what", "said"), rows)
    else:
        print(title)


def _what(one: Values) -> str:
    state = "open" if one["open"] else label("settlement", one["settlement"])
    people = " ".join(
        label(group, one[name]) for group, name in (("victims", "victims"), ("harm", "harm")) if one[name]
    )
    told = [people, one["name"] or "", one["place"] or "", (one["from"] or "")[:10]]
    return f"{one['kind']}, {one['severity']}, {state}\n{', '.join(part for part in told if part)}"


def _side(side: Values) -> str:
    first, copies = side["claims"][0], len(side["claims"]) - 1
    bounds = (side["low"], side["best"], side["high"])
    says = [number_words(*bounds)] if bounds != (None, None, None) else []
    says += [label("said", side["says"])] if side["says"] else []
    more = f" and {copies} more" if copies else ""
    return f"{' '.join(says)}: {'; '.join(side['claimants'])} — “{first['quote']}” {first['claim'][:16]}{more}"


def _odd(one: Values) -> str:
    return f"{one['kind']}{', cannot be' if one['impossible'] else ''}"


def _told(one: Values) -> str:
    claims = [f"“{claim['quote']}” {claim['claim'][:16]}" for claim in one["claims"]]
    return "\n".join([one["sentence"], f"to look at: {one['look']}", *(claims or one["reports"])])
