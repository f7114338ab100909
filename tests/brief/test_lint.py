"""The linter reads files as they are written: one changed digit, reference, state or word is caught in each form."""

import random
import re
from dataclasses import replace
from functools import cache

import pytest

from karez.brief.compose import compose
from karez.brief.lint import RENDERERS, Linter, check, lint, tokens
from karez.brief.outline import Brief, Line, Part, Section
from karez.brief.words import words
from karez.model.errors import BriefError
from tests.brief.composed import OPTIONS, picture, scene

FORMS = sorted(RENDERERS)
_POSITIONS = 500
# What nobody sees in a page: style, the geometry of the map and how it is drawn.
_UNSEEN = re.compile(r"<style>.*?</style>|<[^>]*>", re.DOTALL)
_SEEN_IN_TAGS = re.compile(r"""(?:href="#?|id="|id="use-)(F\d+)"|aria-label="([^"]*)\"""")


@cache
def made() -> Brief:
    told = scene()
    drawn = picture()
    return compose(told.full, told.view, OPTIONS, replace(drawn, title="Places and roads, 3 to 5 May 2031"))


@cache
def written(form: str) -> str:
    return RENDERERS[form](made())


def seen_digits(text: str, form: str) -> list[int]:
    """Where the digits stand that a reader of the file sees, references inside links among them."""
    places = [match.start() for match in re.finditer(r"\d", text)]
    if form != "html":
        return places
    unseen = [match.span() for match in _UNSEEN.finditer(text)]
    inside = [match.span() for match in _SEEN_IN_TAGS.finditer(text)]
    hidden = {place for start, end in unseen for place in range(start, end)}
    told = {place for start, end in inside for place in range(start, end)}
    return [place for place in places if place not in hidden or place in told]


def changed(text: str, place: int) -> str:
    return text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]


@pytest.mark.parametrize("form", FORMS)
def test_a_brief_as_written_passes(form: str) -> None:
    lint(written(form), made(), form)


@pytest.mark.parametrize("form", FORMS)
def test_one_digit_changed_by_hand_is_caught(form: str) -> None:
    text = written(form)
    places = seen_digits(text, form)
    assert len(places) > 100
    first = text.index("Key figures")
    key = [place for place in places if first <= place < text.index("Highlights")]
    chosen = {*random.Random(7).sample(places, min(_POSITIONS, len(places))), *key}
    assert key
    linter = Linter(made(), form)
    linter.check(text)
    for place in sorted(chosen):
        with pytest.raises(BriefError, match="uncited-figure"):
            linter.check(changed(text, place))


def test_the_words_of_the_map_are_read() -> None:
    text = written("html")
    svg = text[text.index("<svg") : text.index("</svg>")]
    scale = re.findall(r"\d+ km", svg)[0]
    for label in ("Norvale F", "C-1: restricted, 5 May", scale, "3 to 5 May 2031"):
        start = text.index(label)
        digit = next(at for at in range(start, len(text)) if text[at].isdigit())
        with pytest.raises(BriefError):
            lint(changed(text, digit), made(), "html")


def test_the_geometry_of_the_map_is_no_figure() -> None:
    text = written("html")
    path = re.search(r' d="M(\d)', text)
    assert path
    lint(changed(text, path.start(1)), made(), "html")


@pytest.mark.parametrize("form", FORMS)
def test_a_deleted_reference_is_caught(form: str) -> None:
    patterns = {"md": r"\[F1\]\(#f1\)", "html": r'<a class="ref"[^>]*href="#F1">F1</a>', "json": r'"F1"'}
    text = re.sub(patterns[form], "", written(form), count=1)
    if form == "json":
        text = re.sub(r'"F1"', '""', written(form), count=1)
    assert text != written(form)
    with pytest.raises(BriefError, match="uncited-figure"):
        lint(text, made(), form)


@pytest.mark.parametrize("form", FORMS)
def test_two_swapped_references_are_caught(form: str) -> None:
    text = written(form)
    swapped = re.sub(r"\b(F1|F2)\b", lambda match: "F2" if match[1] == "F1" else "F1", text, count=0)
    with pytest.raises(BriefError, match="uncited-figure"):
        lint(swapped, made(), form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("was", "now"), [("unknown", "open"), ("restricted", "closed"), ("reported closed", "reported open")]
)
def test_a_changed_state_is_caught(form: str, was: str, now: str) -> None:
    text = written(form)
    at = text.index(was, text.index("Communications"))
    with pytest.raises(BriefError, match="uncited-figure"):
        lint(text[:at] + text[at:].replace(was, now, 1), made(), form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("word", "code"), [("terrorists", "loaded-word"), ("safe", "unsafe-word"), ("martyr", "loaded-word")]
)
def test_an_added_word_that_is_not_neutral_is_caught(form: str, word: str, code: str) -> None:
    text = written(form).replace("Officials", f"Officials {word}", 1)
    with pytest.raises(BriefError, match=code):
        lint(text, made(), form)


@pytest.mark.parametrize("form", FORMS)
def test_a_masked_name_is_caught(form: str) -> None:
    text = written(form).replace("farmer named (name withheld)", "farmer named Orlin Tarvek", 1)
    with pytest.raises(BriefError, match="unmasked-name"):
        lint(text, made(), form)


@pytest.mark.parametrize("form", FORMS)
def test_a_mask_taken_away_is_caught(form: str) -> None:
    text = written(form).replace("(name withheld)", "somebody", 1)
    with pytest.raises(BriefError, match="uncited-figure"):
        lint(text, made(), form)


@pytest.mark.parametrize(
    ("form", "before", "added"),
    [
        ("md", "## Highlights", "- 40 people missing\n\n"),
        ("html", '<section class="highlights">', "<p>40 people missing</p>"),
        ("json", '"key": "highlights"', '"more": "40 people missing", '),
    ],
)
def test_an_added_line_with_a_figure_is_caught(form: str, before: str, added: str) -> None:
    text = written(form).replace(before, added + before, 1)
    assert text != written(form)
    with pytest.raises(BriefError, match="uncited-figure"):
        lint(text, made(), form)


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_line_added_at_the_end_or_cut_off_is_caught(form: str) -> None:
    text = written(form)
    with pytest.raises(BriefError, match="leads to no claim"):
        lint(text + "\n7 more\n", made(), form)
    with pytest.raises(BriefError, match="is missing"):
        lint(text[: text.rindex("F1")], made(), form)


def test_the_error_names_the_line() -> None:
    text = written("md")
    number = next(at for at, line in enumerate(text.splitlines(), 1) if "people killed" in line)
    place = text.index("12", text.index("Key figures"))
    with pytest.raises(BriefError, match="line ") as error:
        lint(text[:place] + "13" + text[place + 2 :], made(), "md")
    assert error.value.place == f"line {number}"


def test_words_changed_without_a_figure_pass() -> None:
    """The linter guards figures, states, references and words it watches; it is no comparison of files."""
    lint(written("md").replace("What reports say", "What the reports say"), made(), "md")


# ---------------------------------------------------------------- the brief itself
def brief_with(*parts: Part, key: str = "tolls", kind: str = "item", quiet: bool = False) -> Brief:
    return replace(made(), sections=(Section(key, "Title", (Line(parts, kind),), quiet),))


def test_a_figure_without_a_reference_is_refused() -> None:
    with pytest.raises(BriefError, match="uncited-figure"):
        check(brief_with(Part("12 people killed")))


def test_a_reference_that_does_not_live_is_refused() -> None:
    with pytest.raises(BriefError, match="is no reference"):
        check(brief_with(Part("12", ("F999",))))


@pytest.mark.parametrize(
    ("word", "code"),
    [(word, "loaded-word") for word in words()["loaded"]] + [(word, "unsafe-word") for word in words()["unsafe"]],
)
def test_every_watched_word_is_refused_outside_quotation_marks(word: str, code: str) -> None:
    with pytest.raises(BriefError, match=code):
        check(brief_with(Part(f"the {word.capitalize()} of the town")))
    check(brief_with(Part(f"“the {word} of the town”")))
    check(brief_with(Part(f"the {word} of the town"), key="assessments"))


def test_facts_about_the_brief_itself_need_no_reference() -> None:
    check(brief_with(Part("Read by rules, 12 reports"), quiet=True))
    check(brief_with(Part("12 reports were left out"), kind="note"))


def test_longer_words_are_not_taken_for_watched_ones() -> None:
    check(brief_with(Part("safeguards and counter-terrorism")))


def test_a_kept_name_may_hold_a_masked_part() -> None:
    brief = replace(made(), masked=("Brodwick",), kept=("Ansel Brodwick",))
    lint(written("md"), brief, "md")
    with pytest.raises(BriefError, match="unmasked-name"):
        lint(written("md") + "Brodwick\n", brief, "md")


def test_tokens_come_in_order() -> None:
    found = [token.text for token in tokens("- **12** killed, road closed [[F1](#f1)]", "md")]
    assert found == ["12", "closed", "f1", "f1"]
