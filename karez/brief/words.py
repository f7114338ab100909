"""The fixed words of a brief and how numbers, times and places are put."""

from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from karez.model.mention import Place


@cache
def words() -> Any:  # noqa: ANN401 - the shape is that of the file
    """Return the content of ``data/words.yaml``."""
    path = files("karez.brief").joinpath("data").joinpath("words.yaml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def label(group: str, value: str | None) -> str:
    """Return the words for a value of a vocabulary; the value itself where none are listed."""
    return str(words().get(group, {}).get(value, (value or "").replace("_", " ")))


def file_name(source: str) -> str:
    """The last part of a path: where somebody keeps files is nobody else's business. Addresses stay whole."""
    return source if "://" in source else source.replace("\\", "/").rsplit("/", 1)[-1]


def plural(count: int, one: str, many: str) -> str:
    """Return ``1 report`` or ``3 reports``."""
    return f"{count} {one if count == 1 else many}"


def day(text: str) -> str:
    """Write an ISO date or local time for people: ``31 January 2026`` or ``31 January 2026 18:00``."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    written = f"{moment.day} {moment:%B} {moment.year}"
    return written if len(text) <= 10 else f"{written} {moment:%H:%M}"


def days(start: str | None, end: str | None) -> str | None:
    """Write an interval (end exclusive) as a day or a range of days; None where no start is told."""
    if start is None:
        return None
    last = _last_day(end)
    if last is None or last <= start[:10]:
        return day(start[:10])
    return f"{day(start[:10])} to {day(last)}"


def _last_day(end: str | None) -> str | None:
    if not end:
        return None
    try:
        moment = datetime.fromisoformat(end)
    except ValueError:
        return None
    whole = moment.hour == moment.minute == 0
    last: date = (moment - timedelta(days=1)).date() if whole and moment.year > 1 else moment.date()
    return last.isoformat()


def place_words(place: Place | None, quote: str | None) -> str:
    """Name a place as the atlas does, with its province; else in the report's own words; else say that it is untold."""
    if place:
        inside = f", {place.admin1}" if place.admin1 and place.admin1 != place.name else ""
        return f"{place.name}{inside}"
    return " ".join(quote.split()) if quote else "place not told"


def number_words(low: int | None, best: int | None, high: int | None) -> str:
    """Write a count with its bounds: ``31``, ``at least 31``, ``at most 9``, ``24 to 99``; ``number not told``."""
    if low is not None and low == high:
        return str(low)
    if low is not None and high is None:
        return f"at least {low}"
    if low is None and high is not None:
        return f"at most {high}"
    if low is not None:
        return f"{low} to {high}"
    return f"about {best}" if best is not None else "number not told"


def joined(names: list[str]) -> str:
    """Write ``a``, ``a and b`` or ``a, b and c``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
