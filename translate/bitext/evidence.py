"""How much speaks for a run of source items and a run of target items being the same.

All of it is in natural logarithms of odds: how much likelier two runs look as they do if one
translates the other than if they have nothing to do with each other. 0 says nothing.

Lengths follow Gale and Church (1993), "A program for aligning sentences in bilingual corpora":
each character of one language gives c characters of the other, with a variance of 6.8. What the
texts share is weighed in the manner of a naive Bayes classifier: a key that is rare on both sides
says much, one that is everywhere says nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from translate.bitext.beads import Item
from translate.bitext.fingerprint import RELIABILITY, fingerprint, length, normal
from translate.bitext.records import exact_pairs, record_keys
from translate.model import BlockKind

# score(i, a, j, b): the a source items from i on and the b target items from j on.
Score = Callable[[int, int, int, int], float]

# The most items of one side in a bead.
LONGEST = 3

# Gale and Church's variance per character, and a little for the shortest.
VARIANCE = 6.8
_LEAST_VARIANCE = 12.0
# Some translations are free: their length says nothing.
_FREE = 0.01
# Characters of evidence that it takes to move c away from 1 (Gale and Church's value for
# European languages).
_INERTIA = 400

# What a key weighs beside lengths and structure; found on the samples of the tests.
_WEIGHT = 1.2
# Translations on record, word for word, and texts that were left as they are.
_RECORDED = 8.0
_SAME = 5.0

# How often a block begins or ends where that of the translation does.
_BORDER = 0.95
# A bead over the border of two blocks.
_ACROSS = -3.0
_STRICT = -4.0
_LOOSE = -1.2
_LOOSE_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TERM, BlockKind.FOOTNOTE})


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts, counted.

    `runs[a - 1][i]` are the keys of the `a` items from `i` on and `losses[a - 1][i]` what it costs
    if the other side has none of them; `lengths` and `borders` are sums up to an item: of
    characters, and of blocks that begin.
    """

    items: Sequence[Item]
    runs: tuple[tuple[frozenset[int], ...], ...]
    losses: tuple[tuple[float, ...], ...]
    lengths: tuple[int, ...]
    borders: tuple[int, ...]
    starts: tuple[bool, ...]
    surprise: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that both sides have, by number: what each is worth, and what its absence costs."""

    ours: list[frozenset[int]]
    theirs: list[frozenset[int]]
    gains: list[float]
    our_losses: list[float]
    their_losses: list[float]


def keys_of(
    source: Sequence[Item], target: Sequence[Item], known: Mapping[str, Collection[str]]
) -> Keys:
    """Return what the items of two sides have in common with any of the other side."""
    our_texts, their_texts = [item.text for item in source], [item.text for item in target]
    our_records, their_records = record_keys(our_texts, their_texts, known)
    ours = [fingerprint(t) | r for t, r in zip(our_texts, our_records, strict=True)]
    theirs = [fingerprint(t) | r for t, r in zip(their_texts, their_records, strict=True)]
    our_counts = Counter(key for keys in ours for key in keys)
    their_counts = Counter(key for keys in theirs for key in keys)
    shared = sorted(our_counts.keys() & their_counts.keys())
    numbers = {key: number for number, key in enumerate(shared)}
    gains, our_losses, their_losses = [], [], []
    for key in shared:
        gain, loss = _worth(key, their_counts[key], len(theirs))
        gain_back, loss_back = _worth(key, our_counts[key], len(ours))
        our_losses.append(loss)
        their_losses.append(loss_back)
        gains.append(gain + gain_back - loss - loss_back)
    # Sorted, so that sums of floats come out the same in every run of the interpreter.
    return Keys(
        [frozenset(sorted(numbers[key] for key in keys if key in numbers)) for keys in ours],
        [frozenset(sorted(numbers[key] for key in keys if key in numbers)) for keys in theirs],
        gains,
        our_losses,
        their_losses,
    )


def _worth(key: str, count: int, size: int) -> tuple[float, float]:
    """Return what is won if a translation has a key, and what is lost if not.

    It is half of it: the other half comes from the other direction.
    """
    chance = (count + 0.5) / (size + 1)
    likely = RELIABILITY[key[0]]
    likely += (1 - likely) * chance
    half = _WEIGHT / 2
    return half * math.log(likely / chance), half * math.log((1 - likely) / (1 - chance))


def sides_of(source: Sequence[Item], target: Sequence[Item], keys: Keys) -> tuple[Side, Side]:
    """Return the two sides, counted."""
    return (
        _side(source, keys.ours, keys.our_losses),
        _side(target, keys.theirs, keys.their_losses),
    )


def _side(items: Sequence[Item], keys: Sequence[frozenset[int]], costs: Sequence[float]) -> Side:
    runs = [tuple(keys)]
    for size in range(2, LONGEST + 1):
        before = runs[-1]
        runs.append(tuple(before[i] | keys[i + size - 1] for i in range(len(items) - size + 1)))
    sizes = [length(item.text) for item in items]
    starts = [
        not i or (item.block, item.kind) != (items[i - 1].block, items[i - 1].kind)
        for i, item in enumerate(items)
    ]
    return Side(
        items,
        tuple(runs),
        tuple(tuple(sum(costs[key] for key in run) for run in listed) for listed in runs),
        tuple(accumulate(sizes, initial=0)),
        tuple(accumulate(starts, initial=0)),
        (*starts, True),
        tuple(_surprise(sizes)),
    )


def _surprise(sizes: Sequence[int]) -> list[float]:
    """Return the logarithm of the chance that a sentence has its length (log-normal)."""
    logs = [math.log(size) for size in sizes]
    mean = (sum(logs) + 4.4 * 2) / (len(logs) + 2)
    variance = (sum((x - mean) ** 2 for x in logs) + 0.5 * 2) / (len(logs) + 2)
    wide = math.sqrt(2 * math.pi * variance)
    return [-((x - mean) ** 2) / (2 * variance) - x - math.log(wide) for x in logs]


def with_structure(source: Side, target: Side, words: Score) -> Score:
    """Return the function that weighs a bead by its words and by its place in the articles."""
    structure = _structure_score(source, target)

    def score(i: int, a: int, j: int, b: int) -> float:
        return words(i, a, j, b) + structure(i, a, j, b)

    return score


def by_words(source: Side, target: Side, keys: Keys, known: Mapping[str, Collection[str]]) -> Score:
    """Return the function that weighs a bead, with items on both sides, by what they say."""
    exact = _exact(source, target, known)
    lengthy = _length_score(source, target)
    gains = keys.gains
    overlap = [math.log(size) * _WEIGHT / 2 for size in range(1, LONGEST + 1)]

    def score(i: int, a: int, j: int, b: int) -> float:
        shared = source.runs[a - 1][i] & target.runs[b - 1][j]
        total = source.losses[a - 1][i] + target.losses[b - 1][j]
        if shared:
            # A longer run has more keys by chance alone.
            dues = overlap[a - 1] + overlap[b - 1]
            for key in shared:
                total += gains[key] - dues
        return total + lengthy(i, a, j, b) + exact(i, a, j, b)

    return score


def _length_score(source: Side, target: Side) -> Score:
    ours, theirs = source.lengths, target.lengths
    c = (theirs[-1] + _INERTIA) / (ours[-1] + _INERTIA)
    width = math.log(2 * math.pi) / 2
    surprise = tuple(accumulate(target.surprise, initial=0.0))
    # However long the pieces are, they may be cut anywhere.
    orders = (0.0, 0.0, math.log(2))

    def score(i: int, a: int, j: int, b: int) -> float:
        size = ours[i + a] - ours[i]
        other = theirs[j + b] - theirs[j]
        scaled = other / c
        variance = VARIANCE * (size + scaled) / 2 + _LEAST_VARIANCE
        z = scaled - size
        likely = -z * z / (2 * variance) - math.log(variance) / 2 - width - math.log(c)
        if b > 1:
            likely += orders[b - 1] - (b - 1) * math.log(other)
        odds = likely - (surprise[j + b] - surprise[j])
        return math.log(_FREE + (1 - _FREE) * math.exp(min(odds, 50.0)))

    return score


def _structure_score(source: Side, target: Side) -> Score:
    ours, theirs = source.borders, target.borders
    few, many = sorted((max(ours[-1], 1), max(theirs[-1], 1)))
    p = ((ours[-1] + 0.5) / (len(ours) + 1) + (theirs[-1] + 0.5) / (len(theirs) + 1)) / 2
    q = _BORDER * few / many
    q += (1 - q) * p
    # By whether a block begins here on both sides, on one, or on none; each end is half a border.
    border = (
        math.log((1 - p * (1 - q) / (1 - p)) / (1 - p)) / 2,
        math.log((1 - q) / (1 - p)) / 2,
        math.log(q / p) / 2,
    )
    kinds = _kind_scores(source, target)

    def score(i: int, a: int, j: int, b: int) -> float:
        total = border[source.starts[i] + target.starts[j]]
        total += border[source.starts[i + a] + target.starts[j + b]]
        total += kinds[source.items[i].kind, target.items[j].kind]
        if a > 1 or b > 1:
            across = ours[i + a] - ours[i + 1] + theirs[j + b] - theirs[j + 1]
            total += _ACROSS * across
        return total

    return score


def _kind_scores(source: Side, target: Side) -> dict[tuple[BlockKind, BlockKind], float]:
    ours = Counter(item.kind for item in source.items)
    theirs = Counter(item.kind for item in target.items)
    found: dict[tuple[BlockKind, BlockKind], float] = {}
    for one in ours:
        for other in theirs:
            if one is other:
                share = (theirs[other] + 0.5) / (len(target.items) + 1)
                found[one, other] = math.log((0.95 + 0.05 * share) / share)
            else:
                loose = one in _LOOSE_KINDS and other in _LOOSE_KINDS
                found[one, other] = _LOOSE if loose else _STRICT
    return found


def _exact(source: Side, target: Side, known: Mapping[str, Collection[str]]) -> Score:
    recorded = exact_pairs(known)
    ours = [normal(item.text) for item in source.items]
    theirs = [normal(item.text) for item in target.items]
    wanted = [
        [recorded.get(" ".join(ours[i : i + a])) for i in range(len(ours) - a + 1)]
        for a in range(1, LONGEST + 1)
    ]

    def score(i: int, a: int, j: int, b: int) -> float:
        found = wanted[a - 1][i]
        if found and " ".join(theirs[j : j + b]) in found:
            return _RECORDED
        return _SAME if a == b == 1 and ours[i] == theirs[j] else 0.0

    return score
