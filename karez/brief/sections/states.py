"""The reported state of networks, roads, lines and services."""

from karez.brief.cite import Citations
from karez.brief.outline import Line, Part, Section
from karez.brief.words import day, label, words
from karez.model.finding import AssetStatus, Findings
from karez.model.times import moment
from karez.model.vocabulary import DerivedState


def communication_section(findings: Findings, cite: Citations, *, timezone: str) -> Section:
    """Internet, telephone, power, water and fuel."""
    return _section("communications", findings, cite, timezone)


def transport_section(findings: Findings, cite: Citations, *, timezone: str) -> Section:
    """Roads, railways, crossings, ports, services and the rest that people depend on."""
    return _section("transport", findings, cite, timezone)


def _section(key: str, findings: Findings, cite: Citations, timezone: str) -> Section:
    networks = set(words()["communications"])
    wanted = [item for item in findings.statuses if (item.asset_type in networks) == (key == "communications")]
    lines = tuple(_line(item, cite, timezone) for item in wanted)
    return Section(key, words()["sections"][key], lines)


def is_shown_as_last_reported(status: AssetStatus) -> bool:
    """Whether what was last reported no longer holds by the ageing table."""
    return status.state is DerivedState.UNKNOWN


def _line(status: AssetStatus, cite: Citations, timezone: str) -> Line:
    place = f" ({status.place.name})" if status.place and status.place.name not in status.name else ""
    parts = [cite.part(f"{cite.masked(status.name)}{place}", status.claims, strong=True), Part(": ")]
    known = moment(status.last_known, timezone).date().isoformat()
    said = label("states", status.reported)
    cause = f" ({status.cause.value})" if status.cause else ""
    if is_shown_as_last_reported(status):
        parts += [
            Part("state now unknown; last reported "),
            cite.part(f"{said}{cause}, known {day(known)}", status.claims),
        ]
    elif status.state is DerivedState.CONTESTED:
        parts += [Part("contested: ", strong=True), *_sides(status, cite)]
    else:
        parts += [cite.part(f"reported {said}{cause}, known {day(known)}", status.claims)]
    if status.since:
        parts += [Part(", "), cite.part(f"since {day(status.since[:10])}", status.claims)]
    if status.users:
        parts += [Part(", for "), cite.part(cite.masked(" ".join(status.users.split())), status.claims)]
    if status.stale:
        parts.append(Part(" — not confirmed since"))
    parts += [Part(" — "), cite.part(f"“{cite.sentence(status.claims[-1])}”", status.claims[-1:])]
    return Line(tuple(parts))


def _sides(status: AssetStatus, cite: Citations) -> list[Part]:
    latest: dict[tuple[str, str], str] = {}
    for report in status.history:
        latest[(report.source.key, report.state)] = report.claim
    parts: list[Part] = []
    for (_, state), claim in latest.items():
        parts += [cite.part(f"{label('states', state)} ({cite.claimant(claim)})", (claim,)), Part("; ")]
    return parts[:-1]
