"""`translate build`: the localized articles."""

from __future__ import annotations

from translate.cli import output
from translate.cli.options import Articles, AsJson, From, To, articles_of, at_work, project_of
from translate.cli.stages import Clock, built_rows, tell_build


def build(
    articles: Articles = None,
    source: From = None,
    targets: To = None,
    as_json: AsJson = False,
) -> None:
    """Write the localized articles to build/LANG/.

    A sentence appears in translation if its state is among `states` under [publish] in
    translate.toml (by default reviewed, machine and suspect); where its source changed, in the
    translation that a person gave it before (`stale`). An article of which a sentence has no
    translation to show is withheld, an older build of it stays (`untranslated`).

    Exit code 1: an article was withheld, a translation changes the structure of its article, or a
    link to an article or a heading leads nowhere.
    """
    from translate.workflow.build import build as work

    project = project_of(articles, source, targets)
    clock = Clock()
    read, failures = articles_of(project, articles)
    with at_work(project):
        report = work(project, read)
    tell_build(project, report, clock)
    if as_json:
        output.emit_json(built_rows(project, report))
    else:
        output.emit_paths(one.path for one in report.built)
    output.finish([*failures, *report.failures], [*report.findings, *report.withheld])
