"""Two texts that say the same: which sentences of one are which of the other.

`align` pairs the sentences of an article with those of its translation, `split_translation` cuts
the translation of a block into those of its sentences, `join_translations` goes the way back.
A stage of pure functions; it imports nothing of ours but the ground floor.
"""

from __future__ import annotations

from translate.bitext.aligner import align
from translate.bitext.beads import SURE, Bead, Item
from translate.bitext.splitting import Split, join_translations, split_translation

__all__ = [
    "SURE",
    "Bead",
    "Item",
    "Split",
    "align",
    "join_translations",
    "split_translation",
]
