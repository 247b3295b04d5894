"""Localized pages as they are written: headings keep their ids, links lead to what is localized."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from translate.config import Project
from translate.model import Finding
from translate.workflow.articles import Article, name_of
from translate.workflow.links import Linked, Site, asked, localized, lost_links, page_of


@dataclass(frozen=True, slots=True)
class Localized:
    """An article in a language, as its catalog has it."""

    article: Article
    target: str
    text: str


def finished(project: Project, made: Sequence[Localized]) -> list[Linked]:
    """Return the pages of localized articles, in their order, as they are to be written."""
    site = Site(project)
    sources = {one.article.path: page_of(one.article) for one in made}
    keeps = project.heading_ids == "source"
    wanted = asked(project, site, list(sources.values())) if keeps else {}
    places = {target: _places(project, target, made) for target in {one.target for one in made}}
    pages: list[Linked] = []
    for one in made:
        source = sources[one.article.path]
        place = _relative(project, one.article.build(project, one.target))
        page = replace(source, path=place, text=one.text)
        text = localized(site, page, one.target, places[one.target])
        if keeps:
            names = wanted.get(source.path, frozenset())
            text = one.article.form.with_ids(source.text, text, source.dialects, names)
        pages.append(replace(page, text=text))
    return pages


def _places(
    project: Project, target: str, made: Sequence[Localized]
) -> Callable[[str], str | None]:
    """Return the function from an article's file to the place of its localized one, if it has one.

    One that this run does not make may be there from an earlier one.
    """
    now = {
        one.article.path: _relative(project, one.article.build(project, target))
        for one in made
        if one.target == target
    }

    def place_of(file: str) -> str | None:
        if file in now:
            return now[file]
        place = project.build / target / f"{name_of(project, project.root / file)}"
        place = place.with_name(place.name + Path(file).suffix)
        return _relative(project, place) if place.is_file() else None

    return place_of


def _relative(project: Project, place: Path) -> str:
    return place.relative_to(project.root).as_posix()


def lost(project: Project, articles: Sequence[Article], pages: Sequence[Linked]) -> list[Finding]:
    """Name the links that lead nowhere, in the articles and in their localized pages."""
    return lost_links(Site(project), [page_of(one) for one in articles], pages)
