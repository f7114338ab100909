"""What differs between two times: the two pictures, their difference, and how it is printed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from karez.app.output import judgement_json
from karez.brief.as_json import reference_json
from karez.brief.change_rows import ChangeRow
from karez.brief.compose import BriefOptions
from karez.brief.difference import Difference, Seen, compose_difference
from karez.model.errors import BriefError, RequestError
from karez.model.record import View
from karez.model.times import show


def difference(before: Seen, after: Seen, options: BriefOptions) -> Difference:
    """Return what differs between two pictures.

    Raises RequestError bad-request where the earlier one has the later time, BriefError nothing-to-say where the later
    one holds no report.
    """
    for name in ("as_of", "recorded"):
        if getattr(before.view, name) > getattr(after.view, name):
            raise RequestError("bad-request", f"the earlier picture has the later time ({name.replace('_', ' ')})")
    zone = options.timezone
    since, until = show(before.view.as_of, zone), show(after.view.as_of, zone)
    if not after.view.reports:
        raise BriefError("nothing-to-say", f"no report that is asked for was known and recorded by {until}")
    return compose_difference(before, after, replace(options, title=f"What changed from {since} to {until}"))


def difference_json(found: Difference, timezone: str) -> dict[str, Any]:
    """Return a difference as JSON (schema ``diff``)."""
    return {
        "from": _times(found.before, timezone),
        "to": _times(found.after, timezone),
        "changes": [row_json(row) for row in found.rows],
        "decisions": [judgement_json(item, timezone) for item in found.decisions],
        "references": [reference_json(item) for item in found.document.references],
    }


def row_json(row: ChangeRow) -> dict[str, Any]:
    """Return one change as JSON."""
    return {
        "kind": row.kind.value,
        "sort": row.sort,
        "what": row.what,
        "before": row.before,
        "after": row.after,
        "by": row.by,
        "claims_before": list(row.claims_before),
        "claims": list(row.claims),
    }


def _times(view: View, timezone: str) -> Mapping[str, str]:
    recorded = show(view.recorded, timezone, exact=True)
    return {"as_of": show(view.as_of, timezone), "recorded": recorded, "ledger_head": view.head}
