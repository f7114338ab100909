"""The fixed words of the access picture, and how its numbers are put."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from karez.brief.words import day, joined, label, plural
from karez.model.access import Announced, LinkScope, UserClass, UserState
from karez.model.access_answer import AccessAnswer, Stretch
from karez.model.reachability import AccessPicture, Hop, People, Reopening, Standing, TownAccess
from karez.model.vocabulary import AssetState, Condition, DerivedState

_PASSING = (AssetState.OPEN, AssetState.RESTORED, AssetState.RESTRICTED)
# Standings in the order in which a reader needs them.
STANDINGS = (Standing.CUT_OFF, Standing.IN_DOUBT, Standing.UNCONFIRMED, Standing.REPORTED, Standing.NO_WAY)


@cache
def access_words() -> Any:  # noqa: ANN401 - the shape is that of the file
    """Return the content of ``data/access.yaml``."""
    path = files("karez.brief").joinpath("data").joinpath("access.yaml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def said(group: str, value: str) -> str:
    """Return the words for a value."""
    return str(access_words()[group][value])


def by_standing(towns: Sequence[TownAccess]) -> list[TownAccess]:
    """The towns in the order of their standing, then by name."""
    return sorted(towns, key=lambda town: (STANDINGS.index(town.standing), town.name, town.town))


def state_text(held: UserState) -> str:
    """A state with its conditions and cause: ``restricted: light traffic only``, ``closed (mines)``."""
    terms = f": {conditions_text(held.conditions)}" if held.conditions else ""
    cause = f" ({label('cause', held.cause)})" if held.cause else ""
    return f"{label('states', held.state)}{terms}{cause}"


def conditions_text(conditions: Sequence[Condition]) -> str:
    """The terms of a restriction."""
    return ", ".join(said("conditions", condition) for condition in conditions)


def stretch_text(stretch: Stretch, names: Mapping[str, str]) -> str:
    """Where a stretch lies: between its ends, or the whole road."""
    if stretch.told.scope is LinkScope.ROUTE:
        return said("scope", "route" if _is_vague(stretch) else "whole")
    if stretch.told.scope is LinkScope.AREA:
        pairs = zip(stretch.places[::2], stretch.places[1::2], strict=True)
        return f"{said('scope', 'area')}: {'; '.join(f'{names[one]} – {names[other]}' for one, other in pairs)}"
    first, last = names[stretch.places[0]], names[stretch.places[-1]]
    scope = "" if stretch.told.scope in (None, LinkScope.SECTION) else f", {said('scope', stretch.told.scope)}"
    return f"{first} – {last}{scope}"


def _is_vague(stretch: Stretch) -> bool:
    """Whether nobody says on which section it holds; that a road is open, or was, is told of all of it."""
    aged = stretch.told.state is DerivedState.UNKNOWN and stretch.told.reported in _PASSING
    return stretch.told.section_unknown and not aged


def short_text(stretch: Stretch, names: Mapping[str, str]) -> str:
    """A stretch by its name and where it lies; roads of an area without the list of them."""
    if stretch.told.scope is LinkScope.AREA:
        return said("scope", "area")
    return f"{stretch.name} ({stretch_text(stretch, names)})"


def announcements(answer: AccessAnswer) -> list[tuple[Announced, str]]:
    """Every announcement once, with the roads that it is told of: a road by its name, where it is told of all of it."""
    told: dict[str, Announced] = {}
    roads: dict[str, dict[str, None]] = {}
    for stretch in answer.stretches:
        for one in stretch.told.announced:
            told.setdefault(one.claim, one)
            whole = one.scope is LinkScope.ROUTE
            name = stretch.name if whole else short_text(stretch, answer.names)
            roads.setdefault(one.claim, {})[name] = None
    return [(one, joined(list(roads[claim]))) for claim, one in told.items()]


def announced_text(one: Announced) -> str:
    """What is announced, and for when: ``closed from 2 February 2026``."""
    start = f" from {day(one.start)}" if one.start else ""
    end = f" until {day(one.end)}" if one.end else ""
    return f"{label('states', one.state)}{start}{end}"


def bounds_text(picture: AccessPicture) -> str:
    """How many towns are cut off at least, and to how many no report shows a way."""
    towns = picture.towns
    cut = sum(town.standing is Standing.CUT_OFF for town in towns)
    doubt = sum(town.standing is Standing.IN_DOUBT for town in towns)
    between = f"; in doubt: {doubt}{_people(picture.in_doubt, doubt)}" if doubt else ""
    unshown = sum(town.standing not in (Standing.REPORTED, Standing.NO_WAY) for town in towns)
    least = f"cut off by reported closures: {cut} of {len(towns)} towns{_people(picture.cut_off, cut)}"
    most = f"no way reported open all along: {unshown} of {len(towns)}{_people(picture.no_reported_way, unshown)}"
    why = "for lack of reports or because they disagree, which is neither open nor closed"
    return f"Between two bounds: {least}{between}; {most}, {why}.{_shared(picture.cut_off)}"


def _shared(people: People) -> str:
    """That the upper number holds people who have a way: areas are counted whole."""
    if not people.upper_shared:
        return ""
    areas = plural(len(people.upper_shared), "census area", "census areas")
    return f" The upper number counts {areas} whole in which another town has a way left."


def days_text(picture: AccessPicture) -> str:
    """How many person-days the towns have been cut off so far, by both bounds; nothing where none is."""
    days = picture.person_days
    if not picture.cut_off.lower_of and not picture.cut_off.upper_of:
        return ""
    if days.lower is None or days.upper is None:
        return "Person-days cut off so far: not known by both bounds."
    return f"Person-days cut off so far: {count(days.lower)} to {count(days.upper)}."


def _people(people: People, towns: int) -> str:
    return f" ({people_words(people)})" if towns else ""


def back_text(one: Reopening) -> str:
    """What a reopening gives back: how many towns, how many people."""
    if not one.towns:
        return "no town gets a way back that it lacks now"
    return f"{plural(len(one.towns), 'town has', 'towns have')} a way to a hub again, {people_words(one.people)}"


def with_report(stretch: Stretch) -> bool:
    """Whether a state of it was ever reported; else something of it is announced alone."""
    return bool(stretch.told.claims)


def km(length: float | None) -> str:
    """A length for people; a dash where there is no way."""
    return "–" if length is None else f"{length:,.0f} km"


def times(detour: float | None) -> str:
    """How much longer the way is now; nothing where it is not."""
    return f"× {detour:.1f}" if detour is not None and detour >= 1.05 else ""


def count(number: int | None) -> str:
    """A number of people for people; ``not known``."""
    return "not known" if number is None else f"{number:,}"


def people_words(people: People) -> str:
    """The two bounds with their noun: ``40,374 to 190,000 people``."""
    told = people_text(people)
    return "number of people not known" if people.lower is people.upper is None else f"{told} people"


def people_text(people: People) -> str:
    """The two bounds: ``40,374 to 190,000``."""
    if people.lower is None and people.upper is None:
        return "not known"
    if people.upper is None:
        return f"at least {count(people.lower)}"
    if people.lower is None:
        return f"at most {count(people.upper)}"
    return f"{count(people.lower)} to {count(people.upper)}"


def ways_text(town: TownAccess) -> str:
    """Ways left that share no link, in normal times and now: ``2+ → 1``."""
    told = access_words()["ways"]
    return f"{told[town.ways_before]} → {told[town.ways_now]}"


def hop_text(hop: Hop, names: Mapping[str, str]) -> str:
    """One hop: its ends, its road, its length and its state."""
    ends = f"{names[hop.start]} – {names[hop.end]}"
    return f"{ends}, {hop.name or 'no number'}, {km(hop.length_km)}: {hop_state(hop)}"


def hop_state(hop: Hop) -> str:
    """The state of a hop with its terms; no report is said as such, and so is one that tells of the whole road."""
    where = f", {said('scope', 'route')}" if hop.section_unknown else ""
    told = "" if hop.claims else ", no report"
    return f"{state_text(UserState(hop.state, hop.conditions))}{where}{told}"


def users_text(users: UserClass) -> str:
    """For whom."""
    return said("users", users)
