"""Extract: what the articles ask of their catalogs, written into the PO files and templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from translate import bitext, segment
from translate import catalog as po
from translate.catalog import contexts, earlier, follow
from translate.config import Project
from translate.errors import BabelpressError, UsageError
from translate.languages import english_name
from translate.memory.drafts import open_cache
from translate.model import Message
from translate.workflow.articles import Article, messages, targets_of
from translate.workflow.project import catalog_folder


@dataclass(slots=True)
class ExtractReport:
    """What a run did: entries per article, the files written, lines left out, failures."""

    entries: dict[str, int] = field(default_factory=dict)
    written: list[Path] = field(default_factory=list)
    furniture: dict[str, list[str]] = field(default_factory=dict)
    failures: list[BabelpressError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Asking:
    """An article, and what it asks of its catalogs."""

    article: Article
    messages: Mapping[po.Key, Message]


@dataclass(slots=True)
class _Language:
    """The catalogs of one language before the run, and what a person gave that is homeless now.

    `bases` are as the files have them, `known` with what other programs dropped of stale texts.
    """

    bases: dict[Path, po.Catalog] = field(default_factory=dict)
    known: dict[Path, po.Catalog] = field(default_factory=dict)
    homeless: dict[Path, list[po.Entry]] = field(default_factory=dict)


def extract(project: Project, articles: Sequence[Article]) -> ExtractReport:
    """Bring the catalogs of the articles up to date, one a target language, and the templates.

    What a person translated and one article lost goes to the article that has it now. A catalog
    that cannot be read is left as it is and comes back as a failure. Raises `UsageError` where no
    target language is known, or none but the articles' own.
    """
    if articles and not any(targets_of(project, article) for article in articles):
        raise _no_target(project, articles)
    report = ExtractReport()
    languages: dict[str, _Language] = {}
    asking = [_Asking(article, messages(article)) for article in articles]
    for one in asking:
        article, wanted = one.article, tuple(one.messages.values())
        report.entries[article.path] = len(wanted)
        lines = list(furniture_lines(article)) if not project.keep_furniture else []
        if lines:
            report.furniture[article.path] = lines
        if _write_template(project, article, wanted):
            report.written.append(article.template(project))
        for target in targets_of(project, article):
            if target not in languages:
                languages[target] = _read_language(project, asking, target, report)
            try:
                _update(project, one, target, languages[target], report)
            except BabelpressError as error:
                report.failures.append(error)
    return report


def _no_target(project: Project, articles: Sequence[Article]) -> UsageError:
    if not project.targets:
        return UsageError(
            "no target language is known",
            hint="Name them: --to es,ca. Or set `targets` in translate.toml.",
        )
    names = " and ".join(english_name(tag) for tag in project.targets)
    which = articles[0].path if len(articles) == 1 else "every article"
    return UsageError(
        f"{which} is in {names} already, and no other target language is named",
        hint="Name another: --to es,ca. If it is in another language, say which: --from fr.",
    )


def _write_template(project: Project, article: Article, wanted: Sequence[Message]) -> bool:
    path = article.template(project)
    before = po.read(path) if path.exists() else None
    after = follow.template(wanted, article.language, project.name, project.porefs, before=before)
    return po.write(path, after, project.root)


def _read_language(
    project: Project, asking: Sequence[_Asking], target: str, report: ExtractReport
) -> _Language:
    """Read every catalog of a language, and find what the articles no longer ask of them."""
    found = _Language()
    by_path = {one.article.catalog(project, target): one.messages for one in asking}
    folder = catalog_folder(project, target)
    for path in sorted(folder.rglob("*.po")):
        try:
            found.bases[path] = po.read(path)
        except BabelpressError as error:
            if path in by_path:
                report.failures.append(error)
    found.known = _with_sources(found.bases, by_path.values())
    for path, catalog in found.known.items():
        wanted = by_path.get(path)
        left = wanted is None and _is_left(project, catalog)
        found.homeless[path] = [
            entry
            for entry in catalog.entries
            if (entry.obsolete or left or (wanted is not None and entry.key not in wanted))
            and po.by_a_person(entry)
        ]
        found.homeless[path] += filter(None, map(po.reviewed_before, catalog.entries))
    return found


def _with_sources(
    catalogs: Mapping[Path, po.Catalog], asking: Iterable[Mapping[po.Key, Message]]
) -> dict[Path, po.Catalog]:
    """Know the earlier sources of stale texts again: articles have them, or other entries."""
    entries = [entry for catalog in catalogs.values() for entry in catalog.entries]
    if not any(map(earlier.is_misplaced, entries)):
        return dict(catalogs)
    before = (e.key for e in filter(None, map(po.reviewed_before, entries)))
    known = earlier.by_checksum(chain(*asking, (entry.key for entry in entries), before))
    return {path: earlier.with_sources(one, known) for path, one in catalogs.items()}


def _is_left(project: Project, catalog: po.Catalog) -> bool:
    """Tell whether the article of a catalog is there no more: renamed, or deleted."""
    paths = {path for entry in catalog.entries for path, _ in entry.references}
    return bool(paths) and not any((project.root / path).exists() for path in paths)


def _update(
    project: Project, asking: _Asking, target: str, language: _Language, report: ExtractReport
) -> None:
    article = asking.article
    path = article.catalog(project, target)
    if path.exists() and path not in language.bases:
        return  # it cannot be read, which was said already
    base = language.bases.get(path, po.Catalog())
    known = language.known.get(path, base)
    known = po.completed(known, po.new(target, article.language, project.name))
    before = _recognized(project, article, target, known)
    donors = [e for other, found in language.homeless.items() if other != path for e in found]

    def split(sources: Sequence[str], text: str) -> tuple[list[str], bool]:
        spans = segment.sentence_spans(text, target)
        cut = bitext.split_translation(sources, text, spans)
        return cut.texts(text), all(cut.sure)

    wanted = contexts.with_own(asking.messages.values(), before, project.front_matter)
    after = follow.update(before, wanted, project.porefs, donors=donors, split=split)
    if po.write(path, after, project.root, base=base):
        report.written.append(path)


def _recognized(project: Project, article: Article, target: str, catalog: po.Catalog) -> po.Catalog:
    """Know drafts again whose notes another program dropped, by what is on record of them."""
    if not po.unnoted(catalog):
        return catalog
    with open_cache(project.state_folder) as cache:
        kept = cache.kept(target, article.path)
    return po.recognized(catalog, {(r.context, r.source): (r.draft, r.origin) for r in kept})


def furniture_lines(article: Article) -> Iterator[str]:
    """Yield the lines of page furniture in the article."""
    for start, end in article.document.furniture:
        for line in article.document.source[start:end].splitlines():
            if line.strip():
                yield line.strip()
