"""Tags of templates on lines of their own: `{% include x %}`, `{{< figure >}}`, `{{ content }}`.

Hugo, Jekyll, Zola, GitBook, mdBook and Eleventy write them. What stands between two such lines is
Markdown, unless the tag is one that shows code.
"""

from __future__ import annotations

import re

from translate.formats.markdown.dialects.attributes import named, positional
from translate.formats.markdown.dialects.found import Found, Title
from translate.formats.markdown.dialects.lines import Level, Line

START = re.compile(r"\{[{%]|\{#(?=.*#\})")
_CLOSING = {"{{<": ">}}", "{{%": "%}}", "{%": "%}", "{{": "}}", "{#": "#}"}
_NAME = re.compile(r"\{(?:\{[<%]|%)-?[ \t]*(?P<name>[\w-]+)")
_VERBATIM = frozenset(
    {
        "asciinema", "chart", "code", "codeblock", "comment", "diagram", "goat", "graphviz",
        "highlight", "katex", "math", "mermaid", "plantuml", "prism", "script", "sql", "style",
        "svg", "vega",
    }
)  # fmt: skip
# Shortcodes whose first values are titles, quoted and without a name.
_TITLED = frozenset(
    {
        "accordion", "admonition", "alert", "button", "callout", "card", "collapse", "details",
        "expand", "hint", "note", "notice", "quote", "spoiler", "step", "tab", "tip", "toggle",
        "warning",
    }
)  # fmt: skip
_LONGEST = 60  # lines of one tag


def read(level: Level, at: int) -> Found | None:
    """Read lines that hold nothing but tags; a tag may go on over further lines."""
    line = level.lines[at]
    text, count = line.words, 1
    cursor = 0
    name = mark = ""
    while cursor < len(text):
        opening = next((one for one in _CLOSING if text.startswith(one, cursor)), None)
        if opening is None:
            return None
        mark = opening
        end = text.find(_CLOSING[opening], cursor + len(opening))
        while end < 0:
            if count == _LONGEST or at + count >= len(level.lines):
                return None
            text += "\n" + level.lines[at + count].text
            count += 1
            end = text.find(_CLOSING[opening], cursor + len(opening))
        found = _NAME.match(text, cursor)
        name = found["name"] if found else ""
        cursor = end + len(_CLOSING[opening])
        cursor += len(text[cursor:]) - len(text[cursor:].lstrip(" \t"))
    lines = level.lines[at : at + count]
    style = "entity" if mark == "{%" else "backslash"
    titles = tuple(one for line in lines for one in _titles(line, name, style))
    if name in _VERBATIM:
        last = level.find(_end_of(name), at + count)
        count = count if last is None else last - at + 1
    return Found(head=count, titles=titles)


def _titles(line: Line, name: str, style: str) -> tuple[Title, ...]:
    found = named(line.words, line.first, style)
    if name in _TITLED and not found:
        found = positional(line.words, line.first, style)
    return found


def _end_of(name: str) -> re.Pattern[str]:
    word = re.escape(name)
    return re.compile(rf"\{{%-?\s*end-?{word}\b.*%\}}|\{{\{{[<%]\s*/\s*{word}\s*[>%]\}}\}}")
