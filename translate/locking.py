"""One run of this tool at a time in a project. Ground floor: imports nothing of ours but errors.

The lock is the operating system's own, on a file that stays: it ends with the process that holds
it, however that ends, so there are no stale locks.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from translate.errors import ProjectError
from translate.files import shown

_PATIENCE = 2.0  # seconds: as long as a short run of another window may take
_PAUSE = 0.05


@contextmanager
def project_lock(folder: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold the lock in a folder, which is made if need be.

    Waits up to `patience` seconds for another run to end. Raises `ProjectError` that names the
    other run if it does not, or if the folder cannot be written.
    """
    path = folder / "lock"
    try:
        make_state_folder(folder)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ProjectError(f"{shown(path)} cannot be written: {reason}") from error
    with file:
        deadline = time.monotonic() + patience
        while not _try(file):
            if time.monotonic() >= deadline:
                file.seek(0)
                other = file.read().strip() or "another process"
                raise ProjectError(
                    f"another run is at work in this project ({other})",
                    hint="Wait until it has ended, then run this again.",
                )
            time.sleep(_PAUSE)
        file.truncate(0)
        file.write(f"process {os.getpid()}, since {time.strftime('%H:%M:%S')}\n")
        file.flush()
        yield


def make_state_folder(folder: Path) -> None:
    """Make the folder of what can be computed anew, and keep it out of version control.

    Raises `OSError` where it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


if sys.platform == "win32":
    import msvcrt

    def _try(file: IO[str]) -> bool:
        """Take the lock if it is free; it lies far behind the text, which others may read."""
        try:
            os.lseek(file.fileno(), 1 << 20, os.SEEK_SET)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(file: IO[str]) -> bool:
        """Take the lock if it is free."""
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
