"""What a person may have meant by a word that nothing is called."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_MANY = 12  # words that are still read, where none of them is near


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint: the known word that is nearest to this one, or those that there are.

    Upper and lower case do not count. Nothing where none is near and there are too many to name.
    """
    words = list(dict.fromkeys(known))
    near = nearest(word, words)
    if near is not None:
        return f"Did you mean “{near}”?"
    return f"Known: {', '.join(words)}" if 0 < len(words) <= _MANY else ""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is nearest to this one, None where none is near."""
    folded = {one.casefold(): one for one in reversed(list(known))}
    near = difflib.get_close_matches(word.casefold(), folded, n=1)
    return folded[near[0]] if near else None
