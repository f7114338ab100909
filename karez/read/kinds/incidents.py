"""What happened: the events that a report tells, found by trigger words and told by the clause around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from karez.model.claim import Claim, Incident
from karez.model.mention import ActorMention
from karez.model.text import Offsets
from karez.model.vocabulary import ActorClass, IncidentType, Means, Realis
from karez.read.draft import draft
from karez.read.kinds.clauses import clause_at, overlaps_any
from karez.read.kinds.telling import (
    is_after_by,
    is_context,
    is_effect,
    is_only_named,
    is_passive,
    is_speaker,
    is_table_head,
    own_party,
    phrase_end,
    told_before,
)
from karez.read.lexicon import Words, data, groups, words
from karez.read.passage import Passage, within
from karez.read.sentences import Sentence

# Whose acts a trigger noun is before it ("regime airstrikes") or a verb after it ("gunmen opened fire").
_DOERS = frozenset(
    {ActorClass.ARMED_GROUP, ActorClass.STATE_FORCES, ActorClass.POLICE, ActorClass.MILITIA, ActorClass.UNKNOWN}
)
_LOOSE = frozenset({IncidentType.PROTEST, IncidentType.RIOT, IncidentType.STRIKE_SHUTDOWN, IncidentType.DISPLACEMENT})
_ARMED = frozenset({ActorClass.ARMED_GROUP, ActorClass.STATE_FORCES, ActorClass.POLICE, ActorClass.MILITIA})
_FAR_BY, _FAR_OBJECT = 40, 50
# "soldiers were killed in an ambush": they did not lay it.
_ACTED_ON = re.compile(
    r"\b(?:was|were|been|being|is|are)\s+(?:\w+\s+){0,2}?(?:\w+ed|shot|hurt|hit|slain|struck|held|taken)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?:\s+[A-Z][\w-]*){0,2}\s+(?:Commission|Division|Directorate|Authority|Department|Committee|Cell|Agency|Bureau|Board|Council|Command|Squad|Office|Court|Centre|Center|Unit)\b"
)
_BETWEEN = re.compile(r"(?:\s+\w+){0,4}?\s+between\s", re.IGNORECASE)
_CAPITAL = re.compile(r"\s+[A-Z][a-z]")
_COUNT = re.compile(
    r"\s+(?:at least\s+|some\s+|more than\s+)?(?:\d|an?\b|one\b|two\b|three\b|four\b|five\b|several\b|dozens\b)",
    re.IGNORECASE,
)
_BREAKS = re.compile(
    r"[,;:.]|\b(?:and|but|who|which|that|including|after|when|while|as|killing|in|where)\b", re.IGNORECASE
)
# An arrest by these is an abduction.
_WITHOUT = frozenset({ActorClass.ARMED_GROUP, ActorClass.MILITIA})
_ONE_A_SENTENCE = frozenset({IncidentType.NATURAL_DISASTER, IncidentType.DESTRUCTION})
_FORECAST = frozenset({IncidentType.NATURAL_DISASTER, IncidentType.DISPLACEMENT})
# A suicide attack, an air strike or shelling is told with words for bombs, too.
_TAKES_IN = frozenset(
    {
        (IncidentType.SUICIDE_ATTACK, IncidentType.BOMBING),
        (IncidentType.AIR_STRIKE, IncidentType.BOMBING),
        (IncidentType.DRONE_STRIKE, IncidentType.AIR_STRIKE),
        (IncidentType.SHELLING, IncidentType.BOMBING),
        (IncidentType.DISARMED, IncidentType.BOMBING),
        (IncidentType.CRACKDOWN, IncidentType.SHOOTING),
        (IncidentType.CRACKDOWN, IncidentType.RIOT),
        (IncidentType.PRISON_BREAK, IncidentType.RELEASE),
    }
)
# "fired rockets" tells of no guns.
_FIRED = frozenset({Means.ROCKET, Means.MORTAR, Means.ARTILLERY, Means.MISSILE, Means.DRONE, Means.AIRCRAFT})
_FIRES = re.compile(r"fired|firing|opened fire|shots", re.IGNORECASE)
_TAKEN_IN = {inner: 1 for _, inner in _TAKES_IN}
_WITHOUT_AUTHORITY = frozenset({ActorClass.ARMED_GROUP, ActorClass.MILITIA, ActorClass.UNKNOWN})
_HELD_AND_LET_GO = {IncidentType.ARREST, IncidentType.RELEASE}
_NO_DOER = frozenset({IncidentType.NATURAL_DISASTER, IncidentType.ACCIDENT})
_AIMED = re.compile(
    r"\s+(?:(?:on|upon|against)(?:\s+(?:the|an?|several|some))?|the|an?|several|some)(?!\w)", re.IGNORECASE
)
_OPERATION = re.compile(r"(?-i:Operation)\s+(?:(?-i:[A-Z][\w’'-]+)\s*){1,4}(?:(?-i:Phase)\s+(?:[IVX]+|\d))?")


@dataclass(frozen=True, slots=True)
class _Hit:
    type: IncidentType
    start: int
    end: int
    weak: bool


@cache
def _triggers() -> Words:
    return Words(rf"(?<![\w-])(?:{groups(data('incidents')['triggers'])})(?!\w)")


@cache
def _generic() -> Words:
    return Words(rf"(?<![\w-])(?:{groups(data('incidents')['generic'])})(?!\w)")


@cache
def _list(name: str) -> Words:
    return words(data("incidents")[name])


@cache
def _means() -> tuple[tuple[Means, Words], ...]:
    return tuple((Means(name), words(listed)) for name, listed in data("incidents")["means"].items())


def find_incidents(passage: Passage) -> tuple[Claim, ...]:
    """Return the happenings of the passage in text order, not yet attributed."""
    drafts: list[Claim] = []
    for sentence in passage.sentences:
        if not is_table_head(passage.text, sentence):
            for claim in _told(passage, sentence):
                if not _goes_back(passage, claim, drafts) and not is_effect(claim, drafts):
                    drafts.append(claim)
    return tuple(drafts)


def _goes_back(passage: Passage, claim: Claim, drafts: list[Claim]) -> bool:
    """ "the blast", "the attack": a happening told before; its span goes in ``also`` of that claim."""
    index = told_before(passage, claim, drafts)
    if index is None:
        return False
    known = drafts[index]
    drafts[index] = replace(known, also=(*known.also, claim.span.offsets))
    return True


def _told(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    text = passage.text
    claimed = _list("responsibility").search(text, sentence.start, sentence.end)
    if claimed and not _list("no_claim").search(text, sentence.start, claimed.start()):
        yield _responsibility(passage, sentence, claimed)
    taken: list[tuple[Offsets, IncidentType]] = []
    for hit in _hits(passage, sentence, claimed):
        span = clause_at(text, sentence, hit.start, hit.end)
        context = hit.type is IncidentType.OTHER and is_context(text, sentence.start, hit.start)
        span = (hit.start, phrase_end(text, hit.end, span[1])) if context else span
        if any(_is_same(hit, span, other, kind) for other, kind in taken):
            continue
        taken.append((span, hit.type))
        made = _incident(passage, hit, span)
        yield replace(made, realis=Realis.BACKGROUND) if context else made


def _is_same(hit: _Hit, span: Offsets, other: Offsets, kind: IncidentType) -> bool:
    """One clause tells one happening of a type; a disaster and its causes are one in the whole sentence."""
    if kind is hit.type and kind in _ONE_A_SENTENCE:
        return True
    if {kind, hit.type} == _HELD_AND_LET_GO:
        return False
    return span == other and (hit.weak or kind is hit.type or (kind, hit.type) in _TAKES_IN)


def _hits(passage: Passage, sentence: Sentence, claimed: re.Match[str] | None) -> list[_Hit]:
    text = passage.text
    barred = [match.span() for match in _list("not").finditer(text, sentence.start, sentence.end)]
    if claimed:
        barred.append((claimed.start(), sentence.end))
    weak = set(data("incidents")["weak"])
    hits = [_hit(match, weak) for match in _triggers().finditer(text, sentence.start, sentence.end)]
    barred.extend((hit.start, hit.end) for hit in hits if not _is_told(passage, sentence, hit))
    hits = [hit for hit in hits if not overlaps_any(hit.start, hit.end, barred)]
    if not hits:
        found = [_hit(match, weak | {"raid"}) for match in _generic().finditer(text, sentence.start, sentence.end)]
        free = [hit for hit in found if not overlaps_any(hit.start, hit.end, barred)]
        hits = [made for hit in free if (made := _of_generic(passage, sentence, hit))][:1]
    # Strong words first, so that a weak one in the same clause gives way.
    return sorted(hits, key=lambda hit: (hit.weak, _TAKEN_IN.get(hit.type, 0), hit.start))


def _is_told(passage: Passage, sentence: Sentence, hit: _Hit) -> bool:
    """False for words that only name a kind of happening: a fear, an ability, a war with no place and time."""
    text = passage.text
    if is_only_named(text, sentence.start, hit.start):
        return False
    if hit.type in _FORECAST and _list("forecast").search(text, sentence.start, hit.start):
        return False
    if _is_name(text, sentence, hit):
        return False
    if hit.type is IncidentType.ARMED_CLASH and _list("vague").fullmatch(text, hit.start, hit.end):
        start, end = clause_at(text, sentence, hit.start, hit.end)
        return bool(within(passage.places, start, end) or within(passage.times, start, end))
    return True


def _is_name(text: str, sentence: Sentence, hit: _Hit) -> bool:
    """ "the Fighting Lions", "Flood Forecasting Division": a trigger with a capital that belongs to a proper name."""
    if text[hit.start].isupper() and _OFFICE.match(text, hit.end, sentence.end):
        return True
    if hit.type is not IncidentType.ARMED_CLASH or not text[hit.start].isupper() or hit.start == sentence.start:
        return False
    return not text[hit.start : hit.end].isupper() and _CAPITAL.match(text, hit.end, sentence.end) is not None


def _of_generic(passage: Passage, sentence: Sentence, hit: _Hit) -> _Hit | None:
    """What "attack" or "killed" alone tells: on posts and towns a raid, on persons a shooting, else some other deed."""
    text = passage.text
    if is_only_named(text, sentence.start, hit.start):
        return None
    if hit.type is IncidentType.SHOOTING:
        return _killing(passage, sentence, hit)
    aimed = _AIMED.match(text, hit.end, sentence.end)
    target = text[hit.end : min(sentence.end, hit.end + 60)]
    if aimed and not _list("structures").search(target):
        persons = within(passage.actors, hit.end, min(sentence.end, aimed.end() + 30))
        kind = IncidentType.SHOOTING if persons and persons[0].span.start - aimed.end() < 20 else IncidentType.OTHER
        return _Hit(kind, hit.start, hit.end, weak=True)
    return hit


def _killing(passage: Passage, sentence: Sentence, hit: _Hit) -> _Hit | None:
    """ "killed" is a happening of its own only where somebody does it; between armed parties it is a clash."""
    text = passage.text
    start, end = clause_at(text, sentence, hit.start, hit.end)
    actors = [actor for actor in within(passage.actors, start, end) if not is_speaker(text, actor.span.end, end)]
    before = [actor for actor in actors if actor.span.end <= hit.start]
    after = [actor for actor in actors if actor.span.start >= hit.end]
    if is_passive(text, start, hit.start) or text[hit.start : hit.end].lower().startswith("w"):
        doers = [actor for actor in after if is_after_by(text, hit.end - 3, actor.span.start)]
        victims = before[-1:]
    else:
        doers, victims = [actor for actor in before[-1:] if actor.actor_class in _DOERS], after[:1]
    if not doers or not (victims or _COUNT.match(text, hit.end, end)) or doers[0].span.start - hit.end > _FAR_BY:
        return None
    armed = victims and victims[0].actor_class in _ARMED
    return replace(hit, type=IncidentType.ARMED_CLASH) if armed else hit


def _hit(match: re.Match[str], weak: set[str]) -> _Hit:
    name = match.lastgroup or "other"
    return _Hit(IncidentType(name), match.start(), match.end(), name in weak)


def _incident(passage: Passage, hit: _Hit, span: Offsets) -> Claim:
    quote = passage.span(*span)
    initiators, targets = _parties(passage, hit, span)
    means, spots = named_means(passage.text, span)
    fields: dict[str, Offsets | tuple[Offsets, ...]] = {"type": (hit.start, hit.end)}
    if initiators:
        fields["initiators"] = tuple(actor.span.offsets for actor in initiators)
    if targets:
        fields["targets"] = tuple(actor.span.offsets for actor in targets)
    if means:
        fields["means"] = spots
    operation = named_operation(passage.text, quote.offsets)
    if operation:
        fields["operation"] = operation
    kind = hit.type
    if kind is IncidentType.ARREST and any(actor.actor_class in _WITHOUT for actor in initiators):
        kind = IncidentType.ABDUCTION
    body = Incident(kind, initiators, targets, means, passage.text[slice(*operation)] if operation else None)
    return draft(quote, body, f"incident-{kind}", fields=fields, confidence=0.5 if hit.weak else 0.65)


def _parties(passage: Passage, hit: _Hit, span: Offsets) -> tuple[tuple[ActorMention, ...], tuple[ActorMention, ...]]:
    """The parties of a clause: who stands before an active word acts, who stands before a passive one is acted on."""
    if hit.type in _NO_DOER:
        return (), ()
    text = passage.text
    actors = [actor for actor in within(passage.actors, *span) if not is_speaker(text, actor.span.end, span[1])]
    before = [actor for actor in actors if actor.span.end <= hit.start]
    after = [actor for actor in actors if actor.span.start > hit.start]
    by = [actor for actor in actors if is_after_by(text, span[0], actor.span.start)]
    both = [actor for actor in after if actor.actor_class in _DOERS] if _BETWEEN.match(text, hit.end, span[1]) else []
    if both or by:
        return tuple(both[:2] or by[:1]), () if both else tuple(actor for actor in actors if actor not in by)[:1]
    if is_passive(text, span[0], hit.start):
        return (), tuple(before[-1:])
    if before and _ACTED_ON.search(text, before[-1].span.end, hit.start):
        return (), tuple(before[-1:])
    doers = [actor for actor in before if actor.actor_class in _DOERS or hit.type in _LOOSE]
    own = None if doers else own_party(passage, span[0], hit.start)
    targets = [actor for actor in after if actor not in doers[-1:] and _is_object(text, hit, actor)]
    if doers or own:
        return (*doers[-1:], *([own] if own else [])), tuple(targets[:1])
    return (), tuple(targets[:1] or [actor for actor in before if text[actor.span.end : hit.start].strip() == ""][-1:])


def _is_object(text: str, hit: _Hit, actor: ActorMention) -> bool:
    """Whether the party is what the word is done to: right after it, or after "on" or "against"."""
    between = text[hit.end : actor.span.start]
    return len(between) < _FAR_OBJECT and not _BREAKS.search(between)


def named_operation(text: str, span: Offsets) -> Offsets | None:
    """Return where an operation is named in ``span``; None where none is."""
    found = _OPERATION.search(text, *span)
    return (found.start(), found.start() + len(found.group().rstrip())) if found else None


def named_means(text: str, span: Offsets) -> tuple[tuple[Means, ...], tuple[Offsets, ...]]:
    """Return the means that the words of ``span`` name, in text order, and where each stands."""
    found: list[tuple[int, int, Means]] = []
    for means, found_by in _means():
        match = found_by.search(text, *span)
        if match and not overlaps_any(match.start(), match.end(), [(start, end) for start, end, _ in found]):
            found.append((match.start(), match.end(), means))
    if any(means is not Means.OTHER for _, _, means in found):
        found = [item for item in found if item[2] is not Means.OTHER]
    if any(means in _FIRED for _, _, means in found):
        found = [item for item in found if item[2] is not Means.FIREARMS or not _FIRES.fullmatch(text, *item[:2])]
    found.sort()
    return tuple(means for _, _, means in found), tuple((start, end) for start, end, _ in found)


def _responsibility(passage: Passage, sentence: Sentence, match: re.Match[str]) -> Claim:
    """The party that claims a deed is both claimant and initiator; the deed's type is told by the words after."""
    text = passage.text
    span = clause_at(text, sentence, match.start(), match.end())
    actors = within(passage.actors, *span)
    party = next((actor for actor in actors if actor.actor_class in _DOERS), None)
    kind = _triggers().search(text, match.start(), sentence.end) or _triggers().search(
        text, sentence.start, match.start()
    )
    name = next((name for name, value in kind.groupdict().items() if value), "raid") if kind else "raid"
    fields: dict[str, Offsets | tuple[Offsets, ...]] = {"type": kind.span() if kind else match.span()}
    if party:
        fields["initiators"] = (party.span.offsets,)
    body = Incident(IncidentType(name), (party,) if party else ())
    return draft(passage.span(*span), body, "incident-responsibility", fields=fields, confidence=0.6)
