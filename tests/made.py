"""Made-up reports and a clock for tests of several rooms. Composed; nothing here was reported by anyone."""

from karez.ledger.values import Entry
from karez.model.claim import (
    Assessment,
    Claim,
    Claimant,
    Control,
    Directive,
    FieldSpans,
    Incident,
    Reading,
    Status,
    Toll,
    Where,
)
from karez.model.identity import with_ids
from karez.model.mention import ActorMention, AssetMention, Place, TimeMention
from karez.model.report import Capture, Document
from karez.model.text import Span
from karez.model.vocabulary import (
    Action,
    ActorClass,
    AssetState,
    AssetType,
    Cause,
    ClaimantClass,
    ControlState,
    Harm,
    IncidentType,
    Means,
    Precision,
    Qualifier,
    Realis,
    Victims,
)


def span(text: str, words: str) -> Span:
    """Where `words` first stand in `text`."""
    start = text.index(words)
    return Span(start, start + len(words), words)


def toll(text: str, words: str, number: int, *, key: str = "t") -> Claim:
    """The draft of a toll of so many killed, told in `words`, which begin with the number."""
    at = span(text, words)
    body = Toll(Harm.KILLED, number, number, number, Qualifier.EXACT, None, Victims.UNKNOWN)
    fields: FieldSpans = {"number": (at.start, at.start + len(str(number)))}
    return Claim(key, at, body, Realis.ASSERTED, fields=fields, reader="test.v1")


def entry(number: int, *, known_from: int | None = None, publisher: str = "Sample Wire") -> Entry:
    """A composed report that says that `number` people were killed."""
    text = f"On Saturday {number} people were killed in the north, officials said."
    document = Document(text, publisher=publisher, published="2026-02-01", lang="en")
    claims = with_ids(document.report_id, [toll(text, f"{number} people were killed", number)])
    capture = Capture(text.encode(), f"{number}.txt", 1_000 + number)
    return Entry(capture, document, Reading("en", claims=claims), known_from or number * 1_000, "test.v1", "pack@1")


def long_entry(number: int, claims: int) -> Entry:
    """A composed report of so many sentences, each with a toll and a day."""
    parts = [f"On Saturday {10_000 + at} people were killed, post {number} said." for at in range(claims)]
    text = "\n".join(parts)
    drafts = []
    start = 0
    for at, part in enumerate(parts):
        count = start + len("On Saturday ")
        body = Toll(Harm.KILLED, 10_000 + at, 10_000 + at, 10_000 + at, Qualifier.EXACT)
        day = TimeMention(Span.of(text, start, start + len("On Saturday")), "2026-01-31", "2026-02-01", Precision.DAY)
        words = Span.of(text, count, count + len("10000 people were killed"))
        fields: FieldSpans = {"number": (count, count + 5)}
        drafts.append(Claim(f"t{at}", words, body, Realis.ASSERTED, fields=fields, when=day, reader="test.v1"))
        start += len(part) + 1
    document = Document(text, publisher="Sample Wire", published="2026-02-01", lang="en")
    reading = Reading("en", claims=with_ids(document.report_id, drafts))
    return Entry(Capture(text.encode(), f"{number}.txt", number), document, reading, number * 1_000, "test.v1", "p@1")


SECRET = "heliotrope"


def every_kind() -> Entry:
    """A composed report with one claim of every kind and words in every field; each sentence holds a secret word."""
    text = (
        f"Late on Saturday the {SECRET} band shot at a post in Upper {SECRET}. "
        f"Several {SECRET} guards were killed, the {SECRET} office said. "
        f"The {SECRET} road is closed to {SECRET} lorries by mines. "
        f"The {SECRET} band held the {SECRET} bazaar for 35 hours. "
        f"The {SECRET} office banned {SECRET} gatherings for 30 days. "
        f"A {SECRET} analyst said that more {SECRET} unrest was likely."
    )

    def actor(words: str) -> ActorMention:
        return ActorMention(span(text, words), "pack:band", ActorClass.ARMED_GROUP)

    office = Claimant(span(text, f"the {SECRET} office"), "pack:office", ClaimantClass.OFFICIAL)
    analyst = Claimant(span(text, f"A {SECRET} analyst"), None, ClaimantClass.ANALYST)
    when = TimeMention(span(text, "Late on Saturday"), "2026-01-31T18:00", "2026-02-01T00:00", Precision.PART_OF_DAY)
    place = Place("geonames:1", "North", admin1="Province", country="XX", lat=30.25, lon=66.5, radius_km=5.0)
    where = Where(span(text, f"Upper {SECRET}"), place)
    guards, lorries = f"Several {SECRET} guards", f"{SECRET} lorries"
    gatherings, unrest = f"{SECRET} gatherings", f"more {SECRET} unrest"
    incident = Incident(IncidentType.SHOOTING, (actor(f"the {SECRET} band"),), (), (Means.FIREARMS,), None)
    killed = Toll(Harm.KILLED, 3, None, 9, Qualifier.VAGUE, "several", Victims.SECURITY_FORCES, guards, of="i")
    road = AssetMention(span(text, f"The {SECRET} road"), "pack:road", AssetType.ROAD)
    status = Status(road, AssetState.CLOSED, Cause.MINES, users=lorries)
    directive = Directive(actor(f"The {SECRET} office"), Action.BAN, gatherings, 30)
    assessment = Assessment(analyst, unrest, "likely")
    held = Control(actor(f"The {SECRET} band"), ControlState.HELD, 35)
    drafts = [
        Claim("i", span(text, f"the {SECRET} band shot at a post"), incident, Realis.ASSERTED, when=when, where=where),
        Claim(
            "t",
            span(text, f"{guards} were killed"),
            killed,
            Realis.ALLEGED,
            fields=_at(text, victims=guards),
            claimant=office,
        ),
        Claim(
            "s", span(text, f"The {SECRET} road is closed"), status, Realis.ASSERTED, fields=_at(text, users=lorries)
        ),
        Claim("c", span(text, f"The {SECRET} band held"), held, Realis.ASSERTED, where=where),
        Claim("d", span(text, "banned"), directive, Realis.ASSERTED, fields=_at(text, subject_quote=gatherings)),
        Claim("a", span(text, unrest), assessment, Realis.ASSERTED, fields=_at(text, about_quote=unrest)),
    ]
    document = Document(text, publisher="Sample Wire", published="2026-02-01", lang="en")
    reading = Reading("en", claims=with_ids(document.report_id, drafts))
    return Entry(Capture(b"<p>" + text.encode(), "kinds.html", 7), document, reading, 9_000, "test.v1", "pack@1")


def _at(text: str, **words: str) -> FieldSpans:
    return {name: span(text, value).offsets for name, value in words.items()}


class Ticks:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_000_000

    def __call__(self) -> int:
        self.now += 10
        return self.now
