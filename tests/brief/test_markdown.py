"""The Markdown: CommonMark that a parser reads as meant; words of reports are never markup."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from karez.brief.compose import compose
from karez.brief.markdown import plain, render_markdown
from karez.brief.outline import Brief, Line, Part, Reference, Section
from karez.model.vocabulary import Marking
from tests.brief.composed import OPTIONS, scene

EXAMPLES = settings(max_examples=max(500, settings().max_examples))

PARSER = MarkdownIt("commonmark", {"html": True})


def words_of(markdown: str) -> str:
    """What a reader sees of Markdown."""
    seen: list[str] = []
    for token in PARSER.parse(markdown):
        for child in token.children or ():
            if child.type in {"text", "code_inline"}:
                seen.append(child.content)
            elif child.type in {"softbreak", "hardbreak"}:
                seen.append(" ")
    return "".join(seen)


def brief_with(*lines: Line, title: str = "Situation brief") -> Brief:
    section = Section("tolls", "People harmed", lines, quiet=True)
    item = Reference("F1", "clm-0123456789abcdef", "rep-0123456789abcdef", "q", "b ", " a", "who", "Wire", "today", "")
    return Brief(title, "now", "now", "UTC", "ab" * 32, Marking.AMBER, (section,), (item,))


def made() -> str:
    told = scene()
    return render_markdown(compose(told.full, told.view, OPTIONS))


def test_headings_come_in_order_and_stand_alone() -> None:
    lines = made().splitlines()
    for number, line in enumerate(lines):
        if line.startswith("#"):
            assert lines[number + 1] == ""
            assert number == 0 or lines[number - 1] == ""
    assert next(line[:2] for line in lines if line.startswith("#")) == "# "
    assert sum(line.startswith("# ") for line in lines) == 1


def test_the_only_html_is_an_anchor_before_each_reference() -> None:
    markdown = made()
    assert set(re.findall(r"<[^>]*>", markdown)) <= {
        *re.findall(r'<a id="f\d+">', markdown),
        "</a>",
    }


def test_every_link_leads_to_an_anchor() -> None:
    markdown = made()
    assert set(re.findall(r"\]\(#(f\d+)\)", markdown)) <= set(re.findall(r'<a id="(f\d+)">', markdown))


def test_a_mask_needs_no_backslash() -> None:
    markdown = made()
    assert "(name withheld)" in markdown
    assert "\\" not in markdown


def test_no_two_blank_lines_and_no_spaces_at_the_end() -> None:
    markdown = made()
    assert "\n\n\n" not in markdown
    assert not re.search(r"[ \t]\n", markdown)
    assert markdown.endswith("TLP:AMBER\n")


def test_an_empty_section_says_so() -> None:
    assert "Nothing was reported." in render_markdown(brief_with())


def test_strong_words_and_references() -> None:
    line = Line((Part("12", ("F1",), strong=True), Part(" people killed", ("F1",))))
    assert "- **12** people killed [[F1](#f1)]" in render_markdown(brief_with(line))


def test_a_corrected_claim_is_marked() -> None:
    item = Reference("F1", "c", "r", "q", "", "", "who", "Wire", "today", "alleged", None, True)
    brief = Brief("t", "now", "now", "UTC", "ab", Marking.RED, (), (item,))
    assert "**F1** who (alleged, corrected): “**q**”" in render_markdown(brief)


@pytest.mark.parametrize(
    "text",
    [
        "*not* strong_",
        "[a](b) <script>",
        "# no heading",
        "1. no list",
        "- no list",
        "+ no list",
        "> no quotation",
        "`code`",
        "a_b_c snake_case",
        "\\* escaped",
        "&amp; &lt;",
        "![pic](x)",
        "~~~",
        "=====",
        "<!-- x -->",
        "http://example.org/_a_",
        "12) no list",
    ],
)
def test_words_stay_words(text: str) -> None:
    for parts in ((Part(text),), (Part("a "), Part(text))):
        markdown = render_markdown(brief_with(Line(parts)))
        seen = words_of(markdown)
        assert text in seen


@EXAMPLES
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]) | st.just(" "), max_size=60)
)
def test_any_words_stay_words(text: str) -> None:
    wanted = " ".join(text.split())
    parsed = words_of("- " + plain(wanted, at_start=True)) if wanted else ""
    assert parsed == wanted
