"""Web pages."""

from dataclasses import replace

import lxml.etree
import lxml.html
import trafilatura
from trafilatura.settings import Document as Extracted
from trafilatura.settings import use_config

from karez.ingest.door import door
from karez.ingest.encoding import decode_text
from karez.ingest.head import head_facts
from karez.ingest.hints import Hints
from karez.ingest.language import language
from karez.ingest.limits import limits
from karez.ingest.markup import plain_text
from karez.model.report import Document
from karez.model.text import without_surrogates

_LEAST = 25


def decode_html(data: bytes, *, declared: str | None, place: str) -> Document:
    """Return the main text of a page with what its head tells. Raises InputError not-readable, broken-file.

    Where no main part can be told, as on a page of a line or of 10,000 nested tags, it is the text of the whole page.
    """
    markup, notes = decode_text(data, declared=declared or _declared(data), place=place)
    markup = without_surrogates(markup)
    with door(place, "web page"):
        tree = _tree(markup)
        told = Hints() if tree is None else head_facts(tree)
        main = "" if tree is None or _is_deep(tree) else _main_text(tree).strip()
        text = main or plain_text(markup)
    # A template may tell another language than its text is in.
    return replace(told, lang=language(text) or told.lang).applied(Document(text, notes=notes))


def _declared(data: bytes) -> str | None:
    head = data[:2048].lower()
    at = head.find(b"charset=")
    if at < 0:
        return None
    name = head[at + 8 : at + 40].strip(b" \"'").split(b'"')[0].split(b"'")[0].split(b">")[0].split(b";")[0]
    return name.decode("ascii", "ignore").strip() or None


def _tree(markup: str) -> lxml.html.HtmlElement | None:
    """The page as a tree; None for one that is too long, or that the parser makes nothing of."""
    plain = _plain_declaration(markup)
    if not plain or len(plain) > limits().markup_characters:
        return None
    try:
        return lxml.html.document_fromstring(plain)
    except (lxml.etree.LxmlError, ValueError):
        return None


def _plain_declaration(markup: str) -> str:
    """The page without an XML declaration, which lxml refuses in a text."""
    if markup.lstrip().startswith("<?xml"):
        return markup[markup.find("?>") + 2 :].strip()
    return markup.strip()


def _is_deep(tree: lxml.html.HtmlElement) -> bool:
    level, depth = [tree], 0
    while level:
        depth += 1
        if depth > limits().markup_depth:
            return True
        level = [child for element in level for child in element]
    return False


def _main_text(tree: lxml.html.HtmlElement) -> str:
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_LEAST))
    found = trafilatura.bare_extraction(tree, with_metadata=False, include_comments=False, config=config)
    return (found.text or "") if isinstance(found, Extracted) else ""
