"""From bytes to text: byte order marks, declared and guessed encodings; nothing is dropped in silence."""

import re

from charset_normalizer import from_bytes

from karez.model.claim import Note
from karez.model.errors import InputError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
         (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_SAMPLE = 4096
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_CONTROL_BYTES = bytes(number for number in (*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))
_WESTERN = "cp1252"
_LEAST_GUESSED = 32


def decode_text(data: bytes, *, declared: str | None = None, place: str = "") -> tuple[str, tuple[Note, ...]]:
    """Return the text of ``data`` with notes. Raises InputError not-readable for bytes that are no text.

    Tried in order: byte order mark, UTF-16 without a mark, UTF-8, the declared encoding, the likeliest guess. Bytes
    that do not fit become U+FFFD, as do NUL characters, and a note says so.
    """
    text = _strict(data, declared)
    if text is None:
        text = _lenient(data, place)
    if _is_binary(text):
        raise InputError("not-readable", "the bytes are no text", place=place)
    clean = text.replace("\x00", "�")
    noted = "�" in clean
    return clean, (Note("mixed-encoding", "some characters could not be decoded and stand as U+FFFD"),) if noted else ()


def _strict(data: bytes, declared: str | None) -> str | None:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    # Latin letters in UTF-16 are also valid UTF-8 with a NUL in every second place, so UTF-16 comes first.
    for likely in (_wide(data), "utf-8", declared):
        if likely:
            try:
                return data.decode(likely)
            except (UnicodeError, LookupError):
                continue
            except ValueError:  # a declared name with a NUL in it
                continue
    return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark shows in every second byte being zero."""
    sample = data[:_SAMPLE]
    if len(sample) < 8 or len(data) % 2:
        return None
    zeros = (sample[0::2].count(0), sample[1::2].count(0))
    if max(zeros) * 4 < len(sample) or min(zeros) * 20 > len(sample):
        return None
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def _lenient(data: bytes, place: str) -> str:
    if _has_controls(data[:_SAMPLE]):
        return _wide_or_refused(data, place)
    text = data.decode("utf-8", "replace")
    broken = text.count("�")
    fitting = sum(not char.isascii() for char in text) - broken
    # Bytes of another encoding in a UTF-8 text: sequences that fit by chance are rare in all other encodings.
    if fitting * 5 >= broken:
        return text
    return _guess(data, place)


def _wide_or_refused(data: bytes, place: str) -> str:
    """UTF-16 of other scripts has few zeros; it is told by its pairs falling into few blocks."""
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(name)
        except UnicodeError:
            continue
        sample = text[:_SAMPLE]
        blocks = {ord(char) >> 8 for char in sample}
        if len(sample) >= 8 and len(blocks) <= 4 and not _is_binary(text):
            return text
    raise InputError("not-readable", "the bytes are no text", place=place)


def _guess(data: bytes, place: str) -> str:
    high = sum(byte > 0x7F for byte in data[:_SAMPLE])
    if high * 10 < min(len(data), _SAMPLE):
        # A few high bytes among Latin letters are typographic quotes and accents of the commonest code page.
        return data.decode(_WESTERN, "replace")
    best = from_bytes(data[:_SAMPLE]).best() if len(data) >= _LEAST_GUESSED else None
    if best is None:
        raise InputError("not-readable", "the bytes are no text", place=place)
    return data.decode(best.encoding, "replace")


def _has_controls(sample: bytes) -> bool:
    return len(sample) - len(sample.translate(None, _CONTROL_BYTES)) > len(sample) // 20


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return bool(sample) and len(_CONTROL.findall(sample)) * 10 > len(sample)
