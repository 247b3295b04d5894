"""`translate draft`: machine translations into the empty entries."""

from __future__ import annotations

from dataclasses import asdict

from translate.cli import output
from translate.cli.options import (
    Articles,
    AsJson,
    EngineNames,
    From,
    To,
    articles_of,
    at_work,
    project_of,
)
from translate.cli.stages import Clock, tell_draft, tell_learned


def draft(
    articles: Articles = None,
    source: From = None,
    targets: To = None,
    engine: EngineNames = None,
    as_json: AsJson = False,
) -> None:
    """Fill the empty entries of the PO files with machine translations.

    Every draft is marked “Needs work”, with its engine and route as a note. What is already in a
    PO file is left alone. Stopped at any moment, the next run goes on where this one was.
    """
    from translate.workflow.draft import draft as work
    from translate.workflow.learning import apply_learned

    project = project_of(articles, source, targets, engine)
    clock = Clock()
    read, failures = articles_of(project, articles)
    with at_work(project), output.draft_progress() as progress:
        report = work(project, read, progress)
    tell_draft(report, clock)
    with at_work(project):
        learned = apply_learned(project, read)
    tell_learned(learned, clock)
    if as_json:
        drafted = [asdict(one) for one in report.drafted]
        output.emit_json(
            {"translated": report.translated, "cached": report.cached, "drafted": drafted}
        )
    output.finish([*failures, *report.failures, *learned.failures])
