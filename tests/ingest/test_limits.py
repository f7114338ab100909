"""The limits that ship, and the door that third-party decoders are behind."""

import logging
import warnings

import pytest

from karez.ingest.door import door
from karez.ingest.limits import limits
from karez.model.errors import InputError


def test_the_limits_are_numbers_that_make_sense() -> None:
    found = limits()
    assert found.languages == ("en",)
    assert found.characters < found.bytes < found.archive_bytes
    assert all(telling.islower() for words in found.telling_words.values() for telling in words)
    assert set(found.telling_words) == set(found.languages)
    assert limits() is found


@pytest.mark.parametrize("fault", [ValueError("x"), RecursionError(), MemoryError(), KeyError("k"), AssertionError()])
def test_whatever_a_decoder_raises_becomes_one_line(fault: Exception) -> None:
    with pytest.raises(InputError) as raised, door("a.pdf", "PDF"):
        raise fault
    assert raised.value.line() == "K106 broken-file: a.pdf: not a readable PDF — get another copy of it"
    assert raised.value.__cause__ is fault


def test_what_is_told_already_is_told_as_it_is() -> None:
    with pytest.raises(InputError) as raised, door("a.pdf", "PDF"):
        raise InputError("encrypted", place="a.pdf")
    assert raised.value.name == "encrypted"


def test_a_stop_by_the_user_is_no_fault_of_a_file() -> None:
    with pytest.raises(KeyboardInterrupt), door("a.pdf", "PDF"):
        raise KeyboardInterrupt


def test_warnings_and_log_lines_of_decoders_are_kept_quiet(caplog: pytest.LogCaptureFixture) -> None:
    with door("a.pdf", "PDF"):
        warnings.warn("odd", UserWarning, stacklevel=1)
        logging.getLogger("pypdf").warning("odd")
    assert caplog.records == []
