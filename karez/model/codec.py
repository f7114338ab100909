"""Claims and readings to and from the JSON of the reading contract (version 1)."""

from collections.abc import Mapping
from typing import Any

from karez.model.claim import (
    Assessment,
    Body,
    Claim,
    Claimant,
    Control,
    Directive,
    FieldSpans,
    Incident,
    Note,
    Reading,
    Status,
    Toll,
)
from karez.model.codec_places import (
    Json,
    place_mention_json,
    span_from,
    span_json,
    where_from,
    where_json,
)
from karez.model.mention import (
    ActorMention,
    AssetMention,
    Mentions,
    TimeMention,
)
from karez.model.vocabulary import (
    Action,
    ActorClass,
    AssetState,
    AssetType,
    Cause,
    ClaimantClass,
    ClaimKind,
    Condition,
    ControlState,
    Extent,
    Harm,
    IncidentType,
    Means,
    Precision,
    Qualifier,
    Realis,
    Scope,
    Unit,
    Victims,
)


def actor_json(actor: ActorMention | None) -> Json | None:
    """Write an actor mention, with ``suspected`` only where it is true."""
    if actor is None:
        return None
    value: Json = {**span_json(actor.span), "actor": actor.actor, "class": actor.actor_class.value}
    return {**value, "suspected": True} if actor.suspected else value


def time_json(time: TimeMention | None) -> Json | None:
    """Write a time mention, or null."""
    if time is None:
        return None
    return {
        **span_json(time.span),
        "from": time.start,
        "to": time.end,
        "precision": time.precision.value,
    }


def asset_json(asset: AssetMention) -> Json:
    """Write an asset mention."""
    return {**span_json(asset.span), "asset": asset.asset, "type": asset.asset_type.value}


def claimant_json(claimant: Claimant | None) -> Json | None:
    """Write a claimant, or null for the report itself."""
    if claimant is None:
        return None
    return {
        **span_json(claimant.span),
        "actor": claimant.actor,
        "class": claimant.claimant_class.value,
    }


def body_json(body: Body) -> Json:
    """Write the fields of a claim's own kind."""
    match body:
        case Incident():
            value: Json = {
                "type": body.type.value,
                "initiators": [actor_json(actor) for actor in body.initiators],
                "targets": [actor_json(actor) for actor in body.targets],
                "means": [means.value for means in body.means],
                "operation": body.operation,
            }
            return value if body.count is None else {**value, "count": body.count}
        case Toll():
            return _toll_json(body)
        case Status():
            return _status_json(body)
        case Control():
            return {
                "holder": actor_json(body.holder),
                "state": body.state.value,
                "duration_hours": body.duration_hours,
            }
        case Directive():
            return {
                "issuer": actor_json(body.issuer),
                "action": body.action.value,
                "subject_quote": body.subject_quote,
                "duration_days": body.duration_days,
                "valid_from": body.valid_from,
                "valid_to": body.valid_to,
            }
        case Assessment():
            return {
                "by": claimant_json(body.by),
                "about_quote": body.about_quote,
                "likelihood_quote": body.likelihood_quote,
            }


def _status_json(body: Status) -> Json:
    value: Json = {
        "asset": asset_json(body.asset),
        "state": body.state.value,
        "cause": body.cause.value if body.cause else None,
        "by": actor_json(body.by),
        "users": body.users,
        "valid_from": body.valid_from,
        "valid_to": body.valid_to,
    }
    if body.conditions:
        value["conditions"] = [condition.value for condition in body.conditions]
    if body.extent:
        value["extent"] = body.extent.value
    if body.intermittent:
        value["intermittent"] = True
    return value


def _toll_json(toll: Toll) -> Json:
    return {
        "harm": toll.harm.value,
        "low": toll.low,
        "best": toll.best,
        "high": toll.high,
        "qualifier": toll.qualifier.value,
        "word": toll.word,
        "victims": toll.victims.value,
        "victims_quote": toll.victims_quote,
        "scope": toll.scope.value,
        "part_of": toll.part_of,
        "of": toll.of,
        "replaces": toll.replaces,
        "unit": toll.unit.value,
        "perpetrators": toll.perpetrators,
    }


def claim_json(claim: Claim) -> Json:
    """Write one claim as the contract has it."""
    return {
        "id": claim.id,
        "kind": claim.kind.value,
        **span_json(claim.span),
        "also": [list(pair) for pair in claim.also],
        "fields": {name: _pairs_json(pairs) for name, pairs in sorted(claim.fields.items())},
        "realis": claim.realis.value,
        "claimant": claimant_json(claim.claimant),
        "when": time_json(claim.when),
        "where": where_json(claim.where),
        **body_json(claim.body),
        "confidence": round(claim.confidence, 3),
        "reader": claim.reader,
        "reason": claim.reason,
    }


def _pairs_json(pairs: tuple[Any, ...]) -> list[Any]:
    return [list(item) if isinstance(item, tuple) else item for item in pairs]


def mentions_json(mentions: Mentions) -> Json:
    """Write the four lists of mentions."""
    return {
        "places": [place_mention_json(item) for item in mentions.places],
        "actors": [actor_json(item) for item in mentions.actors],
        "times": [time_json(item) for item in mentions.times],
        "assets": [asset_json(item) for item in mentions.assets],
    }


def reading_json(line_id: str, text_sha256: str, reading: Reading) -> Json:
    """Write one output line of ``karez read --jsonl``."""
    return {
        "id": line_id,
        "lang": reading.lang,
        "text_sha256": text_sha256,
        "mentions": mentions_json(reading.mentions),
        "claims": [claim_json(claim) for claim in reading.claims],
        "notes": [note_json(note) for note in reading.notes],
    }


def note_json(note: Note) -> Json:
    """Write a note."""
    return {"code": note.code, "message": note.message}


# ---------------------------------------------------------------- from JSON


def actor_from(value: Mapping[str, Any] | None) -> ActorMention | None:
    """Read an actor mention, or None."""
    return None if value is None else _actor(value)


def _actor(value: Mapping[str, Any]) -> ActorMention:
    return ActorMention(span_from(value), value["actor"], ActorClass(value["class"]), value.get("suspected", False))


def time_from(value: Mapping[str, Any] | None) -> TimeMention | None:
    """Read a time mention, or None."""
    if value is None:
        return None
    return TimeMention(span_from(value), value["from"], value["to"], Precision(value["precision"]))


def claimant_from(value: Mapping[str, Any] | None) -> Claimant | None:
    """Read a claimant, or None."""
    if value is None:
        return None
    return Claimant(span_from(value), value["actor"], ClaimantClass(value["class"]))


def claim_from(value: Mapping[str, Any]) -> Claim:
    """Read one claim. Raises KeyError or ValueError where the JSON breaks the contract."""
    return Claim(
        id=value["id"],
        span=span_from(value),
        body=_body_from(value),
        realis=Realis(value["realis"]),
        also=tuple((start, end) for start, end in value["also"]),
        fields=_fields_from(value["fields"]),
        claimant=claimant_from(value["claimant"]),
        when=time_from(value["when"]),
        where=where_from(value["where"]),
        confidence=value["confidence"],
        reader=value["reader"],
        reason=value.get("reason", ""),
    )


def _fields_from(value: Mapping[str, Any]) -> FieldSpans:
    fields: FieldSpans = {}
    for name, pairs in value.items():
        nested = not pairs or isinstance(pairs[0], list | tuple)
        fields[name] = tuple((a, b) for a, b in pairs) if nested else (pairs[0], pairs[1])
    return fields


def _body_from(value: Mapping[str, Any]) -> Body:
    match ClaimKind(value["kind"]):
        case ClaimKind.INCIDENT:
            return Incident(
                IncidentType(value["type"]),
                tuple(_actor(item) for item in value["initiators"]),
                tuple(_actor(item) for item in value["targets"]),
                tuple(Means(item) for item in value["means"]),
                value["operation"],
                value.get("count"),
            )
        case ClaimKind.TOLL:
            return _toll_from(value)
        case ClaimKind.STATUS:
            return _status_from(value)
        case ClaimKind.CONTROL:
            return Control(actor_from(value["holder"]), ControlState(value["state"]), value["duration_hours"])
        case ClaimKind.DIRECTIVE:
            return Directive(
                actor_from(value["issuer"]),
                Action(value["action"]),
                value["subject_quote"],
                value["duration_days"],
                value["valid_from"],
                value["valid_to"],
            )
        case ClaimKind.ASSESSMENT:
            return Assessment(claimant_from(value["by"]), value["about_quote"], value["likelihood_quote"])


def _toll_from(value: Mapping[str, Any]) -> Toll:
    return Toll(
        harm=Harm(value["harm"]),
        low=value["low"],
        best=value["best"],
        high=value["high"],
        qualifier=Qualifier(value["qualifier"]),
        word=value["word"],
        victims=Victims(value["victims"]),
        victims_quote=value["victims_quote"],
        scope=Scope(value["scope"]),
        part_of=value["part_of"],
        of=value["of"],
        replaces=value["replaces"],
        unit=Unit(value["unit"]),
        perpetrators=value["perpetrators"],
    )


def _status_from(value: Mapping[str, Any]) -> Status:
    asset = value["asset"]
    cause = value["cause"]
    return Status(
        asset=AssetMention(span_from(asset), asset["asset"], AssetType(asset["type"])),
        state=AssetState(value["state"]),
        cause=None if cause is None else Cause(cause),
        by=actor_from(value["by"]),
        users=value["users"],
        valid_from=value["valid_from"],
        valid_to=value["valid_to"],
        conditions=tuple(Condition(item) for item in value.get("conditions", ())),
        extent=Extent(value["extent"]) if value.get("extent") else None,
        intermittent=value.get("intermittent", False),
    )
