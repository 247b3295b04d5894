"""The words of two texts, and what those of a translation owe to those of its source.

Ground floor: nothing of ours but `model` and `span_tree`.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from translate.model import Span
from translate.span_tree import Place

_LEAST = 1e-6  # of the greatest weight of a word; less is noise

# Scripts written without spaces: each letter is a word of its own.
_UNSPACED = ("CJK ", "HIRAGANA ", "KATAKANA ", "THAI ", "LAO ", "KHMER ", "MYANMAR ", "TIBETAN ")

# Signs that stand for one another from language to language.
_ALIKE = (".!?…。！？؟।", ",;:،؛、，；：", "«»“”„‟‘’‹›「」『』\"'", "()[]{}（）【】", "-–—―")


def words(text: str) -> tuple[Place, ...]:
    """Return the words and the signs of a text in order, as offsets `start, end`.

    A word is a run of letters and digits, or one letter of a script without spaces; every other
    character that is no white space is a sign, on its own.
    """
    found: list[Place] = []
    before = "space"
    for offset, character in enumerate(text):
        kind = _kind(character)
        if kind == "mark":
            kind = before if before in {"word", "letter"} else "sign"
            joined = kind != "sign"
        else:
            joined = kind == before == "word"
        if joined:
            found[-1] = (found[-1][0], offset + 1)
        elif kind != "space":
            found.append((offset, offset + 1))
        before = kind
    return tuple(found)


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    if character.isspace():
        return "space"
    if character.isalnum():
        name = unicodedata.name(character, "")
        return "letter" if name.startswith(_UNSPACED) else "word"
    # Vowel signs of Indic scripts, accents apart from their letter, joiners, soft hyphens.
    return "mark" if unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"} else "sign"


def has_words(text: str) -> bool:
    """Tell whether a text has anything that is said: letters, digits, symbols such as €."""
    return any(
        c.isalnum() or c in "%‰&§@#" or unicodedata.category(c) in {"Sc", "So"} for c in text
    )


def kinds(text: str, places: Sequence[Place]) -> str:
    """Return a letter for each of the places in a text: `w` for a word, `s` for a sign."""
    return "".join("w" if has_words(text[start:end]) else "s" for start, end in places)


def mutual(weights: Sequence[Sequence[float]], ours: str, theirs: str) -> list[dict[int, float]]:
    """Return for each target word its links to source words, strong where both owe most.

    `weights[t][s]` are in any unit; what is negative or no number counts as nothing. `ours` and
    `theirs` are the `kinds` of the source's and of the target's words. A word owes to words
    alone: at signs models like to look when they have nothing to look at. Each weight is multiplied
    with its share of its row and of its column, so that a source word to which every word owes a
    little draws none of them to itself. Links are above 0 and at most 1.
    """
    rows: list[dict[int, float]] = []
    columns = [0.0] * len(ours)
    for kind, row in zip(theirs, weights, strict=True):
        shares = _shares({s: w for s, w in enumerate(row) if 0 < w < math.inf})
        if kind == "w" and "w" in ours:
            shares = {s: w for s, w in shares.items() if ours[s] == "w"}
        rows.append(shares)
        for s, share in shares.items():
            columns[s] += share
    return [{s: link for s, w in row.items() if (link := w * w / columns[s]) > 0} for row in rows]


def _shares(row: dict[int, float]) -> dict[int, float]:
    top = max(row.values(), default=1.0)
    total = sum(w / top for w in row.values())
    return {s: w / top / total for s, w in row.items() if w / top > _LEAST}


def surplus(gains: Sequence[float], run: range) -> tuple[float, Place]:
    """Return the greatest sum of neighbours in a run, with the first and the last of them."""
    best, found = 0.0, (0, 0)
    total, start = 0.0, run.start
    for t in run:
        if total <= 0:
            total, start = 0.0, t
        total += gains[t]
        if total > best:
            best, found = total, (start, t)
    return best, found


def occurrences(source: str, span: Span, target: str) -> Iterator[Place]:
    """Yield where a span's text stands in the target, part of a longer word only if it was one."""
    text = source[span.start : span.end]
    joined = _joined(source, span.start), _joined(source, span.end)
    start = target.find(text)
    while start >= 0:
        end = start + len(text)
        if _joined(target, start) <= joined[0] and _joined(target, end) <= joined[1]:
            yield start, end
        start = target.find(text, start + 1)


def _joined(text: str, place: int) -> bool:
    return text[:place][-1:].isalnum() and text[place : place + 1].isalnum()


def sign_class(sign: str) -> str:
    """Return the signs that a sign may become in another language, or itself if it is no such."""
    return next((alike for alike in _ALIKE if sign in alike), sign)
