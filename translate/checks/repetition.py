"""Loops: words that a draft says over again, where its source does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from translate.checks.pair import Doubt, Pair, excerpt, tokens, word_set, words_of
from translate.languages import base

_LONGEST = 12  # words of a phrase that comes twice in a row
_APART = 4  # words of a phrase that comes again later on
_SHORT = 3  # letters of a word that may be a pronoun or particle
_FULL = 4  # letters of a word that is more than grammar
_TWO_PARTS = re.compile(r"\b(\w+)(?=\W*[^\w\s]\W*\1\b)")
_LETTERS = re.compile(r"(\w{1,8}?)\1{3,}")
# Words that may well stand twice in a row.
_TWICE = {
    "en": word_set("that had very so no is do you who it in on"),
    "fr": word_set("nous vous se en la les"),
    "de": word_set("die der das sie ihr den dem was es an zu sehr"),
    "nl": word_set("die dat is zijn u"),
    "es": word_set("muy no la lo"),
    "pt": word_set("muito não a o"),
    "ca": word_set("molt no la el i més"),
    "it": word_set("molto no la lo via piano"),
}


def repetition(pair: Pair) -> Iterator[Doubt]:
    """Doubt a phrase that comes twice in a row, or a long one that comes again.

    What the source repeats, the draft may repeat as often.
    """
    source, target = words_of(pair.source), words_of(pair.target)
    first, second = tokens(source.casefold()), tokens(target.casefold())
    before = _in_a_row(first, frozenset())
    doubles = _doubles(second, base(pair.target_language)) | _apart(target.casefold())
    row = _in_a_row(second, doubles, 1 if before is None else before[2])
    again = None if row is not None else _again(second, _repeated(first))
    if row is not None or again is not None:
        start, length = row[:2] if row is not None else again or (0, 0)
        phrase = excerpt(" ".join(tokens(target)[start : start + length]))
        yield Doubt("repetition", f"“{phrase}” is repeated", 0.9)
        return
    stutter = _LETTERS.search(target)
    if stutter and not stutter.group(1).isdigit() and not _LETTERS.search(source):
        yield Doubt("repetition", f"“{excerpt(stutter.group())}” repeats itself", 0.9)


def _doubles(words: Sequence[str], language: str) -> frozenset[str]:
    """Return the words that may stand twice; of languages we know little of, all short ones."""
    short = frozenset(word for word in words if len(word) <= _SHORT)
    return _TWICE.get(language, short)


def _apart(text: str) -> frozenset[str]:
    """Return the words that stand twice with more than a space between: `areas (“areas”)`."""
    return frozenset(match.group(1) for match in _TWO_PARTS.finditer(text))


def _repeated(words: Sequence[str]) -> int:
    """Return how many full words come more than once."""
    return sum(count > 1 and len(word) >= _FULL for word, count in Counter(words).items())


def _in_a_row(
    words: Sequence[str], doubles: frozenset[str], most: int = 1
) -> tuple[int, int, int] | None:
    """Return start and length of the first phrase said more than `most` times, and how often.

    The `doubles` may stand there twice.
    """
    for length in range(1, min(_LONGEST, len(words) // 2) + 1):
        for start in range(len(words) - 2 * length + 1):
            phrase = words[start : start + length]
            if phrase != words[start + length : start + 2 * length]:
                continue
            if all(word.isdigit() for word in phrase):
                continue
            times = 2
            while words[start + times * length : start + (times + 1) * length] == phrase:
                times += 1
            harmless = 2 if length <= 2 and phrase[-1] in doubles else 1
            if times > max(most, harmless):
                return start, length, times
    return None


def _again(words: Sequence[str], repeated: int) -> tuple[int, int] | None:
    """Return start and length of the longest phrase that comes twice, however far apart.

    It counts only if it has clearly more full words than the source repeats.
    """
    seen: dict[tuple[str, ...], int] = {}
    best = (0, 0)
    place = 0
    while place <= len(words) - _APART:
        phrase = tuple(words[place : place + _APART])
        start = seen.setdefault(phrase, place)
        length = 0
        if start + _APART <= place:
            for one, other in zip(words[start:place], words[place:], strict=False):
                if one != other:
                    break
                length += 1
        best = max(best, (length, start))
        place += max(1, length)
    length, start = best
    full = sum(len(word) >= _FULL for word in set(words[start : start + length]))
    return (start, length) if length >= _APART and full >= 2 + 1.5 * repeated else None
