"""Gets a page or feed. Sends back the mark (ETag) of what it got last, so that nothing is fetched twice."""

import ipaddress
import socket
from collections.abc import Callable, MutableMapping
from urllib.parse import urljoin, urlsplit

import httpx

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
    """Fetches addresses. ``marks`` keeps ETags by address between runs; ``allowed`` decides on hosts."""

    def __init__(
        self, marks: Marks, *, transport: httpx.BaseTransport | None = None, allowed: Callable[[str], bool] = is_public
    ) -> None:
        self._marks = marks
        self._allowed = allowed
        self._client = httpx.Client(transport=transport, timeout=_SECONDS, headers={"user-agent": "karez"})

    def get(self, url: str, now: int) -> Capture | None:
        """Return the capture of ``url``; None where it has not changed. Raises InputError fetch-failed, too-large.

        Only http and https; addresses inside the own network are refused, also after a redirect.
        """
        mark = self._marks.get(url)
        address = url
        for _ in range(_HOPS):
            self._check(address, url)
            status, headers, data = self._request(address, {"if-none-match": mark} if mark else {}, url)
            if status == httpx.codes.NOT_MODIFIED:
                return None
            if 300 <= status < 400 and "location" in headers:
                address = urljoin(address, headers["location"])
                continue
            if status != httpx.codes.OK:
                raise InputError("fetch-failed", f"the server answered {status}", place=url)
            if headers.get("etag"):
                self._marks[url] = headers["etag"]
            return Capture(data, url, now, "http", headers.get("content-type"))
        raise InputError("fetch-failed", "too many redirects", place=url)

    def _check(self, address: str, url: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname or not self._allowed(parts.hostname):
            raise InputError("fetch-failed", "the address is not a public http or https one", place=url)

    def _request(self, address: str, headers: dict[str, str], url: str) -> tuple[int, httpx.Headers, bytes]:
        try:
            with self._client.stream("GET", address, headers=headers) as response:
                data = b""
                for piece in response.iter_bytes():
                    data += piece
                    if len(data) > limits().bytes:
                        raise InputError("too-large", place=url)
                return response.status_code, response.headers, data
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise InputError("fetch-failed", type(error).__name__, place=url) from error
