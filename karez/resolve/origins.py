"""The door to copies, versions and origins: from a view's reports to where their words come from.

Links lead to the earliest report of the same words. Where that one itself names another of its kin as where it has
them from ("(Agency)"), the named one is first, whatever the dates say. Each run of five words belongs to the first
report that has it, so what a rewrite adds is its own. An outlet that is only named is an origin, too. A pure function
of the view's reports, in time that grows with their words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from karez.model.origin import Credit, Link, LinkKind, Oddity, Origins, ReportOrigin, Stretch
from karez.model.record import ReportRecord, View
from karez.model.text import Offsets
from karez.model.vocabulary import ClaimantClass
from karez.resolve.copies import DAY, copies, outlet_of, overlap, told_first
from karez.resolve.credits import Outlets, by_line, credits_of, outlets_of, sentence_at
from karez.resolve.stretches import Owner, owned, shared

# Of so many reports the owners of their words are held at a time.
_KEPT = 256
# Who wrote for two outlets within so many days wrote of one thing twice.
BY_LINE_DAYS = 7
_OUTLETS = frozenset({None, ClaimantClass.MEDIA.value})


@dataclass(slots=True)
class _Kin:
    """The reports of a view in order of telling with what is known of each; ``links`` are turned where credits say.

    ``turned`` gives for a report that was first by time the one that it credits, ``disputed`` for one the outlet that
    it credits and that credits it back.
    """

    reports: Mapping[str, ReportRecord]
    outlets: Outlets
    links: dict[str, Link]
    keys: dict[str, str] = field(default_factory=dict)
    credits: dict[str, tuple[Credit, ...]] = field(default_factory=dict)
    oddities: list[Oddity] = field(default_factory=list)
    turned: dict[str, str] = field(default_factory=dict)
    disputed: dict[str, str] = field(default_factory=dict)


def origins(view: View) -> Origins:
    """Return where the words of a view's reports come from."""
    reports = {report.id: report for report in sorted(view.reports, key=told_first)}
    outlets = outlets_of({one.publisher for one in reports.values() if one.publisher and _is_outlet(one)})
    kin = _Kin(reports, outlets, copies(reports.values()))
    for report in reports.values():
        own = kin.keys[report.id] = _own_key(report, outlets)
        kin.credits[report.id] = credits_of(report.text or "", report.author, outlets, own)
    for report_id, credit in _shared_by_lines(kin).items():
        kin.credits[report_id] = (*kin.credits[report_id], credit)
    _turn(kin)
    found = _traced(kin)
    return Origins({name: found[name] for name in reports}, outlets.keys, _names(kin), tuple(kin.oddities))


def _is_outlet(report: ReportRecord) -> bool:
    return report.publisher_class in _OUTLETS


def _own_key(report: ReportRecord, outlets: Outlets) -> str:
    """The key of a report's own publisher, else of the site where it lies, else of itself."""
    own = outlet_of(report)
    return outlets.keys.get(own, f"outlet:{own}") if report.publisher and _is_outlet(report) else f"outlet:{own}"


# ---------------------------------------------------------------- which report is first
def _turn(kin: _Kin) -> None:
    """Where the first report of a family credits another of it with more than a sentence, that one is first."""
    for family in _families(kin.links):
        members = sorted((kin.reports[one] for one in family), key=told_first)
        first = next(one for one in members if one.id not in kin.links)
        credited = {one.key: one.rule for one in reversed(kin.credits[first.id]) if one.covers != "sentence"}
        named = next((one for one in members if kin.keys[one.id] in credited), None)
        if named is None:
            continue
        if kin.keys[first.id] in {one.key for one in kin.credits[named.id] if one.covers != "sentence"}:
            text = "two reports of one wording each name the other as where they have it from; the earlier is first"
            kin.oddities.append(Oddity("credit-circle", text, (first.id, named.id)))
            kin.disputed[first.id] = kin.keys[named.id]
            continue
        if named.known_from > first.known_from:
            text = "a report names another as where it has its words from which became known only after it"
            kin.oddities.append(Oddity("credited-later", text, (first.id, named.id)))
        kin.links.pop(named.id)
        kin.turned[first.id] = named.id
        tied = first.known_from == named.known_from
        kin.links[first.id] = Link(
            named.id, LinkKind.COPY_OF, overlap(first, named), credited[kin.keys[named.id]], tied
        )


def _families(links: Mapping[str, Link]) -> list[set[str]]:
    """The reports that links join, each family once, in order of the report that it ends at."""
    ends: dict[str, str] = {}
    for report in links:
        path = [report]
        while path[-1] not in ends and path[-1] in links:
            path.append(links[path[-1]].of)
        end = ends.get(path[-1], path[-1])
        ends.update(dict.fromkeys(path, end))
    found: dict[str, set[str]] = {}
    for report, end in sorted(ends.items()):
        found.setdefault(end, set()).add(report)
    return [family for _, family in sorted(found.items())]


# ---------------------------------------------------------------- whose words
@dataclass(frozen=True, slots=True)
class _Made:
    """The origin of a report, and the keys of all on the way to its first report, its own among them."""

    origin: ReportOrigin
    above: frozenset[str]


def _traced(kin: _Kin) -> dict[str, ReportOrigin]:
    """Work out report by report whose words it has; what it goes back to always comes before it."""
    found: dict[str, _Made] = {}
    owners: dict[str, dict[int, Owner]] = {}
    place: dict[str, int] = {}

    def owners_of(report: str) -> dict[int, Owner]:
        if report not in owners:
            if len(owners) >= _KEPT:
                owners.pop(next(iter(owners)))
            made = found[report].origin
            owners[report] = owned(kin.reports[report].text or "", made.stretches, (made.key, report))
        return owners[report]

    for report in _ordered(kin):
        place[report] = len(place)
        link = kin.links.get(report)
        if link is None:
            found[report] = _Made(_first(kin, report), frozenset({kin.keys[report]}))
            continue
        parents = sorted((link.of, *link.also), key=place.__getitem__)
        earlier: dict[int, Owner] = {}
        for one in reversed(parents):  # of what several have, the first
            earlier |= owners_of(one)
        above = frozenset({kin.keys[report]}).union(*(found[one].above for one in parents))
        found[report] = _Made(_later(kin, report, found[link.of].origin, above, earlier), above)
    return {report: made.origin for report, made in found.items()}


def _ordered(kin: _Kin) -> Iterator[str]:
    """The reports in order of telling; one that is first by a credit stands before the one that credits it."""
    moved = set(kin.turned.values())
    for report in kin.reports:
        if report in kin.turned:
            yield kin.turned[report]
        if report not in moved:
            yield report


def _first(kin: _Kin, report: str) -> ReportOrigin:
    named = [one for one in kin.credits[report] if one.key != kin.disputed.get(report)]
    made, cited = _own(kin, report, named), _cited(kin, report, named)
    return replace(made, stretches=shared(kin.reports[report].text or "", {}, cited)) if cited else made


def _later(
    kin: _Kin, report: str, other: ReportOrigin, above: frozenset[str], earlier: Mapping[int, Owner]
) -> ReportOrigin:
    """A report that goes back to another. What names an outlet on that way says no more than the link does.

    What a copy tells in its own voice is the other's, also where it is worded anew.
    """
    record, link = kin.reports[report], kin.links[report]
    named = [one for one in kin.credits[report] if one.key not in above]
    made = replace(_own(kin, report, named), first=other.first, link=link)
    if link.kind is LinkKind.COPY_OF:
        made = replace(made, voice=other.voice)
    if record.text_sha256 == kin.reports[other.report].text_sha256:  # also where the words are withheld
        return replace(made, stretches=tuple(_whole(other)), main=other.main)
    made = replace(made, stretches=shared(record.text or "", earlier, _cited(kin, report, named)))
    return replace(made, main=_main(made, len(record.text or "")))


def _main(made: ReportOrigin, length: int) -> str:
    """The report that had most of the words first; in doubt the one itself."""
    shares = {made.main: length}
    for one in made.stretches:
        inside = (length if one.end is None else one.end) - one.start
        shares[made.main] -= inside
        name = one.report or one.key
        shares[name] = shares.get(name, 0) + inside
    return max(sorted(shares), key=lambda name: (shares[name], name == made.main))


def _own(kin: _Kin, report: str, named: Sequence[Credit]) -> ReportOrigin:
    whole = next((one.key for one in named if one.covers == "report"), kin.keys[report])
    voice = next((one.key for one in named if one.covers == "voice"), whole)
    main = report if whole == kin.keys[report] else whole
    return ReportOrigin(report, whole, voice, report, main, credits=kin.credits[report])


def _cited(kin: _Kin, report: str, named: Iterable[Credit]) -> list[tuple[Offsets, str]]:
    text = kin.reports[report].text or ""
    words = [(one.words.offsets, one.key) for one in named if one.covers == "sentence" and one.words]
    return [(sentence_at(text, offsets), key) for offsets, key in words]


def _whole(other: ReportOrigin) -> Iterator[Stretch]:
    """The stretches of a report of the same text: what is the other's own is a stretch of the other."""
    at = 0
    for one in other.stretches:
        if one.start > at:
            yield Stretch(at, one.start, other.key, other.report)
        yield one
        at = -1 if one.end is None else one.end
    if at >= 0:
        yield Stretch(at, None, other.key, other.report)


# ---------------------------------------------------------------- by-lines and names
def _shared_by_lines(kin: _Kin) -> dict[str, Credit]:
    """For each report whose author wrote for another outlet shortly before, that outlet."""
    latest: dict[str, ReportRecord] = {}
    found: dict[str, Credit] = {}
    for report in kin.reports.values():
        line = by_line(report.author, kin.outlets)
        if line is None:
            continue
        first = latest.get(line)
        if first is None or report.known_from - first.known_from > BY_LINE_DAYS * DAY:
            latest[line] = report
        elif kin.keys[first.id] != kin.keys[report.id]:
            key = kin.keys[first.id]
            found[report.id] = Credit(key, _name(first), "shared-by-line", None, "report")
    return found


def _name(report: ReportRecord) -> str:
    return report.publisher or urlsplit(report.url or "").netloc or "publisher not told"


def _names(kin: _Kin) -> dict[str, str]:
    names = dict(kin.outlets.names)
    for report in kin.reports.values():
        names.setdefault(kin.keys[report.id], _name(report))
        for one in kin.credits[report.id]:
            names.setdefault(one.key, one.name)
    return names
