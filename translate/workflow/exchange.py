"""Exchange: the translation memory from and to other tools, as TMX."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from translate.config import Project
from translate.errors import ProjectError, UsageError
from translate.files import shown, write_pieces
from translate.memory.tmx import TmxUnit, write_tmx
from translate.memory.tmx_reading import read_tmx
from translate.workflow.articles import Article, known_translations, targets_of
from translate.workflow.recall import reviewed_units

_READ = 1 << 20  # bytes of a file at a time


def import_memory(project: Project, file: Path) -> int:
    """Copy a TMX file to the project's others, in the place of one of that name.

    The next run that drafts takes it into the memory (`recall.remember_files`). Returns the number
    of its translations. A file that cannot be read changes nothing and raises `ProjectError`, as
    does a place that cannot be written.
    """
    number = sum(1 for _ in read_tmx(file, project.source))
    write_pieces(project.memory / f"{file.stem}.tmx", _pieces(file), project.root)
    return number


def _pieces(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as stream:
            while piece := stream.read(_READ):
                yield piece
    except OSError as error:
        raise ProjectError(f"{shown(file)} cannot be read: {error.strerror or error}") from error


def export_memory(project: Project, articles: Sequence[Article], file: Path) -> int:
    """Write every reviewed translation of the articles as TMX 1.4b; return their number.

    Raises `UsageError` where the articles are in several languages: a TMX file has one source.
    """
    sources = {article.language for article in articles}
    if len(sources) != 1:
        raise UsageError(
            f"the articles are in several languages: {', '.join(sorted(sources))}",
            hint="Name those of one language.",
        )
    return write_tmx(file, _units(project, articles), sources.pop())


def _units(project: Project, articles: Sequence[Article]) -> Iterator[TmxUnit]:
    for article in articles:
        for target in targets_of(project, article):
            known = known_translations(project, article, target)
            for unit, block, part in reviewed_units(article, target, known):
                codes = article.markup(block).codes(unit.target, part)
                yield TmxUnit(unit, part.codes, codes)
