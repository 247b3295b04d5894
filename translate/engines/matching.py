"""Finding words again: where in a translation a phrase, translated apart, comes up.

No language is known here. Two words are alike when their spelling is: the same word in another
inflection counts for less than the word itself, and short words, which stand everywhere, for less
than long ones.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

# Scripts written without spaces (Thai, Lao, Khmer, Burmese, kana, Han): each letter is a word.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")

_EDGE = re.compile(r"\w")

_SURE = 0.6  # below this a window is no find
_FAR = 0.25  # what the whole length of the sentence, as a distance, takes from a score
_LONG = 3  # a window is at most twice as long as the phrase, and this much


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters and digits, `start:end` of its text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed place, `start:end` of the translation; the higher the score, the surer."""

    start: int
    end: int
    score: float = 1.0


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order: runs of letters and digits, single ones in Han."""
    return tuple(Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(text))


def find(
    phrases: Iterable[str], target: Sequence[Word], expected: float, length: int
) -> list[Candidate]:
    """Return where in the target words one of the phrases may stand, the surest first.

    `expected` is the offset around which it should be, `length` that of the whole target text:
    of two equal finds the nearer one wins.
    """
    best: dict[tuple[int, int], float] = {}
    for phrase in phrases:
        for window, score in _windows([word.text for word in words(phrase)], target):
            best[window] = max(score, best.get(window, 0.0))
    found = []
    for (first, last), score in best.items():
        start, end = target[first].start, target[last].end
        distance = abs((start + end) / 2 - expected) / max(length, 1)
        found.append(Candidate(start, end, score - _FAR * distance))
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.start))


def verbatim(own: str, target: str) -> list[Candidate]:
    """Return where text that is no words, such as a sum or an arrow, stands as it is."""
    return [Candidate(m.start(), m.end()) for m in re.finditer(re.escape(own), target)]


def dress(own: str, target: str, candidate: Candidate) -> Candidate:
    """Widen a place by the signs at its edges that the source has there, too: quotes, brackets.

    A row of the same sign counts as one, because models write "..." for an ellipsis. A sign that
    the source has at a distance ("5 %") may be at a distance in the translation.
    """
    inner = words(own)
    if not inner:
        return candidate
    start, end = candidate.start, candidate.end
    place = target[start:end]
    head, tail = own[: inner[0].start], own[inner[-1].end :]
    for _ in range(_signs(head) - _signs(_EDGE.split(place[::-1])[-1])):
        start -= _row(target[:start][::-1], distant=" " in head)
    for _ in range(_signs(tail) - _signs(_EDGE.split(place)[-1])):
        end += _row(target[end:], distant=" " in tail)
    return replace(candidate, start=start, end=end)


def _signs(edge: str) -> int:
    """Return how many signs, as rows, stand in the edge of a phrase."""
    return len(re.findall(r"([^\w\s])\1*", edge))


def _row(text: str, *, distant: bool) -> int:
    """Return the length of the row of one sign with which a text begins, with its distance."""
    match = re.match(r"\s?([^\w\s])\1*" if distant else r"([^\w\s])\1*", text)
    return match.end() if match else 0


def likeness(one: str, other: str) -> float:
    """Return how alike two words are, from 0 to 1; figures are the same or not."""
    return _likeness(*sorted((one.casefold(), other.casefold())))


def anchors(source: str, target: str) -> list[tuple[int, int]]:
    """Return offsets (source, target) of words that both texts have once, and in the same order.

    Names and figures mostly. The list rises in both offsets.
    """
    ours = _single(words(source))
    theirs = _single(words(target))
    pairs = [(ours[text], theirs[text]) for text in ours if text in theirs]
    return rising([(a.start, b.start) for a, b in pairs] + [(a.end, b.end) for a, b in pairs])


def rising(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest chain of pairs that rises in both numbers."""
    ends: list[int] = []  # ends[k] is the least second number that closes a chain of k + 1 pairs
    chains: list[tuple[tuple[int, int], ...]] = []
    for pair in sorted(set(pairs)):
        k = bisect_right(ends, pair[1])
        chain = (*(chains[k - 1] if k else ()), pair)
        if k == len(ends):
            ends.append(pair[1])
            chains.append(chain)
        else:
            ends[k] = pair[1]
            chains[k] = chain
    return list(chains[-1]) if chains else []


def _single(found: Sequence[Word]) -> dict[str, Word]:
    counts = Counter(word.text for word in found)
    telling = (word for word in found if len(word.text) > 3 or _figure(word.text))
    return {word.text: word for word in telling if counts[word.text] == 1}


def _windows(
    phrase: Sequence[str], target: Sequence[Word]
) -> Iterable[tuple[tuple[int, int], float]]:
    """Yield the stretches of target words that are like the phrase, as (first, last) and score.

    The score is the harmonic mean of two shares, weighed by the length of the words: how much of
    the phrase comes up in the window, and how much of the window is from the phrase.
    """
    if not phrase:
        return
    alike = [[likeness(part, word.text) for word in target] for part in phrase]
    columns = [max(column) for column in zip(*alike, strict=True)]
    hits = [i for i, score in enumerate(columns) if score > 0]
    weights = [_weight(word.text) for word in target]
    wanted = sum(map(_weight, phrase))
    longest = 2 * len(phrase) + _LONG
    for n, first in enumerate(hits):
        recalled = [0.0] * len(phrase)
        before = first
        inside = exact = 0.0
        for last in hits[n:]:
            if last - first >= longest:
                break
            for i in range(before, last + 1):
                inside += weights[i]
                exact += weights[i] * columns[i]
                recalled = [max(r, row[i]) for r, row in zip(recalled, alike, strict=True)]
            before = last + 1
            recall = sum(r * _weight(w) for r, w in zip(recalled, phrase, strict=True)) / wanted
            precision = exact / inside
            score = 2 * recall * precision / (recall + precision)
            if score >= _SURE:
                yield (first, last), score


def _weight(word: str) -> float:
    if len(word) > 3 or _figure(word) or not word.isascii():
        return 1.0
    return 0.5 if len(word) == 3 else 0.3


def _figure(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


@lru_cache(maxsize=1 << 16)
def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if _figure(one) or _figure(other):
        return 0.0
    one, other = _bare(one), _bare(other)
    if one == other:
        return 0.95
    longest = max(len(one), len(other))
    if min(len(one), len(other)) < 3:
        return 0.0
    common = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    if common >= 3 and common >= 0.5 * longest:
        return 0.4 + 0.5 * common / longest
    near = 1 - _distance(one, other) / longest
    return 0.9 * near if near >= 0.7 else 0.0


def _bare(word: str) -> str:
    """Return the word without its accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _distance(one: str, other: str) -> int:
    """Return the number of letters to add, drop or change to make one word of the other."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
    return row[-1]
