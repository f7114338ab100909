"""Refuses a brief that breaks its own rules, by reading the file as it was written.

Every number, state word and reference in the file must be what the brief says, in its order; every figure of a
section must carry a living reference; no loaded or unsafe word outside a quotation; no masked name anywhere.
"""

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from karez.brief.as_json import render_json
from karez.brief.html import render_html
from karez.brief.markdown import render_markdown
from karez.brief.outline import Brief, Line, Section
from karez.brief.words import words
from karez.model.errors import BriefError

RENDERERS: Mapping[str, Callable[[Brief], str]] = {"md": render_markdown, "html": render_html, "json": render_json}

_QUOTED = re.compile(r"“[^”]*”")
_DIGIT = re.compile(r"\d")
_HIDDEN = re.compile(r"<style>.*?</style>|<head>.*?</head>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_HREF = re.compile(r'(?:href|id)="#?(f\d+)"', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A number, reference or state word, and the line of the file where it stands (from 1)."""

    text: str
    line: int


def check(brief: Brief) -> None:
    """Check the brief itself. Raises BriefError uncited-figure, loaded-word, unsafe-word."""
    living = {reference.id for reference in brief.references}
    for section, line in brief.lines():
        _check_figures(section, line, living)
        if not section.quiet:
            _check_words(section, line)


def _check_figures(section: Section, line: Line, living: set[str]) -> None:
    for part in line.parts:
        dead = [ref for ref in part.refs if ref not in living]
        if dead:
            raise BriefError(
                "uncited-figure", f"{part.text!r} leads to {dead[0]}, which is no reference", place=section.key
            )
        if not part.refs and not section.quiet and line.kind != "note" and _DIGIT.search(part.text):
            raise BriefError("uncited-figure", f"{part.text!r} has no reference", place=section.key)


def _check_words(section: Section, line: Line) -> None:
    if section.key == "assessments":
        return
    own = _QUOTED.sub(" ", line.text)
    for name, error in (("loaded", "loaded-word"), ("unsafe", "unsafe-word")):
        found = _word_list(name).search(own)
        if found:
            raise BriefError(error, f"{found.group()!r}", place=section.key)


@cache
def _word_list(name: str) -> re.Pattern[str]:
    options = "|".join(re.escape(word) for word in words()[name])
    return re.compile(rf"(?<![\w-])(?:{options})(?![\w-])", re.IGNORECASE)


def lint(rendered: str, brief: Brief, form: str) -> None:
    """Check a written file (``form`` md, html or json) against its brief.

    Raises BriefError uncited-figure with the line of the first number, state or reference that is not the brief's;
    unmasked-name where a masked name stands in the file; and what ``check`` raises.
    """
    check(brief)
    _check_names(rendered, brief)
    found, expected = list(tokens(rendered, form)), list(tokens(RENDERERS[form](brief), form))
    for have, want in zip(found, expected, strict=False):
        if have.text != want.text:
            raise _changed(have, f"{have.text!r} stands where the claims give {want.text!r}")
    if len(found) != len(expected):
        longer = (found if len(found) > len(expected) else expected)[min(len(found), len(expected))]
        word = "leads to no claim" if len(found) > len(expected) else "is missing"
        raise _changed(longer, f"{longer.text!r} {word}")


def _changed(token: Token, message: str) -> BriefError:
    return BriefError("uncited-figure", message, place=f"line {token.line}")


def _check_names(rendered: str, brief: Brief) -> None:
    for name in brief.masked:
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", rendered):
            raise BriefError("unmasked-name", "a masked name stands in the file")


def tokens(rendered: str, form: str) -> Iterator[Token]:
    """Yield every number, state word and reference that a reader of the file sees, in order."""
    for number, line in enumerate(_visible(rendered, form), 1):
        for match in _token_pattern().finditer(line):
            yield Token(match.group().casefold(), number)


@cache
def _token_pattern() -> re.Pattern[str]:
    states = "|".join(sorted({*words()["states"], "contested", "denied", "alleged"}))
    return re.compile(rf"f?\d+(?:[.,:]\d+)*|\b(?:{states})\b", re.IGNORECASE)


def _visible(rendered: str, form: str) -> list[str]:
    if form == "json":
        return json.dumps(json.loads(rendered), ensure_ascii=False, indent=1).splitlines()
    if form == "md":
        return rendered.splitlines()
    hidden = _HIDDEN.sub(lambda match: "\n" * match.group().count("\n"), rendered)
    return [html.unescape(_TAG.sub(" ", _HREF.sub(r">\1<", line))) for line in hidden.splitlines()]
