"""Draft: the empty entries of all catalogs, through the engines, in one pass.

The texts of all articles are gathered, repeats removed, sorted by length and sent in one batch a
route. Drafts go into the cache as they arrive, and each catalog is written as soon as its last
text is there; so a run that is stopped loses seconds, and the next one goes on where it was.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Protocol

from translate import catalog as po
from translate.casing import Names, names_of
from translate.catalog import Key
from translate.checks.lengths import Lengths, learn
from translate.config import Project
from translate.engines import opened, problems
from translate.engines.route import alternatives, plan
from translate.errors import BabelpressError
from translate.glossary.terms import Glossary, for_language
from translate.memory.drafts import DraftCache, Recorded, open_cache
from translate.memory.segments import open_memory
from translate.model import (
    Block,
    Finding,
    Segment,
    SpannedText,
    State,
    Translation,
)
from translate.workflow.articles import (
    Article,
    known_translations,
    messages,
    neighbours,
    parts,
    targets_of,
)
from translate.workflow.drafting import Drafting
from translate.workflow.gate import Gate
from translate.workflow.plan import Plan, plan_of, translation_of
from translate.workflow.recall import recall, remember, remember_files
from translate.workflow.terms import glossary_of
from translate.workflow.texts import Asked, Judged
from translate.workflow.translator import Translator

_MOST_ROUTES = 3  # that a text can go through before the least bad of its drafts is taken


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
    """What a run did: drafts per article, texts translated, cached and recalled, failures.

    `findings` are what keeps engines from work: broken packages, servers that are out of reach.
    """

    drafted: list[Drafted] = field(default_factory=list)
    translated: int = 0
    cached: int = 0
    recalled: int = 0
    findings: list[Finding] = field(default_factory=list)
    failures: list[BabelpressError] = field(default_factory=list)


@dataclass(slots=True)
class _Job:
    """One article in one language: its plans, and the texts that it still waits for."""

    article: Article
    target: str
    plans: dict[Key, Plan]
    waiting: dict[SpannedText, Asked]
    reviewed: list[tuple[str, str]]
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
    with opened(project.engines, project.engine_settings) as engines:
        report.findings += [found for engine in engines for found in problems(engine)]
        translator, terms = Translator(engines, cache), glossary_of(project)
        for (source, target), jobs in groups.items():
            if not jobs:
                continue
            try:
                routes = (plan(source, target, engines), *alternatives(source, target, engines))
                several = tuple(dict.fromkeys(routes))[:_MOST_ROUTES]
                gate = Gate(source, target, project.typography, _lengths(jobs), terms)
                drafting = Drafting(translator, several, gate, _names(jobs, source))
                _Run(project, cache, drafting, report).work(jobs, progress)
                report.failures += drafting.failures
            except BabelpressError as error:
                report.failures.append(error)
        report.translated = translator.translated


def _lengths(jobs: Sequence[_Job]) -> Lengths:
    """Learn how long translations are from those that people stand by."""
    return learn(pair for job in jobs for pair in job.reviewed)


def _names(jobs: Sequence[_Job], language: str) -> Names:
    """Learn names from the articles: they are what headlines in capitals hide."""
    articles = {job.article.path: job.article for job in jobs}.values()
    return names_of((key[1] for article in articles for key in messages(article)), language)


def _recall(
    project: Project,
    articles: Sequence[Article],
    groups: Mapping[tuple[str, str], list[_Job]],
    cache: DraftCache,
    report: DraftReport,
) -> None:
    """Fill in what was translated before; the engines get the rest."""
    with open_memory(project.state_folder) as memory:
        report.failures += remember_files(project, memory)
        remember(project, [*articles, *neighbours(project, articles)], memory)
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
    texts = ["", *(text for _, text in wanted), ""]
    around = {key: (texts[n], texts[n + 2]) for n, key in enumerate(wanted)}
    plans = {
        key: plan_of(part, article.markup(block), article.language, terms, around[key])
        for key, (block, part) in wanted.items()
        if key in empty
    }
    reviewed = [(k[1], one.text) for k, one in known.items() if one.state is State.REVIEWED]
    return _Job(article, target, plans, _texts(plans), reviewed)


def _texts(plans: Mapping[Key, Plan]) -> dict[SpannedText, Asked]:
    return {asked.text: asked for one in plans.values() for asked in one.texts()}


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
    """The work on one language pair."""

    project: Project
    cache: DraftCache
    drafting: Drafting
    report: DraftReport
    done: dict[SpannedText, Judged] = field(default_factory=dict)

    def work(self, jobs: Sequence[_Job], progress: Progress) -> None:
        waiting: dict[SpannedText, list[_Job]] = defaultdict(list)
        texts: dict[SpannedText, Asked] = {}
        for job in jobs:
            for text, asked in job.waiting.items():
                waiting[text].append(job)
                texts[text] = asked
        todo = sorted(texts.values(), key=lambda one: (-len(one.text.text), one.text.text))
        known = self.drafting.known(todo)
        self.report.cached += len(known)
        fresh = [one.text for one in todo if one.text not in known]
        progress.begin(str(self.drafting.routes[0]), sum(map(_length, fresh)), len(fresh))
        with closing(self.drafting.drafts(todo)) as drafts:
            for one, found in drafts:
                self.done[one.text] = found
                if one.text not in known:
                    progress.advance(_length(one.text))
                for job in waiting[one.text]:
                    del job.waiting[one.text]
                    if not job.waiting:
                        self._finish(job)

    def _finish(self, job: _Job) -> None:
        """Write the drafts of an article, and say so in the report."""
        drafts: dict[Key, Translation] = {}
        for key, found in job.plans.items():
            translation = translation_of(found, self.done)
            if translation is not None:
                note = job.notes.get(key)
                drafts[key] = replace(translation, notes=(note,)) if note else translation
        _write(self.project, self.cache, job, drafts)
        suspect = sum(draft.state is State.SUSPECT for draft in drafts.values())
        route = str(self.drafting.routes[0])
        self.report.drafted.append(
            Drafted(job.article.path, job.target, route, len(drafts), suspect)
        )


def _length(text: SpannedText) -> int:
    return len(text.text)


def _records(job: _Job, drafts: Mapping[Key, Translation]) -> Iterator[Recorded]:
    month = time.strftime("%Y-%m")
    for (context, text), one in drafts.items():
        yield Recorded(
            job.target, job.article.path, context, text, one.text, one.text, one.origin, month
        )
