"""The parallel articles of `data/aligned`, their gold alignments, and worse versions of them."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from translate.bitext import Item
from translate.model import BlockKind

FOLDER = Path(__file__).parent / "data" / "aligned"
KINDS = {"#": BlockKind.HEADING, "¶": BlockKind.PARAGRAPH, "-": BlockKind.ITEM}

Gold = frozenset[tuple[tuple[int, ...], tuple[int, ...]]]


@dataclass(frozen=True)
class Pair:
    """Two sides; `gold` are the beads with items on both sides, as places in the two."""

    name: str
    source: tuple[Item, ...]
    target: tuple[Item, ...]
    gold: Gold


def read(path: Path) -> Pair:
    sides: dict[str, list[Item]] = {"s": [], "t": []}
    beads: defaultdict[str, dict[str, list[int]]] = defaultdict(lambda: {"s": [], "t": []})
    groups = path.read_text("utf-8").split("\n\n")[1:]
    for number, group in enumerate(groups):
        for line in group.strip().splitlines():
            side, mark, text = line[0], line[1], line[2:].strip()
            label = str(number)
            if text.startswith("@"):
                label, text = text.split(" ", 1)
            items = sides[side]
            if mark == "+":
                items.append(Item(text, items[-1].kind, items[-1].block))
            else:
                items.append(Item(text, KINDS[mark], items[-1].block + 1 if items else 0))
            beads[label][side].append(len(items) - 1)
    return Pair(path.stem, tuple(sides["s"]), tuple(sides["t"]), _two_sided(beads.values()))


def pairs() -> list[Pair]:
    return [read(path) for path in sorted(FOLDER.glob("*.txt"))]


def _two_sided(beads: Iterable[dict[str, list[int]]]) -> Gold:
    return frozenset((tuple(b["s"]), tuple(b["t"])) for b in beads if b["s"] and b["t"])


def worsened(pair: Pair, seed: int, *, structure: bool = True) -> Pair:
    """Leave out sentences and whole blocks on either side, merge others; with gold to match."""
    chance = random.Random(seed)
    owner: dict[str, dict[int, int]] = {"s": {}, "t": {}}
    for number, (ours, theirs) in enumerate(sorted(pair.gold)):
        owner["s"].update(dict.fromkeys(ours, number))
        owner["t"].update(dict.fromkeys(theirs, number))
    kept = {"s": list(pair.source), "t": list(pair.target)}
    beads: defaultdict[int, dict[str, list[int]]] = defaultdict(lambda: {"s": [], "t": []})
    sides: dict[str, list[Item]] = {"s": [], "t": []}
    for side in "st":
        dropped = {item.block for item in kept[side] if chance.random() < 0.015}
        whole = [n for n, item in enumerate(kept[side]) if item.block not in dropped]
        places = [n for n in whole if chance.random() > 0.04]
        for n in places:
            item = kept[side][n]
            bead = owner[side].get(n)
            before = sides[side][-1] if sides[side] else None
            held = beads[bead][side] if bead is not None else []
            if before and held and held[-1] == len(sides[side]) - 1 and chance.random() < 0.5:
                sides[side][-1] = Item(f"{before.text} {item.text}", before.kind, before.block)
                continue
            sides[side].append(item)
            held.append(len(sides[side]) - 1)
    if not structure:
        sides = {side: [Item(item.text) for item in items] for side, items in sides.items()}
    gold = _two_sided(beads.values())
    return Pair(f"{pair.name}-{seed}", tuple(sides["s"]), tuple(sides["t"]), gold)


def length_only(source: Sequence[Item], target: Sequence[Item]) -> Gold:
    """Gale and Church's program as published: lengths alone, block by block not asked for."""
    shapes = {(1, 1): 0.89, (2, 1): 0.0445, (1, 2): 0.0445, (2, 2): 0.011}
    shapes |= {(1, 0): 0.00495, (0, 1): 0.00495}
    n, m = len(source), len(target)
    cost = [[math.inf] * (m + 1) for _ in range(n + 1)]
    back = [[(0, 0)] * (m + 1) for _ in range(n + 1)]
    cost[0][0] = 0.0
    for i in range(n + 1):
        for j in range(m + 1):
            for (a, b), prior in shapes.items():
                if a <= i and b <= j and cost[i - a][j - b] < math.inf:
                    ours = sum(len(item.text) for item in source[i - a : i])
                    theirs = sum(len(item.text) for item in target[j - b : j])
                    value = cost[i - a][j - b] + _deviation(ours, theirs) - math.log(prior)
                    if value < cost[i][j]:
                        cost[i][j], back[i][j] = value, (a, b)
    found = set()
    i, j = n, m
    while i or j:
        a, b = back[i][j]
        if a and b:
            found.add((tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return frozenset(found)


def _deviation(ours: int, theirs: int) -> float:
    mean = (ours + theirs) / 2
    z = abs(theirs - ours) / math.sqrt(6.8 * mean) if mean else 0.0
    return -math.log(max(math.erfc(z / math.sqrt(2)), 1e-12))
