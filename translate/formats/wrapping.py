"""Wrapping a translated paragraph to the width that its source had."""

from __future__ import annotations


def wrap(text: str, width: int, *, first: int = 0, indent: int = 0) -> list[str]:
    """Break a text at its plain spaces into lines of at most `width` characters.

    `first` characters already stand before the first line, `indent` before each other one. A word
    that is longer than a line gets a line of its own; no-break spaces never break. Joined with
    spaces, the lines are the text.
    """
    lines: list[str] = []
    line = ""
    room = width - first
    for index, word in enumerate(text.split(" ")):
        if index and len(line) + 1 + len(word) > room:
            lines.append(line)
            line, room = word, width - indent
        else:
            line = f"{line} {word}" if index else word
    lines.append(line)
    return lines
