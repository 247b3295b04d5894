"""The git repository of a project: how its catalogs are merged, and what is not kept in it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from translate.errors import ProjectError, UsageError
from translate.files import shown, write_atomically

_DRIVER = "babelpress"
_MERGED = ("locales/**/*.po", "locales/**/*.pot")
# What the tool, or Poedit, makes anew; each with a file that the line is about.
_IGNORED = {"*.mo": "locales/es/LC_MESSAGES/a.mo", ".translate/": ".translate/drafts.db"}


def set_up_git(root: Path) -> list[Path]:
    """Let git merge the catalogs of the project in `root` entry by entry.

    The files `.gitattributes` and `.gitignore` get the lines that they lack, and the clone the
    driver in its settings, which git never takes from a repository: so every clone needs this
    once. Returns the files that were written.

    Raises `UsageError` where there is no git, or no repository.
    """
    git = shutil.which("git")
    if git is None:
        raise UsageError("git is not installed")
    if _run(git, root, "rev-parse", "--git-dir").returncode != 0:
        raise UsageError(f"{shown(root)} is in no git repository", hint="Make one: git init")
    settings = {"name": "PO files, entry by entry", "driver": _driver()}
    for key, value in settings.items():
        done = _run(git, root, "config", f"merge.{_DRIVER}.{key}", value)
        if done.returncode != 0:
            raise ProjectError(f"git takes no setting: {done.stderr.strip()}")
    unmerged = [f"{one} merge={_DRIVER}" for one in _MERGED if not _is_merged(git, root, one)]
    unignored = [line for line, file in _IGNORED.items() if not _is_ignored(git, root, file)]
    files = {root / ".gitattributes": unmerged, root / ".gitignore": unignored}
    return [path for path, lines in files.items() if _add(path, lines, root)]


def _driver() -> str:
    """Return the command line that git runs, with the place of this very program.

    Git runs it in a shell of its own, where no virtual environment need be active.
    """
    beside = Path(sys.executable).with_name("translate")
    program = str(beside) if beside.is_file() else shutil.which("translate") or "translate"
    quoted = shlex.quote(program).replace("%", "%%")
    return f"{quoted} merge %O %A %B --path %P --marker-size %L"


def _is_merged(git: str, root: Path, pattern: str) -> bool:
    example = pattern.replace("**/*", "es/LC_MESSAGES/a")
    return _run(git, root, "check-attr", "merge", "--", example).stdout.endswith(f": {_DRIVER}\n")


def _is_ignored(git: str, root: Path, file: str) -> bool:
    return _run(git, root, "check-ignore", "-q", "--no-index", "--", file).returncode == 0


def _run(git: str, root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LC_ALL": "C"}
    # What this user ignores everywhere is not what the repository says to others.
    alone = [f"core.{name}={os.devnull}" for name in ("attributesFile", "excludesFile")]
    command = [git, "-C", str(root), *(word for one in alone for word in ("-c", one)), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def _add(path: Path, lines: Iterable[str], root: Path) -> bool:
    """Add lines to the end of a file, with the line ends that it has."""
    try:
        before = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise ProjectError(f"{shown(path)} cannot be read: {error.strerror or error}") from error
    end = b"\r\n" if b"\r\n" in before else b"\n"
    gap = end if before and not before.endswith(b"\n") else b""
    added = b"".join(line.encode() + end for line in lines)
    return bool(added) and write_atomically(path, before + gap + added, root)
