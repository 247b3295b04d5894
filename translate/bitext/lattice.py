"""The best way through all alignments in a corridor, and how much of them agrees with it.

A lattice of places `(i, j)`: `i` source items and `j` target items are behind. A move is a bead.
Dynamic programming finds the path of the highest sum (Viterbi); summing over all paths, from the
start and from the end, gives each bead's share of the whole (forward and backward).
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from translate.bitext.corridor import Corridor
from translate.bitext.evidence import Score, Side

_NEVER = -math.inf

# Evidence is never as independent as the sum takes it to be: the shares are those of a flatter
# distribution, of weights times this.
MODESTY = 0.65

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Costs:
    """The logarithms of how often each shape of bead comes.

    `block` is for leaving out a whole block of several items, and `more` for each item of it.
    """

    shapes: Mapping[tuple[int, int], float]
    block: float
    more: float


@dataclass(frozen=True, slots=True)
class Step:
    """A bead on the best path, and its share of all paths."""

    start: Place
    end: Place
    share: float


@dataclass(slots=True)
class _Row:
    """The places of one corridor row: best and summed scores, and what each arriving move weighs.

    `back` is the number of the best move; `weights` has one value a move, -inf for none.
    """

    low: int
    best: list[float]
    summed: list[float]
    back: list[int]
    weights: list[array[float]]


@dataclass(frozen=True, slots=True)
class _Moves:
    """Where one may come from: the shapes, and the blocks that end at a place."""

    shapes: Sequence[tuple[int, int]]
    our_blocks: Mapping[int, int]
    their_blocks: Mapping[int, int]

    def origins(self, i: int, j: int) -> list[Place]:
        """Return where each move to a place begins; some are no places of the corridor."""
        found = [(i - a, j - b) for a, b in self.shapes]
        found.append((self.our_blocks.get(i, i + 1), j))
        found.append((i, self.their_blocks.get(j, j + 1)))
        return found


def best_path(source: Side, target: Side, score: Score, rows: Corridor, costs: Costs) -> list[Step]:
    """Return the best path from the first place to the last, its beads in order."""
    shapes = sorted(costs.shapes.items(), key=lambda shape: (-shape[1], shape[0]))
    moves = _Moves([shape for shape, _ in shapes], _blocks(source.starts), _blocks(target.starts))
    table: list[_Row] = []
    for i, (low, high) in enumerate(rows):
        size = high - low + 1
        row = _Row(low, [_NEVER] * size, [_NEVER] * size, [0] * size, [])
        table.append(row)
        for j in range(low, high + 1):
            weights = array("d")
            for (a, b), cost in shapes:
                if a > i or not rows[i - a][0] <= j - b <= rows[i - a][1]:
                    weights.append(_NEVER)
                else:
                    weights.append(cost + score(i - a, a, j - b, b) if a and b else cost)
            for length, k, m in (
                (i - moves.our_blocks.get(i, i), moves.our_blocks.get(i, i), j),
                (j - moves.their_blocks.get(j, j), i, moves.their_blocks.get(j, j)),
            ):
                inside = length > 1 and rows[k][0] <= m <= rows[k][1]
                weights.append(costs.block + costs.more * length if inside else _NEVER)
            row.weights.append(weights)
            _arrive(table, (i, j), moves)
    return _path(table, moves)


def _blocks(starts: Sequence[bool]) -> dict[int, int]:
    """Return for each place where a block ends the place where it began."""
    borders = [place for place, starting in enumerate(starts) if starting]
    return dict(zip(borders[1:], borders, strict=False))


def _arrive(table: list[_Row], place: Place, moves: _Moves) -> None:
    i, j = place
    row = table[i]
    at = j - row.low
    if place == (0, 0):
        row.best[at] = row.summed[at] = 0.0
        return
    best = top = _NEVER
    sums: list[float] = []
    for number, (k, m) in enumerate(moves.origins(i, j)):
        weight = row.weights[at][number]
        if weight == _NEVER:
            continue
        before = table[k]
        value = before.best[m - before.low] + weight
        if value > best:
            best = value
            row.back[at] = number
        summed = before.summed[m - before.low] + MODESTY * weight
        top = max(top, summed)
        sums.append(summed)
    row.best[at] = best
    if top > _NEVER:
        row.summed[at] = top + math.log(sum(math.exp(value - top) for value in sums))


def _path(table: list[_Row], moves: _Moves) -> list[Step]:
    rest = _rest(table, moves)
    end = (len(table) - 1, table[-1].low + len(table[-1].best) - 1)
    total = rest[0][0]
    steps: list[Step] = []
    while end != (0, 0):
        row = table[end[0]]
        at = end[1] - row.low
        start = moves.origins(*end)[row.back[at]]
        before = table[start[0]]
        whole = before.summed[start[1] - before.low] + MODESTY * row.weights[at][row.back[at]]
        steps.append(Step(start, end, min(1.0, math.exp(whole + rest[end[0]][at] - total))))
        end = start
    return steps[::-1]


def _rest(table: list[_Row], moves: _Moves) -> list[list[float]]:
    """Return for each place the sum over all paths from there to the end."""
    rest = [[_NEVER] * len(row.best) for row in table]
    rest[-1][-1] = 0.0
    for i in range(len(table) - 1, -1, -1):
        row = table[i]
        for at in range(len(row.best) - 1, -1, -1):
            here = rest[i][at]
            if here == _NEVER:
                continue
            for (k, m), weight in zip(moves.origins(i, row.low + at), row.weights[at], strict=True):
                if weight == _NEVER:
                    continue
                place = m - table[k].low
                old, new = rest[k][place], here + MODESTY * weight
                if old < new:
                    old, new = new, old
                rest[k][place] = old + math.log1p(math.exp(new - old))
    return rest
