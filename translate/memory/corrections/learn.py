"""What reviewers correct, learned from the differences between drafts and reviewed texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from translate.memory.corrections.changes import Change, changes
from translate.memory.corrections.correction import (
    Correction,
    Corrections,
    Key,
    apart,
    applicable,
    apply,
    calls,
    note,
)
from translate.memory.corrections.source import (
    Background,
    Reading,
    background,
    draft_words,
    names,
    source_phrase,
    source_words,
)
from translate.memory.corrections.words import (
    Place,
    begins_sentence,
    folded,
    lowered,
    places,
    tokens,
)

__all__ = [
    "Correction",
    "Corrections",
    "Key",
    "Revision",
    "applicable",
    "apply",
    "learn",
    "note",
]


@dataclass(frozen=True, slots=True)
class Revision:
    """A draft and the text that a person confirmed, be it the same; `where` is the article.

    The codes are the places of the markup in each of the three texts.
    """

    source: str
    draft: str
    reviewed: str
    where: str
    source_codes: tuple[Place, ...] = ()
    draft_codes: tuple[Place, ...] = ()
    reviewed_codes: tuple[Place, ...] = ()


def learn(
    revisions: Sequence[Revision], drafts: Iterable[tuple[str, str]] = ()
) -> list[Correction]:
    """Return what the revisions of one language pair teach, the best supported first.

    `drafts` are all (source, draft) pairs of the project, the drafts as the engine made them: they
    tell which source word a draft's word comes from. What is not certain is not learned.
    Contradicted corrections are in the list, so that a person can see them.

    Every correction makes the draft that it was learned from more like its reviewed text, or
    leaves it alone: the number of words and signs to change does not grow.
    """
    changed = [(r, *read) for r in revisions if (read := _read(r)) is not None]
    asked = {
        word for _, reading, found in changed for c in found for word in draft_words(reading, c)
    }
    pairs = [*((r.source, r.draft) for r in revisions), *drafts]
    own = {word for _, reading, _ in changed for word in source_words(reading)}
    known = background(pairs, own, asked)
    taught: dict[Key, set[int]] = defaultdict(set)
    where: dict[Key, set[str]] = defaultdict(set)
    for number, (revision, reading, found) in enumerate(changed):
        for correction in _taught(revision, reading, found, known):
            taught[correction.key].add(number)
            where[correction.key].add(revision.where)
    learned = [
        Correction(*key, tuple(sorted(where[key])), len(numbers)) for key, numbers in taught.items()
    ]
    return sorted(_weighed(learned, revisions), key=lambda c: (-c.support, c.key))


def _read(revision: Revision) -> tuple[Reading, list[Change]] | None:
    """Return the tokens of a revision and what was changed in it, None if nothing was."""
    if revision.draft == revision.reviewed or not revision.draft:
        return None
    draft = tokens(revision.draft, revision.draft_codes)
    reviewed = tokens(revision.reviewed, revision.reviewed_codes)
    source = tokens(revision.source, revision.source_codes)
    found = changes(draft, reviewed, names(source))
    return (Reading(source, draft, reviewed), found) if found else None


def _taught(
    revision: Revision, reading: Reading, found: Sequence[Change], known: Background
) -> Iterator[Correction]:
    before = _distance(revision.draft, revision.reviewed)
    for change in found:
        sure = source_phrase(reading, change, revision.source, known)
        if sure is None:
            continue
        correction = _correction(revision, reading, *sure)
        alone = applicable([correction])
        text, applied = apply(
            alone, revision.source, revision.draft, revision.draft_codes, revision.source_codes
        )
        if not applied or _distance(text, revision.reviewed) <= before:
            yield correction


def _correction(revision: Revision, reading: Reading, source: str, change: Change) -> Correction:
    old = reading.draft[change.draft_start : change.draft_end]
    new = reading.reviewed[change.start : change.end]
    wrong = revision.draft[old[0].start : old[-1].end]
    right = revision.reviewed[new[0].start : new[-1].end]
    # A capital letter that stands for the start of the sentence is none of the phrase's own.
    if begins_sentence(reading.draft, change.draft_start) and not _opens(right, revision.source):
        small = lowered(right)
        if small == right or begins_sentence(reading.reviewed, change.start):
            wrong, right = lowered(wrong), small
    return Correction(" ".join(source.split()), " ".join(wrong.split()), " ".join(right.split()))


def _opens(phrase: str, source: str) -> bool:
    """Tell whether the source has the first word of a phrase as it is: a name."""
    return phrase.split(maxsplit=1)[0] in {token.text for token in tokens(source)}


def _distance(one: str, other: str) -> int:
    """Return how many words and signs must be put in, taken out or changed (V. Levenshtein)."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance([t.text for t in tokens(one)], [t.text for t in tokens(other)])


def _weighed(learned: Sequence[Correction], revisions: Sequence[Revision]) -> Iterator[Correction]:
    """Yield the corrections with the number of times that people decided otherwise.

    They did where the source calls for it and they kept the wrong phrase, and where they put
    another phrase in its place at least as often.
    """
    sources = _numbers((c.source for c in learned), [r.source for r in revisions])
    reviewed = _numbers((c.wrong for c in learned), [r.reviewed for r in revisions])
    total: Counter[tuple[str, str]] = Counter()
    for correction in learned:
        total[correction.source, correction.wrong] += correction.support
    for correction in learned:
        both = _with_all(correction.source, sources) & _with_all(correction.wrong, reviewed)
        kept = sum(_keeps(revisions[number], correction) for number in both)
        others = total[correction.source, correction.wrong] - correction.support
        yield replace(
            correction, contradicted=kept + (others if others >= correction.support else 0)
        )


def _numbers(phrases: Iterable[str], texts: Sequence[str]) -> dict[str, set[int]]:
    """Return for each word of the phrases, casefolded, in which of the texts it is."""
    found: dict[str, set[int]] = {word: set() for phrase in phrases for word in folded(phrase)}
    for number, text in enumerate(texts):
        for word in folded(text):
            if word in found:
                found[word].add(number)
    return found


def _with_all(phrase: str, numbers: dict[str, set[int]]) -> set[int]:
    """Return the numbers of the texts that have all words of a phrase."""
    sets = [numbers[word] for word in folded(phrase)]
    return set.intersection(*sets) if sets else set()


def _keeps(revision: Revision, correction: Correction) -> bool:
    """Tell whether a person left the wrong phrase where the source calls for the right one."""
    reviewed = tokens(revision.reviewed, revision.reviewed_codes)
    right = places(correction.right, revision.reviewed, reviewed)
    wrong = apart(places(correction.wrong, revision.reviewed, reviewed), right)
    source = tokens(revision.source, revision.source_codes)
    return bool(wrong) and len(right) < calls(correction, revision.source, source)
