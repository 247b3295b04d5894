"""Forms of a word: what gender, number and person change, and the small words beside it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from translate.memory.corrections.words import Token

_STEM = 3  # letters that two forms of a word have in common at least
_ENDING = 3  # letters that they have after those at most
_SMALL = 3  # letters of a word that is an article or the like
_OPENING = frozenset("aeiouyh")
_APOSTROPHES = frozenset({"'", "’"})


def is_small(word: str) -> bool:
    """Tell whether a word may be an article, a preposition, or an elided one (`l’`).

    A letter with a capital (`B`) and an abbreviation (`NUL`) are none.
    """
    if word in _APOSTROPHES:
        return True
    return (
        word.isalpha()
        and len(word) <= _SMALL
        and (word.islower() or (len(word) > 1 and word.istitle()))
    )


def may_follow(before: str, word: str, other: str) -> bool:
    """Tell whether a word may stand where another did, as far as an elided one (`l’`) is before it.

    That asks for a vowel, or an `h`.
    """
    return before not in _APOSTROPHES or _is_open(word) == _is_open(other)


def _is_open(word: str) -> bool:
    return bare(word[:1].casefold()) in _OPENING


def changes_form_alone(old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Tell whether the words are the same in another form, small words aside."""
    if len(old) != len(new):
        return False
    pairs = [(a.text.casefold(), b.text.casefold()) for a, b in zip(old, new, strict=True)]
    return all(is_form(a, b) or (is_small(a) and is_small(b)) for a, b in pairs)


@lru_cache(maxsize=1 << 12)
def is_form(one: str, other: str) -> bool:
    """Tell whether two words, casefolded, differ in no more than their endings and accents."""
    one, other = bare(one), bare(other)
    common = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    longer = max(len(one), len(other))
    return one == other or (common >= _STEM and longer - common <= min(_ENDING, common))


def bare(word: str) -> str:
    """Return a word without the accents of its letters."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
