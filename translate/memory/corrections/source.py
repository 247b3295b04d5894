"""Which words of a source call for a phrase of its draft.

A name, or a word that the engine left as it was, stands in both. For other words the drafts of the
whole project are asked: the source word that goes with the draft's word most exclusively (Dice's
coefficient, L. R. Dice 1945, over the texts they are in) calls for it, if no other comes near.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from translate.memory.corrections.changes import Change
from translate.memory.corrections.forms import bare, is_small
from translate.memory.corrections.words import (
    Token,
    begins_sentence,
    folded,
    is_capitalised,
    is_number,
    is_unspaced,
    lowered,
    words,
)

_TOGETHER = 2  # texts that must have both words: one text alone proves nothing
_SURE = 0.3  # of Dice's coefficient
_RIVAL = 0.85  # of the best coefficient: a second word as good as that makes the first unsure
_LETTERS = 9  # of a word and its translation together; function words are shorter
_LETTERS_UNCASED = 6  # the same for scripts that write no vowels or have no capitals
_CLEAR = 3  # words of a source in which the only one that tells something is certain
_NAME, _NAME_AT_START = 2, 4  # letters of a name, and of one that begins a sentence
_KIN = 5  # letters of a word that is known again in a related language ("politique", "político")
_APART = 3  # words that a source phrase may have more than those that call for it


@dataclass(frozen=True, slots=True)
class Reading:
    """One revised draft, read: the tokens of its source, its draft and its reviewed text."""

    source: tuple[Token, ...]
    draft: tuple[Token, ...]
    reviewed: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Called:
    """Words `first` to `last` of a source, which call for a change.

    They are `named` if they are to stay as they are, with their capital letter, and a `name` if
    that is certain: what begins a sentence or stands in a title has one, too.
    """

    first: int
    last: int
    change: Change
    named: bool = False
    name: bool = False

    def phrase(self, reading: Reading, text: str) -> str:
        """Return the words as inside of a sentence; `text` is the source."""
        found = text[reading.source[self.first].start : reading.source[self.last].end]
        small = not self.named and begins_sentence(reading.source, self.first)
        return lowered(found) if small else found


@dataclass(frozen=True, slots=True)
class Background:
    """In which texts of a project words stand: numbers of drafts, and of sources by count."""

    sources: dict[str, int]
    drafts: dict[str, int]
    together: dict[str, Counter[str]]

    def dice(self, source: str, draft: str) -> float:
        """Return from 0 to 1 how much two words belong together, 0 where too few texts tell."""
        both = self.together[draft][source] if draft in self.together else 0
        if both < _TOGETHER:
            return 0.0
        return 2 * both / (self.sources[source] + self.drafts[draft])


def background(
    pairs: Iterable[tuple[str, str]], sources: Iterable[str], drafts: Iterable[str]
) -> Background:
    """Count in the (source, draft) pairs of a project the words that are asked for, casefolded.

    A pair that comes up again counts once.
    """
    ours, theirs = frozenset(sources), frozenset(drafts)
    if not theirs:
        return Background({}, {}, {})
    counts: Counter[str] = Counter()
    found: Counter[str] = Counter()
    together: dict[str, Counter[str]] = defaultdict(Counter)
    for source, draft in dict.fromkeys(pairs):
        here = set(folded(source))
        counts.update(here)
        for word in theirs.intersection(folded(draft)):
            found[word] += 1
            together[word].update(here & ours)
    return Background(counts, found, dict(together))


def source_words(reading: Reading) -> set[str]:
    """Return the words, casefolded, for which `called` may ask the background."""
    return {token.text.casefold() for token in reading.source if token.is_word}


def draft_words(reading: Reading, change: Change) -> set[str]:
    """Return the words of the draft, casefolded, for which it may ask the background."""
    return {token.text.casefold() for token in _telling(reading, change)}


def called(reading: Reading, change: Change, drafts: Background) -> Called | None:
    """Return which words of the source call for what was changed, or None if that is unsure.

    The change that comes with them is wider than the given one where that is a part of a name.
    """
    named = _named(reading, change)
    if named is not None:
        first, last, change = _widened(*named, change, reading)
        return Called(first, last, change, named=True, name=_is_name(reading, first, last, change))
    anchors = [_anchor(token, reading, drafts) for token in _telling(reading, change)]
    sure = sorted(anchor for anchor in anchors if anchor is not None)
    if not sure or len(sure) < len(anchors):
        return None
    first, last = sure[0], sure[-1]
    if last - first > len(sure) + _APART or not _is_phrase(reading.source[first : last + 1]):
        return None
    return Called(first, last, change)


def _is_name(reading: Reading, first: int, last: int, change: Change) -> bool:
    """Tell whether words have their capital letter only because they are a name."""
    source, reviewed = reading.source, reading.reviewed
    others = [t.text for t in (*source[:first], *source[last + 1 :]) if t.is_word]
    if others and all(is_capitalised(word) for word in others if not is_small(word)):
        return False
    return any(
        is_capitalised(found[n].text) and not begins_sentence(found, n)
        for found, places in (
            (source, range(first, last + 1)),
            (reviewed, range(change.start, change.end)),
        )
        for n in places
    )


def common_words(sources: Iterable[str], asked: Collection[str]) -> set[str]:
    """Return those of the casefolded words that some source writes with a small letter."""
    return {
        word
        for source in dict.fromkeys(sources)
        for word in words(source)
        if word in asked and word.islower()
    }


def _is_phrase(found: Sequence[Token]) -> bool:
    return all(token.is_word or token.text in {"'", "’"} for token in found)


def _telling(reading: Reading, change: Change) -> list[Token]:
    """Return the words of the draft that went, without those that any sentence could have."""
    kept = {token.text for token in reading.reviewed[change.start : change.end]}
    capitals = names(reading.draft)
    return [
        token
        for token in reading.draft[change.draft_start : change.draft_end]
        if token.is_word
        and token.text not in kept
        and not is_number(token.text)
        and (len(token.text) > 3 or token.text in capitals)
    ]


def _named(reading: Reading, change: Change) -> tuple[int, int] | None:
    """Return the first and last word in the source of a name that was put right as it is there."""
    new = [token.text for token in reading.reviewed[change.start : change.end]]
    if names(reading.source).isdisjoint(new):
        return None
    source = [token.text for token in reading.source]
    for first in range(len(source) - len(new) + 1):
        if source[first : first + len(new)] == new:
            return first, first + len(new) - 1
    return None


def names(source: Sequence[Token]) -> set[str]:
    """Return the words of a source that may be parts of a name.

    They have a capital letter. At the start of a sentence every word has one, so short words are
    none there.
    """
    return {
        token.text
        for index, token in enumerate(source)
        if token.is_word
        and is_capitalised(token.text)
        and len(token.text) >= (_NAME_AT_START if begins_sentence(source, index) else _NAME)
    }


def _widened(first: int, last: int, change: Change, reading: Reading) -> tuple[int, int, Change]:
    """Widen a change by the parts of the name beside it that were right already."""
    a, b, c, d = change.draft_start, change.draft_end, change.start, change.end
    while first and a and c and _same_name(reading, first - 1, a - 1, c - 1):
        first, a, c = first - 1, a - 1, c - 1
    while (
        last + 1 < len(reading.source)
        and b < len(reading.draft)
        and d < len(reading.reviewed)
        and _same_name(reading, last + 1, b, d)
    ):
        last, b, d = last + 1, b + 1, d + 1
    return first, last, Change(a, b, c, d)


def _same_name(reading: Reading, source: int, draft: int, reviewed: int) -> bool:
    token = reading.source[source]
    return (
        token.is_word
        and is_capitalised(token.text)
        and token.text == reading.draft[draft].text == reading.reviewed[reviewed].text
    )


def _anchor(word: Token, reading: Reading, drafts: Background) -> int | None:
    """Return which token of the source one word of the draft comes from, or None if unsure."""
    draft = word.text.casefold()
    same = [i for i, token in enumerate(reading.source) if token.text.casefold() == draft]
    if same and _is_untranslated(draft, drafts):
        return same[0]
    candidates = _candidates(reading, draft)
    if not candidates:
        return None
    kin = [own for own in candidates if len(draft) >= _KIN and _stem(own) == _stem(draft)]
    if len(kin) == 1:
        return candidates[kin[0]]
    count = sum(token.is_word for token in reading.source)
    if count <= _CLEAR and len(candidates) == 1:
        return next(iter(candidates.values()))
    scores = sorted(((drafts.dice(own, draft), own) for own in candidates), reverse=True)
    best, own = scores[0]
    second = scores[1][0] if len(scores) > 1 else 0.0
    return candidates[own] if best >= _SURE and second < _RIVAL * best else None


def _is_untranslated(word: str, drafts: Background) -> bool:
    """Tell whether the drafts have a word only where their source has it."""
    return word not in drafts.drafts or (
        word in drafts.together and drafts.together[word][word] == drafts.drafts[word]
    )


def _candidates(reading: Reading, draft: str) -> dict[str, int]:
    """Return the source words that one of the draft may come from, with their first places.

    Left out are short words, and those that another word of the draft is spelled like.
    """
    others = {_stem(t.text) for t in reading.draft if t.is_word and t.text.casefold() != draft}
    found: dict[str, int] = {}
    for index, token in enumerate(reading.source):
        own = token.text.casefold()
        if (
            token.is_word
            and not is_number(own)
            and not is_unspaced(own)
            and len(own) >= 3
            and _is_long(own, draft)
            and _stem(own) not in others
        ):
            found.setdefault(own, index)
    return found


def _is_long(own: str, draft: str) -> bool:
    """Tell whether a word and its translation are longer than function words are."""
    together = len(own) + len(draft)
    if together >= _LETTERS or together < _LETTERS_UNCASED:
        return together >= _LETTERS
    return not all(c.upper() != c.lower() for c in own + draft if c.isalpha())


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    """Return the beginning of a word by which it is known again in a related language."""
    return bare(word.casefold())[:_KIN]
