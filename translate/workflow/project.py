"""The project that a command means, and what lies in its folders: articles, catalogs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from translate import formats
from translate.config import Project, find_project_file, load_project
from translate.errors import LanguageError, ProjectError, UsageError
from translate.files import shown
from translate.languages import canonical, posix
from translate.model import Finding


def open_project(named: Sequence[Path], folder: Path) -> Project:
    """Return the project of the named articles, or of the working folder if none is named.

    Raises `UsageError` where the named articles belong to several projects.
    """
    homes = {_home(_placed(path)) for path in named} or {_home(folder / "any")}
    if len(homes) > 1:
        places = " and ".join(sorted(shown(file or root) for root, file in homes)[:2])
        raise UsageError(f"the articles belong to different projects: {places}")
    root, file = homes.pop()
    return load_project(file) if file else Project(root, name=root.name)


def _home(article: Path) -> tuple[Path, Path | None]:
    """Return the folder of an article's project, and its project file if it has one."""
    file = find_project_file(article.parent)
    return (file.parent if file else article.parent).resolve(), file


def _placed(path: Path) -> Path:
    """Return where a file stands by its name: where its links lead is another matter.

    Only what `..` means after a link is asked of the system.
    """
    path = Path.cwd() / path
    return path.parent.resolve() / path.name if ".." in path.parts else path


def article_files(project: Project, named: Sequence[Path]) -> list[Path]:
    """Return the articles' files: those named, or all that the project's patterns find.

    Their place is the one by name, so that a link is the same article both ways.
    """
    if named:
        return [_in(project, _placed(path)) for path in named]
    found = dict.fromkeys(path for one in project.articles for path in _matches(project, one))
    if not found:
        patterns = ", ".join(project.articles) or "no pattern at all"
        raise ProjectError(
            f"no articles found: nothing in {shown(project.root)} matches {patterns}",
            hint="Name an article (translate run ARTICLE --to es), or set `articles` in"
            " translate.toml.",
        )
    return list(found)


def _in(project: Project, place: Path) -> Path:
    """Return a place as it is seen from the project's root, if it can be seen from there."""
    for folder in place.parents:
        if folder.resolve() == project.root:
            return project.root / place.relative_to(folder)
    return place


def _matches(project: Project, pattern: str) -> Iterator[Path]:
    """Yield the articles that a pattern finds; what is hidden, or made by us, is none."""
    try:
        paths = sorted(project.root.glob(pattern))
    except (ValueError, NotImplementedError, re.error) as error:
        raise ProjectError(
            f"{shown(project.file or project.root)}: “articles”: “{pattern}” is no pattern:"
            f" {error}",
            hint='All articles of a folder: "articles/**/*"',
        ) from None
    for path in paths:
        inside = path.relative_to(project.root)
        made = any(path.is_relative_to(folder) for folder in (project.build, project.locales))
        if made or any(part.startswith(".") for part in inside.parts):
            continue
        if path.suffix.lower() in formats.FORMATS and path.is_file():
            yield path


@dataclass(frozen=True, slots=True)
class CatalogFolders:
    """Whose catalogs lie in the project; `strange` are the folders that are passed over."""

    languages: tuple[str, ...]
    strange: tuple[Finding, ...]


def catalog_folders(project: Project) -> CatalogFolders:
    """Return the languages of the folders `locales/LANG/LC_MESSAGES`, as gettext spells LANG.

    One that is named after no language, or spelt in another way, stops nothing.
    """
    languages: list[str] = []
    strange: list[Finding] = []
    for folder in sorted(project.locales.glob("*/LC_MESSAGES")):
        name = folder.parent.name
        try:
            tag = canonical(name)
        except LanguageError:
            tag, why = "", "is no language tag"
        else:
            why = f"is spelt {posix(tag)} here"
        if tag and posix(tag) == name:
            languages.append(tag)
        else:
            place = folder.relative_to(project.root).as_posix()
            strange.append(Finding(place, 0, f"“{name}” {why}, so the folder is passed over"))
    return CatalogFolders(tuple(languages), tuple(strange))
