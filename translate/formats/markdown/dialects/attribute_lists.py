"""Attributes of a block on a line of their own: `{: .note #id}`, `{.class}`; kramdown's extensions.

kramdown, Python-Markdown, markdown-it-attrs, Hugo and Wiki.js write them, before or after the
block that they belong to.
"""

from __future__ import annotations

import re

from translate.formats.markdown.dialects.attributes import named
from translate.formats.markdown.dialects.found import Found
from translate.formats.markdown.dialects.lines import Level

_ONE = r"(?:[.#][^\s{}\"'=]+|[\w:-]+=(?:\"[^\"]*\"|'[^']*'|[^\s\"'{}]+))"
START = re.compile(
    r"\{:(?:[^{}]|\"[^\"]*\")*\}\Z"
    rf"|\{{[ ]*{_ONE}(?:[ \t]+{_ONE})*[ ]*\}}\Z"
)
_EXTENSION = re.compile(r"\{::(?P<name>comment|nomarkdown)\b[^{}]*(?<!/)\}")


def read(level: Level, at: int) -> Found | None:
    """Read a line of attributes, or a comment to its end."""
    line = level.lines[at]
    if found := _EXTENSION.fullmatch(line.words):
        last = level.find(re.compile(rf"\{{:/(?:{found['name']})?\}}"), at + 1)
        return Found(head=1 if last is None else last - at + 1)
    return Found(titles=named(line.words, line.first, "entity"))
