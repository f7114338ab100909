"""Canonical JSON and digests.

Karez hashes JSON in the canonical form of RFC 8785. Only the part of it that is needed is taken:
strings, integers, booleans, null, lists and objects with ASCII keys. Floats are refused, since two
languages may print one float in two ways; for the rest Python's own encoder gives RFC 8785's bytes.
"""

import hashlib
import json


def canonical(value: object) -> bytes:
    """Return the RFC 8785 bytes of ``value``.

    Raises TypeError for a float or any other type that has no single canonical form, and for a key
    that is not an ASCII string.
    """
    _check(value)
    return _ENCODER.encode(value).encode("utf-8")


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


# Nothing in these needs a look; most of what is hashed is made of them.
_PLAIN = frozenset({str, int, bool, type(None)})
_KEYS = frozenset({str})
_LISTS = (list, tuple)


def _check(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("canonical JSON takes no floats")
    if isinstance(value, dict):
        # A database gives names of columns as a kind of string.
        text = set(map(type, value)) <= _KEYS or all(isinstance(key, str) for key in value)
        if not text or not "".join(value).isascii():
            raise TypeError(f"canonical JSON takes ASCII keys, not {list(value)!r}")
        for item in value.values():
            if type(item) not in _PLAIN:
                _check(item)
    elif isinstance(value, _LISTS):
        for item in value:
            if type(item) not in _PLAIN:
                _check(item)


def digest(value: object) -> str:
    """Return the sha256 of the canonical bytes of ``value``, as 64 hex digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def digest_bytes(data: bytes) -> str:
    """Return the sha256 of ``data``, as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def digest_text(text: str) -> str:
    """Return the sha256 of the UTF-8 bytes of ``text``, as 64 hex digits."""
    return digest_bytes(text.encode("utf-8"))
