"""What a construct says of the lines that it begins in: structure, titles, a nested body."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from translate.formats.markdown.dialects.lines import Level, Line
from translate.model import BlockKind


@dataclass(frozen=True, slots=True)
class Title:
    """Words that a reader reads, in a line of structure: `start:end` of the source.

    `encoding` says how a changed text is written. Where it is `plain`, the words are no Markdown.
    """

    start: int
    end: int
    kind: BlockKind = BlockKind.TITLE
    encoding: str = "atx"
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a construct makes of its lines.

    `head` lines are structure but for their titles; `body` lines follow that hold Markdown,
    indented by up to `dedent` columns; `tail` lines close it. `start` is where structure begins in
    the first line, where that is not its first word. `abbreviation` is one that is defined here.
    """

    head: int = 1
    titles: tuple[Title, ...] = ()
    body: int = 0
    dedent: int = 0
    tail: int = 0
    start: int | None = None
    abbreviation: str = ""


Reader = Callable[[Level, int], Found | None]
"""Takes the lines of a container and the number of one; says what begins in it, if anything."""


def title(
    line: Line,
    start: int,
    end: int | None = None,
    kind: BlockKind = BlockKind.TITLE,
    encoding: str = "atx",
) -> tuple[Title, ...]:
    """Return `start:end` of the words of a line as a title, if a letter is in it.

    White space at its ends stays out.
    """
    words = line.words[start:end]
    if not any(char.isalpha() for char in words):
        return ()
    low = line.first + start + len(words) - len(words.lstrip())
    return (Title(low, low + len(words.strip()), kind, encoding),)


def bracketed(text: str, at: int) -> int:
    """Return where the bracket that opens at `at` closes, its mark included, or -1."""
    opening = text[at]
    closing = {"[": "]", "{": "}", "(": ")"}[opening]
    depth = 0
    index = at
    while index < len(text):
        if text[index] == "\\":
            index += 1
        elif text[index] == opening:
            depth += 1
        elif text[index] == closing:
            depth -= 1
            if depth == 0:
                return index + 1
        index += 1
    return -1
