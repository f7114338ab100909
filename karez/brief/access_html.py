"""An access picture as one self-contained HTML page: map, tables and the sentence behind every claim."""

from collections.abc import Iterable, Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from karez.brief import access_words as said
from karez.brief.access_report import AccessReport
from karez.brief.map_svg import draw
from karez.brief.words import day, label
from karez.model.access_answer import Stretch
from karez.model.reachability import Route, Standing, TownAccess
from karez.model.times import moment

# What the template calls by its own name.
_WORDS = (
    "km",
    "times",
    "people_text",
    "ways_text",
    "users_text",
    "announced_text",
    "back_text",
    "hop_state",
    "hop_text",
    "said",
)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("karez.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("access.html.j2")


def render_access_html(report: AccessReport) -> str:
    """Return the page. Nothing in it comes from elsewhere, and no report's text is markup."""
    drawn = Markup(draw(report.picture, report.ids)) if report.picture else ""
    told = {
        "report": report,
        "answer": report.answer,
        "page": _Page(report),
        "map": drawn,
        "words": said.access_words(),
        "bounds": said.bounds_text(report.answer.picture),
        "days": said.days_text(report.answer.picture),
        "announced": said.announcements(report.answer),
        **{name: getattr(said, name) for name in _WORDS},
    }
    return _template().render(told) + "\n"


class _Page:
    """What the template asks for, one value after the other."""

    def __init__(self, report: AccessReport) -> None:
        self._report = report
        self._names = report.answer.names
        self._users = report.answer.picture.question.users

    def refs(self, claims: Iterable[str]) -> Markup:
        """Links to the sentences of some claims."""
        ids = [self._report.ids[claim] for claim in dict.fromkeys(claims) if claim in self._report.ids]
        return Markup(" ").join(Markup('<a class="ref" href="#{0}">{0}</a>').format(ref) for ref in ids)

    def towns(self) -> list[tuple[Standing, list[TownAccess]]]:
        """The towns by standing, those cut off first."""
        towns = said.by_standing(self._report.answer.picture.towns)
        groups = [(one, [town for town in towns if town.standing is one]) for one in said.STANDINGS]
        return [(standing, found) for standing, found in groups if found]

    def roads(self) -> list[Stretch]:
        """The stretches of which a state was ever reported."""
        return [stretch for stretch in self._report.answer.stretches if said.with_report(stretch)]

    def name(self, place: str) -> str:
        """The name of a place."""
        return self._names[place]

    def behind(self, town: TownAccess) -> Markup:
        """Links to what the standing of a town rests on."""
        return self.refs(self._report.answer.behind.get(town.town, ()))

    def way(self, route: Route | None) -> str:
        """The hub and the length of a way."""
        return "–" if route is None else f"{self._names[route.hub]} {said.km(route.length_km)}"

    def state(self, stretch: Stretch) -> str:
        """The state of a stretch with its terms, and what was last said where that is over."""
        held = stretch.shown(self._users)
        text = said.state_text(held)
        told = stretch.told
        if held.state == "unknown" and told.reported:
            text = f"unknown now; last {label('states', told.reported)}"
            text += f" ({label('cause', told.cause)})" if told.cause else ""
        return f"{text}; not confirmed since" if told.stale else text

    def stretch(self, stretch: Stretch) -> str:
        """Where a stretch lies."""
        return said.stretch_text(stretch, self._names)

    def who(self, stretch: Stretch) -> str:
        """Who reports the state of a stretch."""
        return "; ".join(self._report.claimants(stretch.told.claims))

    def since(self, text: str | None) -> str:
        """A local time as told."""
        return day(text) if text else ""

    def instant(self, instant: int | None) -> str:
        """An instant in the zone of the ledger."""
        zone = self._report.timezone
        return "" if instant is None else day(moment(instant, zone).strftime("%Y-%m-%dT%H:%M"))

    def roads_on(self, links: Sequence[str]) -> str:
        """The names of the roads that some links belong to."""
        found = [road.name for road in self._report.answer.stretches if set(links) & set(road.links)]
        return ", ".join(dict.fromkeys(found))
