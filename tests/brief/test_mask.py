"""Names of private persons are masked, office-holders and ordinary words stay. All names are invented test strings."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.brief.mask import MASK, Mask, Scrub

EXAMPLES = settings(max_examples=max(500, settings().max_examples))

KNOWN = (
    "Norvale",
    "Estham",
    "Westmark",
    "Example Front",
    "EF",
    "Sample Wire (composed)",
    "Dera Orlin Khel",
    "Estham province",
)

# A sentence, and the names in it that must go.
MASKED = [
    ("A farmer named Orlin Tarvek was shot at the market.", ["Orlin Tarvek"]),
    ("A farmer named Orlin was shot at the market.", ["Orlin"]),
    ("The body of Orlin was found near Norvale.", ["Orlin"]),
    ("The bodies of Orlin Tarvek and Bresk were found.", ["Orlin Tarvek", "Bresk"]),
    ("Orlin, 34, lost a leg in Norvale.", ["Orlin"]),
    ("Orlin Tarvek (34) lost a leg in Norvale.", ["Orlin Tarvek"]),
    ("Orlin, aged 7, is missing.", ["Orlin"]),
    ("Police arrested Orlin’s brother on Monday.", ["Orlin"]),
    ("Police arrested Orlin's elder brother on Monday.", ["Orlin"]),
    ("Mr Tarvek spoke to Sample Wire.", ["Tarvek"]),
    ("Mrs. Tarvek spoke to Sample Wire.", ["Tarvek"]),
    ("The driver, Orlin Tarvek, fled.", ["Orlin Tarvek"]),
    ("The driver Orlin fled.", ["Orlin"]),
    ("Orlin, a local teacher, saw the attack.", ["Orlin"]),
    ("Orlin Tarvek, a resident of Norvale, saw it.", ["Orlin Tarvek"]),
    ("Orlin was killed when a mine went off.", ["Orlin"]),
    ("Tarvek was arrested in Estham.", ["Tarvek"]),
    ("The suspect was identified as Orlin.", ["Orlin"]),
    ("The dead man was identified as Orlin Tarvek, son of Bresk Tarvek.", ["Orlin Tarvek", "Bresk Tarvek"]),
    ("Orlin s/o Bresk of Norvale is accused.", ["Orlin", "Bresk"]),
    ("Orlin alias Bresk carried out the attack.", ["Orlin", "Bresk"]),
    ("Witness Orlin told the portal about smoke.", ["Orlin"]),
    ("Constable Orlin Tarvek died on Sunday.", ["Orlin Tarvek"]),
    ("Head Constable Orlin died on Sunday.", ["Orlin"]),
    ("Deputy Commissioner Orlin Tarvek was detained.", ["Orlin Tarvek"]),
    ("Colonel Tarvek led the troops.", ["Tarvek"]),
    ("Dr Orlin of the hospital counted nine.", ["Orlin"]),
    ("A spokesman, Orlin al-Tarvek, said so.", ["Orlin al-Tarvek"]),
    ("Orlin bin Tarvek was in the car.", ["Orlin bin Tarvek"]),
    ("J. Tarvek was in the car.", ["J. Tarvek"]),
    ("Orlin TARVEK was in the car.", ["Orlin TARVEK"]),
    ("Among the dead were Orlin Tarvek, Bresk and Ulven.", ["Orlin Tarvek", "Bresk", "Ulven"]),
    ("Former minister Orlin Tarvek was shot.", ["Orlin Tarvek"]),
    ("Ex-governor Orlin Tarvek was shot.", ["Orlin Tarvek"]),
    ("The late Chief Minister Orlin Tarvek was buried.", ["Orlin Tarvek"]),
    ("By Orlin Tarvek\nFighting went on in Norvale.", ["Orlin Tarvek"]),
    ("By Orlin\nFighting went on in Norvale.", ["Orlin"]),
    ("VICTIM NAMED ORLIN TARVEK IN NORVALE", ["ORLIN TARVEK"]),
    ("FARMER ORLIN TARVEK SHOT DEAD IN NORVALE", ["ORLIN TARVEK"]),
    ("Family of Orlin Waits for Answers in Norvale", ["Orlin"]),
    ("Orlin Tarvek Killed in Norvale Attack", ["Orlin Tarvek"]),
    ("Teacher Named Ahmed Shot in Norvale Market", ["Ahmed"]),
    ("Among the detained is Œrlin Ťarvek of Norvale.", ["Œrlin Ťarvek"]),
    ("Арлин Тарвек was in the car.", ["Арлин Тарвек"]),
    ("They buried a trader called “Orlin” on Monday.", ["Orlin"]),
    ("In a long line that somebody wrapped by hand it was told that Orlin\nTarvek had seen it.", ["Orlin", "Tarvek"]),
    ("A shopkeeper named\nOrlin Tarvek hid.", ["Orlin Tarvek"]),
]

# A sentence that must stay as it is.
STAY = [
    "Governor Ansel Brodwick spoke on Sunday.",
    "Chief Minister Ansel Brodwick’s vow stands.",
    "Ansel Brodwick, the chief minister, spoke on Sunday.",
    "Ansel Brodwick, the provincial home minister, spoke on Sunday.",
    "Prime Minister Ansel Brodwick and President Ulla Marn met.",
    "Armed men attacked Norvale and Estham on Saturday.",
    "The Example Front said so in Norvale.",
    "The Norvale Police Department closed the road.",
    "The Westmark Disaster Management Authority opened a camp.",
    "The Orlin Brigade carried out the attack.",
    "Operation Red Dawn Phase II began.",
    "On January 31, 2031, the attack began.",
    "The Coastal Highway is closed near Estham Pass.",
    "Fighters of EF held the post for 35 hours.",
    "Why the Westmark Army is Facing Strategic Paralysis",
    "The Current Situation: A Province Under Lockdown\nOn January 31, 2031, fighting began.",
    "Farmer Killed in Norvale",
    "Five Soldiers Killed, Nine Wounded in Fighting",
    "Mining Investment and Regional Stability: Between Expectation and Disappointment",
    "Trains were suspended. Nobody was killed.",
    "Soldier was killed, another was wounded.",
    "Dera Orlin Khel was quiet.",
    "Residents of Norvale fled to Estham.",
    "The town, Norvale, 31 km away, was quiet.",
    "Sample Wire reported it first.",
    "QUETTA: TWELVE KILLED IN NORVALE",
    "United Nations Security Council members met in New York.",
    "Sudanistan and Pamirabad signed the agreement.",
]


@pytest.mark.parametrize(("text", "names"), MASKED, ids=[text[:50] for text, _ in MASKED])
def test_private_names_go(text: str, names: list[str]) -> None:
    mask = Mask(KNOWN, [text])
    shown = mask.text(text)
    assert MASK in shown
    for name in names:
        assert name not in shown
    assert set(mask.masked) & set(names)


@pytest.mark.parametrize("text", STAY, ids=[text[:50] for text in STAY])
def test_offices_places_and_ordinary_words_stay(text: str) -> None:
    body = "strategic paralysis, lockdown, mining, regional, expectation, soldiers, soldier and fighting were spoken of"
    mask = Mask(KNOWN, [text, body])
    assert mask.text(text) == text
    assert mask.masked == ()


def test_a_cut_sees_the_whole_text() -> None:
    """The office that lets a name stay stands before the cut, and the cue that masks one, too."""
    text = "Yesterday Chief Minister Ansel Brodwick vowed it. The body of Orlin was found."
    mask = Mask(KNOWN, [text])
    start = text.index("Ansel")
    assert mask.cut(text, start, start + len("Ansel Brodwick vowed it")) == "Ansel Brodwick vowed it"
    start = text.index("Orlin")
    assert mask.cut(text, start, len(text)) == f"{MASK} was found."


def test_a_cut_through_a_name_shows_no_part_of_it() -> None:
    text = "A farmer named Orlin Tarvek was shot."
    mask = Mask(KNOWN, [text])
    middle = text.index("Tarvek")
    assert mask.cut(text, 0, middle) == f"A farmer named {MASK}"
    assert mask.cut(text, middle, len(text)) == f"{MASK} was shot."
    assert mask.cut(text, middle + 2, middle + 4) == MASK


def test_a_name_told_once_is_masked_everywhere() -> None:
    first = "A farmer named Orlin Tarvek was shot."
    second = "Tarvek had left the house at noon."
    mask = Mask(KNOWN, [second, first])
    assert mask.text(second) == f"{MASK} had left the house at noon."
    assert mask.text("TARVEK BURIED IN NORVALE") == f"{MASK} BURIED IN NORVALE"


def test_an_author_is_masked() -> None:
    mask = Mask(KNOWN, [], ["Orlin Tarvek"])
    assert mask.text("Tarvek reports from Norvale") == f"{MASK} reports from Norvale"


def test_a_name_that_is_known_stays_even_for_an_author() -> None:
    mask = Mask(KNOWN, [], ["Sample Wire"])
    assert mask.text("Sample Wire reports from Norvale") == "Sample Wire reports from Norvale"


def test_an_officeholder_stays_where_the_office_is_not_repeated() -> None:
    text = "Governor Ansel Brodwick spoke. Later Ansel Brodwick left."
    assert Mask(KNOWN, [text]).text(text) == text


def test_kept_tells_what_stays_beside_a_masked_part() -> None:
    text = "Governor Ansel Brodwick spoke. A farmer named Brodwick was shot."
    mask = Mask(KNOWN, [text])
    assert mask.text(text) == f"Governor Ansel Brodwick spoke. A farmer named {MASK} was shot."
    assert mask.kept == ("Ansel Brodwick",)
    assert mask.masked == ("Brodwick",)


def test_the_last_sweep_takes_what_is_left_and_keeps_what_stays() -> None:
    scrub = Scrub(["Orlin Tarvek", "Brodwick"], ["Ansel Brodwick", "Brodwick Pass"])
    text = "Orlin Tarvek Brigade, Ansel Brodwick, Brodwick Pass, Brodwick, Orlin Tarveks"
    assert scrub.text(text) == f"{MASK} Brigade, Ansel Brodwick, Brodwick Pass, {MASK}, Orlin Tarveks"
    assert Scrub([], ["Ansel Brodwick"]).text("Ansel Brodwick") == "Ansel Brodwick"


def test_letters_alone_are_no_names_to_look_for() -> None:
    mask = Mask(KNOWN, ["A man named O was there. A man named Orlin was, too."])
    mask.text("A man named O was there. A man named Orlin was, too.")
    assert mask.masked == ("Orlin",)


def test_no_name_spans_a_line_break() -> None:
    text = "Under Siege in the Hills\nOrlin Tarvek saw it."
    assert Mask(KNOWN, [text]).text(text) == f"Under Siege in the Hills\n{MASK} saw it."


def test_a_mask_that_is_off_changes_nothing() -> None:
    text = "A farmer named Orlin Tarvek was shot."
    mask = Mask(KNOWN, [text], enabled=False)
    assert mask.text(text) == text
    assert mask.masked == ()


def test_order_of_the_texts_does_not_matter() -> None:
    texts = ["Tarvek left.", "A farmer named Orlin Tarvek was shot.", "Orlin, 34, was there."]
    ahead, back = Mask(KNOWN, texts), Mask(KNOWN, texts[::-1])
    assert [ahead.text(text) for text in texts] == [back.text(text) for text in texts]


SYLLABLES = st.sampled_from(["bro", "tar", "vek", "lum", "osk", "rin", "dal", "fem", "ghu", "zor", "wim", "pel"])
NAMES = st.lists(SYLLABLES, min_size=2, max_size=3).map(lambda parts: "".join(parts).capitalize())
FRAMES = [
    "a farmer named {}",
    "the body of {}",
    "{}, 34, from Norvale",
    "{}’s brother",
    "Mr {}",
    "the suspect, identified as {},",
    "{}, a teacher,",
]


@EXAMPLES
@given(st.lists(st.tuples(st.sampled_from(FRAMES), NAMES), min_size=1, max_size=4))
def test_whatever_the_name_it_goes(told: list[tuple[str, str]]) -> None:
    text = " ".join(f"They saw {frame.format(name)} in Estham." for frame, name in told)
    shown = Mask(KNOWN, [text]).text(text)
    for _, name in told:
        assert name.casefold() not in shown.casefold()


@EXAMPLES
@given(st.text(max_size=300), st.data())
def test_any_text_is_cut_without_a_fault(text: str, data: st.DataObject) -> None:
    mask = Mask(KNOWN, [text])
    marks = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    assert mask.cut(text, 0, len(text)) == mask.text(text)
    for start, end in pairwise(marks):
        cut = mask.cut(text, start, end)
        assert cut == text[start:end] or MASK in cut


def test_a_place_that_no_gazetteer_holds_stays_unless_a_cue_tells_a_person() -> None:
    text = "Two shells fell near Kafr Orlin on Monday."
    assert Mask(KNOWN, [text]).text(text) != text
    assert Mask(KNOWN, [text], listed=["Kafr Orlin"]).text(text) == text
    for other in ("A farmer named Kafr Orlin was shot.", "Kafr Orlin, 34, was shot.", "Mr Orlin spoke to us."):
        mask = Mask(KNOWN, [text, other], listed=["Kafr Orlin"])
        assert "Orlin" not in mask.text(text)
        assert "Orlin" not in mask.text(other)


def test_a_body_that_says_what_it_is_in_another_language_is_no_person() -> None:
    text = "Fighters of the Jabhat al-Orlin and of Harakat ul-Tarvek attacked."
    assert Mask(KNOWN, [text]).text(text) == text
    person = "Ansar Orlin spoke to us."
    assert "Orlin" not in Mask(KNOWN, [person]).text(person)
