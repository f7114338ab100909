"""The fuzz run: reproducible, counted, and red where a property fails."""

import random

import pytest

from evals.fuzz import __main__ as fuzz
from evals.fuzz import properties
from evals.fuzz.files import EXTENSIONS, any_file
from evals.fuzz.words import any_string
from karez.model.report import Document

NAMES = (*properties.PROPERTIES, "read any line")


def test_every_property_holds_on_a_few_examples_and_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz.main(["--examples", "25", "--seed", "7"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    rows = [line.rsplit(maxsplit=3) for line in printed.out.splitlines()[1:]]
    assert [(name, examples, failures) for name, examples, failures, _ in rows] == [(name, "25", "0") for name in NAMES]


def test_a_failure_is_counted_told_with_its_number_and_ends_in_status_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def odd_fails(chance: random.Random) -> None:
        if chance.random() >= 0.5:
            raise AssertionError("more than\na half")

    monkeypatch.setattr(fuzz, "PROPERTIES", {"halves": odd_fails})
    assert fuzz.main(["--examples", "40", "--only", "halves"]) == 1
    printed = capsys.readouterr()
    count = int(printed.out.splitlines()[1].split()[2])
    assert 0 < count < 40
    first = printed.err.splitlines()[0].strip()
    assert first.startswith("halves --example ")
    assert first.endswith("AssertionError: more than a half")
    number = first.split()[2].rstrip(":")
    with pytest.raises(AssertionError):
        fuzz.main(["--only", "halves", "--example", number])


def test_an_unknown_property_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        fuzz.main(["--only", "nothing"])
    assert ended.value.code == 2
    assert "read any string" in capsys.readouterr().err


def test_the_same_number_gives_the_same_input() -> None:
    for number in range(20):
        first, again = (fuzz.chance(1, "read any string", number) for _ in range(2))
        assert any_string(first) == any_string(again)
    assert len({any_string(fuzz.chance(1, "a", number)) for number in range(50)}) > 45


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_files_of_every_format_are_made_whole_and_broken(extension: str) -> None:
    made = {any_file(fuzz.chance(1, extension, number), extension) for number in range(60)}
    assert len(made) > 20


def test_a_span_that_is_not_true_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Fixed:
        def read(self, document: Document) -> object:
            return object()

    def false(*_: object) -> dict[str, object]:
        return {"claims": [], "mentions": {"places": [{"start": 0, "end": 3, "quote": "the"}]}}

    monkeypatch.setattr(properties, "reader", Fixed)
    monkeypatch.setattr(properties, "reading_json", false)
    with pytest.raises(AssertionError, match="a span that is not true"):
        properties.check_reading(Document("A text."), valid=False)


def test_a_file_of_which_nothing_is_said_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(properties, "decode", lambda capture: [])
    with pytest.raises(AssertionError, match="nothing was said"):
        properties.check_decoded(b"x", "a.txt")


def test_a_silent_document_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(properties, "decode", lambda capture: [Document(" ")])
    with pytest.raises(AssertionError, match="silently quiet"):
        properties.check_decoded(b"x", "a.txt")
