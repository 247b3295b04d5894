"""Pages: what appears of each article in each language, and what holds it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from translate.config import Project
from translate.memory.drafts import open_cache
from translate.model import Finding, Translation
from translate.publish import Key, Lack, Page, Part, Policy, page
from translate.workflow.articles import Article, has_words, known_translations

_QUOTED = 60  # characters of a segment that are quoted


@dataclass(frozen=True, slots=True)
class Withheld:
    """An article that is not written in a language, and why, place by place.

    `older` says that an earlier build of it is there, and stays. `lacking` is the number of its
    segments that have no translation to show.
    """

    article: str
    target: str
    path: Path
    older: bool
    lacking: int
    segments: int
    findings: tuple[Finding, ...]


def parts_of(article: Article) -> tuple[Part, ...]:
    """Return the segments of an article that have words, each once, with their first lines."""
    source = article.document.source
    found: dict[Key, Part] = {}
    for block in article.document.blocks:
        for part in block.segments:
            key = (block.context, part.text)
            if key not in found and has_words(part):
                line = block.line + source.count("\n", block.start, part.start)
                found[key] = Part(key, line)
    return tuple(found.values())


def page_of(project: Project, article: Article, target: str, parts: tuple[Part, ...]) -> Page:
    """Return what appears of an article in a language; `parts` are those of `parts_of`.

    Raises `CatalogError` where the catalog cannot be read.
    """
    policy = Policy(project.states, project.stale, project.untranslated)
    known = known_translations(project, article, target)
    return page(policy, parts, known, interim_drafts(project, article, target))


def interim_drafts(project: Project, article: Article, target: str) -> Mapping[Key, Translation]:
    """Return the drafts of entries whose source changed, as far as the project shows such."""
    if project.stale != "draft" or not project.state_folder.is_dir():
        return {}
    with open_cache(project.state_folder) as cache:
        return cache.interim(target, article.path)


def withheld(project: Project, article: Article, target: str, page: Page) -> Withheld:
    """Say what holds a page back: one finding a place, or one for all where nothing is there."""
    place = article.build(project, target)
    reasons = {one.reason for one in page.lacks}
    if page.shown or len(reasons) > 1:
        findings = lacking(article, page)
    else:
        why = f": {reasons.pop()}" if reasons else ""
        said = f"nothing of the article would appear in translation{why}"
        findings = (Finding(article.path, page.parts[0].line, said),)
    return Withheld(
        article.path,
        target,
        place,
        place.exists(),
        len(page.parts) - page.translated,
        len(page.parts),
        findings,
    )


def lacking(article: Article, page: Page) -> tuple[Finding, ...]:
    """Name the segments that no translation may appear for, and why."""
    return tuple(Finding(article.path, one.line, _said(one)) for one in page.lacks)


def _said(lack: Lack) -> str:
    text = " ".join(lack.source.split())
    short = text if len(text) <= _QUOTED else f"{text[:_QUOTED].rstrip()}…"
    return f"“{short}”: {lack.reason}"
