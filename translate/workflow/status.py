"""Status: how far the translation of each article is, and which drafts most need a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from translate import catalog as po
from translate import formats
from translate.config import Project
from translate.errors import BabelpressError
from translate.model import Message, State, Translation
from translate.workflow.articles import (
    Article,
    known_translations,
    messages,
    name_of,
    targets_of,
)
from translate.workflow.pages import Withheld, page_of, parts_of, withheld
from translate.workflow.project import article_files, catalog_folder, catalog_folders

# The confidence of drafts that came without a word about it.
_USUAL = {State.MACHINE: 75, State.SUSPECT: 50}


@dataclass(frozen=True, slots=True)
class Standing:
    """One article in one language: the number of its entries in each state, what holds it back."""

    article: str
    target: str
    counts: dict[State, int]
    withheld: Withheld | None = None

    @property
    def total(self) -> int:
        """All entries of the article."""
        return sum(self.counts.values())


@dataclass(slots=True)
class StatusReport:
    """How the articles stand, and the catalogs that could not be read."""

    standings: list[Standing] = field(default_factory=list)
    failures: list[BabelpressError] = field(default_factory=list)

    @property
    def withheld(self) -> list[Withheld]:
        """The articles that a build would hold back."""
        return [one.withheld for one in self.standings if one.withheld]


@dataclass(frozen=True, slots=True)
class Weak:
    """A draft that nobody has looked at, where it stands, and why it may be bad.

    `line` is that of its first use in the article; `confidence` is in per cent.
    """

    article: str
    line: int
    target: str
    source: str
    draft: str
    confidence: int
    reasons: tuple[str, ...]


def weakest(
    project: Project, articles: Sequence[Article], count: int
) -> tuple[list[Weak], list[BabelpressError]]:
    """Return the `count` drafts that are least to be trusted, the worst first; nothing is written.

    Beside them stand the catalogs that could not be read. Drafts without a note of confidence
    count as the tool's usual ones.
    """
    found: list[Weak] = []
    failures: list[BabelpressError] = []
    for article in articles:
        wanted = messages(article)
        for target in targets_of(project, article):
            try:
                known = known_translations(project, article, target)
            except BabelpressError as error:
                failures.append(error)
                continue
            found += (
                _weak(article, target, message, known[key])
                for key, message in wanted.items()
                if key in known and known[key].state in _USUAL
            )
    found.sort(key=lambda one: (one.confidence, one.article, one.target, one.line))
    return found[:count], failures


def _weak(article: Article, target: str, message: Message, draft: Translation) -> Weak:
    sure = _USUAL[draft.state] if draft.confidence is None else draft.confidence
    _, line = message.references[0]
    return Weak(article.path, line, target, message.text, draft.text, sure, draft.reasons)


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A file of ours that no article asks for; `words` are the texts by people in it."""

    path: str
    words: int = 0


def left_over(project: Project) -> tuple[list[LeftOver], list[BabelpressError]]:
    """Return the catalogs, templates and localized articles whose articles are gone or renamed.

    What people wrote in those catalogs goes to the articles that ask for it, as long as they are
    there. Beside them stand the catalogs that could not be read.
    """
    names = _names(project)
    found: list[LeftOver] = []
    failures: list[BabelpressError] = []
    for tag in catalog_folders(project).languages:
        folder = catalog_folder(project, tag)
        for path in _besides(names, folder, ".po"):
            try:
                words = sum(map(po.by_a_person, po.read(path).entries))
                found.append(_left(project, path, words))
            except BabelpressError as error:
                failures.append(error)
        found += (_left(project, path) for path in _left_builds(project, names, tag))
    templates = project.locales / "templates"
    found += (_left(project, path) for path in _besides(names, templates, ".pot"))
    return found, failures


def left_builds(project: Project) -> list[Path]:
    """Return the localized articles that bear the name of no article of the project.

    Raises `ProjectError` where the project has no articles.
    """
    names = _names(project)
    tags = catalog_folders(project).languages
    return [path for tag in tags for path in _left_builds(project, names, tag)]


def _names(project: Project) -> dict[str, str]:
    return {name_of(project, file): file.suffix for file in article_files(project, [])}


def _left_builds(project: Project, names: Mapping[str, str], tag: str) -> Iterator[Path]:
    for suffix in formats.FORMATS:
        same = {name for name, of in names.items() if of == suffix}
        yield from _besides(same, project.build / tag, suffix)


def _besides(names: Container[str], folder: Path, suffix: str) -> Iterator[Path]:
    """Yield the files in a folder, and in those in it, that bear other names than these."""
    for path in sorted(folder.rglob(f"*{suffix}")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        if name not in names and path.is_file():
            yield path


def _left(project: Project, path: Path, words: int = 0) -> LeftOver:
    return LeftOver(path.relative_to(project.root).as_posix(), words)


def status(project: Project, articles: Sequence[Article]) -> StatusReport:
    """Count the entries of each article in each target language; nothing is written.

    What an article asks for and its catalog lacks counts as empty. Where there is no catalog yet
    nothing is held back, for nobody has begun.
    """
    report = StatusReport()
    for article in articles:
        wanted, parts = messages(article), parts_of(article)
        for target in targets_of(project, article):
            try:
                known = known_translations(project, article, target)
                page = page_of(project, article, target, parts)
            except BabelpressError as error:
                report.failures.append(error)
                continue
            begun = article.catalog(project, target).exists()
            held = withheld(project, article, target, page) if begun and page.withheld else None
            found = (known[key].state if key in known else State.EMPTY for key in wanted)
            counts = Counter(found)
            every = {state: counts[state] for state in State}
            report.standings.append(Standing(article.path, target, every, held))
    return report
