"""Lessons: the list of what corrections teach, and what a person decides about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translate.config import Project
from translate.errors import BabelpressError, UsageError
from translate.glossary.terms import Kind, Term, append, remove
from translate.memory.corrections.correction import Correction
from translate.memory.corrections.decisions import (
    Decision,
    Verdict,
    read_decisions,
    write_decisions,
)
from translate.memory.drafts import open_cache
from translate.workflow.articles import Article, neighbours
from translate.workflow.learning import LearnReport, restore, taught, verdicts
from translate.workflow.recorded import by_pair


@dataclass(frozen=True, slots=True)
class Lesson:
    """A correction of the drafts from one language into another, and a person's verdict, if any."""

    source: str
    target: str
    correction: Correction
    verdict: Verdict | None


def lessons(
    project: Project, articles: Sequence[Article]
) -> tuple[list[Lesson], list[BabelpressError]]:
    """Return what the corrections of the project teach, and which catalogs could not be read."""
    found: list[Lesson] = []
    failures: list[BabelpressError] = []
    with open_cache(project.state_folder) as cache:
        for (source, target), entries in by_pair(project, articles, cache, failures).items():
            known = verdicts(project, target)
            found += [Lesson(source, target, one, known.get(one.key)) for one in taught(entries)]
    return found, failures


def accept(project: Project, lesson: Lesson) -> None:
    """Write down in `learned.csv` that a lesson holds, and put it into the glossary."""
    _decide(project, lesson, Verdict.ACCEPTED)
    append(project.glossary, [_term(lesson)], project.root)


def reject(project: Project, articles: Sequence[Article], lesson: Lesson) -> LearnReport:
    """Write down in `learned.csv` that a lesson does not hold, and take it out of the drafts.

    Restored are the drafts of the whole project that it changed and nobody touched since; the term
    that `accept` made of it leaves the glossary.
    """
    _decide(project, lesson, Verdict.REJECTED)
    remove(project.glossary, _term(lesson), project.root)
    every = [*articles, *neighbours(project, articles)]
    return restore(project, every, lesson.target, lesson.correction)


def lesson_number(found: Sequence[Lesson], number: int) -> Lesson:
    """Return a lesson by its number in the list, from 1. Raises `UsageError` for another one."""
    if not 1 <= number <= len(found):
        raise UsageError(f"there is no correction number {number}; there are {len(found)}")
    return found[number - 1]


def _decide(project: Project, lesson: Lesson, verdict: Verdict) -> None:
    known = read_decisions(project.learned)
    fresh = Decision(*lesson.correction.key, lesson.target, verdict)
    write_decisions(project.learned, (*known, fresh), project.root)


def _term(lesson: Lesson) -> Term:
    correction = lesson.correction
    same = correction.source == correction.right
    return Term(
        correction.source,
        "" if same else correction.right,
        lesson.target,
        f"learned: not “{correction.wrong}”",
        Kind.KEEP if same else Kind.USE,
    )
