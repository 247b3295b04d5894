"""A loopback server of model packages, and the packages themselves: real formats, tiny contents."""

from __future__ import annotations

import hashlib
import json
import struct
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

RECORDS = "/v1/buckets/main/collections/translations-models-v2/records"


@dataclass
class Page:
    """What one address serves. `cuts` are the bytes after which the next answers break off."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    cuts: list[int] = field(default_factory=list)
    hangs: bool = False
    says_length: bool = True
    shift: int = 0


@dataclass
class Server:
    """`pages` by path; `seen` are the (path, Range) of the requests, in order."""

    base: str
    pages: dict[str, Page] = field(default_factory=dict)
    seen: list[tuple[str, str | None]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def put(self, path: str, body: bytes, **more: Any) -> str:
        self.pages[path] = Page(body, **more)
        return self.base + path


@contextmanager
def serve() -> Iterator[Server]:
    """Serve on a free port of the loopback until the block ends."""
    server = Server("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.seen.append((self.path, self.headers["Range"]))
            answer(self, server, server.pages.get(self.path, Page(b"none", 404)))

        def log_message(self, *args: object) -> None:
            pass

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.daemon_threads = True
    server.base = f"http://127.0.0.1:{listener.server_port}"
    thread = threading.Thread(target=listener.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        listener.shutdown()
        listener.server_close()
        thread.join()


def answer(handler: BaseHTTPRequestHandler, server: Server, page: Page) -> None:
    """Send the page, or the rest of it where a range of the same content is asked for."""
    if page.hangs:
        server.closing.wait(20)
        return
    body, status = page.body, page.status
    wish, same = handler.headers["Range"], handler.headers["If-Range"] == page.etag
    if wish and page.etag and same:
        start = int(wish.removeprefix("bytes=").removesuffix("-"))
        body, status = body[start:], 206 if start < len(page.body) else 416
    handler.send_response(status)
    if status == 206:
        span = f"bytes {start + page.shift}-{len(page.body) - 1}/{len(page.body)}"
        handler.send_header("Content-Range", span)
    if page.says_length:
        handler.send_header("Content-Length", str(len(body)))
    if page.etag:
        handler.send_header("ETag", page.etag)
    for name, value in page.headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body[: page.cuts.pop(0)] if page.cuts else body)


# Argos packages


def contents(
    source: str = "en", target: str = "pt", version: str = "1.0", model: bytes = b"weights"
) -> dict[str, bytes]:
    """Return the files of a package that is whole in form and tiny in content."""
    about = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": source,
        "to_code": target,
        "to_name": target,
    }
    return {
        "metadata.json": json.dumps(about).encode(),
        "model/model.bin": model,
        "model/shared_vocabulary.json": b'["<unk>", "<s>", "</s>"]',
        "sentencepiece.model": b"pieces",
    }


def argosmodel(path: Path, files: dict[str, bytes], top: str = "translate-en_pt-1_0") -> Path:
    """Write a package file as Argos Translate publishes it: a zip of one folder."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(f"{top}/{name}", body)
    return path


def offer(link: str | list[str], version: str = "1.0", **more: str) -> dict[str, object]:
    """Return an entry as in the real index of Argos packages."""
    source, target = more.pop("source", "en"), more.pop("target", "pt")
    return {
        "package_version": version,
        "argos_version": version,
        "from_code": source,
        "from_name": source,
        "to_code": target,
        "to_name": target,
        "links": [link] if isinstance(link, str) else link,
        "code": f"translate-{source}_{target}",
        **more,
    }


# Firefox models


def zstd(body: bytes) -> bytes:
    """Pack bytes as a zstd frame of raw blocks (RFC 8878, 3.1.1), which any decoder reads."""
    size = 128 << 10
    blocks = [body[at : at + size] for at in range(0, len(body), size)] or [b""]
    # One segment, its size in four bytes, no checksum.
    frame = [b"\x28\xb5\x2f\xfd", bytes([0b1010_0000]), struct.pack("<I", len(body))]
    for number, block in enumerate(blocks, 1):
        header = len(block) << 3 | (number == len(blocks))
        frame += [header.to_bytes(3, "little"), block]
    return b"".join(frame)


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def put_model(
    server: Server,
    files: dict[str, bytes],
    pair: tuple[str, str] = ("en", "pt"),
    version: str = "3.0",
    architecture: str = "tiny",
) -> list[dict[str, Any]]:
    """Serve a model's files as attachments and return their records."""
    records = []
    for name, body in files.items():
        packed = zstd(body)
        location = f"main-workspace/{'-'.join(pair)}/{version}/{architecture}/{name}.zst"
        server.put(f"/cdn/{location}", packed)
        records.append(
            {
                "name": name,
                "fileType": name.split(".")[0],
                "sourceLanguage": pair[0],
                "targetLanguage": pair[1],
                "version": version,
                "architecture": architecture,
                "decompressedHash": sha256(body),
                "decompressedSize": len(body),
                "attachment": {
                    "hash": sha256(packed),
                    "size": len(packed),
                    "filename": f"{name}.zst",
                    "location": location,
                    "mimetype": "application/zstd",
                },
            }
        )
    return records


def put_records(server: Server, records: list[dict[str, Any]]) -> str:
    """Serve records as a Remote Settings server does, its root included; return their address."""
    about = {"capabilities": {"attachments": {"base_url": f"{server.base}/cdn/"}}}
    server.put("/v1/", json.dumps(about).encode())
    return server.put(RECORDS, json.dumps({"data": records}).encode())


def tree(folder: Path) -> dict[str, bytes | str | None]:
    """Return all that is below a folder: the bytes of files, the targets of links."""
    return {
        str(path.relative_to(folder)): str(path.readlink())
        if path.is_symlink()
        else path.read_bytes()
        if path.is_file()
        else None
        for path in sorted(folder.rglob("*"))
    }


def names(folder: Path) -> list[str]:
    """Return the names in a folder, hidden ones too, in order."""
    return sorted(path.name for path in folder.iterdir())
