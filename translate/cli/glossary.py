"""`translate glossary`: terms to use, to leave as they are, and never to use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from translate.cli import output
from translate.cli.options import Articles, AsJson, From, To, articles_of, at_work, project_of

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Check, import and export the terms of the project.\n\nThey stand in glossary.csv: source,"
    " target, language, note. An empty target leaves the source's words as they are; an empty"
    " language means all; the word “never” in a column “use” forbids the target. New drafts"
    " follow the glossary.",
)


@app.command("check")
def check_terms(
    articles: Articles = None,
    source: From = None,
    targets: To = None,
    as_json: AsJson = False,
) -> None:
    """Say where translations do not follow the glossary. Exit code 1 if any does not."""
    from translate.workflow.terms import check_terms as work

    project = project_of(articles, source, targets)
    read, failures = articles_of(project, articles)
    findings = work(project, read)
    if as_json:
        output.emit_json(
            [
                {
                    "article": output.place(project, one.path),
                    "line": one.line,
                    "message": one.message,
                }
                for one in findings
            ]
        )
    else:
        for one in findings:
            output.emit(f"{output.place(project, one.path, one.line)}: {one.message}")
    output.finish(failures, findings)


@app.command("import")
def import_terms(
    file: Annotated[Path, typer.Argument(help="A TBX or CSV file.")], source: From = None
) -> None:
    """Add the terms of another tool's file to glossary.csv."""
    from translate.workflow.terms import import_terms as work

    project = project_of(None, source)
    with at_work(project):
        fresh = work(project, file)
    output.emit(f"{len(fresh)} new terms in {project.glossary.name}")


@app.command("export")
def export_terms(
    file: Annotated[Path, typer.Argument(help="The TBX file to write.")], source: From = None
) -> None:
    """Write the glossary as TBX-Basic."""
    from translate.workflow.terms import export_terms as work

    number = work(project_of(None, source), file)
    output.emit(f"{number} terms in {file}")
