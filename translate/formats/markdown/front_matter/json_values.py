"""JSON: the places of its scalars, from a reader of its grammar that json's own result proves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from translate.formats.markdown.front_matter.values import (
    ITEM,
    Notation,
    Path,
    Value,
    prove,
    quoted,
    strings,
    unwritable,
)

_SPACE = re.compile(r"[ \t\r\n]*")
_BARE = re.compile(r"[^\s,\]}]+")
_string = json.JSONDecoder().raw_decode


def _read(body: str) -> list[Value]:
    # Members may stand without the braces around them, as between `;;;`.
    bare = not body.lstrip().startswith("{")
    text = "{" + body + "}" if bare else body
    tree = json.loads(text, object_pairs_hook=tuple)
    values: list[Value] = []
    _value(text, _skip(text, 0), (), values)
    prove(values, strings(tree))
    shift = 1 if bare else 0
    return [replace(v, start=v.start - shift, end=v.end - shift) for v in values]


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _value(text: str, at: int, path: Path, values: list[Value]) -> int:
    """Read the value at `at`; return where it ends. The text is known to be valid."""
    if text[at] == '"':
        string, end = _string(text, at)
        values.append(Value(path, at, end, string, '"', unwritable(string)))
        return end
    if text[at] not in "[{":
        found = _BARE.match(text, at)
        end = found.end() if found else at
        values.append(Value(path, at, end, text[at:end]))
        return end
    closing = "]" if text[at] == "[" else "}"
    at = _skip(text, at + 1)
    while text[at] != closing:
        name = ITEM
        if closing == "}":
            name, at = _string(text, at)
            at = _skip(text, _skip(text, at) + 1)  # over the colon
        at = _skip(text, _value(text, at, (*path, name), values))
        if text[at] == ",":
            at = _skip(text, at + 1)
    return at + 1


def _spellings(value: Value, raw: str, text: str, newline: str) -> Iterator[str]:  # noqa: ARG001  Notation's
    yield quoted(text)


JSON = Notation("JSON", _read, _spellings)
