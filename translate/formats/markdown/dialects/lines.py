"""Lines of an article, seen from inside the containers that hold them.

A `Line` begins behind the quote marks and the indentation of its containers. `indented`, `quoted`
and `item` tell which lines a container holds, and give them as they look from inside of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_QUOTE = re.compile(r"[ \t]*>")
# What goes on with the paragraph above it, outside of its container: it begins no other block.
_LAZY = re.compile(
    r"[ \t]*(?=[^ \t])(?!(?:[-+*:]|\d{1,9}[.)]|\#{1,6})(?:[ \t]|\Z)|[><{=%^$]|`{3}|~{3}|:{2}|!{3}"
    r"|\?{3}|\[|/{3}|\(\S+\)=|\+{3}|-+8<|(?:[-*_][ \t]*){3,}\Z)"
)
_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)]|\[\^[^\]\s]+\]:|:)(?=[ \t]|\Z)")
_RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_CODE = 4  # columns of indentation that make code of a line
_TAB = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line from `start`, behind the marks of its containers, to `end`, before its line break.

    `text` is what stands there. `column` counts from the left edge of the source; `spare` are the
    columns of a tab that reaches from the containers into the line.
    """

    start: int
    end: int
    text: str
    column: int = 0
    spare: int = 0

    @property
    def blank(self) -> bool:
        """Whether nothing but white space stands in the line."""
        return not self.text.strip(" \t")

    @property
    def goes_on(self) -> bool:
        """Whether the line, below a paragraph, is a part of it, whatever container holds it."""
        return _LAZY.match(self.text) is not None

    @property
    def indent(self) -> int:
        """The columns of white space at the start of the line."""
        width = self.spare
        column = self.column + self.spare
        for char in self.text:
            if char not in " \t":
                break
            step = _TAB - column % _TAB if char == "\t" else 1
            width, column = width + step, column + step
        return width

    @property
    def first(self) -> int:
        """Where the first character stands that is no white space."""
        return self.start + len(self.text) - len(self.text.lstrip(" \t"))

    @property
    def words(self) -> str:
        """The line without the white space around it."""
        return self.text.strip(" \t")

    def without(self, columns: int) -> Line:
        """Return the line without up to so many columns of its indentation."""
        line = self
        left = columns
        while left and (line.spare or line.text[:1] in {" ", "\t"}):
            if line.spare:
                taken = min(left, line.spare)
                line = replace(line, column=line.column + taken, spare=line.spare - taken)
                left -= taken
                continue
            width = _TAB - line.column % _TAB if line.text.startswith("\t") else 1
            line = replace(line, start=line.start + 1, text=line.text[1:], spare=width)
        return line

    def behind(self, length: int) -> Line:
        """Return the rest of the line behind its first `length` characters, none of them a tab."""
        return Line(
            self.start + length,
            self.end,
            self.text[length:],
            self.column + self.spare + length,
        )


@dataclass(frozen=True, slots=True)
class Level:
    """The lines of one container, from inside. `prefix` begins a further line of it.

    `quote` says that the container is a block quote, `nested` that it is the body of a construct,
    which ends where that says, whatever is open in it. `missing` remembers which closing lines were
    looked for in vain, so that nobody looks again.
    """

    lines: Sequence[Line]
    prefix: str = ""
    quote: bool = False
    nested: bool = False
    depth: int = 0
    missing: set[re.Pattern[str]] = field(default_factory=set)

    def find(self, closing: re.Pattern[str], at: int) -> int | None:
        """Return the first line from `at` on whose words are a closing line, or None."""
        if closing in self.missing:
            return None
        for index in range(at, len(self.lines)):
            if self.lines[index].indent < _CODE and closing.fullmatch(self.lines[index].words):
                return index
        self.missing.add(closing)
        return None

    def indented(self, at: int, columns: int) -> int:
        """Return how many lines from `at` on are indented so far, blank ones between counted."""
        end = at
        for index in range(at, len(self.lines)):
            line = self.lines[index]
            if not line.blank:
                if line.indent < columns:
                    break
                end = index + 1
        return end - at


def lines_of(source: str, start: int) -> list[Line]:
    """Return the lines of the source from `start` on."""
    found: list[Line] = []
    for match in _LINE.finditer(source, start):
        text = match.group().rstrip("\r\n")
        if match.group() or not found:
            found.append(Line(match.start(), match.start() + len(text), text))
    return found


def is_code(line: Line) -> bool:
    """Tell whether the line is indented as code is."""
    return line.indent >= _CODE


def quoted(level: Level, at: int) -> list[Line]:
    """Return the lines of the block quote that begins at a line, or nothing if none does."""
    found: list[Line] = []
    for index in range(at, len(level.lines)):
        line = level.lines[index]
        mark = _QUOTE.match(line.text)
        if mark is None and found and not found[-1].blank and line.goes_on:
            found.append(line)
            continue
        if mark is None or line.indent >= _CODE:
            break
        inner = line.without(line.indent).behind(1)
        found.append(inner.without(1))
    return found


def item(level: Level, at: int) -> tuple[list[Line], int]:
    """Return the lines of the list item, definition or footnote that begins at a line.

    With them goes the number of columns by which its lines are indented; 0 if there is none.
    """
    line = level.lines[at]
    bare = line.without(line.indent)
    mark = _ITEM.match(bare.text)
    if mark is None or line.indent >= _CODE or _RULE.match(bare.text):
        return [], 0
    rest = bare.behind(mark.end())
    gap = rest.indent
    if mark.group().startswith("["):
        width = _CODE
    elif rest.blank or gap > _CODE:
        width = line.indent + mark.end() + 1
    else:
        width = line.indent + mark.end() + gap
    taken = 1 if rest.blank or gap > _CODE else gap
    empty = rest.blank and at + 1 < len(level.lines) and level.lines[at + 1].blank
    count = 1 if empty else _held(level, at, width)
    rows = [row.without(width) for row in level.lines[at + 1 : at + count]]
    return [rest.without(taken), *rows], width


def _held(level: Level, at: int, width: int) -> int:
    """Return how many lines an item has: its first, the indented, and those that go on."""
    count = 1
    while True:
        count += level.indented(at + count, width)
        below = level.lines[at + count : at + count + 1]
        if not below or level.lines[at + count - 1].blank or not below[0].goes_on:
            return count
        count += 1
