"""Learning: what people changed in drafts, applied to the drafts that nobody has looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from translate import catalog as po
from translate.catalog import Key
from translate.config import Project
from translate.effort import Effort, Origin, Record, effort
from translate.errors import BabelpressError, UsageError
from translate.formats import Markup
from translate.glossary.terms import Kind, Term, append
from translate.memory.corrections.correction import Correction, Corrections, applicable, apply
from translate.memory.corrections.decisions import (
    Decision,
    Verdict,
    read_decisions,
    write_decisions,
)
from translate.memory.corrections.learn import Revision, learn, note
from translate.memory.drafts import DraftCache, Recorded, open_cache
from translate.model import Segment, State, Translation
from translate.workflow.articles import (
    Article,
    known_translations,
    neighbours,
    parts,
    targets_of,
)

_UNSEEN = frozenset({State.MACHINE, State.SUSPECT})
LEARNED = "learned"
"""What follows the origin of a draft on record that a correction changed."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A correction of the drafts from one language into another, and a person's verdict, if any."""

    source: str
    target: str
    correction: Correction
    verdict: Verdict | None


@dataclass(slots=True)
class LearnReport:
    """What a run did: drafts that were corrected, per article and language; failures."""

    corrected: dict[tuple[str, str], int] = field(default_factory=dict)
    failures: list[BabelpressError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry with what is on record of it. `markup` and `segment` spell its codes."""

    article: Article
    recorded: Recorded
    now: Translation
    segment: Segment
    markup: Markup

    def codes(self, text: str) -> tuple[tuple[int, int], ...]:
        return tuple((c.start, c.end) for c in self.markup.codes(text, self.segment))


def apply_learned(project: Project, articles: Sequence[Article]) -> LearnReport:
    """Correct the drafts that nobody has looked at by what people corrected elsewhere.

    Only drafts that stand as they were written are changed; they stay drafts, and a `learned:`
    note says what was done and where it comes from. The project's other articles teach, too.
    """
    report = LearnReport()
    with open_cache(project.state_folder) as cache:
        # What is broken of those, the run that is about them tells.
        others = _by_pair(project, neighbours(project, articles), cache, [])
        for pair, entries in _by_pair(project, articles, cache, report.failures).items():
            _, target = pair
            taught = _lessons([*entries, *others.get(pair, ())])
            corrections = _applicable(project, target, taught)
            changed: dict[str, dict[Key, tuple[_Entry, Translation]]] = {}
            for entry in entries:
                made = _corrected(entry, corrections)
                if made is not None:
                    key = (entry.recorded.context, entry.recorded.source)
                    changed.setdefault(entry.article.path, {})[key] = (entry, made)
            for path, found in changed.items():
                article = next(iter(found.values()))[0].article
                try:
                    _write(project, article, target, found, cache)
                except BabelpressError as error:
                    report.failures.append(error)
                else:
                    report.corrected[path, target] = len(found)
    return report


def lessons(
    project: Project, articles: Sequence[Article]
) -> tuple[list[Lesson], list[BabelpressError]]:
    """Return what the corrections of the project teach, and which catalogs could not be read."""
    found: list[Lesson] = []
    failures: list[BabelpressError] = []
    with open_cache(project.state_folder) as cache:
        for (source, target), entries in _by_pair(project, articles, cache, failures).items():
            verdicts = _verdicts(project, target)
            found += [
                Lesson(source, target, one, verdicts.get(one.key)) for one in _lessons(entries)
            ]
    return found, failures


def decide(project: Project, lesson: Lesson, verdict: Verdict) -> None:
    """Write down a verdict in `learned.csv`; what is accepted goes into the glossary, too."""
    correction = lesson.correction
    known = read_decisions(project.learned)
    fresh = Decision(correction.source, correction.wrong, correction.right, lesson.target, verdict)
    write_decisions(project.learned, (*known, fresh), project.root)
    if verdict is Verdict.ACCEPTED:
        same = correction.source == correction.right
        term = Term(
            correction.source,
            "" if same else correction.right,
            lesson.target,
            f"learned: not “{correction.wrong}”",
            Kind.KEEP if same else Kind.USE,
        )
        append(project.glossary, [term], project.root)


def lesson_number(found: Sequence[Lesson], number: int) -> Lesson:
    """Return a lesson by its number in the list, from 1. Raises `UsageError` for another one."""
    if not 1 <= number <= len(found):
        raise UsageError(f"there is no correction number {number}; there are {len(found)}")
    return found[number - 1]


def efforts(
    project: Project, articles: Sequence[Article]
) -> tuple[tuple[Effort, ...], list[BabelpressError]]:
    """Return how much people changed in the drafts, per language, engine and month.

    Beside it stand the catalogs that could not be read.
    """
    records: list[Record] = []
    failures: list[BabelpressError] = []
    with open_cache(project.state_folder) as cache:
        for (_, target), entries in _by_pair(project, articles, cache, failures).items():
            reviewed = (entry for entry in entries if entry.now.state is State.REVIEWED)
            records.extend(_record(target, entry) for entry in reviewed)
    return effort(records), failures


def _record(target: str, entry: _Entry) -> Record:
    engine, _, how = entry.recorded.origin.partition(" + ")
    origin = Origin.ENGINE
    if how == LEARNED:
        origin = Origin.LEARNED
    elif engine.startswith("memory"):
        origin = Origin.MEMORY
    recorded = entry.recorded
    return Record(target, engine, recorded.month, recorded.draft, entry.now.text, origin)


def _by_pair(
    project: Project,
    articles: Sequence[Article],
    cache: DraftCache,
    failures: list[BabelpressError],
) -> dict[tuple[str, str], list[_Entry]]:
    """Return the entries that have a draft on record, by source and target language."""
    found: dict[tuple[str, str], list[_Entry]] = {}
    for article in articles:
        for target in targets_of(project, article):
            try:
                known = known_translations(project, article, target)
            except BabelpressError as error:
                failures.append(error)
                continue
            entries = _entries(article, cache.kept(target, article.path), known)
            found.setdefault((article.language, target), []).extend(entries)
    return found


def _entries(
    article: Article, recorded: Sequence[Recorded], known: Mapping[Key, Translation]
) -> Iterator[_Entry]:
    places = parts(article)
    for one in recorded:
        key = (one.context, one.source)
        if key in known and key in places:
            block, segment = places[key]
            yield _Entry(article, one, known[key], segment, article.markup(block))


def _lessons(entries: Sequence[_Entry]) -> list[Correction]:
    """Learn from what engines made, so that what was applied already is not forgotten."""
    revisions = [
        Revision(
            entry.recorded.source,
            entry.recorded.made,
            entry.now.text,
            entry.article.path,
            entry.codes(entry.recorded.source),
            entry.codes(entry.recorded.made),
            entry.codes(entry.now.text),
        )
        for entry in entries
        if entry.now.state is State.REVIEWED
    ]
    return learn(revisions, [(entry.recorded.source, entry.recorded.made) for entry in entries])


def _verdicts(project: Project, target: str) -> dict[tuple[str, str, str], Verdict]:
    decisions = read_decisions(project.learned)
    return {one.key: one.verdict for one in decisions if one.language == target}


def _applicable(project: Project, target: str, found: Sequence[Correction]) -> Corrections:
    verdicts = _verdicts(project, target)
    rejected = [key for key, verdict in verdicts.items() if verdict is Verdict.REJECTED]
    accepted = [key for key, verdict in verdicts.items() if verdict is Verdict.ACCEPTED]
    return applicable(found, rejected=rejected, accepted=accepted)


def _corrected(entry: _Entry, corrections: Corrections) -> Translation | None:
    """Return an untouched draft with what was learned, or None if nothing is to be changed."""
    now, source = entry.now, entry.recorded.source
    if now.state not in _UNSEEN or now.text != entry.recorded.draft:
        return None
    text, used = apply(corrections, source, now.text, entry.codes(now.text), entry.codes(source))
    if not used or _codes(entry, text) != _codes(entry, now.text):
        return None
    return replace(now, text=text, notes=(*now.notes, *(note(one) for one in used)))


def _codes(entry: _Entry, text: str) -> list[str]:
    return sorted(text[start:end] for start, end in entry.codes(text))


def _write(
    project: Project,
    article: Article,
    target: str,
    found: Mapping[Key, tuple[_Entry, Translation]],
    cache: DraftCache,
) -> None:
    path = article.catalog(project, target)
    before = po.read(path)
    made = {key: translation for key, (_, translation) in found.items()}
    cache.keep(
        replace(entry.recorded, draft=translation.text, origin=_learned(entry.recorded.origin))
        for entry, translation in found.values()
    )
    po.write(path, po.with_better_drafts(before, made), project.root, base=before)


def _learned(origin: str) -> str:
    return origin if origin.endswith(f" + {LEARNED}") else f"{origin} + {LEARNED}"
