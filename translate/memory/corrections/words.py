"""Words of a text, and where in it a phrase stands: what learning from corrections reads.

A word is a run of letters and digits with the hyphens inside of it ("Jong-un"), or one letter of
a script without spaces; every other character is a sign. Codes, addresses and inline code are one
token each, and no phrase is ever found in them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from translate.inline import protect
from translate.model import Inline, Role, Segment

Place = tuple[int, int]
"""A stretch `start:end` of a text."""

# Scripts written without spaces (Thai, Lao, Khmer, Burmese, kana, Han): each letter is a word.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# Accents apart from their letter, points, joiners, soft hyphens, and the signs of Indic scripts.
_MARKS = (
    r"\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0970-\u0dff\u1ab0-\u1aff\u1dc0-\u1dff"
    r"\u200c\u200d\ufe20-\ufe2f"
)
_RUN = rf"[^\W_{_UNSPACED}]+(?:[{_MARKS}]+[^\W_{_UNSPACED}]*)*"
_WORDS = rf"\d+(?:[.,]\d+)+|{_RUN}(?:[-‐‑]{_RUN})*|[{_UNSPACED}]"
_WORD = re.compile(_WORDS)
_TOKEN = re.compile(rf"({_WORDS})|\S")
_UNSPACED_LETTER = re.compile(rf"[{_UNSPACED}]")


class Token(NamedTuple):
    """A word, a sign or a code: `start:end` of its text."""

    text: str
    start: int
    end: int
    is_word: bool
    is_code: bool = False


def tokens(text: str, codes: Iterable[Place] = ()) -> tuple[Token, ...]:
    """Return the words, signs and codes of a text in order; `codes` are the places of its markup.

    URLs, addresses, inline code and placeholders count as codes without being named.
    """
    return _tokens(text, tuple(codes))


@lru_cache(maxsize=1 << 12)
def _tokens(text: str, codes: tuple[Place, ...]) -> tuple[Token, ...]:
    given = tuple(Inline(start, end, Role.STANDING) for start, end in sorted(codes) if start < end)
    found: list[Token] = []
    cursor = 0
    for code in protect(Segment(text, 0, len(text), given)).codes:
        found += _between(text, cursor, code.start)
        raw = text[code.start : code.end]
        found.append(Token(raw, code.start, code.end, is_word=False, is_code=True))
        cursor = max(cursor, code.end)
    found += _between(text, cursor, len(text))
    return tuple(found)


def _between(text: str, start: int, end: int) -> Iterable[Token]:
    for match in _TOKEN.finditer(text, start, end):
        yield Token(match.group(), *match.span(), is_word=match.group(1) is not None)


def folded(text: str) -> list[str]:
    """Return the words of a text, those in its codes too, without regard to case."""
    return _WORD.findall(text.casefold())


def containing(phrases: Collection[str], texts: Sequence[str]) -> dict[str, set[int]]:
    """Return for each phrase the numbers of the texts that have it; case does not matter."""
    by_word: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for phrase in phrases:
        parts = folded(phrase)
        if parts:
            by_word[max(parts, key=len)].append((f" {' '.join(parts)} ", phrase))
    found: dict[str, set[int]] = {phrase: set() for phrase in phrases}
    for number, text in enumerate(texts):
        here = folded(text)
        line = f" {' '.join(here)} "
        for word in by_word.keys() & set(here):
            for sought, phrase in by_word[word]:
                if sought in line:
                    found[phrase].add(number)
    return found


def words(text: str) -> list[str]:
    """Return the words of a text, those in its codes too."""
    return _WORD.findall(text)


def is_unspaced(word: str) -> bool:
    """Tell whether a word is a letter of a script without spaces, and so hardly a word."""
    return _UNSPACED_LETTER.match(word) is not None


def is_number(word: str) -> bool:
    """Tell whether a word has no letter."""
    return not any(letter.isalpha() for letter in word)


def is_capitalised(word: str) -> bool:
    """Tell whether a word begins with a capital letter."""
    return word[:1].isupper() or word[:1].istitle()


def begins_sentence(found: Sequence[Token], index: int) -> bool:
    """Tell whether a sentence or a quotation may begin with this token."""
    before = found[index - 1] if index else None
    return before is None or not (before.is_word or before.text in {",", "'", "’", "-"})


def lowered(phrase: str) -> str:
    """Return a phrase as it is inside of a sentence, if its first word is no abbreviation."""
    first = _WORD.match(phrase)
    if first is None or first.group()[1:] != first.group()[1:].lower():
        return phrase
    return phrase[:1].lower() + phrase[1:]


def in_the_case_of(phrase: str, model: str, place: str) -> str:
    """Return a phrase with a capital letter if the words of `place` have one that `model` lacks."""
    if is_capitalised(place) and not is_capitalised(model):
        return phrase[:1].upper() + phrase[1:]
    return phrase


def places(phrase: str, text: str, found: Sequence[Token]) -> list[Place]:
    """Return where a phrase stands in a text, as whole words; `found` are the text's tokens.

    A phrase that begins small is found at the start of a sentence, too; one that begins with a
    capital letter is found with it only. White space is all the same. Places do not overlap.
    """
    wanted = _parts(phrase)
    if not wanted or wanted[0][0][1:] not in text:
        return []
    first = wanted[0][0]
    firsts = {first, first[:1].upper() + first[1:]}
    out: list[Place] = []
    for index in range(len(found) - len(wanted) + 1):
        if found[index].text in firsts and (not out or found[index].start >= out[-1][1]):
            window = found[index : index + len(wanted)]
            if not window[0].is_code and _is_same(window, wanted):
                out.append((window[0].start, window[-1].end))
    return out


def _is_same(window: Sequence[Token], wanted: Sequence[tuple[str, bool]]) -> bool:
    """Tell whether tokens are those of a phrase, but for the first one's text."""
    for before, token, (text, spaced) in zip(window, window[1:], wanted[1:], strict=False):
        if token.text != text or token.is_code or (token.start > before.end) is not spaced:
            return False
    return True


@lru_cache(maxsize=1 << 15)
def _parts(phrase: str) -> tuple[tuple[str, bool], ...]:
    """Return the words and signs of a phrase, each with whether white space stands before it."""
    found = list(_between(phrase, 0, len(phrase)))
    ends = [0, *(token.end for token in found)]
    return tuple((t.text, t.start > end) for t, end in zip(found, ends, strict=False))


def neighbours(found: Sequence[Token], start: int, end: int) -> tuple[str, str]:
    """Return what stands before and behind `start:end` of a text, nothing at its ends.

    `found` are the tokens of the text.
    """
    before = [token.text for token in found if token.end <= start]
    behind = [token.text for token in found if token.start >= end]
    return (before[-1] if before else "", behind[0] if behind else "")
