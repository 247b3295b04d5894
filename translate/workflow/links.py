"""The links of a project: where they lead, in the articles and in what is built of them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from translate import formats
from translate.config import Project
from translate.errors import BabelpressError
from translate.languages import base
from translate.model import Finding, Link, LinkKind
from translate.publish import links as ways
from translate.workflow.articles import Article
from translate.workflow.dialects import dialects_of
from translate.workflow.project import article_files

_SUFFIXES = tuple(suffix for suffix in formats.FORMATS if suffix not in {".txt", ".text"})


@dataclass(frozen=True, slots=True)
class Linked:
    """A text with links: `path` is its file in the project, `dialects` what it is written in.

    `article` is the file that its links were written for: itself, or its source. `language` is
    empty where nobody has named it.
    """

    path: str
    article: str
    language: str
    text: str
    form: formats.Format
    dialects: frozenset[str]

    @property
    def links(self) -> Sequence[Link]:
        """The addresses that its reader can go to."""
        found = self.form.links(self.text, self.dialects)
        return [link for link in found if link.kind is LinkKind.GONE_TO]


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a link leads: a file of the project, or none where there ought to be one."""

    file: str | None
    address: ways.Address


def page_of(article: Article) -> Linked:
    """Return an article as its links see it."""
    document = article.document
    return Linked(
        article.path,
        article.path,
        article.language,
        document.source,
        article.form,
        document.dialects,
    )


class Site:
    """The files that the links of a project can lead to, each looked at once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        found = [*project.bases(), *(one.parent for one in project.bases()), project.root]
        inside = [one for one in found if one.is_relative_to(project.root)]
        roots = (one.relative_to(project.root).as_posix() for one in inside)
        self._roots = tuple(dict.fromkeys(roots))
        self._is_file = cache(lambda path: (project.root / path).is_file())
        self._anchors = cache(self._read_anchors)

    def places(self, page: Linked, path: str, of: str) -> Iterable[str]:
        """Return the files that a path in a page can mean, read as if it stood in `of`."""
        languages = (page.language, base(page.language)) if page.language else ()
        return ways.places(of, path, roots=self._roots, languages=languages, suffixes=_SUFFIXES)

    def lead(self, page: Linked, text: str, of: str) -> Lead | None:
        """Return where an address in a page leads, read as if it stood in the file `of`.

        None where that cannot be told.
        """
        address = ways.parsed(text)
        if address is None:
            return None
        places = self.places(page, address.path, of)
        file = next((place for place in places if self._is_file(place)), None)
        if file is None and not ways.is_article(address.path, _SUFFIXES):
            return None
        return Lead(file, address)

    def anchors(self, file: str, dialects: frozenset[str] | None) -> frozenset[str] | None:
        """Return what a link can ask for within a file; None where that is no article."""
        return self._anchors(file, dialects)

    def _read_anchors(self, file: str, dialects: frozenset[str] | None) -> frozenset[str] | None:
        if not ways.is_article(file, _SUFFIXES):
            return None
        path = self._project.root / file
        try:
            text = formats.decode(path.read_bytes(), file)
        except (OSError, BabelpressError):
            return None
        if dialects is None:
            dialects = dialects_of(self._project, path)
        return formats.format_of(file).anchors(text, dialects)


def asked(project: Project, site: Site, pages: Sequence[Linked]) -> Mapping[str, frozenset[str]]:
    """Return the names within each article that links ask for: the project's, and these pages'."""
    found: dict[str, set[str]] = {}
    for page in {page.path: page for page in (*_sources(project), *pages)}.values():
        for link in page.links:
            lead = site.lead(page, link.address, page.path)
            if lead and lead.file and lead.address.anchor:
                found.setdefault(lead.file, set()).add(lead.address.anchor)
    return {file: frozenset(names) for file, names in found.items()}


def _sources(project: Project) -> Iterable[Linked]:
    """Yield the project's articles, as far as they can be read, without their segments."""
    try:
        files = article_files(project, [])
    except BabelpressError:
        return
    for file in files:
        path = file.relative_to(project.root).as_posix()
        try:
            text = formats.decode(file.read_bytes(), path)
        except (OSError, BabelpressError):
            continue
        form = formats.format_of(path)
        yield Linked(path, path, project.source or "", text, form, dialects_of(project, file))


def localized(site: Site, page: Linked, target: str, place_of: Callable[[str], str | None]) -> str:
    """Return the text of a localized page whose links lead to localized articles.

    `page` is not yet written; its `path` is its place. `place_of` gives the place of the localized
    article of a file, if it has one in the language. A link to an article that is not localized
    leads to where that is.
    """

    def address_of(link: Link) -> str:
        lead = site.lead(page, link.address, page.article)
        if link.kind is not LinkKind.GONE_TO or lead is None or lead.file is None:
            return link.address
        path = lead.address.path
        if not path or not ways.is_article(lead.file, _SUFFIXES):
            return link.address
        if path.startswith("/"):
            tags = (page.language, base(page.language)) if place_of(lead.file) else ()
            return ways.in_language(link.address, tags, target)
        place = place_of(lead.file) or lead.file
        if place in site.places(page, path, page.path):
            return link.address
        return ways.relative(page.path, place, lead.address.rest)

    return formats.relinked(page.text, page.form, page.dialects, address_of)


@dataclass(frozen=True, slots=True)
class Lost:
    """A link that leads nowhere: where it stands, and why."""

    page: Linked
    link: Link
    reason: str

    @property
    def finding(self) -> Finding:
        """What a person reads of it."""
        line = self.page.text.count("\n", 0, self.link.start) + 1
        return Finding(self.page.path, line, f"the link “{self.link.address}” {self.reason}")


def lost_links(site: Site, sources: Sequence[Linked], built: Sequence[Linked]) -> list[Finding]:
    """Name the links that lead nowhere: those of the sources, and what localized pages add."""
    found = [one for page in sources for one in _lost_in(site, page, {})]
    known = {(one.page.path, one.link.address) for one in found}
    dialects = {page.path: page.dialects for page in built}
    found += [
        one
        for page in built
        for one in _lost_in(site, page, dialects)
        if (page.article, one.link.address) not in known
    ]
    return [one.finding for one in found]


def _lost_in(site: Site, page: Linked, dialects: Mapping[str, frozenset[str]]) -> Iterator[Lost]:
    """Yield the links of a page that lead nowhere; `dialects` are those of localized pages."""
    for link in page.links:
        lead = site.lead(page, link.address, page.path)
        if lead and (reason := _reason(site, lead, dialects)):
            yield Lost(page, link, reason)


def _reason(site: Site, lead: Lead, dialects: Mapping[str, frozenset[str]]) -> str:
    """Say why a link leads nowhere, or nothing if it leads somewhere."""
    if lead.file is None:
        return "leads to no file"
    name = lead.address.anchor
    names = site.anchors(lead.file, dialects.get(lead.file)) if name else None
    if names is None or name in names:
        return ""
    close = difflib.get_close_matches(name, sorted(names), n=1)
    hint = f"; did you mean “#{close[0]}”?" if close else ""
    return f"asks for a place that {lead.file} does not have{hint}"
