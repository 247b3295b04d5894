"""Learning: what people changed in drafts, applied to the drafts that nobody has looked at.

What stands in such a draft is what the lessons of today make of the engine's draft, which is on
record. So a lesson that is rejected, or learned otherwise, leaves nothing behind, and the order in
which lessons came does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from translate import catalog as po
from translate.catalog import Key
from translate.checks import Doubt, lengths
from translate.config import Project
from translate.errors import BabelpressError
from translate.memory.corrections.correction import (
    Correction,
    Corrections,
    applicable,
    apply,
    note,
    note_head,
)
from translate.memory.corrections.decisions import Verdict, read_decisions
from translate.memory.corrections.learn import Revision, learn
from translate.memory.drafts import DraftCache, Recorded, open_cache
from translate.model import State, Translation
from translate.workflow.articles import Article, neighbours
from translate.workflow.gate import Gate, doubts, worse
from translate.workflow.recorded import LEARNED, Entry, by_pair
from translate.workflow.terms import glossary_of

_MEMORY = "memory"  # begins the origin of what the memory gave: a person's words, not a draft
_NOTE, _EXACT = "learned:", "memory: 100%"


@dataclass(frozen=True, slots=True)
class _Teaching:
    """What is to be said of the drafts of a language pair.

    `said` is what people made of the very same segments, `confirmed` the entries that they stand
    by, whatever the gate says of them.
    """

    corrections: Corrections
    gate: Gate
    said: Mapping[str, Entry]
    confirmed: tuple[Entry, ...]


@dataclass(slots=True)
class LearnReport:
    """What a run did, by article and language: drafts corrected, and drafts restored; failures.

    Restored are drafts that had been corrected by what holds no more.
    """

    corrected: dict[tuple[str, str], int] = field(default_factory=dict)
    restored: dict[tuple[str, str], int] = field(default_factory=dict)
    failures: list[BabelpressError] = field(default_factory=list)


def apply_learned(project: Project, articles: Sequence[Article]) -> LearnReport:
    """Correct the drafts that nobody has looked at by what people corrected elsewhere.

    Only drafts that stand as they were written are changed, and only where the gate has nothing
    more to doubt afterwards; they stay drafts, and a `learned:` note says what was done and
    where it comes from. The project's other articles teach, too.
    """
    report = LearnReport()
    with open_cache(project.state_folder) as cache:
        # What is broken of those, the run that is about them tells.
        broken: list[BabelpressError] = []
        others = by_pair(project, neighbours(project, articles), cache, broken)
        found = by_pair(project, articles, cache, report.failures)
        whole = not broken and not report.failures
        for pair, entries in found.items():
            every = [*entries, *others.get(pair, ())]
            teaching = _teaching(project, pair, every, taught(every))
            changed: list[tuple[Entry, Translation]] = []
            for entry in entries:
                made = _relearned(entry, teaching)
                # A lesson may be missing only because its catalog cannot be read today.
                if made is not None and (whole or not _is_learned(entry)):
                    changed.append((entry, made))
            _write_all(project, pair[1], changed, cache, report)
    return report


def restore(
    project: Project, articles: Sequence[Article], target: str, rejected: Correction
) -> LearnReport:
    """Take a correction out of the drafts that it changed and that nobody has touched since.

    What other corrections did to them stays.
    """
    report = LearnReport()
    with open_cache(project.state_folder) as cache:
        for pair, entries in by_pair(project, articles, cache, report.failures).items():
            if pair[1] != target:
                continue
            found = taught(entries)
            changed: list[tuple[Entry, Translation]] = []
            for entry in (one for one in entries if _has(one, rejected)):
                left = [c for c in found if c.key != rejected.key and _has(entry, c)]
                made = _relearned(entry, _teaching(project, pair, entries, left))
                if made is not None:
                    changed.append((entry, made))
            _write_all(project, target, changed, cache, report)
    return report


def taught(entries: Sequence[Entry]) -> list[Correction]:
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


def verdicts(project: Project, target: str) -> dict[tuple[str, str, str], Verdict]:
    """Return what a person decided about the corrections of a language."""
    decisions = read_decisions(project.learned)
    return {one.key: one.verdict for one in decisions if one.language == target}


def _teaching(
    project: Project,
    pair: tuple[str, str],
    entries: Sequence[Entry],
    found: Sequence[Correction],
) -> _Teaching:
    """Return what `found` and the reviewed entries say, the gate being that of `draft`."""
    known = verdicts(project, pair[1])
    rejected = [key for key, verdict in known.items() if verdict is Verdict.REJECTED]
    accepted = [key for key, verdict in known.items() if verdict is Verdict.ACCEPTED]
    confirmed = tuple(entry for entry in entries if entry.now.state is State.REVIEWED)
    sizes = lengths.learn((entry.recorded.source, entry.now.text) for entry in confirmed)
    return _Teaching(
        applicable(found, rejected=rejected, accepted=accepted),
        Gate(*pair, project.typography, sizes, glossary_of(project)),
        _said(confirmed),
        confirmed,
    )


def _said(confirmed: Iterable[Entry]) -> dict[str, Entry]:
    """Return the sources that people translated, each with an entry of it, where all agree."""
    found: dict[str, Entry] = {}
    several: set[str] = set()
    for entry in confirmed:
        source = entry.recorded.source
        if found.setdefault(source, entry).now.text != entry.now.text:
            several.add(source)
    return {source: entry for source, entry in found.items() if source not in several}


def _relearned(entry: Entry, teaching: _Teaching) -> Translation | None:
    """Return an untouched draft as it is to be, or None if it is so already."""
    if not entry.is_untouched or entry.recorded.origin.startswith(_MEMORY):
        return None
    same = teaching.said.get(entry.recorded.source)
    if same is not None:
        text, notes = same.now.text, [f"{_EXACT} from {same.article.path}"]
    else:
        text, used = _corrected(entry, teaching)
        notes = [note(one) for one in used]
    if text == entry.now.text:
        return None
    kept = (one for one in entry.now.notes if not one.startswith((_NOTE, _EXACT)))
    reasons = _reasons(entry, text, teaching)
    state = State.SUSPECT if reasons else State.MACHINE
    return replace(entry.now, text=text, state=state, reasons=reasons, notes=(*kept, *notes))


def _corrected(entry: Entry, teaching: _Teaching) -> tuple[str, tuple[Correction, ...]]:
    """Return the engine's draft with all corrections that pass the gate, and those."""
    text, used = _applied(entry, teaching.corrections)
    there = text == entry.now.text  # it passed when it was written
    if not used or there or _passes(entry, text, used, teaching):
        return text, used
    passed: tuple[Correction, ...] = ()
    for one in used if len(used) > 1 else ():
        text, several = _applied(entry, applicable([*passed, one]))
        if several == (*passed, one) and _passes(entry, text, several, teaching):
            passed = several
    return _applied(entry, applicable(passed))


def _applied(entry: Entry, corrections: Corrections) -> tuple[str, tuple[Correction, ...]]:
    made, source = entry.recorded.made, entry.recorded.source
    return apply(corrections, source, made, entry.codes(made), entry.codes(source))


def _passes(entry: Entry, text: str, used: Sequence[Correction], teaching: _Teaching) -> bool:
    """Tell whether a text has the codes of the engine's draft, and no doubt that this has not.

    What the gate says of texts that people confirmed with these corrections is no doubt.
    """
    made = entry.recorded.made
    if _codes(entry, text) != _codes(entry, made):
        return False
    before, after = (_doubts(entry, one, teaching) for one in (made, text))
    if not worse(after, before):
        return True
    confirmed = {
        doubt.reason
        for other in teaching.confirmed
        if any(_holds(one, other) for one in used)
        for doubt in _doubts(other, other.now.text, teaching)
    }
    return not worse([doubt for doubt in after if doubt.reason not in confirmed], before)


def _holds(correction: Correction, confirmed: Entry) -> bool:
    """Tell whether a person's text may have a correction in it."""
    source, text = confirmed.recorded.source.casefold(), confirmed.now.text.casefold()
    return correction.source.casefold() in source and correction.right.casefold() in text


def _doubts(entry: Entry, text: str, teaching: _Teaching) -> tuple[Doubt, ...]:
    return doubts(teaching.gate, entry.spanned(entry.recorded.source), entry.spanned(text))


def _reasons(entry: Entry, text: str, teaching: _Teaching) -> tuple[str, ...]:
    """Return why a text is to be doubted: what holds of the old one's reasons, and new ones.

    Those of a text that people made are theirs to doubt.
    """
    before, after = (
        {doubt.reason: None for doubt in _doubts(entry, one, teaching)}
        for one in (entry.now.text, text)
    )
    kept = [one for one in entry.now.reasons if one not in before or one in after]
    if text != entry.recorded.made:
        return tuple(kept)
    return (*kept, *(one for one in after if one not in before and one not in kept))


def _codes(entry: Entry, text: str) -> list[str]:
    return sorted(text[start:end] for start, end in entry.codes(text))


def _is_learned(entry: Entry) -> bool:
    return entry.now.text != entry.recorded.made


def _has(entry: Entry, correction: Correction) -> bool:
    """Tell whether a correction is among those that made a draft what it is."""
    head = note_head(correction)
    return any(one == head or one.startswith(f"{head} (") for one in entry.now.notes)


def _write_all(
    project: Project,
    target: str,
    changed: Sequence[tuple[Entry, Translation]],
    cache: DraftCache,
    report: LearnReport,
) -> None:
    """Write drafts, an article at a time, and say so in the report."""
    by_article: dict[str, list[tuple[Entry, Translation]]] = {}
    for entry, made in changed:
        by_article.setdefault(entry.article.path, []).append((entry, made))
    for path, found in by_article.items():
        try:
            _write(project, target, found, cache)
        except BabelpressError as error:
            report.failures.append(error)
            continue
        restored = sum(made.text == entry.recorded.made for entry, made in found)
        if restored:
            report.restored[path, target] = restored
        if len(found) > restored:
            report.corrected[path, target] = len(found) - restored


def _write(
    project: Project,
    target: str,
    found: Sequence[tuple[Entry, Translation]],
    cache: DraftCache,
) -> None:
    path = found[0][0].article.catalog(project, target)
    before = po.read(path)
    made: dict[Key, Translation] = {
        (entry.recorded.context, entry.recorded.source): translation for entry, translation in found
    }
    cache.keep(_records(found))
    po.write(path, po.with_better_drafts(before, made), project.root, base=before)


def _records(found: Iterable[tuple[Entry, Translation]]) -> Iterator[Recorded]:
    for entry, translation in found:
        origin = entry.recorded.origin.removesuffix(f" + {LEARNED}")
        if translation.text != entry.recorded.made:
            origin = f"{origin} + {LEARNED}"
        yield replace(entry.recorded, draft=translation.text, origin=origin)
