"""Three composed attacks in three towns, for tests of what persons decide about incidents."""

from dataclasses import dataclass
from pathlib import Path

from karez.app.workspace import Workspace
from karez.ledger.values import Entry
from karez.model.claim import Claim, Incident, Reading, Status, Toll, Where
from karez.model.identity import with_ids
from karez.model.mention import AssetMention, Place, TimeMention
from karez.model.report import Capture, Document
from karez.model.times import known_instant
from karez.model.vocabulary import AssetState, AssetType, Harm, IncidentType, Precision, Qualifier, Realis
from tests.made import span

BY = ("--by", "day desk", "--reason", "looked at both")
ZONE = "Asia/Karachi"
# The words of what happened, those of who was harmed, and the type.
TOLD = {
    "Alpha": ("Armed men raided the customs post", "guards", IncidentType.RAID),
    "Beta": ("A bomb tore through the grain market", "traders", IncidentType.BOMBING),
    "Gamma": ("Surveyors of the water board were taken from a bus", "passengers", IncidentType.ABDUCTION),
}


def composed(town: str, day: int, harm: Harm = Harm.KILLED, publisher: str = "Sample Wire") -> Entry:
    """A composed report of an attack with its toll, of a plan and of a road."""
    happened, victims, kind = TOLD[town]
    text = (
        f"{happened} of {town} on Saturday, and {day} {victims} were {harm}. "
        f"More is planned there. The {town} road is closed. Printed by {publisher}."
    )
    place = Place(f"made:{town.lower()}", town, "town", "North", town, "XX1", "XX", float(day), 1.0, 6.0)
    when = TimeMention(span(text, "on Saturday"), f"2026-01-{day:02}", f"2026-01-{day + 1:02}", Precision.DAY)
    where = Where(span(text, town), place)
    counted = Toll(harm, day, day, day, Qualifier.EXACT, of="i")
    number = span(text, f"{day} {victims}")
    road = Status(AssetMention(span(text, f"The {town} road"), None, AssetType.ROAD), AssetState.CLOSED)
    drafts = [
        Claim("i", span(text, happened), Incident(kind), Realis.ASSERTED, when=when, where=where),
        Claim("t", number, counted, Realis.ASSERTED, fields={"number": (number.start, number.start + len(str(day)))}),
        Claim("p", span(text, "More is planned there"), Incident(kind), Realis.PLANNED),
        Claim("s", span(text, f"The {town} road is closed"), road, Realis.ASSERTED),
    ]
    document = Document(text, publisher=publisher, published=f"2026-02-{day:02}", lang="en")
    reading = Reading("en", claims=with_ids(document.report_id, drafts))
    known = known_instant(f"2026-02-{day:02}T12:00", ZONE)
    return Entry(Capture(text.encode(), f"{town}.txt", day), document, reading, known, "test.v1", "p@1")


@dataclass(frozen=True)
class Made:
    """A ledger with three attacks, and for each its incident's id and the ids of its claims by draft key."""

    path: Path
    incidents: tuple[str, ...]
    claims: tuple[dict[str, str], ...]


def three_attacks(path: Path) -> Made:
    """Make a ledger with the three reports."""
    entries = [composed("Alpha", 10), composed("Beta", 14, Harm.INJURED), composed("Gamma", 19)]
    with Workspace.open(str(path), create=True) as workspace:
        for entry in entries:
            workspace.ledger.add(entry)
        claims = [dict(zip("itps", (claim.id for claim in entry.reading.claims), strict=True)) for entry in entries]
        joined = workspace.joining(workspace.view()).joined
        return Made(path, tuple(joined.incidents[one["i"]] for one in claims), tuple(claims))
