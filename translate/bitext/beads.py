"""What is aligned, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass

from translate.model import BlockKind

# From this confidence on a bead is sure.
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence, or whatever else is to find its counterpart.

    Items with the same `block` number that stand side by side belong to one block of the article,
    whose kind is `kind`.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    block: int = 0


@dataclass(frozen=True, slots=True)
class Bead:
    """Items of the source, `start:end`, and the items of the target that say the same.

    One of the ranges may be empty: its place is then where the other side's items would stand.
    `confidence` is from 0 to 1, a probability as far as the model knows; `sure` beads may be
    taken without a look.
    """

    source: tuple[int, int]
    target: tuple[int, int]
    confidence: float

    @property
    def sure(self) -> bool:
        """Tell whether the bead may be taken without a look."""
        return self.confidence >= SURE

    @property
    def shape(self) -> tuple[int, int]:
        """How many items of the source, and how many of the target."""
        return (self.source[1] - self.source[0], self.target[1] - self.target[0])
