"""Import: translations that exist already, as a localized article or as another tool's PO file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from translate import bitext, segment
from translate import catalog as po
from translate.catalog import Key, follow
from translate.catalog.states import other_notes
from translate.config import Project
from translate.model import BlockKind, State, Translation
from translate.workflow.articles import (
    Article,
    has_words,
    known_translations,
    messages,
    read_localized,
    targets_of,
)

# A person's unsure texts are left out: what aligned them must not vouch for itself.
_ON_RECORD = frozenset({State.REVIEWED, State.MACHINE, State.SUSPECT})


@dataclass(frozen=True, slots=True)
class Adopted:
    """A text that was found for an entry; `sure` says that it needs no look."""

    text: str
    sure: bool


@dataclass(slots=True)
class ImportReport:
    """What came in: entries reviewed, entries to look at, and texts without a place."""

    catalog: Path
    reviewed: int = 0
    unsure: int = 0
    unchanged: int = 0
    homeless: list[str] = field(default_factory=list)


def import_article(
    project: Project, article: Article, localized: Path, target: str
) -> ImportReport:
    """Take the translations out of a localized article, whose structure may differ.

    Its sentences are aligned to the article's. What is sure becomes reviewed, the rest waits as
    “needs work”. A person's text that says something else is kept in an `other:` note. Of an
    article in `build/`, only what someone edited there comes in. Raises `ArticleError` for a
    localized article that cannot be read.
    """
    other = read_localized(project, localized.resolve(), target)
    found, homeless = aligned(project, article, other, target)
    built = localized.resolve().is_relative_to(project.build)
    if built:
        current = known_translations(project, article, target)
        found = {k: one for k, one in found.items() if _edited(current, k, one.text)}
    return _adopt(project, article, target, found, homeless)


def import_catalog(project: Project, article: Article, file: Path, target: str) -> ImportReport:
    """Take the translations out of a PO file of any tool, by their texts.

    An entry that is a whole block here is split into its sentences. Fuzzy entries come in as
    “needs work”. Raises `CatalogError` for a file that cannot be read.
    """
    theirs = [entry for entry in po.read(file).entries if any(entry.texts) and entry.plural is None]
    wanted = messages(article)
    by_text: dict[str, list[Key]] = {}
    for key in wanted:
        by_text.setdefault(_plain(key[1]), []).append(key)
    found: dict[Key, Adopted] = {}
    homeless: list[str] = []
    for entry in theirs:
        sure = po.state(entry) is State.REVIEWED
        keys = by_text.get(_plain(entry.msgid), [])
        for key in keys:
            found.setdefault(key, Adopted(entry.text, sure))
        if not keys:
            parts = dict(_split(entry.msgid, entry.text, article.language, target, sure))
            here = {key: one for key, one in parts.items() if key in wanted}
            for key, one in here.items():
                found.setdefault(key, one)
            homeless += [] if here else [entry.text]
    return _adopt(project, article, target, found, homeless)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _split(
    source: str,
    text: str,
    language: str,
    target: str,
    sure: bool,  # noqa: FBT001  a value
) -> Iterator[tuple[Key, Adopted]]:
    """Yield the sentences of a block with their shares of its translation."""
    source, text = _plain(source), _plain(text)
    sentences = [source[a:b] for a, b in segment.sentence_spans(source, language)]
    spans = segment.sentence_spans(text, target)
    if len(sentences) < 2 or not spans:
        return
    cut = bitext.split_translation(sentences, text, spans)
    for sentence, part, clear in zip(sentences, cut.texts(text), cut.sure, strict=True):
        if part:
            yield (None, sentence), Adopted(part, sure and clear)


def _edited(current: Mapping[Key, Translation], key: Key, text: str) -> bool:
    known = current[key].text if key in current else ""
    return _plain(known or key[1]) != _plain(text)


def aligned(
    project: Project, article: Article, other: Article, target: str
) -> tuple[dict[Key, Adopted], list[str]]:
    """Align the sentences of two articles; return what was found, and what found no place."""
    found: dict[Key, Adopted] = {}
    values = {key[0]: key[1] for key in messages(other) if key[0] is not None}
    for context, text in messages(article):
        if context is not None and context in values:
            found[context, text] = Adopted(values[context], sure=True)
    ours, theirs = _items(article), _items(other)
    known = {
        text: {one.text}
        for (_, text), one in known_translations(project, article, target).items()
        if one.state in _ON_RECORD
    }
    homeless: list[str] = []
    for bead in bitext.align(ours, theirs, known):
        sources = [item.text for item in ours[slice(*bead.source)]]
        text = " ".join(item.text for item in theirs[slice(*bead.target)])
        if not sources and text:
            homeless.append(text)
        elif text and (None, sources[0]) not in found:
            found[None, sources[0]] = Adopted(text, bead.sure and len(sources) == 1)
    return found, homeless


def _items(article: Article) -> list[bitext.Item]:
    return [
        bitext.Item(part.text, block.kind, number)
        for number, block in enumerate(article.document.blocks)
        if block.kind is not BlockKind.METADATA
        for part in block.segments
        if has_words(part)
    ]


def _adopt(
    project: Project,
    article: Article,
    target: str,
    found: Mapping[Key, Adopted],
    homeless: list[str],
) -> ImportReport:
    path = article.catalog(project, target)
    fresh = po.new(target, article.language, project.name)
    before = po.read(path) if path.exists() else fresh
    updated = follow.update(before, tuple(messages(article).values()), project.porefs)
    report = ImportReport(path, homeless=homeless)
    entries = tuple(_adopted(entry, found.get(entry.key), report) for entry in updated.entries)
    base = before if path.exists() else po.Catalog()
    po.write(path, replace(updated, entries=entries), project.root, base=base)
    return report


def _adopted(entry: po.Entry, one: Adopted | None, report: ImportReport) -> po.Entry:
    """Return an entry with the text that was found for it, a person's earlier one in a note."""
    if one is None or entry.obsolete:
        return entry
    same = _plain(entry.text) == _plain(one.text)
    if po.by_a_person(entry) and (same or not one.sure):
        report.unchanged += 1
        return entry
    notes = tuple(note for note in entry.notes if not po.is_draft_note(note))
    if po.by_a_person(entry) and not same:
        notes = (*notes, *other_notes([entry.text]))
    if one.sure:
        report.reviewed += 1
    else:
        report.unsure += 1
    return replace(
        entry, text=one.text, fuzzy=not one.sure, notes=notes, previous=None, previous_context=None
    )


def import_target(project: Project, article: Article) -> str | None:
    """Return the one target language of an article, or None if there are several or none."""
    targets = targets_of(project, article)
    return targets[0] if len(targets) == 1 else None
