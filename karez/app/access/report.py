"""Makes an access picture ready to be written: the answer, its map, and the masked sentence behind every claim."""

import json

from karez.app.access.answer import access
from karez.app.access.as_json import access_json
from karez.app.access.geojson import access_geojson
from karez.app.access.reported import Reported
from karez.app.names import known_names
from karez.app.picture_network import access_map
from karez.app.values import AccessAsked, Asked
from karez.atlas.atlas import Atlas
from karez.brief.access_html import render_access_html
from karez.brief.access_report import AccessReport, claims_of
from karez.brief.cite import Citations
from karez.brief.compose import marking_of, view_mask
from karez.model.errors import RequestError
from karez.model.finding import Findings
from karez.model.record import View
from karez.model.times import show


def access_report(
    view: View, findings: Findings, atlas: Atlas, asked: AccessAsked, *, told: Reported, wanted: Asked, timezone: str
) -> AccessReport:
    """Answer a question of access on a whole view, with all that is needed to write it.

    Raises RequestError as ``access`` does; bad-request for days, which would leave closures out.
    """
    if wanted.start or wanted.end or wanted.since:
        raise RequestError("bad-request", "access is told as of a time; days and --since would leave closures out")
    answer = access(view, findings, atlas, asked, told=told, area=wanted.area)
    cite = Citations(view, findings.sources, view_mask(view, known_names(atlas)), timezone=timezone)
    for claim in claims_of(answer):
        cite.ids((claim,))
    return AccessReport(
        answer=answer,
        as_of=show(view.as_of, timezone),
        recorded=show(view.recorded, timezone, exact=True),
        timezone=timezone,
        head=view.head,
        marking=marking_of(view, wanted.marking),
        references=cite.references(),
        picture=access_map(answer, atlas, timezone=timezone),
        ids=cite.by_claim(),
    )


def access_written(told: AccessReport, atlas: Atlas, form: str) -> str:
    """Return an access picture as ``json``, ``geojson`` or ``html``. Raises RequestError bad-value for other forms."""
    if form == "json":
        return json.dumps(access_json(told), ensure_ascii=False, indent=1) + "\n"
    if form == "geojson":
        return access_geojson(told, atlas)
    if form == "html":
        return render_access_html(told)
    raise RequestError("bad-value", f"{form!r} is none of json, geojson, html")
