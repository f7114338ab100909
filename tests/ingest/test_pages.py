"""Web pages: their main part, their head, and markup of any depth and damage."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.ingest.markup import plain_text
from karez.model.errors import InputError
from karez.model.report import Document
from tests.ingest.making import ENGLISH, SECOND, URDU, codes, document, outcomes

ARTICLE = f"<article><h1>Road closed</h1><p>{ENGLISH}</p><p>{SECOND}</p></article>"


def page(head: str = "", body: str = ARTICLE, attributes: str = "") -> str:
    """A page with a menu and a foot around its body."""
    menu = "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
    return (
        f"<!DOCTYPE html><html {attributes}><head>{head}</head><body>{menu}{body}<footer>© 2019</footer></body></html>"
    )


def test_the_main_part_is_read_and_the_menu_is_not() -> None:
    text = document(page(), "a.html").text
    assert ENGLISH in text
    assert SECOND in text
    assert "Sport" not in text
    assert "2019" not in text


def test_the_head_tells_everything_about_the_page() -> None:
    head = """<title>Road closed | Example Daily</title>
        <meta property="og:site_name" content="Example Daily"><meta name="author" content="Staff Desk">
        <meta property="article:published_time" content="2026-01-31T19:40:00+05:00">
        <link rel="canonical" href="https://example.org/road">"""
    found = document(page(head), "a.html")
    assert (found.title, found.publisher, found.author) == (
        "Road closed | Example Daily",
        "Example Daily",
        "Staff Desk",
    )
    assert (found.published, found.url) == ("2026-01-31T19:40:00+05:00", "https://example.org/road")


def linked(value: object) -> str:
    """Linked data in the head of a page."""
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="date" content="2026-01-31">', "2026-01-31"),
        ('<meta name="DC.date.issued" content="2026-01-31T10:00Z">', "2026-01-31T10:00:00+00:00"),
        ('<meta itemprop="datePublished" content="2026-01-31">', "2026-01-31"),
        (linked({"@type": "NewsArticle", "datePublished": "2026-01-31T19:40:00+05:00"}), "2026-01-31T19:40:00+05:00"),
        (linked({"@graph": [{"@type": "WebSite"}, {"datePublished": "2026-01-31"}]}), "2026-01-31"),
        (linked([{"datePublished": "2026-01-31", "publisher": {"name": "x"}}]), "2026-01-31"),
        ('<link rel="canonical" href="https://example.org/2026/01/31/road">', "2026-01-31"),
        ('<meta name="date" content="yesterday">', None),
        ('<meta name="date" content="01/02/2026">', None),
        (linked({"datePublished": 5}), None),
        ('<script type="application/ld+json">{"datePublished": "2026-01</script>', None),
        ('<meta name="date">', None),
        ("", None),
    ],
)
def test_the_time_of_publication_is_told_and_not_guessed(head: str, published: str | None) -> None:
    assert document(page(head), "a.html").published == published


@pytest.mark.parametrize(
    ("times", "published"),
    [
        ('<time datetime="2026-01-31T10:00">', "2026-01-31T10:00:00"),
        ('<time datetime="2026-01-31">a</time><time datetime="2026-01-31">b</time>', "2026-01-31"),
        ('<time datetime="2026-01-29">a</time><time datetime="2026-01-31">b</time>', None),
        ('<time datetime="2026-01-29">a</time><time pubdate datetime="2026-01-31">b</time>', "2026-01-31"),
    ],
)
def test_a_time_in_the_page_counts_where_it_can_be_no_other(times: str, published: str | None) -> None:
    assert document(page(body=times + ARTICLE), "a.html").published == published


def test_linked_data_tells_publisher_author_and_title() -> None:
    value = {
        "datePublished": "2026-01-31",
        "headline": "Road",
        "publisher": {"name": "Daily"},
        "author": [{"name": "Desk"}],
    }
    found = document(page(linked(value)), "a.html")
    assert (found.title, found.publisher, found.author) == ("Road", "Daily", "Desk")


def test_a_future_date_is_kept_and_noted() -> None:
    found = document(page('<meta name="date" content="2036-01-31">'), "a.html")
    assert found.published == "2036-01-31"
    assert codes(found) == ["future-date"]


def test_an_author_that_is_an_address_is_none() -> None:
    assert document(page('<meta name="author" content="https://example.org/desk">'), "a.html").author is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_the_encoding_is_told_by_mark_or_meta(encoding: str) -> None:
    markup = page('<meta charset="windows-1252">', f"<p>“Café” – {ENGLISH}</p>")
    assert document(markup.encode(encoding), "a.html").text == f"“Café” – {ENGLISH}"


def test_a_server_tells_the_encoding() -> None:
    data = page(body=f"<p>{ENGLISH} Взрыв на шоссе.</p>").encode("koi8-r", "ignore")
    found = document(data, "https://example.org/x", media_type='text/html; charset="koi8-r"')
    assert found.text == f"{ENGLISH} Взрыв на шоссе."


@pytest.mark.parametrize("tag", ["div", "b", "table", "ul", "blockquote", "span"])
@pytest.mark.parametrize("closed", [True, False])
def test_ten_thousand_nested_tags_hide_nothing(tag: str, closed: bool) -> None:
    data = f"<html><body>{f'<{tag}>' * 10_000}{ENGLISH}{f'</{tag}>' * 10_000 if closed else ''}"
    assert document(data, "a.html").text == ENGLISH


@pytest.mark.parametrize(
    "markup",
    ["<html></html>", "<html><body><script>var a = 1;</script></body>", "<p>", "<!DOCTYPE html>", "<?xml?><html>"],
)
def test_a_page_without_words_is_kept_and_noted(markup: str) -> None:
    found = document(markup, "a.html")
    assert (found.text, codes(found)) == ("", ["no-text"])


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{ENGLISH}", f"<html><p>{ENGLISH}", f"<?xml version='1.0' encoding='utf-16'?><html><body><p>{ENGLISH}</p>",
        f"<html><head><title>x</title><body><p>{ENGLISH}", f"<body><!-- <p>hidden</p> --><p>{ENGLISH}", ENGLISH,
    ],
)  # fmt: skip
def test_damaged_markup_is_read(markup: str) -> None:
    assert document(markup, "a.html").text == ENGLISH


def test_right_to_left_text_is_kept_and_noted_as_unread() -> None:
    found = document(page(body=f"<div dir='rtl'><p>{URDU}</p></div>", attributes="lang='ur' dir='rtl'"), "a.html")
    assert found.text == URDU
    assert (found.lang, codes(found)) == ("ur", ["language-not-read"])


def test_the_words_outweigh_the_language_of_a_template() -> None:
    found = document(page(body=f"<p>{URDU}</p>", attributes='lang="en"'), "a.html")
    assert (found.lang, codes(found)) == ("ur", ["language-not-read"])


def test_plain_text_keeps_sentences_whole_and_blocks_apart() -> None:
    markup = f"<p>On <b>Saturday</b> 17 <a href='x'>people</a>\nwere killed.</p><p>{SECOND}</p><br>x<br/>y"
    assert plain_text(markup) == f"On Saturday 17 people were killed.\n{SECOND}\nx\ny"


def test_plain_text_sets_cells_apart() -> None:
    assert plain_text("<table><tr><th>place<th>killed<tr><td>north</td><td>17</td></tr></table>") == (
        "place\tkilled\nnorth\t17"
    )


def test_plain_text_leaves_out_what_no_reader_sees() -> None:
    markup = "<head><title>t</title></head><style>p{}</style><script>a<b</script><template>x</template><p>seen</p>"
    assert plain_text(markup) == "seen"


def test_a_head_that_is_never_closed_hides_no_page() -> None:
    assert plain_text("<html><head><title>t</title><body><p>seen") == "seen"


@pytest.mark.parametrize(
    ("markup", "text"), [("a &lt; b &amp; c", "a < b & c"), ("5 < 6", "5 < 6"), ("&#x26;", "&"), ("", "")]
)
def test_plain_text_of_references(markup: str, text: str) -> None:
    assert plain_text(markup) == text


PIECES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["<p>", "</p>", "<b", ">", "<table>", "<td>", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "]]>"]
    ),
    st.sampled_from(
        ["<html>", "<head>", "<body>", "<meta charset='", "'>", "&#0;", "&#xD800;", "<?xml ", "?>", "\x00", "<time>"]
    ),
)


@settings(max_examples=500)
@given(st.lists(PIECES, max_size=12))
def test_any_markup_is_read_or_refused(pieces: list[str]) -> None:
    (found,) = outcomes("".join(["<html>", *pieces]).encode("utf-8", "replace"), "a.html")
    assert isinstance(found, Document | InputError)


@settings(max_examples=500)
@given(st.text(max_size=300))
def test_any_text_without_markup_keeps_its_words(text: str) -> None:
    plain = text.replace("<", " ").replace("&", " ")
    assert plain_text(plain).split() == plain.split()
