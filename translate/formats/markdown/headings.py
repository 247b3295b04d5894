"""The headings of an article: their words as each generator reads them, their explicit ids."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from translate.formats.markdown.events import Event, events

_BRACES = re.compile(r"[ \t]*(?P<braces>\{(?![{%<])[^{}\n]*\}|\{/\*[^{}\n]*\*/\})[ \t]*\Z")
_ID = re.compile(r"""(?:\A\{:?|[\s])(?:\#|id=)(?P<quote>["']?)(?P<id>[^\s}"']+)(?P=quote)""")
_COMMENT_ID = re.compile(r"\{/\*\s*#(?P<id>[^\s*]+)\s*\*/\}")
_ATX = re.compile(r"(?P<level>\#{1,6})(?:[ \t]+|\Z)")
_CLOSING = re.compile(r"(?:(?<=[ \t])|\A)\#+[ \t]*\Z")
_UNDERLINE = re.compile(r"(?:\r\n|\n|\r)[ \t>]*(?:=+|-+)[ \t]*\Z")
_LINE_END = re.compile(r"\r|\n")
_PARTS = {"Text": "text", "Code": "code", "InlineMath": "math", "DisplayMath": "math"}


class Part(StrEnum):
    """What a stretch of a heading's words is."""

    TEXT = "text"
    CODE = "code"
    MATH = "math"
    HTML = "html"
    ALT = "description of an image"
    BREAK = "line break"
    MARK = "mark of a dialect"
    ATTRIBUTES = "attribute list"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: `start:end` is its content in the source, without marks and attributes.

    `close` is the end of the last line of words, `place` the range from the start of the first
    line to the end of the last. `braces` are the attributes behind the words, as (start, end), an
    empty range where there are none; `id` is what they say.
    """

    level: int
    place: tuple[int, int]
    start: int
    end: int
    close: int
    raw: str
    parts: tuple[tuple[Part, str], ...]
    braces: tuple[int, int]
    id: str = ""

    def words(self, kinds: frozenset[Part]) -> str:
        """Return the words of the heading, those of some kinds."""
        return "".join(text for kind, text in self.parts if kind in kinds)


def headings(source: str, dialects: frozenset[str]) -> list[Heading]:
    """Return the headings of an article, in order."""
    found: list[Heading] = []
    inside: list[Event] | None = None
    for event in events(source, dialects):
        if event.name == "Heading" and event.phase == "start":
            inside = []
        elif event.name == "Heading" and inside is not None:
            found += _heading(source, event, inside)
            inside = None
        elif inside is not None:
            inside.append(event)
    return found


def _heading(source: str, event: Event, inside: Sequence[Event]) -> Iterator[Heading]:
    """Yield the heading, unless it is the title of a box, which is read as one."""
    low = event.start
    high = _line_end(source, low + len(source[low : event.end].rstrip()))
    line_start = max(source.rfind("\n", 0, low), source.rfind("\r", 0, low)) + 1
    atx, underline = _ATX.match(source, low, high), _UNDERLINE.search(source, low, high)
    if atx:
        start, end = atx.end(), high
    elif underline:
        start, end = low, underline.start()
    else:
        return
    close = start + len(source[start:end].rstrip())
    closed = start + len(_CLOSING.sub("", source[start:close]).rstrip()) if atx else close
    found = _BRACES.search(source, start, closed)
    if found is None and closed < close:
        found = _BRACES.search(source, start, close)  # behind the closing marks
    braces = found.span("braces") if found else (closed, closed)
    end = found.start() if found else closed
    if atx:
        end = start + len(_CLOSING.sub("", source[start:end]).rstrip())
    yield Heading(
        len(atx["level"]) if atx else 1 if source[low:high].rstrip().endswith("=") else 2,
        (line_start, high),
        start,
        end,
        close,
        source[start:end],
        tuple(_parts(source, inside, end)),
        braces,
        _explicit(source[slice(*braces)]),
    )


def _line_end(source: str, place: int) -> int:
    found = _LINE_END.search(source, place)
    return found.start() if found else len(source)


def _explicit(braces: str) -> str:
    found = _COMMENT_ID.fullmatch(braces) or _ID.search(braces)
    return found["id"] if found else ""


def _parts(source: str, inside: Sequence[Event], end: int) -> Iterator[tuple[Part, str]]:
    images = 0
    for event in inside:
        if event.start >= end:
            return
        if event.name == "Image":
            images += 1 if event.phase == "start" else -1
        elif event.name in _PARTS:
            kind = Part.ALT if images else Part(_PARTS[event.name])
            whole = source[event.start : event.end] if kind is Part.MATH else str(event.payload)
            yield kind, whole[: end - event.start] if event.end > end else whole
        elif event.name == "Mark":
            yield _mark(source[event.start : min(event.end, end)], joins=event.payload.joins)
        elif event.name == "InlineHtml":
            yield Part.HTML, source[event.start : event.end]
        elif event.name in {"SoftBreak", "HardBreak"}:
            yield Part.BREAK, "\n"


def _mark(raw: str, *, joins: bool) -> tuple[Part, str]:
    if raw.startswith("<"):
        return Part.HTML, raw
    return Part.ATTRIBUTES if joins else Part.MARK, html.unescape(raw)
