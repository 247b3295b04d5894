"""Build: the localized articles, from the articles and their catalogs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from translate import formats
from translate.catalog import Key
from translate.config import Project
from translate.errors import BabelpressError
from translate.files import write_atomically
from translate.model import Finding, Translation
from translate.workflow.articles import Article, has_words, known_translations, targets_of
from translate.workflow.structure import Skeleton, structural_findings


@dataclass(frozen=True, slots=True)
class Built:
    """One localized article: how many of its segments appear in their own language."""

    path: Path
    target: str
    translated: int
    segments: int


@dataclass(slots=True)
class BuildReport:
    """What a run did: the localized articles, what a person should look at, failures."""

    built: list[Built] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    failures: list[BabelpressError] = field(default_factory=list)


def build(project: Project, articles: Sequence[Article]) -> BuildReport:
    """Write each article in each target language; a file that would not change is left alone.

    Entries in a state that the project does not publish appear in the source language. A
    translation that would change the article's structure is reported, not hidden.
    """
    report = BuildReport()
    for article in articles:
        targets = targets_of(project, article)
        if not targets:
            continue
        source = _source(project, article)
        for target in targets:
            try:
                _build_one(project, source, target, report)
            except BabelpressError as error:
                report.failures.append(error)
    return report


@dataclass(frozen=True, slots=True)
class _Source:
    """An article as it is built, and the keys of its segments with words."""

    skeleton: Skeleton
    keys: tuple[Key, ...]


def _source(project: Project, article: Article) -> _Source:
    document = article.document
    keys = tuple(
        (block.context, part.text)
        for block in document.blocks
        for part in block.segments
        if has_words(part)
    )
    return _Source(Skeleton(article, () if project.keep_furniture else document.furniture), keys)


def _build_one(project: Project, source: _Source, target: str, report: BuildReport) -> None:
    skeleton = source.skeleton
    article = skeleton.article
    chosen = _chosen(project, known_translations(project, article, target))
    text = skeleton.render(chosen)
    if not skeleton.is_kept(text):
        report.findings += structural_findings(skeleton, chosen, target)
    place = article.build(project, target)
    if write_atomically(place, formats.encode(text), project.root):
        report.written.append(place)
    translated = sum(key in chosen for key in source.keys)
    report.built.append(Built(place, target, translated, len(source.keys)))


def _chosen(project: Project, known: Mapping[Key, Translation]) -> dict[Key, str]:
    return {key: one.text for key, one in known.items() if one.text and one.state in project.states}
