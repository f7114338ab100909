"""A brief as Markdown: figures with their reference ids, and at the end the sentence behind each."""

import re
from collections.abc import Iterator

from karez.brief.outline import Brief, Line, Part, Reference, Section

NOTHING = "Nothing was reported."


def render_markdown(brief: Brief) -> str:
    """Return the brief as Markdown (CommonMark), ending in a line break."""
    lines = [*_head(brief)]
    for section in brief.sections:
        lines += ["", f"## {section.title}", "", *_section(section)]
    lines += ["", "## References", "", *(_reference(item) for item in brief.references), "", f"{brief.marking.value}"]
    return "\n".join(lines) + "\n"


def _head(brief: Brief) -> Iterator[str]:
    yield f"# {_plain(brief.title)}"
    yield ""
    yield f"**{brief.marking.value}** · as of {brief.as_of} ({brief.timezone}) · recorded up to {brief.recorded}"
    yield f"· ledger head `{brief.head[:16]}`"
    yield ""
    yield "What reports say, by whom; not what is true. Numbers in brackets lead to the sentences at the end."


def _section(section: Section) -> Iterator[str]:
    if not section.lines:
        yield NOTHING
    for line in section.lines:
        if line.kind == "head":
            yield f"\n### {_line(line)}\n"
        else:
            mark = {"item": "- ", "sub": "  - "}.get(line.kind, "")
            yield mark + _line(line)


def _line(line: Line) -> str:
    shown: set[tuple[str, ...]] = set()
    return "".join(_part(part, shown) for part in line.parts)


def _part(part: Part, shown: set[tuple[str, ...]]) -> str:
    text = _plain(part.text)
    if part.strong and text.strip():
        bare = text.strip()
        text = text.replace(bare, f"**{bare}**")
    if not part.refs or part.refs in shown:
        return text
    shown.add(part.refs)
    return f"{text} [{', '.join(f'[{ref}](#{ref.lower()})' for ref in part.refs)}]"


def _reference(item: Reference) -> str:
    notes = [note for note in (item.realis, "corrected" if item.corrected else "") if note]
    tail = f" ({', '.join(notes)})" if notes else ""
    where = f"{item.publisher}, {item.published}; {item.claim[:16]} in {item.report[:16]}"
    context = f"{_plain(item.before)}**{_plain(item.quote)}**{_plain(item.after)}"
    return (
        f'- <a id="{item.id.lower()}"></a>**{item.id}** {_plain(item.claimant)}{tail} — “{context}” — {_plain(where)}'
    )


def _plain(text: str) -> str:
    """Words of a report as words: nothing in them is markup."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text.replace("\n", " "))
