"""Where the marks of a text are, and the text with them hidden from the parser.

A hidden mark keeps its length, so that every place keeps its own: letters become `x`, signs become
a sign that means nothing to Markdown and is punctuation to it as they were.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from translate.formats.markdown.dialects.table import is_on
from translate.formats.markdown.marks.mark import Mark, Marks
from translate.formats.markdown.marks.table import INLINE

_SIGN = ","
_NEWLINE = re.compile(r"[ \t]*(?:\r\n|\n|\r)[ \t>]*")


@dataclass(frozen=True, slots=True)
class Zone:
    """The text of one block, `start:end`, and what the parser says of it.

    `verbatim` are the stretches whose signs are none (code, tags, addresses); `labels` those that
    must be read as they are, for a definition elsewhere has the same words.
    """

    start: int
    end: int
    verbatim: Sequence[tuple[int, int]] = ()
    labels: Sequence[tuple[int, int]] = ()


@dataclass(slots=True)
class _Taken:
    """The marks of a zone so far, in order."""

    marks: list[Mark] = field(default_factory=list)

    def add(self, marks: Marks) -> None:
        self.marks += marks
        self.marks.sort(key=lambda mark: mark.start)

    def is_free(self, start: int, end: int) -> bool:
        index = bisect_left(self.marks, start, key=lambda mark: mark.end - 1)
        return index == len(self.marks) or self.marks[index].start >= end


def find_marks(text: str, zones: Iterable[Zone], dialects: frozenset[str]) -> list[Mark]:
    """Return the marks in the zones of a text, in order and apart."""
    on = [one for one in INLINE if one.sign in text and is_on(one, dialects)]
    found: list[Mark] = []
    for zone in zones if on else ():
        taken = _Taken()
        for construct in on:
            for match in construct.pattern.finditer(text, zone.start, zone.end):
                if not any(_cuts(match.span(), one) for one in zone.verbatim):
                    marks = construct.read(match)
                    if all(_is_free(mark, zone, taken) for mark in marks):
                        taken.add(marks)
        found += taken.marks
    return found


def _cuts(span: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether a stretch reaches into another without holding it whole."""
    apart = span[1] <= other[0] or other[1] <= span[0]
    return not apart and not (span[0] <= other[0] and other[1] <= span[1])


def _is_free(mark: Mark, zone: Zone, taken: _Taken) -> bool:
    in_label = any(start < mark.end and mark.start < end for start, end in zone.labels)
    return not in_label and taken.is_free(mark.start, mark.end)


def hidden(text: str, marks: Sequence[Mark]) -> str:
    """Return the text with its marks hidden; it is as long as before."""
    out: list[str] = []
    cursor = 0
    for mark in marks:
        out += [text[cursor : mark.start], *_stand_ins(text[mark.start : mark.end])]
        cursor = mark.end
    return "".join(out) + text[cursor:]


def _stand_ins(raw: str) -> Iterator[str]:
    cursor = 0
    for broken in _NEWLINE.finditer(raw):
        yield "".join(
            "x" if c.isalnum() or c.isspace() else _SIGN for c in raw[cursor : broken.start()]
        )
        yield broken.group()
        cursor = broken.end()
    yield "".join("x" if c.isalnum() or c.isspace() else _SIGN for c in raw[cursor:])
