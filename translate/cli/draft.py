"""`translate draft`: machine translations of what has none yet, or of what nobody has touched."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from translate.cli import complete, output
from translate.cli.options import (
    Articles,
    AsJson,
    EngineNames,
    From,
    To,
    articles_of,
    at_work,
    project_of,
    words,
)
from translate.cli.stages import Clock, tell_draft, tell_learned
from translate.errors import UsageError
from translate.suggest import did_you_mean

if TYPE_CHECKING:
    from translate.model import State

Again = Annotated[
    bool, typer.Option("--again", help="Make the drafts anew that no person has touched.")
]
States = Annotated[
    list[str] | None,
    typer.Option(
        "--state",
        metavar="STATE...",
        autocompletion=complete.states,
        help="With --again: only drafts in this state, machine or suspect.",
        show_default=False,
    ),
]


def draft(
    articles: Articles = None,
    source: From = None,
    targets: To = None,
    engine: EngineNames = None,
    again: Again = False,
    states: States = None,
    as_json: AsJson = False,
) -> None:
    """Draft the segments that have no translation yet.

    Every draft is marked “Needs work”, with its engine and route as a note. What is already in a
    PO file is left alone. Stopped at any moment, the next run goes on where this one was.

    With --again drafts are made anew, after the glossary changed or with another engine. One that
    a person edited or confirmed is never touched; a new draft that fails the checks leaves the
    one before in its place.

    \b
    Examples:
      translate draft --again
      translate draft --again articles/a.md --state suspect --engine firefox
    """
    from translate.workflow.draft import draft as work
    from translate.workflow.learning import apply_learned

    anew = _states(again, states or [])
    project = project_of(articles, source, targets, engine)
    clock = Clock()
    read, failures = articles_of(project, articles)
    with at_work(project), output.draft_progress() as progress:
        report = work(project, read, progress, anew)
    tell_draft(project, report, clock)
    with at_work(project):
        learned = apply_learned(project, read)
    tell_learned(project, learned, clock)
    if as_json:
        drafted = [
            {**asdict(one), "article": output.place(project, one.article)} for one in report.drafted
        ]
        output.emit_json(
            {"translated": report.translated, "cached": report.cached, "drafted": drafted}
        )
    output.finish([*failures, *report.failures, *learned.failures])


def _states(again: bool, named: list[str]) -> frozenset[State]:
    """Return the states whose drafts are made anew: those named, or all that no person touched."""
    from translate.model import State
    from translate.workflow.draft import UNSEEN

    if named and not again:
        raise UsageError(
            "--state goes with --again", hint="translate draft --again --state suspect"
        )
    known = sorted(UNSEEN)
    for word in words(named):
        if word not in known:
            hint = did_you_mean(word, known)
            raise UsageError(f"“{word}” is no state in which drafts are made anew", hint=hint)
    if not again:
        return frozenset()
    return frozenset(map(State, words(named))) or UNSEEN
