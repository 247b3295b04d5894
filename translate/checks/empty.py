"""A draft that says nothing, or says what its source said in its source's words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.checks.identify import probabilities
from translate.checks.pair import HOLE, Doubt, Pair, excerpt, fold, letters, words_of
from translate.languages import base

NOTHING = 0.95
"""The weight from which on a draft holds no translation at all."""

_FEWEST = 2  # plain words, below which a copy is a name, a title, a label
_RUN = 5  # words in a row that make a passage
_SURE = 0.9
# What parts a passage from the next: quotation marks, and names of things such as `a-b-c`.
_QUOTED = re.compile(rf"[\"“”„«»‹›{HOLE}]|(?<!\w)['‘]|['’](?!\w)|\w+(?:[-_./]\w+)" + "{2,}")


def empty(pair: Pair) -> Iterator[Doubt]:
    """Doubt a draft without words of a source that has some."""
    source, target = words_of(pair.source), words_of(pair.target)
    if any(char.isalnum() for char in source) and not any(c.isalnum() for c in target):
        yield Doubt("empty", "the draft is empty", 1.0)


def copied(pair: Pair) -> Iterator[Doubt]:
    """Doubt a draft that is its source over again, or has a passage of it untranslated.

    Names, numbers, code, titles of works, single words and what reads the same in both languages
    are copied rightly: two plain words at least must stand there that are more probable in the
    language of the source.
    """
    if base(pair.source_language) == base(pair.target_language):
        return
    source, target = words_of(pair.source), words_of(pair.target)
    if [fold(word) for word in letters(source)] == [fold(word) for word in letters(target)]:
        if _is_foreign(letters(target), pair, fewest=_FEWEST + pair.fragment, whole=True):
            yield Doubt("copied", "the draft is the source, untranslated", NOTHING)
        return
    passage = _passage(source, target)
    if _is_foreign(passage, pair, fewest=_RUN - 1, whole=False):
        yield Doubt("copied", f"“{excerpt(' '.join(passage))}” is untranslated", 0.8)


def _is_foreign(words: list[str], pair: Pair, fewest: int, *, whole: bool) -> bool:
    """Tell whether words are rather of the source's language than of the target's."""
    capitals = whole and all(word.isupper() for word in words)
    small = [word for word in words if word[0].islower()]
    nouns = bool(small) and base(pair.source_language) == "de"
    plain = [word.lower() for word in (words if capitals or nouns else small)]
    if len(plain) < fewest or sum(map(len, plain)) < 4 * fewest:
        return False
    text = " ".join([words[0].lower(), *plain] if words[0].lower() != plain[0] else plain)
    odds = probabilities(text, (pair.source_language, pair.target_language))
    return odds.get(base(pair.source_language), 0.0) >= _SURE


def _passage(source: str, target: str) -> list[str]:
    """Return the longest run of words that both texts have, between two holes or quotes."""
    first, second = ([word for word, _ in _split(text)] for text in (source, target))
    starts: dict[tuple[str, ...], int] = {}
    for place in range(len(first) - _RUN + 2):
        starts.setdefault(tuple(first[place : place + _RUN - 1]), place)
    best, place = (0, 0), 0
    while place <= len(second) - _RUN + 1:
        length = 0
        start = starts.get(tuple(second[place : place + _RUN - 1]))
        if start is not None:
            for one, other in zip(first[start:], second[place:], strict=False):
                if not one or one != other:
                    break
                length += 1
        best = max(best, (length, place))
        place += max(1, length)
    length, place = best
    return [word for _, word in _split(target)[place : place + length]]


def _split(text: str) -> list[tuple[str, str]]:
    """Return the words of a text, folded and as they are, an empty one for a quote or a hole."""
    found: list[tuple[str, str]] = []
    for part in _QUOTED.split(text):
        found += [(fold(word), word) for word in letters(part)]
        found.append(("", ""))
    return found
