"""Fetching, from canned answers: marks sent back, redirects followed, own networks refused."""

from collections.abc import Callable

import httpx
import pytest

from karez.ingest.fetch import Fetcher, is_public
from karez.ingest.limits import limits
from karez.model.errors import InputError
from tests.ingest.making import CAPTURED, ENGLISH, documents, feed

URL = "https://example.org/feed"
Answer = Callable[[httpx.Request], httpx.Response]


def fetcher(
    answer: Answer, marks: dict[str, str] | None = None, allowed: Callable[[str], bool] | None = None
) -> Fetcher:
    """A fetcher that never leaves this process."""
    kept = marks if marks is not None else {}
    return Fetcher(kept, transport=httpx.MockTransport(answer), allowed=allowed or (lambda host: True))


def refusal(answer: Answer, url: str = URL, allowed: Callable[[str], bool] | None = None) -> InputError:
    """Why an address was not fetched."""
    with pytest.raises(InputError) as raised:
        fetcher(answer, allowed=allowed).get(url, CAPTURED)
    assert raised.value.place == url
    return raised.value


def test_a_page_is_captured_with_its_type_and_time() -> None:
    found = fetcher(lambda request: httpx.Response(200, text=ENGLISH)).get(URL, CAPTURED)
    assert found is not None
    assert (found.data, found.source, found.captured, found.method) == (ENGLISH.encode(), URL, CAPTURED, "http")
    assert found.media_type == "text/plain; charset=utf-8"


def test_a_fetched_feed_is_read() -> None:
    items = feed(f"<title>a</title><link>/1</link><description>{ENGLISH}</description>")
    found = fetcher(lambda request: httpx.Response(200, text=items, headers={"content-type": "text/xml"})).get(
        URL, CAPTURED
    )
    assert found is not None
    (entry,) = documents(found.data, found.source, media_type=found.media_type)
    assert (entry.text, entry.url) == (ENGLISH, "https://example.org/1")


@pytest.mark.parametrize(
    ("told", "asked", "mark"),
    [
        ("etag", "if-none-match", '"v1"'),
        ("etag", "if-none-match", 'W/"v1"'),
        ("etag", "if-none-match", "v1"),
        ("last-modified", "if-modified-since", "Sun, 01 Feb 2026 10:00:00 GMT"),
    ],
)
def test_what_has_not_changed_is_not_fetched_twice(told: str, asked: str, mark: str) -> None:
    seen: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get(asked))
        if request.headers.get(asked) == mark:
            return httpx.Response(304)
        return httpx.Response(200, text=ENGLISH, headers={told: mark})

    marks: dict[str, str] = {}
    assert fetcher(answer, marks).get(URL, CAPTURED) is not None
    assert marks == {URL: mark}
    # Another run, with the marks that the first one left.
    assert fetcher(answer, marks).get(URL, CAPTURED) is None
    assert seen == [None, mark]


def test_a_page_that_has_changed_is_fetched_and_marked_anew() -> None:
    marks = {URL: '"v1"'}
    found = fetcher(lambda request: httpx.Response(200, text=ENGLISH, headers={"etag": '"v2"'}), marks).get(
        URL, CAPTURED
    )
    assert found is not None
    assert marks == {URL: '"v2"'}


def test_a_mark_that_the_server_no_longer_gives_is_forgotten() -> None:
    marks = {URL: '"v1"', "https://example.org/other": '"w"'}
    fetcher(lambda request: httpx.Response(200, text=ENGLISH), marks).get(URL, CAPTURED)
    assert marks == {"https://example.org/other": '"w"'}


def test_not_modified_without_a_mark_is_a_failure() -> None:
    assert "304" in refusal(lambda request: httpx.Response(304)).line()


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429, 500, 503])
def test_a_refusal_of_the_server_is_one_line(status: int) -> None:
    found = refusal(lambda request: httpx.Response(status))
    assert found.line() == (
        f"K116 fetch-failed: {URL}: the server answered {status} — try again later or save the page and add the file"
    )


def test_a_failure_leaves_the_mark() -> None:
    marks = {URL: '"v1"'}
    with pytest.raises(InputError):
        fetcher(lambda request: httpx.Response(500), marks).get(URL, CAPTURED)
    assert marks == {URL: '"v1"'}


@pytest.mark.parametrize("fault", [httpx.ConnectError("x"), httpx.ReadTimeout("x"), httpx.RemoteProtocolError("x")])
def test_a_broken_connection_is_one_line(fault: Exception) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise fault

    assert refusal(answer).line().startswith(f"K116 fetch-failed: {URL}: {type(fault).__name__}")


def test_redirects_are_followed_and_the_first_address_is_kept() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/feed":
            return httpx.Response(302, headers={"location": "/moved"})
        return httpx.Response(200, text=ENGLISH)

    found = fetcher(answer).get(URL, CAPTURED)
    assert found is not None
    assert found.source == URL


def test_redirects_in_a_circle_end() -> None:
    found = refusal(lambda request: httpx.Response(302, headers={"location": URL}))
    assert "too many redirects" in found.line()


@pytest.mark.parametrize(
    "location", ["http://127.0.0.1/", "file:///etc/hostname", "ftp://example.org/", "http://[::1", "//"]
)
def test_a_redirect_into_the_own_network_is_refused(location: str) -> None:
    found = refusal(
        lambda request: httpx.Response(302, headers={"location": location}), allowed=lambda host: host == "example.org"
    )
    assert found.code == "K116"


@pytest.mark.parametrize("url", ["http://", "https://[::1", "http://a b/", "https://:80/x"])
def test_an_address_that_is_none_is_one_line(url: str) -> None:
    assert refusal(lambda request: httpx.Response(200), url, allowed=lambda host: host == "example.org").code == "K116"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "::1", "0.0.0.0", "fe80::1"]
)
def test_addresses_of_own_networks_are_not_public(host: str) -> None:
    assert not is_public(host)


def test_a_host_without_an_address_is_not_public() -> None:
    assert not is_public("a" * 70 + ".invalid")


def test_a_public_address_is() -> None:
    assert is_public("8.8.8.8")


def test_a_download_beyond_the_limit_is_cut_off() -> None:
    sent = 0

    def pieces() -> object:
        nonlocal sent
        while True:
            sent += 1_000_000
            yield b"x" * 1_000_000

    found = refusal(lambda request: httpx.Response(200, content=pieces()))
    assert found.code == "K104"
    assert sent <= limits().bytes + 2_000_000
