"""MDX: `import` and `export`, expressions in braces, and elements with Markdown inside.

An element whose tag stands on lines of its own is structure, and what it holds is Markdown, however
far it is indented: indentation makes no code in MDX.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.formats.markdown.dialects.attributes import named
from translate.formats.markdown.dialects.found import Found, Title, bracketed, title
from translate.formats.markdown.dialects.lines import Level
from translate.model import BlockKind

MODULE = re.compile(r"(?:import|export)(?=[ \t{*\"'])")
# What no sentence of prose looks like: a module is named by its path, a value by a keyword.
PLAIN_MODULE = re.compile(
    r"import[ \t]+(?:type[ \t]+)?(?:[\w$*{][^'\"]*[ \t}]from[ \t]*)?"
    r"(?:\"[\w@.~#:/$-]+\"|'[\w@.~#:/$-]+')[ \t]*(?:with[ \t]*\{.*\})?[ \t]*(?:;.*|//.*)?\Z"
    r"|import[ \t]+(?:[\w$]+,[ \t]*)?\{[^}]*\Z"
    r"|export[ \t]+(?:const|let|var)[ \t]+[\w$\[{][^=]*="
    r"|export[ \t]+(?:default[ \t]+)?(?:async[ \t]+)?"
    r"(?:function\b[ \t*]*[\w$]*[ \t]*\(|class[ \t]+[\w$]+.*\{)"
    r"|export[ \t]+default[ \t]+(?:[({\[]|[\w$.]+[ \t]*(?:;|\())"
    r"|export[ \t]+(?:\*|\{.*\})[ \t]*(?:from\b.*|;)?\Z"
)
COMMENT = re.compile(r"\{/\*")
COMPONENT = re.compile(r"</?(?=[A-Z][\w.]*[a-z])[\w.]+(?=[\s/>{]|\Z)")
EXPRESSION = re.compile(r"\{(?![%:.#]|\{[<%])")
ELEMENT = re.compile(r"<(?:/?[A-Za-z_$][\w.$:-]*(?=[\s/>{]|\Z)|/?>)")
_LONGEST = 400  # lines of one module or expression
_STRING = re.compile(
    r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|/\*.*?\*/", re.DOTALL
)


def read_module(level: Level, at: int) -> Found | None:
    """Read imports and exports: to the next blank line at which every bracket is closed."""
    begins = at == 0 or level.lines[at - 1].blank
    if level.depth or not begins or level.lines[at].indent:
        return None
    depth = 0
    for index in range(at, min(len(level.lines), at + _LONGEST)):
        line = level.lines[index]
        if line.blank and depth <= 0:
            return Found(head=index - at)
        depth += _opened(line.text)
    return Found(head=len(level.lines) - at) if depth <= 0 else None


def _opened(text: str) -> int:
    bare = _STRING.sub("", text)
    if bare.count("`") % 2:
        bare = bare.split("`")[0]
    return sum(bare.count(mark) for mark in "{([") - sum(bare.count(mark) for mark in "})]")


def read_expression(level: Level, at: int) -> Found | None:
    """Read an expression in braces that stands alone."""
    text = ""
    for index in range(at, min(len(level.lines), at + _LONGEST)):
        text += ("\n" if text else "") + level.lines[index].words
        end = bracketed(text, 0)
        if end >= 0:
            return Found(head=index - at + 1) if not text[end:].strip() else None
    return None


def read_element(level: Level, at: int) -> Found | None:
    """Read tags that stand on lines of their own, or around words on one line."""
    text, count = level.lines[at].words, 1
    tags = list(_tags(text, 0))
    while not tags or tags[-1][1] < 0:
        if count == _LONGEST or at + count >= len(level.lines) or level.lines[at + count].blank:
            return None
        text += "\n" + level.lines[at + count].text
        count += 1
        tags = list(_tags(text, 0))
    end = tags[-1][1]
    titles = _attributes(level, at, count)
    if text[end:].strip():
        return _around(level, at, tags, titles) if count == 1 else None
    last = text[tags[-1][0] : end]
    if last.startswith("</") or last.endswith("/>") or len(tags) > 1:
        return Found(head=count, titles=titles)
    return _with_body(level, at, count, titles)


def _tags(text: str, at: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the tags that follow one another from `at` on; an end of -1 is open."""
    while ELEMENT.match(text, at):
        end = _end_of_tag(text, at)
        yield at, end
        if end < 0:
            return
        at = end + len(text[end:]) - len(text[end:].lstrip())


def _end_of_tag(text: str, at: int) -> int:
    index = at + 1
    while index < len(text):
        char = text[index]
        if char == ">":
            return index + 1
        if char in "\"'":
            index = text.find(char, index + 1)
        elif char == "{":
            index = bracketed(text, index) - 1
        if index < 0:
            return -1
        index += 1
    return -1


def _attributes(level: Level, at: int, count: int) -> tuple[Title, ...]:
    lines = level.lines[at : at + count]
    return tuple(one for line in lines for one in named(line.words, line.first, "entity"))


def _around(
    level: Level, at: int, tags: list[tuple[int, int]], titles: tuple[Title, ...]
) -> Found | None:
    """Read `<summary>Words</summary>`: the outermost tags are structure, the words are text."""
    line = level.lines[at]
    words = line.words
    end = len(words)
    start = 0
    for low, high in tags:
        name = re.escape(words[low + 1 : high - 1].split()[0] if high > low + 2 else "")
        closing = re.search(rf"</{name}[ \t]*>[ \t]*\Z", words[:end])
        if words[low:high].endswith("/>") or closing is None:
            break
        start, end = high, closing.start()
    if not start:
        return None
    outside = tuple(one for one in titles if one.end <= line.first + start)
    return Found(titles=(*outside, *title(line, start, end, kind=BlockKind.PARAGRAPH)))


def _with_body(level: Level, at: int, count: int, titles: tuple[Title, ...]) -> Found:
    """Read an element whose last line, indented as its first, closes it."""
    name = re.match(r"<([\w.$:-]*)", level.lines[at].words)
    word = re.escape(name.group(1)) if name else ""
    indent = level.lines[at].indent
    closing = re.compile(rf"</{word}[ \t]*>")
    for index in range(at + count, len(level.lines)):
        line = level.lines[index]
        if not line.blank and line.indent <= indent:
            if not closing.match(line.words):
                break
            body = level.lines[at + count : index]
            dedent = min((row.indent for row in body if not row.blank), default=0)
            return Found(head=count, titles=titles, body=len(body), dedent=dedent)
    return Found(head=count, titles=titles)
