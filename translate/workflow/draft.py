"""Draft: the empty entries of all catalogs, through the engines, in one pass.

The texts of all articles are gathered, repeats removed, sorted by length and sent in one batch a
route. Drafts go into the cache as they arrive, and each catalog is written as soon as its last
text is there; so a run that is stopped loses seconds, and the next one goes on where it was.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Protocol

from translate import catalog as po
from translate import inline, segment
from translate.config import Project
from translate.engines import opened
from translate.engines.route import plan
from translate.errors import BabelpressError
from translate.formats import Markup
from translate.memory.drafts import DraftCache, open_cache
from translate.model import (
    Draft,
    Engine,
    Route,
    Segment,
    SpanKind,
    SpannedText,
    State,
    Translation,
)
from translate.workflow.articles import Article, known_translations, messages, parts, targets_of
from translate.workflow.markup import to_markup

Key = tuple[str | None, str]

# Drafts between two commits of the cache: about a second's work, all that a crash can cost.
_COMMIT_EVERY = 64
# Texts that go through all legs of a pivot route before the first of them is stored.
_WINDOW = 512


# A dash of dialogue or of a signature: engines take it for half of a parenthesis.
_DASH = re.compile(r"[-‐‒–—―•][ \t\u00a0\u202f]+(?=\w)")


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
    """What a run did: drafts per article, texts translated and found in the cache, failures."""

    drafted: list[Drafted] = field(default_factory=list)
    translated: int = 0
    cached: int = 0
    failures: list[BabelpressError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Plan:
    """How one entry becomes texts for an engine: sentences, what stands between, and inner ones."""

    segment: Segment
    markup: Markup
    sentences: tuple[SpannedText, ...]
    gaps: tuple[str, ...]
    inner: tuple[tuple[str, SpannedText], ...]

    def texts(self) -> Iterator[SpannedText]:
        yield from self.sentences
        yield from (text for _, text in self.inner)


@dataclass(slots=True)
class _Job:
    """One article in one language: its plans, and the texts that it still waits for."""

    article: Article
    target: str
    plans: dict[Key, _Plan]
    waiting: set[SpannedText]


def draft(project: Project, articles: Sequence[Article], progress: Progress) -> DraftReport:
    """Fill the empty entries of the articles' catalogs with machine translations.

    A language without a route, and an engine that fails, are failures in the report; the other
    languages go on. Nothing that is in a catalog is touched.
    """
    report = DraftReport()
    groups: dict[tuple[str, str], list[_Job]] = defaultdict(list)
    for article in articles:
        for target in targets_of(project, article):
            try:
                job = _job(project, article, target)
            except BabelpressError as error:
                report.failures.append(error)
                continue
            if job.plans:
                groups[article.language, target].append(job)
    if not groups:
        return report
    with opened(project.engines) as engines, open_cache(project.state_folder) as cache:
        by_name = {engine.name: engine for engine in engines}
        for (source, target), jobs in groups.items():
            try:
                route = plan(source, target, engines)
                _Run(project, cache, route, by_name, report).work(jobs, progress)
            except BabelpressError as error:
                report.failures.append(error)
    return report


def _job(project: Project, article: Article, target: str) -> _Job:
    known = known_translations(project, article, target)
    empty = {key for key, found in known.items() if found.state is State.EMPTY}
    wanted = messages(article)
    plans = {
        key: _plan(part, article.form.markup(block), article.language)
        for key, (block, part) in parts(article).items()
        if key in empty and key in wanted
    }
    waiting = {text for found in plans.values() for text in found.texts()}
    return _Job(article, target, plans, waiting)


def _plan(part: Segment, markup: Markup, language: str) -> _Plan:
    whole = inline.to_spanned(inline.protect(part))
    cuts = _sentence_cuts(whole, language)
    borders = [(0, 0), *cuts, (len(whole.text), len(whole.text))]
    gaps = tuple(whole.text[a:b] for (_, a), (b, _) in pairwise(borders))
    inner = tuple((text, SpannedText(text)) for text in inline.inner_texts(part))
    return _Plan(part, markup, tuple(inline.divide(whole, cuts)), gaps, inner)


def _sentence_cuts(whole: SpannedText, language: str) -> list[tuple[int, int]]:
    """Return the sentences of a text, none of them ending inside of protected text."""
    kept = [span for span in whole.spans if span.kind is SpanKind.PROTECTED]
    cuts: list[tuple[int, int]] = []
    for start, end in segment.sentence_spans(whole.text, language):
        if cuts and any(span.start < start and cuts[-1][1] < span.end for span in kept):
            cuts[-1] = (cuts[-1][0], end)
            continue
        dash = _DASH.match(whole.text, start, end)
        cuts.append((dash.end() if dash else start, end))
    return cuts


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
        """Write the drafts of an article into its catalog, which is read again for that."""
        drafts: dict[Key, Translation] = {}
        for key, found in job.plans.items():
            translation = self._translation(found)
            if translation is not None:
                drafts[key] = translation
        path = job.article.catalog(self.project, job.target)
        po.write(path, po.with_drafts(po.read(path), drafts), self.project.root)
        suspect = sum(draft.state is State.SUSPECT for draft in drafts.values())
        self.report.drafted.append(
            Drafted(job.article.path, job.target, str(self.route), len(drafts), suspect)
        )

    def _translation(self, found: _Plan) -> Translation | None:
        drafts = [self.done[text] for text in found.sentences]
        whole = inline.unite([one.text for one in drafts], found.gaps)
        inner = {text: self.done[spanned].text.text for text, spanned in found.inner}
        marked = to_markup(whole, found.segment, found.markup, lambda text: inner.get(text, text))
        if marked is None or not marked[0].strip():
            return None
        text, moved = marked
        doubts = _unique(
            doubt for one in (*drafts, Draft(whole, doubts=moved)) for doubt in one.doubts
        )
        state = State.SUSPECT if doubts else State.MACHINE
        return Translation(text, state, str(self.route), doubts)


def _chained(first: Draft, second: Draft) -> Draft:
    """Return the draft of two legs: the text of the last, the doubts of both, the lower score."""
    scores = [score for score in (first.score, second.score) if score is not None]
    return replace(
        second,
        score=min(scores) if len(scores) == 2 else None,
        doubts=_unique((*first.doubts, *second.doubts)),
    )


def _unique(doubts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(doubts))
