"""Tables of Pandoc that are drawn: the columns of their lines say which cell a word is in.

No translation keeps the columns, so such a table stays as it is.
"""

from __future__ import annotations

import re

from translate.formats.markdown.dialects.found import Found
from translate.formats.markdown.dialects.lines import Level

GRID = re.compile(r"\+(?:[-=:]{2,}\+)+\Z")
_GRID_LINE = re.compile(r"[+|].*[+|]")
COLUMNS = re.compile(r".*\S.*")
_RULE = re.compile(r"-{2,}(?:[ \t]+-{2,})+")
_FRAME = re.compile(r"-{10,}")
_HEAD = 4  # lines of a head at most


def read_grid(level: Level, at: int) -> Found | None:
    """Read a table between lines of plus signs."""
    count = 0
    for line in level.lines[at:]:
        if not _GRID_LINE.fullmatch(line.words):
            break
        count += 1
    closed = count > 1 and GRID.match(level.lines[at + count - 1].words)
    return Found(head=count) if closed else None


def read_columns(level: Level, at: int) -> Found | None:
    """Read a table whose columns are those of a line of dashes, below its head or in its place."""
    if at and level.lines[at - 1].goes_on:
        return None
    lines = level.lines
    framed = _FRAME.fullmatch(lines[at].words) is not None
    reach = range(at, min(at + (_HEAD if framed else 1) + 1, len(lines)))
    rule = next((index for index in reach if _RULE.fullmatch(lines[index].words)), None)
    if rule is None:
        return None
    if framed:
        last = level.find(_FRAME, rule + 1)
        return None if last is None else Found(head=last - at + 1)
    end = next((index for index in range(rule, len(lines)) if lines[index].blank), len(lines))
    return Found(head=end - at) if end > rule + 1 else None
