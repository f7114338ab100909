"""Place names that no gazetteer holds, found by their form and the words around them; they stay unresolved.

A run of capitalised words is a place's name where a unit word stands beside it ("X district"), where a locative frame
leads to it ("near X", "the road to X", "between X and Y"), where it is listed with places, in a dateline, and wherever
a name found so stands again. In a text all in capitals only unit words count.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from karez.model.mention import Place, PlaceMention
from karez.model.text import Offsets, Span
from karez.model.vocabulary import PlaceUse
from karez.read.lexicon import alternatives, data, groups
from karez.read.mentions.covered import Covered
from karez.read.mentions.runs import Run, find_runs, is_name, persons, word_set
from karez.read.protocols import World

_REACH = 48
_JOINT_LENGTH = 12
_COMMA = re.compile(r",\s+")
_LAST = re.compile(r",?\s+(?:and|or|&)\s+")
_DATELINE = re.compile(
    r"^[ \t]*(?P<name>[^\W\d_a-z][^\W\d_a-z .'’-]{2,30}?)(?:,[ \t]+[\w .]{3,24})?[ \t]*(?:\([\w .,/]{2,40}\)[ \t]*)?(?:[–—]|-{1,2}[ \t])",
    re.MULTILINE,
)


@cache
def _frame() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){alternatives(data('unlisted')['frames'])}\s+$", re.IGNORECASE)


@cache
def _not_in() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(data('unlisted')['not_in'])}\s+in\s+$", re.IGNORECASE)


@cache
def _feature_frame() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])the\s+$|{_frame().pattern}", re.IGNORECASE)


@cache
def _list_lead() -> re.Pattern[str]:
    lists = data("unlisted")
    heads, leads = alternatives(lists["list_heads"]), alternatives(lists["list_leads"])
    return re.compile(rf"(?<!\w){heads}(?:\s+\w+){{0,3}},?\s*{leads}\s+(?:the\s+)?$", re.IGNORECASE)


@cache
def _unit(name: str) -> re.Pattern[str]:
    return re.compile(rf"\s+{alternatives(data('unlisted')[name])}(?!\w)", re.IGNORECASE)


def find_unlisted(
    text: str, places: Sequence[PlaceMention], taken: Sequence[Offsets], *, world: World
) -> list[PlaceMention]:
    """Return place names beside ``places``, in order; none overlaps these or the spans ``taken`` (parties, times).

    They are unresolved, but for those that the gazetteer knows under another spelling in a country of the text.
    """
    barred = Covered(text, [*(place.span.offsets for place in places), *taken])
    if text[:400].isupper():
        found = {span: "unit" for span in _capitals(text) if not barred.touches(span)}
    else:
        found = _in_mixed_case(text, places, barred)
    score = data("unlisted")["score"]
    made = [
        PlaceMention(Span.of(text, *span), None, score[how], PlaceUse.LITERAL) for span, how in sorted(found.items())
    ]
    return list(with_namesakes(text, made, world, known=places))


def with_namesakes(
    text: str, names: Sequence[PlaceMention], world: World, *, known: Sequence[PlaceMention] = ()
) -> Iterator[PlaceMention]:
    """Yield ``names``; one without a place gets that of its name elsewhere in the text, or of nearly the same name.

    One that stays without is called what the text calls it: "X province", "the district of X".
    """
    placed = {place.span.quote.casefold(): place for place in reversed([*known, *names]) if place.place}
    kinds = _kinds_told(text, [name.span.offsets for name in names if not name.place])
    made: dict[str, tuple[Place | None, str]] = {}
    for name in names:
        quote = name.span.quote
        if name.place:
            yield name
            continue
        if quote not in made:
            made[quote] = _resolved(text, quote, placed, kinds.get(quote), world) or (None, kinds.get(quote, ""))
        place, kind = made[quote]
        yield replace(name, place=place, kind=kind)


def _resolved(
    text: str, name: str, known: Mapping[str, PlaceMention], kind: str | None, world: World
) -> tuple[Place | None, str] | None:
    """The place of the same name elsewhere in the text (a dateline in capitals), or of nearly the same name.

    Where the text calls it a province or a district, the one that has the town's name.
    """
    same = known.get(name.casefold())
    if same:
        return same.place, ""
    near = world.gazetteer.nearly(name, text)
    if near is None:
        return None
    return _unit_of(near.place, kind, world) or near.place, ""


def _unit_of(town: Place, kind: str | None, world: World) -> Place | None:
    """The province or district of the same name and country as ``town``; None where ``kind`` asks for none."""
    if not kind or town.kind == kind:
        return None
    found = (candidate.place for match in world.gazetteer.find(town.name) for candidate in match.candidates)
    return next((place for place in found if place.kind == kind and place.country == town.country), None)


def _kinds_told(text: str, spans: Iterable[Offsets]) -> dict[str, str]:
    """What the text calls each place somewhere: "X province", "the district of X"; nothing for those it does not."""
    found: dict[str, str] = {}
    for start, end in spans:
        told = _kind_after().match(text, end, end + 20) or _kind_before().search(text, max(0, start - 24), start)
        if told and told.lastgroup:
            found.setdefault(text[start:end], told.lastgroup)
    return found


def _kind_words() -> str:
    return groups(data("unlisted")["kinds"])


@cache
def _kind_after() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{_kind_words()})(?!\w)", re.IGNORECASE)


@cache
def _kind_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_kind_words()})\s+of\s+$", re.IGNORECASE)


def _in_mixed_case(text: str, places: Sequence[PlaceMention], barred: Covered) -> dict[Offsets, str]:
    runs = find_runs(text)
    named = persons(text, runs)
    plurals = {f"{place.span.quote}s" for place in places}
    free = [
        trimmed
        for run in runs
        if (trimmed := _trimmed(text, run))
        and not barred.touches((trimmed.start, trimmed.end))
        and is_name(text, trimmed)
        and text[slice(*trimmed.words[-1])] not in named
        and text[trimmed.start : trimmed.end] not in plurals
    ]
    found: dict[Offsets, str] = {}
    for run in free:
        how = _evidence(text, run)
        if how:
            found[_with_feature(text, run)] = how
    found.update(_pairs(text, free, places, found))
    found.update(_lists(text, free, places, found))
    for match in _DATELINE.finditer(text):
        if not barred.touches(match.span("name")) and match["name"].isupper() and is_dateline(match["name"]):
            found[match.span("name")] = "dateline"
    return {**_again(text, found, barred), **found}


def _trimmed(text: str, run: Run) -> Run | None:
    """The run without words at its ends that only look like a name: a sentence's first word, a unit in capitals."""
    words = list(run.words)
    while words and text[slice(*words[0])].lower() in word_set("never"):
        words.pop(0)
    units = word_set("units") | word_set("framed_units")
    while len(words) > 1 and text[slice(*words[-1])].lower() in units:
        words.pop()
    return Run(words[0][0], words[-1][1], tuple(words)) if words else None


def _evidence(text: str, run: Run) -> str | None:
    before = text[max(0, run.start - _REACH) : run.start]
    after = text[run.end : run.end + 20]
    if len(run.words) == 1 and text[run.start : run.end].endswith(tuple(data("unlisted")["adjective_tails"])):
        return None
    framed = _frame().search(before) and not _not_in().search(before)
    if _unit("units").match(after) or (framed and _unit("framed_units").match(after)):
        return "unit"
    feature = text[slice(*run.words[-1])].lower() in word_set("features") and len(run.words) > 1
    if (feature or _unit("features").match(after)) and _feature_frame().search(before):
        return "unit"
    return "frame" if framed else None


def _with_feature(text: str, run: Run) -> Offsets:
    feature = _unit("features").match(text, run.end, run.end + 20)
    return run.start, feature.end() if feature else run.end


@cache
def _pair_words() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (
            re.compile(rf"(?:(\w+)\s+)?\b{lead}\s+(?:the\s+)?$", re.IGNORECASE),
            re.compile(rf"\s+{joint}\s+(?:the\s+)?"),
        )
        for lead, joint in data("unlisted")["pairs"]
    )


def _pairs(
    text: str, free: Sequence[Run], places: Sequence[PlaceMention], found: dict[Offsets, str]
) -> dict[Offsets, str]:
    """ "between A and B", "from A to B": each that is free, where both have a name's form."""
    items = sorted({(run.start, run.end) for run in free} | {place.span.offsets for place in places} | set(found))
    names = {(run.start, run.end) for run in free}
    more: dict[Offsets, str] = {}
    for first, second in pairwise(items):
        if second[0] - first[1] > _JOINT_LENGTH:
            continue
        before, between = text[max(0, first[0] - 30) : first[0]], text[first[1] : second[0]]
        for lead, joint in _pair_words():
            led = lead.search(before)
            parties = led and (led[1] or "").lower() in word_set("not_between")
            if led and not parties and joint.fullmatch(between):
                more.update({span: "frame" for span in (first, second) if span in names and span not in found})
    return more


def _lists(
    text: str, free: Sequence[Run], places: Sequence[PlaceMention], found: dict[Offsets, str]
) -> dict[Offsets, str]:
    """ "in A, B and C": all are places where the first stands in a locative frame, or after "towns, including"."""
    known = {place.span.offsets for place in places if place.use is PlaceUse.LITERAL}
    names = {(run.start, run.end) for run in free}
    more: dict[Offsets, str] = {}
    for chain in _chains(text, sorted(names | known | set(found))):
        before = text[max(0, chain[0][0] - _REACH) : chain[0][0]]
        listed = _list_lead().search(before)
        framed = _frame().search(before) or chain[0] in found
        sure = sum(span in known or span in found for span in chain)
        if listed or (framed and sure) or sure * 2 > len(chain) or (sure * 2 == len(chain) and len(chain) > 3):
            more.update({span: "list" for span in chain if span in names and span not in found})
    return more


def _chains(text: str, items: Sequence[Offsets]) -> Iterator[list[Offsets]]:
    """Runs of items with commas between them and "and" before the last."""
    chain: list[Offsets] = []
    for item in items:
        between = text[chain[-1][1] : item[0]] if chain else ""
        if chain and _LAST.fullmatch(between):
            yield [*chain, item]
            chain = []
        elif chain and _COMMA.fullmatch(between):
            chain.append(item)
        else:
            chain = [item]


def is_dateline(name: str) -> bool:
    """Tell whether words in capitals at the start of a line may be the place of a dateline."""
    return not any(word.lower() in word_set("never") for word in name.split())


def _again(text: str, found: dict[Offsets, str], barred: Covered) -> dict[Offsets, str]:
    """The same names wherever they stand alone, not inside a longer run of capitals."""
    names = {text[start:end] for start, end in found}
    if not names:
        return {}
    words = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    own = Covered(text, found)
    spans = [match.span() for match in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", text)]
    free = [span for span in spans if not barred.touches(span) and not own.touches(span)]
    return {span: "again" for span in free if not _inside_longer(text, *span)}


def _inside_longer(text: str, start: int, end: int) -> bool:
    after = re.match(r"\s([^\W\d_]\w+)", text[end : end + 30])
    if (
        after
        and after[1][0].isupper()
        and after[1].lower() not in word_set("units") | word_set("framed_units") | word_set("features")
    ):
        return True
    before = re.search(r"([^\W\d_]\w+)\s$", text[max(0, start - 30) : start])
    return bool(before and before[1][0].isupper() and before[1].lower() not in word_set("never"))


@cache
def _capital_units() -> re.Pattern[str]:
    units = alternatives([*data("unlisted")["units"], *data("unlisted")["framed_units"]])
    stops = rf"(?:{'|'.join(data('unlisted')['stops'])})\b"
    name = rf"(?!{stops})[^\W\d_][\w'-]+(?:\s+(?!{stops})[^\W\d_][\w'-]+)?"
    return re.compile(
        rf"(?<![\w-]){units}\s+of\s+(?P<of>{name})(?=\s*[,.;\])]|\s+{units}|\s+{stops})"
        rf"|(?:[\[,]\s*|\b(?:in|of|near|from)\s+)(?P<before>{name})\s+{units}(?!\w)",
        re.IGNORECASE,
    )


def _capitals(text: str) -> Iterator[Offsets]:
    """Names of a text all in capitals: only beside a unit word, up to two words."""
    for match in _capital_units().finditer(text):
        span = match.span("of") if match["of"] else match.span("before")
        if not any(word.lower() in word_set("never") for word in text[slice(*span)].split()):
            yield span
