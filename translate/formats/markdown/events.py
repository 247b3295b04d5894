"""What the Markdown parser reports, with places counted in characters.

pyromark (pulldown-cmark) gives its ranges in UTF-8 bytes; everything above this module counts
characters of the source.

The parser would take what looks like front matter for metadata wherever it stands. Here only the
very top of an article holds front matter, which the parser never sees: below it, as in CommonMark,
`---` is a rule or underlines a heading, and `+++` is text.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyromark

from translate.formats.markdown.dialects.derive import Derived, derive
from translate.formats.markdown.front_matter import front_matter_end
from translate.formats.markdown.marks import Mark, Zone, find_marks, hidden

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
_WORDS = frozenset({"Text", "SoftBreak", "HardBreak"})
_NO_TEXT = frozenset({"TaskListMarker", "Rule"})
_VERBATIM_BLOCKS = frozenset({"CodeBlock", "HtmlBlock"})


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
    """Parse what is derived from a Markdown text; ranges are characters of `source`.

    A mark of a dialect within the text of a block is a leaf of the name `Mark`.
    """
    parsed = _parsed(read.text)
    if marks := find_marks(read.unescaped, _zones(parsed), dialects):
        text = hidden(read.text, marks)
        parsed = [_addressed(event, text, marks) for event in _with_marks(_parsed(text), marks)]
    found: list[Event] = []
    for event in parsed:
        start = read.start(event.start)
        payload = _moved(event.payload, read) if event.name == "Mark" else event.payload
        found.append(
            replace(event, start=start, end=max(start, read.end(event.end)), payload=payload)
        )
    end = front_matter_end(source, dialects)
    if end:
        start = _top(source)
        found[:0] = [Event(phase, "MetadataBlock", None, start, end) for phase in ("start", "end")]
    return found


def _parsed(text: str) -> list[Event]:
    place = _char_offsets(text)
    return [
        _event(event, place(reach["start"]), place(reach["end"]))
        for event, reach in pyromark.events_with_range(text, options=OPTIONS)
    ]


def _zones(parsed: Sequence[Event]) -> Iterator[Zone]:
    """Yield the text of each block, with what in it is verbatim."""
    run: list[Event] = []
    outer = ""
    for event in parsed:
        if event.phase == "leaf" or event.name in INLINE_TAGS:
            if outer not in _VERBATIM_BLOCKS and event.name not in _NO_TEXT:
                run.append(event)
            continue
        if run:
            yield _zone(run)
        run = []
        outer = event.name if event.phase == "start" else ""
    if run:
        yield _zone(run)


def _zone(run: Sequence[Event]) -> Zone:
    verbatim: list[tuple[int, int]] = []
    labels: list[tuple[int, int]] = []
    for before, event in zip((run[0], *run), run, strict=False):
        if event.phase == "leaf" and event.name not in _WORDS:
            verbatim.append((event.start, event.end))
        elif event.phase == "end" and event.name in {"Link", "Image"}:
            inner = event.start + 1 if before.start == event.start else before.end
            verbatim.append((inner, event.end))
        elif event.phase == "start" and event.name in {"Link", "Image"}:
            kind = event.payload["link_type"]
            if kind in {"Shortcut", "Collapsed"}:
                labels.append((event.start, event.end))
            elif kind in {"Autolink", "Email"}:
                verbatim.append((event.start, event.end))
    return Zone(run[0].start, max(event.end for event in run), verbatim, labels)


def _with_marks(parsed: Sequence[Event], marks: Sequence[Mark]) -> Iterator[Event]:
    """Yield the events of a text whose marks were hidden, with the marks in their places."""
    index = 0
    cursor = 0  # the end of the last mark: what the parser read of it is passed over
    for event in parsed:
        while index < len(marks) and marks[index].end <= event.start:
            index += 1
        if event.phase != "leaf" or event.name not in _WORDS:
            yield event
            continue
        start, at = max(event.start, cursor), index
        while at < len(marks) and marks[at].start < event.end:
            mark = marks[at]
            if mark.start >= cursor:
                if start < mark.start:
                    yield _part(event, start, mark.start)
                yield Event("leaf", "Mark", mark, mark.start, mark.end)
                cursor = mark.end
            start = max(start, mark.end)
            at += 1
        if start == event.start:
            yield event
        elif start < event.end:
            yield _part(event, start, event.end)


def _addressed(event: Event, text: str, marks: Sequence[Mark]) -> Event:
    """Take the address from a link whose address a template makes, hidden as it was."""
    if event.phase != "start" or event.name not in {"Link", "Image"}:
        return event
    inside = (mark for mark in marks if event.start <= mark.start and mark.end <= event.end)
    if any(text[mark.start : mark.end] in event.payload["dest_url"] for mark in inside):
        return replace(event, payload={**event.payload, "dest_url": ""})
    return event


def _part(event: Event, start: int, end: int) -> Event:
    text = str(event.payload)[start - event.start : end - event.start]
    return replace(event, payload=text, start=start, end=end)


def _moved(mark: Mark, read: Derived) -> Mark:
    """Return a mark with the places that it has in the source."""
    inner = None if mark.inner is None else (read.start(mark.inner[0]), read.end(mark.inner[1]))
    return replace(mark, start=read.start(mark.start), end=read.end(mark.end), inner=inner)


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
