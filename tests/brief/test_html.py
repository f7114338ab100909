"""The page: one self-contained file, references both ways, words of reports never markup."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from karez.brief.compose import compose
from karez.brief.html import blocks, render_html
from karez.brief.outline import Brief, Line, Part, Section
from tests.brief.composed import OPTIONS, WIRE, picture, scene

VOID = {"meta", "br", "link", "img", "hr", "input"}


class Tags(HTMLParser):
    """Checks that tags close in order and gathers what the page holds."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def made() -> Brief:
    told = scene()
    return compose(told.full, told.view, OPTIONS, picture())


def tags(page: str) -> Tags:
    parser = Tags()
    parser.feed(page)
    return parser


def test_every_tag_closes_in_order() -> None:
    parser = tags(render_html(made()))
    assert (parser.faults, parser.open) == ([], [])


def test_nothing_comes_from_elsewhere() -> None:
    page = render_html(made())
    for tag, attributes in tags(page).seen:
        assert tag not in {"script", "link", "iframe", "img"}
        assert (attributes.get("href") or "#").startswith("#")
        assert "src" not in attributes
    assert "@import" not in page
    assert "url(" not in page.replace("url(#", "")


def test_every_id_stands_once_and_every_link_leads_to_one() -> None:
    seen = tags(render_html(made())).seen
    ids = [attributes["id"] for _, attributes in seen if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = {(attributes["href"] or "")[1:] for tag, attributes in seen if tag == "a" and "href" in attributes}
    assert links <= set(ids)


def test_a_reference_leads_back_to_its_first_use() -> None:
    page = render_html(made())
    for item in made().references:
        assert f'href="#{item.id}"' in page
        assert f'<li id="{item.id}">' in page
        assert page.count(f'id="use-{item.id}"') == page.count(f'href="#use-{item.id}"') <= 1
    first = page.index('id="use-F1"')
    assert first < page.index('<li id="F1">')


def test_a_reference_shows_sentence_context_report_claimant_publisher_and_date() -> None:
    page = render_html(made())
    entry = re.search(r'<li id="F1">.*?</li>', page, re.DOTALL)
    assert entry
    told = entry.group()
    assert "<mark>12 people were killed</mark>" in told
    assert "Officials said " in told
    assert "Sample Wire, 3 May 2031 20:00" in told
    assert re.search(r"claim <code>clm-[0-9a-f]{12}</code> in report <code>rep-[0-9a-f]{12}</code>", told)
    assert ":target" in page


def test_a_reference_that_only_the_map_uses_has_no_way_back() -> None:
    told = scene()
    bare = replace(told.full, incidents=(), statuses=(), tolls=(), sums=())
    page = render_html(compose(bare, told.view, OPTIONS, picture()))
    ids = re.findall(r'<li id="(F\d+)">', page)
    assert ids
    assert all(f"#{ref}" in page for ref in ids)
    assert f'href="#use-{ids[-1]}"' not in page


def test_key_figures_are_cards_below_their_heading() -> None:
    page = render_html(made())
    section = page[page.index('<section class="key">') : page.index('<section class="highlights">')]
    assert section.index("<h2>Key figures</h2>") < section.index('<ul class="cards">')
    assert "<strong>12</strong> people killed" in section
    style = page[page.index("<style>") : page.index("</style>")]
    assert ".key" not in style


def test_the_map_keeps_a_light_ground_and_print_is_light() -> None:
    page = render_html(made())
    assert "figure { margin: 1rem 0; background: #fff; }" in page
    assert "@media screen and (prefers-color-scheme: dark)" in page
    assert "@media print" in page


def test_words_of_reports_are_not_markup() -> None:
    told = scene()
    nasty = replace(WIRE, title="<script>alert('x')</script> & more", publisher="A <b>wire</b>")
    view = replace(told.view, reports=(nasty, *told.view.reports[1:]))
    page = render_html(compose(told.full, view, replace(OPTIONS, title="<i>Brief</i>"), picture()))
    assert "<script>" not in page
    assert "<b>wire" not in page
    assert "<i>Brief" not in page
    parser = tags(page)
    assert (parser.faults, parser.open) == ([], [])


def test_a_brief_without_a_map_has_none() -> None:
    told = scene()
    page = render_html(compose(told.full, told.view, OPTIONS))
    assert "<svg" not in page
    assert "<figure>" not in page


def test_an_empty_section_says_so() -> None:
    page = render_html(replace(made(), sections=(Section("control", "Who holds what", ()),)))
    assert "Nothing was reported." in page


def test_lines_are_cut_into_lists_headings_and_notes() -> None:
    item, sub, head, note = (Line((Part(kind),), kind) for kind in ("item", "sub", "head", "note"))
    found = [(block.kind, block.lines) for block in blocks(Section("x", "X", (head, item, sub, note, item)))]
    assert found == [("head", (head,)), ("list", (item, sub)), ("note", (note,)), ("list", (item,))]
