r"""Lines that no reader reads as text: formulas and comments, from one mark to the next.

`$$` … `$$`, `\[` … `\]`, `\begin{align}` … `\end{align}`, and `%%` … `%%` of Obsidian.
"""

from __future__ import annotations

import re

from translate.formats.markdown.dialects.found import Found
from translate.formats.markdown.dialects.lines import Level

START = re.compile(
    r"\$\$\Z|\\\[[ \t]*(?:\Z|.*\\\]\Z)|\\\\\[\Z"
    r"|\\begin\{(?P<name>[A-Za-z]+\*?)\}|%%(?P<comment>.*)\Z"
)
_DOLLARS = re.compile(r"(?:[^$]|\$(?!\$))*\$\$(?:[ \t]*(?:\{[^}]*\}|\([^)]*\)))?")
# What tells a formula between `\[` and `\]` on one line from words in brackets.
_FORMULA = re.compile(r"\\[A-Za-z]|[=^_+<>]|\d\s*[-*/]")


def read(level: Level, at: int) -> Found | None:
    """Read a formula or a comment, to the end of its last line."""
    words = level.lines[at].words
    found = START.match(words)
    if found is None:
        return None
    if words.startswith("%%"):
        return _comment(level, at, found["comment"])
    if words == "$$":
        return _until(level, at, _DOLLARS)
    if found["name"]:
        end = re.compile(rf".*\\end\{{{re.escape(found['name'])}\}}")
        return Found() if end.fullmatch(words) else _until(level, at, end)
    if words.endswith("\\]"):
        return Found() if _FORMULA.search(words[2:-2]) else None
    return _until(level, at, re.compile(r".*\\\][ \t]*"))


def _comment(level: Level, at: int, rest: str) -> Found | None:
    if "%%" in rest:
        return Found() if rest.endswith("%%") and rest.count("%%") == 1 else None
    return _until(level, at, re.compile(r".*%%"))


def _until(level: Level, at: int, closing: re.Pattern[str]) -> Found | None:
    last = level.find(closing, at + 1)
    return None if last is None else Found(head=last - at + 1)
