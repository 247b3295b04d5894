"""`translate build`: the localized articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from translate.cli import output
from translate.cli.options import Articles, AsJson, From, To, articles_of, at_work, project_of
from translate.cli.stages import Clock, built_rows, tell_build, tell_left
from translate.files import shown

if TYPE_CHECKING:
    from translate.config import Project
    from translate.errors import BabelpressError


Prune = Annotated[
    bool,
    typer.Option("--prune", help="Remove what was built of articles that are gone."),
]


def build(
    articles: Articles = None,
    source: From = None,
    targets: To = None,
    prune: Prune = False,
    as_json: AsJson = False,
) -> None:
    """Write the localized articles to build/LANG/, and the images and files that they name.

    A sentence appears in translation if its state is among `states` under [publish] in
    translate.toml (by default reviewed, machine and suspect); where its source changed, in the
    translation that a person gave it before (`stale`). An article of which a sentence has no
    translation to show is withheld, an older build of it stays (`untranslated`).

    What is left of articles that are gone is named; --prune removes it, as far as this command
    built it and nobody changed it since.

    Exit code 1: an article was withheld, a translation changes the structure of its article, or a
    link to an article, a heading or a file leads nowhere.
    """
    from translate.workflow.build import build as work

    project = project_of(articles, source, targets)
    clock = Clock()
    pruned = _prune(project) if prune else []
    read, failures = articles_of(project, articles)
    with at_work(project):
        report = work(project, read)
    tell_build(project, report, clock)
    if not articles:
        tell_left(project)
    if as_json:
        output.emit_json(built_rows(project, report))
    else:
        output.emit_paths(one.path for one in report.built)
    output.finish([*pruned, *failures, *report.failures], [*report.findings, *report.withheld])


def _prune(project: Project) -> list[BabelpressError]:
    """Remove what is left of articles that are gone, before anything may fail for want of them."""
    from translate.workflow.built import prune

    with at_work(project):
        removed, failures = prune(project)
    for path in removed:
        output.say(f"  {shown(path)}: removed, its article is gone", "dim")
    return failures
