"""Made-up reports, claims and views for the tests of what they add up to. Composed; nobody reported any of it."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from karez.model.canonical import digest_text
from karez.model.claim import (
    Body,
    Claim,
    Claimant,
    Note,
    Status,
    Toll,
    Where,
)
from karez.model.finding import Findings
from karez.model.mention import ActorMention, AssetMention, Place, TimeMention
from karez.model.record import ClaimRecord, ReportRecord, View
from karez.model.text import Span
from karez.model.times import known_instant
from karez.model.vocabulary import (
    ActorClass,
    AssetState,
    AssetType,
    Cause,
    ClaimantClass,
    Harm,
    Precision,
    Qualifier,
    Realis,
)
from karez.reconcile.reconcile import reconcile

ZONE = "Asia/Karachi"
HOUR = 3_600_000_000
DAY = 24 * HOUR
# The zero of `at`: the first of February 2026 at noon, local time.
NOON = known_instant("2026-02-01T12:00", ZONE)
SATURDAY = "2026-01-31"

PROVINCE = Place("made:north", "North", "province", admin1="North", pcode="XX1", country="XX", lat=1.0, lon=1.0)
TOWN = Place("made:alpha", "Alpha", "town", "North", "Alpha", "XX101", "XX", 1.0, 1.0, 6.0)
OTHER_TOWN = Place("made:beta", "Beta", "town", "North", "Beta", "XX102", "XX", 2.0, 2.0, 6.0)

POLICE = ("police", ClaimantClass.OFFICIAL)
OFFICIALS = ("officials", ClaimantClass.OFFICIAL)
GROUP = ("the group", ClaimantClass.ARMED_GROUP)
HOSPITAL = ("the hospital", ClaimantClass.MEDIC)

By = tuple[str, ClaimantClass] | Claimant | None


def span(quote: str, start: int = 0) -> Span:
    """A span of a text that is not looked at."""
    return Span(start, start + len(quote), quote)


def claimant(words: str, group: ClaimantClass, actor: str | None = None) -> Claimant:
    """Who stands behind a claim."""
    return Claimant(span(words), actor, group)


def party(words: str, group: ActorClass = ActorClass.ARMED_GROUP, actor: str | None = None) -> ActorMention:
    """A party named in a text."""
    return ActorMention(span(words), actor, group)


def killed(number: int | None, **more: object) -> Toll:
    """A toll of `number` killed; `more` are fields of the toll."""
    fields: dict[str, object] = {"low": number, "best": number, "high": number, "qualifier": Qualifier.EXACT}
    return Toll(harm=Harm.KILLED, **{**fields, **more})  # type: ignore[arg-type]


def at_least(number: int, **more: object) -> Toll:
    """A toll of at least `number` killed."""
    return killed(number, high=None, qualifier=Qualifier.AT_LEAST, **more)


def at_most(number: int, **more: object) -> Toll:
    """A toll of up to `number` killed."""
    return killed(None, high=number, qualifier=Qualifier.AT_MOST, **more)


def about(number: int, **more: object) -> Toll:
    """A toll of about `number` killed."""
    return killed(None, best=number, qualifier=Qualifier.ABOUT, **more)


def between(low: int, high: int, **more: object) -> Toll:
    """A toll of `low` to `high` killed."""
    return killed(None, low=low, high=high, qualifier=Qualifier.RANGE, **more)


def nobody(**more: object) -> Toll:
    """No casualties."""
    return killed(0, qualifier=Qualifier.NONE, **more)


@dataclass(frozen=True)
class Thing:
    """Something people depend on: its type, its words and its id."""

    kind: AssetType = AssetType.ROAD
    words: str = "the north road"
    asset: str | None = "made:r-1"

    def status(self, state: AssetState, cause: Cause | None = None, **more: object) -> Status:
        """A state of it."""
        return Status(AssetMention(span(self.words), self.asset, self.kind), state, cause, **more)  # type: ignore[arg-type]


ROAD = Thing()
RAIL = Thing(AssetType.RAIL, "the north line", "made:l-1")
MOBILE = Thing(AssetType.MOBILE, "mobile internet", None)


def day(text: str | None) -> TimeMention | None:
    """A day, or with `T` a time of the hour that begins there."""
    if text is None:
        return None
    if "T" in text:
        return TimeMention(span(text), text, None, Precision.HOUR)
    return TimeMention(span(text), text, (date.fromisoformat(text) + timedelta(days=1)).isoformat(), Precision.DAY)


@dataclass
class Desk:
    """Reports and claims as they come in; `at` counts hours from `NOON`."""

    reports: list[ReportRecord] = field(default_factory=list)
    claims: list[ClaimRecord] = field(default_factory=list)

    def report(
        self,
        publisher: str | None = "Sample Wire",
        *,
        at: float = 0,
        kind: str | None = "media",
        notes: tuple[Note, ...] = (),
        text: str | None = "Composed.",
    ) -> ReportRecord:
        """Take in a report."""
        known = NOON + round(at * HOUR)
        identity = "rep-" + digest_text(f"{len(self.reports)} {publisher} {known}")[:32]
        record = ReportRecord(
            identity, digest_text(identity), text, "composed.txt", known, known, None, publisher, kind, notes=notes
        )
        self.reports.append(record)
        return record

    def say(
        self,
        report: ReportRecord,
        body: Body,
        *,
        by: By = None,
        when: str | None = SATURDAY,
        where: Place | str | None = TOWN,
        realis: Realis = Realis.ASSERTED,
    ) -> str:
        """Add a claim to a report; return its id."""
        identity = "clm-" + digest_text(f"{report.id} {len(self.claims)}")[:32]
        who = claimant(*by) if isinstance(by, tuple) else by
        place = Where(span(where), None) if isinstance(where, str) else where and Where(span(where.name), where)
        words = span(f"sentence {len(self.claims)}", 10 * len(self.claims))
        claim = Claim(identity, words, body, realis, claimant=who, when=day(when), where=place or None)
        self.claims.append(ClaimRecord(claim, report.id, report.known_from, report.recorded))
        return identity

    def told(self, body: Body, *, at: float = 0, publisher: str = "Sample Wire", **more: object) -> str:
        """Take in a report with one claim; return the claim's id."""
        return self.say(self.report(publisher, at=at), body, **more)  # type: ignore[arg-type]

    def view(self, *, at: float | None = None, micros: int = 0) -> View:
        """What is known at `at` hours and `micros` microseconds; by default at the last report."""
        last = max((report.known_from for report in self.reports), default=NOON)
        as_of = (last if at is None else NOON + round(at * HOUR)) + micros
        return View(
            as_of,
            as_of,
            "0" * 64,
            tuple(sorted((r for r in self.reports if r.known_from <= as_of), key=lambda r: (r.known_from, r.id))),
            tuple(sorted((c for c in self.claims if c.known_from <= as_of), key=lambda c: (c.known_from, c.claim.id))),
        )

    def findings(self, *, at: float | None = None, micros: int = 0) -> Findings:
        """What is known adds up to."""
        return reconcile(self.view(at=at, micros=micros), timezone=ZONE)


def shuffled(view: View, order: list[int]) -> View:
    """The view with its claims and reports in another order."""
    claims = [view.claims[at % len(view.claims)] for at in order if len(view.claims)]
    rest = [record for record in view.claims if record not in claims]
    mixed = list(dict.fromkeys(record.claim.id for record in (*claims, *rest)))
    by_id = {record.claim.id: record for record in view.claims}
    return replace(view, claims=tuple(by_id[claim] for claim in mixed), reports=tuple(reversed(view.reports)))
