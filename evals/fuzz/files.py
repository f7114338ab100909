"""Random files of every format that is read: well made, mutilated, and mere bytes under its name."""

import io
import json
import warnings
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache
from random import Random
from typing import Any

import docx
from pypdf import PdfWriter

from evals.fuzz.words import any_string, any_text, likely_text, report_text
from karez.model.text import without_surrogates

EXTENSIONS = ("txt", "md", "html", "pdf", "docx", "eml", "rss", "atom", "xml", "json", "jsonl", "csv", "zip", "bin", "")
_ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1252",
    "cp1256",
    "latin-1",
    "cp037",
)
_TAGS = ("p", "div", "b", "i", "table", "tr", "td", "script", "style", "head", "body", "article", "time", "meta", "svg")


def any_bytes(random: Random) -> bytes:
    """Mere bytes, an encoded text, or an encoded text with bytes of another in it."""
    turn = random.random()
    if turn < 0.25:
        return random.randbytes(random.randint(0, 300))
    data = any_string(random).encode(random.choice(_ENCODINGS), "replace")
    return mutilated(random, data) if turn > 0.6 else data


def mutilated(random: Random, data: bytes) -> bytes:
    """The bytes cut, doubled, or with some of them changed."""
    made = bytearray(data)
    for _ in range(random.randint(1, 6)):
        at = random.randint(0, len(made))
        turn = random.random()
        if turn < 0.4 and at < len(made):
            made[at] = random.randint(0, 255)
        elif turn < 0.6:
            del made[at : at + random.randint(1, 40)]
        elif turn < 0.8:
            made[at:at] = random.randbytes(random.randint(1, 8))
        elif turn < 0.9:
            made[at:at] = made[at : at + 60]
        else:
            del made[at:]
    return bytes(made)


def any_file(random: Random, extension: str) -> bytes:
    """A file of this format, as likely broken as whole; other bytes where no format goes with the name."""
    maker = _MAKERS.get(extension)
    if maker is None or random.random() < 0.2:
        return any_bytes(random)
    data = maker(random)
    return mutilated(random, data) if random.random() < 0.5 else data


def markup(random: Random) -> str:
    """Tags opened and closed at random, with texts between them, now and then very deep."""
    if random.random() < 0.02:
        return f"<{random.choice(_TAGS)}>" * random.randint(500, 20_000) + report_text(random)
    pieces = []
    for _ in range(random.randint(0, 40)):
        tag = random.choice(_TAGS)
        pieces.append(
            random.choice(
                (
                    f"<{tag}>", f"</{tag}>", f"<{tag} ", f'<{tag} content="{likely_text(random, 3)}">', "<!--", "-->",
                    "<![CDATA[", "]]>", "<?xml version='1.0' encoding='utf-16'?>", "&#x0;", "&#xD800;", "&#1114112;",
                    "&", "<meta property='article:published_time' content='2026-01-31'>", "<html lang='en'>",
                    "<script type='application/ld+json'>{\"datePublished\": 5}</script>",
                )
            )
        )  # fmt: skip
        pieces.append(any_string(random)[:200])
    return "".join(pieces)


def any_json(random: Random, depth: int = 3) -> Any:  # noqa: ANN401 - any JSON
    """Any JSON value, often an article."""
    turn = random.random()
    if depth and turn < 0.25:
        return [any_json(random, depth - 1) for _ in range(random.randint(0, 4))]
    if depth and turn < 0.75:
        keys = ("id", "text", "title", "published", "publisher", "lang", "url", "body", "author", "date", "x")
        return {random.choice(keys): any_json(random, depth - 1) for _ in range(random.randint(0, 6))}
    odd = (None, True, 0, -1, 1.5, float("nan"), float("inf"), 10**30, "", "en", "2026-01-31", "2026-13-45", "now")
    return random.choice(odd) if turn < 0.85 else any_string(random)


def json_lines(random: Random) -> bytes:
    """Lines of JSON, some broken, in some encoding."""
    lines = [json.dumps(any_json(random), ensure_ascii=random.random() < 0.5) for _ in range(random.randint(0, 5))]
    text = random.choice(("\n", "\r\n", "\n\n")).join(lines)
    return text.encode(random.choice(("utf-8", "utf-8-sig", "utf-16")), "replace")


def archive(random: Random) -> bytes:
    """A zip with members of any name and content, archives and sidecars among them."""
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two members of one name
        with zipfile.ZipFile(file, "w", random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as zipped:
            for _ in range(random.randint(0, 4)):
                extension = random.choice(EXTENSIONS[:-3])
                name = (
                    random.choice(
                        ("a", "b", "../c", "/d", "C:\\e", "f/g", ".h", without_surrogates(any_text(random, 6)))
                    )
                    or "i"
                )
                name = name.replace("\x00", "")  # the library cuts a name there
                zipped.writestr(f"{name}.{extension}", any_bytes(random) if extension != "json" else json_lines(random))
            if random.random() < 0.1:
                zipped.writestr("zeros.txt", b"0" * 3_000_000)
    return file.getvalue()


def _mail(random: Random) -> bytes:
    head = []
    for name in ("From", "To", "Subject", "Date", "X-Other"):
        value = random.choice((likely_text(random, 6), "press@example.org", "Sun, 01 Feb 2026 10:00:00 +0500"))
        # Written as bytes: the library refuses to make heads as broken as those that come in.
        head.append(f"{name}: {' '.join(value.split())}\n".encode("utf-8", "replace"))
    message = EmailMessage()
    message.set_content(without_surrogates(report_text(random)))
    if random.random() < 0.5:
        message.add_alternative(f"<p>{without_surrogates(report_text(random))}</p>", subtype="html")
    for _ in range(random.randint(0, 2)):
        message.add_attachment(any_bytes(random), maintype="text", subtype="plain", filename="a.txt")
    return b"".join(line for line in head if random.random() < 0.8) + message.as_bytes()


@cache
def _papers() -> tuple[bytes, bytes, bytes]:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Title": "Road notice", "/CreationDate": "D:20260201100000+05'00'"})
    plain, word = io.BytesIO(), io.BytesIO()
    writer.write(plain)
    document = docx.Document()
    document.add_paragraph("The highway near Mach was closed, officials said.")
    document.add_table(2, 2).cell(0, 0).text = "17 killed"
    document.save(word)
    return plain.getvalue(), word.getvalue(), _written_pdf()


def _written_pdf() -> bytes:
    """A page with one line of text, written by hand."""
    stream = b"BT /F1 12 Tf 20 100 Td (17 people were killed, officials said.) Tj ET"
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]"
        b"/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length " + str(len(stream)).encode() + b">>stream\n" + stream + b"\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n"
    )


def _feed(random: Random) -> bytes:
    items = []
    for _ in range(random.randint(0, 3)):
        when = random.choice(("yesterday", "1 Feb 2026 10:00 +0500"))
        words = markup(random) if random.random() < 0.5 else report_text(random)
        title = likely_text(random, 4)
        items.append(f"<item><title>{title}</title><pubDate>{when}</pubDate><description>{words}</description></item>")
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{''.join(items)}</channel></rss>".encode(
        "utf-8", "replace"
    )


def _table(random: Random) -> bytes:
    mark = random.choice(",;\t|")
    rows = ["text" + mark + "date"] + [
        mark.join(random.choice((f'"{any_string(random)}"', likely_text(random, 5), '"')) for _ in range(2))
        for _ in range(random.randint(0, 4))
    ]
    return random.choice(("\n", "\r\n", "\r")).join(rows).encode("utf-8", "replace")


_MAKERS: dict[str, Callable[[Random], bytes]] = {
    "html": lambda random: markup(random).encode("utf-8", "replace"),
    "pdf": lambda random: random.choice((_papers()[0], _papers()[2])),
    "docx": lambda random: _papers()[1],
    "eml": _mail,
    "rss": _feed,
    "atom": _feed,
    "xml": _feed,
    "json": lambda random: json.dumps(any_json(random)).encode(),
    "jsonl": json_lines,
    "csv": _table,
    "zip": archive,
}
