"""The project that a command means, and what lies in its folders: articles, catalogs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from translate import catalog, formats
from translate.config import Project, find_project_file, load_project
from translate.errors import CatalogError, LanguageError, ProjectError, UsageError
from translate.files import shown
from translate.languages import canonical, posix, spellings
from translate.model import Finding

_TEMPLATES = Path("locales/templates")


def open_project(named: Sequence[Path], folder: Path) -> Project:
    """Return the project of the named articles and folders, or of the working folder.

    Raises `UsageError` where the named articles belong to several projects.
    """
    homes = {_home(_placed(path)) for path in named} or {_home(folder)}
    if len(homes) > 1:
        places = " and ".join(sorted(shown(file or root) for root, file in homes)[:2])
        raise UsageError(f"the articles belong to different projects: {places}")
    root, file = homes.pop()
    return load_project(file) if file else Project(root, name=root.name)


def _home(place: Path) -> tuple[Path, Path | None]:
    """Return the folder of the project of an article or a folder, and its file if it has one.

    Without such a file it is the folder whose catalogs know the article, or else its own.
    """
    folder = place if place.is_dir() else place.parent
    file = find_project_file(folder)
    if file is not None:
        return file.parent.resolve(), file
    homes = (one for one in place.parents if _knows(one, place)) if folder != place else ()
    return next(iter(homes), folder).resolve(), None


def _knows(folder: Path, article: Path) -> bool:
    """Tell whether a folder without a project file holds the template of an article's catalogs."""
    return (folder / _TEMPLATES / article.relative_to(folder).with_suffix(".pot")).is_file()


def homes_below(project: Project) -> list[Path]:
    """Return the folders in this one that hold catalogs of their own, without a project file."""
    return sorted(one.parents[1] for one in project.root.glob(f"*/{_TEMPLATES}"))


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
        places = (_in(project, _placed(path)) for path in named)
        return list(dict.fromkeys(file for place in places for file in _named(project, place)))
    found = dict.fromkeys(path for one in project.articles for path in _matches(project, one))
    if project.file is None:
        found |= dict.fromkeys(_with_catalogs(project))
    if not found:
        patterns = ", ".join(project.articles) or "no pattern at all"
        where = "this folder" if project.root == Path.cwd() else shown(project.root)
        raise ProjectError(
            f"no articles found: nothing in {where} matches {patterns}",
            hint="Name an article or a folder (translate run ARTICLE --to es), or set `articles`"
            " in translate.toml.",
        )
    return list(found)


def _named(project: Project, place: Path) -> list[Path]:
    """Return the articles that a person names: a file, or all that are under a folder."""
    if not place.is_dir():
        return [place]
    found = [path for path in sorted(place.rglob("*")) if _is_article(project, path, place)]
    if not found:
        raise UsageError(
            f"{shown(place)}: there are no articles in this folder",
            hint=f"Formats are known by these suffixes: {', '.join(formats.FORMATS)}",
        )
    return found


def _with_catalogs(project: Project) -> Iterator[Path]:
    """Yield the articles that templates refer to: those that were named before, one by one."""
    for template in sorted((project.root / _TEMPLATES).rglob("*.pot")):
        try:
            entries = catalog.read(template).entries
        except CatalogError:
            continue
        for path in dict.fromkeys(path for entry in entries for path, _ in entry.references):
            article = project.root / path
            if article.suffix.lower() in formats.FORMATS and article.is_file():
                yield article


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
    yield from (path for path in paths if _is_article(project, path, project.root))


def _is_article(project: Project, path: Path, folder: Path) -> bool:
    """Tell whether a file under a folder is an article: not hidden, nor made by us."""
    if any(path.is_relative_to(made) for made in (project.build, project.locales)):
        return False
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return not hidden and path.suffix.lower() in formats.FORMATS and path.is_file()


@dataclass(frozen=True, slots=True)
class CatalogFolders:
    """Whose catalogs lie in the project; `strange` are the folders that are passed over."""

    languages: tuple[str, ...]
    strange: tuple[Finding, ...]


def catalog_folder(project: Project, tag: str) -> Path:
    """Return the folder of a language's catalogs; one that an older version made keeps its name."""
    folders = [project.locales / name / "LC_MESSAGES" for name in spellings(tag)]
    return next(filter(Path.is_dir, folders), folders[0])


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
        if tag and catalog_folder(project, tag) == folder:
            languages.append(tag)
        else:
            place = folder.relative_to(project.root).as_posix()
            strange.append(Finding(place, 0, f"“{name}” {why}, so the folder is passed over"))
    return CatalogFolders(tuple(languages), tuple(strange))
