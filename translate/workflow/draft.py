"""Draft: the empty entries of all catalogs, through the engines, in one pass.

The texts of all articles are gathered, repeats removed, sorted by length and sent in one batch a
route. Drafts go into the cache as they arrive, and each catalog is written as soon as its last
text is there; so a run that is stopped loses seconds, and the next one goes on where it was.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from translate import catalog as po
from translate.config import Project
from translate.engines import opened
from translate.engines.route import plan
from translate.errors import BabelpressError
from translate.glossary.terms import Glossary, for_language
from translate.memory.drafts import DraftCache, Recorded, open_cache
from translate.memory.segments import open_memory
from translate.model import (
    Block,
    Draft,
    Engine,
    Route,
    Segment,
    SpannedText,
    State,
    Translation,
)
from translate.workflow.articles import Article, known_translations, messages, parts, targets_of
from translate.workflow.plan import Plan, plan_of, translation_of, unique
from translate.workflow.recall import recall, remember
from translate.workflow.terms import glossary_of

Key = tuple[str | None, str]

# Drafts between two commits of the cache: about a second's work, all that a crash can cost.
_COMMIT_EVERY = 64
# Texts that go through all legs of a pivot route before the first of them is stored.
_WINDOW = 512


class Progress(Protocol):
    """Who is told how far the work is; sizes in characters of source text."""

    def begin(self, route: str, characters: int, texts: int) -> None:
        """Announce the work of one route."""

    def advance(self, characters: int) -> None:
        """Say that one more text is done."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What one article got in one language: the number of new drafts, and of doubted ones."""

    article: str
    target: str
    route: str
    drafts: int
    suspect: int


@dataclass(slots=True)
class DraftReport:
    """What a run did: drafts per article, texts translated, cached and recalled, failures."""

    drafted: list[Drafted] = field(default_factory=list)
    translated: int = 0
    cached: int = 0
    recalled: int = 0
    failures: list[BabelpressError] = field(default_factory=list)


@dataclass(slots=True)
class _Job:
    """One article in one language: its plans, and the texts that it still waits for."""

    article: Article
    target: str
    plans: dict[Key, Plan]
    waiting: set[SpannedText]
    notes: dict[Key, str] = field(default_factory=dict)


def draft(project: Project, articles: Sequence[Article], progress: Progress) -> DraftReport:
    """Fill the empty entries of the articles' catalogs with machine translations.

    A language without a route, and an engine that fails, are failures in the report; the other
    languages go on. Nothing that is in a catalog is touched.
    """
    report = DraftReport()
    glossary = glossary_of(project)
    groups: dict[tuple[str, str], list[_Job]] = defaultdict(list)
    for article in articles:
        wanted = _wanted(article)
        for target in targets_of(project, article):
            try:
                job = _job(project, article, target, wanted, for_language(glossary, target))
            except BabelpressError as error:
                report.failures.append(error)
                continue
            if job.plans:
                groups[article.language, target].append(job)
    if not groups:
        return report
    with open_cache(project.state_folder) as cache:
        _recall(project, articles, groups, cache, report)
        left = {pair: [job for job in jobs if job.plans] for pair, jobs in groups.items()}
        if any(left.values()):
            _translate(project, left, cache, report, progress)
    return report


def _translate(
    project: Project,
    groups: Mapping[tuple[str, str], list[_Job]],
    cache: DraftCache,
    report: DraftReport,
    progress: Progress,
) -> None:
    """Let the engines fill what the memory left."""
    with opened(project.engines) as engines:
        by_name = {engine.name: engine for engine in engines}
        for (source, target), jobs in groups.items():
            if not jobs:
                continue
            try:
                route = plan(source, target, engines)
                _Run(project, cache, route, by_name, report).work(jobs, progress)
            except BabelpressError as error:
                report.failures.append(error)


def _recall(
    project: Project,
    articles: Sequence[Article],
    groups: Mapping[tuple[str, str], list[_Job]],
    cache: DraftCache,
    report: DraftReport,
) -> None:
    """Fill in what was translated before; the engines get the rest."""
    with open_memory(project.state_folder) as memory:
        remember(project, articles, memory)
        for jobs in groups.values():
            for job in jobs:
                found = recall(project, job.article, job.target, job.plans, memory)
                job.notes = found.notes
                if found.translations:
                    _write(project, cache, job, found.translations)
                    report.recalled += len(found.translations)
                    job.plans = {k: p for k, p in job.plans.items() if k not in found.translations}
                    job.waiting = _texts(job.plans)


def _wanted(article: Article) -> dict[Key, tuple[Block, Segment]]:
    """Return the places of what the article asks of its catalogs."""
    asked = messages(article)
    return {key: place for key, place in parts(article).items() if key in asked}


def _job(
    project: Project,
    article: Article,
    target: str,
    wanted: Mapping[Key, tuple[Block, Segment]],
    terms: Glossary,
) -> _Job:
    known = known_translations(project, article, target)
    empty = {key for key, found in known.items() if found.state is State.EMPTY}
    plans = {
        key: plan_of(part, article.form.markup(block), (article.language, target), terms)
        for key, (block, part) in wanted.items()
        if key in empty
    }
    return _Job(article, target, plans, _texts(plans))


def _texts(plans: Mapping[Key, Plan]) -> set[SpannedText]:
    return {text for one in plans.values() for text in one.texts()}


def _write(
    project: Project, cache: DraftCache, job: _Job, drafts: Mapping[Key, Translation]
) -> None:
    """Put drafts on record and into the catalog, which is read again for that."""
    path = job.article.catalog(project, job.target)
    before = po.read(path)
    cache.keep(_records(job, drafts))
    po.write(path, po.with_drafts(before, drafts), project.root, base=before)


@dataclass(slots=True)
class _Run:
    """The work on one route."""

    project: Project
    cache: DraftCache
    route: Route
    engines: Mapping[str, Engine]
    report: DraftReport
    done: dict[SpannedText, Draft] = field(default_factory=dict)

    def work(self, jobs: Sequence[_Job], progress: Progress) -> None:
        name = str(self.route)
        version = self._version()
        wanted = {text for job in jobs for text in job.waiting}
        self.done.update(self.cache.find(name, version, wanted))
        self.report.cached += len(self.done)
        todo = sorted(wanted - self.done.keys(), key=lambda t: (-len(t.text), t.text))
        progress.begin(name, sum(len(text.text) for text in todo), len(todo))
        waiting: dict[SpannedText, list[_Job]] = defaultdict(list)
        for job in jobs:
            job.waiting -= self.done.keys()
            for text in job.waiting:
                waiting[text].append(job)
            if not job.waiting:
                self._finish(job)
        fresh: dict[SpannedText, Draft] = {}
        try:
            for text, found in zip(todo, self._translate(todo), strict=True):
                fresh[text] = self.done[text] = found
                progress.advance(len(text.text))
                complete = [job for job in waiting[text] if job.waiting == {text}]
                for job in waiting[text]:
                    job.waiting.discard(text)
                if complete or len(fresh) >= _COMMIT_EVERY:
                    self._store(name, version, fresh)
                for job in complete:
                    self._finish(job)
        finally:
            self._store(name, version, fresh)

    def _version(self) -> str:
        return ", ".join(
            self.engines[leg.engine].version(leg.source, leg.target) for leg in self.route.legs
        )

    def _store(self, name: str, version: str, fresh: dict[SpannedText, Draft]) -> None:
        self.cache.store(name, version, fresh)
        self.report.translated += len(fresh)
        fresh.clear()

    def _translate(self, texts: Sequence[SpannedText]) -> Iterator[Draft]:
        first, *others = self.route.legs
        engine = self.engines[first.engine]
        if not others:
            yield from engine.translate(texts, first.source, first.target)
            return
        for begin in range(0, len(texts), _WINDOW):
            drafts = list(
                engine.translate(texts[begin : begin + _WINDOW], first.source, first.target)
            )
            for leg in others:
                batch = [found.text for found in drafts]
                again = self.engines[leg.engine].translate(batch, leg.source, leg.target)
                drafts = [_chained(a, b) for a, b in zip(drafts, again, strict=True)]
            yield from drafts

    def _finish(self, job: _Job) -> None:
        """Write the drafts of an article, and say so in the report."""
        drafts: dict[Key, Translation] = {}
        for key, found in job.plans.items():
            translation = translation_of(found, self.done, str(self.route))
            if translation is not None:
                note = job.notes.get(key)
                drafts[key] = replace(translation, notes=(note,)) if note else translation
        _write(self.project, self.cache, job, drafts)
        suspect = sum(draft.state is State.SUSPECT for draft in drafts.values())
        self.report.drafted.append(
            Drafted(job.article.path, job.target, str(self.route), len(drafts), suspect)
        )


def _records(job: _Job, drafts: Mapping[Key, Translation]) -> Iterator[Recorded]:
    month = time.strftime("%Y-%m")
    for (context, text), one in drafts.items():
        yield Recorded(
            job.target, job.article.path, context, text, one.text, one.text, one.origin, month
        )


def _chained(first: Draft, second: Draft) -> Draft:
    """Return the draft of two legs: the text of the last, the doubts of both, the lower score."""
    scores = [score for score in (first.score, second.score) if score is not None]
    return replace(
        second,
        score=min(scores) if len(scores) == 2 else None,
        doubts=unique((*first.doubts, *second.doubts)),
    )
