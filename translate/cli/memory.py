"""`translate memory`: what was translated before, from and to other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from translate.cli import output
from translate.cli.options import Articles, From, To, articles_of, at_work, project_of

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Exchange the translation memory with other tools, as TMX 1.4b.\n\nThe memory fills itself"
    " from the reviewed entries of the PO files, at every run; they are the truth, and"
    " .translate/ can be deleted at any time. TMX files in the folder memory/ belong to it, too.",
)


@app.command("import")
def import_memory(
    file: Annotated[Path, typer.Argument(help="A TMX file.")],
) -> None:
    """Add a TMX file to the memory of the project: a copy of it goes into memory/."""
    from translate.workflow.exchange import import_memory as work

    project = project_of(None)
    with at_work(project):
        number = work(project, file)
    output.emit(f"{number} translations from {file.name}")


@app.command("export")
def export_memory(
    file: Annotated[Path, typer.Argument(help="The TMX file to write.")],
    articles: Articles = None,
    source: From = None,
    targets: To = None,
) -> None:
    """Write every reviewed translation as TMX, inline codes included."""
    from translate.workflow.exchange import export_memory as work

    project = project_of(articles, source, targets)
    read, failures = articles_of(project, articles)
    number = work(project, read, file)
    output.emit(f"{number} translations in {file}")
    output.finish(failures)
