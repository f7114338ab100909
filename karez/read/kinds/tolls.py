"""How many people were harmed, by the words of the report.

A counted group gets its harm from the words after it ("12 people were killed"), before it ("killing 12 people"), right
at it ("12 deaths"), or from the group that it is listed with ("17 soldiers and 31 civilians were killed").
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from karez.model.claim import Claim, Toll
from karez.model.text import Offsets
from karez.model.vocabulary import ActorClass, Harm, Qualifier, Realis, Scope, Unit, Victims
from karez.read.draft import draft
from karez.read.kinds.clauses import clause_at
from karez.read.kinds.people import People, find_people
from karez.read.kinds.telling import is_after_by, is_passive
from karez.read.kinds.toll_forms import Found, corrected, divided, stated
from karez.read.lexicon import Words, data, group_of, groups, words
from karez.read.passage import Passage, within
from karez.read.sentences import Sentence

_ADVERBS = (
    r"(?:were|was|have|has|had|are|is|been|being|be|also|reportedly|allegedly|reported|believed|to|got|left|both|all|already|then|"
    r"later|who|feared|confirmed|immediately|seriously|critically|severely|grievously|badly|slightly|lay|either|brutally|"
    r"subsequently|too|others|lightly|fatally|mortally|mostly|and|still|''|\"|“|so\s+far|of\s+them|on\s+the\s+spot|in\s+total|may|might|will|could|"
    r"people|declared|as|many|now|remain|remained|went|wounds|including\s+\w+(?:\s+\w+){0,3},?|only)"
)


def _groups(name: str) -> str:
    return groups(data("tolls")[name])


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"\s*[,]?\s*(?:{_ADVERBS}[\s,]+){{0,6}}(?:{_ordered('passive')})(?!\w)", re.IGNORECASE)


@cache
def _far_after() -> re.Pattern[str]:
    return re.compile(
        rf"[^.;:!?\d]{{1,90}}?\b(?:were|was|have\s+been|has\s+been|had\s+been|had|have|got|left)\s+(?:\w+\s+){{0,2}}(?:{_ordered('passive')})(?!\w)",
        re.IGNORECASE,
    )


@cache
def _before() -> re.Pattern[str]:
    gap = (
        r"(?:(?:of|the|its|their|another|a\s+further|as\s+many\s+as|all|his|around|and|also|as\s+well\s+as|in)\s+){0,2}"
    )
    then = r"(?:[”\"’]?\s+and\s+(?:later\s+|then\s+|subsequently\s+)?(?:released|freed|killed|wounded|interrogated|took away))?"
    return re.compile(rf"(?<!\w)(?:{_groups('active')}){then}[”\"’]?\s+{gap}$", re.IGNORECASE)


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:\w+\s+){{0,2}}?(?:{_groups('nouns')})(?!\w)", re.IGNORECASE)


def _ordered(name: str) -> str:
    """Groups with the combined harm first, since "killed or wounded" begins like "killed"."""
    words = data("tolls")[name]
    return groups({harm: words[harm] for harm in sorted(words, key=lambda harm: harm != "casualties")})


_WITHOUT = frozenset({ActorClass.ARMED_GROUP, ActorClass.MILITIA, ActorClass.UNKNOWN})
_REACH = 240
_JOINS = re.compile(r"\band\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_AND = re.compile(r"[\s,]*and\b", re.IGNORECASE)
_TOLL_NOUN = re.compile(
    r"(?:death\s+toll|toll|number\s+of\s+(?:people\s+)?(?:dead|deaths|killed|fatalities))(?:[^.;\d]{0,70})$",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"^[\s,;]*(?:(?:and|or|as\s+well\s+as|besides|plus|including|among\s+(?:them|whom)|with|of\s+(?:them|whom)|which\s+included|two\s+of\s+them|"
    r"along\s+with|the|also|another|even|while)[\s,:]*){0,3}$",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"(?:including|among\s+(?:them|whom)|of\s+(?:them|whom)|which\s+included|:\s*$)", re.IGNORECASE)
_BARE_NEXT = re.compile(
    r"\s*(?:$|[,.;:)]|(?:in|at|on|and|near|during|when|after|as|by|from|of\s+them|inside|outside|while|before|were|more|others)\b)",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\bno\s+(?:(?!other)[a-z]+\s+){0,4}(?:was|were|has\s+been|have\s+been)\s+(?P<word>killed|injured|wounded|hurt|harmed)",
    re.IGNORECASE,
)


@cache
def _harms() -> Words:
    """Any word of harm: a sentence without one has no toll but "none"."""
    lists = data("tolls")
    kinds = (lists[name] for name in ("passive", "active", "nouns", "divided", "counted"))
    return words(["toll", *(word for kind in kinds for listed in kind.values() for word in listed)])


def find_tolls(passage: Passage) -> tuple[Claim, ...]:
    """Return the tolls of the passage, in text order, not yet attributed."""
    drafts: list[Claim] = []
    for sentence in passage.sentences:
        drafts.extend(_none(passage, sentence))
        if _harms().search(passage.text, sentence.start, sentence.end) is None:
            continue
        groups = find_people(passage.text, sentence)
        drafts.extend(_draft(passage, sentence, found) for found in _harmed(passage.text, sentence, groups))
    return tuple(drafts)


def _harmed(text: str, sentence: Sentence, groups: Sequence[People]) -> list[Found]:
    found = divided(text, sentence, groups)
    for index, people in enumerate(groups):
        stop = groups[index + 1].start if index + 1 < len(groups) else sentence.end
        stop = min(stop, people.end + _REACH)
        floor = groups[index - 1].end if index else sentence.start
        own = stated(text, sentence, people, floor) or _own(text, people, floor, stop)
        found[index] = own or found[index]
    for index in range(len(groups) - 2, -1, -1):
        found[index] = found[index] or _from_next(text, groups[index], groups[index + 1], found[index + 1])
    for index in range(1, len(groups)):
        before = found[index - 1]
        found[index] = (
            corrected(text, groups[index], before)
            or found[index]
            or _from_previous(text, groups[index], groups[index - 1], before)
        )
    return [item for item in found if item]


def _own(text: str, people: People, floor: int, stop: int) -> Found | None:
    noun = (
        None if people.who is None and people.end > people.number.end else _noun().match(text, people.number.end, stop)
    )
    before = _before().search(text, max(floor, people.start - 60), people.start)
    if before and _JOINS.search(text, before.start(), people.start):
        before = None if is_passive(text, max(floor, before.start() - 40), before.start()) else before
    after = _after().match(text, people.end, stop)
    if before and after and _AND.match(text, people.end, after.end()):
        after = None  # "killed three and wounded nine": the second verb counts the next group
    alone = people.who is None
    if noun and alone:
        return _make(people, noun, "noun", end=noun.end())
    if before and not (after and after.start() == people.end) and (not alone or _BARE_NEXT.match(text, people.end)):
        return _make(people, before, "before")
    if after:
        return _make(people, after, "after")
    return _make(people, noun, "noun", end=noun.end()) if noun else _distant(text, people, floor, stop)


def _distant(text: str, people: People, floor: int, stop: int) -> Found | None:
    """A harm word further off: a passive later in the clause, or a "death toll" ahead of a bare number."""
    if people.who is not None:
        far = _far_after().match(text, people.end, stop)
        return _make(people, far, "after") if far else None
    toll = _TOLL_NOUN.search(text, max(floor, people.start - 110), people.start)
    return Found(people, Harm.KILLED, toll.span(), "noun") if toll else None


def _make(people: People, match: re.Match[str], how: str, *, end: int | None = None) -> Found:
    harm = group_of(match)
    return Found(people if end is None else replace(people, end=end), Harm(harm), match.span(harm), how)


def _from_next(text: str, people: People, following: People, found: Found | None) -> Found | None:
    """ "17 soldiers and 31 civilians were killed": the first gets the harm of the second."""
    if found is None or found.how not in {"after", "list-after"} or people.who is None:
        return None
    between = text[people.end : following.start]
    if _LISTED.match(between) and not _INSIDE.search(between):
        return Found(people, found.harm, found.word, "list-after")
    if _INSIDE.search(between) and _LISTED.match(between):
        return Found(people, found.harm, found.word, "list-after")
    return None


def _from_previous(text: str, people: People, before: People, found: Found | None) -> Found | None:
    """ "killing 17 soldiers and 31 civilians", "193 dead, including 17 soldiers": it goes on from the one before."""
    if found is None or people.who is None:
        return None
    start = max(before.end, found.word[1] if found.how == "after" else before.end)
    between = text[start : people.start] if start <= people.start else ""
    inside = _INSIDE.search(between)
    if inside and len(between) < 60 and not re.search(r"[.;]", between):
        return Found(people, found.harm, found.word, "list")
    if _LISTED.match(between) and found.how != "after":
        return Found(people, found.harm, found.word, "list")
    return None


def _draft(passage: Passage, sentence: Sentence, found: Found) -> Claim:
    people, number = found.people, found.people.number
    start, end = people.start, people.end
    if found.how == "after":
        end = max(end, found.word[1])
    elif found.how in {"before", "sum"}:
        start = min(start, found.word[0])
    fields: dict[str, Offsets | tuple[Offsets, ...]] = {
        "number": number.at,
        "harm": found.word,
        "harm_word": found.word,
    }
    if people.who:
        fields["victims_quote"] = people.who
    if number.word:
        fields["word"] = number.at
    words = passage.text[sentence.start : sentence.end]
    body = Toll(
        harm=_held(passage, sentence, found),
        low=number.low,
        best=number.best,
        high=number.high,
        qualifier=number.qualifier,
        word=passage.text[number.at[0] : number.at[1]] if number.word else None,
        victims=_victims(people, found.harm),
        victims_quote=passage.text[people.who[0] : people.who[1]] if people.who else None,
        scope=_scope(words),
        unit=people.unit,
        perpetrators=people.attackers,
    )
    realis = Realis.DENIED if found.how == "not" else Realis.ASSERTED
    return draft(passage.span(start, end), body, f"toll-{found.how}", fields=fields, realis=realis, confidence=0.8)


def _held(passage: Passage, sentence: Sentence, found: Found) -> Harm:
    """Held without authority is abducted: an armed party holds, or the report puts the word in quotation marks."""
    if found.harm is not Harm.DETAINED:
        return found.harm
    start, end = clause_at(passage.text, sentence, *found.word)
    quoted = passage.text[max(0, found.word[0] - 1) : found.word[0]] in {"“", '"'}
    actors = within(passage.actors, start, end)
    by = [actor for actor in actors if is_after_by(passage.text, start, actor.span.start)]
    before = [actor for actor in actors if actor.span.end <= found.word[0] and found.how == "before"]
    holders = by[:1] or before[-1:]
    return Harm.ABDUCTED if quoted or any(actor.actor_class in _WITHOUT for actor in holders) else found.harm


def _victims(people: People, harm: Harm) -> Victims:
    if people.victims is Victims.UNKNOWN and people.unit is not Unit.PERSONS and harm is Harm.DISPLACED:
        return Victims.CIVILIANS
    return people.victims


@cache
def _scopes() -> tuple[tuple[Scope, Words], ...]:
    lists = data("tolls")
    return tuple((scope, words(lists[scope.value])) for scope in (Scope.CUMULATIVE, Scope.PERIOD, Scope.DAY))


def _scope(words: str) -> Scope:
    return next((scope for scope, found in _scopes() if found.search(words)), Scope.INCIDENT)


@cache
def _nothing() -> Words:
    return words(data("tolls")["none"])


def _none(passage: Passage, sentence: Sentence) -> list[Claim]:
    drafts: list[Claim] = []
    for expression in (_nothing(), _NEGATED):
        for match in expression.finditer(passage.text, sentence.start, sentence.end):
            if drafts and drafts[-1].span.overlaps(*match.span()):
                continue
            hurt = re.search(r"injur|hurt|wounded|harmed", match.group(), re.IGNORECASE) and not re.search(
                "kill|casual", match.group(), re.IGNORECASE
            )
            body = Toll(Harm.INJURED if hurt else Harm.KILLED, 0, 0, 0, Qualifier.NONE)
            fields = {"number": (match.start(), match.start() + 2), "harm_word": match.span(), "harm": match.span()}
            drafts.append(draft(passage.span(*match.span()), body, "toll-none", fields=fields, confidence=0.7))
    return drafts
