"""A door to a language model: any endpoint with the chat completions of OpenAI and answers bound to a schema."""

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx

from karez.app.log import log
from karez.model.errors import RequestError
from karez.read.llm.protocols import Answer, ModelFailed, Question

_PATH = "/chat/completions"
# More than any answer within its tokens; what is longer comes from no well-meaning server.
_MOST_BYTES = 2_000_000
# The server is busy or broken for now: another try may help.
_PASSING = frozenset({408, 409, 425, 429})
# The address, the key or the model's name is wrong: no call will ever be answered.
_LASTING = frozenset({401, 403, 404, 405})


class Endpoint:
    """One model at one address. The key goes into a header of every call and nowhere else.

    ``url`` is what stands before ``/chat/completions``, mostly ending in ``/v1``. Redirects are not followed: the key
    goes to nobody but the address that was set. Raises RequestError bad-setting for an unusable address or key.
    """

    def __init__(
        self,
        url: str,
        model: str,
        key: str | None = None,
        *,
        transport: httpx.BaseTransport | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = _address(url)
        self._model = model
        if key and not (key.isascii() and key.isprintable()):
            raise RequestError("bad-setting", "it holds characters that no key has", place="llm_key")
        self._headers = {"user-agent": "karez", **({"authorization": f"Bearer {key}"} if key else {})}
        self._clock = clock
        self._transport = transport

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model

    def ask(self, question: Question) -> Answer:
        """Return the answer to a question.

        Raises ModelFailed where there is none; RequestError bad-setting where address, key or model are refused.
        """
        ends = self._clock() + question.seconds
        try:
            data = self._post(question, ends)
        except httpx.TimeoutException as error:
            raise ModelFailed("no answer in time") from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise ModelFailed(f"no answer ({type(error).__name__})") from error
        answer = _answer(data)
        log().debug("model", model=self._model, tokens=answer.tokens, characters=len(answer.content))
        return answer

    def _post(self, question: Question, ends: float) -> bytes:
        timeout = httpx.Timeout(max(question.seconds, 0.001))
        body = self._body(question)
        # A client a call: an answer takes seconds, and so nothing stays open between reports.
        with (
            httpx.Client(transport=self._transport, follow_redirects=False, timeout=timeout) as client,
            client.stream("POST", self._url, json=body, headers=self._headers) as response,
        ):
            _check(response)
            data = bytearray()
            for piece in response.iter_bytes():
                data += piece
                if len(data) > _MOST_BYTES:
                    raise ModelFailed("the answer does not end", again=False)
                if self._clock() > ends:  # one that comes drop by drop never runs into the timeout
                    raise ModelFailed("no whole answer in time")
            return bytes(data)

    def _body(self, question: Question) -> dict[str, Any]:
        schema = {"name": "claims", "strict": True, "schema": question.schema}
        return {
            "model": self._model,
            "messages": [{"role": role, "content": content} for role, content in question.messages],
            "response_format": {"type": "json_schema", "json_schema": schema},
            "max_tokens": question.most_tokens,
            "temperature": 0,
            "seed": 0,
            "stream": False,
        }


def _address(url: str) -> str:
    """The whole address of the calls. Raises RequestError bad-setting for what is no http address."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and not (parts.query or parts.fragment)
        usable = usable and not (parts.username or parts.password) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable:
        told = "it must be an http or https address, without user, password or query; the key is a setting of its own"
        raise RequestError("bad-setting", told, place="llm_url")
    base = url.rstrip("/")
    if base.endswith(_PATH):
        return base
    return base + (_PATH if parts.path.strip("/") else f"/v1{_PATH}")


def _check(response: httpx.Response) -> None:
    """Refuse what is no answer. Nothing that the server wrote is shown: it may repeat the key or the report."""
    status = response.status_code
    if status == httpx.codes.OK:
        return
    if status in _LASTING:
        settings = "llm_key" if status in {401, 403} else "llm_url or llm_model"
        raise RequestError("bad-setting", f"the endpoint answers {status}", place=settings)
    if response.is_redirect:
        raise RequestError("bad-setting", f"the endpoint answers {status}: it has another address", place="llm_url")
    again = status in _PASSING or status >= 500
    raise ModelFailed(
        f"the endpoint answers {status}", again=again, after=_seconds(response.headers.get("retry-after"))
    )


def _seconds(told: str | None) -> float | None:
    """How long a server asks to wait; None where it does not say so in seconds."""
    return float(told) if told and told.isascii() and told.isdigit() and len(told) < 7 else None


def _answer(data: bytes) -> Answer:
    """The first choice of a completion. Raises ModelFailed for what is none."""
    try:
        value = json.loads(data)
        choice = value["choices"][0]
        content = choice["message"]["content"]
        cut = choice.get("finish_reason") == "length"
        usage = value.get("usage") or {}
        tokens = usage.get("total_tokens") if isinstance(usage, dict) else None
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
        raise ModelFailed("the answer is no chat completion") from error
    if content is not None and not isinstance(content, str):
        raise ModelFailed("the answer is no chat completion")
    return Answer(content or "", tokens if isinstance(tokens, int) and not isinstance(tokens, bool) else None, cut)
