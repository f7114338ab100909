"""The state of roads, lines, networks and services: a word of state beside an asset in one clause."""

from collections.abc import Iterator
from dataclasses import replace

from karez.model.claim import Claim, Status
from karez.model.mention import AssetMention
from karez.model.text import Offsets, Span
from karez.model.vocabulary import AssetState, AssetType, Cause
from karez.read.draft import draft
from karez.read.kinds.statuses_beside import Beside, beside
from karez.read.kinds.statuses_told import stretches, told
from karez.read.kinds.statuses_where import status_where
from karez.read.kinds.statuses_words import Said, listed
from karez.read.kinds.telling import is_table_head
from karez.read.kinds.things import merged
from karez.read.passage import Passage, within
from karez.read.sentences import Sentence

# The reason of a status whose sentence tells others, too, ends so: it has no place but what it brings along.
LISTED = "-listed"


def find_statuses(passage: Passage) -> tuple[Claim, ...]:
    """Return the reported states of assets in text order, not yet attributed.

    A place is given where the words next to the asset or its state tell it (both ends of a stretch), and in a
    sentence that tells several states; else it is left to attribution.
    """
    drafts: list[Claim] = []
    for sentence in passage.sentences:
        if is_table_head(passage.text, sentence):
            continue
        assets = merged(passage.text, within(passage.assets, sentence.start, sentence.end))
        said = told(passage.text, sentence, assets)
        zones = stretches(sentence, said)
        for item, zone in zip(said, zones, strict=True):
            # A road without a name is seldom one of a list: "the ruin of tracks at A cut the only railway".
            listed_here = len(set(zones)) > 1 and (_is_named(item.asset) or item.apart)
            made = _draft(passage, sentence, item, zone if listed_here else (sentence.start, sentence.end))
            drafts.append(_placed(passage, sentence, made, zone, several=listed_here))
        drafts.extend(_curfew(passage, sentence))
    return tuple(drafts)


def _is_named(asset: AssetMention) -> bool:
    return asset.asset is not None or any(letter.isdigit() for letter in asset.span.quote)


def _placed(passage: Passage, sentence: Sentence, made: Claim, zone: Offsets, *, several: bool) -> Claim:
    """With its place; in a sentence with ``several`` states it has none but what its own part tells."""
    cause = made.fields.get("cause", (0, 0))[0]
    if isinstance(cause, int) and cause >= sentence.end:
        # "The A is blocked. Mines were laid near B": the sentence of the cause tells the place.
        return made
    placed = status_where(passage, made, zone, several=several)
    return replace(placed, reason=placed.reason + LISTED) if several else placed


def _draft(passage: Passage, sentence: Sentence, said: Said, zone: Offsets) -> Claim:
    asset = said.asset
    start, end = min(asset.span.start, said.word[0]), max(asset.span.end, said.word[1])
    if said.later:
        start = said.word[0]
    found = beside(passage, sentence, said, zone)
    users = found.users
    body = Status(
        asset,
        found.state,
        found.cause[0] if found.cause else None,
        by=found.by,
        users=passage.text[users[0] : users[1]] if users else None,
        valid_from=found.valid_from[0] if found.valid_from else None,
        valid_to=found.valid_to[0] if found.valid_to else None,
        conditions=tuple(condition for condition, _ in found.conditions),
        extent=found.extent[0] if found.extent else None,
        intermittent=found.intermittent is not None,
    )
    if users:
        start, end = min(start, users[0]), max(end, users[1])
    reason = "status-later" if said.later else f"status-{said.state}"
    return draft(
        passage.span(start, end), body, reason, fields=_fields(said, found), realis=found.realis, confidence=0.6
    )


def _fields(said: Said, found: Beside) -> dict[str, Offsets | tuple[Offsets, ...]]:
    """Where each filled field stands."""
    fields: dict[str, Offsets | tuple[Offsets, ...]] = {"asset": said.asset.span.offsets, "state": said.word}
    if found.by:
        fields["by"] = found.by.span.offsets
    if found.users:
        fields["users"] = found.users
    if found.intermittent:
        fields["intermittent"] = found.intermittent
    if found.conditions:
        fields["conditions"] = tuple(spot for _, spot in found.conditions)
    for name, pair in (
        ("cause", found.cause),
        ("valid_from", found.valid_from),
        ("valid_to", found.valid_to),
        ("extent", found.extent),
    ):
        if pair:
            fields[name] = pair[1]
    return fields


def _curfew(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    """A curfew lifted or relaxed is a state of its area."""
    text = passage.text
    curfew = listed("curfew").search(text, sentence.start, sentence.end)
    if not curfew:
        return
    for name, state in (("curfew_restored", AssetState.RESTORED), ("curfew_open", AssetState.OPEN)):
        match = listed(name).search(text, sentence.start, sentence.end)
        if not match:
            continue
        places = within(passage.places, sentence.start, sentence.end)
        span = places[0].span if places else Span.of(text, *curfew.span())
        asset = AssetMention(span, None, AssetType.OTHER)
        fields = {"asset": span.offsets, "state": match.span(), "cause": curfew.span()}
        start, end = min(curfew.start(), match.start()), max(curfew.end(), match.end())
        body = Status(asset, state, Cause.CURFEW)
        yield draft(passage.span(start, end), body, "status-curfew", fields=fields, confidence=0.6)
        return
