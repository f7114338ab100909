"""A model is asked within a budget, again where that may help; what was not read is told. The texts are composed."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.claim import Note, Reading
from karez.model.errors import InputError, RequestError
from karez.model.report import Document
from karez.read.llm.asking import claims_of, pieces, prompt
from karez.read.llm.protocols import Answer, Budget, ModelFailed, Question
from tests.read.llm_model import Scripted, Time, killed, llm
from tests.read.spans import check_spans
from tests.read.told import passage

TEXT = "Nine people were killed in Quetta, police said."
GOOD = {"claims": [killed("Nine people were killed", "Nine", 9)]}
SENTENCE = "On Monday {} people were killed in Quetta and the road was closed for traffic, the police said. "
LONG = "".join(SENTENCE.format(number) for number in range(10, 210))


def echo(question: Question) -> str:
    """Tell every toll of the piece, as a model that reads well would."""
    text = json.loads(question.messages[1][1])["text"]
    found = [word for word, after in zip(text.split(), text.split()[1:], strict=False) if after == "people"]
    return json.dumps({"claims": [killed(f"{one} people were killed", one, int(one)) for one in found]})


def read(model: Scripted, text: str = TEXT, *, budget: Budget | None = None, time: Time | None = None) -> Reading:
    return llm(model, budget, time).read(Document(text, published="2026-02-03", lang="en"))


def codes(reading: Reading) -> list[str]:
    return [note.code for note in reading.notes]


def test_one_good_answer_is_one_call() -> None:
    model = Scripted(GOOD)
    assert len(read(model).claims) == 1
    (question,) = model.asked
    assert question.schema == prompt().schema
    assert (question.most_tokens, question.seconds) == (prompt().answer_tokens, Budget().timeout)


@pytest.mark.parametrize(
    "bad",
    ["", "{", "no JSON", "[]", '{"claims": {}}', '{"claim": []}', "null", "{" * 5000, '{"claims": [' + "[" * 9000],
)
def test_an_answer_that_is_no_json_of_the_schema_is_asked_for_again(bad: str) -> None:
    model, time = Scripted(bad, GOOD), Time()
    assert len(read(model, time=time).claims) == 1
    assert len(model.asked) == 2
    assert model.asked[1].messages[-1] == ("user", prompt().again)
    assert time.slept == []


def test_words_around_the_object_do_no_harm() -> None:
    assert len(read(Scripted(f"Here it is:\n```json\n{json.dumps(GOOD)}\n```\n")).claims) == 1


def test_answers_that_are_never_json_are_an_error_and_no_silence() -> None:
    model = Scripted("no JSON")
    with pytest.raises(InputError, match=r"K123 model-failed.*no JSON of the schema, after 3 calls") as raised:
        read(model)
    assert raised.value.name == "model-failed"
    assert len(model.asked) == 3


def test_what_passes_is_tried_again_after_a_wait() -> None:
    time = Time()
    assert len(read(Scripted(ModelFailed("busy"), ModelFailed("busy"), GOOD), time=time).claims) == 1
    assert time.slept == list(prompt().waits)


def test_a_server_may_say_how_long_to_wait() -> None:
    time = Time()
    assert len(read(Scripted(ModelFailed("busy", after=17.0), GOOD), time=time).claims) == 1
    assert time.slept == [17.0]


def test_a_wait_beyond_the_budget_is_not_waited_for() -> None:
    time = Time()
    with pytest.raises(InputError, match="K125 model-budget"):
        read(Scripted(ModelFailed("busy", after=100_000.0), GOOD), time=time)
    assert time.slept == []


def test_what_does_not_pass_is_not_tried_again() -> None:
    model = Scripted(ModelFailed("it does not end", again=False), GOOD)
    with pytest.raises(InputError, match="it does not end, after 1 calls"):
        read(model)


def test_a_long_report_is_asked_for_in_pieces_and_read_whole() -> None:
    model = Scripted(echo)
    reading = read(model, LONG, budget=Budget(tokens=10**6))
    check_spans(LONG, reading)
    assert len(model.asked) > 2
    assert sorted(item.body.best for item in reading.claims) == list(range(10, 210))  # type: ignore[union-attr]
    assert codes(reading) == []


def test_a_piece_that_says_more_than_an_answer_holds_is_asked_for_in_halves() -> None:
    def short(question: Question) -> Answer:
        said = echo(question)
        return Answer(said[:6000], None, cut=len(said) > 6000)

    model = Scripted(short)
    reading = read(model, LONG, budget=Budget(calls=40, tokens=10**6))
    assert sorted(item.body.best for item in reading.claims) == list(range(10, 210))  # type: ignore[union-attr]
    assert codes(reading) == []
    assert len(model.asked) > 8


def test_a_piece_that_never_fits_is_told_and_not_cut_for_ever() -> None:
    model = Scripted(Answer('{"claims": [', None, cut=True))
    with pytest.raises(InputError, match="K123 model-failed: the answer was broken off for its length"):
        read(model, LONG[:1500], budget=Budget(calls=40, tokens=10**6))
    assert len(model.asked) < 20


def test_a_title_of_half_characters_goes_out_whole() -> None:
    model = Scripted(GOOD)
    llm(model).read(Document("Nine people were killed \ud800.", title="\udfff", publisher="\ud800", lang="en"))
    assert json.loads(model.asked[0].messages[1][1].encode().decode())["title"] == "\ufffd"


def test_a_piece_that_fails_is_told_and_the_others_are_read() -> None:
    model = Scripted(echo, ModelFailed("broken", again=False), echo)
    reading = read(model, LONG, budget=Budget(tokens=10**6))
    (note,) = reading.notes
    assert note.code == "model-failed" and note.message.endswith("were not read: broken")
    start, end = (int(word) for word in note.message.split() if word.isdigit())
    assert 0 < start < end < len(LONG)
    assert reading.claims
    assert not any(claim.span.overlaps(start, end) for claim in reading.claims)


@pytest.mark.parametrize(
    ("budget", "tokens", "step"),
    [(Budget(calls=2), None, 0.0), (Budget(tokens=13_000), 6_000, 0.0), (Budget(seconds=100.0), None, 40.0)],
)
def test_where_the_budget_ends_the_rest_is_told(budget: Budget, tokens: int | None, step: float) -> None:
    model = Scripted(echo, tokens=tokens)
    reading = read(model, LONG, budget=budget, time=Time(step))
    (note,) = reading.notes
    assert note.code == "model-budget"
    start = int(note.message.split()[1])
    assert 0 < start < len(LONG)
    assert reading.claims and all(claim.span.end <= start for claim in reading.claims)
    assert len(model.asked) <= 3


def test_tries_are_calls() -> None:
    model = Scripted(ModelFailed("busy"))
    with pytest.raises(InputError, match=r"K125 model-budget: .* after 2 calls; the last: busy"):
        read(model, budget=Budget(calls=2))
    assert len(model.asked) == 2


@pytest.mark.parametrize("told", [None, 0, -(10**9)])
def test_tokens_that_are_not_told_are_counted_from_the_words(told: int | None) -> None:
    model = Scripted(echo, tokens=told)
    reading = read(model, LONG, budget=Budget(tokens=8_000))
    assert codes(reading) == ["model-budget"]
    assert len(model.asked) < 4


def test_no_answer_may_cost_more_than_is_left() -> None:
    model = Scripted(echo, tokens=5_000)
    read(model, LONG, budget=Budget(tokens=10_000))
    assert model.asked[-1].most_tokens < model.asked[0].most_tokens


def test_a_call_may_take_no_longer_than_is_left() -> None:
    model = Scripted(echo)
    read(model, LONG, budget=Budget(seconds=70.0, timeout=50.0, tokens=10**6), time=Time(15.0))
    assert model.asked[0].seconds == 50.0
    assert model.asked[-1].seconds < 50.0


def test_a_budget_of_nothing_is_an_error() -> None:
    model = Scripted(GOOD)
    with pytest.raises(InputError, match="K125 model-budget: it ended before the first answer"):
        read(model, budget=Budget(tokens=1))
    assert model.asked == []


def test_a_setting_that_is_refused_goes_up_to_the_door() -> None:
    class Refusing(Scripted):
        def ask(self, question: Question) -> Answer:
            raise RequestError("bad-setting", "the endpoint answers 401", place="llm_key")

    with pytest.raises(RequestError, match="K404"):
        read(Refusing(""))


@pytest.mark.parametrize("text", ["", " \n", "\u00ad"])
def test_an_empty_text_is_not_asked_about(text: str) -> None:
    model = Scripted({"claims": []})
    read(model, text)
    assert len(model.asked) <= (1 if text.strip() else 0)


def test_a_language_that_is_not_read_is_not_asked_about() -> None:
    note = Note("language-not-read", "the text is in another language")
    model = Scripted(GOOD)
    reading = llm(model).read(Document(TEXT, lang="ur", notes=(note,)))
    assert (reading.claims, reading.notes, model.asked) == ((), (note,), [])


def test_no_claims_is_an_answer() -> None:
    reading = read(Scripted({"claims": []}))
    assert (reading.claims, reading.notes) == ((), ())
    assert reading.mentions.places


@settings(max_examples=500)
@given(st.text(alphabet="ab .\n", max_size=400), st.integers(5, 60))
def test_pieces_hold_every_word_once_in_order_within_the_bound(text: str, most: int) -> None:
    zones = pieces(passage(text), (0, len(text)), most)
    assert all(end - start > 0 for start, end in zones)
    assert all(one[1] <= other[0] for one, other in pairwise(zones))
    assert "".join("".join(text[start:end] for start, end in zones).split()) == "".join(text.split())
    assert all(len(text[start:end].strip()) <= most for start, end in zones)


@settings(max_examples=500)
@given(st.text(alphabet="ab .\n", max_size=200), st.integers(0, 200), st.integers(0, 200), st.integers(5, 60))
def test_pieces_of_a_stretch_stay_in_it(text: str, start: int, length: int, most: int) -> None:
    zone = (min(start, len(text)), min(start + length, len(text)))
    zones = pieces(passage(text), zone, most)
    assert all(zone[0] <= first < last <= zone[1] for first, last in zones)
    assert "".join(text[first:last] for first, last in zones).split() == text[slice(*zone)].split()


@settings(max_examples=500)
@given(st.text(max_size=200))
def test_any_answer_is_a_list_of_claims_or_none(content: str) -> None:
    assert claims_of(content) is None or isinstance(claims_of(content), tuple)
