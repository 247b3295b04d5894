"""What reviewers correct, learned from the differences between drafts and reviewed texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from translate.memory.corrections.changes import Change, changes
from translate.memory.corrections.correction import (
    Correction,
    Corrections,
    Key,
    applicable,
    apply,
    is_behind_small_word,
    note,
)
from translate.memory.corrections.forms import changes_form_alone, is_small
from translate.memory.corrections.phrases import counted, wider
from translate.memory.corrections.source import (
    Background,
    Called,
    Reading,
    background,
    called,
    common_words,
    draft_words,
    names,
    source_words,
)
from translate.memory.corrections.weigh import Kind, Revision, Taught, weighed
from translate.memory.corrections.words import begins_sentence, lowered, neighbours, tokens

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

_PLAIN = 0.2  # of a text that may be changed besides, so that a change is one of words alone


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
    changed = [
        (number, *read)
        for number, revision in enumerate(revisions)
        if (read := _read(revision)) is not None
    ]
    asked = {
        word for _, reading, found in changed for c in found for word in draft_words(reading, c)
    }
    pairs = [*((r.source, r.draft) for r in revisions), *drafts]
    own = {word for _, reading, _ in changed for word in source_words(reading)}
    known = background(pairs, own, asked)
    sure = [
        (number, reading, one)
        for number, reading, found in changed
        for one in _called(reading, found, known)
    ]
    sure = _without_common_words(sure, [source for source, _ in pairs])
    ways = {n: tuple(wider(reading, one)) for n, (_, reading, one) in enumerate(sure)}
    phrases = counted(pairs, [way for found in ways.values() for way in found])
    taught: list[Taught] = []
    for n, (number, reading, one) in enumerate(sure):
        phrase = None if one.named else phrases.best(ways[n])
        taught += _taught(revisions[number], number, reading, one, phrase)
    return sorted(weighed(taught, revisions, pairs), key=lambda c: (-c.support, c.key))


def _without_common_words(
    sure: Sequence[tuple[int, Reading, Called]], sources: Iterable[str]
) -> list[tuple[int, Reading, Called]]:
    """Take no word for a name that is written small elsewhere."""

    def parts(reading: Reading, one: Called) -> set[str]:
        found = reading.source[one.first : one.last + 1]
        return {token.text.casefold() for token in found if token.is_word}

    asked = {word for _, reading, one in sure if one.name for word in parts(reading, one)}
    common = common_words(sources, asked) if asked else set()
    return [
        (number, reading, replace(one, name=one.name and not parts(reading, one) <= common))
        for number, reading, one in sure
    ]


def _read(revision: Revision) -> tuple[Reading, list[Change]] | None:
    """Return the tokens of a revision and what was changed in it, None if nothing was."""
    if revision.draft == revision.reviewed or not revision.draft:
        return None
    draft = tokens(revision.draft, revision.draft_codes)
    reviewed = tokens(revision.reviewed, revision.reviewed_codes)
    source = tokens(revision.source, revision.source_codes)
    found = changes(draft, reviewed, names(source))
    return (Reading(source, draft, reviewed), found) if found else None


def _called(reading: Reading, found: Sequence[Change], known: Background) -> Iterator[Called]:
    """Yield the changes that a phrase of the source calls for, the longest ones that are sure.

    A short text that was replaced whole, a label, is no rule for its words, unless it is a name.
    """
    words = sum(token.is_word for token in reading.draft)
    rest = list(found)
    while rest:
        change = rest.pop(0)
        one = called(reading, change, known)
        both = _with_next(reading, change, rest[0]) if rest else None
        longer = called(reading, both, known) if both is not None else None
        if longer is not None and not longer.named:
            del rest[0]
            one = longer
        if one is not None:
            old = reading.draft[one.change.draft_start : one.change.draft_end]
            whole = sum(token.is_word for token in old) == words
            if one.name or not whole:
                yield one


def _with_next(reading: Reading, change: Change, after: Change) -> Change | None:
    """Return two changes as one if nothing but one small word is between them."""
    between = reading.draft[change.draft_end : after.draft_start]
    same = reading.reviewed[change.end : after.start]
    if len(between) != 1 or not is_small(between[0].text):
        return None
    if [token.text for token in same] != [token.text for token in between]:
        return None
    return Change(change.draft_start, after.draft_end, change.start, after.end)


def _taught(
    revision: Revision, number: int, reading: Reading, one: Called, phrase: Called | None
) -> Iterator[Taught]:
    """Yield the correction of a change, and of the phrase of which it is a part."""
    before = _distance(revision.draft, revision.reviewed)
    old = reading.draft[one.change.draft_start : one.change.draft_end]
    new = reading.reviewed[one.change.start : one.change.end]
    size = max(len(old), len(new))
    plain = phrase is None and before - size <= _PLAIN * len(reading.reviewed)
    form = changes_form_alone(old, new)
    found = [] if phrase is None else [(phrase, Kind.PHRASE)]
    if one.name:
        kind = Kind.NAME
    elif form and not one.named:
        kind = Kind.FORM
    else:
        kind = Kind.PHRASE if one.last > one.first else Kind.WORD
    for each, what in [*found, (one, kind)]:
        correction = _correction(revision, reading, each)
        alone = applicable([correction])
        text, applied = apply(
            alone, revision.source, revision.draft, revision.draft_codes, revision.source_codes
        )
        if not applied or _distance(text, revision.reviewed) <= before:
            start = reading.draft[each.change.draft_start].start
            end = reading.draft[each.change.draft_end - 1].end
            ahead, behind = neighbours(reading.draft, start, end)
            term = is_small(ahead) and is_behind_small_word(
                correction.source, revision.source, reading.source
            )
            beside = (ahead.casefold(), behind.casefold())
            yield Taught(correction.key, number, what, beside, plain, plain and term)


def _correction(revision: Revision, reading: Reading, one: Called) -> Correction:
    change = one.change
    source = one.phrase(reading, revision.source)
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
