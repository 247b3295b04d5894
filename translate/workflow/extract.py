"""Extract: what the articles ask of their catalogs, written into the PO files and templates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from translate import catalog as po
from translate import catalog_update
from translate.config import Project
from translate.errors import BabelpressError, UsageError
from translate.workflow.articles import Article, messages, targets_of


@dataclass(slots=True)
class ExtractReport:
    """What a run did: entries per article, the files written, lines left out, failures."""

    entries: dict[str, int] = field(default_factory=dict)
    written: list[Path] = field(default_factory=list)
    furniture: dict[str, list[str]] = field(default_factory=dict)
    failures: list[BabelpressError] = field(default_factory=list)


def extract(project: Project, articles: Sequence[Article]) -> ExtractReport:
    """Bring the catalogs of the articles up to date, one a target language, and the templates.

    A catalog that cannot be read is left as it is and comes back as a failure. Raises
    `UsageError` where no target language is known.
    """
    if articles and not any(targets_of(project, article) for article in articles):
        raise UsageError(
            "no target language is known",
            hint="Name them: --to es,ca. Or set `targets` in translate.toml.",
        )
    report = ExtractReport()
    for article in articles:
        wanted = tuple(messages(article).values())
        report.entries[article.path] = len(wanted)
        lines = list(furniture_lines(article)) if not project.keep_furniture else []
        if lines:
            report.furniture[article.path] = lines
        template = article.template(project)
        made = catalog_update.template(wanted, article.language, project.name, project.porefs)
        if po.write(template, made, project.root):
            report.written.append(template)
        for target in targets_of(project, article):
            try:
                _update(project, article, target, report)
            except BabelpressError as error:
                report.failures.append(error)
    return report


def _update(project: Project, article: Article, target: str, report: ExtractReport) -> None:
    path = article.catalog(project, target)
    known = path.exists()
    base = po.read(path) if known else po.Catalog()
    before = base if known else po.new(target, article.language, project.name)
    wanted = tuple(messages(article).values())
    after = catalog_update.update(before, wanted, project.porefs)
    if po.write(path, after, project.root, base=base):
        report.written.append(path)


def furniture_lines(article: Article) -> Iterator[str]:
    """Yield the lines of page furniture in the article."""
    for start, end in article.document.furniture:
        for line in article.document.source[start:end].splitlines():
            if line.strip():
                yield line.strip()
