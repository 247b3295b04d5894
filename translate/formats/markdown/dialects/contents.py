"""The place of a table of contents: `[TOC]`, `[[_TOC_]]`, `[[toc]]`; of kramdown, a list item."""

from __future__ import annotations

import re

from translate.formats.markdown.dialects.found import Found
from translate.formats.markdown.dialects.lines import Level

MARK = re.compile(r"(?i:@?\[\[?_?toc_?\]?\])(?:\([^)]*\))?\Z")
ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+\S.*\Z")
_BELOW = re.compile(r"\{:[^{}]*\btoc\b[^{}]*\}")


def read_item(level: Level, at: int) -> Found | None:
    """Read the item of a list that kramdown puts the contents in the place of: nobody reads it."""
    below = level.lines[at + 1] if at + 1 < len(level.lines) else None
    return Found(head=2) if below and _BELOW.fullmatch(below.words) else None
