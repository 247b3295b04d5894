"""The command as a user runs it: a process of its own, in a folder of its own."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COMMAND = [str(Path(sys.prefix) / "bin" / "translate")]


@contextmanager
def children_hear_ctrl_c() -> Iterator[None]:
    """Start programs that hear Ctrl-C: what a shell runs in the background is born deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def environment(home: Path) -> dict[str, str]:
    """Return the test's own environment: no settings of the machine's user, no colours."""
    kept = {k: v for k, v in os.environ.items() if k in {"PATH", "LANG", "SYSTEMROOT"}}
    return {**kept, "HOME": str(home), "COLUMNS": "100", "PYTHONDONTWRITEBYTECODE": "1"}


def translate(
    folder: Path, *arguments: str, prefix: tuple[str, ...] = (), timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    return subprocess.run(
        [*prefix, *COMMAND, *arguments],
        cwd=folder,
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def snapshot(folder: Path) -> dict[str, tuple[str, int]]:
    """Return the content and the time of the last change of every file but the cache's."""
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".translate" not in path.parts
    }
