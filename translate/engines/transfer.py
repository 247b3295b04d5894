"""The network: one thing fetched at a time, within limits, with a plain word when it fails.

`fetch` and `download` are the only functions of this tool that open a connection to a machine the
user did not name, and only the user's own `models` command calls for them.
"""

from __future__ import annotations

import hashlib
import http.client
import re
import socket
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import IO, Any

from translate.engines.disk import sync_file
from translate.errors import ModelError

Progress = Callable[[int, int | None], None]
"""Told how many bytes are there, and how many there will be, or None where nobody knows."""

_ATTEMPTS = 5
_NETWORK = (OSError, http.client.HTTPException, ValueError)


def fetch(url: str, limit: int, timeout: float) -> bytes:
    """Return what a http(s) address serves, up to `limit` bytes; `ModelError` when it cannot."""
    try:
        with _reply(url, timeout, {}) as reply:
            body: bytes = reply.read(limit + 1)
    except _NETWORK as error:
        raise _unreachable(url, error) from error
    if len(body) > limit:
        raise _too_large(url, limit)
    return body


def download(url: str, part: Path, limit: int, timeout: float, progress: Progress | None) -> None:
    """Bring what a http(s) address serves into the file `part`, up to `limit` bytes.

    Goes on where a connection broke or an earlier run was stopped, if the server offers that and
    its ETag says that the content is still the same; else an unfinished `part` is not kept.
    Raises `ModelError`.
    """
    note = _note(part)
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        for attempt in range(1, _ATTEMPTS + 1):
            before = _length(part)
            try:
                _transfer(url, part, limit, timeout, progress)
                break
            except _NETWORK as error:
                if attempt == _ATTEMPTS:
                    raise
                if before and isinstance(error, urllib.error.HTTPError) and error.code == 416:
                    error.close()  # there is nothing past what we have: it was another content
                    _forget(part)
                elif not (note.exists() and _length(part) > before):
                    raise
    except BaseException as error:
        if isinstance(error, ModelError) or not note.exists():
            _forget(part)
        if isinstance(error, _NETWORK):
            raise _unreachable(url, error) from error
        raise
    note.unlink(missing_ok=True)


def _transfer(url: str, part: Path, limit: int, timeout: float, progress: Progress | None) -> None:
    """Make one attempt. What it leaves in `part` may be continued if it left a note, too."""
    note = _note(part)
    have = _length(part) if note.exists() else 0
    wish = {"Range": f"bytes={have}-", "If-Range": note.read_text("latin-1")} if have else {}
    with _reply(url, timeout, wish) as reply:
        note.unlink(missing_ok=True)
        if reply.status != http.HTTPStatus.PARTIAL_CONTENT:
            have = 0
        elif not reply.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
            raise http.client.HTTPException("the server sent another part than it was asked for")
        length = reply.headers.get("Content-Length", "")
        total = have + int(length) if length.isdecimal() else None
        if total is not None and total > limit:
            raise _too_large(url, limit)
        etag = reply.headers.get("ETag", "")
        with part.open("ab" if have else "wb") as file:
            if etag.startswith('"'):  # a weak one promises no equal bytes (RFC 9110, 13.1.5)
                note.write_text(etag, "latin-1")
            while chunk := reply.read(1 << 16):
                have += len(chunk)
                if have > limit:
                    raise _too_large(url, limit)
                file.write(chunk)
                if progress is not None:
                    progress(have, total)
            sync_file(file)
    if total is not None and have < total:
        raise ConnectionError("the connection broke off")


def _note(part: Path) -> Path:
    return part.with_name(part.name + ".etag")


def _length(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _note(part).unlink(missing_ok=True)


@contextmanager
def _reply(url: str, timeout: float, headers: dict[str, str]) -> Iterator[Any]:
    """Open a http(s) address, proxies of the environment respected; errors are `_NETWORK`'s."""
    if not url.lower().startswith(("http://", "https://")):
        raise ModelError(f"Only http and https links are followed, not {url}")
    agent = {"User-Agent": "babelpress"}
    request = urllib.request.Request(url, headers=agent | headers)  # noqa: S310 - checked above
    with urllib.request.build_opener(_Redirects).open(request, timeout=timeout) as reply:
        yield reply


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect to http(s) alone, and never from a secure to an open connection."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - the signature is urllib's
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        allowed = ("https://",) if req.full_url.startswith("https:") else ("http://", "https://")
        if not newurl.lower().startswith(allowed):
            fp.close()
            raise urllib.error.URLError(f"it redirects to {newurl}, which is not followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _too_large(url: str, limit: int) -> ModelError:
    return ModelError(f"{url} serves more than {limit} bytes, so nothing was changed")


def _unreachable(url: str, error: BaseException) -> ModelError:
    """Put into words why an address gave nothing."""
    reason: object = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(error, urllib.error.HTTPError):
        error.close()
        reason = f"the server answered {error.code} {error.reason}"
    elif isinstance(reason, TimeoutError):
        reason = "the server did not answer in time"
    elif isinstance(reason, socket.gaierror):
        reason = "the name of the server cannot be found; is there a connection?"
    return ModelError(
        f"{url} could not be fetched, so nothing was changed: {reason}",
        hint="What is installed works without a connection.",
    )


def verify(file: BufferedReader, checksum: str, name: str) -> None:
    """Read the file and go back to its start; `ModelError` unless it has this SHA-256."""
    expected = checksum.lower().removeprefix("sha256:")
    if not re.fullmatch(r"[0-9a-f]{64}", expected):
        raise ModelError(f"The checksum {checksum} of {name} is no SHA-256 in hexadecimal")
    actual = hashlib.file_digest(file, "sha256").hexdigest()
    if actual != expected:
        raise ModelError(
            f"{name} has not the published checksum, so nothing was changed",
            hint=f"Published: {expected}\nFound:     {actual}",
        )
    file.seek(0)
