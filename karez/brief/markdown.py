"""A brief as Markdown: figures with their reference ids, and at the end the sentence behind each."""

import re
from collections.abc import Iterator

from karez.brief.outline import Brief, Line, Part, Reference, Section

NOTHING = "Nothing was reported."

# Characters that are markup wherever they stand; an underscore or star is none inside a word or between spaces.
_ANYWHERE = re.compile(r"([\\`*\[\]<&])|(?<![^\W_])_|_(?![^\W_])")
# What would begin a list, heading or quotation at the start of a line.
_AT_START = re.compile(r"^(\s*)(?:([-+#>=~])|(\d{1,9})([.)]))")


def render_markdown(brief: Brief) -> str:
    """Return the brief as Markdown (CommonMark), ending in a line break.

    The only HTML in it is an empty anchor before each reference, for which CommonMark has no words.
    """
    lines = [*_head(brief)]
    for section in brief.sections:
        lines += ["", f"## {plain(section.title)}", "", *_section(section)]
    lines += ["", "## References", "", *(_reference(item) for item in brief.references), "", f"{brief.marking.value}"]
    return "\n".join(lines) + "\n"


def _head(brief: Brief) -> Iterator[str]:
    yield f"# {plain(brief.title)}"
    yield ""
    yield (
        f"**{brief.marking.value}** · as of {brief.as_of} ({brief.timezone}) · recorded up to {brief.recorded} "
        f"· ledger head `{brief.head[:16]}`"
    )
    yield ""
    yield "What reports say, by whom; not what is true. The ids in brackets lead to the sentences at the end."


def _section(section: Section) -> Iterator[str]:
    if not section.lines:
        yield NOTHING
    for number, line in enumerate(section.lines):
        if line.kind == "head":
            yield from ([""] if number else [])
            yield from (f"### {_line(line)}", "")
        else:
            mark = {"item": "- ", "sub": "  - "}.get(line.kind, "")
            # Right after a list a line would go on its last entry.
            yield from [""] if not mark and number and section.lines[number - 1].kind in {"item", "sub"} else []
            yield mark + _line(line)


def _line(line: Line) -> str:
    first = True
    written = []
    for part, refs in line.cited():
        written.append(_part(part, refs, at_start=first))
        first = first and not part.text.strip()
    return "".join(written).strip()


def _part(part: Part, refs: tuple[str, ...], *, at_start: bool) -> str:
    bare = part.text.strip()
    text = plain(bare, at_start=at_start)
    if part.strong and bare:
        text = f"**{text}**"
    before, after = (" " if part.text[:1].isspace() else ""), (" " if bare and part.text[-1:].isspace() else "")
    links = f" [{', '.join(f'[{ref}](#{ref.lower()})' for ref in refs)}]" if refs else ""
    return f"{before}{text}{links}{after}" if links else f"{before}{text}{after}"


def _reference(item: Reference) -> str:
    tail = f" ({', '.join(item.notes)})" if item.notes else ""
    where = f"{item.publisher}, {item.published}" + (f", {item.url}" if item.url else "")
    context = f"{plain(item.before)}**{plain(item.quote.strip())}**{plain(item.after)}"
    ids = f"claim `{item.claim[:16]}` in report `{item.report[:16]}`"
    anchor = f'<a id="{item.id.lower()}"></a>'
    return f"- {anchor}**{item.id}** {plain(item.claimant)}{tail}: “{context}” — {plain(where)}; {ids}"


def plain(text: str, *, at_start: bool = False) -> str:
    """Return words of a report as words on one line: nothing in them is markup."""
    line = re.sub(r"[\s\u2028\u2029]+", " ", text)
    escaped = _ANYWHERE.sub(lambda match: "\\" + match.group(), line)
    if at_start:
        escaped = _AT_START.sub(_escaped_start, escaped)
    return escaped


def _escaped_start(match: re.Match[str]) -> str:
    space, mark, number, dot = match.groups()
    return f"{space}\\{mark}" if mark else f"{space}{number}\\{dot}"
