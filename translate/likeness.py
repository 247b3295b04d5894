"""How alike translations are to their references, by the figures of the field.

chrF (M. Popović 2015), BLEU (K. Papineni et al. 2002) and TER (M. Snover et al. 2006) are those of
sacrebleu, over all texts of a corpus together. Chinese and Japanese are compared by the letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translate.languages import base

_BY_LETTER = frozenset({"zh", "ja", "yue", "wuu"})
_UNSPACED = _BY_LETTER | {"th", "lo", "km", "my"}


@dataclass(frozen=True, slots=True)
class Likeness:
    """`chrf` and `bleu` go up to 100; `ter` is edits per hundred words, so that 0 is best."""

    chrf: float
    bleu: float
    ter: float


def likeness(language: str, pairs: Sequence[tuple[str, str]]) -> Likeness:
    """Return the figures of (translation, reference) pairs of one language.

    Raises `LanguageError` for an unknown language and `ValueError` where there are no pairs.
    """
    if not pairs:
        raise ValueError("there is nothing to compare")
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    short = base(language)
    by_letter = short in _BY_LETTER
    texts = [text for text, _ in pairs]
    references = [[reference for _, reference in pairs]]
    ter = TER(case_sensitive=True, normalized=by_letter, asian_support=by_letter)
    bleu = BLEU(tokenize="char" if short in _UNSPACED else "13a")
    return Likeness(
        CHRF().corpus_score(texts, references).score,
        bleu.corpus_score(texts, references).score,
        ter.corpus_score(texts, references).score,
    )
