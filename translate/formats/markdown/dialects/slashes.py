"""Blocks between slashes, of pymdown-extensions: `/// note | Title` … `///`.

Lines of options stand right below the first line, four columns in.
"""

from __future__ import annotations

import re

from translate.formats.markdown.dialects.found import Found, title
from translate.formats.markdown.dialects.lines import Level

START = re.compile(
    r"(?P<mark>/{3,})(?:\Z|[ \t]*(?P<name>[A-Za-z][\w-]*)(?:[ \t]*\|(?P<title>.*))?[ \t]*\Z)"
)
_UNTITLED = frozenset({"html", "figure-caption", "table-caption", "latex"})
_INDENT = 4


def read(level: Level, at: int) -> Found | None:
    """Read a line of slashes; one that opens a block needs another that closes it."""
    line = level.lines[at]
    found = START.match(line.words)
    if found is None:
        return None
    if found["name"] is None:
        return Found()
    if level.find(re.compile(rf"/{{{len(found['mark'])}}}"), at + 1) is None:
        return None
    head = 1
    for row in level.lines[at + 1 :]:
        if row.blank or row.indent < _INDENT:
            break
        head += 1
    titled = found["title"] is not None and found["name"] not in _UNTITLED
    return Found(head=head, titles=title(line, *found.span("title")) if titled else ())
