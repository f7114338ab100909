"""From bytes to text: byte order marks, declared and guessed encodings; nothing is dropped in silence."""

import re

from charset_normalizer import from_bytes

from karez.model.claim import Note
from karez.model.errors import InputError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
         (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_SAMPLE = 4096
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")


def decode_text(data: bytes, *, declared: str | None = None, place: str = "") -> tuple[str, tuple[Note, ...]]:
    """Return the text of ``data`` with notes. Raises InputError not-readable for bytes that are no text.

    Tried in order: byte order mark, UTF-8, UTF-16 without a mark, the declared encoding, the likeliest guess. Bytes
    that do not fit become U+FFFD, and a note says so.
    """
    text = _strict(data, declared) or _lenient(data, place)
    if _is_binary(text):
        raise InputError("not-readable", "the bytes are no text", place=place)
    clean = text.replace("\x00", "�")
    noted = "�" in clean
    return clean, (Note("mixed-encoding", "some characters could not be decoded and stand as U+FFFD"),) if noted else ()


def _lenient(data: bytes, place: str) -> str:
    text = data.decode("utf-8", "replace")
    # A few broken characters leave a UTF-8 text what it is; many tell of another encoding.
    return _guess(data, place) if text.count("�") * 50 > len(text) else text


def _strict(data: bytes, declared: str | None) -> str | None:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    for likely in ("utf-8", _wide(data), declared):
        if likely:
            try:
                return data.decode(likely)
            except (UnicodeError, LookupError):
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


def _guess(data: bytes, place: str) -> str:
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise InputError("not-readable", "the bytes are no text", place=place)
    return data.decode(best.encoding, "replace")


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return bool(sample) and len(_CONTROL.findall(sample)) * 10 > len(sample)
