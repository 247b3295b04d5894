"""A clause of the source that the draft leaves out.

Two stories are held against each other: the draft says all of the source, or all but one clause.
What speaks for the second: the draft is as long as the rest; words of the clause that should be
recognizable (numbers, names, words of common descent, everyday words) are not in the draft, while
those of the rest are; and the commas around the clause are gone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log

from translate.checks.known_names import translations
from translate.checks.lengths import Lengths, settled, size
from translate.checks.link_words import link_pattern, meaning
from translate.checks.pair import HOLE, Doubt, Pair, excerpt, fold, words_of
from translate.languages import base

_LEAST = 0.14  # of a text: what a clause must take of it to be looked for
_MOST = 0.8
_FEWEST = 3  # words of a clause
_LONG = 80  # words, from which on only punctuation parts clauses
_LIMIT = 3.3  # of the sum of evidence, in natural logarithms
_MARKS = re.compile(r"[,;:.!?()—–…]+(?=\s|$|[^\w\s])|\s[-–—]\s|[，、；：。！？（）]")
_WORD = re.compile(r"\w+")

_ANYWHERE = 1.0  # what speaks against a cut in the middle of a clause

# How often a word finds its like in a draft: by chance, and where it is translated.
_CHANCE = 0.12
_NAMED = 0.93  # a number, a name
_EVERYDAY = (0.25, 0.75)
# Words of common descent, by how many of the rest do: the middles of ten equal ranges.
_RATES = tuple((step + 0.5) / 10 for step in range(10))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the source: its place, and what it tells.

    `sure` is the evidence of a number, a name or an everyday word for its being left out;
    `weight` how likely another word is to have a cousin in the draft, `hit` whether it has.
    """

    start: int
    end: int
    sure: float = 0.0
    weight: float = 0.0
    hit: bool = False


def clauses(pair: Pair) -> Iterator[Doubt]:
    """Doubt a draft in which a clause of the source seems to be missing, and say which."""
    score, clause = strongest(pair)
    if score > _LIMIT:
        weight = min(0.95, 0.5 + 0.05 * (score - _LIMIT))
        yield Doubt("clauses", f"“{excerpt(clause)}” seems to be missing", weight)


def strongest(pair: Pair) -> tuple[float, str]:
    """Return the clause that is most probably missing, behind the evidence for it.

    The evidence is the logarithm of how much better the draft fits the rest of the source.
    """
    source, target = words_of(pair.source), words_of(pair.target)
    lengths = settled(pair.lengths, pair.source_language, pair.target_language)
    whole, got = size(source.replace(HOLE, " ")), size(target.replace(HOLE, " "))
    if not got or lengths.deviation(whole, got) > 0.5:
        return 0.0, ""
    words = _read(source, target, pair)
    sure = [0.0, *accumulate(word.sure for word in words)]
    marks, cousins = _Marks.of(source, target), _Cousins.of(words)
    best = (0.0, "")
    for first, last, clean in _spans(words, source, base(pair.source_language)):
        start, end = words[first].start, words[last - 1].end
        part = size(source[start:end])
        if not _LEAST <= part / whole <= _MOST:
            continue
        score = _length_evidence(lengths, whole, part, got) + sure[last] - sure[first]
        score += cousins.between(first, last) + marks.evidence(start, end)
        best = max(best, (score - _ANYWHERE * (not clean), source[start:end]))
    return best


def _length_evidence(lengths: Lengths, whole: int, part: int, got: int) -> float:
    """Return how much better the length fits a source without the part."""
    full = lengths.deviation(whole, got)
    less = lengths.deviation(whole - part, got)
    wider = log(lengths.sigma(whole) / lengths.sigma(whole - part))
    return 0.5 * (full**2 - less**2) + wider


@dataclass(frozen=True, slots=True)
class _Marks:
    """The punctuation marks of a source, and how many its draft has."""

    places: tuple[int, ...]
    got: int

    @classmethod
    def of(cls, source: str, target: str) -> _Marks:
        places = tuple(match.start() for match in _MARKS.finditer(source))
        return cls(places, len(_MARKS.findall(target)))

    def evidence(self, start: int, end: int) -> float:
        """Return how much better their number fits a source without `start:end`."""
        within = sum(start - 2 <= place < end for place in self.places)
        lost = len(self.places) - self.got
        without = lost - max(within, 1)
        return 0.9 * (min(abs(lost), 2) - min(abs(without), 2)) if len(self.places) > 1 else 0.0


def _read(source: str, target: str, pair: Pair) -> list[_Word]:
    """Return the words of a source with what their presence or absence in the draft tells."""
    first, second = base(pair.source_language), base(pair.target_language)
    matches = list(_WORD.finditer(source))
    folded = [fold(match.group()) for match in matches]
    others = [fold(word) for word in _WORD.findall(target)]
    meant = [meaning(word, first) for word in folded]
    wanted = Counter(meant)
    got = Counter(meaning(word, second) for word in others)
    table = any(number is not None for number in got)
    words = []
    for place, match in enumerate(matches):
        word, start, end = folded[place], match.start(), match.end()
        if table and (number := meant[place]) is not None:
            sure = _weigh(*_EVERYDAY, hit=got[number] >= wanted[number])
            words.append(_Word(start, end, sure))
        elif word.isdigit():
            words.append(_Word(start, end, _weigh(_CHANCE, _NAMED, hit=word in others)))
        elif len(word) >= 4:
            hit = _has_cousin(word, others) or _is_named(word, others, pair)
            if place and match.group()[0].isupper() and first != "de":
                words.append(_Word(start, end, _weigh(_CHANCE, _NAMED, hit=hit)))
            else:
                words.append(_Word(start, end, 0.0, min(1.4, len(word) / 6), hit))
        else:
            words.append(_Word(start, end))
    return words


def _weigh(chance: float, rate: float, *, hit: bool) -> float:
    """Return what a word tells for the story in which it is left out."""
    return log(chance / rate) if hit else log((1 - chance) / (1 - rate))


@dataclass(frozen=True, slots=True)
class _Cousins:
    """The words of common descent in a source: sums up to each word, for quick answers.

    `counts` are of such words, `hits` of those with a cousin in the draft, `evidence` of what
    they tell at each of `_RATES`.
    """

    counts: tuple[int, ...]
    hits: tuple[int, ...]
    evidence: tuple[tuple[float, ...], ...]

    @classmethod
    def of(cls, words: Sequence[_Word]) -> _Cousins:
        """Add up the words of a source."""
        return cls(
            tuple(accumulate((word.weight > 0 for word in words), initial=0)),
            tuple(accumulate((word.hit for word in words), initial=0)),
            tuple(
                tuple(accumulate((_unsure(word, rate) for word in words), initial=0.0))
                for rate in _RATES
            ),
        )

    def between(self, first: int, last: int) -> float:
        """Return the evidence of the words of a clause, judged by how those of the rest do."""
        count = self.counts[-1] - self.counts[last] + self.counts[first]
        hits = self.hits[-1] - self.hits[last] + self.hits[first]
        rate = (hits + 1.0) / (count + 3.0)
        sums = self.evidence[min(int(rate * len(_RATES)), len(_RATES) - 1)]
        return sums[last] - sums[first]


def _unsure(word: _Word, rate: float) -> float:
    if not word.weight:
        return 0.0
    return _weigh(_CHANCE, min(max(rate * word.weight, _CHANCE + 0.02), 0.85), hit=word.hit)


def _has_cousin(word: str, others: Sequence[str]) -> bool:
    """Tell whether a folded word has one of the same descent among others."""
    from rapidfuzz import fuzz, process

    if any(other[:4] == word[:4] for other in others):
        return True
    best = process.extractOne(word, others, scorer=fuzz.ratio, score_cutoff=66)
    return best is not None and (best[0][0] == word[0] or best[1] >= 80)


def _is_named(word: str, others: Sequence[str], pair: Pair) -> bool:
    """Tell whether a month, a day, a country is among others by its name there."""
    names = translations(word, pair.source_language, pair.target_language)
    return any(other in names for other in others)


def _spans(words: Sequence[_Word], text: str, language: str) -> Iterator[tuple[int, int, bool]]:
    """Yield stretches of words, first and behind the last, and whether they are clauses.

    What is cut off at the beginning or the end may be cut off anywhere.
    """
    links = link_pattern(language)
    borders = [0]
    for place in range(1, len(words)):
        between = text[words[place - 1].end : words[place].start]
        word = text[words[place].start : words[place].end]
        if _MARKS.search(between) or (len(words) < _LONG and links.fullmatch(word)):
            borders.append(place)
    borders.append(len(words))
    for index, first in enumerate(borders):
        for last in borders[index + 1 :]:
            if last - first >= _FEWEST and (first, last) != (0, len(words)):
                yield first, last, True
    for place in range(_FEWEST, min(len(words), 3 * _LONG) - _FEWEST):
        if place not in borders:
            yield 0, place, False
            yield place, len(words), False
