"""Gets a page or feed. Sends back the mark of what it got last, so that nothing is fetched twice."""

import ipaddress
import socket
from collections.abc import Callable, MutableMapping
from urllib.parse import urljoin, urlsplit

import httpx

from karez.ingest.dates import iso
from karez.ingest.limits import limits
from karez.model.errors import InputError
from karez.model.report import Capture

_HOPS = 5
_SECONDS = 20.0
Marks = MutableMapping[str, str]


def is_public(host: str) -> bool:
    """Whether every address of a host is a public one."""
    try:
        found = socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return False
    return all(ipaddress.ip_address(str(item[4][0]).split("%")[0]).is_global for item in found)


class Fetcher:
    """Fetches addresses. ``marks`` keeps the ETag (else Last-Modified) by address; ``allowed`` decides on hosts."""

    def __init__(
        self, marks: Marks, *, transport: httpx.BaseTransport | None = None, allowed: Callable[[str], bool] = is_public
    ) -> None:
        self._marks = marks
        self._allowed = allowed
        self._transport = transport
        self._client: httpx.Client | None = None

    def get(self, url: str, now: int) -> Capture | None:
        """Return the capture of ``url``; None where it has not changed. Raises InputError fetch-failed, too-large.

        Only http and https; addresses inside the own network are refused, also after a redirect.
        """
        mark = self._marks.get(url)
        address = url
        for _ in range(_HOPS):
            self._check(address, url)
            status, headers, data = self._request(address, _condition(mark), url)
            if status == httpx.codes.NOT_MODIFIED and mark:
                return None
            if 300 <= status < 400 and "location" in headers:
                address = urljoin(address, headers["location"])
                continue
            if status != httpx.codes.OK:
                raise InputError("fetch-failed", f"the server answered {status}", place=url)
            fresh = headers.get("etag") or headers.get("last-modified")
            if fresh:
                self._marks[url] = fresh
            else:
                self._marks.pop(url, None)
            return Capture(data, url, now, "http", headers.get("content-type"))
        raise InputError("fetch-failed", "too many redirects", place=url)

    def _check(self, address: str, url: str) -> None:
        try:
            parts = urlsplit(address)
            usable = parts.scheme in {"http", "https"} and parts.hostname and self._allowed(parts.hostname)
        except ValueError:
            usable = False
        if not usable:
            raise InputError("fetch-failed", "the address is not a public http or https one", place=url)

    def _request(self, address: str, headers: dict[str, str], url: str) -> tuple[int, httpx.Headers, bytes]:
        if self._client is None:  # made late, for most runs fetch nothing
            self._client = httpx.Client(transport=self._transport, timeout=_SECONDS, headers={"user-agent": "karez"})
        try:
            with self._client.stream("GET", address, headers=headers) as response:
                data = bytearray()
                for piece in response.iter_bytes():
                    data += piece
                    if len(data) > limits().bytes:
                        most = limits().bytes
                        raise InputError("too-large", f"more than {most} bytes", place=url)
                return response.status_code, response.headers, bytes(data)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise InputError("fetch-failed", type(error).__name__, place=url) from error


def _condition(mark: str | None) -> dict[str, str]:
    """The header that asks for the page only if it has changed; a mark is an ETag unless it is a date."""
    if not mark:
        return {}
    return {"if-modified-since" if iso(mark) else "if-none-match": mark}
