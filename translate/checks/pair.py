"""What a check looks at, what it says, and the words of a text as all the checks see them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, normalize

from translate.checks.lengths import Lengths
from translate.model import SpanKind, SpannedText

HOLE = "\ufffc"
"""What stands for protected text in `words_of`: an object, no letter and no punctuation."""

_LETTERS = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")
_WORDS = re.compile(r"\w+")
# Letters that are no letter with an accent, as they are written without them.
_PLAIN = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A draft beside its source: plain words with spans; PROTECTED spans are no language.

    The languages are BCP 47 tags. A `fragment` is a heading, a label, a cell: no whole sentence.
    `lengths` is what was learned of the two languages; without it, a prior holds.
    """

    source: SpannedText
    target: SpannedText
    source_language: str
    target_language: str
    fragment: bool = False
    lengths: Lengths | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a draft needs a closer look.

    `check` is a name in `CHECKS`, `reason` says it to a translator (“the number “12” is
    missing”), `weight` says how bad it is, from 0 to 1.
    """

    check: str
    reason: str
    weight: float


@lru_cache(maxsize=1024)
def words_of(text: SpannedText) -> str:
    """Return the text with a `HOLE` in the place of every protected stretch."""
    out: list[str] = []
    cursor = 0
    for span in text.spans:
        if span.kind is SpanKind.PROTECTED and span.start >= cursor:
            out += [text.text[cursor : span.start], HOLE]
            cursor = span.end
    return "".join(out) + text.text[cursor:]


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text, which a table writes in one line."""
    return frozenset(words.split())


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """Return a word without case and accents, as two languages may share it: `Évora`, `evora`."""
    lowered = word.casefold().translate(_PLAIN)
    if lowered.isascii():
        return lowered
    return "".join(char for char in normalize("NFD", lowered) if not combining(char))


def letters(text: str) -> list[str]:
    """Return the words that consist of letters, without digits, in order."""
    return _LETTERS.findall(text)


def tokens(text: str) -> list[str]:
    """Return the runs of letters and digits, in order."""
    return _WORDS.findall(text)


def quoted(texts: Iterable[str], most: int = 3) -> str:
    """Return texts as a sentence lists them: “a”, “b” and more."""
    kept = list(dict.fromkeys(texts))
    shown = [f"“{text}”" for text in kept[:most]]
    if len(kept) > most:
        shown.append("more")
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def excerpt(text: str, most: int = 60) -> str:
    """Return a text, or its beginning up to a whole word, for a reason in words."""
    flat = " ".join(text.replace(HOLE, "…").split())
    if len(flat) <= most:
        return flat
    return flat[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
