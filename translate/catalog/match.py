"""Which old entry a new msgid comes from: by what it says, and by what stands around it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from translate.catalog.po_text import Entry
from translate.catalog.states import Key, holds_words

# How much alike two msgids must be for the translation of one to be proposed for the other.
ALIKE = 0.5
ALIKE_TO_OBSOLETE = 0.65
_ALIKE_IN_PLACE = 0.3  # between the same neighbours
_IN_PLACE_BONUS = 0.2
_NEIGHBOURHOOD = 8  # entries between two that stayed, for a place to say something

# Of an address only that it is one counts: another one makes no other sentence.
_ADDRESS = re.compile(r"\b(?:https?|ftp)://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Gap:
    """What stood between two entries that stayed, and what stands there now."""

    gone: tuple[Key, ...]
    come: tuple[Key, ...]


def gaps(before: Sequence[Key], after: Sequence[Key]) -> Iterator[Gap]:
    """Yield the places where something went away, in order.

    Nothing is said of those where so much came that the place means little.
    """
    place = {key: index for index, key in enumerate(after)}
    gone: list[Key] = []
    start = 0
    for key in (*before, None):
        if key is not None and key not in place:
            gone.append(key)
            continue
        end = len(after) if key is None else place[key]
        if gone and end - start <= _NEIGHBOURHOOD:
            yield Gap(tuple(gone), tuple(after[start:end]))
        gone, start = [], end + 1


def in_place(found: Sequence[Gap]) -> dict[Key, frozenset[Key]]:
    """Say for every old key which new keys now stand between what stood around it."""
    return {key: frozenset(gap.come) for gap in found for key in gap.gone}


def matches(
    old: Sequence[Entry],
    asking: Sequence[Key],
    near: Mapping[Key, Collection[Key]],
    enough: float,
) -> dict[Key, Entry]:
    """Pair new keys with old entries that hold something of a person's, the most alike first.

    Each old entry goes to one key at most, and each key gets one. Other words in another context
    have nothing to do with each other.
    """
    givers = [entry for entry in old if entry.plural is None and holds_words(entry)]
    if not givers or not asking:
        return {}
    index = _Index([msgid for _, msgid in asking])
    pairs: list[tuple[float, int, int]] = []
    for number, entry in enumerate(givers):
        neighbours = near.get(entry.key, ())
        alike: dict[int, float] = {}
        for source in {entry.msgid, entry.previous or entry.msgid}:
            for place, likeness in index.like(source, _ALIKE_IN_PLACE if neighbours else enough):
                alike[place] = max(likeness, alike.get(place, 0.0))
        for place, likeness in alike.items():
            context, msgid = asking[place]
            if context != entry.context and msgid != entry.msgid:
                continue
            bonus = _IN_PLACE_BONUS if asking[place] in neighbours else 0.0
            if likeness >= (_ALIKE_IN_PLACE if bonus else enough):
                pairs.append((-likeness - bonus + (context != entry.context), number, place))
    found: dict[Key, Entry] = {}
    given: set[int] = set()
    for _, number, place in sorted(pairs):
        if number not in given and asking[place] not in found:
            given.add(number)
            found[asking[place]] = givers[number]
    return found


class _Index:
    """Texts by their trigrams, so that only those with some in common are compared."""

    def __init__(self, texts: Sequence[str]) -> None:
        grams = [trigrams(text) for text in texts]
        self._sizes = [len(found) for found in grams]
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for place, found in enumerate(grams):
            for gram in found:
                self._places[gram].append(place)

    def like(self, text: str, enough: float) -> Iterator[tuple[int, float]]:
        grams = trigrams(text)
        shared = Counter(chain.from_iterable(self._places.get(gram, ()) for gram in grams))
        for place, common in shared.items():
            likeness = 2 * common / (len(grams) + self._sizes[place])
            if likeness >= enough:
                yield place, likeness


def trigrams(text: str) -> frozenset[str]:
    """Return all runs of three characters, those over the ends included."""
    padded = f"  {_ADDRESS.sub('://', text).casefold()} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def likeness(one: str, other: str) -> float:
    """Return the share of trigrams that two texts have in common (Dice's coefficient)."""
    ours, theirs = trigrams(one), trigrams(other)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))
