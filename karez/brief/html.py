"""A brief as one self-contained HTML page; nothing in it comes from elsewhere, and no report's text is markup."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from karez.brief.map_svg import draw
from karez.brief.markdown import NOTHING
from karez.brief.outline import Brief, Line, Part, Section


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand in one list, or one heading or note."""

    kind: str
    lines: tuple[Line, ...]


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("karez.brief"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("brief.html.j2")


def render_html(brief: Brief) -> str:
    """Return the brief as an HTML page with the map as inline SVG."""
    drawn = Markup(draw(brief.picture, brief.ids)) if brief.picture else ""
    return _template().render(brief=brief, blocks=blocks, line=line_html, nothing=NOTHING, map=drawn) + "\n"


def blocks(section: Section) -> Iterator[Block]:
    """Cut a section into lists, headings and notes."""
    run: list[Line] = []
    for line in section.lines:
        if line.kind in {"item", "sub"}:
            run.append(line)
            continue
        if run:
            yield Block("list", tuple(run))
            run = []
        yield Block(line.kind, (line,))
    if run:
        yield Block("list", tuple(run))


def line_html(line: Line) -> Markup:
    """Return one line with its references as links; the same references are linked once a line."""
    shown: set[tuple[str, ...]] = set()
    return Markup("").join(_part(part, shown) for part in line.parts)


def _part(part: Part, shown: set[tuple[str, ...]]) -> Markup:
    text = escape(part.text)
    if part.strong and part.text.strip():
        text = Markup("<strong>{}</strong>").format(part.text)
    if not part.refs or part.refs in shown:
        return text
    shown.add(part.refs)
    links = Markup(" ").join(Markup('<a class="ref" href="#{0}">{0}</a>').format(ref) for ref in part.refs)
    return Markup("{} {}").format(text, links)
