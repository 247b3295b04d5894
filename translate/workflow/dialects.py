"""The dialects of Markdown that an article is written in, as the project names or shows them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from translate.config import Project
from translate.errors import ProjectError
from translate.files import shown
from translate.formats.markdown.dialects.table import DIALECTS, Sign

# A sign is a settings file, and its words stand near its top.
_READ = 64 * 1024


def dialects_of(project: Project, file: Path) -> frozenset[str]:
    """Return the dialects of an article, with those that they are built upon.

    They are those that the project file names; where it names none, those whose signs lie in the
    article's folder or above it, up to the project's root or the root of its repository. The
    suffix of the article counts in any case. Raises `ProjectError` for a name that nobody knows.
    """
    found = {name for name, one in DIALECTS.items() if file.suffix.lower() in one.suffixes}
    if project.dialects is None:
        folders = list(_folders(project, file))
        found |= {name for name, one in DIALECTS.items() if _shown(one.signs, folders)}
    else:
        found |= {_known(project, name) for name in project.dialects}
    return _with_included(found)


def _folders(project: Project, file: Path) -> Iterator[Path]:
    """Yield the folders in which signs count: a repository or a project is one site."""
    inside = file.is_relative_to(project.root)
    for folder in file.parents:
        yield folder
        if (folder / ".git").exists() or (project.file and inside and folder == project.root):
            return


def _shown(signs: Iterable[Sign], folders: Iterable[Path]) -> bool:
    return any(_holds(path, sign) for f in folders for sign in signs for path in _there(f, sign))


def _there(folder: Path, sign: Sign) -> Iterator[Path]:
    if "*" in sign.name:
        yield from folder.glob(sign.name)
    elif (folder / sign.name).exists():
        yield folder / sign.name


def _holds(path: Path, sign: Sign) -> bool:
    if not sign.holds:
        return True
    try:
        with path.open(encoding="utf-8", errors="replace") as stream:
            return re.search(sign.holds, stream.read(_READ)) is not None
    except OSError:
        return False  # a folder of that name, or nothing that may be read, shows nothing


def _known(project: Project, name: str) -> str:
    if name in DIALECTS:
        return name
    close = difflib.get_close_matches(name.lower(), DIALECTS, n=1)
    hint = f"Did you mean “{close[0]}”?" if close else f"Known: {', '.join(sorted(DIALECTS))}"
    file = shown(project.file) if project.file else "translate.toml"
    raise ProjectError(f"{file}: “{name}” is no dialect of Markdown", hint=hint)


def _with_included(names: Iterable[str]) -> frozenset[str]:
    found = set(names)
    while more := {one for name in found for one in DIALECTS[name].includes} - found:
        found |= more
    return frozenset(found)
