"""Merge: a catalog of two branches, for git, which asks its merge drivers to do it."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

from translate.catalog import Catalog, serialize
from translate.catalog.branches import Clash, clashes, merge_branches
from translate.catalog.parsing import parse
from translate.catalog.po_text import steady_width
from translate.errors import CatalogError
from translate.files import shown, write_atomically


def merge_files(base: Path, ours: Path, theirs: Path, name: str, marks: int) -> list[Clash]:
    """Merge the catalogs of two branches entry by entry; the result takes the place of `ours`.

    `base` is where the branches parted: an empty file if they did not begin as one; one that
    cannot be read counts as such. `name` is what the catalog is called in messages. Returns where
    people contradict each other.

    Raises `CatalogError` where either branch has what is no PO file. Then `ours` becomes what git
    itself makes of the three, where they differ with conflict marks of so many characters.
    """
    try:
        mine, other = _read(ours, f"{name} (ours)"), _read(theirs, f"{name} (theirs)")
    except CatalogError:
        _merge_as_text(base, ours, theirs, marks)
        raise
    try:
        before = _read(base, name)
    except CatalogError:
        before = Catalog()
    merged = merge_branches(before, mine, other)
    if merged != mine:
        data = serialize(replace(merged, width=steady_width(merged)))
        write_atomically(ours, data, ours.parent)
    return clashes(mine, other, merged)


def _read(path: Path, name: str) -> Catalog:
    try:
        return parse(path.read_bytes(), name)
    except OSError as error:
        raise CatalogError(f"{shown(path)} cannot be read: {error.strerror or error}") from error


def _merge_as_text(base: Path, ours: Path, theirs: Path, marks: int) -> None:
    git = shutil.which("git")
    if git is not None:
        names = ("-L", "ours", "-L", "base", "-L", "theirs")
        files = (str(ours), str(base), str(theirs))
        size = f"--marker-size={marks}"
        subprocess.run([git, "merge-file", "-q", size, *names, *files], check=False)
