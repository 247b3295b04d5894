"""What the Markdown parser reports, with places counted in characters.

pyromark (pulldown-cmark) gives its ranges in UTF-8 bytes; everything above this module counts
characters of the source.

The parser would take what looks like front matter for metadata wherever it stands. Here only the
very top of an article holds front matter, which the parser never sees: below it, as in CommonMark,
`---` is a rule or underlines a heading, and `+++` is text.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pyromark

from translate.formats.markdown.dialects.derive import Derived, derive
from translate.formats.markdown.front_matter import front_matter_end

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_MATH
    | pyromark.Options.ENABLE_GFM
    | pyromark.Options.ENABLE_DEFINITION_LIST
)
"""CommonMark, GFM, footnotes, definition lists, math and heading attributes."""

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


def events(source: str, dialects: frozenset[str] = frozenset()) -> list[Event]:
    """Parse a Markdown text; ranges are characters of `source`, a byte order mark included."""
    return events_of(source, derived(source, dialects), dialects)


def derived(source: str, dialects: frozenset[str]) -> Derived:
    """Return what the parser is given to read of a Markdown text."""
    return derive(source, max(front_matter_end(source, dialects), _top(source)), dialects)


def events_of(source: str, read: Derived, dialects: frozenset[str]) -> list[Event]:
    """Parse what is derived from a Markdown text; ranges are characters of `source`."""
    place = _char_offsets(read.text)
    found: list[Event] = []
    for event, reach in pyromark.events_with_range(read.text, options=OPTIONS):
        start = read.start(place(reach["start"]))
        found.append(_event(event, start, max(start, read.end(place(reach["end"])))))
    end = front_matter_end(source, dialects)
    if end:
        start = _top(source)
        found[:0] = [Event(phase, "MetadataBlock", None, start, end) for phase in ("start", "end")]
    return found


@dataclass(frozen=True, slots=True)
class Definition:
    """A link reference definition: its place, its label, where it leads, if it has a title."""

    start: int
    end: int
    label: str
    address: str
    titled: bool


def definitions(read: Derived) -> list[Definition]:
    """Return the link reference definitions in their order, with their places in the source."""
    found = pyromark.reference_definitions(read.text, options=OPTIONS)
    place = _char_offsets(read.text)
    made = (
        Definition(
            read.start(place(link["span"]["start"])),
            read.end(place(link["span"]["end"])),
            label,
            link["dest"],
            bool(link["title"]),
        )
        for label, link in found.items()
    )
    return sorted(made, key=lambda one: one.start)


def _top(source: str) -> int:
    return 1 if source.startswith("\ufeff") else 0


def structure(source: str, dialects: frozenset[str]) -> object:
    """Return the tree of blocks, and the code and HTML in them, as a value to compare."""
    shape: list[object] = []
    verbatim = 0
    for event in events(source, dialects):
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


def _char_offsets(text: str) -> Callable[[int], int]:
    """Return the function from a UTF-8 offset in `text` to the index of its character."""
    if text.isascii():
        return lambda offset: offset
    table = array("L")
    for index, char in enumerate(text):
        code = ord(char)
        width = 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
        table.extend([index] * width)
    table.append(len(text))
    return table.__getitem__
