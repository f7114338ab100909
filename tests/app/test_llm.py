"""A language model as reader, from the command line to a server that stands in for it. All texts are composed."""

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from karez.app.commands.workers import LEAST
from karez.app.endpoint import Endpoint
from karez.app.readers import chosen_reader
from karez.app.schema import schema_of
from karez.app.settings import Settings, read_settings
from karez.app.workspace import Workspace
from karez.atlas.atlas import Atlas
from karez.model.errors import RequestError
from karez.read.llm.protocols import Answer, ModelFailed, Question
from karez.read.reader import Reader
from tests.app.conftest import Karez
from tests.completions import Does, Stub, completions, drip, flood, hang, raw, say
from tests.read.llm_model import killed

TEXT = "Nine people were killed in Quetta on Monday, police said. The road is closed.\n"
GOOD = {"claims": [killed("Nine people were killed", "Nine", 9, where="Quetta")]}
KEY = "sk-composed-0123456789"
QUESTION = Question((("system", "Read."), ("user", "{}")), {"type": "object"}, 50, 5.0)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls to the server of a test go straight to it."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def report() -> str:
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    return "a.txt"


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Stub]]:
    """Starts a server that does these things and points the settings at it."""
    running = []

    def start(*does: Does) -> Stub:
        context = completions(*does)
        stub = context.__enter__()
        running.append(context)
        for name, value in {"URL": stub.url, "MODEL": "composed-model", "KEY": KEY, "TIMEOUT": "5"}.items():
            monkeypatch.setenv(f"KAREZ_LLM_{name}", value)
        return stub

    yield start
    for context in running:
        context.__exit__(None, None, None)


Serve = Callable[..., Stub]


# ---------------------------------------------------------------- from the command line


def test_a_model_reads_where_it_is_asked_for(karez: Karez, serve: Serve, report: str) -> None:
    stub = serve(say(GOOD))
    ran = karez("read", "--reader", "llm", report, "--published", "2026-02-03")
    assert (ran.status, ran.err) == (0, "")
    Draft202012Validator(schema_of("reading")).validate(ran.json)
    (toll,) = ran.json["claims"]
    assert (toll["kind"], toll["best"], toll["quote"]) == ("toll", 9, "Nine people were killed")
    assert toll["where"]["place"]["name"] == "Quetta"
    assert toll["reader"] == "karez.llm.v1:llm-1:composed-model"
    assert stub.paths == ["/v1/chat/completions"]
    assert stub.headers[0]["authorization"] == f"Bearer {KEY}"
    (asked,) = stub.asked
    assert (asked["model"], asked["temperature"], asked["stream"]) == ("composed-model", 0, False)
    assert asked["response_format"]["type"] == "json_schema"
    assert asked["response_format"]["json_schema"]["strict"] is True
    assert asked["max_tokens"] > 0


def test_without_being_asked_for_no_model_is_asked(karez: Karez, serve: Serve, report: str) -> None:
    stub = serve(say(GOOD))
    ran = karez("read", report)
    assert ran.json["claims"] and all(claim["reader"].startswith("karez.") for claim in ran.json["claims"])
    assert karez("read", "--reader", "builtin", report).json == ran.json
    assert stub.asked == []


def test_the_setting_and_the_file_ask_for_it_too(
    karez: Karez, serve: Serve, report: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stub = serve(say(GOOD))
    folder = tmp_path / "config" / "karez"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text('reader = "llm"\nllm_calls = 3\n', encoding="utf-8")
    assert len(karez("read", report).json["claims"]) == 1
    monkeypatch.setenv("KAREZ_READER", "builtin")
    karez("read", report)
    assert len(stub.asked) == 1
    karez("read", "--reader", "llm", report)
    assert len(stub.asked) == 2


def test_what_it_reads_is_kept_and_may_be_read_anew(karez: Karez, serve: Serve, report: str) -> None:
    serve(say({"claims": [*GOOD["claims"], killed("ninety people were killed", "ninety", 90)]}))
    karez("init")
    ran = karez("add", "--reader", "llm", report, "--json")
    assert ran.status == 0
    (added,) = ran.json["added"]
    assert added["claims"] == 1
    assert [note.split(":")[0] for note in added["notes"]] == ["not-grounded"]
    assert len(karez("claims", "--json").json) == 1
    assert karez("reread").status == 0
    kinds = {row["kind"] for row in karez("claims", "--json").json}
    assert kinds == {"toll", "status"}
    assert karez("brief", "--json").status == 0


def test_a_batch_is_read_line_by_line(karez: Karez, serve: Serve) -> None:
    serve(say(GOOD), say("no JSON"), say("no JSON"), say("no JSON"), say(GOOD))
    lines = [json.dumps({"id": number, "text": TEXT}) for number in range(3)]
    Path("in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    ran = karez("read", "--reader", "llm", "--jsonl", "in.jsonl")
    made = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.status == 3
    assert [line.get("error", {}).get("code") for line in made] == [None, "K123", None]
    assert [len(line.get("claims", ())) for line in made] == [1, 0, 1]


def test_one_report_that_fails_stops_no_other(karez: Karez, serve: Serve, report: str) -> None:
    serve(*[say("no JSON")] * 3, say(GOOD))
    Path("b.txt").write_text("Other words. " + TEXT, encoding="utf-8")
    ran = karez("read", "--reader", "llm", report, "b.txt")
    assert ran.status == 3
    assert ran.err.startswith("K123 model-failed: a.txt: ") and len(ran.err.splitlines()) == 1
    assert ran.json["id"] == "b.txt"


def test_a_report_that_cannot_be_read_is_not_added(karez: Karez, serve: Serve, report: str) -> None:
    serve(say("no JSON"))
    karez("init")
    ran = karez("add", "--reader", "llm", report)
    assert ran.status == 1
    assert "K123 model-failed: a.txt: " in ran.err
    assert karez("claims", "--json").json == []


def test_a_report_that_cannot_be_read_anew_is_named_and_keeps_its_claims(
    karez: Karez, serve: Serve, report: str
) -> None:
    serve(say(GOOD), say("no JSON"))
    karez("init")
    (added,) = karez("add", "--reader", "llm", report, "--json").json["added"]
    ran = karez("reread", "--reader", "llm")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith(f"K123 model-failed: {added['report']}: ") and len(ran.err.splitlines()) == 1
    assert len(karez("claims", "--json").json) == 1


def test_a_busy_server_is_asked_again(karez: Karez, serve: Serve, report: str) -> None:
    stub = serve(raw(429, b"{}", retry_after="0"), raw(500, b"oops", retry_after="0"), say(GOOD))
    ran = karez("read", "--reader", "llm", report)
    assert (ran.status, len(ran.json["claims"]), len(stub.asked)) == (0, 1, 3)


def test_the_budget_is_that_of_the_settings(
    karez: Karez, serve: Serve, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub = serve(raw(503, b"{}", retry_after="0"))
    monkeypatch.setenv("KAREZ_LLM_CALLS", "2")
    ran = karez("read", "--reader", "llm", report)
    assert (ran.status, len(stub.asked)) == (1, 2)
    assert ran.err.startswith("K125 model-budget: a.txt: ")


def test_a_server_that_says_nothing_is_left_after_the_timeout(
    karez: Karez, serve: Serve, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(hang)
    monkeypatch.setenv("KAREZ_LLM_TIMEOUT", "1")
    monkeypatch.setenv("KAREZ_LLM_CALLS", "1")
    ran = karez("read", "--reader", "llm", report)
    assert ran.status == 1
    assert ran.err.startswith(("K123", "K125"))


# ---------------------------------------------------------------- settings and secrets


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"KAREZ_READER": "gpt"}, "reader is none of builtin, "),
        ({"KAREZ_READER": "llm"}, "needs llm_url and llm_model"),
        ({"KAREZ_READER": "llm", "KAREZ_LLM_URL": "http://127.0.0.1:9/v1"}, "needs llm_model"),
        ({"KAREZ_LLM_CALLS": "0", "KAREZ_LLM_TOKENS": "many"}, "llm_calls is no whole number above 0; llm_tokens is"),
        ({"KAREZ_LLM_SECONDS": "9" * 5000}, "llm_seconds is no whole number"),
    ],
)
def test_settings_that_are_missing_or_wrong_are_told_all_at_once(
    karez: Karez, report: str, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], told: str
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    ran = karez("read", report)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("K404 bad-setting: ") and told in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize("status", [401, 403, 404, 405, 301, 307])
@pytest.mark.parametrize("command", ["read", "add", "batch"])
def test_a_refused_key_or_address_ends_the_command_at_once(
    karez: Karez, serve: Serve, report: str, status: int, command: str
) -> None:
    stub = serve(raw(status, f"the key {KEY} is wrong".encode(), location="http://127.0.0.1:9/elsewhere"))
    karez("init")
    Path("in.jsonl").write_text(json.dumps({"id": 1, "text": TEXT}) + "\n", encoding="utf-8")
    arguments = {"read": ("read", report), "add": ("add", report), "batch": ("read", "--jsonl", "in.jsonl")}[command]
    ran = karez(*arguments, "--reader", "llm")
    assert (ran.status, ran.out, len(stub.asked)) == (2, "", 1)
    assert ran.err.startswith("K404 bad-setting: llm_") and f"answers {status}" in ran.err
    assert KEY not in ran.err


@pytest.mark.slow
def test_a_refused_key_ends_a_batch_of_several_processes(karez: Karez, serve: Serve) -> None:
    serve(raw(401, b"{}"))
    lines = [json.dumps({"id": number, "text": TEXT}) for number in range(LEAST + 40)]
    Path("in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    ran = karez("read", "--reader", "llm", "--jsonl", "in.jsonl", "-o", "out.jsonl")
    assert (ran.status, ran.err[:4]) == (2, "K404")
    assert not Path("out.jsonl").exists()


def test_the_key_is_shown_nowhere(
    karez: Karez, serve: Serve, report: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    echo = raw(400, f"Incorrect key {KEY} in {TEXT}".encode())
    stub = serve(say(GOOD), echo, raw(500, KEY.encode(), retry_after="0"))
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("KAREZ_LOG", "debug")
    karez("init")
    told = [karez("--verbose", "add", "--reader", "llm", report), karez("read", "--reader", "llm", report)]
    Path("b.txt").write_text("Other words. " + TEXT, encoding="utf-8")
    told += [karez("--verbose", "add", "--reader", "llm", "b.txt"), karez("claims", "--json"), karez("brief", "--json")]
    assert len(stub.asked) > 3
    assert all(KEY not in ran.out + ran.err for ran in told)
    assert KEY not in caplog.text and "Incorrect" not in caplog.text
    assert all(KEY.encode() not in path.read_bytes() for path in Path().rglob("*") if path.is_file())
    assert KEY not in repr(read_settings()) and read_settings().llm_key == KEY


def test_nothing_but_the_text_and_what_helps_to_read_it_goes_out(karez: Karez, serve: Serve, report: str) -> None:
    Path("a.json").write_text(
        '{"publisher": "Composed Wire", "author": "an office", "title": "A day"}', encoding="utf-8"
    )
    stub = serve(say(GOOD))
    karez("read", "--reader", "llm", report)
    told = json.loads(stub.asked[0]["messages"][1]["content"])
    assert set(told) == {"title", "publisher", "published", "text"}
    assert (told["text"], told["publisher"]) == (TEXT, "Composed Wire")
    assert "an office" not in json.dumps(stub.asked)


# ---------------------------------------------------------------- the door by itself


def ask(stub: Stub, seconds: float = 5.0, **settings: Any) -> Answer:
    question = Question(QUESTION.messages, QUESTION.schema, QUESTION.most_tokens, seconds)
    return Endpoint(stub.url, "composed-model", **settings).ask(question)


def test_an_answer_is_the_words_and_what_they_cost() -> None:
    with completions(say("words", 7), say("words", None), say("words", "7"), say(None, 3)) as stub:
        assert [ask(stub) for _ in range(4)] == [
            Answer("words", 7), Answer("words", None), Answer("words", None), Answer("", 3),
        ]  # fmt: skip
        assert "authorization" not in stub.headers[0]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"no JSON", b"[]", b"null", b"{}", b'{"choices": []}', b'{"choices": [{}]}', b'{"choices": {"0": 1}}',
        b'{"choices": [{"message": {"content": 5}}]}', b'{"choices": [{"message": null}]}', b"[" * 100_000, b"\xff\xfe",
    ],
)  # fmt: skip
def test_what_is_no_completion_may_be_asked_for_again(body: bytes) -> None:
    with completions(raw(200, body)) as stub, pytest.raises(ModelFailed, match="no chat completion") as raised:
        ask(stub)
    assert raised.value.again


@pytest.mark.parametrize(
    ("status", "header", "again", "after"),
    [
        (429, "3", True, 3.0), (500, "", True, None), (503, "soon", True, None), (408, "-1", True, None),
        (400, "", False, None), (413, "", False, None), (422, "", False, None), (529, "9" * 9, True, None),
    ],
)  # fmt: skip
def test_a_status_tells_whether_another_try_may_help(
    status: int, header: str, again: bool, after: float | None
) -> None:
    headers = {"retry_after": header} if header else {}
    with completions(raw(status, b"secret words", **headers)) as stub, pytest.raises(ModelFailed) as raised:
        ask(stub)
    assert (raised.value.again, raised.value.after) == (again, after)
    assert raised.value.reason == f"the endpoint answers {status}"


@pytest.mark.parametrize("does", [hang, drip], ids=["nothing", "drop by drop"])
def test_a_call_takes_no_longer_than_it_may(does: Does) -> None:
    with completions(does) as stub, pytest.raises(ModelFailed, match="in time") as raised:
        ask(stub, seconds=0.3)
    assert raised.value.again


def test_an_answer_without_end_is_left() -> None:
    with completions(flood) as stub, pytest.raises(ModelFailed, match="does not end") as raised:
        ask(stub)
    assert not raised.value.again


def test_nobody_there_may_be_tried_again() -> None:
    with completions(say("x")) as stub:
        gone = stub
    with pytest.raises(ModelFailed, match="no answer") as raised:
        ask(gone)
    assert raised.value.again


@pytest.mark.parametrize(
    "url", ["", "x", "ftp://a/v1", "http://", "http://u:p@a/v1", "http://a/v1?key=1", "http://a:b/"]
)
def test_an_address_that_is_none_is_refused_and_not_shown(url: str) -> None:
    with pytest.raises(RequestError, match="K404 bad-setting: llm_url") as raised:
        Endpoint(url, "m")
    assert "u:p" not in raised.value.line() and "key=1" not in raised.value.line()


@pytest.mark.parametrize("key", ["a\nb", "schlüssel", "a\x00"])
def test_a_key_that_is_none_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(RequestError, match="K404 bad-setting: llm_key") as raised:
        Endpoint("http://127.0.0.1:9/v1", "m", key)
    assert key not in raised.value.line()


@pytest.mark.parametrize(
    ("tail", "path"),
    [("", "/v1/chat/completions"), ("/", "/v1/chat/completions"), ("/api/v3/", "/api/v3/chat/completions"),
     ("/v1/chat/completions", "/v1/chat/completions")],
)  # fmt: skip
def test_the_address_may_be_given_in_any_usual_form(tail: str, path: str) -> None:
    with completions(say("x")) as stub:
        Endpoint(stub.url.removesuffix("/v1") + tail, "m").ask(QUESTION)
    assert stub.paths == [path]


def test_the_workspace_takes_the_reader_of_its_settings(atlas: Atlas) -> None:
    builtin = Reader(atlas)
    assert chosen_reader(builtin, Settings()) is builtin
    with completions(say(GOOD)) as stub:
        asked = Settings(reader="llm", llm_url=stub.url, llm_model="m", llm_seconds=9)
        with Workspace.passing(asked) as workspace:
            assert workspace.reader == "karez.llm.v1:llm-1:m"
    with pytest.raises(RequestError, match="none of builtin, "):
        chosen_reader(builtin, Settings(reader="other"))
