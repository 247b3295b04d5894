"""Plain text, in the shape in which articles are copied from a page or a mail.

Blank lines part paragraphs. Lines between two blank lines are one hard-wrapped paragraph if they
look filled, otherwise each is a block of its own. A short line without final punctuation is a
heading; a lone short first line above a headline is a section label. Page furniture is found by
whole lines and belongs to no block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translate.formats.base import PLAIN, Format, Markup, ParseOptions, newline_of, splice
from translate.formats.furniture import normalize
from translate.formats.pieces import Piece, segments
from translate.formats.wrapping import is_filled, wrap
from translate.model import Block, BlockKind, Document

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_BULLET = re.compile(r"\s*(?:[-*•‣–—]|\d{1,3}[.)])[ \t\u00a0]+(?=\S)")
_FINAL = tuple(".!?…:;,。！？؟")
_CLOSING = "»”\"’')]›"

_HEADING_LENGTH = 90
_LABEL_LENGTH = 40
_HEADLINE_LENGTH = 220


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the source: `start:end` without its line ending, which ends at `after`."""

    start: int
    end: int
    after: int
    number: int
    text: str


def parse(source: str, options: ParseOptions) -> Document:
    """Read a plain text; every word but page furniture stands in a segment."""
    furniture: list[tuple[int, int]] = []
    groups: list[list[_Line]] = []
    for chunk in _chunks(source):
        kept: list[_Line] = []
        for line in chunk:
            if normalize(line.text) in options.furniture:
                furniture.append((line.start, line.after))
                groups += _paragraphs(kept)
                kept = []
            else:
                kept.append(line)
        groups += _paragraphs(kept)
    kinds = _kinds(groups)
    blocks = [
        block
        for group, kind in zip(groups, kinds, strict=True)
        if (block := _block(group, kind, options)) is not None
    ]
    return Document("text", source, tuple(blocks), None, _with_gaps(source, furniture))


def write(document: Document, block: Block, texts: Sequence[str]) -> str:
    """Write a block's texts, wrapped to the width of the source where that was wrapped."""
    newline = newline_of(document.source)
    breaking = newline + block.indent
    if not block.width:
        flat = [breaking.join(text.splitlines()) for text in texts]
        return splice(document.source, block, flat)
    words = re.sub(r"[ \t\r\n]+", " ", splice(document.source, block, texts)).strip(" ")
    column = block.start - (document.source.rfind("\n", 0, block.start) + 1)
    lines = wrap(words, block.width, first=column, indent=len(block.indent))
    return breaking.join(lines)


def _chunks(source: str) -> Iterator[list[_Line]]:
    """Yield the runs of lines between blank lines."""
    chunk: list[_Line] = []
    begin = 1 if source.startswith("\ufeff") else 0
    for number, match in enumerate(_LINE.finditer(source, begin), start=1):
        text = match.group().rstrip("\r\n")
        if text.strip():
            start = match.start()
            chunk.append(_Line(start, start + len(text), match.end(), number, text))
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _paragraphs(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Group the lines between two blank lines into blocks."""
    items: list[list[_Line]] = []
    for line in lines:
        if items and not _BULLET.match(line.text):
            items[-1].append(line)
        else:
            items.append([line])
    groups: list[list[_Line]] = []
    for item in items:
        groups += [item] if is_filled([line.text for line in item]) else [[line] for line in item]
    return groups


def _is_short(text: str, most: int) -> bool:
    stripped = text.strip().rstrip(_CLOSING)
    return len(text.strip()) <= most and not stripped.rstrip().endswith(_FINAL)


def _kinds(groups: Sequence[Sequence[_Line]]) -> list[BlockKind]:
    kinds = [_kind(group) for group in groups]
    longest = max((_length(group) for group in groups), default=0)

    def is_headline(index: int) -> bool:
        if index >= len(groups) or not _lone(groups[index]):
            return False
        text = groups[index][0].text.strip()
        short = len(text) <= _HEADLINE_LENGTH and _length(groups[index]) < longest
        return short and not text.endswith(".") and not _BULLET.match(text)

    if is_headline(1) and is_headline(0) and _is_short(groups[0][0].text, _LABEL_LENGTH):
        kinds[0], kinds[1] = BlockKind.LABEL, BlockKind.TITLE
    elif is_headline(0):
        kinds[0] = BlockKind.TITLE
    return kinds


def _length(group: Sequence[_Line]) -> int:
    return sum(len(line.text) for line in group)


def _lone(group: Sequence[_Line]) -> bool:
    return len(group) == 1


def _kind(group: Sequence[_Line]) -> BlockKind:
    if _BULLET.match(group[0].text):
        return BlockKind.ITEM
    if _lone(group) and _is_short(group[0].text, _HEADING_LENGTH):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _block(lines: Sequence[_Line], kind: BlockKind, options: ParseOptions) -> Block | None:
    bullet = _BULLET.match(lines[0].text)
    pieces: list[Piece] = []
    for index, line in enumerate(lines):
        start = line.start + len(line.text) - len(line.text.lstrip())
        if index == 0 and bullet:
            start = line.start + bullet.end()
        end = line.start + len(line.text.rstrip())
        if index:
            before = pieces[-1]
            pieces.append(Piece(before.end, start, _joint(before.text, line.text, options.joiner)))
        pieces.append(Piece(start, end, line.text[start - line.start : end - line.start]))
    cut = segments(pieces, options.split)
    if not cut:
        return None
    width = max(len(line.text.rstrip()) for line in lines) if len(lines) > 1 else 0
    second = lines[min(1, len(lines) - 1)].text
    indent = second[: len(second) - len(second.lstrip())]
    return Block(
        kind, lines[0].number, pieces[0].start, pieces[-1].end, cut, indent=indent, width=width
    )


def _joint(before: str, after: str, joiner: str) -> str:
    """Return what joins two lines: nothing where a compound was broken at its hyphen."""
    broken = before[-1:] in "-‐" and before[-2:-1].isalpha() and after.strip()[:1].isalpha()
    return "" if broken else joiner


def _with_gaps(source: str, furniture: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Widen furniture at the end of the text over the blank lines before it."""
    ranges = list(furniture)
    tail = len(source)
    for index in reversed(range(len(ranges))):
        start, end = ranges[index]
        if source[end:tail].strip():
            break
        tail = start
        gap = source[:start].rstrip("\r\n \t")
        line_end = re.compile(r"\r\n|\n|\r").match(source, len(gap))
        ranges[index] = (min(line_end.end(), start) if line_end else start, end)
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _markup(block: Block, dialects: frozenset[str]) -> Markup:  # noqa: ARG001  Format.markup's shape
    return PLAIN


def _structure(source: str, dialects: frozenset[str]) -> object:  # noqa: ARG001  as above
    """Return the number of paragraphs: runs of lines between blank lines."""
    return sum(1 for _ in _chunks(source))


def _no_language(source: str) -> str | None:  # noqa: ARG001  the shape of Format.language
    return None


FORMAT = Format(
    "text",
    parse,
    write,
    _markup,
    _structure,
    _no_language,
    otherwise=("makes other paragraphs than its source", "make other paragraphs than their source"),
)
