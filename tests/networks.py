"""Networks for tests of access: the shipped pack as the engine takes it, and small made-up ones."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from karez.analyse.access import Situation, situation
from karez.atlas.atlas import Atlas
from karez.model.access import UserClass
from karez.model.reachability import AccessQuestion, Area, LinkReport, Town
from karez.model.vocabulary import AssetType, DerivedState

CLOSED, OPEN, UNKNOWN = DerivedState.CLOSED, DerivedState.OPEN, DerivedState.UNKNOWN
DAY = 86_400_000_000
NOON = 1_769_943_600_000_000  # 1 February 2026, 12:00 +05:00


@dataclass(frozen=True)
class Link:
    """A stretch of a made-up network."""

    id: str
    start: str
    end: str
    length_km: float = 1.0
    mode: str = "road"
    baseline: str = "open"
    designation: str | None = None


def towns_of(atlas: Atlas) -> list[Town]:
    """The places of an atlas's network, with their people."""
    areas = {key: Area(key, area.name, area.population) for key, area in atlas.network.tehsils.items()}
    return [
        Town(node.id, node.name, node.population, tuple(areas[key] for key in node.tehsils))
        for node in atlas.network.nodes
    ]


def report(link: str, state: DerivedState = CLOSED, *claims: str, since: int | None = NOON - DAY) -> LinkReport:
    """One report on a link, of one claim where none is named."""
    return LinkReport(link, state, claims or (f"clm-{link}",), since)


def by_link(reports: Iterable[LinkReport]) -> dict[str, LinkReport]:
    """Reports by link id."""
    return {one.link: one for one in reports}


class PackNetwork:
    """The shipped pack: places by name, links by the local ids of their ends, questions with links closed."""

    def __init__(self) -> None:
        self.atlas = Atlas.open(["pk-balochistan"])
        self.links = self.atlas.network.links
        self.places = towns_of(self.atlas)
        self.local = {node.id: node.local for node in self.atlas.network.nodes}
        self.id = {node.local: node.id for node in self.atlas.network.nodes}

    def between(self, first: str, second: str, mode: str = "road") -> str:
        """The id of the one link of this mode between two places, by local ids."""
        ends = {self.id[first], self.id[second]}
        (found,) = [link.id for link in self.links if {link.start, link.end} == ends and link.mode == mode]
        return found

    def ask(
        self,
        hubs: Iterable[str],
        reports: Iterable[LinkReport] = (),
        *,
        users: UserClass = UserClass.ALL,
        mode: AssetType = AssetType.ROAD,
    ) -> Situation:
        """A question from some hubs (local ids) at noon of 1 February."""
        question = AccessQuestion(tuple(self.id[hub] for hub in hubs), NOON, users=users, mode=mode)
        known = {link.id for link in self.links}
        assert all(one.link in known for one in reports)
        return situation(question, links=self.links, places=self.places, reports=by_link(reports))


def made(links: Iterable[Link], reports: Iterable[LinkReport] = (), *, question: AccessQuestion) -> Situation:
    """A question on a made-up network whose places are towns of 10 people and no area."""
    listed = tuple(links)
    ends = sorted({end for link in listed for end in (link.start, link.end)} | set(question.hubs) | set(question.towns))
    return situation(question, links=listed, places=[Town(end, end, 10) for end in ends], reports=by_link(reports))


__all__ = ["CLOSED", "DAY", "NOON", "OPEN", "UNKNOWN", "Link", "PackNetwork", "by_link", "made", "replace", "report"]
