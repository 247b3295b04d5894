"""An article as CommonMark would have it: the structure of the dialects taken out of its way.

`derive` walks over the lines, container by container. A line of structure becomes a comment, which
ends paragraphs and lists as the structure does; the words in it become a heading of their own; an
indented body moves to the left. Everything else are slices of the source, so that every place in
the derived text has its place in the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from translate.formats.markdown.dialects.found import Found, Title
from translate.formats.markdown.dialects.lines import (
    Level,
    Line,
    is_code,
    item,
    lines_of,
    quoted,
)
from translate.formats.markdown.dialects.table import BLOCKS, BlockConstruct, is_on

_FENCE = re.compile(r"(?P<fence>`{3,}(?!.*`)|~{3,})")
_RAW = re.compile(
    r"<(?:(?P<name>script|pre|style|textarea)(?=[\s>]|\Z)|!--|\?|!\[CDATA\[)", re.IGNORECASE
)
_RAW_END = {"!--": "-->", "?": "?>", "![cdata[": "]]>"}
_DEEPEST = 32  # containers in one another; nobody reads what lies deeper


@dataclass(frozen=True, slots=True)
class Derived:
    """The derived text, and where each of its stretches stands in the source.

    `starts` are the places of the stretches in `text`; each is a copy of the source from `origins`
    on, or, where it is not `copied`, stands for the source from there to the next. `titles` are
    the words in lines of structure, in order, `abbreviations` what is defined as such.
    """

    text: str
    titles: tuple[Title, ...] = ()
    starts: Sequence[int] = (0,)
    origins: Sequence[int] = (0,)
    copied: Sequence[bool] = (True,)
    abbreviations: frozenset[str] = frozenset()

    @property
    def unescaped(self) -> str:
        """The text with a blank for each escape that was put in: what the article's writer sees."""
        out = list(self.text)
        for start, is_copied in zip(self.starts, self.copied, strict=True):
            if not is_copied and out[start] == "\\":
                out[start] = " "
        return "".join(out)

    def start(self, place: int) -> int:
        """Return where in the source a stretch begins that begins at a place of the text."""
        index = bisect_right(self.starts, place) - 1
        return self.origins[index] + (place - self.starts[index]) * self.copied[index]

    def end(self, place: int) -> int:
        """Return where in the source a stretch ends that ends at a place of the text."""
        if not place:
            return self.origins[0]
        index = bisect_right(self.starts, place - 1) - 1
        if self.copied[index]:
            return self.origins[index] + place - self.starts[index]
        return self.origins[min(index + 1, len(self.origins) - 1)]


@dataclass(slots=True)
class _Walk:
    """What the walk has found: stretches of the source with what stands for them, and titles."""

    source: str
    constructs: Mapping[str, Sequence[BlockConstruct]]
    any_indent: bool
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    abbreviations: set[str] = field(default_factory=set)


def derive(source: str, start: int, dialects: frozenset[str]) -> Derived:
    """Return the article from `start` on as CommonMark would have it; blank lines stand before."""
    text = "\n" * start + source[start:]
    walk = _Walk(source, _constructs(dialects), "mdx" in dialects)
    _scan(walk, Level(lines_of(source, start)))
    return _applied(text, walk) if walk.edits else Derived(text, tuple(walk.titles))


@cache
def _constructs(dialects: frozenset[str]) -> Mapping[str, Sequence[BlockConstruct]]:
    """Return the constructs that are on, by the character that they begin with; "" has the rest."""
    on = [one for one in BLOCKS if is_on(one, dialects)]
    chars = {char for one in on for char in one.begins}
    return {
        char: tuple(one for one in on if char in one.begins or not one.begins)
        for char in (*sorted(chars), "")
    } | {"": tuple(one for one in on if not one.begins)}


def begins_structure(words: str, dialects: frozenset[str]) -> bool:
    """Tell whether a line of these words alone would be read as structure of a dialect."""
    level = Level([Line(0, len(words), words)], quote=True)
    return any(
        one.start.match(words) is not None and one.read(level, 0) is not None
        for one in _constructs(dialects).get(words[:1], ())
        if one.begins
    )


def _scan(walk: _Walk, level: Level) -> None:
    at = 0
    while at < len(level.lines):
        line = level.lines[at]
        if line.blank or (is_code(line) and not walk.any_indent):
            at += 1
        elif is_code(line) and level.depth < _DEEPEST:
            at += _move_left(walk, level, at)
        elif level.depth < _DEEPEST and (found := _found(walk, level, at)):
            at = _take(walk, level, at, found)
        else:
            at = _skip(walk, level, at)


def _found(walk: _Walk, level: Level, at: int) -> Found | None:
    words = level.lines[at].words
    for construct in walk.constructs.get(words[:1], walk.constructs[""]):
        if construct.start.match(words) and (found := construct.read(level, at)):
            return found
    return None


def _skip(walk: _Walk, level: Level, at: int) -> int:
    """Go over what is no structure of a dialect, and into the containers; return the next line."""
    line = level.lines[at]
    if fence := _FENCE.match(line.words):
        mark = fence["fence"]
        last = level.find(re.compile(rf"{re.escape(mark[0])}{{{len(mark)},}}"), at + 1)
        if last is None and level.nested:
            _insert(walk, level, len(level.lines), mark)
        return len(level.lines) if last is None else last + 1
    if raw := _RAW.match(line.words):
        return _behind_raw(level, at, raw)
    if level.depth < _DEEPEST:
        if rows := quoted(level, at):
            _scan(walk, Level(rows, level.prefix + "> ", quote=True, depth=level.depth + 1))
            return at + len(rows)
        rows, width = item(level, at)
        if rows:
            _scan(walk, Level(rows, level.prefix + " " * width, depth=level.depth + 1))
            return at + len(rows)
    if line.words.startswith(":"):  # no definition: one has white space behind its colon
        walk.edits.append((line.first, line.first, "\\"))
    return at + 1


def _behind_raw(level: Level, at: int, raw: re.Match[str]) -> int:
    """Return the line behind HTML that a blank line does not end."""
    mark = _RAW_END.get(raw.group()[1:].lower(), f"</{raw['name']}".lower())
    begin = raw.end()
    for index in range(at, len(level.lines)):
        if mark in level.lines[index].words[begin:].lower():
            return index + 1
        begin = 0
    return len(level.lines)


def _move_left(walk: _Walk, level: Level, at: int) -> int:
    """Take away the indentation of lines that would make code of them; return their number."""
    columns = level.lines[at].indent
    count = level.indented(at, columns)
    rows = [_without(walk, row, columns) for row in level.lines[at : at + count]]
    _scan(walk, Level(rows, level.prefix, depth=level.depth + 1))
    return count


def _without(walk: _Walk, line: Line, columns: int) -> Line:
    """Take indentation off a line, in the derived text, too."""
    inner = line.without(columns)
    if inner.start > line.start:  # what is spare stands in the derived text already
        walk.edits.append((line.start, inner.start, " " * max(0, inner.spare - line.spare)))
    return inner


def _take(walk: _Walk, level: Level, at: int, found: Found) -> int:
    """Put down the structure that begins at a line; return the line behind it."""
    begin = at + found.head
    _mark(walk, level, at, begin, found)
    end = begin + found.body
    if found.body:
        rows = [_without(walk, row, found.dedent) for row in level.lines[begin:end]]
        _scan(walk, Level(rows, level.prefix, nested=True, depth=level.depth + 1))
        if not found.tail:
            _insert(walk, level, end, "<!---->")
    if found.tail:
        _mark(walk, level, end, end + found.tail, Found())
    return end + found.tail


def _mark(walk: _Walk, level: Level, at: int, end: int, found: Found) -> None:
    """Put a comment in the place of lines of structure, and a heading for each title in them."""
    first, last = level.lines[at], level.lines[end - 1]
    titles = sorted(found.titles, key=lambda one: one.start)
    walk.titles += titles
    walk.abbreviations |= {found.abbreviation} - {""}
    cursor = first.first if found.start is None else found.start
    further = f"\n{level.prefix}"
    said = _signature(walk.source, cursor, last.end, titles)
    text = said if found.start is None else further + said
    for one in titles:
        if not one.plain:
            walk.edits.append((cursor, one.start, f"{text}{further}# "))
            cursor, text = one.end, ""
    walk.edits.append((cursor, last.end, text))


def _signature(source: str, start: int, end: int, titles: Sequence[Title]) -> str:
    """Return a comment that says what a translation of the titles must not change."""
    bare: list[str] = []
    for one in titles:
        bare.append(source[start : one.start])
        start = one.end
    bare.append(source[start:end])
    safe = " … ".join(bare).replace("-", "~").replace(">", ")")
    return f"<!--{' '.join(safe.split())}-->"


def _insert(walk: _Walk, level: Level, end: int, text: str) -> None:
    """Add a line behind the last line before `end` that is not blank."""
    last = next(row for row in reversed(level.lines[:end]) if not row.blank)
    walk.edits.append((last.end, last.end, f"\n{level.prefix}{text}"))


def _applied(text: str, walk: _Walk) -> Derived:
    out: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    copied: list[bool] = []
    length = cursor = 0

    def add(piece: str, origin: int, *, copy: bool) -> None:
        nonlocal length
        if piece:
            out.append(piece)
            starts.append(length)
            origins.append(origin)
            copied.append(copy)
            length += len(piece)

    for start, end, replacement in sorted(walk.edits, key=lambda edit: edit[:2]):
        if start < cursor:  # the indentation of a line that is gone as a whole
            continue
        add(text[cursor:start], cursor, copy=True)
        add(replacement, start, copy=False)
        cursor = end
    add(text[cursor:], cursor, copy=True)
    titles = tuple(sorted(walk.titles, key=lambda one: one.start))
    return Derived("".join(out), titles, starts, origins, copied, frozenset(walk.abbreviations))
