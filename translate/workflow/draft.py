"""Draft: the empty entries of all catalogs, and drafts anew, through the engines, in one pass.

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
    neighbours,
    targets_of,
)
from translate.workflow.drafting import Drafting
from translate.workflow.gate import Gate
from translate.workflow.pages import interim_drafts
from translate.workflow.plan import Plan, plan_of, translation_of
from translate.workflow.recall import recall, remember, remember_files
from translate.workflow.surroundings import (
    MOST_ROUTES,
    around,
    names_in,
    reviewed_pairs,
    wanted,
)
from translate.workflow.terms import glossary_of
from translate.workflow.texts import Asked, Judged
from translate.workflow.translator import Translator

UNSEEN = frozenset({State.MACHINE, State.SUSPECT})
"""The states of what an engine made and no person has touched: it can be made anew."""


class Progress(Protocol):
    """Who is told how far the work is; sizes in characters of source text."""

    def begin(self, route: str, characters: int, texts: int) -> None:
        """Announce the work of one route."""

    def advance(self, characters: int) -> None:
        """Say that one more text is done."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What one article got in one language: the number of new drafts, and of doubted ones.

    `kept` is the number of drafts that were to be made anew and stay, for the new ones failed.
    """

    article: str
    target: str
    route: str
    drafts: int
    suspect: int
    kept: int = 0


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


@dataclass(frozen=True, slots=True)
class _Asking:
    """An article, and the places of what it asks of its catalogs."""

    article: Article
    places: Mapping[Key, tuple[Block, Segment]]


@dataclass(slots=True)
class _Job:
    """One article in one language: its plans, and the texts that it still waits for.

    `before` are the drafts that are made anew. `interim` are the entries that hold a person's
    words: no draft of theirs goes into the catalog.
    """

    article: Article
    target: str
    plans: dict[Key, Plan]
    waiting: dict[SpannedText, Asked]
    reviewed: list[tuple[str, str]]
    before: Mapping[Key, Translation]
    interim: frozenset[Key] = frozenset()
    notes: dict[Key, str] = field(default_factory=dict)


def draft(
    project: Project,
    articles: Sequence[Article],
    progress: Progress,
    again: frozenset[State] = frozenset(),
) -> DraftReport:
    """Fill the empty entries of the articles' catalogs with machine translations.

    Drafts in the states `again`, some of `UNSEEN`, are made anew; they make room only for a draft
    that passes the gate, or for what the memory has. Nothing else that is in a catalog is touched.
    Where the project shows drafts in the place of what people translated from an earlier source,
    those are drafted, too, and kept beside the catalog. A language without a route, and an engine
    that fails, are failures in the report; the other languages go on.
    """
    report = DraftReport()
    glossary = glossary_of(project)
    groups: dict[tuple[str, str], list[_Job]] = defaultdict(list)
    for article in articles:
        asking = _Asking(article, wanted(article))
        for target in targets_of(project, article):
            try:
                terms = for_language(glossary, target)
                job = _job(project, asking, target, terms, again & UNSEEN)
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
                several = tuple(dict.fromkeys(routes))[:MOST_ROUTES]
                gate = Gate(source, target, project.typography, _lengths(jobs), terms)
                drafting = Drafting(
                    translator, several, gate, names_in([job.article for job in jobs], source)
                )
                _Run(project, cache, drafting, report).work(jobs, progress)
                report.failures += drafting.failures
            except BabelpressError as error:
                report.failures.append(error)
        report.translated = translator.translated


def _lengths(jobs: Sequence[_Job]) -> Lengths:
    """Learn how long translations are from those that people stand by."""
    return learn(pair for job in jobs for pair in job.reviewed)


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
                    report.recalled += len(_write(project, cache, job, found.translations))
                    job.plans = {k: p for k, p in job.plans.items() if k not in found.translations}
                    job.waiting = _texts(job.plans)


def _job(
    project: Project,
    asking: _Asking,
    target: str,
    terms: Glossary,
    again: frozenset[State],
) -> _Job:
    article, places = asking.article, asking.places
    known = known_translations(project, article, target)
    before = {key: found for key, found in known.items() if found.state in again}
    asked = {key for key, found in known.items() if found.state is State.EMPTY} | before.keys()
    interim = _interim(project, article, target, known)
    near = around(places)
    plans = {
        key: plan_of(part, article.markup(block), article.language, terms, near[key])
        for key, (block, part) in places.items()
        if key in asked or key in interim
    }
    reviewed = list(reviewed_pairs(known))
    return _Job(article, target, plans, _texts(plans), reviewed, before, interim)


def _interim(
    project: Project, article: Article, target: str, known: Mapping[Key, Translation]
) -> frozenset[Key]:
    """Return the entries that hold a person's translation of an earlier source and want a draft."""
    if project.stale != "draft":
        return frozenset()
    stale = {key for key, found in known.items() if found.state is State.STALE}
    return frozenset(stale - interim_drafts(project, article, target).keys())


def _texts(plans: Mapping[Key, Plan]) -> dict[SpannedText, Asked]:
    return {asked.text: asked for one in plans.values() for asked in one.texts()}


def _write(
    project: Project, cache: DraftCache, job: _Job, drafts: Mapping[Key, Translation]
) -> Mapping[Key, Translation]:
    """Put drafts on record and into the catalog, which is read again for that; return them.

    One that says what stands there already is none. Those for a person's words stay beside it.
    """
    beside = {key: one for key, one in drafts.items() if key in job.interim}
    if beside:
        cache.keep_interim(job.target, job.article.path, beside)
        drafts = {key: one for key, one in drafts.items() if key not in beside}
    path = job.article.catalog(project, job.target)
    before = po.read(path)
    recorded = _recorded(cache, job)
    new = {key: one for key, one in drafts.items() if not _says_the_same(job, recorded, key, one)}
    if not new:
        return beside
    cache.keep(_records(job, new))
    filled = po.with_drafts(before, {k: one for k, one in new.items() if k not in job.before})
    anew = {key: one for key, one in new.items() if key in job.before}
    po.write(path, po.with_better_drafts(filled, anew), project.root, base=before)
    if anew:
        # What a person saved meanwhile has stayed: it came of the earlier draft.
        now = po.translations(po.read(path))
        left = (key for key in anew if key not in now or now[key].state not in UNSEEN)
        cache.keep(recorded[key] for key in left if key in recorded)
    return beside | new


def _recorded(cache: DraftCache, job: _Job) -> dict[Key, Recorded]:
    """Return what is on record of the drafts that are made anew."""
    if not job.before:
        return {}
    kept = cache.kept(job.target, job.article.path)
    return {(r.context, r.source): r for r in kept if (r.context, r.source) in job.before}


def _says_the_same(
    job: _Job, recorded: Mapping[Key, Recorded], key: Key, draft: Translation
) -> bool:
    """Tell whether a draft is the one before, which may have been corrected by learning since."""
    if key not in job.before:
        return False
    texts = {job.before[key].text}
    if key in recorded and recorded[key].draft in texts:
        texts.add(recorded[key].made)
    return draft.text in texts and draft.state == job.before[key].state


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
        kept = 0
        for key, found in job.plans.items():
            translation = translation_of(found, self.done)
            failed = any(self.done[one.text].failed for one in found.texts())
            if key in job.before and (translation is None or failed):
                kept += 1
            elif translation is not None:
                note = job.notes.get(key)
                drafts[key] = replace(translation, notes=(note,)) if note else translation
        written = _write(self.project, self.cache, job, drafts)
        if written or kept or not job.before:
            suspect = sum(draft.state is State.SUSPECT for draft in written.values())
            route = str(self.drafting.routes[0])
            self.report.drafted.append(
                Drafted(job.article.path, job.target, route, len(written), suspect, kept)
            )


def _length(text: SpannedText) -> int:
    return len(text.text)


def _records(job: _Job, drafts: Mapping[Key, Translation]) -> Iterator[Recorded]:
    month = time.strftime("%Y-%m")
    for (context, text), one in drafts.items():
        yield Recorded(
            job.target, job.article.path, context, text, one.text, one.text, one.origin, month
        )
