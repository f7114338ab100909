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
    lines = _Lines()
    told = {"brief": brief, "blocks": blocks, "line": lines.line, "used": lines.used, "nothing": NOTHING, "map": drawn}
    return _template().render(told) + "\n"


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


class _Lines:
    """Writes lines; the first link to each reference is marked, so that the reference leads back to it."""

    def __init__(self) -> None:
        self._linked: set[str] = set()

    def line(self, line: Line) -> Markup:
        """Return one line with its references as links."""
        return Markup("").join(self._part(part, refs) for part, refs in line.cited())

    def _part(self, part: Part, refs: tuple[str, ...]) -> Markup:
        text = escape(part.text)
        if part.strong and part.text.strip():
            text = Markup("<strong>{}</strong>").format(part.text)
        return text + Markup("").join(self._link(ref) for ref in refs)

    def _link(self, ref: str) -> Markup:
        mark = Markup("") if ref in self._linked else Markup(' id="use-{}"').format(ref)
        self._linked.add(ref)
        return Markup(' <a class="ref"{1} href="#{0}">{0}</a>').format(ref, mark)

    def used(self, ref: str) -> bool:
        """Whether a line of the page links to the reference."""
        return ref in self._linked
