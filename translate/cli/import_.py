"""`translate import`: translations that exist already."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from translate.cli import complete, output
from translate.cli.options import AsJson, From, To, at_work, project_of
from translate.errors import UsageError
from translate.files import shown


def import_(
    article: Annotated[
        Path,
        typer.Argument(
            help="The article in its source language.", autocompletion=complete.articles
        ),
    ],
    localized: Annotated[
        Path,
        typer.Argument(help="Its translation: an article of the same format, or a PO file."),
    ],
    source: From = None,
    targets: To = None,
    as_json: AsJson = False,
) -> None:
    """Bring in a translation that exists already.

    The sentences of both articles are aligned, by length and by what they share: numbers, names,
    links, headings; the two need not have the same structure. What is sure comes in as reviewed,
    the rest as “Needs work”. A localized article in build/ that someone edited gives back the
    edited sentences. A PO file of another tool comes in by its texts.

    \b
    Examples:
      translate import articles/a.md old/a.es.md --to es
      translate import articles/a.md build/es/a.md --to es
      translate import articles/a.md po4a/es.po --to es
    """
    from translate.workflow.adopt import import_article, import_catalog, import_target
    from translate.workflow.articles import read_article
    from translate.workflow.owners import require_own

    project = project_of([article], source, targets)
    read = read_article(project, article.resolve())
    require_own(project, read.name, article.resolve())
    target = import_target(project, read)
    if target is None:
        raise UsageError("name the one language of the translation: --to es")
    with at_work(project):
        if localized.suffix.lower() in {".po", ".pot"}:
            report = import_catalog(project, read, localized, target)
        else:
            report = import_article(project, read, localized, target)
    place = shown(report.catalog)
    output.say(
        f"{place}: {report.reviewed} entries reviewed, {report.unsure} to look at,"
        f" {report.unchanged} as they were"
    )
    for text in report.homeless:
        output.say(f"  without a place: “{text}”", "yellow")
    if as_json:
        output.emit_json(
            {
                "catalog": place,
                "reviewed": report.reviewed,
                "unsure": report.unsure,
                "unchanged": report.unchanged,
                "homeless": report.homeless,
            }
        )
    output.finish([], report.homeless)
