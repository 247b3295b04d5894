"""Writing files whole or not at all, and naming them to people."""

from __future__ import annotations

import contextlib
import filecmp
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from translate.errors import ProjectError

_LONGEST_NAME = 200  # bytes; file systems allow 255, and a temporary name is longer


def shown(path: Path) -> str:
    """Return a path as a person in the current folder would type it.

    That is, from there on; only what shares no folder with it is named from the root on.
    """
    here = os.path.abspath(path)  # noqa: PTH100  # Path.resolve() would follow links
    try:
        apart = os.path.commonpath([Path.cwd(), here]) == Path(here).anchor
    except ValueError:  # two drives of Windows
        return here
    return here if apart else Path(os.path.relpath(here)).as_posix()


def write_atomically(path: Path, data: bytes, root: Path) -> bool:
    """Write a file whole, or leave it as it was; tell whether anything was written.

    A file that already holds `data` is not touched. Else the data go to a temporary file
    `.NAME.xxxx.tmp` beside it, which takes its place when it is safely on the disk: whatever
    happens, a reader finds the old content or the new. Missing folders are made, the mode of an
    existing file is kept, a symbolic link is followed as long as it stays inside `root`.

    Raises `ProjectError` for a place outside `root` and for whatever the system refuses. No
    temporary file is left behind, short of a power failure or `kill -9`.
    """
    with _told(path):
        target = _inside(path, root)
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = _mode(target)
        if mode is not None and target.read_bytes() == data:
            return False
        return _replace(target, (data,), mode)


def write_pieces(path: Path, pieces: Iterable[bytes], root: Path) -> bool:
    """Write a file that is too large to be held at once, else as `write_atomically` does it.

    What the pieces raise goes on to the caller, and the file is as it was.
    """
    with _told(path):
        target = _inside(path, root)
        target.parent.mkdir(parents=True, exist_ok=True)
        return _replace(target, pieces, _mode(target))


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise ProjectError(f"{shown(path)} cannot be written: {reason}") from error


def _inside(path: Path, root: Path) -> Path:
    """Return where the path leads, all links followed."""
    try:
        target, home = path.resolve(), root.resolve()
    except RuntimeError:  # how Python before 3.13 reports links that lead in a circle
        raise ProjectError(f"{shown(path)} cannot be written: its links lead in a circle") from None
    if not target.is_relative_to(home):
        raise ProjectError(
            f"{shown(path)} cannot be written: it leads out of the project, to {shown(target)}",
            hint=f"Everything is written below {shown(home)}; a symbolic link points elsewhere.",
        )
    return target


def _mode(target: Path) -> int | None:
    """Return the mode of an existing file, None where there is none yet."""
    try:
        mode = target.lstat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(0, "it is a directory")
    if not stat.S_ISREG(mode):
        raise OSError(0, "it is no ordinary file")
    if not os.access(target, os.W_OK):
        raise PermissionError(0, "it is read-only")
    return stat.S_IMODE(mode)


def _replace(target: Path, pieces: Iterable[bytes], mode: int | None) -> bool:
    """Put what the pieces say in the place of a file, unless it says so already."""
    name = os.fsdecode(os.fsencode(target.name)[:_LONGEST_NAME])
    temporary = target.with_name(f".{name}.{secrets.token_hex(4)}.tmp")
    try:
        # Not tempfile: its files are private, while a new file's mode follows the umask.
        with temporary.open("xb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            if mode is not None:
                temporary.chmod(mode)
            os.fsync(file.fileno())
        news = mode is None or not filecmp.cmp(temporary, target, shallow=False)
        if news:
            temporary.replace(target)
        else:
            temporary.unlink()
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if news:
        sync_folder(target.parent)
    return news


def sync_folder(folder: Path) -> None:
    """See the names in a folder safe on the disk, where the system has a way.

    Raises `OSError` where the folder cannot be opened.
    """
    if os.name != "posix":  # Windows cannot open a folder
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
