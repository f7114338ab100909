"""Markup to plain text without looking for the main part: any depth, any damage, sentences kept whole."""

from html.parser import HTMLParser

_HIDDEN = frozenset({"script", "style", "template", "noscript", "head", "svg", "iframe", "object", "select"})
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden is None:
            if tag in _HIDDEN:
                self._hidden = tag
            self._boundary(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._boundary(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = None
        if tag not in _CELLS:
            self._boundary(tag)

    def handle_data(self, data: str) -> None:
        if self._hidden is None:
            self.pieces.append(data.replace("\r", " ").replace("\n", " ").replace("\t", " "))

    def _boundary(self, tag: str) -> None:
        if tag in _CELLS:
            self.pieces.append("\t")
        elif tag not in _INLINE:
            self.pieces.append("\n")


def plain_text(markup: str) -> str:
    """Return the words of ``markup``, a line a block and a tab between cells; scripts, styles and the head left out.

    Works on anything, in time that grows with its length: nesting costs nothing.
    """
    parser = _Text()
    parser.feed(_open_hidden_closed(markup))
    parser.close()
    lines = (_line(line) for line in "".join(parser.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _open_hidden_closed(markup: str) -> str:
    """A head that is never closed would hide the whole page: the body ends it."""
    low = markup.lower()
    at = low.find("<body")
    return markup[:at] + "</head>" + markup[at:] if 0 <= low.find("<head") < at and "</head" not in low[:at] else markup


def _line(line: str) -> str:
    return "\t".join(cell for cell in (" ".join(part.split()) for part in line.split("\t")) if cell)
