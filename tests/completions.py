"""A server for tests that speaks the chat completions of OpenAI: it does what it was given to do, call by call."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Does = Callable[["Handler"], None]


@dataclass
class Stub:
    """What the server was asked and what it does next; the last thing to do is done again and again."""

    does: list[Does]
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def next(self) -> Does:
        return self.does.pop(0) if len(self.does) > 1 else self.does[0]


class Handler(BaseHTTPRequestHandler):
    """Keeps every call and does what comes next."""

    stub: Stub

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.stub.paths.append(self.path)
        self.stub.headers.append({name.lower(): value for name, value in self.headers.items()})
        self.stub.asked.append(json.loads(body))
        try:
            self.stub.next()(self)
        except ConnectionError:  # the other side has had enough, as some tests want it to
            self.close_connection = True

    def begin(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on stderr."""


def raw(status: int, body: bytes, **headers: str) -> Does:
    """Answer with these bytes; ``_`` in the name of a header stands for ``-``."""

    def do(handler: Handler) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        handler.begin(status, {"content-type": "application/json", "content-length": str(len(body)), **named})
        handler.wfile.write(body)

    return do


def say(content: object, tokens: object = 100) -> Does:
    """Answer with a completion: a text as it is, anything else as JSON."""
    text = content if isinstance(content, str) or content is None else json.dumps(content)
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    return raw(200, json.dumps({"choices": [choice], "usage": {"total_tokens": tokens}}).encode())


def hang(handler: Handler) -> None:
    """Answer nothing until the test is over."""
    handler.stub.over.wait()


def drip(handler: Handler) -> None:
    """Answer one blank after the other, slowly, until the other side has had enough or the test is over."""
    handler.begin(200, {"content-type": "application/json"})
    while not handler.stub.over.wait(0.02):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def flood(handler: Handler) -> None:
    """Answer without end, as fast as it goes."""
    handler.begin(200, {"content-type": "application/json"})
    while not handler.stub.over.is_set():
        handler.wfile.write(b" " * 65536)


@contextmanager
def completions(*does: Does) -> Iterator[Stub]:
    """Run a server that does these things, one a call."""
    stub = Stub(list(does))
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"stub": stub}))
    server.daemon_threads = True
    stub.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield stub
    finally:
        stub.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
