"""What the words of a translation owe to those of its source, for engines that do not say so.

Three witnesses are heard: words that were translated alone, a dictionary of the engine's own;
stretches that were found again as a whole; and the sentence translated once more with a code in the
place of a span, for what changes then is the span's, and what stays is not. Where none of them
knows a word, its neighbours speak for it. Out come the weights that `projection.project` takes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from translate.alignment import has_words, kinds, mutual, words
from translate.engines.codes import find_code
from translate.engines.matching import Candidate, likeness
from translate.model import Span
from translate.span_tree import Place, overlap, within

# How much a witness is worth; a word of the dictionary that comes up as it is counts 1.
_WHOLE = 0.6  # a stretch that is like the span's own translation
_CERTAIN = 0.3  # a stretch that surely is the span's, for which nothing else is left
_CHANGED = 0.7  # a word that the code took the place of
_ELSEWHERE = 0.3  # a word that changed in another place, perhaps for agreement alone
_NEIGHBOUR = 0.4  # a word between others that are known
_TAKEN = 0.2  # the part of this that is left for a word that has a partner already
_EXPLAINED = 0.7  # the part of a change that a word loses when the dictionary explains it
_WEAK = 0.6  # a short word, one of several, of what a word becomes alone
_LINKED = 0.3  # links above this are partners
_FAR = 0.3  # the part of a text over which the dictionary loses most of its weight
_SHORT = 3  # letters of words that are alike by chance


@dataclass(frozen=True, slots=True)
class Sides:
    """A sentence and its translation, their words and signs, and which of them are which."""

    source: str
    target: str
    ours: Sequence[Place] = field(init=False)
    theirs: Sequence[Place] = field(init=False)
    kinds: tuple[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ours", words(self.source))
        object.__setattr__(self, "theirs", words(self.target))
        both = kinds(self.source, self.ours), kinds(self.target, self.theirs)
        object.__setattr__(self, "kinds", both)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of the spans of a sentence, by their numbers.

    `certain` are places that are beyond doubt, `likely` such as may be right. `alone` are
    translations of single words; `hidden` are those of the sentence with a code in a span's place.
    """

    certain: Mapping[int, Candidate]
    likely: Mapping[int, Candidate]
    alone: Mapping[str, str]
    hidden: Mapping[int, str]


def hide(sentence: str, span: Span) -> str:
    """Return the sentence with a code in the place of a span."""
    return sentence[: span.start] + _code(sentence) + sentence[span.end :]


def _code(sentence: str) -> str:
    """Return a word that models copy, as they copy names of models and forms, and is no other."""
    unused = (c for c in "XZQKWYJVHG" if not re.search(rf"{c}\d", sentence, re.IGNORECASE))
    return f"{next(unused, 'XQ')}1"


def unknown_words(sentence: str, known: Iterable[Span], wanted: Sequence[Span]) -> list[str]:
    """Return the words of a sentence that are to be translated alone, the most telling first.

    These are the words nearest to the spans that are `wanted`; those in `known` spans need none.
    """
    settled = [(span.start, span.end) for span in known]
    found: list[tuple[int, int, str]] = []
    for n, place in enumerate(words(sentence)):
        word = sentence[place[0] : place[1]]
        if word.isalpha() and not any(overlap(place, other) for other in settled):
            distances = (max(s.start - place[1], place[0] - s.end, 0) for s in wanted)
            found.append((min(distances, default=0), n, word))
    return list(dict.fromkeys(word for _, _, word in sorted(found)))


def weigh(sides: Sides, spans: Sequence[Span], evidence: Evidence) -> list[list[float]]:
    """Return for each target word what it owes to each source word."""
    weights = _by_dictionary(sides, evidence.alone)
    explained = [row[:] for row in weights]
    possible = [[True] * len(sides.ours) for _ in sides.theirs]
    given = [[0.0] * len(sides.ours) for _ in sides.theirs]
    settled: set[int] = set()
    for span in spans:
        place = evidence.certain.get(span.number)
        if place is not None and span.start < span.end:
            settled |= set(_settle(sides, span, place, weights, possible))
    for span in spans:
        own = [s for s in _inside(sides, span) if sides.kinds[0][s] == "w" and s not in settled]
        if span.number in evidence.certain or not own:
            continue
        for t, value in enumerate(_changes(sides, evidence.hidden.get(span.number))):
            others = (explained[t][s] for s in range(len(sides.ours)) if s not in own)
            doubt = 1 - _EXPLAINED * max(others, default=0.0)
            for s in own:
                given[t][s] += (value or 0.0) * doubt / len(own)
                possible[t][s] &= value is None or value > 0
        likely = evidence.likely.get(span.number)
        for t in _within(sides, likely):
            for s in own:
                given[t][s] += _WHOLE * (likely.score if likely else 0.0) / len(own)
    _keep(weights, possible)
    _ask_neighbours(sides, weights)
    for row, more in zip(weights, given, strict=True):
        row[:] = [weight + other for weight, other in zip(row, more, strict=True)]
    _keep(weights, possible)
    return weights


def _keep(weights: list[list[float]], possible: Sequence[Sequence[bool]]) -> None:
    for row, may in zip(weights, possible, strict=True):
        row[:] = [weight if fits else 0.0 for weight, fits in zip(row, may, strict=True)]


def _inside(sides: Sides, span: Span) -> list[int]:
    return [s for s, word in enumerate(sides.ours) if overlap(word, (span.start, span.end))]


def _within(sides: Sides, place: Candidate | None) -> list[int]:
    """Return the target's words in a place."""
    if place is None:
        return []
    inside = (place.start, place.end)
    found = enumerate(zip(sides.theirs, sides.kinds[1], strict=True))
    return [t for t, (word, kind) in found if kind == "w" and within(word, inside)]


def _settle(
    sides: Sides,
    span: Span,
    place: Candidate,
    weights: list[list[float]],
    possible: list[list[bool]],
) -> list[int]:
    """Let the words of a certain place owe to the span, to nothing else, and no others to it."""
    inside = _inside(sides, span)
    own = [s for s in inside if sides.kinds[0][s] == "w"] or inside
    there = set(_within(sides, place))
    for t, word in enumerate(sides.theirs):
        fits = within(word, (place.start, place.end))
        for s in range(len(sides.ours)):
            possible[t][s] &= fits == (s in own)
            if t in there and s in own:
                weights[t][s] += _CERTAIN / len(own)
    return own


def _by_dictionary(sides: Sides, alone: Mapping[str, str]) -> list[list[float]]:
    """Return how alike each target word is to what each source word becomes, or to itself."""
    count = len(sides.theirs), len(sides.ours)
    weights = [[0.0] * count[1] for _ in range(count[0])]
    target = [sides.target[start:end] for start, end in sides.theirs]
    for s, (start, end) in enumerate(sides.ours):
        word = sides.source[start:end]
        becomes = _becomes(word, alone.get(word, ""))
        for t, other in enumerate(target):
            if sides.kinds[0][s] != sides.kinds[1][t]:
                continue
            distance = abs((t + 0.5) / count[0] - (s + 0.5) / count[1])
            near = math.exp(-distance / _FAR) if sides.kinds[0][s] == "w" else 1.0
            alike = max((worth * likeness(one, other) for one, worth in becomes), default=0.0)
            weights[t][s] = near * alike
    return weights


def _becomes(word: str, translation: str) -> list[tuple[str, float]]:
    """Return the words that a word may become, each with what a find of it is worth."""
    found = [translation[start:end] for start, end in words(translation)]
    found = [one for one in found if has_words(one)]
    single = len(found) == 1
    becomes = [(one, 1.0 if single or len(one) > _SHORT else _WEAK) for one in found]
    itself = len(word) > _SHORT or not word.isalpha()
    return [*becomes, (word, 1.0)] if itself else becomes


def _changes(sides: Sides, other: str | None) -> list[float | None]:
    """Return for each target word what its change speaks for it, 0 if it stays, None if unknown."""
    if other is None:
        return [None] * len(sides.theirs)
    code = _code(sides.source)
    spots = find_code(code, other)
    before = [sides.target[start:end].casefold() for start, end in sides.theirs]
    places = words(other)
    after = [other[start:end].casefold() for start, end in places]
    values = [0.0] * len(before)
    for ours, theirs in _replaced(before, after):
        here = any(overlap(places[n], spot) for n in theirs for spot in spots)
        for t in ours:
            values[t] = _CHANGED if here else _ELSEWHERE
    said = [n for n, kind in enumerate(sides.kinds[1]) if kind == "w"]
    if not any(values[t] == _CHANGED for t in said):  # the code only came in, at another place
        values = [_CHANGED if value else 0.0 for value in values]
    # Signs come and go; and if nothing has changed, the engine had nothing to say for the span.
    heard = any(values[t] for t in said)
    return [value if heard and t in said else None for t, value in enumerate(values)]


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[range, range]]:
    """Yield the stretches between words that both texts have in the same order, as few as can be.

    Long words are kept rather than short ones, which stand everywhere.
    """
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in reversed(range(len(before))):
        worth = 1.5 if len(before[i]) > _SHORT else 1.0
        for j in reversed(range(len(after))):
            same = best[i + 1][j + 1] + worth if before[i] == after[j] else 0.0
            best[i][j] = max(same, best[i + 1][j], best[i][j + 1])
    i = j = first = other = 0
    while i < len(before) or j < len(after):
        if i < len(before) and j < len(after) and before[i] == after[j]:
            yield range(first, i), range(other, j)
            i, j = i + 1, j + 1
            first, other = i, j
        elif j == len(after) or (i < len(before) and best[i + 1][j] >= best[i][j + 1]):
            i += 1
        else:
            j += 1
    yield range(first, i), range(other, j)


def _ask_neighbours(sides: Sides, weights: list[list[float]]) -> None:
    """Give words without a partner some weight towards what stands as far from a neighbour's."""
    partners: dict[int, int] = {}
    for t, row in enumerate(mutual(weights, *sides.kinds)):
        s = max(row, key=row.__getitem__, default=-1)
        if sides.kinds[1][t] == "w" and row.get(s, 0.0) > _LINKED:
            partners[t] = s
    taken = set(partners.values())
    # The two beginnings belong together as well, and the two ends.
    known = {-1: -1, **partners, len(sides.theirs): len(sides.ours)}
    for t, kind in enumerate(sides.kinds[1]):
        if kind != "w" or t in partners:
            continue
        near = (max(u for u in known if u < t), min(u for u in known if u > t))
        expected = [known[u] + t - u for u in near]
        for s, ours in enumerate(sides.kinds[0]):
            if ours == "w":
                close = math.exp(-min(abs(s - place) for place in expected))
                weights[t][s] += _NEIGHBOUR * close * (_TAKEN if s in taken else 1.0)
