"""The patterns by which a project names its articles: which are sound, and what they mean.

A pattern is relative to the project and has `/` between folders, on every system; `*`, `?` and
`[…]` stand for characters of one name, `**` for any number of folders.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_TOP = re.compile(r"/|[A-Za-z]:/")  # of the disk; the second is Windows'
_WILD = re.compile(r"[*?\[]")
_CONTROL = re.compile("[\0-\x1f\x7f]")
_LONGEST = 1000  # characters; no system has longer paths in one folder


class PatternError(ValueError):
    """A pattern that finds no article on any system; `hint` says what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def sound(pattern: str) -> str:
    """Return a pattern as `Path.glob` wants it; one that names a folder means all that is in it.

    A folder is what ends with `/`, or has neither a wildcard nor a suffix in its last name.

    Raises `PatternError` for one that is empty, leads out of the project, or is no pattern.
    """
    if not pattern.strip():
        raise PatternError("a pattern is empty", 'All articles of a folder: "articles/**/*"')
    if _CONTROL.search(pattern) or len(pattern) > _LONGEST:
        shown = _CONTROL.sub("�", pattern[:60])
        raise PatternError(f"“{shown}” is no pattern for the names of files", "Write it anew.")
    if "\\" in pattern:
        instead = pattern.replace("\\", "/")
        raise PatternError(
            f"“{pattern}” has a backslash in it", f'Write / between folders: "{instead}"'
        )
    if _TOP.match(pattern):
        raise PatternError(
            f"“{pattern}” begins at the top of the disk",
            'Write it as it is seen from the folder of translate.toml: "articles/*.md"',
        )
    parts = PurePosixPath(pattern).parts
    if ".." in parts:
        raise PatternError(
            f"“{pattern}” leads out of the project",
            "Articles lie in the folder of translate.toml or below it; put the file where it has"
            " all of them below.",
        )
    for part in parts:
        if "**" in part and part != "**":
            instead = pattern.replace(part, f"**/{re.sub(r'[*]+', '*', part)}")
            raise PatternError(
                f"“{pattern}” has ** beside other characters",
                f'** is a folder of any depth and stands alone between two /: "{instead}"',
            )
    return str(PurePosixPath(*parts, *_depth(pattern, parts)))


def _depth(pattern: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a pattern lacks to find files, and not only folders."""
    last = parts[-1] if parts else ""
    if last == "**":
        return ("*",)
    bare = not _WILD.search(last) and not PurePosixPath(last).suffix
    return ("**", "*") if bare or pattern.endswith("/") else ()


def base(pattern: str) -> tuple[str, ...]:
    """Return the folders of a pattern before its first wildcard."""
    fixed: list[str] = []
    for part in PurePosixPath(pattern).parts[:-1]:
        if _WILD.search(part):
            break
        fixed.append(part)
    return tuple(fixed)
