"""The arguments and options that several verbs share, and what they do to the project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translate.errors import BabelpressError, UsageError

if TYPE_CHECKING:
    from translate.config import Project
    from translate.workflow.articles import Article

Articles = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="ARTICLE",
        help="Articles (.txt, .md). Without any: all articles of the project.",
        show_default=False,
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="LANG",
        help="Language of the articles. An article's own “lang” in its front matter wins; without"
        " either it is guessed.",
        show_default=False,
    ),
]
To = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        metavar="LANG...",
        help="Target languages, by tag or name: es ca pt-BR, or es,ca,pt-BR, or Spanish.",
        show_default=False,
    ),
]
EngineNames = Annotated[
    list[str] | None,
    typer.Option(
        "--engine",
        metavar="NAME...",
        help="Engines in order of preference: firefox apertium, or firefox,apertium.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write the report as JSON to stdout.")]


def words(values: Iterable[str]) -> tuple[str, ...]:
    """Return the words of an option that takes several, in a row or with commas, each once."""
    found = (word.strip() for value in values for word in value.split(","))
    return tuple(dict.fromkeys(filter(None, found)))


def tags(values: Iterable[str]) -> tuple[str, ...]:
    """Return the languages that such an option names, each once."""
    from translate.language_names import named

    return tuple(dict.fromkeys(map(named, words(values))))


def project_of(
    articles: list[Path] | None,
    source: str | None = None,
    targets: list[str] | None = None,
    engines: list[str] | None = None,
) -> Project:
    """Return the project that the command line means, with the options' word over the file's.

    Raises `UsageError` for an engine that there is none of, `LanguageError` for such a language.
    """
    from translate.engines import ensure_known
    from translate.files import shown
    from translate.language_names import named
    from translate.workflow.project import open_project

    project = open_project(articles or [], Path.cwd())
    if source is not None:
        project = replace(project, source=named(source))
    if targets:
        project = replace(project, targets=_some(tags(targets), "--to names no language"))
    if engines:
        project = replace(project, engines=_some(words(engines), "--engine names no engine"))
    place = f"{shown(project.file)}: " if project.file and not engines else ""
    for name in project.engines:
        ensure_known(name, place)
    return project


def _some(values: tuple[str, ...], otherwise: str) -> tuple[str, ...]:
    if not values:
        raise UsageError(otherwise)
    return values


def articles_of(
    project: Project, named: list[Path] | None
) -> tuple[list[Article], list[BabelpressError]]:
    """Read the articles that the command line means; say what is to be known of them.

    That is, which languages were guessed, and what the reader of the format remarked.
    """
    from translate.cli import output
    from translate.languages import english_name
    from translate.workflow.articles import read_articles
    from translate.workflow.project import article_files, catalog_folders

    for one in catalog_folders(project).strange:
        output.point_out(project, one)
    articles, failures = read_articles(project, article_files(project, named or []))
    for article in articles:
        if article.guessed:
            name = english_name(article.language)
            where = output.place(project, article.path)
            output.say(f"{where}: taken for {name} ({article.language}); --from says otherwise")
        for line, remark in article.document.remarks:
            output.say(f"{output.place(project, article.path, line)}: {remark}", "yellow")
    return articles, failures


@contextmanager
def at_work(project: Project) -> Iterator[None]:
    """Keep other runs out of the project while this one writes."""
    from translate.locking import project_lock

    with project_lock(project.state_folder):
        yield
