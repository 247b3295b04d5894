"""Blocks with an indented body: `!!! tip "Title"`, `??? note`, `???+ note`, `=== "Tab"`.

Python-Markdown, pymdown-extensions, MkDocs and Zensical write them. The body is Markdown, four
columns in.
"""

from __future__ import annotations

import re

from translate.formats.markdown.dialects.found import Found, title
from translate.formats.markdown.dialects.lines import Level

_CLASSES = r"[\w-]+(?:[ ]+[\w-]+)*"
START = re.compile(
    rf"(?:!!!|\?\?\?\+?)[ ]?(?:(?P<classes>{_CLASSES})(?:[ ]+\"(?P<title>.*)\")?"
    r"|\"(?P<summary>.*)\")[ \t]*\Z"
    r"|={3}(?:\+!|!\+|\+|!)?[ ]+\"(?P<tab>.*)\"[ \t]*\Z"
)
_INDENT = 4


def read(level: Level, at: int) -> Found | None:
    """Read an admonition, a folded block or a tab, with its body.

    Three exclamation marks before several words are an admonition only where a body or a title
    follows.
    """
    line = level.lines[at]
    found = START.match(line.words)
    if found is None:
        return None
    body = level.indented(at + 1, line.indent + _INDENT)
    group = next((name for name in ("title", "summary", "tab") if found[name] is not None), None)
    if group is None and not body and " " in found["classes"]:
        return None
    titles = title(line, *found.span(group)) if group else ()
    return Found(titles=titles, body=body, dedent=_INDENT)
