"""`translate learned`: what corrections taught, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from translate.cli import output
from translate.cli.options import Articles, AsJson, From, To, articles_of, at_work, project_of

if TYPE_CHECKING:
    from translate.config import Project
    from translate.workflow.learning import LearnReport
    from translate.workflow.lessons import Lesson

Number = Annotated[
    int | None,
    typer.Option(metavar="N", help="The number of a correction in the list.", show_default=False),
]


def learned(
    articles: Articles = None,
    source: From = None,
    targets: To = None,
    accept: Number = None,
    reject: Number = None,
    as_json: AsJson = False,
) -> None:
    """List what people's corrections taught; accept or reject it.

    What was corrected in one draft is corrected in all others that nobody has looked at, at every
    run, with a note. What reviewers contradicted elsewhere is not applied. --accept N puts a
    correction into glossary.csv, so that it counts for new drafts, too; --reject N stops it, and
    restores the drafts that it changed and nobody has touched since. Both are written down in
    learned.csv, which belongs to the project.
    """
    from translate.workflow.lessons import accept as accept_lesson
    from translate.workflow.lessons import lesson_number, lessons
    from translate.workflow.lessons import reject as reject_lesson

    project = project_of(articles, source, targets)
    read, failures = articles_of(project, articles)
    found, broken = lessons(project, read)
    with at_work(project):
        if accept is not None:
            lesson = lesson_number(found, accept)
            accept_lesson(project, lesson)
            output.say(f"{_words(lesson)}: accepted")
        if reject is not None:
            lesson = lesson_number(found, reject)
            report = reject_lesson(project, read, lesson)
            output.say(f"{_words(lesson)}: rejected, {_restored(report)}")
            broken += report.failures
    if accept is None and reject is None:
        _tell(project, found, as_json)
    output.finish([*failures, *broken])


def _restored(report: LearnReport) -> str:
    """Say how many drafts a rejection changed back; a further correction may hold in some."""
    number = sum(report.restored.values()) + sum(report.corrected.values())
    return "1 draft restored" if number == 1 else f"{number or 'no'} drafts restored"


def _tell(project: Project, found: list[Lesson], as_json: bool) -> None:
    if as_json:
        output.emit_json(
            [
                {
                    "number": number,
                    "from": one.source,
                    "to": one.target,
                    "source": one.correction.source,
                    "wrong": one.correction.wrong,
                    "right": one.correction.right,
                    "articles": [output.place(project, path) for path in one.correction.where],
                    "support": one.correction.support,
                    "contradicted": one.correction.contradicted,
                    "reach": one.correction.reach.value,
                    "verdict": one.verdict.value if one.verdict else None,
                }
                for number, one in enumerate(found, start=1)
            ]
        )
        return
    if not found:
        output.emit(
            "Nothing was learned yet: no correction of a draft says anything about other texts."
        )
    for number, one in enumerate(found, start=1):
        state = one.verdict.value if one.verdict else ""
        if not state:
            state = _reach(one)
        support = f"{one.correction.support}×"
        where = ", ".join(output.place(project, path) for path in one.correction.where)
        output.emit(f"{number:4}  {support:>4}  {_words(one)}  ({where})  {state}".rstrip())


def _reach(lesson: Lesson) -> str:
    """Say where a correction is applied, if not everywhere."""
    from translate.memory.corrections.correction import Reach

    return {
        Reach.NOWHERE: "contradicted, so not applied"
        if lesson.correction.contradicted
        else "one correction says too little, so not applied",
        Reach.BESIDE: "applied between the same words",
        Reach.TERM: "applied behind an article or the like",
        Reach.ANYWHERE: "",
    }[lesson.correction.reach]


def _words(lesson: Lesson) -> str:
    one = lesson.correction
    return f"{lesson.target}: “{one.wrong}” → “{one.right}” for “{one.source}”"
