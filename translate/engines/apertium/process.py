"""Apertium's programs: which modes are installed, and one pipeline for many sentences.

The sentences end in NUL, at which every stage of the pipeline starts afresh; each carries its
number, so that an answer can only be that of its own sentence.
"""

from __future__ import annotations

import os
import queue
import re
import shutil
import signal
import subprocess
import threading
import weakref
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import IO

from translate.errors import EngineError

_PATIENCE = 120.0  # seconds without an answer after which the pipeline counts as stuck
_GRACE = 5.0  # seconds that a pipeline has to end when it is told to
_RETRIES = 20  # sentences that are tried once more alone, before a batch is given up
_MARK = re.compile(r"\[=(\d+)\]$")


def modes() -> list[str]:
    """Return the names of the installed modes, the shortest last (`fr-es` after `fra-spa`)."""
    program = shutil.which("apertium")
    if program is None:
        return []
    listed = subprocess.run(
        [program, "-l"], capture_output=True, text=True, check=False, env=environment()
    )
    return sorted(listed.stdout.split(), key=lambda mode: (-len(mode), mode))


def environment() -> dict[str, str]:
    """Return the environment for Apertium, which reads UTF-8 only where the locale says so."""
    kept = {k: v for k, v in os.environ.items() if k != "LANG" and not k.startswith("LC_")}
    return {**kept, "LC_ALL": "C.UTF-8"}


def _mode_file(mode: str) -> Path | None:
    folders = (
        os.environ.get("APERTIUM_DATADIR"),
        "/usr/share/apertium",
        "/usr/local/share/apertium",
    )
    files = (Path(folder, "modes", f"{mode}.mode") for folder in folders if folder)
    return next((file for file in files if file.is_file()), None)


def data_files(mode: str) -> list[Path]:
    """Return the files that a mode's pipeline reads, in its order."""
    file = _mode_file(mode)
    return [] if file is None else [Path(p) for p in re.findall(r"'([^']+)'", file.read_text())]


def run(mode: str, streams: Sequence[str]) -> Generator[str, None, None]:
    """Yield the answer to each stream, in order, as they become ready.

    A sentence whose answer did not come, or came with those of others, is tried once more alone.
    """
    if not streams:
        return
    late: dict[int, str] = {}
    wanted = 0
    with closing(_pipeline(mode, list(enumerate(streams)))) as answers:
        for number, answer in answers:
            late[number] = answer
            while wanted in late:
                yield late.pop(wanted)
                wanted += 1
    missing = [n for n in range(wanted, len(streams)) if n not in late]
    if len(missing) > _RETRIES:
        raise EngineError(f"apertium {mode} left {len(missing)} sentences unanswered")
    for number in range(wanted, len(streams)):
        if number not in late:
            late |= dict(_pipeline(mode, [(number, streams[number])]))
        if number not in late:
            raise EngineError(f"apertium {mode} cannot read a sentence: {streams[number]}")
        yield late[number]


def _pipeline(
    mode: str, numbered: Sequence[tuple[int, str]]
) -> Generator[tuple[int, str], None, None]:
    """Yield what comes out of one process, by number; what cannot be told apart is left out."""
    # A session of its own: Ctrl-C in the terminal reaches this program, not the pipeline.
    try:
        process = subprocess.Popen(
            ["apertium", "-z", "-f", "none", mode],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            env=environment(),
        )
    except OSError as error:
        raise EngineError(f"apertium cannot be started: {error.strerror}") from None
    # For a program that ends between two answers, with an error elsewhere, and never comes back.
    guard = weakref.finalize(process, _signal, process.pid, signal.SIGTERM)
    data = "".join(f"{stream}[={number}]\0" for number, stream in numbered).encode(errors="replace")
    chunks: queue.Queue[bytes] = queue.Queue()
    complaint: list[bytes] = []
    threads = [
        threading.Thread(target=_feed, args=(process.stdin, data), daemon=True),
        threading.Thread(target=_read, args=(process.stdout, chunks.put), daemon=True),
        threading.Thread(target=_read, args=(process.stderr, complaint.append), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        buffer = b""
        answered = 0
        while chunk := chunks.get(timeout=_PATIENCE):
            *whole, buffer = (buffer + chunk).split(b"\0")
            for answer in whole:
                text = answer.decode(errors="replace")
                mark = _MARK.search(text)
                if mark and "[=" not in text[: mark.start()]:
                    answered += 1
                    yield int(mark.group(1)), text[: mark.start()]
        if process.wait(_PATIENCE) and not answered:
            threads[-1].join(_GRACE)  # its last words may still be on their way
            raise _failed(mode, b"".join(complaint) or buffer)
    except queue.Empty:
        raise EngineError(f"apertium {mode} gave no answer for {_PATIENCE:.0f} seconds") from None
    finally:
        guard.detach()
        _stop(process, threads)


def _failed(mode: str, complaint: bytes) -> EngineError:
    lines = complaint.decode(errors="replace").strip().splitlines() or ["no word of why"]
    return EngineError(f"apertium {mode} failed: {lines[0].removeprefix('Error: ').rstrip('.')}")


def _feed(stdin: IO[bytes] | None, data: bytes) -> None:
    if stdin is not None:
        with suppress(OSError):  # the pipeline has ended early: its output tells
            stdin.write(data)
        with suppress(OSError):
            stdin.close()


def _read(stream: IO[bytes] | None, put: Callable[[bytes], object]) -> None:
    """Hand on what can be read, piece by piece, and nothing (`b""`) at the end."""
    if stream is not None:
        with suppress(OSError, ValueError):  # closed from the other side: that is the end, too
            while piece := os.read(stream.fileno(), 1 << 16):
                put(piece)
    put(b"")


def _stop(process: subprocess.Popen[bytes], threads: Iterable[threading.Thread]) -> None:
    """End the whole pipeline, if it is still there."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            _signal(process.pid, how)
            with suppress(subprocess.TimeoutExpired):
                process.wait(_GRACE)
    for thread in threads:
        thread.join(_GRACE)
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()


def _signal(group: int, how: signal.Signals) -> None:
    """Send a signal to all processes of a pipeline that are left."""
    with suppress(ProcessLookupError):
        os.killpg(group, how)
