"""How long a translation is beside its source, in one pair of languages.

The logarithm of the ratio of two lengths is nearly normal. Its middle depends on the languages,
its spread mostly on how short the text is: a word more weighs little in a paragraph and much in
a label. Lengths count characters without the white space.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, sqrt
from statistics import median

from translate.languages import base

# How many characters say in a language what a hundred say in English, by and large: measured on
# the translated messages of free programs and rounded.
_SIZE = {
    "en": 100, "fr": 120, "es": 115, "pt": 111, "ca": 115, "it": 117, "de": 121, "gl": 113,
    "ro": 114, "nl": 115, "sv": 105, "da": 105, "nb": 103, "no": 103, "nn": 103, "fi": 109,
    "pl": 112, "cs": 103, "sk": 105, "sl": 104, "hr": 106, "sr": 104, "bs": 106, "hu": 112,
    "ru": 114, "uk": 113, "be": 114, "bg": 111, "el": 122, "tr": 109, "eu": 113, "oc": 114,
    "vi": 97, "id": 110, "ms": 110, "ar": 82, "fa": 92, "he": 76, "hi": 98,
    "zh": 37, "yue": 37, "ja": 60, "ko": 51, "th": 92,
}  # fmt: skip
_SMALLEST = 8  # characters, below which two lengths say nothing
_DENSE = frozenset({"zh", "yue", "ja", "ko"})  # a character says a syllable or more
_ENOUGH = 30.0  # pairs that weigh as much as the prior
_STEADY = 0.08  # the spread of the logarithm that even long texts have
_GRAIN = 0.85  # what grows as texts get shorter: the variance of one character


@dataclass(frozen=True, slots=True)
class Lengths:
    """The ratio of target to source length in one pair of languages.

    `middle` is the median of the ratio's natural logarithm, `spread` how widely texts scatter
    beside what is expected of their size (1: as expected), `pairs` how many were looked at.
    """

    middle: float
    spread: float
    pairs: int

    def expected(self, source: int) -> float:
        """Return how many characters a source of so many characters should become."""
        return source * exp(self.middle)

    def deviation(self, source: int, target: int) -> float:
        """Return by how many standard deviations a target is too long; too short is negative."""
        if not source or not target:
            return 0.0
        return (log(target / source) - self.middle) / self.sigma(source)

    def sigma(self, source: int) -> float:
        """Return the standard deviation of the logarithm for a source of so many characters."""
        return self.spread * sqrt(_STEADY**2 + _GRAIN / max(source, _SMALLEST))


def size(text: str) -> int:
    """Return the length of a text: its characters without the white space."""
    return sum(map(len, text.split()))


def learn(pairs: Iterable[tuple[str, str]]) -> Lengths:
    """Return what reviewed (source, target) texts of one pair of languages say of their lengths.

    Medians bear outliers: a few wrong pairs in many change little. Of no pairs, and of few, the
    answer counts for little (`settled`).
    """
    ratios = []
    for source, target in pairs:
        first, second = size(source), size(target)
        if first >= _SMALLEST and second:
            ratios.append((log(second / first), first))
    if not ratios:
        return Lengths(0.0, 1.0, 0)
    middle = median(ratio for ratio, _ in ratios)
    unit = Lengths(middle, 1.0, len(ratios))
    # The median of the absolute deviation is 0.6745 standard deviations of a normal distribution.
    spread = median(abs(ratio - middle) / unit.sigma(first) for ratio, first in ratios) / 0.6745
    return Lengths(middle, spread, len(ratios))


@lru_cache(maxsize=256)
def prior(source_language: str, target_language: str) -> Lengths:
    """Return what is expected of two languages before anything was learned."""
    first, second = _SIZE.get(base(source_language)), _SIZE.get(base(target_language))
    if first is None or second is None:
        return Lengths(0.0, 1.4, 0)
    spread = 1.6 if _DENSE & {base(source_language), base(target_language)} else 1.0
    return Lengths(log(second / first), spread, 0)


@lru_cache(maxsize=256)
def settled(learned: Lengths | None, source_language: str, target_language: str) -> Lengths:
    """Return what was learned, drawn towards the prior as far as it rests on few pairs.

    The spread never becomes so narrow that one free translation in a uniform project stands out.
    """
    before = prior(source_language, target_language)
    if learned is None or not learned.pairs:
        return before
    share = learned.pairs / (learned.pairs + _ENOUGH)
    middle = share * learned.middle + (1 - share) * before.middle
    spread = share * learned.spread + (1 - share) * before.spread
    return Lengths(middle, min(max(spread, 0.7), 2.0), learned.pairs)
