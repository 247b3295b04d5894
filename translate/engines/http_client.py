"""A server of the user's own: JSON goes there, JSON comes back.

The promise: a connection is opened to the address that the user wrote and to no other. There is no
address by default, no redirect is followed, and no proxy of the environment is asked.
"""

from __future__ import annotations

import email.utils
import http.client
import json
import os
import re
import socket
import ssl
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit

from translate.errors import EngineError

_LARGEST = 64 << 20  # bytes of an answer: far more than any batch needs
_LONGEST_WAIT = 120.0  # seconds of one pause, and that a server may ask to be left alone for
_LONGEST_IN_ALL = 600.0  # seconds of all pauses for one request: then a person should know
_PAUSE = 0.5  # seconds before the first further attempt; twice as long before each one after it
_PAUSE_WHEN_BUSY = 10.0  # the same after “too many requests”: limits are by the minute
_DOUBLINGS = 10  # more of them are past the longest pause in any case
_WORDS = 100  # characters of an error page that are shown

_BUSY = 429
_PASSING = {408, 425, _BUSY, 500, 502, 503, 504}


@dataclass(frozen=True, slots=True)
class Server:
    """A server that the user named: `engine` is its table in the project file.

    `timeout` is in seconds, for a request as a whole; `retries` are the attempts after the first
    one. `key`, if there is one, goes along as the bearer's token.
    """

    engine: str
    url: str
    timeout: float
    retries: int
    key: str = ""


class RefusedError(EngineError):
    """The server will not do what it is asked, now or later: status 400 to 499."""

    def __init__(self, message: str, status: int, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.status = status


class _PassingError(Exception):
    """An attempt failed in a way that may pass; `wait` is what the server asks for, in seconds."""

    def __init__(self, reason: str, wait: float | None = None, pause: float = _PAUSE) -> None:
        super().__init__(reason)
        self.wait = wait
        self.pause = pause


def key_from(variable: str) -> str:
    """Return the key in an environment variable; none if no variable is named.

    Raises `EngineError` where the variable is not set.
    """
    if not variable:
        return ""
    key = os.environ.get(variable, "").strip()
    if not key:
        raise EngineError(
            f"the environment variable {variable}, which api_key_env names, is not set"
        )
    if not key.isascii() or not key.isprintable():
        raise EngineError(f"the environment variable {variable} holds no key that can be sent")
    return key


def ask(server: Server, path: str, body: Any = None) -> Any:
    """Return the JSON that the server answers; a request with a body is a POST.

    What may pass (time-outs, 429, 5xx, broken connections) is tried again after a pause, or after
    the time that the server's `Retry-After` asks for: no pause is longer than two minutes, and all
    of them together no longer than ten, whatever server and settings say. Raises `RefusedError`,
    and `EngineError`.
    """
    waited = 0.0
    for attempt in range(server.retries + 1):
        try:
            return _attempt(server, path, body)
        except _PassingError as failure:
            wait = failure.wait
            if wait is not None and wait > _LONGEST_WAIT:
                raise EngineError(
                    f"{server.engine} at {server.url} asks for a pause of {wait:.0f} seconds",
                    hint="What is done is kept. Run the command again after that time.",
                ) from None
            if attempt == server.retries:
                raise EngineError(
                    f"{server.engine} at {server.url} failed: {failure}",
                    hint="Is the server running? What is done is kept; run the command again.",
                ) from None
            if wait is None:
                wait = min(failure.pause * 2 ** min(attempt, _DOUBLINGS), _LONGEST_WAIT)
            if waited + wait > _LONGEST_IN_ALL:
                raise EngineError(
                    f"{server.engine} at {server.url} failed for {waited:.0f} seconds: {failure}",
                    hint="What is done is kept. Run the command again when the server is well.",
                ) from None
            time.sleep(wait)
            waited += wait
    raise AssertionError  # unreachable: the last attempt returns or raises


def _attempt(server: Server, path: str, body: Any) -> Any:
    try:
        status, headers, content = _exchange(server, path, body)
    except TimeoutError:
        raise _PassingError(f"no answer within {server.timeout:g} seconds") from None
    except (socket.gaierror, ssl.SSLError) as error:
        raise EngineError(f"{server.engine} at {server.url} cannot be reached: {error}") from None
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _PassingError(reason or "the connection broke off") from None
    if 300 <= status < 400:
        raise EngineError(
            f"{server.engine} at {server.url} redirects to {headers.get('Location', 'nowhere')},"
            " which is not followed",
            hint=f"If that is the server you mean, write its address as url in"
            f" [engine.{server.engine}] of translate.toml.",
        )
    if status in _PASSING:
        pause = _PAUSE_WHEN_BUSY if status == _BUSY else _PAUSE
        reason = f"the server answered {status}: {_first_words(content)}"
        raise _PassingError(reason, _seconds(headers.get("Retry-After")), pause)
    if status >= 400:
        raise RefusedError(
            f"{server.engine} at {server.url} refused: {_first_words(content)} ({status})", status
        )
    try:
        return json.loads(content)
    except ValueError:
        raise EngineError(
            f"{server.engine} at {server.url} answered with what is no JSON:"
            f" {_first_words(content)}",
            hint="Is that the address of its interface, and not of a page for people?",
        ) from None


def _exchange(server: Server, path: str, body: Any) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Make one request on a connection of its own, which is closed again."""
    end = time.monotonic() + server.timeout
    connection = _connection(server)
    headers = {"Accept": "application/json", "User-Agent": "babelpress", "Connection": "close"}
    if server.key:
        headers["Authorization"] = f"Bearer {server.key}"
    sent = None
    if body is not None:
        sent = json.dumps(body, ensure_ascii=False).encode()
        headers["Content-Type"] = "application/json"
    target = quote(urlsplit(server.url).path.rstrip("/") + path, safe="/%:@!$&'()*+,;=~")
    try:
        connection.connect()
        line = connection.sock
        line.settimeout(_left(end))
        connection.request("GET" if body is None else "POST", target, sent, headers)
        line.settimeout(_left(end))
        reply = connection.getresponse()
        content = bytearray()
        while True:
            line.settimeout(_left(end))
            piece = reply.read1(1 << 16)
            if not piece:
                break
            content += piece
            if len(content) > _LARGEST:
                raise EngineError(f"{server.engine} at {server.url} sends more than can be right")
        if reply.length:
            raise http.client.IncompleteRead(bytes(content), reply.length)
        return reply.status, reply.headers, bytes(content)
    finally:
        connection.close()


def _connection(server: Server) -> http.client.HTTPConnection:
    parts = urlsplit(server.url)
    host = parts.hostname
    if parts.scheme not in {"http", "https"} or not host:
        raise EngineError(
            f"“{server.url}” is no address of a server",
            hint=f"Write it as url in [engine.{server.engine}] of translate.toml.",
        )
    if parts.scheme == "http":
        return http.client.HTTPConnection(host, parts.port, timeout=server.timeout)
    secure = ssl.create_default_context()
    return http.client.HTTPSConnection(host, parts.port, timeout=server.timeout, context=secure)


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _seconds(retry_after: str | None) -> float | None:
    """Read a `Retry-After`: seconds, or a date (RFC 9110, 10.2.3)."""
    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        then = email.utils.parsedate_to_datetime(retry_after)
    except (ValueError, OverflowError):
        return None
    then = then if then.tzinfo is not None else then.replace(tzinfo=UTC)
    return max((then - datetime.now(UTC)).total_seconds(), 0.0)


def _first_words(content: bytes) -> str:
    """Return what an error answer says: the message of its JSON, or the first words of a page."""
    text = content.decode("utf-8", "replace")
    try:
        said = json.loads(text)
    except ValueError:
        said = text
    for key in ("error", "message", "detail"):
        if isinstance(said, dict) and key in said:
            said = said[key]
    if not isinstance(said, str):
        said = json.dumps(said, ensure_ascii=False)
    said = re.sub(r"(?is)<(style|script)\b.*?</\1>|<[^>]*>", " ", said)
    said = " ".join(word for word in said.split() if word.isprintable())
    return f"{said[:_WORDS].rstrip()}…" if len(said) > _WORDS else said or "nothing"
