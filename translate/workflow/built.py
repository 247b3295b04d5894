"""What this tool built, on record: so that only that is removed when its article is gone.

A file of JSON under `.translate/`. Without it nothing is removed; what the next build makes, or
finds as it would make it, is on record again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from translate.config import Project
from translate.errors import BabelpressError, ProjectError
from translate.files import write_atomically
from translate.workflow.status import left_builds


@dataclass(slots=True)
class BuiltFiles:
    """The files under `build/` by their places in the project: a checksum, whose they are."""

    project: Project
    files: dict[str, tuple[str, str]] = field(default_factory=dict)

    def keep(self, path: Path, data: bytes, article: str) -> None:
        """Put on record that a file holds `data`, for an article's sake."""
        self.files[self._name(path)] = (_checksum(data), article)

    def is_ours(self, path: Path) -> bool:
        """Tell whether a file is on record, and as it was written."""
        known = self.files.get(self._name(path))
        return known is not None and path.is_file() and _checksum(path.read_bytes()) == known[0]

    def save(self) -> None:
        """Write the record, if it says something new. Raises `ProjectError`."""
        there = {name: one for name, one in self.files.items() if self._path(name).is_file()}
        if there or _record(self.project).exists():
            data = json.dumps(there, ensure_ascii=False, indent=0, sort_keys=True)
            write_atomically(_record(self.project), data.encode(), self.project.root)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.project.root).as_posix()

    def _path(self, name: str) -> Path:
        return self.project.root / name


def read_built(project: Project) -> BuiltFiles:
    """Return what is on record; nothing where there is no record, or none that can be read."""
    try:
        read = json.loads(_record(project).read_text("utf-8"))
        files = {str(name): (str(mark), str(of)) for name, (mark, of) in read.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        files = {}
    return BuiltFiles(project, files)


def _record(project: Project) -> Path:
    return project.state_folder / "built.json"


def _checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def left_built(project: Project, built: BuiltFiles) -> list[Path]:
    """Return the files under `build/` whose articles are gone: localized articles and assets."""
    gone = {name for name, (_, article) in built.files.items() if not _is_there(project, article)}
    kept = built.files.keys() - gone
    gone |= _unknown(project) - kept
    found = (project.root / name for name in sorted(gone))
    return [path for path in found if path.is_relative_to(project.build) and path.is_file()]


def _is_there(project: Project, article: str) -> bool:
    return (project.root / article).is_file()


def _unknown(project: Project) -> set[str]:
    """Return the localized articles that no article of the project bears the name of."""
    try:
        return {path.relative_to(project.root).as_posix() for path in left_builds(project)}
    except ProjectError:
        return set()  # the last article is gone


def prune(project: Project) -> tuple[list[Path], list[BabelpressError]]:
    """Remove what is left of articles that are gone, and the folders that it leaves empty.

    Only what this tool wrote and nobody changed since. Raises nothing: what the system refuses
    comes back as a failure.
    """
    built = read_built(project)
    removed: list[Path] = []
    failures: list[BabelpressError] = []
    for path in left_built(project, built):
        if not built.is_ours(path):
            continue
        try:
            path.unlink()
            _remove_empty(path.parent, project.build)
        except OSError as error:
            failures.append(ProjectError(f"{path} cannot be removed: {error.strerror}"))
        else:
            removed.append(path)
    built.save()
    return removed, failures


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and folder.is_relative_to(top) and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
