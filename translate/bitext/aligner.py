"""The sentences of an article and those of its translation, paired."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence

from translate.bitext.beads import Bead, Item
from translate.bitext.corridor import corridor, widened
from translate.bitext.evidence import LONGEST, Score, by_words, keys_of, sides_of, with_structure
from translate.bitext.lattice import Costs, Step, best_path
from translate.model import BlockKind

# How often each shape of bead comes: Gale and Church's counts, with more room for sentences
# that were left out or added, and for beads of three.
_LEFT_OUT = 0.04
COSTS = Costs(
    {
        (1, 1): math.log(0.87),
        (1, 2): math.log(0.045),
        (2, 1): math.log(0.045),
        (2, 2): math.log(0.006),
        (1, 3): math.log(0.003),
        (3, 1): math.log(0.003),
        (1, 0): math.log(_LEFT_OUT),
        (0, 1): math.log(_LEFT_OUT),
    },
    block=math.log(_LEFT_OUT),
    more=-0.7,
)
# The corridor is widened so often if the path runs along its walls.
_WIDENINGS = 3

# How far the neighbours vouch for a bead, and how much must speak for it.
_NEIGHBOURS = (0.6, 0.4, 0.2)
_DOUBT = 0.75
_ENOUGH = 4.0
_UNPAIRED = -2.0
_UNORDERED = frozenset({BlockKind.ITEM, BlockKind.CELL, BlockKind.TERM})


def align(
    source: Sequence[Item],
    target: Sequence[Item],
    known: Mapping[str, Collection[str]] | None = None,
) -> list[Bead]:
    """Pair the items of a source with those of its translation.

    The beads cover each item of both sides exactly once, in order; a bead has up to three items
    on one side and one on the other, or two and two, or items on one side alone. `known` maps
    source texts, sentences or terms, to translations on record. The same input always gives the
    same beads.
    """
    known = known or {}
    if not source or not target:
        return [*_one_sided(range(len(source)), 0, 0), *_one_sided(range(len(target)), 0, 1)]
    if [item.text for item in source] == [item.text for item in target]:
        return [Bead((i, i + 1), (i, i + 1), 1.0) for i in range(len(source))]
    steps, score = search(source, target, known, COSTS)
    return list(_beads(steps, _odds(source, steps, score)))


def search(
    source: Sequence[Item],
    target: Sequence[Item],
    known: Mapping[str, Collection[str]],
    costs: Costs,
) -> tuple[list[Step], Score]:
    """Return the best path, and the function that weighs a bead by its words."""
    keys = keys_of(source, target, known)
    ours, theirs = sides_of(source, target, keys)
    words = by_words(ours, theirs, keys, known)
    score = with_structure(ours, theirs, words)
    rows = corridor(ours, theirs, keys)
    steps = best_path(ours, theirs, score, rows, costs)
    for _ in range(_WIDENINGS):
        wider = widened(rows, [step.end for step in steps[:-1]])
        if wider is None:
            break
        rows = wider
        steps = best_path(ours, theirs, score, rows, costs)
    return steps, words


def _odds(source: Sequence[Item], steps: Sequence[Step], words: Score) -> list[float]:
    """Return for each bead what speaks for it: of its own, and of its neighbours'.

    Neighbours vouch for a sentence of a text, but not for an item of a list, whose order is free.
    """
    own: list[float] = []
    for (i, j), (k, m) in ((step.start, step.end) for step in steps):
        two_sided = 0 < k - i <= LONGEST and 0 < m - j <= LONGEST
        own.append(words(i, k - i, j, m - j) if two_sided else _UNPAIRED)
    found: list[float] = []
    for place, step in enumerate(steps):
        total = own[place]
        listed = step.start[0] < len(source) and source[step.start[0]].kind in _UNORDERED
        for distance, share in enumerate(() if listed else _NEIGHBOURS, start=1):
            for other in (place - distance, place + distance):
                if 0 <= other < len(own):
                    total += share * min(own[other], _ENOUGH)
        found.append(total)
    return found


def _beads(steps: Sequence[Step], odds: Sequence[float]) -> Iterator[Bead]:
    for step, value in zip(steps, odds, strict=True):
        (i, j), (k, m) = step.start, step.end
        confidence = step.share / (1 + math.exp(min(_DOUBT - value, 50.0)))
        if k > i and m > j:
            yield Bead((i, k), (j, m), confidence)
        else:
            for bead in (*_one_sided(range(i, k), j, 0), *_one_sided(range(j, m), i, 1)):
                yield Bead(bead.source, bead.target, confidence)


def _one_sided(items: range, other: int, side: int) -> Iterator[Bead]:
    for item in items:
        ranges = ((item, item + 1), (other, other))
        yield Bead(ranges[side], ranges[1 - side], 0.0)
