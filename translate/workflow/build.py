"""Build: the localized articles, from the articles and their catalogs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from translate import formats
from translate.config import Project
from translate.errors import BabelpressError
from translate.files import write_atomically
from translate.model import Finding, State
from translate.publish import Page, Part
from translate.workflow.articles import Article, targets_of
from translate.workflow.assets import copy_assets, supplied
from translate.workflow.built import BuiltFiles, read_built
from translate.workflow.linking import Localized, finished, lost
from translate.workflow.pages import Withheld, lacking, page_of, parts_of, withheld
from translate.workflow.structure import Skeleton, structural_findings


@dataclass(frozen=True, slots=True)
class Built:
    """One localized article, and how many of its segments appear in translation.

    `suspect` of them are drafts that a check doubts, `stale` are translations of an earlier
    source. `lacking` are the places that appear in the source language.
    """

    path: Path
    target: str
    translated: int
    segments: int
    suspect: int = 0
    stale: int = 0
    lacking: tuple[Finding, ...] = ()


@dataclass(slots=True)
class BuildReport:
    """What a run did: the localized articles, what a person should look at, failures.

    `withheld` are the articles that were not written, because a segment has no translation.
    """

    built: list[Built] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    failures: list[BabelpressError] = field(default_factory=list)


def build(project: Project, articles: Sequence[Article]) -> BuildReport:
    """Write each article in each target language; a file that would not change is left alone.

    A page that would show a segment in the source language is withheld, unless the project wants
    it so: an older build of it stays as it is. A translation that would change the article's
    structure is reported, not hidden.
    """
    report = BuildReport()
    made = list(_makings(project, articles, report))
    pages = finished(project, [one.localized for one in made])
    built = read_built(project)
    for one, page in zip(made, pages, strict=True):
        try:
            whole = supplied(project, one.localized.article.document.source, page)
            report.findings += whole.findings
            _write(project, one, whole.page.text, built, report)
            report.findings += copy_assets(project, whole, built)
        except BabelpressError as error:
            report.failures.append(error)
    if made:
        built.save()
    report.findings += lost(project, articles, pages)
    return report


def _makings(project: Project, articles: Sequence[Article], report: BuildReport) -> Iterator[_Made]:
    """Yield the localized articles that may appear."""
    for article in articles:
        targets = targets_of(project, article)
        if not targets:
            continue
        source = _source(project, article)
        for target in targets:
            try:
                if made := _make(project, source, target, report):
                    yield made
            except BabelpressError as error:
                report.failures.append(error)


@dataclass(frozen=True, slots=True)
class _Source:
    """An article as it is built, and its segments with words."""

    skeleton: Skeleton
    parts: tuple[Part, ...]


def _source(project: Project, article: Article) -> _Source:
    omit = () if project.keep_furniture else article.document.furniture
    return _Source(Skeleton(article, omit), parts_of(article))


@dataclass(frozen=True, slots=True)
class _Made:
    """A localized article that is not yet written, and what appears in it."""

    localized: Localized
    page: Page


def _make(project: Project, source: _Source, target: str, report: BuildReport) -> _Made | None:
    skeleton = source.skeleton
    article = skeleton.article
    page = page_of(project, article, target, source.parts)
    if page.withheld:
        report.withheld.append(withheld(project, article, target, page))
        return None
    text = skeleton.render(page.texts)
    if not skeleton.is_kept(text):
        report.findings += structural_findings(skeleton, page.texts, target)
    text = article.form.declaring(text, article.document.dialects, article.language, target)
    return _Made(Localized(article, target, text), page)


def _write(
    project: Project, made: _Made, text: str, built: BuiltFiles, report: BuildReport
) -> None:
    one = made.localized
    place = one.article.build(project, one.target)
    data = formats.encode(text)
    if write_atomically(place, data, project.root):
        report.written.append(place)
    built.keep(place, data, one.article.path)
    report.built.append(_built(one.article, one.target, place, made.page))


def _built(article: Article, target: str, place: Path, page: Page) -> Built:
    return Built(
        place,
        target,
        page.translated,
        len(page.parts),
        page.counts[State.SUSPECT],
        page.counts[State.STALE],
        lacking(article, page),
    )
