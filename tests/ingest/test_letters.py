"""E-mails: what a reader sees of them, what came with them, and where they are from."""

import email.message
import email.mime.multipart
import email.mime.text

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.ingest.letters import decode_mail
from karez.model.errors import InputError
from karez.model.report import Document
from tests.ingest.making import ENGLISH, SECOND, URDU, codes, document, documents, error, mail, outcomes, pdf


def test_the_head_tells_title_publisher_and_time() -> None:
    found = document(mail().as_bytes(), "a.eml")
    assert found.text.strip() == ENGLISH
    assert (found.title, found.publisher, found.published) == (
        "Road notice",
        "Press Office",
        "2026-02-01T10:00:00+05:00",
    )


def test_an_address_without_a_name_is_the_publisher() -> None:
    assert document(mail(From="press@example.org").as_bytes(), "a.eml").publisher == "press@example.org"


def test_coded_words_in_the_head_are_decoded() -> None:
    assert document(mail(Subject="Avis de fermeture – route coupée").as_bytes(), "a.eml").title == (
        "Avis de fermeture – route coupée"
    )


@pytest.mark.parametrize("date", ["gestern", "", "Sun, 99 Feb 2026 10:00:00 +0500"])
def test_a_date_that_is_none_is_left_out(date: str) -> None:
    data = f"From: a@example.org\nDate: {date}\nSubject: x\n\n{ENGLISH}".encode()
    assert document(data, "a.eml").published is None


def test_html_alone_is_read_as_a_page() -> None:
    message = mail(None)
    message.set_content(f"<html><head><title>x</title></head><body><p>{ENGLISH}</p></body></html>", subtype="html")
    assert document(message.as_bytes(), "a.eml").text == ENGLISH


def test_of_alternatives_the_plain_one_is_read() -> None:
    message = mail()
    message.add_alternative(f"<p>{SECOND}</p>", subtype="html")
    assert document(message.as_bytes(), "a.eml").text.strip() == ENGLISH


def test_an_empty_plain_alternative_gives_way() -> None:
    message = mail("\n")
    message.add_alternative(f"<p>{SECOND}</p>", subtype="html")
    assert document(message.as_bytes(), "a.eml").text.strip() == SECOND


def test_all_texts_of_a_mixed_e_mail_are_read_in_order() -> None:
    message = email.mime.multipart.MIMEMultipart("mixed")
    message["From"] = "press@example.org"
    inner = email.mime.multipart.MIMEMultipart("related")
    inner.attach(email.mime.text.MIMEText(f"<p>{ENGLISH}</p>", "html"))
    message.attach(inner)
    message.attach(email.mime.text.MIMEText(SECOND))
    assert document(message.as_bytes(), "a.eml").text == f"{ENGLISH}\n{SECOND}"


def test_an_attached_report_is_a_report_from_the_same_sender() -> None:
    message = mail("The report is attached.")
    message.add_attachment(SECOND.encode(), maintype="text", subtype="plain", filename="report.txt")
    cover, report = documents(message.as_bytes(), "a.eml")
    assert cover.text.strip() == "The report is attached."
    assert (report.text, report.part) == (SECOND, "a.eml!report.txt")
    assert (report.publisher, report.published) == ("Press Office", "2026-02-01T10:00:00+05:00")


def test_an_attached_report_that_tells_its_own_time_keeps_it() -> None:
    message = mail()
    data = pdf(SECOND, Title="Bulletin", CreationDate="D:20260130100000+05'00'")
    message.add_attachment(data, maintype="application", subtype="pdf", filename="report.pdf")
    _, report = documents(message.as_bytes(), "a.eml")
    assert (report.title, report.published, report.text) == ("Bulletin", "2026-01-30", SECOND)


def test_an_e_mail_that_is_only_its_attachment_is_one_report() -> None:
    message = mail("")
    message.add_attachment(SECOND.encode(), maintype="text", subtype="plain", filename="report.txt")
    assert [item.text for item in documents(message.as_bytes(), "a.eml")] == [SECOND]


def test_a_forwarded_e_mail_is_a_report_of_its_own() -> None:
    inner = mail(SECOND, From="Hospital <desk@example.org>", Subject="Wounded")
    message = mail("See below.")
    message.add_attachment(inner)
    cover, forwarded = documents(message.as_bytes(), "a.eml")
    assert cover.text.strip() == "See below."
    assert (forwarded.text.strip(), forwarded.publisher, forwarded.title) == (SECOND, "Hospital", "Wounded")
    assert forwarded.part == "a.eml!Wounded.eml"


def test_forwards_of_forwards_end_in_one_line() -> None:
    message = mail()
    for number in range(8):
        outer = mail(ENGLISH, Subject=f"level {number}")
        outer.add_attachment(message)
        message = outer
    found = outcomes(message.as_bytes(), "a.eml")
    assert [item.code for item in found if isinstance(item, InputError)] == ["K104"]
    assert sum(isinstance(item, Document) for item in found) == 4


def test_a_logo_in_the_text_is_no_unread_report() -> None:
    message = mail()
    message.add_alternative(f"<p>{ENGLISH}</p><img src='cid:logo'>", subtype="html")
    message.get_payload()[1].add_related(b"\x89PNG\r\n", maintype="image", subtype="png", cid="<logo>")
    assert codes(document(message.as_bytes(), "a.eml")) == []


def test_an_attached_picture_is_noted_as_unread() -> None:
    message = mail()
    message.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", filename="scan.png")
    found = document(message.as_bytes(), "a.eml")
    assert [(note.code, note.message) for note in found.notes] == [
        ("unknown-format", "the attachment 'scan.png' was not read")
    ]


def test_a_broken_attachment_is_an_error_beside_the_e_mail() -> None:
    message = mail()
    message.add_attachment(b"%PDF-1.4 cut", maintype="application", subtype="pdf", filename="report.pdf")
    found = outcomes(message.as_bytes(), "a.eml")
    assert isinstance(found[0], Document)
    assert isinstance(found[1], InputError)
    assert (found[1].code, found[1].place) == ("K106", "a.eml!report.pdf")


def test_a_thousand_parts_are_refused_in_one_line() -> None:
    message = mail()
    for number in range(1000):
        message.add_attachment(b"x", maintype="text", subtype="plain", filename=f"{number}.txt")
    assert error(message.as_bytes(), "a.eml").line() == (
        "K104 too-large: a.eml: the e-mail has 1002 parts, 200 at most are read — split it into smaller files"
    )


def test_an_e_mail_without_words_is_kept_and_noted() -> None:
    assert codes(document(b"From: a@example.org\nSubject: x\n\n", "a.eml")) == ["no-text"]


def test_an_unknown_charset_is_no_obstacle() -> None:
    data = f"From: a@example.org\nContent-Type: text/plain; charset=no-such\n\n{ENGLISH} café".encode("cp1252")
    assert document(data, "a.eml").text == f"{ENGLISH} café"


def test_a_body_that_is_no_text_is_noted_and_its_attachments_are_read() -> None:
    message = mail(None)
    message.set_content(bytes(range(256)), maintype="text", subtype="plain")
    message.add_attachment(SECOND.encode(), maintype="text", subtype="plain", filename="a.txt")
    del message.get_payload()[0]["content-disposition"]
    cover, report = documents(message.as_bytes(), "a.eml")
    assert (cover.text, codes(cover)) == ("", ["not-readable", "no-text"])
    assert report.text == SECOND
    alone = document(b"From: a@example.org\nContent-Transfer-Encoding: base64\n\n!!! no base64 !!!", "a.eml")
    assert "not-readable" in codes(alone)


@pytest.mark.parametrize("sender", ["<a@", "a@(", '"', "<>", "=?utf-8?q?=", ",,,", "a b c <"])
def test_a_broken_head_does_not_hide_the_text(sender: str) -> None:
    found = document(f"Subject: x\nFrom: {sender}\n\n{ENGLISH}".encode(), "a.eml")
    assert (found.text, found.title) == (ENGLISH, "x")


def test_urdu_in_an_e_mail_is_kept_and_noted() -> None:
    found = document(mail(URDU).as_bytes(), "a.eml")
    assert found.text.strip() == URDU
    assert codes(found) == ["language-not-read"]


def test_what_has_no_head_is_no_e_mail() -> None:
    with pytest.raises(InputError) as raised:
        decode_mail(b"\n\nno head", place="a.eml")
    assert raised.value.name == "broken-file"


HEADS = st.sampled_from(["From", "Subject", "Date", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition"])
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["multipart/mixed; boundary=x", "text/html", "base64", "attachment; filename=a"]),
)


@settings(max_examples=500)
@given(st.lists(st.tuples(HEADS, VALUES), max_size=6), st.text(max_size=200))
def test_any_head_and_body_is_read_or_refused(head: list[tuple[str, str]], body: str) -> None:
    text = "".join(f"{name}: {value}\n" for name, value in head) + "\n" + body.replace("|", "\n--x\n")
    found = outcomes(text.encode("utf-8", "replace"), "a.eml")
    assert found
    assert all(isinstance(item, Document | InputError) for item in found)
