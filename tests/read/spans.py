"""What holds of every reading by any reader: spans are true, ids are apart, links lead to claims of the same report."""

from collections.abc import Iterator

from karez.model.claim import Reading
from karez.model.codec import reading_json


def spans(value: object) -> Iterator[dict[str, object]]:
    """Every object with start, end and quote in the JSON of a reading."""
    if isinstance(value, dict):
        if {"start", "end", "quote"} <= value.keys():
            yield value
        for item in value.values():
            yield from spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from spans(item)


def check_spans(text: str, reading: Reading) -> None:
    """Check a reading of ``text``."""
    line = reading_json("x", "", reading)
    for span in spans(line):
        start, end = span["start"], span["end"]
        assert isinstance(start, int) and isinstance(end, int)
        assert 0 <= start < end <= len(text)
        assert text[start:end] == span["quote"]
    for claim in reading.claims:
        pairs = [*claim.also]
        for value in claim.fields.values():
            pairs.extend([value] if isinstance(value[0], int) else value)  # type: ignore[list-item]
        assert all(0 <= start < end <= len(text) for start, end in pairs)
    ids = [claim["id"] for claim in line["claims"]]
    assert len(ids) == len(set(ids))
    for claim in line["claims"]:
        assert {claim.get(name) for name in ("part_of", "of", "replaces")} <= {None, *ids} - {claim["id"]}
