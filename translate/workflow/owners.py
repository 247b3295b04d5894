"""Whose catalogs they are: a name belongs to one article, the one that its catalogs refer to."""

from __future__ import annotations

import glob
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from translate import catalog as po
from translate.config import Project
from translate.errors import ArticleError, BabelpressError
from translate.files import shown


def require_own(project: Project, name: str, file: Path) -> None:
    """Leave the catalogs of a name to the article that they were made for.

    They are another one's where most of their references name files that are there and are not
    this one. A file that is gone owns nothing: what its catalogs hold goes to the article that
    bears its name now. Raises `ArticleError` with the way out.
    """
    for path in _catalogs(project, name):
        owner = _other_owner(project, path, file)
        if owner is not None:
            place, other = shown(file), shown(project.root / owner)
            raise ArticleError(
                f"{place}: its catalogs would be those of {other}"
                f" ({shown(path)}), which is another article",
                hint=f"Rename one of the two. Or, if {place} takes the place of {other}, remove"
                f" {other}: what people translated is then carried over.",
            )


def _catalogs(project: Project, name: str) -> Iterator[Path]:
    yield from sorted(project.locales.glob(f"*/LC_MESSAGES/{glob.escape(name)}.po"))
    template = project.locales / "templates" / f"{name}.pot"
    if template.is_file():
        yield template


def _other_owner(project: Project, path: Path, file: Path) -> str | None:
    """Return the article that a catalog is of, if that is there and is not `file`.

    A catalog that cannot be read says nothing; whoever needs it will complain.
    """
    try:
        live = [entry for entry in po.read(path).entries if not entry.obsolete]
    except BabelpressError:
        return None
    places = Counter(place for entry in live for place, _ in entry.references)
    own = sum(count for place, count in places.items() if _is(project.root / place, file))
    others = Counter(
        {
            place: count
            for place, count in places.items()
            if (project.root / place).is_file() and not _is(project.root / place, file)
        }
    )
    return max(others, key=lambda one: others[one]) if others.total() > own else None


def _is(one: Path, other: Path) -> bool:
    """Tell whether two paths lead to one file, in whatever case the system lets it be spelt."""
    return one.exists() and other.exists() and one.samefile(other)
