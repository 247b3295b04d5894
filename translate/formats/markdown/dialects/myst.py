"""Directives of MyST: the line that opens one, its options, and fences that hold Markdown.

Directives that take prose are known by name; what a fence of another name holds is code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from translate.formats.markdown.dialects.found import Found, Title, title
from translate.formats.markdown.dialects.lines import Level, Line
from translate.model import BlockKind

_ADMONITIONS = frozenset(
    {
        "attention", "caution", "danger", "error", "hint", "important", "note", "seealso", "tip",
        "warning",
    }
)  # fmt: skip
# Directives whose argument is a title.
_TITLED = frozenset(
    {
        "admonition", "aside", "card", "csv-table", "definition", "dropdown", "example", "exercise",
        "grid-item-card", "list-table", "prf:algorithm", "prf:definition", "prf:example",
        "prf:lemma", "prf:proof", "prf:remark", "prf:theorem", "proof", "rubric", "sidebar", "tab",
        "tab-item", "table", "theorem", "topic", "todo",
    }
)  # fmt: skip
# Directives whose argument is no text and whose body is Markdown.
_BODIED = frozenset(
    {
        "blockquote", "card-carousel", "card-footer", "card-header", "container", "deprecated",
        "div", "epigraph", "figure", "figure-md", "full-width", "grid", "grid-item",
        "highlights", "margin", "only", "pull-quote", "tab-set", "versionadded", "versionchanged",
        "versionremoved",
    }
)  # fmt: skip
# Directives between colons whose body is no Markdown.
_VERBATIM = frozenset(
    {
        "bibliography", "code", "code-block", "code-cell", "contents", "csv-table", "doctest",
        "embed", "eval-rst", "iframe", "image", "include", "literalinclude", "math", "mermaid",
        "raw", "sourcecode", "toctree",
    }
)  # fmt: skip
# Directives that hold code or lists of files, with a caption.
_CAPTIONED = frozenset({"code-block", "code-cell", "literalinclude", "sourcecode"})
FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})[ \t]*\{(?P<name>[A-Za-z][\w:.+-]*)\}")
_OPTION = re.compile(r":(?P<name>[\w-]+):(?=[ \t]|\Z)(?P<value>.*)")
_YAML = re.compile(r"(?P<name>[\w-]+):[ \t]+(?P<value>[^\s|>&*!%@`\"'{\[].*)")
_RULES = re.compile(r"-{3,}")
_SAID = frozenset({"alt", "caption", "header", "footer", "title"})


def directive(level: Level, at: int, name: str, end: int, closing: re.Pattern[str]) -> Found | None:
    """Read a directive between colons; `end` is where its name ends in the words of its line."""
    if name in _VERBATIM or name.startswith("auto"):
        last = level.find(closing, at + 1)
        if last is None:
            return None
        titles = (*_argument(level.lines[at], name, end), *_options(level, at)[1])
        return Found(head=last - at + 1, titles=titles)
    count, said = _options(level, at)
    last = level.find(closing, at + 1) if name == "glossary" else None
    if last is not None:
        return Found(
            head=last - at + 1, titles=(*said, *_entries(level.lines[at + 1 + count : last]))
        )
    return Found(head=1 + count, titles=(*_argument(level.lines[at], name, end), *said))


def read_fence(level: Level, at: int) -> Found | None:
    """Read a fence that is a directive with prose in it."""
    line = level.lines[at]
    found = FENCE.match(line.words)
    if found is not None and found["name"] in {"glossary", "toctree"} | _CAPTIONED:
        return _read_whole(level, at, found)
    if found is None or found["name"] not in _ADMONITIONS | _TITLED | _BODIED - _VERBATIM:
        return None
    fence = found["fence"]
    last = level.find(re.compile(rf"{re.escape(fence[0])}{{{len(fence)},}}"), at + 1)
    count, said = _options(level, at)
    end = len(level.lines) if last is None else max(last, at + 1 + count)
    return Found(
        head=1 + count,
        titles=(*_argument(line, found["name"], found.end()), *said),
        body=end - at - 1 - count,
        tail=0 if last is None else 1,
    )


def _read_whole(level: Level, at: int, found: re.Match[str]) -> Found | None:
    """Read a fence whose body is no Markdown, but has words in its options, or entries."""
    mark = found["fence"]
    last = level.find(re.compile(rf"{re.escape(mark[0])}{{{len(mark)},}}"), at + 1)
    if last is None:
        return None
    count, said = _options(level, at)
    body = level.lines[at + 1 + count : last]
    entries = _entries(body) if found["name"] == "glossary" else ()
    return Found(head=last - at + 1, titles=(*said, *entries))


def _entries(lines: Sequence[Line]) -> tuple[Title, ...]:
    """Return the terms of a glossary and, line by line, what is said of them."""
    return tuple(
        one
        for line in lines
        if not line.words.startswith(("%", ".. "))
        for one in title(line, 0, kind=BlockKind.PARAGRAPH if line.indent else BlockKind.TERM)
    )


def _argument(line: Line, name: str, end: int) -> tuple[Title, ...]:
    """Return what stands behind the name, where a reader reads it."""
    if name in _TITLED:
        return title(line, end)
    if name in _ADMONITIONS or name == "epigraph":
        return title(line, end, kind=BlockKind.PARAGRAPH)
    return ()


def _options(level: Level, at: int) -> tuple[int, tuple[Title, ...]]:
    """Return how many lines of options follow the first line, and those that a reader reads."""
    rows = level.lines[at + 1 :]
    if rows and _RULES.fullmatch(rows[0].words):
        last = level.find(_RULES, at + 2)
        if last is not None:
            return last - at, _said(level.lines[at + 2 : last], _YAML)
    count = 0
    while count < len(rows) and _OPTION.fullmatch(rows[count].words):
        count += 1
    return count, _said(rows[:count], _OPTION)


def _said(lines: Sequence[Line], form: re.Pattern[str]) -> tuple[Title, ...]:
    return tuple(
        one
        for line in lines
        if (found := form.fullmatch(line.words)) and found["name"] in _SAID
        for one in title(line, found.start("value"))
    )
