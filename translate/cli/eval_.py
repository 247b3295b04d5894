"""`translate eval`: how good every engine is, against a translation that a person made."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translate.cli import complete, output
from translate.cli.options import AsJson, EngineNames, From, project_of
from translate.errors import UsageError
from translate.model import Finding

if TYPE_CHECKING:
    from translate.workflow.evaluation import Evaluation, Score

Source = Annotated[
    Path,
    typer.Argument(
        metavar="SOURCE",
        help="An article.",
        show_default=False,
        autocompletion=complete.articles,
    ),
]
Reference = Annotated[
    Path,
    typer.Argument(
        metavar="REFERENCE", help="The same article, translated by a person.", show_default=False
    ),
]
Target = Annotated[
    list[str],
    typer.Option(
        "--to",
        metavar="LANG",
        help="Language of the reference.",
        show_default=False,
        autocompletion=complete.languages,
    ),
]
Floors = Annotated[
    Path | None,
    typer.Option(
        "--floors",
        metavar="FILE",
        help="A file of figures that may only get better: what is worse ends with exit code 1, "
        "what is better is written into it.",
        show_default=False,
    ),
]

_COLUMNS = ("chrf", "bleu", "ter", "codes", "placed", "numbers", "names", "suspect")


def eval_(
    article: Source,
    reference: Reference,
    target: Target,
    source: From = None,
    engine: EngineNames = None,
    floors: Floors = None,
    as_json: AsJson = False,
) -> None:
    """Measure every engine and route against a translation that a person made.

    raw: the engine alone, with the plain words of each sentence. pipeline: as translate run does
    it. chrf, bleu (higher is better) and ter (lower is better): likeness to the reference. codes:
    segments with exactly the codes of their source. placed: how far the words inside of codes are
    those of the reference. numbers, names: segments without a doubt about them. suspect: drafts
    that the gate doubts. All in per cent, the last rows over all routes together.
    """
    from translate.floors import hold
    from translate.workflow.articles import read_article
    from translate.workflow.evaluation import evaluate

    project = project_of([article], source, target, engine)
    if len(project.targets) != 1:
        raise UsageError("--to must name one language", hint="It is that of the reference.")
    read = read_article(project, article.resolve())
    found = evaluate(project, read, reference, project.targets[0])
    if as_json:
        output.emit_json(
            {
                "pairs": found.pairs,
                "left_out": found.left_out,
                "scores": [asdict(one) for one in found.scores],
            }
        )
    else:
        _show(found)
    findings: list[Finding] = []
    if floors is not None:
        figures = {f"{one.route}, {one.way}": one.figures() for one in found.scores}
        subject = f"{read.path} → {project.targets[0]}"
        findings = [Finding(str(floors), 0, text) for text in hold(floors, subject, figures)]
    for finding in findings:
        output.say(f"{finding.path}: {finding.message}", "red")
    output.finish(found.failures, findings)


def _show(found: Evaluation) -> None:
    from rich.table import Table

    output.say(f"{found.pairs} sentences with a sure partner, {found.left_out} left out")
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("route", no_wrap=True)
    table.add_column("way", no_wrap=True)
    for column in _COLUMNS:
        table.add_column(column, justify="right")
    for one in found.scores:
        table.add_row(one.route, one.way, *(_figure(one, column) for column in _COLUMNS))
    output.show(table)


def _figure(score: Score, column: str) -> str:
    value = getattr(score, column)
    return "–" if value is None else f"{value:.1f}"
