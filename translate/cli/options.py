"""The arguments and options that several verbs share, and what they do to the project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translate.cli import complete
from translate.errors import BabelpressError, EmptyArticleError, UsageError

if TYPE_CHECKING:
    from translate.config import Project
    from translate.workflow.articles import Article

Articles = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="ARTICLE",
        autocompletion=complete.articles,
        help="Articles (.txt, .md), or folders of them. Without any: all articles of the project.",
        show_default=False,
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="LANG",
        autocompletion=complete.languages,
        help="Language of the articles, by tag or name. An article's own “lang” in its front matter"
        " wins; without either it is recognised by the words.",
        show_default=False,
    ),
]
To = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        metavar="LANG...",
        autocompletion=complete.languages,
        help="Target languages, by tag or name: es ca pt-BR, or es,ca,pt-BR, or Spanish.",
        show_default=False,
    ),
]
EngineNames = Annotated[
    list[str] | None,
    typer.Option(
        "--engine",
        metavar="NAME...",
        autocompletion=complete.engines,
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
    """Return the languages that such an option names, each once; `"es ca"` in quotes names two."""
    from translate.language_names import is_language, named

    found: list[str] = []
    for word in words(values):
        several = word.split()
        row = len(several) > 1 and not is_language(word) and all(map(is_language, several))
        found += several if row else [word]
    return tuple(dict.fromkeys(map(named, found)))


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

    That is, which languages were recognised, what the reader of the format remarked, and which
    are empty; an empty one is a failure only where there is no other. Where none can be read, the
    command ends.
    """
    from translate.cli import output
    from translate.workflow.articles import read_articles
    from translate.workflow.project import article_files, catalog_folders

    for one in catalog_folders(project).strange:
        output.point_out(project, one)
    articles, failures = read_articles(project, article_files(project, named or []))
    _tell_languages(project, articles)
    for article in articles:
        for line, remark in article.document.remarks:
            output.say(f"{output.place(project, article.path, line)}: {remark}", "yellow")
    if articles:
        for failure in failures:
            if isinstance(failure, EmptyArticleError):
                output.say(str(failure), "dim")
        failures = [one for one in failures if not isinstance(one, EmptyArticleError)]
    else:
        output.finish(failures)
    return articles, failures


def _tell_languages(project: Project, articles: Sequence[Article]) -> None:
    """Say which languages were recognised, one line each."""
    from translate.cli import output
    from translate.languages import english_name

    found: dict[str, list[str]] = {}
    for article in articles:
        if article.guessed:
            found.setdefault(article.language, []).append(article.path)
    for tag, paths in found.items():
        what = output.place(project, paths[0]) if len(paths) == 1 else f"{len(paths)} articles"
        name = f"{english_name(tag)} ({tag})"
        output.say(f"{what}: {name}, recognised by the words; --from LANG if not", "dim")


@contextmanager
def at_work(project: Project) -> Iterator[None]:
    """Keep other runs out of the project while this one writes."""
    from translate.locking import project_lock

    with project_lock(project.state_folder):
        yield
