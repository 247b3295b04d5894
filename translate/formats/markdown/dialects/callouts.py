"""Block quotes that begin with a mark: `> [!warning]- Title`, as Obsidian and GitHub have them."""

from __future__ import annotations

import re

from translate.formats.markdown.dialects.found import Found, title
from translate.formats.markdown.dialects.lines import Level

START = re.compile(r"\[![\w-]+(?:\|[^\]]*)?\][+-]?(?:[ \t]+(?P<title>.*))?\Z")


def read(level: Level, at: int) -> Found | None:
    """Read the first line of a block quote."""
    line = level.lines[at]
    found = START.match(line.words)
    if found is None or not level.quote or at:
        return None
    return Found(titles=title(line, *found.span("title")) if found["title"] else ())
