"""The translation of a block ⇄ the translations of its sentences."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from translate.bitext.aligner import COSTS, search
from translate.bitext.beads import Item
from translate.bitext.lattice import Step

# Within one block next to nothing is left out or added.
_WITHIN = replace(
    COSTS,
    shapes={**COSTS.shapes, (1, 0): math.log(0.0005), (0, 1): math.log(0.0005)},
    block=-math.inf,
)
# That the block translates the block is known; only the place of the cut may be in doubt.
_CLEAR = 0.95

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Split:
    """A block's translation in parts, one for each sentence of its source.

    `parts` are offsets `start, end` into the block, in order; between them and outside of them
    is white space alone. A part is empty where its sentence was translated together with the one
    before it, or not at all. `sure` says of each part whether it may stand without a look.
    """

    parts: tuple[Range, ...]
    sure: tuple[bool, ...]

    def texts(self, block: str) -> list[str]:
        """Return the parts of the block."""
        return [block[start:end] for start, end in self.parts]

    def gaps(self, block: str) -> list[str]:
        """Return what stands between each part and the next, one less than parts."""
        return [block[before[1] : after[0]] for before, after in pairwise(self.parts)]


def split_translation(
    source_sentences: Sequence[str],
    target_block: str,
    target_sentences: Sequence[Range],
    known: Mapping[str, Collection[str]] | None = None,
) -> Split:
    """Cut the translation of a block into those of the sentences of its source.

    `target_sentences` are the sentences of `target_block` as offsets, without the white space
    around them. Each character of the block, white space at the edges of the parts aside, is in
    exactly one part. A part is `sure` where one sentence clearly has one part to itself. Raises
    `ValueError` for sentences that leave out more than white space, and for a block with words
    and no source.
    """
    _check(target_block, target_sentences)
    if not target_sentences or len(source_sentences) == 1:
        return _whole(len(source_sentences), target_sentences)
    if not source_sentences:
        raise ValueError("a translation of nothing cannot be split")
    steps, _ = search(
        [Item(text) for text in source_sentences],
        [Item(target_block[start:end]) for start, end in target_sentences],
        known or {},
        _WITHIN,
    )
    shares, sure = _shares(steps)
    parts: list[Range] = []
    cursor = target_sentences[0][0]
    for first, last in shares:
        if last > first:
            parts.append((target_sentences[first][0], target_sentences[last - 1][1]))
            cursor = parts[-1][1]
        else:
            parts.append((cursor, cursor))
    return Split(tuple(parts), tuple(sure))


def join_translations(parts: Sequence[str], gaps: Sequence[str]) -> str:
    """Return the translation of a block from those of its sentences.

    `gaps` are what stands between the parts, one less than parts. An empty part takes no gap, so
    that no white space doubles. Raises `ValueError` for another number of gaps.
    """
    if len(gaps) != max(0, len(parts) - 1):
        raise ValueError("there is one gap between each part and the next")
    out = ""
    for part, gap in zip(parts, ["", *gaps], strict=False):
        out += gap + part if out and part else part
    return out


def _check(block: str, sentences: Sequence[Range]) -> None:
    cursor = 0
    for start, end in (*sentences, (len(block), len(block))):
        if start < cursor or end < start or block[cursor:start].strip():
            raise ValueError("the sentences must be in order and leave out nothing but white space")
        cursor = end


def _whole(count: int, sentences: Sequence[Range]) -> Split:
    if not sentences:
        return Split(((0, 0),) * count, (False,) * count)
    return Split(((sentences[0][0], sentences[-1][1]),), (True,))


def _shares(steps: Sequence[Step]) -> tuple[list[Range], list[bool]]:
    """Return which target sentences each source sentence gets, and whether that is sure.

    Target sentences without a source go to the source sentence before them, or else to the first.
    """
    shares: list[Range] = []
    sure: list[bool] = []
    for step in steps:
        (i, j), (k, m) = step.start, step.end
        if i == k:
            if shares:
                shares[-1], sure[-1] = (shares[-1][0], m), False
            continue
        if not shares:
            j = 0
        cuts = [*range(j, min(j + k - i, m)), *[m] * max(0, k - i - (m - j)), m]
        shares += pairwise(cuts)
        clear = k - i == 1 and m > j and j == step.start[1] and step.share >= _CLEAR
        sure += [clear] * (k - i)
    return shares, sure
