"""The head of `Key: value` lines that MultiMarkdown, Pelican and MkDocs read, up to a blank line.

Nothing is quoted in it: a value is the rest of its line, and of the lines below it that are
indented by four blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.formats.markdown.front_matter.values import Notation, Value, unwritable

_LINE = re.compile(
    r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+)[ \t]*:[ \t]*"
    r"(?P<value>(?:[^\r\n]*(?:(?:\r\n|\n|\r)[ ]{4,}(?=[^\s]))?)*)(?:\r\n|\n|\r|\Z)"
)
_FOLD = re.compile(r"[ \t]*(?:\r\n|\n|\r)[ \t]*")
_BLANK_LINE = re.compile(r"[ \t]*(?:\r\n|\n|\r|\Z)")
_KNOWN = re.compile(
    r"title|subtitle|summary|description|date|modified|updated|tags?|keywords|category|categories"
    r"|authors?|copyright|license|lang|language|locale|translation|status|slug|url|save_as"
    r"|template|layout|cover|image|thumbnail"
)
_ENOUGH = 2
"""Known keys that make a head of the first lines of an article in whatever dialect."""


def head_end(source: str, start: int, *, expected: bool) -> int:
    """Return where the head that begins at `start` ends, or `start` where there is none.

    `expected` says that the article's dialect has such heads: then the first line of any known key
    begins one. Elsewhere it must hold several known keys, and a blank line end it.
    """
    keys: list[str] = []
    at = start
    while line := _LINE.match(source, at):
        keys.append(line["key"].lower())
        at = line.end()
    if expected:
        return at if keys and _KNOWN.fullmatch(keys[0]) else start
    known = {key for key in keys if _KNOWN.fullmatch(key)}
    sure = len(known) >= _ENOUGH and keys[0] in known
    return at if sure and _BLANK_LINE.match(source, at) else start


def _read(body: str) -> list[Value]:
    values: list[Value] = []
    at = 0
    while line := _LINE.match(body, at):
        spelt = line["value"].strip()
        start = line.start("value") + len(line["value"]) - len(line["value"].lstrip())
        text = _FOLD.sub(" ", spelt)
        key = line["key"].lower()
        values.append(Value((key,), start, start + len(spelt), text, "line", unwritable(text)))
        at = line.end()
    if body[at:].strip():
        raise ValueError("a line of it has no “Key: value”")
    return values


def _spellings(value: Value, raw: str, text: str, newline: str) -> Iterator[str]:  # noqa: ARG001  Notation's
    yield " ".join(text.split())


HEAD = Notation("a head", _read, _spellings)
