"""The summary of what is folded, and the caption of a figure: HTML with words on its line."""

from __future__ import annotations

import re

from translate.formats.markdown.dialects.found import Found, title
from translate.formats.markdown.dialects.lines import Level
from translate.model import BlockKind

START = re.compile(r"<(?:details|figure|summary|figcaption)\b", re.IGNORECASE)
_OUTER = re.compile(r"<(?:details|figure)\b[^<>]*>[ \t]*\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"<(?!/)[^<>]*>[ \t]*\Z")
_LONGEST = 8  # lines to the words
_INNER = re.compile(
    r"(?:<(?:details|figure)\b[^<>]*>[ \t]*)?<(?P<name>summary|figcaption)\b[^<>]*>(?P<words>.*)"
    r"</(?P=name)>[ \t]*(?:</(?:details|figure)>)?[ \t]*\Z",
    re.IGNORECASE,
)


def read(level: Level, at: int) -> Found | None:
    """Read such a line, with the tags before it: the one that it belongs to, a picture."""
    for index in range(at, min(at + _LONGEST, len(level.lines))):
        line = level.lines[index]
        if found := _INNER.match(line.words):
            titles = title(line, *found.span("words"), kind=BlockKind.PARAGRAPH)
            return Found(head=index - at + 1, titles=titles)
        if not (_OUTER if index == at else _BETWEEN).match(line.words):
            return None
    return None
