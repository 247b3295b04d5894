"""The arguments and options that several verbs share, and what they do to the project."""

from __future__ import annotations

from collections.abc import Iterator
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
    str | None,
    typer.Option(
        "--to",
        metavar="LANGS",
        help="Target languages, with commas: es,ca,pt-BR.",
        show_default=False,
    ),
]
EngineNames = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="NAMES",
        help="Engines in order of preference, with commas: firefox,apertium.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write the report as JSON to stdout.")]


def words(value: str) -> tuple[str, ...]:
    """Split a list with commas; repeats and gaps are left out."""
    return tuple(dict.fromkeys(word.strip() for word in value.split(",") if word.strip()))


def project_of(
    articles: list[Path] | None,
    source: str | None = None,
    targets: str | None = None,
    engines: str | None = None,
) -> Project:
    """Return the project that the command line means, with the options' word over the file's."""
    from translate.languages import canonical
    from translate.workflow.project import open_project

    project = open_project(articles or [], Path.cwd())
    if source is not None:
        project = replace(project, source=canonical(source))
    if targets is not None:
        tags = tuple(dict.fromkeys(canonical(tag) for tag in words(targets)))
        if not tags:
            raise UsageError("--to names no language")
        project = replace(project, targets=tags)
    if engines is not None:
        project = replace(project, engines=words(engines))
    return project


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
        output.say(f"{one.path}: {one.message}", "yellow")
    articles, failures = read_articles(project, article_files(project, named or []))
    for article in articles:
        if article.guessed:
            name = english_name(article.language)
            output.say(
                f"{article.path}: taken for {name} ({article.language}); --from says otherwise"
            )
        for line, remark in article.document.remarks:
            output.say(f"{article.path}:{line}: {remark}", "yellow")
    return articles, failures


@contextmanager
def at_work(project: Project) -> Iterator[None]:
    """Keep other runs out of the project while this one writes."""
    from translate.locking import project_lock

    with project_lock(project.state_folder):
        yield
