"""Abbreviations: of `*[HTML]: Hyper Text Markup Language`, what it stands for is text.

The abbreviation is none, wherever it stands: translated, it would no longer be found.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from translate.formats.markdown.dialects.found import Found, Title
from translate.formats.markdown.dialects.lines import Level
from translate.formats.pieces import Piece
from translate.model import BlockKind, Role

START = re.compile(r"\*\[(?P<word>(?:\\.|[^\]\\])+)\]:[ \t]*(?P<meaning>\S.*)\Z")


def read(level: Level, at: int) -> Found | None:
    """Read the definition of an abbreviation."""
    line = level.lines[at]
    found = START.match(line.words)
    if found is None:
        return None
    if not any(char.isalpha() for char in found["meaning"]):
        return Found(abbreviation=found["word"])
    start = line.first + found.start("meaning")
    meaning = Title(start, line.first + len(line.words), BlockKind.ABBREVIATION, plain=True)
    return Found(titles=(meaning,), abbreviation=found["word"])


def protected(pieces: Sequence[Piece], words: Collection[str]) -> list[Piece]:
    """Return the pieces of a block with each abbreviation in its words as a protected code."""
    if not words:
        return list(pieces)
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    among = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    free = max((piece.number for piece in pieces), default=0) + 1
    out: list[Piece] = []
    for piece in pieces:
        parts = [piece]
        if piece.role is None and len(piece.text) == piece.end - piece.start:
            parts = list(_cut(piece, among, free))
        out += parts
        free += len(parts)
    return out


def _cut(piece: Piece, among: re.Pattern[str], number: int) -> Iterator[Piece]:
    cursor = 0
    for found in among.finditer(piece.text):
        low, high = found.span()
        if low > cursor:
            yield _part(piece, cursor, low)
        word = _part(piece, low, high)
        yield replace(word, role=Role.PROTECTED, plain=word.text, number=number)
        cursor, number = high, number + 1
    if cursor < len(piece.text):
        yield _part(piece, cursor, len(piece.text))


def _part(piece: Piece, low: int, high: int) -> Piece:
    start = piece.start
    return replace(piece, start=start + low, end=start + high, text=piece.text[low:high])
