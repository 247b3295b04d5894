"""The length of a draft beside that of its source."""

from __future__ import annotations

from collections.abc import Iterator

from translate.checks.lengths import settled, size
from translate.checks.pair import HOLE, Doubt, Pair, words_of

_MOST = 3.6  # standard deviations; one good sentence in some hundreds is beyond
_SMALLEST = 12  # characters, below which a word more or less is too much of the whole


def proportion(pair: Pair) -> Iterator[Doubt]:
    """Doubt a draft that is far too short or far too long for its source.

    What is far, the lengths tell that were learned of the two languages, or else their prior.
    """
    source = size(words_of(pair.source).replace(HOLE, " "))
    target = size(words_of(pair.target).replace(HOLE, " "))
    if source < _SMALLEST or not target:
        return
    lengths = settled(pair.lengths, pair.source_language, pair.target_language)
    deviation = lengths.deviation(source, target)
    most = _MOST + pair.fragment
    if abs(deviation) > most:
        expected = round(lengths.expected(source))
        word = "short" if deviation < 0 else "long"
        reason = f"the draft is too {word}: {target} characters, about {expected} expected"
        yield Doubt("length", reason, min(1.0, 0.5 + 0.1 * (abs(deviation) - most)))
