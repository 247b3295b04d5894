"""What the Markdown parser reports, with places counted in characters.

pyromark (pulldown-cmark) gives its ranges in UTF-8 bytes; everything above this module counts
characters of the source.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pyromark

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
    | pyromark.Options.ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
    | pyromark.Options.ENABLE_MATH
    | pyromark.Options.ENABLE_GFM
    | pyromark.Options.ENABLE_DEFINITION_LIST
)
"""CommonMark, GFM, footnotes, definition lists, math, heading attributes and front matter."""

INLINE_TAGS = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})


@dataclass(frozen=True, slots=True)
class Event:
    """One event: `phase` is `start`, `end` or `leaf`, `name` the tag or the kind of leaf.

    `payload` is what the parser says of it: the text of a leaf, the attributes of a tag.
    """

    phase: str
    name: str
    payload: Any
    start: int
    end: int


def events(source: str) -> list[Event]:
    """Parse a Markdown text; ranges are characters of `source`, a byte order mark included."""
    skip = 1 if source.startswith("\ufeff") else 0
    body = source[skip:]
    place = _char_offsets(body, skip)
    return [
        _event(event, place(reach["start"]), place(reach["end"]))
        for event, reach in pyromark.events_with_range(body, options=OPTIONS)
    ]


def definitions(source: str) -> list[tuple[int, int]]:
    """Return where the link reference definitions that have a title start and end."""
    skip = 1 if source.startswith("\ufeff") else 0
    body = source[skip:]
    found = pyromark.reference_definitions(body, options=OPTIONS).values()
    place = _char_offsets(body, skip)
    return sorted(
        (place(link["span"]["start"]), place(link["span"]["end"]))
        for link in found
        if link["title"]
    )


def structure(source: str) -> object:
    """Return the tree of blocks, and the code and HTML in them, as a value to compare."""
    shape: list[object] = []
    verbatim = 0
    for event in events(source):
        if event.phase == "leaf":
            if verbatim or event.name in {"Html", "Rule"}:
                shape.append((event.name, event.payload))
        elif event.name not in INLINE_TAGS:
            shape.append((event.phase, event.name, _lasting(event)))
            if event.name == "CodeBlock":
                verbatim += 1 if event.phase == "start" else -1
    return shape


def _lasting(event: Event) -> object:
    """Return the part of a tag's payload that a translation keeps."""
    return str(event.payload) if event.phase == "start" else None


def _event(raw: Any, start: int, end: int) -> Event:
    if isinstance(raw, str):
        return Event("leaf", raw, None, start, end)
    ((name, value),) = raw.items()
    if name not in {"Start", "End"}:
        return Event("leaf", name, value, start, end)
    phase = name.lower()
    if isinstance(value, str):
        return Event(phase, value, None, start, end)
    ((tag, payload),) = value.items()
    return Event(phase, tag, payload, start, end)


def _char_offsets(text: str, base: int) -> Callable[[int], int]:
    """Return the function from a UTF-8 offset in `text` to `base` plus the character's index."""
    if text.isascii():
        return lambda offset: offset + base
    table = array("L")
    for index, char in enumerate(text, start=base):
        code = ord(char)
        width = 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
        table.extend([index] * width)
    table.append(len(text) + base)
    return table.__getitem__
