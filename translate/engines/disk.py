"""Folders changed whole or not at all, at any moment and after any interruption."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from translate.errors import ModelError
from translate.files import sync_folder

_STAGE = ".babelpress-"


@contextmanager
def staging(near: Path) -> Iterator[Path]:
    """Give a hidden folder inside `near`, gone at the end however it comes.

    What a killed run left behind is swept a day later.
    """
    for left in near.glob(f"{_STAGE}*"):
        if left.lstat().st_mtime < time.time() - 86400:
            shutil.rmtree(left, ignore_errors=True)
    stage = Path(tempfile.mkdtemp(prefix=_STAGE, dir=near))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def beside(folder: Path) -> Path:
    """Return where to prepare what will be renamed into the folder: on its disk, not in it."""
    # Argos Translate fails on any folder among its packages that is none, even for a moment.
    parent = folder.parent
    usable = os.access(parent, os.W_OK) and parent.stat().st_dev == folder.stat().st_dev
    return parent if usable else folder


def put_in_place(new: Path, target: Path, aside: Path) -> None:
    """Move the folder `new` to `target`; one that is there is swapped out, to `new` or `aside`.

    One step on Linux and macOS; elsewhere two, the first undone if the second fails.
    """
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise ModelError(f"{target} is in the way and is no folder, so it was left alone")
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        target.rename(aside)
        try:
            new.rename(target)
        except BaseException:
            aside.rename(target)
            raise
    sync_folder(target.parent)


def _exchange(first: Path, second: Path) -> bool:
    """Swap two folders in one step, if the system and the file system can; tell if they did."""
    library = ctypes.CDLL(None) if sys.platform != "win32" else None
    names = os.fsencode(first), os.fsencode(second)
    try:
        if sys.platform == "linux" and library:
            here, swap = -100, ctypes.c_uint(2)  # AT_FDCWD, RENAME_EXCHANGE
            return bool(library.renameat2(here, names[0], here, names[1], swap) == 0)
        if sys.platform == "darwin" and library:
            return bool(library.renamex_np(*names, ctypes.c_uint(2)) == 0)  # RENAME_SWAP
    except AttributeError:  # a C library that is older than the call
        return False
    return False


def discard(path: Path, near: Path) -> None:
    """Take a folder away at once, through a hidden folder in `near`, and delete it there."""
    try:
        if path.is_symlink():
            path.unlink()
        else:
            with staging(near) as stage:
                path.rename(stage / path.name)
        sync_folder(path.parent)
    except OSError as error:
        raise ModelError(f"{path} cannot be removed: {error.strerror}") from error


def write(path: Path, body: bytes) -> None:
    """Write a new file and see it safe on the disk."""
    with path.open("xb") as file:
        file.write(body)
        sync_file(file)


def sync_file(file: IO[bytes]) -> None:
    """See what was written to an open file safe on the disk."""
    file.flush()
    os.fsync(file.fileno())


def filled(path: Path) -> bool:
    """Tell whether there is a file with anything in it."""
    return path.is_file() and path.stat().st_size > 0
