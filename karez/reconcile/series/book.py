"""The one door to tolls over time: from the claims of a view to every toll of every level."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from karez.model.identity import incident_id
from karez.model.joining import Joined
from karez.model.series import Aside, Counted, Level, TollBook, TollSeries, Why
from karez.model.vocabulary import Qualifier, Realis, Scope, Victims
from karez.reconcile.corrections import corrections
from karez.reconcile.counted import kind_of, toll
from karez.reconcile.item import TOLD, Item, place_key, told_order
from karez.reconcile.series.course import told_once
from karez.reconcile.series.grouped import grouped
from karez.reconcile.series.links import Parts
from karez.reconcile.series.rule import TollOptions, counted, worded
from karez.reconcile.series.single import Around, single
from karez.reconcile.series.subjects import Happening, happenings, subject_of
from karez.reconcile.series.sums import level_series
from karez.reconcile.sums import tolls_of
from karez.reconcile.tolls import toll_groups

_ORDER = tuple(Level)
_APART = {Realis.BACKGROUND: Why.BACKGROUND, Realis.DENIED: Why.DENIES}


def toll_book(
    items: Sequence[Item],
    options: TollOptions,
    *,
    joined: Joined | None = None,
    levels: Collection[Level] = tuple(Level),
) -> TollBook:
    """Return the tolls of the claims of a view over time, by the rule ``toll-1``, at the levels asked for.

    ``joined`` tells which incident each claim is of; where it is not given, today's groups of tolls and incidents do.
    A pure function of the claims: their order changes nothing. Raises RequestError bad-setting for an unknown rule for
    vague words.
    """
    tolls, parts, replaced = _linked(items, options)
    ours = [item for item in tolls if toll(item).scope is Scope.INCIDENT]
    found = joined or grouped(items, ours, replaced, timezone=options.timezone)
    around = Around(parts, replaced, options)
    told = {item.claim.id: item for item in tolls}
    found = Joined({**found.incidents, **_revised(tolls, found.incidents, around)}, found.episodes)
    held = happenings((told.get(item.claim.id, item) for item in items), found.incidents)
    singles = _of_incidents(held, around)
    singles += _running([item for item in tolls if toll(item).scope is not Scope.INCIDENT], around)
    nowhere = _nowhere(tolls, singles, around)
    series = list(singles) if Level.INCIDENT in levels else []
    for level in _ORDER[1:]:
        if level in levels:
            series += level_series(level, singles, held, found, parts)
    return TollBook(tuple(sorted(series, key=_order)), nowhere)


def _linked(items: Sequence[Item], options: TollOptions) -> tuple[list[Item], Parts, Mapping[str, Item]]:
    """The tolls under the rule for vague words, their parts, and which claim corrects which."""
    tolls = worded(sorted(tolls_of(items), key=told_order), options.vague)
    parts = Parts(tolls)
    tolls = [parts.scoped(item) for item in tolls]
    return tolls, parts, corrections(tolls, kind_of)


def _revised(tolls: Sequence[Item], incidents: Mapping[str, str], around: Around) -> dict[str, str]:
    """The incident of numbers that take the place of others ("rose to 31 from 24"): that of the number they replace.

    So is that of what the same report tells as the old number, and of what rose.
    """
    by_id = {item.claim.id: item for item in tolls}
    found: dict[str, str] = {}
    for item in tolls:
        heir = around.replaced.get(item.claim.id)
        incident = found.get(item.claim.id) or incidents.get(item.claim.id)
        if heir is None or incident is None or heir.report.id == item.report.id or counted(heir) != counted(item):
            continue
        moved = [heir.claim.id, toll(heir).replaces or "", *(part.claim.id for part in around.parts.of(heir.claim.id))]
        for claim in moved:
            if claim in by_id and by_id[claim].report.id == heir.report.id:
                found.setdefault(claim, incident)
    return found


def _order(one: TollSeries) -> tuple[object, ...]:
    subject, what = one.subject, one.counted
    place = subject.place.name if subject.place else subject.place_quote or "~"
    return (
        _ORDER.index(subject.level),
        what.scope is not Scope.INCIDENT,
        subject.key if subject.level is Level.DAY else subject.start or "~",
        place,
        subject.key,
        what.scope,
        what.harm,
        what.victims,
        one.id,
    )


def _of_incidents(held: Mapping[str, Happening], around: Around) -> list[TollSeries]:
    found: list[TollSeries] = []
    for one in held.values():
        tolls = tolls_of(one.items)
        for what, members in _kinds(tolls).items():
            mine = {item.claim.id for item in members}
            beside = [item for item in tolls if item.claim.id not in mine]
            made = single(one.subject, what, members, beside, around)
            found += [made] if made else []
    return found


def _kinds(tolls: Sequence[Item]) -> dict[Counted, list[Item]]:
    """The tolls of one incident by what they count; "no casualties" goes to the only kind of victims told there."""
    kinds: dict[Counted, list[Item]] = {}
    nobody: list[Item] = []
    for item in tolls:
        if item.claim.realis not in TOLD or toll(item).scope is not Scope.INCIDENT:
            continue
        if toll(item).qualifier is Qualifier.NONE:
            nobody.append(item)
        else:
            kinds.setdefault(counted(item), []).append(item)
    told = list(kinds)
    for item in nobody:
        what = counted(item)
        alike = [one for one in told if replace(one, victims=Victims.UNKNOWN) == what]
        kinds.setdefault(alike[0] if len(alike) == 1 and what not in told else what, []).append(item)
    return kinds


def _running(tolls: Sequence[Item], around: Around) -> list[TollSeries]:
    """Sums of a day or a longer time, as claimants give them: each by itself, mixed with nothing."""
    found: list[TollSeries] = []
    copies = _copies(tolls)
    printed = {item.claim.id for held in copies.values() for item in held}
    first = [item for item in tolls if item.claim.id not in printed]
    for group in toll_groups(first, around.replaced, timezone=around.options.timezone):
        kinds: dict[Counted, list[Item]] = {}
        for item in (one for told in group.items for one in (told, *copies.get(told.claim.id, ()))):
            kinds.setdefault(counted(item), []).append(item)
        for what, members in kinds.items():
            key = incident_id(item.claim.id for item in members)
            denials = [item for item in tolls if item.claim.realis is Realis.DENIED and counted(item) == what]
            made = single(subject_of(Level.INCIDENT, key, members), what, members, denials, around)
            found += [made] if made else []
    return found


def _copies(tolls: Sequence[Item]) -> dict[str, list[Item]]:
    """The copies of each running total, by its id: a reprint is of the time that its first print tells."""
    alike: dict[tuple[object, ...], list[Item]] = {}
    for item in tolls:
        if item.claim.realis in TOLD:
            key = (counted(item), place_key(item.claim.where), item.start, item.end)
            alike.setdefault(key, []).append(item)
    found: dict[str, list[Item]] = {}
    for held in alike.values():
        told = told_once(held)
        by_id = {item.claim.id: item for item in told.items}
        for copy, first in told.copies.items():
            found.setdefault(first, []).append(by_id[copy])
    return found


def _nowhere(tolls: Sequence[Item], singles: Sequence[TollSeries], around: Around) -> tuple[Aside, ...]:
    """Tolls that stand in no figure: background, plans, what is only possible, and what was corrected altogether."""
    held = {claim for one in singles for claim in one.members}
    held |= {aside.claim for one in singles for aside in one.aside}
    return tuple(_apart(item, around) for item in tolls if item.claim.id not in held)


def _apart(item: Item, around: Around) -> Aside:
    claim, realis = item.claim.id, item.claim.realis
    if realis not in TOLD:
        return Aside(claim, _APART.get(realis, Why.NOT_TOLD))
    heir = around.replaced.get(claim)
    return Aside(claim, Why.CORRECTED, heir.claim.id) if heir else Aside(claim, Why.PART)
