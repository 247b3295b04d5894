"""Attributes whose value a reader reads: `title="…"`, in a tag, a shortcode or braces."""

from __future__ import annotations

import re

from translate.formats.markdown.dialects.found import Title
from translate.model import BlockKind

_NAMES = (
    "alt|alt-text|aria-label|caption|content|description|heading|header|label|message|placeholder"
    "|subtitle|summary|text|title"
)
_VALUE = r"""(?P<value>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`)"""
_STRING = _VALUE.replace("value", "string")
_NAMED = re.compile(
    rf"(?<![\w-])(?:{_NAMES})[ \t]*=[ \t]*(?:{_VALUE}|\{{[ \t]*{_STRING}[ \t]*\}})",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"&(?:quot|apos|#39);")
_BARE = re.compile(rf"(?<=[ \t]){_VALUE}(?=[ \t/]|\Z)")


def named(text: str, start: int, style: str) -> tuple[Title, ...]:
    """Return the values of the attributes in a text that stands at `start` of the source.

    `style` says how a quotation mark is spelt inside of a value: `entity` or `backslash`. A string
    in braces is JavaScript's, which knows no entities.
    """
    return tuple(
        one
        for found in _NAMED.finditer(text)
        for group, spelt in (("value", style), ("string", "backslash"))
        if found[group]
        for one in _title(found.span(group), text, start, spelt)
    )


def positional(text: str, start: int, style: str) -> tuple[Title, ...]:
    """Return the quoted values without a name that are words: with a space, or a capital first."""
    return tuple(
        one
        for found in _BARE.finditer(text)
        if _is_said(found["value"][1:-1])
        for one in _title(found.span("value"), text, start, style)
    )


def _is_said(value: str) -> bool:
    return "/" not in value and (" " in value or value[:1].isupper())


def _title(span: tuple[int, int], text: str, start: int, style: str) -> tuple[Title, ...]:
    low, high = span[0] + 1, span[1] - 1
    value = text[low:high]
    if not any(char.isalpha() for char in value) or "{{" in value or "${" in value or "\n" in value:
        return ()
    low, high = low + len(value) - len(value.lstrip()), high - len(value) + len(value.rstrip())
    encoding = f"value {style} {text[span[0]]}"
    return (Title(start + low, start + high, BlockKind.TITLE, encoding, plain=True),)


def read_value(encoding: str, text: str) -> str:
    """Return the words of a value, its quotation marks as they are; `encoding` is its title's."""
    _, style, mark = encoding.split(" ")
    if style == "entity":
        return _QUOTES.sub(lambda found: '"' if found[0] == "&quot;" else "'", text)
    return text if mark == "`" else re.sub(rf"\\([\\{mark}])", r"\1", text)


def write_value(encoding: str, text: str) -> str:
    """Return words as a value that its quotation mark does not end: what `read_value` reads."""
    _, style, mark = encoding.split(" ")
    if style == "entity":
        return text.replace(mark, "&quot;" if mark == '"' else "&#39;")
    return text.replace("`", "'") if mark == "`" else re.sub(rf"[\\{mark}]", r"\\\g<0>", text)
