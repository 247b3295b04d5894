"""Line blocks of Pandoc: lines that begin with `| ` keep their breaks, as verse does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.formats.markdown.dialects.found import Found, title
from translate.formats.markdown.dialects.lines import Level, Line
from translate.model import BlockKind

_DELIMITER = re.compile(r"\|[ \t]*:?-+:?[ \t]*\Z")
START = re.compile(r"\|(?:[ \t]+[^|]*)?\Z")


def read(level: Level, at: int) -> Found | None:
    """Read such lines, two at least, next to no paragraph; none has the second bar of tables."""
    rows = list(_rows(level, at))
    around = [*level.lines[max(at - 1, 0) : at], *level.lines[at + len(rows) : at + len(rows) + 1]]
    if len(rows) < 2 or any(line.goes_on for line in around):
        return None
    titles = tuple(one for row in rows for one in title(row, 1, kind=BlockKind.PARAGRAPH))
    return Found(head=len(rows), titles=titles)


def _rows(level: Level, at: int) -> Iterator[Line]:
    for line in level.lines[at:]:
        if not START.match(line.words) or _DELIMITER.match(line.words):
            return
        yield line
