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
from translate.languages import english_name
from translate.model import Block, Finding, Segment, Translation
from translate.workflow.articles import Article, has_words, known_translations, targets_of


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
        source = _source(article)
        for target in targets:
            try:
                _build_one(project, source, target, report)
            except BabelpressError as error:
                report.failures.append(error)
    return report


@dataclass(frozen=True, slots=True)
class _Source:
    """An article, the keys of its segments with words, and the tree of blocks to be kept."""

    article: Article
    keys: tuple[Key, ...]
    structure: object


def _source(article: Article) -> _Source:
    document = article.document
    keys = tuple(
        (block.context, part.text)
        for block in document.blocks
        for part in block.segments
        if has_words(part)
    )
    return _Source(article, keys, article.form.structure(document.source))


def _build_one(project: Project, source: _Source, target: str, report: BuildReport) -> None:
    article = source.article
    chosen = _chosen(project, known_translations(project, article, target))
    document = article.document

    def text_of(block: Block, segment: Segment) -> str:
        return chosen.get((block.context, segment.text), segment.text)

    omit = () if project.keep_furniture else document.furniture
    text = formats.render(document, article.form, text_of, omit=omit)
    if not omit and article.form.structure(text) != source.structure:
        report.findings.append(_structural_finding(source, target, chosen))
    place = article.build(project, target)
    if write_atomically(place, formats.encode(text), project.root):
        report.written.append(place)
    translated = sum(key in chosen for key in source.keys)
    report.built.append(Built(place, target, translated, len(source.keys)))


def _chosen(project: Project, known: Mapping[Key, Translation]) -> dict[Key, str]:
    return {key: one.text for key, one in known.items() if one.text and one.state in project.states}


def _structural_finding(source: _Source, target: str, chosen: Mapping[Key, str]) -> Finding:
    """Find the translation that changes the tree of blocks, by trying each one alone."""
    article = source.article
    for block in article.document.blocks:
        for part in block.segments:
            key = (block.context, part.text)
            if key not in chosen:
                continue

            def only(other: Block, segment: Segment, key: Key = key) -> str:
                same = (other.context, segment.text) == key
                return chosen[key] if same else segment.text

            alone = formats.render(article.document, article.form, only)
            if article.form.structure(alone) != source.structure:
                return Finding(
                    article.path,
                    block.line,
                    f"the translation “{chosen[key]}” in {english_name(target)} changes the"
                    " structure of the article: it reads as other Markdown than its source",
                )
    return Finding(
        article.path,
        0,
        f"the translations in {english_name(target)} change the structure of the article",
    )
