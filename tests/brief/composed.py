"""Reports, claims and findings for tests of the brief. Composed: no place, party or person here exists."""

from dataclasses import dataclass, field, replace

from karez.brief.cite import Citations
from karez.brief.compose import BriefOptions
from karez.brief.mask import Mask
from karez.model.canonical import digest_text
from karez.model.claim import (
    Assessment,
    Body,
    Claim,
    Claimant,
    Control,
    Directive,
    Incident,
    Note,
    Status,
    Toll,
    Where,
)
from karez.model.contradiction import (
    Contradiction,
    ContradictionKind,
    Oddity,
    OddityKind,
    Severity,
    Side,
)
from karez.model.finding import (
    AssessmentFinding,
    AssetStatus,
    ControlSpan,
    DirectiveFinding,
    Findings,
    Gap,
    IncidentFinding,
    Source,
    SumCheck,
    SumVerdict,
    TollFigure,
    TollFinding,
)
from karez.model.mention import ActorMention, AssetMention, Place
from karez.model.picture import Frame, Picture, PictureLine, PictureOutline, PicturePoint
from karez.model.record import ClaimRecord, ReportRecord, View
from karez.model.text import Span
from karez.model.times import known_instant
from karez.model.vocabulary import (
    Action,
    ActorClass,
    AssetState,
    AssetType,
    Cause,
    ClaimantClass,
    ClaimKind,
    ControlState,
    DerivedState,
    Harm,
    IncidentType,
    Qualifier,
    Realis,
    Scope,
    Unit,
    Victims,
)

ZONE = "Etc/GMT-5"
NORVALE = Place("test:norvale", "Norvale", "town", admin1="Westmark", country="XX", lat=30.0, lon=66.0, radius_km=3)
ESTHAM = Place("test:estham", "Estham", "town", admin1="Westmark", country="XX", lat=29.0, lon=67.2, radius_km=3)
WESTMARK = Place("test:westmark", "Westmark", "province", country="XX", lat=29.5, lon=66.5, radius_km=200)

FIRST, SECOND, THIRD = "2031-05-03T20:00+05:00", "2031-05-04T09:00+05:00", "2031-05-05T08:30+05:00"


def at(text: str) -> int:
    """The instant of an ISO time."""
    return known_instant(text, ZONE)


def report(publisher: str | None, text: str, published: str | None = FIRST, **more: object) -> ReportRecord:
    """A composed report, known from its publication."""
    known = at(published or FIRST)
    record = ReportRecord(
        id=f"rep-{digest_text(f'{publisher}|{text}|{published}')[:32]}",
        text_sha256=digest_text(text),
        text=text,
        source=f"{publisher}.txt",
        known_from=known,
        recorded=known,
        publisher=publisher,
        published=published,
    )
    return replace(record, **more)  # type: ignore[arg-type]


def span(text: str, quote: str) -> Span:
    """Where a quote stands."""
    start = text.index(quote)
    return Span.of(text, start, start + len(quote))


def claim(of: ReportRecord, quote: str, body: Body, **more: object) -> ClaimRecord:
    """A claim of a report: `who` is the claimant's words and class, `where` words and place."""
    text = of.text or ""
    place, who = more.pop("where", None), more.pop("who", None)
    found = Claim(
        id=f"clm-{digest_text(f'{of.id}|{quote}|{type(body).__name__}|{body}')[:32]}",
        span=span(text, quote),
        body=body,
        realis=more.pop("realis", Realis.ASSERTED),  # type: ignore[arg-type]
        claimant=Claimant(span(text, who[0]), None, who[1]) if isinstance(who, tuple) else None,
        where=Where(span(text, place[0]), place[1]) if isinstance(place, tuple) else None,
    )
    return ClaimRecord(found, of.id, of.known_from, of.recorded, corrected=bool(more.get("corrected")))


def toll_body(number: int, victims: Victims = Victims.UNKNOWN, harm: Harm = Harm.KILLED, **more: object) -> Toll:
    """A toll of an exact number."""
    return Toll(harm, number, number, number, Qualifier.EXACT, victims=victims, **more)  # type: ignore[arg-type]


def source(name: str, kind: ClaimantClass = ClaimantClass.OFFICIAL, *, publisher: bool = False) -> Source:
    """Who says it."""
    return Source(f"test:{name.casefold()}", name, kind, publisher)


def figure(by: Source, *claims: ClaimRecord, earlier: tuple[ClaimRecord, ...] = (), **more: object) -> TollFigure:
    """One claimant's figure, from its first claim."""
    body = claims[0].claim.body
    assert isinstance(body, Toll)
    made = TollFigure(
        by,
        body.low,
        body.best,
        body.high,
        body.qualifier,
        tuple(record.claim.id for record in claims),
        claims[0].known_from,
        word=body.word,
        earlier=tuple(record.claim.id for record in earlier),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def toll(
    *figures: TollFigure, harm: Harm = Harm.KILLED, victims: Victims = Victims.UNKNOWN, **more: object
) -> TollFinding:
    """What several claimants' figures add up to."""
    lows = [one.low if one.low is not None else one.best for one in figures]
    highs = [one.high for one in figures]
    bests = {one.best for one in figures}
    made = TollFinding(
        id=f"inc-{digest_text(str([one.claims for one in figures]))[:12]}",
        harm=harm,
        victims=victims,
        unit=Unit.PERSONS,
        scope=Scope.INCIDENT,
        place=NORVALE,
        place_quote="Norvale",
        start="2031-05-03",
        end="2031-05-04",
        figures=figures,
        low=min((low for low in lows if low is not None), default=None),
        best=bests.copy().pop() if len(bests) == 1 else None,
        high=None if None in highs else max(high for high in highs if high is not None),
        contested=len(bests) > 1,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def status(name: str, last: ClaimRecord, state: DerivedState, **more: object) -> AssetStatus:
    """The state of an asset, last reported by one claim."""
    body = last.claim.body
    assert isinstance(body, Status)
    made = AssetStatus(
        key=f"{body.asset.asset_type}|{name}",
        asset=None,
        name=name,
        asset_type=body.asset.asset_type,
        place=None,
        state=state,
        reported=body.state,
        cause=body.cause,
        since=None,
        last_known=last.known_from,
        fresh_until=None,
        stale=False,
        claims=(last.claim.id,),
        users=body.users,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def status_body(of: ReportRecord, asset: str, kind: AssetType, state: AssetState, **more: object) -> Status:
    """What a report says of an asset."""
    return Status(AssetMention(span(of.text or "", asset), None, kind), state, **more)  # type: ignore[arg-type]


def holding(
    last: ClaimRecord, holder: str | None, state: ControlState = ControlState.HELD, **more: object
) -> ControlSpan:
    """Who holds a place, by one claim."""
    made = ControlSpan(NORVALE, "Norvale", holder, None, state, None, None, (last.claim.id,), ())
    return replace(made, **more)  # type: ignore[arg-type]


def order(last: ClaimRecord, **more: object) -> DirectiveFinding:
    """An order, by one claim."""
    body = last.claim.body
    assert isinstance(body, Directive)
    made = DirectiveFinding(body.action, None, None, None, None, None, False, (last.claim.id,), ())
    return replace(made, **more)  # type: ignore[arg-type]


def incident(*claims: ClaimRecord, **more: object) -> IncidentFinding:
    """One happening, by its claims."""
    body = claims[0].claim.body
    assert isinstance(body, Incident)
    ids = tuple(record.claim.id for record in claims)
    made = IncidentFinding(f"inc-{ids[0][4:16]}", body.type, NORVALE, "Norvale", "2031-05-03", "2031-05-04", ids, ())
    return replace(made, **more)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Scene:
    """A view and its findings. `sources` says who stands behind each claim; where untold, the publisher."""

    reports: tuple[ReportRecord, ...]
    claims: tuple[ClaimRecord, ...]
    findings: Findings = field(default_factory=Findings)
    as_of: str = THIRD

    @property
    def view(self) -> View:
        """The view."""
        return View(at(self.as_of), at(self.as_of), "ab12cd34ef56ab78" * 4, self.reports, self.claims)

    @property
    def full(self) -> Findings:
        """The findings with a source for every claim."""
        reports = {one.id: one for one in self.reports}
        told = {}
        for record in self.claims:
            who = record.claim.claimant
            publisher = reports[record.report].publisher or "the report itself"
            kind = ClaimantClass(reports[record.report].publisher_class or "media")
            named = source(who.span.quote, who.claimant_class) if who else source(publisher, kind, publisher=True)
            told[record.claim.id] = named
        return replace(self.findings, sources={**told, **self.findings.sources})

    def cite(self, mask: Mask | None = None) -> Citations:
        """Citations of the view, names masked by what its texts tell."""
        texts = [one.text for one in self.reports if one.text]
        return Citations(self.view, self.full.sources, mask or Mask((), texts), timezone=ZONE)


OPTIONS = BriefOptions(ZONE, reader="test.rules.v1", pack="test@1")

WIRE = report(
    "Sample Wire",
    "NORVALE: Armed men attacked a police post in Norvale and Estham on Saturday. Officials said 12 people were "
    "killed, among them 4 police officers and 8 civilians. A farmer named Orlin Tarvek was shot at the market.\n\n"
    "The coast road near Estham was closed because of mines, the highway desk said. Mobile internet in Norvale was "
    "down.",
    title="Police Post in Norvale Attacked",
)
GROUP = report(
    "Media wing of the Example Front",
    "Our fighters killed 30 police officers. We hold the town of Norvale. For one month, travel on the coast road is "
    "banned. Governor Ansel Brodwick knows it.",
    SECOND,
    publisher_class="armed_group",
)
DAILY = report(
    "Example Daily",
    "Armed men attacked a police post in Norvale and Estham on Saturday. Officials said 12 people were killed, among "
    "them 4 police officers and 8 civilians.",
    SECOND,
)
DESK = report(
    "Sample highway desk",
    "The coast road near Estham is open for light traffic. Westmark may see more attacks, the desk believes.",
    THIRD,
    publisher_class="official",
    url="https://example.org/desk",
)
UNREAD = report(
    "Sample Gazette", "…", THIRD, title="Xyz Qrs", notes=(Note("language-not-read", "the language is not read yet"),)
)

OFFICIALS = ("Officials", ClaimantClass.OFFICIAL)
WHOLE = claim(WIRE, "12 people were killed", toll_body(12), who=OFFICIALS, where=("Norvale", NORVALE))
POLICE = claim(WIRE, "4 police officers", toll_body(4, Victims.SECURITY_FORCES), who=OFFICIALS)
CIVIL = claim(WIRE, "8 civilians", toll_body(8, Victims.CIVILIANS), who=OFFICIALS)
AGAIN = claim(DAILY, "12 people were killed", toll_body(12), who=OFFICIALS)
THIRTY = claim(GROUP, "killed 30 police officers", toll_body(30, Victims.SECURITY_FORCES))
RAID = claim(
    WIRE,
    "Armed men attacked a police post in Norvale and Estham on Saturday",
    Incident(IncidentType.RAID),
    where=("Norvale", NORVALE),
)
RAID_AGAIN = claim(
    DAILY, "Armed men attacked a police post in Norvale and Estham on Saturday", Incident(IncidentType.RAID)
)
SHOT = claim(WIRE, "A farmer named Orlin Tarvek was shot at the market", Incident(IncidentType.SHOOTING))
MINED = claim(
    WIRE,
    "coast road near Estham was closed because of mines",
    status_body(WIRE, "coast road", AssetType.ROAD, AssetState.CLOSED, cause=Cause.MINES),
    who=("the highway desk", ClaimantClass.OFFICIAL),
)
DOWN = claim(
    WIRE,
    "Mobile internet in Norvale was down",
    status_body(WIRE, "Mobile internet", AssetType.MOBILE, AssetState.CLOSED),
)
LIGHT = claim(
    DESK,
    "coast road near Estham is open for light traffic",
    status_body(DESK, "coast road", AssetType.ROAD, AssetState.RESTRICTED, users="for light traffic"),
)
HOLD = claim(
    GROUP,
    "We hold the town of Norvale",
    Control(ActorMention(span(GROUP.text or "", "We"), None, ActorClass.ARMED_GROUP), ControlState.HELD),
)
BAN = claim(GROUP, "For one month, travel on the coast road is banned", Directive(None, Action.BAN, duration_days=30))
VIEW = claim(DESK, "Westmark may see more attacks, the desk believes", Assessment(None))

OFFICIAL = source("Officials")
FRONT = source("Media wing of the Example Front", ClaimantClass.ARMED_GROUP, publisher=True)


def said(record: ClaimRecord, who: Source, *, number: bool = True) -> Side:
    """A side of one claimant: the number of a toll, else nothing but its sentence."""
    body = record.claim.body
    plain = Side("", (record.claim.id,), (who,), record.known_from)
    return replace(plain, low=body.low, best=body.best, high=body.high) if number and isinstance(body, Toll) else plain


def against(*sides: Side, **more: object) -> Contradiction:
    """Sides that differ on how many of the police were killed; `more` are other fields."""
    fields: dict[str, object] = {
        "kind": ContradictionKind.NUMBER,
        "topic": ClaimKind.TOLL,
        "about": "inc-000000000000",
        "severity": Severity.HIGH,
        "harm": Harm.KILLED,
        "victims": Victims.SECURITY_FORCES,
        "place": NORVALE,
        "start": "2031-05-03",
    }
    return Contradiction(sides=sides, **{**fields, **more})  # type: ignore[arg-type]


def odd(*records: ClaimRecord) -> Oddity:
    """Something odd about claims."""
    claims = tuple(record.claim.id for record in records)
    return Oddity(OddityKind.PARTS_OVER_TOTAL, claims, "The parts told make 13, more than 12.", "Is one counted twice?")


def scene(*, late: bool = True) -> Scene:
    """A small conflict as of the third day, or without the last report as of the second."""
    killed = toll(figure(OFFICIAL, WHOLE, AGAIN))
    police = toll(
        figure(OFFICIAL, POLICE), figure(FRONT, THIRTY), victims=Victims.SECURITY_FORCES, part_of=(WHOLE.claim.id,)
    )
    civil = toll(figure(OFFICIAL, CIVIL), victims=Victims.CIVILIANS, part_of=(WHOLE.claim.id,))
    road = status("coast road", MINED, DerivedState.CLOSED, place=ESTHAM, since="2031-05-03")
    if late:
        road = status("coast road", LIGHT, DerivedState.RESTRICTED, key=road.key, place=ESTHAM)
    down = status("Mobile internet", DOWN, DerivedState.CLOSED, place=NORVALE)
    if late:
        down = replace(down, state=DerivedState.UNKNOWN)
    findings = Findings(
        tolls=(civil, police, killed),
        sums=(SumCheck(WHOLE.claim.id, (POLICE.claim.id, CIVIL.claim.id), 12, 12, SumVerdict.HOLDS),),
        incidents=(incident(RAID, RAID_AGAIN), incident(SHOT, place=None, place_quote=None, start=None, end=None)),
        statuses=(down, road),
        control=(holding(HOLD, "Example Front"),),
        directives=(order(BAN, duration_days=30, ends="2031-06-03", latest=True),),
        assessments=(AssessmentFinding(VIEW.claim.id, source("Sample highway desk")),) if late else (),
        gaps=(Gap("language-not-read", "the language is not read yet", UNREAD.id),) if late else (),
        contradictions=(against(said(POLICE, OFFICIAL), said(THIRTY, FRONT)),),
        oddities=(odd(POLICE, CIVIL, WHOLE),) if late else (),
    )
    reports = (WIRE, GROUP, DAILY, DESK, UNREAD) if late else (WIRE, GROUP, DAILY)
    claims = (WHOLE, POLICE, CIVIL, RAID, SHOT, MINED, DOWN, THIRTY, HOLD, BAN, AGAIN, RAID_AGAIN)
    return Scene(reports, (*claims, LIGHT, VIEW) if late else claims, findings, THIRD if late else SECOND)


def picture() -> Picture:
    """A map of the scene: two towns, a road and a railway between them, a coast."""
    ends = ((66.0, 30.0), (67.2, 29.0))
    return Picture(
        "Places and roads in the reports",
        Frame(65.0, 28.0, 68.0, 31.0),
        (PictureOutline("coast", ((65.0, 28.3), (66.4, 28.5), (68.0, 28.2))),),
        (
            PicturePoint("test:norvale", "Norvale", 30.0, 66.0, 0, True, 3.0, (RAID.claim.id,)),
            PicturePoint("test:estham", "Estham", 29.0, 67.2, 2),
        ),
        (
            PictureLine("road-1", "C-1", "road", ends, DerivedState.RESTRICTED, "restricted, 5 May", (LIGHT.claim.id,)),
            PictureLine("rail-1", "railway", "rail", ends),
        ),
        ("Towns: composed for a test", "Borders: composed, too"),
    )
