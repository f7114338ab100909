"""What the head of a web page tells of it: title, publisher, author, time of publication, address, language."""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import lxml.html
import yaml

from karez.ingest.dates import iso
from karez.ingest.hints import Hints
from karez.ingest.language import language_code

_TREES = 200
_DAY_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d\d)/(\d\d)(?=/|$)")


@cache
def _names() -> dict[str, Any]:
    names: dict[str, Any] = yaml.safe_load(files("karez.ingest").joinpath("head.yaml").read_text(encoding="utf-8"))
    return names


def head_facts(tree: lxml.html.HtmlElement) -> Hints:
    """Return what the page's own head tells, with nothing guessed from its text."""
    metas = _metas(tree)
    linked = list(_linked(tree))
    keys = _names()["linked_data"]

    def told(field: str) -> Iterator[str]:
        yield from (metas[name] for name in _names()[field] if name in metas)
        yield from (word for item in linked if (word := _words(item.get(keys.get(field, "")))))

    url = _address(tree) or next(told("url"), None)
    times = (iso(text) for text in (*told("published"), *_times(tree), *_days(url)))
    author = next(told("author"), None)
    return Hints(
        publisher=next(told("publisher"), None),
        author=None if author is None or "://" in author else author,
        published=next((time for time in times if time), None),
        title=next(told("title"), None) or _title(tree),
        lang=language_code(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")),
        url=url,
    )


def _metas(tree: lxml.html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = _words(meta.get("content"))
        if name and content:
            found.setdefault(name, content)
    return found


def _linked(tree: lxml.html.HtmlElement) -> Iterator[dict[str, Any]]:
    """JSON-LD objects that tell when they were published; a page's lists of other pages come after its own."""
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            try:
                value = json.loads(script.text or "")
            except (ValueError, RecursionError):
                continue  # a broken block tells nothing; the text does not depend on it
            yield from (item for item in _objects(value) if "datePublished" in item)


def _objects(value: object) -> Iterator[dict[str, Any]]:
    waiting = [value]
    for _ in range(_TREES):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, dict):
            yield item
            waiting.extend(part for part in (item.get("@graph"), item.get("mainEntity")) if part)
        elif isinstance(item, list):
            waiting.extend(item[:_TREES])


def _words(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _times(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """The ``time`` element marked as the publication, or the only one; of several, any may be of another event."""
    times = list(tree.iter("time"))
    marked = (time for time in times if "pubdate" in time.attrib or _is_published(time.get("itemprop")))
    alone = times if len({time.get("datetime") for time in times}) == 1 else []
    yield from (time.get("datetime") or "" for time in (*marked, *alone))


def _is_published(name: str | None) -> bool:
    return (name or "").strip().lower() == "datepublished"


def _days(url: str | None) -> Iterator[str]:
    yield from ("-".join(match.groups()) for match in _DAY_IN_ADDRESS.finditer(url or ""))


def _title(tree: lxml.html.HtmlElement) -> str | None:
    title = next(tree.iter("title"), None)
    return _words("".join(str(part) for part in title.itertext())) if title is not None else None


def _address(tree: lxml.html.HtmlElement) -> str | None:
    for link in tree.iter("link"):
        href = (link.get("href") or "").strip()
        if (link.get("rel") or "").strip().lower() == "canonical" and href.startswith(("http://", "https://")):
            return href
    return None
