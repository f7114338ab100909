"""RSS and Atom: a document an entry, with the times that the feed tells and no others."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.errors import InputError
from karez.model.report import Document
from tests.ingest.making import ENGLISH, SECOND, URDU, codes, document, documents, error, feed, outcomes


def atom(entry: str, head: str = "<title>Example Monitor</title>") -> str:
    """An Atom feed with one entry."""
    return f"<feed xmlns='http://www.w3.org/2005/Atom'>{head}<entry>{entry}</entry></feed>"


def test_an_item_tells_title_publisher_time_and_address() -> None:
    item = (
        "<title>Road closed</title><link>https://example.org/1</link>"
        f"<pubDate>Sun, 01 Feb 2026 10:00:00 +0500</pubDate><description>{ENGLISH}</description>"
    )
    found = document(feed(item), "f.xml")
    assert (found.text, found.title, found.publisher) == (ENGLISH, "Road closed", "Example Daily")
    assert (found.published, found.url) == ("2026-02-01T05:00:00+00:00", "https://example.org/1")
    assert found.part == "f.xml:1"


def test_the_full_content_comes_before_the_summary() -> None:
    item = f"<description>{SECOND}</description><content:encoded><![CDATA[<p>{ENGLISH}</p>]]></content:encoded>"
    assert document(feed(item), "f.xml").text == ENGLISH


def test_html_in_an_item_keeps_sentences_whole() -> None:
    html = f"<p>On <b>Saturday</b> 17 <a href='x'>people</a> were killed.</p><script>x()</script><p>{SECOND}</p>"
    item = f"<content:encoded><![CDATA[{html}]]></content:encoded>"
    assert document(feed(item), "f.xml").text == f"On Saturday 17 people were killed.\n{SECOND}"


def test_escaped_html_in_an_item_is_read_as_html() -> None:
    assert document(feed(f"<description>&lt;p&gt;{ENGLISH}&lt;/p&gt;</description>"), "f.xml").text == ENGLISH


def test_an_entry_of_atom_is_read() -> None:
    entry = (
        "<title>Outage</title><link href='https://example.org/o'/><updated>2026-02-01T10:00:00+05:00</updated>"
        f"<author><name>Staff Desk</name></author><content type='html'>&lt;p&gt;{ENGLISH}&lt;/p&gt;</content>"
    )
    found = document(atom(entry), "f.atom")
    assert (found.text, found.author, found.publisher) == (ENGLISH, "Staff Desk", "Example Monitor")
    assert (found.published, found.url) == ("2026-02-01T05:00:00+00:00", "https://example.org/o")


def test_links_of_a_fetched_feed_are_made_whole() -> None:
    entry = f"<title>Outage</title><link href='/o/1'/><summary>{ENGLISH}</summary>"
    assert document(atom(entry), "https://example.org/feeds/all.atom").url == "https://example.org/o/1"


@pytest.mark.parametrize("told", ["yesterday", "2 hours ago", "soon"])
def test_a_date_that_cannot_be_understood_is_left_out_and_noted(told: str) -> None:
    found = document(feed(f"<description>{ENGLISH}</description><pubDate>{told}</pubDate>"), "f.xml")
    assert found.published is None
    assert [(note.code, note.message) for note in found.notes] == [
        ("bad-date", f"the date {told!r} could not be understood")
    ]


def test_an_item_without_a_date_has_none() -> None:
    found = document(feed(f"<description>{ENGLISH}</description>"), "f.xml")
    assert (found.published, codes(found)) == (None, [])


def test_an_item_with_only_a_title_is_its_title() -> None:
    assert document(feed(f"<title>{ENGLISH}</title>"), "f.xml").text == ENGLISH


def test_items_are_numbered_and_an_empty_one_is_kept_and_noted() -> None:
    found = documents(
        feed(f"<description>{ENGLISH}</description>", "", f"<description>{SECOND}</description>"), "f.xml"
    )
    assert [(item.part, item.text) for item in found] == [("f.xml:1", ENGLISH), ("f.xml:2", ""), ("f.xml:3", SECOND)]
    assert codes(found[1]) == ["no-text"]


def test_urdu_in_a_feed_is_kept_and_noted() -> None:
    assert codes(document(feed(f"<description>{URDU}</description>"), "f.xml")) == ["language-not-read"]


def test_a_feed_that_is_cut_says_so_at_every_entry() -> None:
    whole = feed(f"<title>a</title><description>{ENGLISH}</description>", f"<description>{SECOND}</description>")
    found = documents(whole[: whole.index(SECOND) + 10], "f.xml")
    assert found[0].text == ENGLISH
    assert {code for item in found for code in codes(item)} >= {"broken-file"}


def test_a_feed_without_entries_says_so() -> None:
    assert error(feed(), "f.rss").code == "K102"


def test_other_xml_is_no_feed() -> None:
    found = error(f"<?xml version='1.0'?><data><p>{ENGLISH}</p></data>", "f.xml")
    assert found.line() == (
        "K107 unknown-format: f.xml: the XML is neither RSS nor Atom — save it as text, HTML, PDF or DOCX"
    )


def test_entities_from_outside_are_not_read() -> None:
    head = "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
    (found,) = documents(feed(f"<title>&x; {ENGLISH}</title>").replace("?>", f"?>{head}", 1), "f.xml")
    assert found.text == ENGLISH


def test_entities_that_swell_are_cut() -> None:
    levels = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
    head = f"<!DOCTYPE r [<!ENTITY e0 'xxxxxxxxxx'>{levels}]>"
    found = outcomes(feed("<title>&e11;</title>").replace("?>", f"?>{head}", 1), "f.xml")
    assert sum(len(item.text) for item in found if isinstance(item, Document)) < 1_000_001


@settings(max_examples=500)
@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=60), st.integers(0, 400))
def test_any_item_is_read_or_refused(title: str, when: str, words: str, cut: int) -> None:
    whole = feed(f"<title>{title}</title><pubDate>{when}</pubDate><description><![CDATA[{words}]]></description>")
    found = outcomes(whole[: len(whole) - cut % 50].encode("utf-8", "replace"), "f.xml")
    assert found
    assert all(isinstance(item, Document | InputError) for item in found)
