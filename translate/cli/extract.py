"""`translate extract`: the articles' sentences into their PO files."""

from __future__ import annotations

from translate.cli import output
from translate.cli.options import Articles, AsJson, From, To, articles_of, at_work, project_of
from translate.cli.stages import Clock, tell_extract
from translate.files import shown


def extract(
    articles: Articles = None,
    source: From = None,
    targets: To = None,
    as_json: AsJson = False,
) -> None:
    """Bring the PO files up to date with the articles.

    New sentences become empty entries, unchanged ones keep everything, a changed one keeps a
    person's translation as “Needs work” beside its previous source text, a removed one is kept at
    the end of the file if a person translated it.
    """
    from translate.workflow.extract import extract as work

    project = project_of(articles, source, targets)
    clock = Clock()
    read, failures = articles_of(project, articles)
    with at_work(project):
        report = work(project, read)
    tell_extract(project, report, clock)
    if as_json:
        output.emit_json(
            {
                "entries": output.by_place(project, report.entries),
                "written": list(map(shown, report.written)),
                "furniture": output.by_place(project, report.furniture),
            }
        )
    else:
        output.emit_paths(report.written)
    output.finish([*failures, *report.failures])
