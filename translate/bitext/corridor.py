"""Where an alignment may run: a corridor around the clearest pairs.

A text of 5,000 sentences has 25 million pairs. What both sides have once, or nearly, shows
the way; only its surroundings are searched.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from translate.bitext.evidence import Keys, Side

# A key that more items have shows no way.
_RARE = 3
# What the rare keys of a pair must be worth together, as a logarithm of odds.
_CLEAR = 2.5
# Half of the corridor's width beside an anchor, in items.
_NARROW = 5
# How many pairs of places are searched, about, where nothing shows the way.
_BUDGET = 120_000

Corridor = list[tuple[int, int]]


def corridor(source: Side, target: Side, keys: Keys) -> Corridor:
    """Return, for each place between source items, which places of the target to search.

    There is one range for each number of source items from 0 on: the least and the greatest number
    of target items that may be behind with them. The ranges never go back and each meets the next.
    """
    n, m = len(source.items), len(target.items)
    points = [(0, 0), *_chain(_clear_pairs(keys)), (n, m)]
    widest = max(_NARROW, _BUDGET // (2 * n))
    rows: Corridor = [(0, 0)] * (n + 1)
    for (i0, j0), (i1, j1) in pairwise(points):
        slack = abs((i1 - i0) - (j1 - j0))
        for i in range(i0, i1 + 1):
            near = min(i - i0, i1 - i)
            width = _NARROW + min(2 * near, round(2 * math.sqrt(near) + slack), widest)
            centre = _between(source.lengths, target.lengths, (i0, j0), (i1, j1), i)
            low, high = max(0, centre - width), min(m, centre + width)
            rows[i] = (low, high) if i > i0 or not i else _wider(rows[i], (low, high))
    return _joined(rows, m)


def widened(rows: Corridor, path: Sequence[tuple[int, int]]) -> Corridor | None:
    """Return the corridor wider where a path runs along its walls, or None if it does nowhere.

    None, too, if the corridor would become too wide to be searched.
    """
    n, m = len(rows) - 1, rows[-1][1]
    wider = list(rows)
    for i, j in path:
        low, high = rows[i]
        if (j == low and j > 0) or (j == high and j < m):
            by = 2 * (high - low + 1)
            for k in range(max(0, i - by), min(n, i + by) + 1):
                wider[k] = _wider(wider[k], (max(0, low - by), min(m, high + by)))
    if wider == rows or sum(high - low for low, high in wider) > _BUDGET:
        return None
    return _joined(wider, m)


def _wider(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return (min(one[0], other[0]), max(one[1], other[1]))


def _between(
    ours: Sequence[int],
    theirs: Sequence[int],
    start: tuple[int, int],
    end: tuple[int, int],
    i: int,
) -> int:
    """Return the place of the target that is as far, in characters, as `i` is in the source."""
    (i0, j0), (i1, j1) = start, end
    share = (ours[i] - ours[i0]) / max(1, ours[i1] - ours[i0])
    goal = theirs[j0] + share * (theirs[j1] - theirs[j0])
    return min(max(bisect_left(theirs, goal, j0, j1 + 1), j0), j1)


def _joined(rows: Corridor, m: int) -> Corridor:
    """Return the ranges so that none goes back and each meets the next, from corner to corner."""
    rows[0] = (0, rows[0][1])
    rows[-1] = (rows[-1][0], m)
    lows, highs = [low for low, _ in rows], [high for _, high in rows]
    for i in range(1, len(rows)):
        highs[i] = max(highs[i], highs[i - 1])
    for i in range(len(rows) - 2, -1, -1):
        lows[i] = min(lows[i], lows[i + 1])
    for i in range(1, len(rows)):
        lows[i] = min(lows[i], highs[i - 1])
    return list(zip(lows, highs, strict=True))


def _clear_pairs(keys: Keys) -> dict[tuple[int, int], float]:
    ours: defaultdict[int, list[int]] = defaultdict(list)
    theirs: defaultdict[int, list[int]] = defaultdict(list)
    for places, side in ((ours, keys.ours), (theirs, keys.theirs)):
        for place, found in enumerate(side):
            for key in found:
                places[key].append(place)
    pairs: defaultdict[tuple[int, int], float] = defaultdict(float)
    for key in sorted(ours):
        if len(ours[key]) <= _RARE and len(theirs[key]) <= _RARE:
            for i in ours[key]:
                for j in theirs[key]:
                    pairs[i, j] += keys.gains[key]
    return {pair: worth for pair, worth in pairs.items() if worth >= _CLEAR}


def _chain(pairs: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Return the heaviest chain of pairs that go forward on both sides."""
    # best[k]: the heaviest chain ending at a target place; kept with rising places and weights.
    ends: list[int] = []
    weights: list[float] = []
    links: list[tuple[int, int] | None] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for i, j in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        at = bisect_left(ends, j)
        weight = pairs[i, j] + (weights[at - 1] if at else 0.0)
        before[i, j] = links[at - 1] if at else None
        stop = at
        while stop < len(ends) and weights[stop] <= weight:
            stop += 1
        if at < len(ends) and stop == at and ends[at] == j:
            continue
        ends[at:stop], weights[at:stop], links[at:stop] = [j], [weight], [(i, j)]
    chain: list[tuple[int, int]] = []
    link = links[-1] if links else None
    while link is not None:
        chain.append(link)
        link = before[link]
    return chain[::-1]
