"""The facts of the shipped samples, as the reader takes them out. The samples are composed."""

import email
import json
from email import policy
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from karez.model.claim import Body, Claim, Control, Directive, Incident, Reading, Status, Toll
from karez.model.report import Document
from karez.model.vocabulary import (
    Action,
    ActorClass,
    AssetState,
    Cause,
    ClaimantClass,
    ControlState,
    Harm,
    IncidentType,
    Means,
    Qualifier,
    Realis,
    Victims,
)
from tests.read.told import reader

SAMPLES = Path(__file__).resolve().parents[2] / "karez" / "app" / "samples"
B = TypeVar("B", bound=Body)
LIST = "Quetta, Gwadar, Nushki and Mastung"


@cache
def read(number: str) -> Reading:
    """Read the sample of this number with what stands in its sidecar."""
    path = next(path for path in sorted(SAMPLES.glob(f"{number}-*")) if path.suffix != ".json")
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".eml":
        text = email.message_from_string(text, policy=policy.default).get_content()  # type: ignore[attr-defined]
    side: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    keys = ("title", "published", "publisher", "publisher_class", "url")
    return reader().read(Document(text, lang="en", **{key: side[key] for key in keys}))


def of(number: str, body: type[B]) -> list[tuple[Claim, B]]:
    """The claims of one kind of a sample."""
    return [(claim, claim.body) for claim in read(number).claims if isinstance(claim.body, body)]


def place(claim: Claim) -> str | None:
    return claim.where.span.quote if claim.where else None


def tolls(number: str) -> list[tuple[Harm, int | None, Victims]]:
    return [(toll.harm, toll.best if toll.best is not None else toll.low, toll.victims) for _, toll in of(number, Toll)]


def test_01_the_first_day() -> None:
    (first, raid), (claimed, _) = of("01", Incident)[:2]
    assert (raid.type, place(first)) == (IncidentType.RAID, LIST)
    assert first.span.quote.endswith(f"among them {LIST}")
    assert first.where is not None
    assert first.where.place is not None
    assert first.where.place.kind == "province"
    assert claimed.claimant is not None
    assert claimed.claimant.claimant_class is ClaimantClass.ARMED_GROUP
    assert tolls("01") == [
        (Harm.KILLED, 10, Victims.SECURITY_FORCES),
        (Harm.KILLED, 11, Victims.CIVILIANS),
        (Harm.KILLED, 58, Victims.ARMED_GROUP),
        (Harm.DETAINED, 2, Victims.OFFICIALS),
    ]
    assert [claim.claimant.claimant_class if claim.claimant else None for claim, _ in of("01", Toll)] == [
        ClaimantClass.OFFICIAL,
        ClaimantClass.OFFICIAL,
        ClaimantClass.OFFICIAL,
        None,
    ]
    assert of("01", Toll)[-1][0].realis is Realis.ALLEGED
    assert [(status.state, place(claim)) for claim, status in of("01", Status)] == [
        (AssetState.CLOSED, "Balochistan province"),
        (AssetState.CLOSED, "Quetta"),
    ]


def test_02_a_rewrite_says_the_same() -> None:
    assert tolls("02") == tolls("01")
    assert [incident.type for _, incident in of("02", Incident)] == [
        incident.type for _, incident in of("01", Incident)
    ]


def test_04_the_groups_own_statement() -> None:
    assert all(claim.claimant is None for claim in read("04").claims)
    (held, control) = of("04", Control)[0]
    assert control.holder is not None
    assert (control.holder.span.quote, control.holder.actor_class) == ("We", ActorClass.ARMED_GROUP)
    assert (control.state, place(held)) == (ControlState.HELD, "Nushki")
    assert tolls("04") == [
        (Harm.KILLED, 84, Victims.SECURITY_FORCES),
        (Harm.INJURED, 24, Victims.UNKNOWN),
        (Harm.ABDUCTED, 2, Victims.OFFICIALS),
    ]
    denied = [claim for claim, _ in of("04", Incident) if claim.realis is Realis.DENIED]
    assert [claim.span.quote for claim in denied] == ["We deny that civilians were killed by our fighters"]
    assert {incident.type for _, incident in of("04", Incident)} >= {IncidentType.ABDUCTION, IncidentType.RELEASE}
    ban, warning = (directive for _, directive in of("04", Directive))
    assert (ban.action, ban.duration_days) == (Action.BAN, 30)
    assert (ban.valid_from, ban.valid_to) == (None, None)
    assert warning.action is Action.WARNING
    mined = next(claim for claim, incident in of("04", Incident) if incident.type is IncidentType.BLOCKADE)
    assert isinstance(mined.body, Incident)
    assert (mined.body.means, place(mined)) == ((Means.MINE,), "Buzi Pass")


def test_05_the_network_monitor() -> None:
    found = [(status.state, place(claim)) for claim, status in of("05", Status)]
    assert (AssetState.CLOSED, "Gwadar, Nushki and Mastung") in found
    assert (AssetState.OPEN, "Karachi") in found
    whole = next(status for _, status in of("05", Status) if status.valid_from)
    assert whole.valid_from == "2026-01-31T18:00"
    assert all(status.cause is None for _, status in of("05", Status))


def test_06_the_railway() -> None:
    suspended, damaged, destroyed, closed, *_ = of("06", Status)
    assert (suspended[1].state, suspended[1].valid_from) == (AssetState.CLOSED, "2026-01-31")
    assert (damaged[1].state, damaged[1].cause, place(damaged[0])) == (AssetState.DAMAGED, Cause.SABOTAGE, "Mach")
    assert (destroyed[1].state, destroyed[1].cause) == (AssetState.DESTROYED, None)
    assert place(closed[0]) == "Sibi and Mach"
    (none, toll) = of("06", Toll)[0]
    assert (toll.qualifier, none.realis) == (Qualifier.NONE, Realis.ASSERTED)


def test_07_the_hospital() -> None:
    assert tolls("07") == [
        (Harm.KILLED, 22, Victims.UNKNOWN),
        (Harm.INJURED, 47, Victims.MIXED),
        (Harm.INJURED, 19, Victims.CIVILIANS),
        (Harm.INJURED, 28, Victims.SECURITY_FORCES),
        (Harm.INJURED, 6, Victims.CHILDREN),
        (Harm.KILLED, 2, Victims.UNKNOWN),
    ]
    wounded = of("07", Toll)[1][0].id
    assert [toll.part_of for _, toll in of("07", Toll)] == [None, None, wounded, wounded, wounded, None]
    ((denied, incident),) = of("07", Incident)
    assert (denied.realis, incident.type) == (Realis.DENIED, IncidentType.RAID)
    assert denied.claimant is not None
    assert denied.claimant.claimant_class is ClaimantClass.MEDIC


def test_08_the_official_statement() -> None:
    found = of("08", Toll)
    assert [toll.best for _, toll in found] == [193, 17, 31, 145, 145]
    assert [toll.part_of for _, toll in found[1:4]] == [found[0][0].id] * 3
    assert place(found[4][0]) != "Nushki"
    assert all(claim.claimant and claim.claimant.claimant_class is ClaimantClass.OFFICIAL for claim, _ in found)
    (holds, _), (denied, _) = of("08", Control)
    assert place(holds) == "Quetta, Gwadar and Mastung"
    assert (denied.realis, place(denied)) == (Realis.DENIED, "Nushki")
    ban = next(directive for _, directive in of("08", Directive) if directive.action is Action.BAN)
    assert (ban.duration_days, ban.valid_from, ban.subject_quote) == (
        30,
        "2026-02-01",
        "Gatherings of more than four persons",
    )
    planned = [incident.type for claim, incident in of("08", Incident) if claim.realis is Realis.PLANNED]
    assert planned == [IncidentType.SECURITY_OPERATION]


def test_09_the_highways() -> None:
    found = {(status.asset.span.quote, status.state): (claim, status) for claim, status in of("09", Status)}
    coast = found["N-10 coastal highway", AssetState.CLOSED]
    assert (coast[1].cause, place(coast[0])) == (Cause.MINES, "Buzi Pass")
    assert found["N-25", AssetState.RESTRICTED][1].cause is None
    assert found["N-65", AssetState.RESTRICTED][1].users == "light traffic"
    assert found["N-40", AssetState.CLOSED][1].cause is Cause.FIGHTING
    assert ("N-70", AssetState.CLOSED) in found
    assert ("N-70", AssetState.RESTORED) in found
    ban = next(directive for _, directive in of("09", Directive))
    assert (ban.duration_days, ban.subject_quote) == (7, "Travel at night")


def test_10_the_deputy_commissioner() -> None:
    (held, first), (taken, second) = of("10", Control)
    assert (first.state, first.duration_hours, place(held)) == (ControlState.HELD, 35, "NUSHKI")
    assert (second.state, place(taken)) == (ControlState.TAKEN, "NUSHKI")
    assert tolls("10") == [
        (Harm.DETAINED, 2, Victims.OFFICIALS),
        (Harm.KILLED, 4, Victims.SECURITY_FORCES),
        (Harm.INJURED, 9, Victims.UNKNOWN),
        (Harm.INJURED, 3, Victims.CIVILIANS),
    ]
    curfew = next(directive for _, directive in of("10", Directive) if directive.action is Action.CURFEW)
    assert (curfew.valid_from, curfew.valid_to) == (None, "2026-02-05")
    assert IncidentType.BOMBING not in {incident.type for _, incident in of("10", Incident)}


def test_11_the_analyst_holds_nothing_and_blocks_one_road() -> None:
    assert of("11", Control) == []
    (blocked, status) = of("11", Status)[0]
    assert status.asset.span.quote == "coastal highway (M-10)"
    assert (status.state, status.cause) == (AssetState.CLOSED, Cause.MINES)
    assert (blocked.realis, place(blocked)) == (Realis.ALLEGED, "Buzi Pass")
    later = [claim.realis for claim, _ in of("11", Status)[1:]]
    assert Realis.ASSERTED not in later
    assert all(claim.realis is Realis.BACKGROUND for claim, _ in of("11", Toll))
    assert [note.code for note in read("11").notes] == ["wrong-designation"]


def test_12_the_correction() -> None:
    found = {toll.best: (claim, toll) for claim, toll in of("12", Toll)}
    assert set(found) == {9, 11, 193, 197, 4}
    assert found[9][1].replaces == found[11][0].id
    assert found[11][0].realis is Realis.DENIED
    assert found[197][1].replaces == found[193][0].id
    assert found[4][1].part_of == found[197][0].id
    assert {toll.harm for _, toll in found.values()} == {Harm.KILLED}
    reopened = [(claim, status) for claim, status in of("12", Status) if "highway" in status.asset.span.quote]
    ((claim, status),) = reopened
    assert (status.state, status.cause, status.users) == (AssetState.RESTRICTED, None, "light traffic")
    assert place(claim) == "Buzi Pass"
    assert claim.when is not None
    assert claim.when.start == "2026-02-03T06:00"
    stormed = of("12", Incident)[0]
    assert stormed[0].realis is not Realis.ASSERTED
