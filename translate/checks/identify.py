"""Which language a text is in, as py3langid sees it, among those that are in question.

The model is loaded when first asked (less than a second) and shared: 0.1 ms a sentence then.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from math import exp, sqrt
from typing import TYPE_CHECKING

from translate.languages import base

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Under other names in py3langid than in BCP 47.
_NAMES = {"nb": "no", "fil": "tl", "sh": "sr", "hbs": "sr", "cmn": "zh"}


def known(language: str) -> bool:
    """Tell whether the model can recognize a language."""
    return _name(language) in _model().labels


def probabilities(text: str, languages: Iterable[str]) -> dict[str, float]:
    """Return how probable each of the languages is, by the tags' bases; unknown ones are left out.

    The probabilities are softened by the length of the text, as the library does it: a few words
    leave doubt, and a text without letters leaves all languages equal.
    """
    scores = _scores(text)
    asked = {base(tag): scores[_name(tag)] for tag in languages if _name(tag) in scores}
    if not asked:
        return {}
    best = max(asked.values())
    mild = sqrt(len(text.encode()) or 1)
    weights = {tag: exp((score - best) / mild) for tag, score in asked.items()}
    total = sum(weights.values())
    return {tag: weight / total for tag, weight in weights.items()}


@lru_cache(maxsize=256)
def _scores(text: str) -> dict[str, float]:
    return dict(_model().rank(text))


def _name(language: str) -> str:
    tag = base(language)
    return _NAMES.get(tag, tag)


@cache
def _model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
