"""Hard-wrapped paragraphs: to tell them, and to wrap a translation as its source was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

# Above this many characters nobody wraps by hand: such lines are paragraphs of their own.
_WIDEST_WRAP = 120
# Below this many the lines are verse, an address or a list, not a filled paragraph.
_NARROWEST_WRAP = 40
# Editors and people leave up to this much room at the end of a line.
_SLACK = 8


def is_filled(lines: Sequence[str]) -> bool:
    """Tell whether lines look wrapped: hardly one had room for the first word of the next."""
    lengths = [len(line.rstrip()) for line in lines]
    width = max(lengths)
    if len(lines) == 1 or not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return False
    full = [
        lengths[i] + 1 + len(below.split()[0]) > width - _SLACK
        for i, (_, below) in enumerate(pairwise(lines))
    ]
    return sum(full) >= 0.8 * len(full)


def _anything(_: str) -> bool:
    return True


def wrap(
    text: str,
    width: int,
    *,
    first: int = 0,
    indent: int = 0,
    may_begin: Callable[[str], bool] = _anything,
) -> list[str]:
    """Break a text at its plain spaces into lines of at most `width` characters.

    `first` characters already stand before the first line, `indent` before each other one. A word
    that is longer than a line gets a line of its own; no-break spaces never break; what `may_begin`
    refuses begins no line. Joined with spaces, the lines are the text.
    """
    lines: list[str] = []
    line = ""
    room = width - first
    for index, word in enumerate(text.split(" ")):
        if index and len(line) + 1 + len(word) > room and may_begin(word):
            lines.append(line)
            line, room = word, width - indent
        else:
            line = f"{line} {word}" if index else word
    lines.append(line)
    return lines
