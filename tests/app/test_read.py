"""The command that reads: files and batches, by the reading contract."""

import hashlib
import io
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from karez.app.commands.lines import as_line, input_lines, output_line, target
from karez.app.schema import schema_of
from karez.app.workspace import Workspace
from karez.ingest import decode
from karez.ingest.limits import limits
from karez.model.errors import LedgerError
from tests.app.conftest import Karez, Ran

TEXT = "Officials said on Saturday that 17 people were killed and the highway north of the town was closed."
URDU = "حکام نے کہا کہ ہفتے کے روز شہر کے شمال میں سڑک بند کر دی گئی ہے اور سترہ افراد ہلاک ہوئے۔"


@pytest.fixture(scope="module")
def workspace() -> Iterator[Workspace]:
    """A workspace on a ledger that is thrown away."""
    with Workspace.passing() as made:
        yield made


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    """Checks output lines against the schema that ships."""
    return Draft202012Validator(schema_of("reading"))


def batch(*values: object) -> str:
    """Lines of a batch; a text stands as it is."""
    return "".join((value if isinstance(value, str) else json.dumps(value)) + "\n" for value in values)


def put(content: str | bytes, name: str = "in.jsonl") -> Path:
    """A file in the folder of the test."""
    path = Path(name)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def out_lines(ran: Ran) -> list[Any]:
    """The lines that were printed, as JSON."""
    return [json.loads(line) for line in ran.out.splitlines()]


# ---------------------------------------------------------------- batches


def test_a_batch_gives_a_line_a_line_in_order(karez: Karez, validator: Draft202012Validator) -> None:
    texts = [f"{number} people were killed on Saturday." for number in range(3, 23)]
    ran = karez("read", "--jsonl", put(batch(*({"id": f"d{n}", "text": text} for n, text in enumerate(texts)))))
    made = out_lines(ran)
    assert (ran.status, ran.err) == (0, "")
    assert [line["id"] for line in made] == [f"d{n}" for n in range(20)]
    for line, text in zip(made, texts, strict=True):
        validator.validate(line)
        assert line["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
        assert [text[claim["start"] : claim["end"]] for claim in line["claims"]] == [c["quote"] for c in line["claims"]]
        assert line["claims"]


def test_a_line_that_cannot_be_read_has_its_error_in_its_place(karez: Karez, validator: Draft202012Validator) -> None:
    path = put(
        batch(
            {"id": "a", "text": TEXT},
            "{broken",
            {"id": "c"},
            {"text": TEXT},
            {"id": "e", "text": 5},
            ["f"],
            "",
            {"id": "h", "text": TEXT, "published": "01/02/2026"},
            {"id": "i", "text": TEXT},
        )
    )
    ran = karez("read", "--jsonl", path)
    made = out_lines(ran)
    assert ran.status == 3
    assert [line["id"] for line in made] == ["a", None, "c", None, "e", None, None, "h", "i"]
    assert [line.get("error", {}).get("code") for line in made] == [
        None, "K109", "K109", "K109", "K109", "K109", "K109", "K110", None,
    ]  # fmt: skip
    assert len(ran.err.splitlines()) == 7
    assert ran.err.startswith("in.jsonl:2: K109 bad-line: the line is no JSON")
    for line in made:
        validator.validate(line)


@pytest.mark.parametrize("identity", ["a", "", 7, -1, 2**70, "a\nb", "سڑک", "\ud800"])
def test_an_id_comes_back_as_it_came(workspace: Workspace, identity: object) -> None:
    made = output_line(workspace, json.dumps({"id": identity, "text": TEXT}))
    line = as_line(made)
    assert line.count("\n") == 1
    back = json.loads(line.encode())
    assert (back["id"], type(back["id"])) == (identity, type(identity))
    assert "claims" in back


@pytest.mark.parametrize("identity", [None, True, 1.5, [], {}])
def test_what_is_no_id_is_an_error_that_carries_it(workspace: Workspace, identity: object) -> None:
    made = output_line(workspace, json.dumps({"id": identity, "text": TEXT}))
    assert (made["id"], made["error"]["code"]) == (identity, "K109")


def test_ids_may_be_the_same(karez: Karez) -> None:
    ran = karez("read", "--jsonl", put(batch({"id": "a", "text": TEXT}, {"id": "a", "text": TEXT})))
    first, second = out_lines(ran)
    assert first == second


def test_the_id_is_not_in_the_ids_of_claims_and_everything_else_is(workspace: Workspace) -> None:
    def claims(**values: object) -> set[str]:
        return {claim["id"] for claim in output_line(workspace, json.dumps({"text": TEXT, **values}))["claims"]}

    assert claims(id="a") == claims(id="b") != set()
    assert claims(id="a").isdisjoint(claims(id="a", publisher="Example Daily"))


@pytest.mark.parametrize(
    ("published", "start"),
    [("2026-02-02", "2026-01-31"), ("2026-02-02T10:00:00+05:00", "2026-01-31"), ("2026-02-02T10:00", "2026-01-31")],
)
def test_published_anchors_the_days_of_the_week(workspace: Workspace, published: str, start: str) -> None:
    made = output_line(workspace, json.dumps({"id": "a", "text": TEXT, "published": published}))
    assert {time["from"][:10] for time in made["mentions"]["times"] if time["from"]} == {start}


@pytest.mark.parametrize("published", [None, ""])
def test_without_published_such_days_stay_open(workspace: Workspace, published: object) -> None:
    made = output_line(workspace, json.dumps({"id": "a", "text": TEXT, "published": published}))
    assert [time["from"] for time in made["mentions"]["times"]] in ([], [None])


@pytest.mark.parametrize("published", ["yesterday", "2026-02-30", 20260202, True, ["2026-02-02"], {}])
def test_a_bad_date_is_the_line_s_error(workspace: Workspace, published: object) -> None:
    made = output_line(workspace, json.dumps({"id": "a", "text": TEXT, "published": published}))
    assert made["error"]["code"] == "K110"


def test_published_of_the_command_line_stands_for_lines_without(karez: Karez) -> None:
    path = put(batch({"id": "a", "text": TEXT}, {"id": "b", "text": TEXT, "published": "2025-02-03"}))
    first, second = out_lines(karez("read", "--jsonl", path, "--published", "2026-02-02"))
    assert first["mentions"]["times"][0]["from"].startswith("2026-01-31")
    assert second["mentions"]["times"][0]["from"].startswith("2025-02-01")


@pytest.mark.parametrize("lang", [None, "en", "en-GB", "English", 5])
def test_a_language_that_is_told_or_found(workspace: Workspace, lang: object) -> None:
    made = output_line(workspace, json.dumps({"id": "a", "text": TEXT, "lang": lang}))
    assert (made["lang"], made["notes"]) == ("en", [])


@pytest.mark.parametrize("value", [{"text": URDU}, {"text": TEXT, "lang": "ur"}])
def test_a_language_that_is_not_read_is_noted(workspace: Workspace, value: dict[str, str]) -> None:
    made = output_line(workspace, json.dumps({"id": "a", **value}))
    assert (made["lang"], made["claims"]) == ("ur", [])
    assert [note["code"] for note in made["notes"]] == ["language-not-read"]


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b"])
def test_an_empty_text_is_a_reading_with_a_note(workspace: Workspace, text: str) -> None:
    made = output_line(workspace, json.dumps({"id": "a", "text": text}))
    assert made["claims"] == []
    assert [note["code"] for note in made["notes"]] == ([] if text.strip() else ["no-text"])


def test_offsets_count_in_the_text_that_came_in(workspace: Workspace) -> None:
    text = f"\ufeff\r\n\u00ad e\u0301 \ud800 \x00 😀\u2028{TEXT}"
    made = output_line(workspace, json.dumps({"id": "a", "text": text}))
    clean = text.replace("\ud800", "\ufffd")
    assert made["text_sha256"] == hashlib.sha256(clean.encode()).hexdigest()
    assert made["claims"]
    for claim in made["claims"]:
        assert clean[claim["start"] : claim["end"]] == claim["quote"]


def test_a_text_beyond_the_limit_is_cut_and_noted_and_its_digest_is_of_all(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decode, "limits", lambda: replace(limits(), characters=500))
    text = f"{TEXT}\n" * 100
    made = output_line(workspace, json.dumps({"id": "a", "text": text}))
    assert [note["message"] for note in made["notes"]] == ["only the first 500 characters were read"]
    assert made["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert made["claims"]
    assert all(claim["end"] <= 500 for claim in made["claims"])


def test_a_date_in_the_future_is_noted(workspace: Workspace) -> None:
    made = output_line(workspace, json.dumps({"id": "a", "text": TEXT, "published": "2199-01-01"}))
    assert [note["code"] for note in made["notes"]] == ["future-date"]


def test_other_fields_of_odd_types_do_no_harm(workspace: Workspace) -> None:
    made = output_line(
        workspace, json.dumps({"id": "a", "text": TEXT, "title": 5, "publisher": [], "url": {}, "x": None})
    )
    assert made["claims"]


def test_numbers_beyond_json_do_no_harm(workspace: Workspace) -> None:
    for odd in ("NaN", "1e999", "9" * 400):
        assert "claims" in output_line(workspace, f'{{"id": "a", "text": {json.dumps(TEXT)}, "x": {odd}}}')


def test_a_fault_of_the_reader_is_told_in_its_place(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Workspace, "read", faulty)
    made = output_line(workspace, json.dumps({"id": "a", "text": TEXT}))
    assert (made["id"], made["error"]["code"]) == ("a", "K119")
    assert "ZeroDivisionError" in made["error"]["message"]


# ---------------------------------------------------------------- lines in


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_are_read_in_every_unicode_encoding(encoding: str, end: str) -> None:
    path = put(f'{{"id": "é"}}{end}{{"id": 2}}'.encode(encoding))
    assert [json.loads(line or "") for line in input_lines(path)] == [{"id": "é"}, {"id": 2}]


def test_blank_lines_hold_their_place_and_those_at_the_end_are_none() -> None:
    assert list(input_lines(put("a\n\n \r\nb\n\n\n"))) == ["a\n", "", "", "b\n"]
    assert list(input_lines(put("\n\n"))) == []


def test_bytes_that_are_no_utf_8_become_marks(workspace: Workspace) -> None:
    (line,) = input_lines(put(b'{"id": "a", "text": "caf\xe9 17 people were killed."}\n'))
    assert output_line(workspace, line)["claims"]


def test_line_separators_of_unicode_end_no_line(karez: Karez) -> None:
    text = f"one\u2028two\u0085three {TEXT}"
    ran = karez("read", "--jsonl", put(json.dumps({"id": "a", "text": text}, ensure_ascii=False) + "\n"), "-o", "out")
    (line,) = Path("out").read_text(encoding="utf-8").split("\n")[:-1]
    assert ran.status == 0
    assert json.loads(line)["claims"]


def test_a_line_of_ten_megabytes_is_read(workspace: Workspace) -> None:
    value = {"id": "a", "text": TEXT, "x": "y" * 10_000_000}
    (line,) = input_lines(put(json.dumps(value)))
    assert output_line(workspace, line)["claims"]


def test_a_line_beyond_the_limit_is_an_error_and_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch, karez: Karez
) -> None:
    path = put(b'{"id": "a", "text": "' + b"x" * (limits().bytes + 10) + b'"}\n{"id": "b", "text": "Closed."}\n')
    first, second = out_lines(karez("read", "--jsonl", path))
    assert (first["id"], first["error"]["code"]) == (None, "K104")
    assert second["id"] == "b"


def test_a_batch_from_stdin(karez: Karez, monkeypatch: pytest.MonkeyPatch) -> None:
    put(batch({"id": "a", "text": TEXT}))
    with open("in.jsonl", encoding="utf-8") as file:
        monkeypatch.setattr(sys, "stdin", file)
        (made,) = out_lines(karez("read", "--jsonl", "-"))
        assert not file.closed
    assert made["id"] == "a"


@pytest.mark.parametrize(("name", "code"), [("none.jsonl", "K115"), (".", "K103"), ("empty.jsonl", "K101")])
def test_a_batch_that_cannot_be_opened_is_one_line(karez: Karez, name: str, code: str) -> None:
    put("\n", "empty.jsonl")
    ran = karez("read", "--jsonl", name, "-o", "out.jsonl")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith(code)
    assert ran.err.count("\n") == 1
    assert not Path("out.jsonl").exists()


def test_a_batch_of_broken_lines_only_has_done_nothing(karez: Karez) -> None:
    assert karez("read", "--jsonl", put("nope\n")).status == 1


# ---------------------------------------------------------------- results out


def test_results_go_to_the_file_and_only_there(karez: Karez) -> None:
    path = put(batch({"id": "a", "text": TEXT}, "nope"))
    ran = karez("read", "--jsonl", path, "-o", "out.jsonl")
    assert (ran.status, ran.out) == (3, "")
    assert len(Path("out.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert sorted(os.listdir()) == ["in.jsonl", "out.jsonl"]


def test_a_batch_may_be_written_over_itself(karez: Karez) -> None:
    path = put(batch({"id": "a", "text": TEXT}))
    assert karez("read", "--jsonl", path, "-o", path).status == 0
    assert json.loads(path.read_text(encoding="utf-8"))["claims"]


def test_a_run_that_fails_leaves_the_old_file_whole() -> None:
    old = put("old", "out.jsonl")
    with pytest.raises(KeyboardInterrupt), target(old) as file:
        file.write("half")
        raise KeyboardInterrupt
    assert old.read_text(encoding="utf-8") == "old"
    assert os.listdir() == ["out.jsonl"]


@pytest.mark.parametrize("name", ["none/out.jsonl", "."])
def test_a_file_that_cannot_be_written_is_wrong_use(karez: Karez, name: str) -> None:
    ran = karez("read", "--jsonl", put(batch({"id": "a", "text": TEXT})), "-o", name)
    assert ran.status == 2
    assert ran.err.startswith("K402")
    assert ran.err.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_one_line() -> None:
    with pytest.raises(LedgerError) as raised, target(Path("/dev/full")) as file:
        file.write("x" * 100_000)
    assert raised.value.line().startswith("K204 disk-full: /dev/full:")


def test_a_device_is_written_and_not_replaced(karez: Karez) -> None:
    assert karez("read", "--jsonl", put(batch({"id": "a", "text": TEXT})), "-o", os.devnull).status == 0
    assert not Path(os.devnull).is_file()


def test_stdout_is_utf_8_whatever_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii", newline="\r\n"))
    with target(None) as file:
        file.write("سڑک\n")
    assert raw.getvalue() == "سڑک\n".encode()


# ---------------------------------------------------------------- reports


def test_reports_give_a_line_each_by_their_place(karez: Karez, validator: Draft202012Validator) -> None:
    put(TEXT, "a.txt")
    put(f"title,text\nx,{TEXT}\ny,{TEXT}\n", "b.csv")
    ran = karez("read", "a.txt", "b.csv")
    made = out_lines(ran)
    assert (ran.status, ran.err) == (0, "")
    assert [line["id"] for line in made] == ["a.txt", "b.csv:2", "b.csv:3"]
    for line in made:
        validator.validate(line)


def test_one_bad_report_stops_no_other(karez: Karez) -> None:
    put(TEXT, "a.txt")
    put(b"", "empty.txt")
    put(b"%PDF-1.7 broken", "b.pdf")
    ran = karez("read", "empty.txt", "b.pdf", "a.txt", "none.txt")
    assert ran.status == 3
    assert [line["id"] for line in out_lines(ran)] == ["a.txt"]
    assert [line[:4] for line in ran.err.splitlines()] == ["K101", "K106", "K115"]
    assert karez("read", "empty.txt").status == 1


def test_notes_are_told_on_stderr(karez: Karez) -> None:
    put(URDU, "u.txt")
    ran = karez("read", "u.txt")
    assert ran.status == 0
    assert ran.err == "u.txt: language-not-read: the text is in 'ur', which is not read yet\n"
    assert out_lines(ran)[0]["notes"][0]["code"] == "language-not-read"


def test_sidecars_that_a_shell_wrote_out_are_no_reports(karez: Karez) -> None:
    put(TEXT, "a.txt")
    put('{"published": "2026-02-02"}', "a.json")
    ran = karez("read", "a.json", "a.txt")
    (made,) = out_lines(ran)
    assert (ran.status, made["id"]) == (0, "a.txt")
    assert made["mentions"]["times"][0]["from"].startswith("2026-01-31")


def test_reports_may_be_written_to_a_file(karez: Karez) -> None:
    ran = karez("read", put(TEXT, "a.txt"), "-o", "out.jsonl")
    assert ran.out == ""
    assert json.loads(Path("out.jsonl").read_text(encoding="utf-8"))["id"] == "a.txt"


@pytest.mark.parametrize("text", [TEXT, f"{TEXT}\n", f"one\r\ntwo\n\n{TEXT}", f"\u00ad{TEXT} e\u0301"])
def test_the_text_that_is_printed_is_the_text_in_which_offsets_count(karez: Karez, text: str) -> None:
    put(text, "a.txt")
    printed = karez("read", "--text", "a.txt").out
    (made,) = out_lines(karez("read", "a.txt"))
    assert printed == text
    assert hashlib.sha256(printed.encode()).hexdigest() == made["text_sha256"]
    assert made["claims"]
    for claim in made["claims"]:
        assert printed[claim["start"] : claim["end"]] == claim["quote"]


def test_texts_of_several_reports_do_not_run_together(karez: Karez) -> None:
    put("one", "a.txt")
    put("two\n", "b.txt")
    put("three", "c.txt")
    assert karez("read", "--text", "a.txt", "b.txt", "c.txt").out == "one\ntwo\nthree"


def test_a_table_for_people(karez: Karez) -> None:
    ran = karez("read", "--table", put(TEXT, "a.txt"))
    assert "killed 17/17/17" in ran.out
    assert "asserted" in ran.out


def test_published_is_for_reports_that_do_not_say(karez: Karez) -> None:
    put(TEXT, "a.txt")
    (made,) = out_lines(karez("read", "a.txt", "--published", "2026-02-02"))
    assert made["mentions"]["times"][0]["from"].startswith("2026-01-31")


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("a.txt", "--jsonl", "in.jsonl"), ("--jsonl", "in.jsonl", "--text"), ("a.txt", "--text", "--table"),
        ("a.txt", "--table", "-o", "x"), ("a.txt", "--published", "yesterday"), ("a.txt", "--nope"),
        ("--jsonl", "in.jsonl", "--published", "x"),
    ],
)  # fmt: skip
def test_wrong_use_is_told_before_anything_is_done(karez: Karez, arguments: tuple[str, ...]) -> None:
    put(TEXT, "a.txt")
    put(batch({"id": "a", "text": TEXT}))
    ran = karez("read", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err
    assert not Path("x").exists()


ANY = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.just(TEXT)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(st.sampled_from(["id", "text", "published", "lang", "title", "publisher"]), inner, max_size=5),
    ),
    max_leaves=8,
)


@settings(max_examples=500)
@given(
    st.one_of(
        ANY.map(json.dumps),
        st.text(max_size=60),
        ANY.map(lambda value: json.dumps({"id": 1, "text": TEXT, "x": value})),
    )
)
def test_any_line_gives_one_line(workspace: Workspace, validator: Draft202012Validator, line: str) -> None:
    made = output_line(workspace, line)
    back = json.loads(as_line(made).encode())
    assert "error" not in back or back["error"]["code"] != "K119"
    if isinstance(back["id"], str | int) or "error" in back:
        validator.validate(back)
