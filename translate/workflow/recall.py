"""Recall: what was translated before, for the entries that are empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from translate import inline
from translate.catalog import Key
from translate.config import Project
from translate.errors import BabelpressError, ProjectError
from translate.files import shown
from translate.memory.segments import Match, Memory, Unit
from translate.memory.tmx_reading import read_tmx
from translate.model import Block, Segment, State, Translation
from translate.workflow.articles import (
    Article,
    is_translated,
    known_translations,
    parts,
    targets_of,
)
from translate.workflow.plan import Plan

# From this likeness on a person's translation of another sentence beats a machine's of this one.
_BETTER_THAN_A_DRAFT = 95.0
# The confidence, in per cent, in a person's translation of the very same sentence elsewhere, and
# what it loses where it is that of a sentence that is much alike.
_EXACT, _FOR_ANOTHER = 97, 20


@dataclass(frozen=True, slots=True)
class Recalled:
    """What the memory has for the empty entries of an article.

    `translations` take the place of drafts; `notes` are for the drafts that an engine makes.
    """

    translations: dict[Key, Translation] = field(default_factory=dict)
    notes: dict[Key, str] = field(default_factory=dict)


def remember(project: Project, articles: Sequence[Article], memory: Memory) -> None:
    """Bring the memory up to date with the reviewed entries of the articles' catalogs.

    What is from an article or a catalog that is gone from the disk is forgotten; other articles of
    the project than these, and other languages, stay as they are known. A catalog that cannot be
    read is passed over: the stages that need it say so.
    """
    for article in articles:
        for target in targets_of(project, article):
            try:
                known = known_translations(project, article, target)
            except BabelpressError:
                continue
            units = [unit for unit, _, _ in reviewed_units(article, target, known)]
            memory.replace_article(article.path, target, units)
    memory.forget_missing(pair for pair in memory.articles() if is_translated(project, *pair))


def remember_files(project: Project, memory: Memory) -> list[BabelpressError]:
    """Bring the memory up to date with the TMX files of the project.

    A file that cannot be read comes back as a failure; what was known from it before stays.
    """
    failures: list[BabelpressError] = []
    files = _tmx_files(project)
    memory.forget_imports({file.name for file in files})
    known = memory.imports()
    for file in files:
        try:
            stamp = _stamp(project, file)
            if known.get(file.name) != stamp:
                units = (one.unit for one in read_tmx(file, project.source))
                memory.add_tmx(units, file.name, stamp)
        except BabelpressError as error:
            failures.append(error)
    return failures


def _tmx_files(project: Project) -> list[Path]:
    found = project.memory.iterdir() if project.memory.is_dir() else ()
    return sorted(file for file in found if file.suffix.lower() == ".tmx" and file.is_file())


def _stamp(project: Project, file: Path) -> str:
    """Return what changes when a TMX file is to be read again."""
    try:
        seen = file.stat()
    except OSError as error:
        raise ProjectError(f"{shown(file)} cannot be read: {error.strerror or error}") from error
    return f"{seen.st_size} {seen.st_mtime_ns} {project.source or ''}"


def reviewed_units(
    article: Article, target: str, known: Mapping[Key, Translation]
) -> Iterator[tuple[Unit, Block, Segment]]:
    """Yield what a person stands by in a catalog, with its place in the article."""
    for key, (block, part) in parts(article).items():
        found = known.get(key)
        if found is not None and found.state is State.REVIEWED:
            unit = Unit(
                source=key[1],
                target=found.text,
                source_language=article.language,
                target_language=target,
                reviewed=True,
                kind=block.kind.value,
                context=key[0],
                article=article.path,
            )
            yield unit, block, part


def recall(
    project: Project, article: Article, target: str, plans: Mapping[Key, Plan], memory: Memory
) -> Recalled:
    """Look the empty entries of an article up.

    The very same source gives its translation: as reviewed if the project wants that and all
    matches of the same kind of block agree, else for a person to look at. A source that is much
    alike and has the same codes gives a draft; one that is less alike gives a note.
    """
    found = Recalled()
    places = parts(article)
    languages = (article.language, target)
    for key, plan in plans.items():
        kind = places[key][0].kind.value
        exact = [unit for unit in memory.exact(key[1], *languages) if unit.reviewed]
        if exact:
            found.translations[key] = _exact(project, exact, kind, languages)
            continue
        for match in memory.near(key[1], *languages, limit=1):
            if match.score >= _BETTER_THAN_A_DRAFT and _same_codes(plan, match.unit):
                found.translations[key] = _near(match, languages)
            else:
                found.notes[key] = _note(match)
    return found


def _origin(languages: tuple[str, str]) -> str:
    return f"memory {languages[0]}→{languages[1]}"


def _exact(
    project: Project, units: Sequence[Unit], kind: str, languages: tuple[str, str]
) -> Translation:
    alike = [unit for unit in units if unit.kind == kind]
    agreed = len({unit.target for unit in alike}) == 1
    unit = alike[0] if alike else units[0]
    sure = project.exact_matches == "reviewed" and agreed
    state = State.REVIEWED if sure else State.MACHINE
    notes = (f"memory: 100% from {unit.article}",)
    return Translation(unit.target, state, _origin(languages), notes=notes, confidence=_EXACT)


def _near(match: Match, languages: tuple[str, str]) -> Translation:
    reason = f"the memory has it for “{match.unit.source}”"
    notes = (f"memory: {int(match.score)}% from {match.unit.article}",)
    sure = int(match.score) - _FOR_ANOTHER
    return Translation(match.unit.target, State.SUSPECT, _origin(languages), (reason,), notes, sure)


def _note(match: Match) -> str:
    unit = match.unit
    return f"memory: {int(match.score)}% “{unit.source}” → “{unit.target}” ({unit.article})"


def _same_codes(plan: Plan, unit: Unit) -> bool:
    given = plan.markup.codes(unit.target, plan.segment)
    wanted = inline.raw_texts(plan.segment.text, plan.segment.codes)
    return inline.raw_texts(unit.target, given) == wanted
