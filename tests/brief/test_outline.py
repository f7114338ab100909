"""Lines and where their references are written."""

from karez.brief.outline import Brief, Line, Part, Section
from karez.model.vocabulary import Marking


def written(*parts: Part) -> list[tuple[str, tuple[str, ...]]]:
    return [(part.text, refs) for part, refs in Line(parts).cited()]


def test_references_come_once_after_all_that_they_back() -> None:
    same = written(Part("12", ("F1",), strong=True), Part(" people killed", ("F1",)), Part(" — contested"))
    assert same == [("12", ()), (" people killed", ("F1",)), (" — contested", ())]


def test_a_reference_is_written_once_a_line() -> None:
    twice = written(Part("12", ("F1",)), Part("; "), Part("again 12", ("F1", "F2")))
    assert twice == [("12", ("F1",)), ("; ", ()), ("again 12", ("F2",))]


def test_a_run_of_other_references_breaks_off() -> None:
    assert written(Part("12", ("F1",)), Part("13", ("F2",))) == [("12", ("F1",)), ("13", ("F2",))]


def test_an_empty_line_has_no_parts() -> None:
    assert list(Line(()).cited()) == []


def test_the_text_of_a_line_is_its_words() -> None:
    assert Line((Part("12", ("F1",)), Part(" killed"))).text == "12 killed"


def test_lines_come_with_their_section() -> None:
    line = Line((Part("words"),))
    section = Section("key", "Key figures", (line,))
    brief = Brief("t", "now", "now", "UTC", "head", Marking.AMBER, (section, Section("x", "X", ())), ())
    assert list(brief.lines()) == [(section, line)]
