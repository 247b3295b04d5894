"""Items of Pandoc that CommonMark does not know: `#. one`, `i. one`, `a) one`, `(1) one`.

To CommonMark their lines are one paragraph, and a translation of it would join them.
"""

from __future__ import annotations

import re

from translate.formats.markdown.dialects.found import Found, title
from translate.formats.markdown.dialects.lines import Level
from translate.model import BlockKind

NUMBER = re.compile(r"#\.[ \t]+(?=\S)")
ITEM = re.compile(
    r"(?:#\.|(?:[ivxlc]+|[IVXLC]{2,}|[a-z])[.)]"
    r"|\((?:[ivxlc]+|[A-Za-z]|\d{1,3}|@[\w-]*)\))[ \t]+(?=\S)"
    r"|[A-Z](?:\)[ \t]+|\.[ \t]{2,})(?=\S)"
)


def read(level: Level, at: int) -> Found | None:
    """Read an item of one line, with nothing but items and blank lines next to it."""
    line = level.lines[at]
    found = ITEM.match(line.words)
    around = [*level.lines[max(at - 1, 0) : at], *level.lines[at + 1 : at + 2]]
    if found is None or any(one.goes_on and not ITEM.match(one.words) for one in around):
        return None
    return Found(titles=title(line, found.end(), kind=BlockKind.ITEM))
