"""A claim as a flat row: what of an incident or toll claim is compared, in columns that any engine can hold.

What a claim leaves untold is taken from the claims that its report holds together with it (see ``bundles``): the toll
of a raid lies where and when the raid does. Nothing is taken from another report.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import cos, radians, sin

from karez.model.canonical import digest
from karez.model.claim import Claim, Incident, Toll, Where
from karez.model.geodesy import EARTH_KM
from karez.model.mention import ActorMention
from karez.model.record import ClaimRecord, ReportRecord, View
from karez.model.times import moment
from karez.model.vocabulary import Harm, IncidentType, Unit, Victims
from karez.resolve.incidents.bundles import bundles, denied, nearest, speaks_of_one
from karez.resolve.incidents.families import families
from karez.resolve.incidents.words import Words, folded, words_of

# Ids of all parties that a party is a part of, at any depth, by its id.
Parents = Mapping[str, Sequence[str]]
# How far a place lies at most from its point where the atlas does not say, km.
_RADIUS = 10.0
# A place wider than this is a district or more, km.
TOWN = 40.0
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One incident or toll claim. None is NULL: untold or not resolved. Text columns are never NULL but may be empty.

    ``bundle`` is the smallest id of the claims that its report holds together with it, ``copy`` is one for the same
    words at the same place of the same text (else its id), ``wording`` for the same text (empty: none). Days are
    proleptic ordinals, both ends inclusive; ``known`` is the day (UTC) of ``known_from``. ``x``, ``y``, ``z`` are km
    from the centre of the earth, ``radius`` km. ``place`` is the place's id, else its folded words. ``type`` is the
    incident's type, of a toll that of its incident. ``families``, ``actors``, ``parents`` (ids of wider parties) and
    the rare words ``terms`` of its sentence and ``names`` there are sorted, without repeats. Where its report is about
    it, ``names`` are those of the whole report, ``head`` are the rare words of the head, and ``towns`` all towns of the
    report's incidents; else both are empty.
    ``low`` and ``high`` count persons with ``harm`` over ``scope`` (one incident, a day, a period).
    """

    id: str
    report: str
    bundle: str
    copy: str
    wording: str
    kind: str
    denied: bool
    known: int
    day_from: int | None = None
    day_to: int | None = None
    x: float | None = None
    y: float | None = None
    z: float | None = None
    radius: float | None = None
    place: str | None = None
    type: str | None = None
    families: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    operation: str | None = None
    harm: str | None = None
    scope: str | None = None
    low: int | None = None
    high: int | None = None
    victims: str | None = None
    terms: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()


def rows(view: View, parents: Parents | None = None) -> tuple[ClaimRow, ...]:
    """Return the rows of all incident and toll claims of a view that are told or denied, in order of their ids."""
    reports = {report.id: report for report in view.reports}
    of: dict[str, list[ClaimRecord]] = {}
    for record in view.claims:
        if speaks_of_one(record.claim):
            of.setdefault(record.report, []).append(record)
    found = [row for report, own in of.items() for row in report_rows(reports[report], own, parents or {})]
    return tuple(sorted(found, key=lambda row: row.id))


def report_rows(report: ReportRecord, records: Sequence[ClaimRecord], parents: Parents) -> list[ClaimRow]:
    """Return the rows of the incident and toll claims of one report."""
    known = {record.claim.id: record for record in records}
    claims = {key: record.claim for key, record in known.items()}
    held = bundles(records)
    common = {word for claim in claims.values() for word in _common(claim)}
    words = words_of(report, frozenset(common))
    lead = words.lead([claim.span for claim in claims.values() if not denied(claim)])
    about = {min(held[key]) for key, claim in claims.items() if claim.span in lead}
    towns = tuple(sorted({town for claim in claims.values() if (town := _town(claim.where))}))
    made = []
    for key, record in known.items():
        bundle = min(held[key])
        row = replace(
            _row(record, nearest(record.claim, [claims[one] for one in held[key]], claims), words, parents),
            bundle=bundle,
        )
        made.append(replace(row, head=words.head, names=words.names, towns=towns) if bundle in about else row)
    return made


def _row(record: ClaimRecord, near: Sequence[Claim], words: Words, parents: Parents) -> ClaimRow:
    claim = record.claim
    first, last = next((days for one in near if (days := _days(one)) != (None, None)), (None, None))
    where = next((one.where for one in near if one.where), None)
    x, y, z, radius = _position(where)
    told = next((one.body for one in near if isinstance(one.body, Incident)), None)
    actors = _actors(told, near)
    toll = _toll(near)
    spot = words.spot(claim.span)
    return ClaimRow(
        id=claim.id,
        report=record.report,
        bundle=claim.id,
        copy=digest([words.wording, claim.kind, *spot])[:16] if words.wording else claim.id,
        wording=words.wording,
        kind=claim.kind.value,
        denied=denied(claim),
        known=moment(record.known_from).toordinal(),
        day_from=first,
        day_to=last,
        x=x,
        y=y,
        z=z,
        radius=radius,
        place=_place(where),
        type=None if told is None or told.type is IncidentType.OTHER else told.type.value,
        families=families(told.type if told else None, None if told else _harm(near)),
        actors=actors,
        parents=tuple(sorted({wider for one in actors for wider in parents.get(one, ())} - set(actors))),
        operation=folded(told.operation if told else None) or None,
        harm=toll.harm,
        scope=toll.scope,
        low=toll.low,
        high=toll.high,
        victims=toll.victims,
        terms=words.terms(claim.span),
        names=words.names_at(claim.span),
    )


def _common(claim: Claim) -> Iterator[str]:
    """Words that tell no happening from another of one conflict: names of wide places and of known parties."""
    place = claim.where.place if claim.where else None
    if place is not None:
        yield place.admin1 or ""
        yield place.name if (place.radius_km or 0.0) > TOWN else ""
    if isinstance(claim.body, Incident):
        yield from (one.span.quote for one in (*claim.body.initiators, *claim.body.targets) if one.actor)


def _town(where: Where | None) -> str | None:
    """The key of a place that is no wider than a town."""
    return None if (_position(where)[3] or 0.0) > TOWN else _place(where)


def _days(claim: Claim) -> tuple[int | None, int | None]:
    """The first and last day of a claim's time, inclusive; both None where none is told or it is no date."""
    if claim.when is None or claim.when.start is None:
        return None, None
    try:
        start = datetime.fromisoformat(claim.when.start)
        end = datetime.fromisoformat(claim.when.end) - _MOMENT if claim.when.end else start
    except (ValueError, OverflowError):
        return None, None
    first = date.toordinal(start)
    return first, max(first, date.toordinal(end))


def _position(where: Where | None) -> tuple[float | None, float | None, float | None, float | None]:
    """The point of an area or place in km from the centre of the earth, to the metre, and its radius."""
    lat = lon = radius = None
    if where and where.area:
        lat, lon, radius = where.area.lat, where.area.lon, where.area.radius_km
    elif where and where.place:
        lat, lon, radius = where.place.lat, where.place.lon, where.place.radius_km
    if lat is None or lon is None:
        return None, None, None, None
    north, east = radians(lat), radians(lon)
    point = (cos(north) * cos(east), cos(north) * sin(east), sin(north))
    x, y, z = (round(EARTH_KM * part, 3) for part in point)
    return x, y, z, float(_RADIUS if radius is None else radius)


def _place(where: Where | None) -> str | None:
    if where is None:
        return None
    return (where.place.same_as or where.place.id) if where.place else folded(where.span.quote) or None


def _actors(told: Incident | None, near: Sequence[Claim]) -> tuple[str, ...]:
    """The parties of the incident and of those it is held together with, by id, else by folded words."""
    bodies = [one.body for one in near if isinstance(one.body, Incident)] if told else []
    found = {_party(one) for body in bodies[:1] for one in (*body.initiators, *body.targets)}
    return tuple(sorted(found - {""}))


def _party(actor: ActorMention) -> str:
    return actor.actor or folded(actor.span.quote)


def _harm(near: Sequence[Claim]) -> Harm | None:
    return next((one.body.harm for one in near if isinstance(one.body, Toll)), None)


@dataclass(frozen=True, slots=True)
class _Counted:
    """The toll of a row; all None where none counts persons."""

    harm: str | None = None
    scope: str | None = None
    low: int | None = None
    high: int | None = None
    victims: str | None = None


def _toll(near: Sequence[Claim]) -> _Counted:
    """A toll's own; for an incident the largest total of killed, else of another harm."""
    first = near[0].body
    bodies = [first] if isinstance(first, Toll) else [one.body for one in near if isinstance(one.body, Toll)]
    counted = [body for body in bodies if body.unit is Unit.PERSONS and _bounds(body) is not None]
    if not isinstance(first, Toll):
        counted = [body for body in counted if body.part_of is None]
    if not counted:
        return _Counted()
    best = max(counted, key=lambda body: (body.harm is Harm.KILLED, body.harm, _bounds(body), body.victims, body.scope))
    low, high = _bounds(best) or (0, 0)
    known = best.victims not in {Victims.UNKNOWN, Victims.MIXED}
    return _Counted(best.harm.value, best.scope.value, low, high, best.victims.value if known else None)


def _bounds(body: Toll) -> tuple[int, int] | None:
    """The least and the largest number that a toll tells; an open end is its best number."""
    told = [number for number in (body.low, body.best, body.high) if number is not None]
    return (min(told), max(told)) if told else None
