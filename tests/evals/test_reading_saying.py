"""Event categories, speakers and places of an event on composed claims."""

from typing import Any

import pytest

from evals.reading import event_place, plover, sources
from evals.reading.case import Case, Claim, Item
from evals.reading.sources import Attribution

# Composed.
TEXT = "Shelling killed two in Newtown, officials said, after clashes near the port of Oldtown."


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def claim(kind: str, words: str = "Shelling", where: str | None = None, **fields: Any) -> Claim:
    start, end = span(words)
    base = {"kind": kind, "realis": "asserted", "start": start, "end": end, "also": [], "fields": {}}
    place = {"start": span(where)[0], "end": span(where)[1]} if where else None
    return {**base, "claimant": None, "where": place, **fields}


def incident(kind: str = "shelling", words: str = "Shelling", **fields: Any) -> Claim:
    return claim("incident", words, type=kind, **fields)


# ------------------------------------------------------------------ categories
@pytest.mark.parametrize(
    ("kind", "realis", "names"),
    [
        ("ambush", "asserted", ("ASSAULT",)),
        ("ambush", "background", ("ASSAULT",)),
        ("arson", "alleged", ("COERCE", "ASSAULT")),
        ("disarmed", "asserted", ("COERCE",)),
        ("blockade", "asserted", ("PROTEST",)),
        ("release", "asserted", ("RETREAT", "CONCEDE")),
        ("riot", "planned", ("THREATEN", "PROTEST")),
        ("agreement", "hypothetical", ("AGREE",)),
        ("arrest", "planned", ("THREATEN",)),
        ("ambush", "denied", ()),
        ("accident", "asserted", ()),
        ("accident", "planned", ()),
    ],
)
def test_categories_of_incidents(kind: str, realis: str, names: tuple[str, ...]) -> None:
    assert plover.categories(incident(kind, realis=realis)) == names


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (claim("control", state="withdrawn"), ("RETREAT",)),
        (claim("control", state="taken"), ("ASSAULT",)),
        (claim("control", state="held"), ()),
        (claim("directive", action="curfew"), ("COERCE", "SANCTION")),
        (claim("directive", action="ceasefire"), ("RETREAT", "AGREE")),
        (claim("directive", action="mobilisation"), ("MOBILIZE",)),
        (claim("toll", harm="killed"), ()),
        (claim("directive", action="warning", realis="denied"), ()),
    ],
)
def test_categories_of_control_and_directives(given: Claim, names: tuple[str, ...]) -> None:
    assert plover.categories(given) == names


def test_a_sentence_is_right_where_the_first_told_category_is_one_of_the_gold() -> None:
    whole = [(0, len(TEXT))]
    assert plover.parts(whole, [incident()], [incident("ambush")]) == {"category": (1, 1)}
    assert plover.parts(whole, [incident()], [incident("protest"), incident("ambush", "clashes")]) == {
        "category": (0, 1)
    }
    background = incident("protest", realis="background")
    assert plover.parts(whole, [incident()], [background, incident("ambush", "clashes")]) == {"category": (1, 1)}
    assert plover.parts(whole, [incident()], []) == {"category": (0, 1)}


def test_a_sentence_without_a_category_is_not_asked_and_claims_stay_in_their_sentence() -> None:
    half = span("clashes")[0]
    assert plover.parts([(0, half)], [claim("toll", harm="killed")], [incident()]) == {}
    both = [(0, half), (half, len(TEXT))]
    assert plover.parts(both, [incident()], [incident("ambush", "clashes")]) == {"category": (0, 1)}


# ------------------------------------------------------------------ speakers
OFFICIALS = {"start": span("officials")[0], "end": span("officials")[1], "class": "official"}
SAID = Attribution((span("Shelling killed two"),), (span("officials"),))


def test_a_claim_given_to_its_speaker_scores_one() -> None:
    parts = sources.parts([SAID], [claim("toll", "killed two", claimant=OFFICIALS)])
    assert parts["source_recall"] == parts["claimant_precision"] == (1, 1)
    assert parts["unattributed"] == (0, 1)
    assert parts["false_attr"] == (0, 0)


def test_a_claim_without_speaker_is_unattributed_and_no_claim_is_only_missed() -> None:
    silent = sources.parts([SAID], [claim("toll", "killed two")])
    assert silent["source_recall"] == (0, 1)
    assert silent["unattributed"] == (1, 1)
    assert silent["claimant_precision"] == (0, 0)
    nothing = sources.parts([SAID], [])
    assert nothing["source_recall"] == nothing["unattributed"] == (0, 1)


def test_the_wrong_speaker_costs_precision_and_a_speaker_outside_is_false() -> None:
    port = {"start": span("port")[0], "end": span("port")[1], "class": "unnamed"}
    wrong = sources.parts([SAID], [claim("toll", "killed two", claimant=port)])
    assert wrong["claimant_precision"] == wrong["source_recall"] == (0, 1)
    outside = sources.parts([SAID], [incident("armed_clash", "clashes", claimant=port), incident(words="Oldtown")])
    assert outside["false_attr"] == (1, 2)


def test_marks_with_a_claimant_or_an_author_are_the_attributions() -> None:
    view = claim("assessment", "after clashes", by=OFFICIALS)
    assert sources.attributions([incident(), view, incident(claimant=OFFICIALS, also=[[0, 4]])]) == [
        Attribution((span("after clashes"),), (span("officials"),)),
        Attribution((span("Shelling"), (0, 4)), (span("officials"),)),
    ]
    assert sources.attributions([incident(claimant={"quote": "officials"})]) == []


# ------------------------------------------------------------------ places
def case(verb: str, *places: str) -> Case:
    gold = {"verb": span(verb), "places": [span(place) for place in places]}
    return Case("composed", (Item("composed", "1", TEXT),), gold, True)


def test_the_place_of_the_claim_that_holds_the_verb_scores_one() -> None:
    parts = event_place.parts(case("killed", "Newtown"), [[claim("toll", "killed two", "Newtown")]])
    assert parts == {
        "place precision": (1, 1),
        "place recall": (1, 1),
        "place F1": (2, 2),
        "place exact": (True, 1),
    }


def test_another_place_scores_nought_and_part_of_the_words_counts_by_token() -> None:
    wrong = event_place.parts(case("killed", "Newtown"), [[claim("toll", "killed two", "Oldtown")]])
    assert (wrong["place precision"], wrong["place recall"]) == ((0, 1), (0, 1))
    wide = event_place.parts(case("killed", "Oldtown"), [[claim("toll", "killed two", "port of Oldtown")]])
    assert (wide["place precision"], wide["place recall"]) == ((1, 3), (1, 1))


def test_no_claim_and_no_where_mean_no_place() -> None:
    assert event_place.parts(case("killed"), [[]])["place exact"] == (True, 1)
    assert event_place.parts(case("killed", "Newtown"), [[claim("toll", "killed two")]])["place recall"] == (0, 1)


def test_an_incident_comes_before_a_toll_and_the_shortest_before_all_of_its_kind() -> None:
    wide = incident(words="Shelling killed two in Newtown", where="Oldtown")
    short = incident(words="killed", where="Newtown")
    toll = claim("toll", "killed", "Oldtown")
    assert event_place.places([toll, wide], span("killed")) == [span("Oldtown")]
    assert event_place.places([wide, toll, short], span("killed")) == [span("Newtown")]


def test_claims_of_one_kind_and_span_give_their_places_together() -> None:
    both = [incident(words="killed", where="Newtown"), incident(words="killed", where="Oldtown")]
    other = claim("toll", "killed", "port")
    assert event_place.places([*both, other], span("killed")) == [span("Newtown"), span("Oldtown")]


@pytest.mark.parametrize("fields", [{"harm": [*span("killed")]}, {"means": [[0, 2], [*span("killed")]]}])
def test_a_field_or_an_also_may_hold_the_verb(fields: dict[str, Any]) -> None:
    assert event_place.touched(incident(fields=fields), span("killed"))
    assert event_place.touched(incident(also=[[*span("killed two")]]), span("killed"))
    assert not event_place.touched(incident(), span("killed"))
