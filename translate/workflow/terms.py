"""Terms: the glossary held against what stands in the catalogs, and exchanged with other tools."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from translate import inline
from translate.config import Project
from translate.errors import UsageError
from translate.glossary import tbx
from translate.glossary.check import check
from translate.glossary.terms import Glossary, Term, append
from translate.glossary.terms import read as read_glossary
from translate.model import Finding, Segment, State
from translate.workflow.articles import Article, known_translations, parts, targets_of


def glossary_of(project: Project) -> Glossary:
    """Return the project's glossary, or an empty one. Raises `ProjectError` for a broken file."""
    return read_glossary(project.glossary) if project.glossary.exists() else Glossary()


def check_terms(project: Project, articles: Sequence[Article]) -> list[Finding]:
    """Return where translations that may be published do not follow the glossary."""
    glossary = glossary_of(project)
    findings: list[Finding] = []
    for article in articles:
        places = parts(article)
        for target in targets_of(project, article):
            for key, found in known_translations(project, article, target).items():
                if key not in places or found.state not in project.states - {State.STALE}:
                    continue
                block, part = places[key]
                codes = article.markup(block).codes(found.text, part)
                words = inline.to_spanned(Segment(found.text, 0, 0, codes)).text
                source = inline.to_spanned(part).text
                findings += [
                    Finding(article.path, block.line, f"{target}: {reason}")
                    for reason in check(source, words, article.language, target, glossary)
                ]
    return findings


def import_terms(project: Project, file: Path) -> tuple[Term, ...]:
    """Add the terms of a TBX or CSV file to the glossary; return those that were new.

    Raises `UsageError` where a TBX file is read without a source language, `ProjectError` for a
    file that cannot be read.
    """
    if file.suffix.lower() == ".csv":
        terms = read_glossary(file).terms
    else:
        terms = tbx.read(file, _source(project)).terms
    return append(project.glossary, terms, project.root)


def export_terms(project: Project, file: Path) -> int:
    """Write the glossary as TBX-Basic; return the number of its terms."""
    terms = glossary_of(project).terms
    tbx.write(file.resolve(), terms, _source(project), file.resolve().parent)
    return len(terms)


def _source(project: Project) -> str:
    if project.source is None:
        raise UsageError("no source language is known", hint="Name it: --from fr")
    return project.source
