"""`translate effort`: how much people changed."""

from __future__ import annotations

from dataclasses import asdict

from translate.cli import output
from translate.cli.options import Articles, AsJson, From, To, articles_of, project_of


def effort(
    articles: Articles = None,
    source: From = None,
    targets: To = None,
    as_json: AsJson = False,
) -> None:
    """Report how much people changed in the drafts, by language, engine and month.

    accepted: the share of drafts that were confirmed as they were. TER: edits per hundred words
    between draft and reviewed text, lower is better. chrF: what they share of their letters, up
    to 100. memory, learned: words that were accepted as the memory or learning had made them.
    """
    from rich.table import Table

    from translate.workflow.efforts import efforts

    project = project_of(articles, source, targets)
    read, failures = articles_of(project, articles)
    found, broken = efforts(project, read)
    if as_json:
        output.emit_json([asdict(one) for one in found])
    elif not found:
        output.emit("Nothing to report: no reviewed segment has a draft on record.")
    else:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for column in ("to", "engine", "month"):
            table.add_column(column)
        for column in ("reviewed", "accepted", "TER", "chrF", "memory", "learned"):
            table.add_column(column, justify="right")
        for one in found:
            table.add_row(
                one.language,
                one.engine,
                one.month,
                str(one.reviewed),
                f"{100 * one.accepted / one.reviewed:.0f} %",
                f"{one.ter:.1f}",
                f"{one.chrf:.1f}",
                str(one.memory_words),
                str(one.learned_words),
            )
        output.show(table)
    output.finish([*failures, *broken])
