"""Abbreviations: of `*[HTML]: Hyper Text Markup Language`, what it stands for is text."""

from __future__ import annotations

import re

from translate.formats.markdown.dialects.found import Found, Title
from translate.formats.markdown.dialects.lines import Level
from translate.model import BlockKind

START = re.compile(r"\*\[(?:\\.|[^\]\\])+\]:[ \t]*(?P<meaning>\S.*)\Z")


def read(level: Level, at: int) -> Found | None:
    """Read the definition of an abbreviation."""
    line = level.lines[at]
    found = START.match(line.words)
    if found is None:
        return None
    if not any(char.isalpha() for char in found["meaning"]):
        return Found()
    start = line.first + found.start("meaning")
    meaning = Title(start, line.first + len(line.words), BlockKind.ABBREVIATION, plain=True)
    return Found(titles=(meaning,))
