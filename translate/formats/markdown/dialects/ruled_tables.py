r"""Tables that GFM does not know: kramdown's, and Emacs', with rules such as `|---+---|`, `|===|`.

To GFM their rows are one paragraph, and a translation of it would join them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.formats.markdown.dialects.found import Found, Title, title
from translate.formats.markdown.dialects.lines import Level, Line
from translate.model import BlockKind

START = re.compile(r"\|.*")
_RULE = re.compile(r"\|[ \t]*(?::?-+:?[ \t]*\+[-:+ \t|]*|[=+|][=+| \t]*)")
_DASHES = re.compile(r"\|[-:+| \t]+")
_CELL = re.compile(r"(?:`+[^`]*`+|\[\[[^\[\]]*\]\]|\\.|[^|\\])+")


def read(level: Level, at: int) -> Found | None:
    """Read the rows from here to the next line that is none, if one of them is such a rule."""
    if at and level.lines[at - 1].goes_on:
        return None
    rows: list[Line] = []
    for line in level.lines[at:]:
        if not START.match(line.words):
            break
        rows.append(line)
    if len(rows) < 2 or not any(_RULE.fullmatch(row.words) for row in rows):
        return None
    cells = tuple(one for row in rows if not _is_rule(row) for one in _cells(row))
    return Found(head=len(rows), titles=cells)


def _is_rule(row: Line) -> bool:
    return bool(_RULE.fullmatch(row.words) or _DASHES.fullmatch(row.words))


def _cells(row: Line) -> Iterator[Title]:
    for found in _CELL.finditer(row.words):
        yield from title(row, *found.span(), kind=BlockKind.CELL, encoding="cell")
