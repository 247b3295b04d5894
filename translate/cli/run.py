"""`translate run`: extract, draft and build."""

from __future__ import annotations

from typing import Any

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
from translate.cli.stages import (
    Clock,
    built_rows,
    tell_build,
    tell_draft,
    tell_extract,
    tell_learned,
    tell_left,
)


def run(
    articles: Articles = None,
    source: From = None,
    targets: To = None,
    engine: EngineNames = None,
    as_json: AsJson = False,
) -> None:
    """Take articles all the way: extract, draft and build.

    Writes locales/LANG/LC_MESSAGES/ARTICLE.po, where every draft waits as “Needs work” for a
    person, and build/LANG/ARTICLE. Only what has no translation is drafted; run it as often as
    you like.

    \b
    Examples:
      translate run depeche.txt --to es,ca
      translate run                          all articles of the project
    """
    from translate.workflow.build import build
    from translate.workflow.draft import draft
    from translate.workflow.extract import extract
    from translate.workflow.learning import apply_learned

    project = project_of(articles, source, targets, engine)
    with at_work(project):
        clock = Clock()
        read, failures = articles_of(project, articles)
        extracted = extract(project, read)
        tell_extract(project, extracted, clock)
        with output.draft_progress() as progress:
            drafted = draft(project, read, progress)
        tell_draft(project, drafted, clock)
        learned = apply_learned(project, read)
        tell_learned(project, learned, clock)
        built = build(project, read)
        tell_build(project, built, clock)
        if not articles:
            tell_left(project)
    if as_json:
        report: dict[str, Any] = {
            "articles": len(read),
            "entries": sum(extracted.entries.values()),
            "translated": drafted.translated,
            "cached": drafted.cached,
            "recalled": drafted.recalled,
            "learned": sum(learned.corrected.values()),
            "built": built_rows(project, built),
        }
        output.emit_json(report)
    else:
        output.emit_paths(one.path for one in built.built)
    everything = [
        *failures,
        *extracted.failures,
        *drafted.failures,
        *learned.failures,
        *built.failures,
    ]
    output.finish(
        list({str(error): error for error in everything}.values()),
        [*built.findings, *built.withheld],
    )
