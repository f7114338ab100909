"""Refuses a brief that breaks its own rules, by reading the file as it was written.

Every number, state word, reference and masked-out name in the file must be what the brief says, in its order; every
figure of a section must carry a living reference; no loaded or unsafe word stands outside a quotation; no masked
name stands anywhere. In an HTML page the labels, titles and other words of the map are read, too.
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
from karez.brief.mask import MASK
from karez.brief.outline import Brief, Line, Section
from karez.brief.words import words
from karez.model.errors import BriefError

RENDERERS: Mapping[str, Callable[[Brief], str]] = {"md": render_markdown, "html": render_html, "json": render_json}

_QUOTED = re.compile(r"“[^”]*”")
_DIGIT = re.compile(r"\d")
_HIDDEN = re.compile(r"<style>.*?</style>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# References and words that stand inside tags: where a link leads, where an anchor is, what a map is called.
_IN_TAGS = re.compile(r"""(?:href|id)=["']#?(?:use-)?(f\d+)["']|(?:aria-label|title|alt)=["']([^"']*)["']""", re.I)
_ERRORS = {"loaded": "loaded-word", "unsafe": "unsafe-word"}


@dataclass(frozen=True, slots=True)
class Token:
    """A number, reference, state word or watched word, and the line of the file where it stands (from 1)."""

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
    for name, error in _ERRORS.items():
        found = _word_list(name).search(own)
        if found:
            raise BriefError(error, f"{found.group()!r}", place=section.key)


@cache
def _word_list(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_options(words()[name])})(?![\w-])", re.IGNORECASE)


def _options(entries: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(entries, key=len, reverse=True))


class Linter:
    """Checks any number of files of one form (md, html or json) against one brief.

    Raises BriefError uncited-figure, loaded-word and unsafe-word where the brief itself breaks its rules.
    """

    def __init__(self, brief: Brief, form: str) -> None:
        check(brief)
        self._brief = brief
        self._form = form
        self._expected = tuple(tokens(RENDERERS[form](brief), form))

    def check(self, rendered: str) -> None:
        """Check a file as it was written.

        Raises BriefError uncited-figure, loaded-word or unsafe-word with the line of the first number, state,
        reference or watched word that is not the brief's; unmasked-name where a masked name stands in the file.
        """
        _check_names(rendered, self._brief, self._form)
        found, expected = tuple(tokens(rendered, self._form)), self._expected
        for have, want in zip(found, expected, strict=False):
            if have.text != want.text:
                raise _changed(have, f"{have.text!r} stands where the claims give {want.text!r}")
        if len(found) > len(expected):
            extra = found[len(expected)]
            raise _changed(extra, f"{extra.text!r} leads to no claim")
        if len(found) < len(expected):
            lost = expected[len(found)]
            raise _changed(lost, f"{lost.text!r} is missing")


def lint(rendered: str, brief: Brief, form: str) -> None:
    """Check a written file (``form`` md, html or json) against its brief. Raises what ``Linter`` raises."""
    Linter(brief, form).check(rendered)


def _changed(token: Token, message: str) -> BriefError:
    for name, error in _ERRORS.items():
        if _word_list(name).fullmatch(token.text):
            return BriefError(error, message, place=f"line {token.line}")
    return BriefError("uncited-figure", message, place=f"line {token.line}")


def _check_names(rendered: str, brief: Brief, form: str) -> None:
    names = [name for name in brief.masked if name.strip()]
    if not names:
        return
    seen = " ".join(" ".join(_visible(rendered, form)).split()).replace("\\", "")
    if brief.kept:
        seen = re.sub(rf"(?<!\w)(?:{_options(list(brief.kept))})(?!\w)", " ", seen, flags=re.IGNORECASE)
    if re.search(rf"(?<!\w)(?:{_options(names)})(?!\w)", seen):
        raise BriefError("unmasked-name", "a masked name stands in the file")


def tokens(rendered: str, form: str) -> Iterator[Token]:
    """Yield every number, reference, state word, watched word and mask that a reader of the file sees, in order."""
    single = _single_words()
    for number, line in enumerate(_visible(rendered, form), 1):
        for match in _token_pattern().finditer(line):
            text = match.group().casefold()
            if not match["word"] or text in single:
                yield Token(text, number)


@cache
def _single_words() -> frozenset[str]:
    listed = words()
    states = [*listed["states"], "contested", "denied", "alleged", "disagree", "not"]
    return frozenset([*states, *listed["loaded"], *listed["unsafe"]])


@cache
def _token_pattern() -> re.Pattern[str]:
    phrases = _options([word for name in _ERRORS for word in words()[name] if " " in word])
    fixed = rf"f\d+|\d+|{re.escape(MASK)}|(?<![\w-])(?:{phrases})(?![\w-])"
    return re.compile(rf"{fixed}|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)", re.IGNORECASE)


def _visible(rendered: str, form: str) -> list[str]:
    if form == "json":
        return json.dumps(json.loads(rendered), ensure_ascii=False, indent=1).splitlines()
    if form == "md":
        return rendered.splitlines()
    hidden = _HIDDEN.sub(lambda match: "\n" * match.group().count("\n"), rendered)
    return [html.unescape(_TAG.sub(" ", _IN_TAGS.sub(r">\1 \2<", line))) for line in hidden.splitlines()]
