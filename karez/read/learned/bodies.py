"""From what the network finds to drafts of claims: every field that is filled has a span of the text behind it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from karez.model.claim import Assessment, Body, Claim, Control, Directive, Incident, Status, Toll
from karez.model.text import Offsets
from karez.model.vocabulary import (
    Action,
    AssetState,
    ControlState,
    Harm,
    IncidentType,
    Qualifier,
    Scope,
    Unit,
    Victims,
)
from karez.read.draft import draft
from karez.read.kinds.incidents import named_means, named_operation
from karez.read.kinds.people import People
from karez.read.kinds.statuses_beside import beside
from karez.read.kinds.statuses_words import Said, listed
from karez.read.learned.found import Found
from karez.read.learned.parties import count, parties, party, thing
from karez.read.lexicon import Words, data, words
from karez.read.numbers import Number, bounds
from karez.read.passage import Passage

Fields = dict[str, Offsets | tuple[Offsets, ...]]
Made = tuple[Body, Fields]
_COUNTS = {"1": 1, "2": 2, "3": 3}
_DENIES = re.compile(
    r"\b(?:no|not|none|nobody|neither|nor|never|without|escaped|unhurt|unharmed|uninjured|unscathed|survived|safe(?:ly)?)\b|n[’']t\b",
    re.IGNORECASE,
)
_BEFORE = 40
_NAMING = re.compile(r"\w{4}")


def drafted(passage: Passage, found: Found) -> list[Claim]:
    """Return the drafts of one finding: none where a field that a claim cannot do without is not told."""
    makers: Mapping[str, Callable[[Passage, Found], list[Made]]] = {
        "toll": _toll,
        "incident": _incident,
        "status": _status,
        "control": _control,
        "directive": _directive,
        "assessment": _assessment,
    }
    made = makers[found.kind](passage, found)
    span = passage.span(*found.span)
    return [draft(span, body, f"learned-{found.kind}", fields=fields) for body, fields in made]


@cache
def _harm_words(harm: str) -> Words:
    lists = data("tolls")
    named = [
        word for name in ("passive", "active", "nouns", "divided", "counted") for word in lists[name].get(harm, ())
    ]
    return words([*named, harm])


def _toll(passage: Passage, found: Found) -> list[Made]:
    harm = Harm(found.word("harm") or "killed")
    number, people = _number(passage, found)
    if number is None:
        return []
    victims = found.role("victims")
    word = _harm_words(harm.value).search(passage.text, *found.span)
    place = word.span() if word else found.span
    fields: Fields = {"number": number.at, "harm": place, "harm_word": place}
    if victims:
        fields["victims_quote"] = victims.span
    if number.word:
        fields["word"] = number.at
    body = Toll(
        harm,
        number.low,
        number.best,
        number.high,
        number.qualifier,
        word=passage.text[slice(*number.at)] if number.word else None,
        victims=_victims(found, people),
        victims_quote=passage.text[slice(*victims.span)] if victims else None,
        scope=Scope(found.word("scope") or "incident"),
        unit=people.unit if people else Unit.PERSONS,
        perpetrators=found.word("perpetrators") == "True",
    )
    return [(body, fields)]


def _victims(found: Found, people: People | None) -> Victims:
    """Who was harmed: the class of the noun that is counted where a rule knows it, else what the network tells."""
    if people is not None and people.victims is not Victims.UNKNOWN:
        return people.victims
    return Victims(found.word("victims") or "unknown")


def _number(passage: Passage, found: Found) -> tuple[Number | None, People | None]:
    """How many a toll counts, and whom by the rules: a number in its words, or persons told without one.

    None where no rule can read it, and for "none" where no word denies.
    """
    told = found.word("count")
    if found.persons > 1:
        return _exactly(found.persons, found.span), None
    if told == "0" or found.word("qualifier") == "none":
        near = (max(0, found.span[0] - _BEFORE), found.span[1])
        return (_nobody(found.span) if _DENIES.search(passage.text, *near) else None), None
    counted = count(passage, found.span, found.role("number"))
    if told in _COUNTS and (counted is None or counted[0].best != _COUNTS[told]):
        return _exactly(_COUNTS[told], found.span), None
    return counted or (None, None)


def _exactly(value: int, span: Offsets) -> Number:
    return Number(*span, span, *bounds(value, Qualifier.EXACT), Qualifier.EXACT)


def _nobody(span: Offsets) -> Number:
    return Number(*span, span, 0, 0, 0, Qualifier.NONE)


def _incident(passage: Passage, found: Found) -> list[Made]:
    start, end = found.span
    initiators = parties(passage, found.roles.get("initiators", ()))
    targets = parties(passage, found.roles.get("targets", ()))
    fields: Fields = {"type": found.span}
    if initiators:
        fields["initiators"] = tuple(actor.span.offsets for actor in initiators)
    if targets:
        fields["targets"] = tuple(actor.span.offsets for actor in targets)
    means, spots = named_means(passage.text, found.span)
    if means:
        fields["means"] = spots
    operation = named_operation(passage.text, (start, end))
    if operation:
        fields["operation"] = operation
    name = passage.text[slice(*operation)] if operation else None
    return [(Incident(IncidentType(found.word("type") or "other"), initiators, targets, means, name), fields)]


def _status(passage: Passage, found: Found) -> list[Made]:
    # What is only announced is left to the rules: they tell when it begins.
    named = () if listed("announced").search(passage.text, *found.span) else found.roles.get("asset", ())
    state = AssetState(found.word("status state") or "closed")
    made: list[Made] = []
    for role in named:
        if not _names_a_thing(passage.text, role.span):
            continue
        asset = thing(passage, role, found.word("asset type"))
        sentence = passage.sentence_at(found.span[0])
        told = beside(passage, sentence, Said(asset, state, found.span), (sentence.start, sentence.end))
        fields: Fields = {"asset": asset.span.offsets, "state": found.span}
        for name, pair in (("cause", told.cause), ("valid_from", told.valid_from), ("valid_to", told.valid_to)):
            if pair:
                fields[name] = pair[1]
        if told.by:
            fields["by"] = told.by.span.offsets
        if told.users:
            fields["users"] = told.users
        if told.conditions:
            fields["conditions"] = tuple(spot for _, spot in told.conditions)
        body = Status(
            asset,
            state,
            told.cause[0] if told.cause else None,
            by=told.by,
            users=passage.text[slice(*told.users)] if told.users else None,
            valid_from=told.valid_from[0] if told.valid_from else None,
            valid_to=told.valid_to[0] if told.valid_to else None,
            conditions=tuple(condition for condition, _ in told.conditions),
        )
        made.append((body, fields))
    return made


def _names_a_thing(text: str, span: Offsets) -> bool:
    """Whether words can name an asset: cells of a table and words that only point to something do not."""
    words = text[slice(*span)]
    return "\n" not in words and _NAMING.search(words) is not None


def _control(passage: Passage, found: Found) -> list[Made]:
    role = found.role("holder")
    holder = replace(party(passage, role), suspected=False) if role else None
    state = ControlState(found.word("control state") or "held")
    if holder is None and state is not ControlState.ENCIRCLED:
        return []
    fields: Fields = {"state": found.span}
    if holder:
        fields["holder"] = holder.span.offsets
    return [(Control(holder, state), fields)]


def _directive(passage: Passage, found: Found) -> list[Made]:
    role, subject = found.role("issuer"), found.role("subject")
    issuer = replace(party(passage, role), suspected=False) if role else None
    fields: Fields = {"action": found.span}
    if issuer:
        fields["issuer"] = issuer.span.offsets
    if subject:
        fields["subject_quote"] = subject.span
    quote = passage.text[slice(*subject.span)] if subject else None
    return [(Directive(issuer, Action(found.word("action") or "other"), quote), fields)]


def _assessment(passage: Passage, found: Found) -> list[Made]:
    about, likelihood = found.role("about"), found.role("likelihood")
    fields: Fields = {}
    if about:
        fields["about_quote"] = about.span
    if likelihood:
        fields["likelihood_quote"] = likelihood.span
    body = Assessment(
        None,
        passage.text[slice(*about.span)] if about else None,
        passage.text[slice(*likelihood.span)] if likelihood else None,
    )
    return [(body, fields)]
