"""`translate status`: how far every article is."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from translate.cli import output
from translate.cli.options import Articles, AsJson, From, To, articles_of, project_of
from translate.cli.stages import places, tell_withheld
from translate.files import shown
from translate.model import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.config import Project
    from translate.errors import BabelpressError
    from translate.workflow.articles import Article
    from translate.workflow.status import StatusReport

Worst = Annotated[
    int | None,
    typer.Option(
        "--worst",
        metavar="N",
        min=1,
        help="Show the N drafts that most need a look.",
        show_default=False,
    ),
]

_STYLES = {
    State.REVIEWED: "green",
    State.MACHINE: "yellow",
    State.SUSPECT: "red",
    State.STALE: "magenta",
    State.EMPTY: "dim",
}


def status(
    articles: Articles = None,
    source: From = None,
    targets: To = None,
    worst: Worst = None,
    as_json: AsJson = False,
) -> None:
    """Show how far the translation of each article is.

    reviewed: a person wrote or confirmed it. machine: drafted, nobody has looked. suspect: drafted
    and doubted. stale: a person's translation of an earlier source. empty: nothing yet. What holds
    an article back from being built is named with its line, and so are files that are left over
    from articles that are gone. Exit code 1: an article is held back.

    With --worst 20: the twenty drafts that most need a person's look, the worst first. Their
    confidence stands in the PO files, too, as a note.
    """
    from translate.workflow.status import status as work

    project = project_of(articles, source, targets)
    read, failures = articles_of(project, articles)
    if worst:
        failures += _tell_weakest(project, read, worst, as_json)
        output.finish(failures)
        return
    report = work(project, read)
    if as_json:
        output.emit_json(
            [
                {
                    "article": output.place(project, one.article),
                    "language": one.target,
                    "entries": one.total,
                    **{state.value: count for state, count in one.counts.items()},
                    "withheld": places(project, one.withheld.findings) if one.withheld else [],
                }
                for one in report.standings
            ]
        )
    else:
        _show(project, report)
    tell_withheld(project, report.withheld)
    if not articles:
        failures += _tell_left_over(project)
    output.finish([*failures, *report.failures], report.withheld)


def _tell_left_over(project: Project) -> list[BabelpressError]:
    from translate.workflow.status import left_over

    found, failures = left_over(project)
    for one in found:
        texts = f" ({one.words} {'text' if one.words == 1 else 'texts'} by people)"
        what = f"no article asks for it{texts if one.words else ''}"
        output.say(f"{output.place(project, one.path)}: {what}", "yellow")
    return failures


def _tell_weakest(
    project: Project, articles: Sequence[Article], count: int, as_json: bool
) -> list[BabelpressError]:
    from translate.workflow.status import weakest

    found, failures = weakest(project, articles, count)
    if as_json:
        output.emit_json(
            [{**asdict(one), "article": output.place(project, one.article)} for one in found]
        )
        return failures
    for one in found:
        where = output.place(project, one.article, one.line)
        output.emit(f"{one.confidence:3d}%  {where} → {one.target}")
        for line in (one.source, one.draft, *(f"({reason})" for reason in one.reasons)):
            output.emit(f"      {line}")
    return failures


def _show(project: Project, report: StatusReport) -> None:
    from rich.table import Table
    from rich.text import Text

    if not report.standings:
        _tell_none(project)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("article", overflow="fold")
    table.add_column("to")
    for state in _STYLES:
        table.add_column(state.value, justify="right")
    table.add_column("segments", justify="right")
    for one in report.standings:
        cells = [
            Text(_share(one.counts[state], one.total), style=style if one.counts[state] else "dim")
            for state, style in _STYLES.items()
        ]
        table.add_row(Text(output.place(project, one.article)), one.target, *cells, str(one.total))
    output.show(table)


def _tell_none(project: Project) -> None:
    from translate.workflow.project import homes_below

    output.emit("Nothing to report: no article here has a PO file yet.")
    for folder in homes_below(project):
        output.emit(f"There are some in {shown(folder)}: translate status {shown(folder)}")


def _share(count: int, total: int) -> str:
    """Return a share in per cent; only none is 0 % and only all is 100 %."""
    if not total or not count:
        return "–"
    return f"{min(max(round(100 * count / total), 1), 99 if count < total else 100)} %"
