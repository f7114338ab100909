"""Who stands behind a claim, by the words around it. All sentences are composed."""

import pytest

from karez.model.claim import Claimant, Incident, Toll
from karez.model.vocabulary import ClaimantClass
from karez.read.attribute.speakers import class_of, fuller_name, is_own, is_same, named_before
from karez.read.attribute.speech import speeches
from tests.read.told import claims, one, passage, read

C = ClaimantClass


def speaker(text: str) -> tuple[str, ClaimantClass] | None:
    claim, _ = one(text, Toll)
    return (claim.claimant.span.quote, claim.claimant.claimant_class) if claim.claimant else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police said nine people were killed.", ("Police", C.OFFICIAL)),
        ("Nine people were killed, police said.", ("police", C.OFFICIAL)),
        ("Nine people were killed, the interior ministry said on Monday.", ("the interior ministry", C.OFFICIAL)),
        ("Nine people were killed, according to a hospital.", ("a hospital", C.MEDIC)),
        ("According to witnesses, nine people were killed.", ("witnesses", C.WITNESS)),
        ("Nine people were killed, said a doctor.", None),
        ("Nine people were killed, a rights group said.", ("a rights group", C.NGO)),
        ("Official reports confirm at least nine deaths.", ("Official reports", C.OFFICIAL)),
        ("Military reports say nine people were killed.", ("Military reports", C.OFFICIAL)),
        ("Sources said nine people were killed.", ("Sources", C.UNNAMED)),
        ("The railway company said nine people were killed.", ("The railway company", C.COMPANY)),
        ("Analysts said nine people were killed.", ("Analysts", C.ANALYST)),
        ("The rebels claimed that nine soldiers were killed.", ("The rebels", C.ARMED_GROUP)),
        ("State television said nine people were killed.", ("State television", C.OFFICIAL)),
        ("Nine people were killed.", None),
        (
            "QUETTA: The home department said on Monday that nine people were killed.",
            ("The home department", C.OFFICIAL),
        ),
        ("QUETTA, Jan 31 - The police said nine people were killed.", ("The police", C.OFFICIAL)),
    ],
)
def test_the_speaker_of_the_clause(text: str, expected: tuple[str, ClaimantClass] | None) -> None:
    assert speaker(text) == expected


def test_a_speaker_is_not_carried_to_the_next_sentence() -> None:
    text = "Police said nine people were killed. Four soldiers were wounded."
    assert [claim.claimant is not None for claim, _ in claims(text, Toll)] == [True, False]


def test_a_pronoun_means_the_speaker_before() -> None:
    text = "The home department denied the reports. It said nine people were killed."
    assert speaker(text) == ("The home department", C.OFFICIAL)


def test_a_short_name_means_the_office_before() -> None:
    text = "The emergency department said nine people were killed. The department said six people were wounded."
    assert [claim.claimant.span.quote for claim, _ in claims(text, Toll) if claim.claimant] == [
        "The emergency department"
    ] * 2


def test_the_army_is_not_the_armed_group_that_spoke_before() -> None:
    text = "The Baloch Liberation Army claimed the attack. The army said nine people were killed."
    assert speaker(text) == ("The army", C.OFFICIAL)


def test_a_quotation_that_runs_on_keeps_its_speaker() -> None:
    text = "The minister said: “The town is calm. Nine people were killed.” Four soldiers were wounded."
    assert [claim.claimant.span.quote if claim.claimant else None for claim, _ in claims(text, Toll)] == [
        "The minister",
        None,
    ]


def test_a_statement_after_a_colon_keeps_its_speaker() -> None:
    text = "The minister said:\n\nThe town is calm. Nine people were killed.\n\nENDS\n\nFour soldiers were wounded."
    assert [claim.claimant.span.quote if claim.claimant else None for claim, _ in claims(text, Toll)] == [
        "The minister",
        None,
    ]


def test_who_claims_a_deed_stands_behind_it() -> None:
    text = "The rebels claimed responsibility for the attack on the base at Mastung."
    claim, incident = one(text, Incident)
    assert claim.claimant is not None
    assert claim.claimant.claimant_class is C.ARMED_GROUP
    assert incident.initiators[0].span == claim.claimant.span


@pytest.mark.parametrize(
    "text",
    [
        "Our report of 31 January said that nine people were killed.",
        "One man died on the way to a hospital, it is told, and nine people were killed.",
        "Two guards and a driver were in the hospital when nine people were killed.",
    ],
)
def test_what_is_no_speaker(text: str) -> None:
    assert all(claim.claimant is None for claim, _ in claims(text, Toll))


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("a police report", C.OFFICIAL),
        ("official sources", C.OFFICIAL),
        ("a doctor at the hospital", C.MEDIC),
        ("the spokesman of the rebels", C.ARMED_GROUP),
        ("a newspaper", C.MEDIA),
        ("the Observatory for Human Rights", C.NGO),
        ("the United Nations", C.UN),
        ("three chairs", None),
    ],
)
def test_the_class_is_told_by_the_words(phrase: str, expected: ClaimantClass | None) -> None:
    assert class_of(phrase) is expected


def test_words_that_point_back() -> None:
    assert is_same("It")
    assert is_same("the statement")
    assert not is_same("the army")
    assert is_own("our earlier report")
    assert not is_own("their report")


def test_a_surname_means_the_person_named_before() -> None:
    text = "A doctor, Example Sampleman, said nine people were killed. Sampleman said six people were wounded."
    found = passage(text)
    known = [speech.claimant for speech in speeches(found)]
    assert [claimant.claimant_class for claimant in known] == [C.MEDIC, C.MEDIC]
    assert named_before("Sampleman", known[:1]) is not None
    assert named_before("Otherman", known) is None
    assert fuller_name("the army", known) is None


def test_every_speaker_is_quoted_as_it_stands() -> None:
    text = "Police said nine people were killed, and the mayor said six people were wounded."
    for claim in read(text).claims:
        claimant: Claimant | None = claim.claimant
        assert claimant is not None
        assert text[claimant.span.start : claimant.span.end] == claimant.span.quote
