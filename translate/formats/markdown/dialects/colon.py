"""Containers between colons: `:::note[Title]`, `::: tip Title`, `:::{admonition} T`, `::: {.x}`.

Docusaurus, remark-directive, VitePress, MyST and Pandoc write them. What stands between the lines
of colons is Markdown like any other, nested as deep as it likes. A directive of one line,
`::youtube[Title]{#id}`, is here, too.
"""

from __future__ import annotations

import re

from translate.formats.markdown.dialects.attributes import named
from translate.formats.markdown.dialects.found import Found, Title, bracketed, title
from translate.formats.markdown.dialects.lines import Level
from translate.formats.markdown.dialects.myst import directive

START = re.compile(r":{3,}[ \t]*(?:\Z|[A-Za-z_{].*)|::[A-Za-z][\w-]*(?:[\[{].*)?\Z")
_HEAD = re.compile(r"(?P<colons>:{2,})[ \t]*(?P<name>[A-Za-z_][\w.-]*)?")
_DIRECTIVE = re.compile(r"(?P<colons>:{3,})[ \t]*\{(?P<name>[A-Za-z][\w:.+-]*)\}")
_VERBATIM = frozenset({"code", "chart", "latex", "math", "mermaid", "plantuml"})
_ATTRIBUTE = re.compile(r"[\w-]+[ \t]*=")


def read(level: Level, at: int) -> Found | None:
    """Read a line that begins with colons."""
    line = level.lines[at]
    words = line.words
    closing = re.compile(rf":{{{len(words) - len(words.lstrip(':'))},}}")
    if found := _DIRECTIVE.match(words):
        return directive(level, at, found["name"], found.end(), closing)
    head = _HEAD.match(words)
    if head is None or closing.fullmatch(words):
        return Found()
    name = head["name"] or ""
    if name in _VERBATIM and not words.endswith(":::"):
        end = level.find(closing, at + 1)
        return None if end is None else Found(head=end - at + 1)
    if "." in name:  # mkdocstrings: an object of Python, options in YAML below it
        return Found(head=1 + level.indented(at + 1, 4))
    return Found(titles=_titles(level, at, head.end()))


def _titles(level: Level, at: int, cursor: int) -> tuple[Title, ...]:
    """Return the label, the words behind the name, and what the attributes say."""
    line = level.lines[at]
    words = line.words
    end = len(words.rstrip(": \t"))
    titles: list[Title] = []
    while cursor < end and words[cursor] in "[{":
        close = bracketed(words, cursor)
        if close < 0:
            return tuple(titles)
        if words[cursor] == "[":
            titles += title(line, cursor + 1, close - 1, encoding="label")
        else:
            titles += named(words[cursor:close], line.first + cursor, "entity")
        cursor = close
    trailing = re.search(r"\{[^{}]*\}\Z", words[cursor:end])
    stop = end if trailing is None else cursor + trailing.start()
    if _ATTRIBUTE.match(words[cursor:stop].strip()):
        stop = cursor
    said = named(words[stop:end], line.first + stop, "entity")
    return (*titles, *title(line, cursor, stop), *said)
