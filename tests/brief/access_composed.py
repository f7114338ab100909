"""An access picture of the composed scene. No place or road here exists.

From Norvale the coast road C-1 leads over Weir to Estham (mined between the two), C-2 to Ford and on to Hale (reports
disagree), C-3 to Dale (told to be closed, nobody says where), C-4 to Elm (restricted), and two tracks to Fen, the
shorter one closed.
"""

from dataclasses import replace

from karez.analyse.access import access_picture, behind, claims_on, link_reports, situation
from karez.model.access import Announced, LinkScope, LinkState, NotPlaced, Unplaced, UserClass, UserState
from karez.model.access_answer import AccessAnswer, Stretch
from karez.model.finding import StatusReport
from karez.model.reachability import AccessQuestion, Area, Gateway, Town
from karez.model.record import ClaimRecord
from karez.model.vocabulary import AssetState, AssetType, Cause, Condition, DerivedState
from tests.brief.composed import BAN, DOWN, HOLD, LIGHT, MINED, THIRD, at, source
from tests.networks import Link

DESK = source("the highway desk")
AREA = Area("coast", "Coast tehsil", 20000)
TOWNS = (
    Town("norvale", "Norvale", 90000),
    Town("weir", "Weir", 700, (AREA,)),
    Town("estham", "Estham", 5000, (AREA,)),
    Town("ford", "Ford", 1200, (Area("ford-area", "Ford tehsil", 3000),)),
    Town("hale", "Hale", None, (Area("hale-area", "Hale tehsil", 4000),)),
    Town("dale", "Dale", 800, ()),
    Town("elm", "Elm", 60, (Area("elm-area", "Elm tehsil", 900),)),
    Town("fen", "Fen", 50, (Area("fen-area", "Fen tehsil", 800),)),
)
LINKS = (
    Link("c1-a", "norvale", "weir", 40, designation="C-1"),
    Link("c1-b", "weir", "estham", 30, designation="C-1"),
    Link("c2", "norvale", "ford", 25, designation="C-2"),
    Link("hale-track", "ford", "hale", 10),
    Link("c3", "norvale", "dale", 60, designation="C-3"),
    Link("c4", "norvale", "elm", 12, designation="C-4"),
    Link("fen-short", "norvale", "fen", 10, designation="C-5"),
    Link("fen-long", "norvale", "fen", 44, designation="C-6"),
)


def told(
    link: str, state: DerivedState, *claims: ClaimRecord, scope: LinkScope = LinkScope.SECTION, **more: object
) -> LinkState:
    """What some claims say of a link, the same for every class of user."""
    ids = tuple(record.claim.id for record in claims)
    reported = {DerivedState.CLOSED: AssetState.CLOSED, DerivedState.RESTRICTED: AssetState.RESTRICTED}.get(state)
    held = UserState(state, scope=scope, claims=ids)
    made = LinkState(
        link=link,
        state=state,
        conditions=(),
        cause=None,
        scope=scope,
        all=held,
        heavy=held,
        relief=held,
        reported=reported or AssetState.OPEN,
        since=None,
        last_confirmed=claims[-1].known_from if claims else None,
        expires=None,
        stale=False,
        sources=(DESK,),
        claims=ids,
        history=tuple(
            StatusReport(record.claim.id, DESK, AssetState.CLOSED, None, record.known_from, None) for record in claims
        ),
    )
    return replace(made, **more)  # type: ignore[arg-type]


BANNED = Announced(BAN.claim.id, DESK, AssetState.CLOSED, LinkScope.ROUTE, "2031-05-06", None, at(THIRD))
STATES = (
    told("c1-b", DerivedState.CLOSED, MINED, cause=Cause.MINES, since="2031-05-03", stale=True),
    told("c2", DerivedState.CONTESTED, MINED, LIGHT),
    told("c3", DerivedState.CLOSED, MINED, scope=LinkScope.ROUTE),
    told("c4", DerivedState.RESTRICTED, LIGHT, conditions=(Condition.LIGHT_ONLY,), announced=(BANNED,)),
    told("fen-short", DerivedState.CLOSED, MINED),
)


def stretch(state: LinkState) -> Stretch:
    """A stretch of one link."""
    (link,) = [one for one in LINKS if one.id == state.link]
    ends = (link.start, link.end)
    return Stretch(link.designation or "road", link.mode, (link.id,), ends, link.length_km, whole=False, told=state)


def answer(*states: LinkState) -> AccessAnswer:
    """The answer for all traffic from Norvale; all of the composed states where none are given."""
    states = states or STATES
    question = AccessQuestion(("norvale",), at(THIRD))
    reports = link_reports(states, UserClass.ALL)
    ready = situation(question, links=LINKS, places=TOWNS, reports=reports)
    picture = access_picture(ready)
    links = behind(ready, picture)
    return AccessAnswer(
        picture=picture,
        stretches=tuple(stretch(state) for state in states),
        unplaced=(
            Unplaced(HOLD.claim.id, AssetType.ROAD, NotPlaced.UNKNOWN_ROAD, "the atlas does not hold this road"),
            Unplaced(DOWN.claim.id, AssetType.MOBILE, NotPlaced.NO_PLACE, "no place is named"),
        ),
        gateways=(Gateway("air", "Weir airport", AssetType.AIRPORT, "weir"),),
        links_behind=links,
        behind={town: claims_on(ready, on) for town, on in links.items()},
        names={town.id: town.name for town in TOWNS},
        versions={"ageing": "fresh-1", "bounds": "bounds-1", "pack": "test@1"},
    )
