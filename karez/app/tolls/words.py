"""How tolls over time are put in words: what is counted, of what, by whose account, and why a claim was set aside."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from karez.brief.words import day, days, label, number_words, place_words
from karez.model.finding import TollFigure
from karez.model.series import Counted, Level, Subject
from karez.model.vocabulary import Scope, Unit


@cache
def toll_words() -> Any:  # noqa: ANN401 - the shape is that of the file
    """Return the content of ``words.yaml``."""
    text = files("karez.app.tolls").joinpath("words.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def told(group: str, value: str) -> str:
    """Return the words for a value of a vocabulary of tolls."""
    return str(toll_words()[group][value])


def counted_words(what: Counted) -> str:
    """Put what a toll counts: ``civilians killed``; ``families displaced (sum so far)``."""
    people = label("victims", what.victims)
    if what.unit is not Unit.PERSONS:
        people = what.unit.value if people == "people" else f"{what.unit.value} of {people}"
    side = " (of the attacking side)" if what.perpetrators else ""
    scope = "" if what.scope is Scope.INCIDENT else f" ({label('scope', what.scope)})"
    return f"{people} {label('harm', what.harm)}{side}{scope}"


def subject_words(subject: Subject, quote: str | None) -> str:
    """Put what a toll is of; ``quote`` are the masked words for a place that no atlas holds."""
    if subject.level is Level.THEATRE:
        return told("subjects", "theatre")
    if subject.level is Level.OPERATION:
        return subject.key
    if subject.level is Level.DAY:
        return day(subject.key) if subject.key else told("subjects", "no_day")
    place = place_words(subject.place, quote)
    if subject.level is Level.PLACE:
        return place
    return f"{place}, {days(subject.start, subject.end) or told('subjects', 'no_day')}"


def figure_words(figure: TollFigure) -> str:
    """Put a claimant's number, with its vague word where it has one."""
    word = f" (“{figure.word}”)" if figure.word else ""
    return f"{number_words(figure.low, figure.best, figure.high)}{word}"
