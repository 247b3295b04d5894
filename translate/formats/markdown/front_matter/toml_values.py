"""TOML: the places of its scalars, from a reader of its grammar that tomllib's own result proves.

tomllib and tomlkit say what a document holds, not where.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field

from translate.formats.markdown.front_matter.values import (
    ITEM,
    Notation,
    Path,
    Value,
    prove,
    quoted,
    strings,
)

_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\r\n])*"|\'[^\'\r\n]*\'', re.DOTALL
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}#\r\n]+")
_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*")
_BLANK = re.compile(r"[ \t]*")


@dataclass(slots=True)
class _Reader:
    """Where the reader stands in the body; `lists` are the paths of arrays of tables."""

    body: str
    at: int = 0
    lists: set[Path] = field(default_factory=set)
    values: list[Value] = field(default_factory=list)

    def skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.body, self.at)
        self.at = found.end() if found else self.at

    def take(self, pattern: re.Pattern[str]) -> str | None:
        found = pattern.match(self.body, self.at)
        if found is None:
            return None
        self.at = found.end()
        return found.group()

    def takes(self, mark: str) -> bool:
        if not self.body.startswith(mark, self.at):
            return False
        self.at += len(mark)
        return True


def _read(body: str) -> list[Value]:
    tree = tomllib.loads(body)
    reader = _Reader(body)
    table: Path = ()
    reader.skip(_SPACE)
    while reader.at < len(body):
        if reader.takes("[["):
            table = _keys(reader, ())
            reader.lists.add(table)
            table = (*table, ITEM)
            reader.takes("]]")
        elif reader.takes("["):
            table = _keys(reader, ())
            reader.takes("]")
        else:
            _assignment(reader, table)
        reader.skip(_SPACE)
    prove(reader.values, strings(tree))
    return reader.values


def _keys(reader: _Reader, table: Path) -> Path:
    """Read a key with its dots, below a table."""
    path = table
    while True:
        reader.skip(_BLANK)
        spelt = reader.take(_STRING)
        name = _unquoted(spelt) if spelt else reader.take(_BARE_KEY)
        if name is None:
            raise ValueError("a key was not found where it must be")
        path = (*path, ITEM, name) if path in reader.lists else (*path, name)
        reader.skip(_BLANK)
        if not reader.takes("."):
            return path


def _assignment(reader: _Reader, table: Path) -> None:
    path = _keys(reader, table)
    if not reader.takes("="):
        raise ValueError("a value was not found where it must be")
    reader.skip(_BLANK)
    _value(reader, path)


def _value(reader: _Reader, path: Path) -> None:
    start = reader.at
    if reader.takes("["):
        _sequence(reader, "]", path)
    elif reader.takes("{"):
        _sequence(reader, "}", path)
    elif (raw := reader.take(_STRING)) is not None:
        quote = raw[:3] if raw[:3] in {'"""', "'''"} else raw[0]
        reader.values.append(Value(path, start, reader.at, _unquoted(raw), quote))
    elif (raw := reader.take(_BARE_VALUE)) is not None:
        reader.values.append(Value(path, start, reader.at, raw.strip()))
    else:
        raise ValueError("a value was not found where it must be")


def _sequence(reader: _Reader, end: str, path: Path) -> None:
    """Read the items of an array, or the assignments of an inline table."""
    reader.skip(_SPACE)
    while not reader.takes(end):
        if end == "]":
            _value(reader, (*path, ITEM))
        else:
            _assignment(reader, path)
        reader.skip(_SPACE)
        reader.takes(",")
        reader.skip(_SPACE)


def _unquoted(raw: str) -> str:
    return str(tomllib.loads(f"k = {raw}")["k"])


def _spellings(value: Value, raw: str, text: str, newline: str) -> Iterator[str]:
    if value.style == "'":
        yield f"'{text}'"
    elif value.style in {'"""', "'''"}:
        opening = value.style + (newline if raw[3:4] in {"\r", "\n"} else "")
        yield opening + newline.join(text.split("\n")) + value.style
    yield quoted(text)


TOML = Notation("TOML", _read, _spellings)
