"""A loopback server for the tests of engines that talk to one: scripted, replayed, or recording.

    python -m tests.engines.talk_server UPSTREAM FILE

records what is said to a real server at UPSTREAM, until it is interrupted, and writes it to FILE.
"""

from __future__ import annotations

import json
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Heard:
    """A request as it came in; the body is JSON, or None."""

    method: str
    path: str
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Said:
    """An answer. What is no bytes is sent as JSON; `hangs` sends nothing until the test ends.

    `cut` is the number of bytes after which the connection breaks off.
    """

    body: Any = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    hangs: bool = False
    cut: int | None = None


@dataclass
class Talk:
    """The server: its address, and what was asked of it."""

    url: str = ""
    heard: list[Heard] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def posts(self) -> list[Any]:
        return [heard.body for heard in self.heard if heard.method == "POST"]


@contextmanager
def serve(answer: Callable[[Heard], Said], port: int = 0) -> Iterator[Talk]:
    """Serve on a port of the loopback, by default a free one, until the block ends."""
    talk = Talk()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers["Content-Length"] or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            heard = Heard(self.command, self.path, body, dict(self.headers))
            talk.heard.append(heard)
            said = answer(heard)
            if said.hangs:
                talk.closing.wait(20)
                return
            raw = said.body
            if not isinstance(raw, bytes):
                raw = json.dumps(raw, ensure_ascii=False).encode()
            self.send_response(said.status)
            self.send_header("Content-Length", str(len(raw)))
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(raw[: said.cut])

        do_POST = do_GET  # noqa: N815  # the name is the library's

        def log_message(self, *args: object) -> None:
            pass

    listener = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    listener.daemon_threads = True
    talk.url = f"http://127.0.0.1:{listener.server_port}"
    thread = threading.Thread(target=listener.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield talk
    finally:
        talk.closing.set()
        listener.shutdown()
        listener.server_close()
        thread.join()


def recorded(file: Path) -> list[tuple[Heard, Said]]:
    """Return what was said to a real server, and what it answered."""
    return [
        (Heard(one["method"], one["path"], one["body"]), Said(one["answer"], one["status"]))
        for one in json.loads(file.read_text("utf-8"))["talk"]
    ]


def _forward(upstream: str, heard: Heard) -> Said:
    request = urllib.request.Request(
        upstream + heard.path,
        None if heard.body is None else json.dumps(heard.body).encode(),
        {"Content-Type": "application/json"},
        method=heard.method,
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request) as reply:
            return Said(json.load(reply), reply.status)
    except urllib.error.HTTPError as error:
        with error:
            return Said(json.load(error), error.code)


def _record(upstream: str, file: Path, port: int) -> None:
    talk: dict[str, Any] = {}

    def answer(heard: Heard) -> Said:
        said = _forward(upstream, heard)
        one = {"method": heard.method, "path": heard.path, "body": heard.body}
        talk[json.dumps(one, sort_keys=True)] = {**one, "status": said.status, "answer": said.body}
        file.write_text(
            json.dumps({"talk": list(talk.values())}, ensure_ascii=False, indent=1) + "\n", "utf-8"
        )
        return said

    with serve(answer, port) as server:
        print(f"Say to {server.url} what is to be recorded; interrupt when done.")  # noqa: T201
        threading.Event().wait()


if __name__ == "__main__":
    _record(sys.argv[1].rstrip("/"), Path(sys.argv[2]), int((sys.argv[3:] or ["0"])[0]))
