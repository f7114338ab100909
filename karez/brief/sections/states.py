"""The reported state of networks, roads, lines and services: what, by whom, when, and whether it still holds."""

from dataclasses import replace

from karez.brief.cite import Citations
from karez.brief.outline import Line, Part, Section
from karez.brief.sections.access import access_lines, shown_claims
from karez.brief.words import day, label, words
from karez.model.access_answer import AccessAnswer
from karez.model.claim import Status
from karez.model.finding import AssetStatus, Findings
from karez.model.vocabulary import AssetState, DerivedState, Realis


def communication_section(findings: Findings, cite: Citations) -> Section:
    """Internet, telephone, power, water and fuel."""
    return _section("communications", findings, cite)


def transport_section(findings: Findings, cite: Citations, access: AccessAnswer | None = None) -> Section:
    """Who can be reached, roads, railways, crossings, ports, services and the rest that people depend on.

    Without an access picture, or where it says nothing, every state is listed as it was told.
    """
    lines = access_lines(access, cite) if access else []
    if access is None or not lines:
        return _section("transport", findings, cite)
    shown = shown_claims(access)
    rest = replace(findings, statuses=tuple(one for one in findings.statuses if not set(one.claims) <= shown))
    others = _section("transport", rest, cite)
    head = (Line((Part("Other services and places"),), "head"),) if others.lines else ()
    return replace(others, lines=(*lines, *head, *others.lines))


def _section(key: str, findings: Findings, cite: Citations) -> Section:
    networks = set(words()["communications"])
    wanted = [item for item in findings.statuses if (item.asset_type in networks) == (key == "communications")]
    lines = tuple(_line(item, cite) for item in sorted(wanted, key=_order))
    return Section(key, words()["sections"][key], lines)


def _order(status: AssetStatus) -> tuple[int, str, str, str]:
    """By kind in the order of use, then by asset, so that the places of one network or road stand together."""
    kinds: list[str] = words()["asset_order"]
    rank = kinds.index(status.asset_type) if status.asset_type in kinds else len(kinds)
    place = status.place.name if status.place else ""
    return (rank, status.group or status.name.casefold(), place, status.key)


def asset_words(status: AssetStatus, cite: Citations) -> str:
    """Name an asset with the place that it was told of, where its name does not hold it."""
    name = cite.masked(status.name)
    place = status.place.name if status.place else ""
    return f"{name} ({place})" if place and place.casefold() not in name.casefold() else name


def state_words(state: AssetState | DerivedState | None, status: AssetStatus) -> str:
    """Write a state with its cause, and for whom it holds."""
    cause = f" ({label('cause', status.cause)})" if status.cause else ""
    return f"{label('states', state)}{cause}"


def _line(status: AssetStatus, cite: Citations) -> Line:
    last = status.claims[-1]
    parts = [cite.part(asset_words(status, cite), status.claims, strong=True), cite.part(": ", status.claims)]
    if status.state is DerivedState.CONTESTED:
        parts += [Part("contested", strong=True), Part(": "), *_sides(status, cite)]
    else:
        alleged = " (alleged)" if status.realis is Realis.ALLEGED else ""
        said = f"reported {state_words(status.reported, status)}{alleged}{_users(status, cite)}{_doer(last, cite)}"
        who = f"{cite.claimant(last)}, {cite.published(last)}{cite.standing(status.claims)}"
        parts.append(cite.part(f"{said}, by {who}", status.claims))
    if status.since:
        parts.append(cite.part(f", since {day(status.since[:10])}", status.claims))
    if status.state is DerivedState.UNKNOWN:
        parts.append(cite.part("; state now unknown (report older than its freshness)", status.claims))
    elif status.stale:
        parts.append(cite.part("; not confirmed since", status.claims))
    parts.append(cite.part(f" — “{cite.sentence(last)}”", status.claims))
    if any(cite.holds(claim) for claim in status.denials):
        parts.append(cite.part(f"; denied by {cite.claimants(status.denials)}", status.denials))
    return Line(tuple(parts))


def _users(status: AssetStatus, cite: Citations) -> str:
    if not status.users:
        return ""
    return f" for {cite.masked(status.users).removeprefix('for ').removeprefix('For ')}"


def _doer(claim: str, cite: Citations) -> str:
    body = cite.record(claim).claim.body
    doer = body.by if isinstance(body, Status) else None
    return f", done by {cite.masked(doer.span.quote)}" if doer else ""


def _sides(status: AssetStatus, cite: Citations) -> list[Part]:
    latest: dict[tuple[str, str], str] = {}
    for report in status.history:
        latest[(report.source.key, report.state)] = report.claim
    parts: list[Part] = []
    for (_, state), claim in latest.items():
        told = f"{label('states', state)} ({cite.claimant(claim)}, {cite.published(claim)})"
        parts += [cite.part(told, (claim,)), Part("; ")]
    return parts[:-1]
