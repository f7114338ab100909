"""From the state of a link over time to what it says for one class of users."""

from collections.abc import Iterable, Mapping

from karez.model.access import LinkScope, LinkState, UserClass
from karez.model.reachability import LinkReport
from karez.model.vocabulary import AssetState

_CLOSURES = frozenset({AssetState.CLOSED, AssetState.DESTROYED})


def link_reports(states: Iterable[LinkState], users: UserClass) -> Mapping[str, LinkReport]:
    """Return what was reported of every link for these users, by link id.

    A state holds since the earliest of the reports that it rests on. Only what was announced as a closure is planned.
    """
    return {state.link: _report(state, users) for state in states}


def _report(link: LinkState, users: UserClass) -> LinkReport:
    held = link.of(users)
    starts = [report.start for report in link.history if report.claim in held.claims]
    return LinkReport(
        link=link.link,
        state=held.state,
        claims=held.claims or link.claims,
        since=min(starts, default=None),
        conditions=held.conditions,
        planned=tuple(told.claim for told in link.announced if told.state in _CLOSURES),
        section_unknown=held.scope is LinkScope.ROUTE,
    )
