"""Quotations as pairs: engines lose quotation marks, and keep the words between them.

The marks are taken out of a text, and a span lies over the words that they enclose; in the
translation they stand where that span has come to stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from translate.model import Draft, Span, SpanKind, SpannedText
from translate.workflow.texts import without

_QUOTED = re.compile(
    r"“(?P<a>[^“”\"]+)”|«[ \u00a0\u202f]?(?P<b>[^«»\"]+?)[ \u00a0\u202f]?»"
    r"|„(?P<c>[^„“”\"]+)[“”]|(?<!\w)\"(?P<d>[^\"“”«»]+)\"(?!\w)|(?<!\w)`(?P<e>[^`'\"]+)[`'](?!\w)"
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A text without quotation marks, and the marks of each span that stands for two of them."""

    text: SpannedText
    marks: Mapping[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Quotation:
    """Offsets of the first mark, of the words, and of the end of the last mark."""

    start: int
    first: int
    last: int
    end: int


def without_marks(text: SpannedText) -> Quoted | None:
    """Take the marks out; None where there are none that enclose whole words and whole spans."""
    found = [one for one in _quotations(text.text) if _apart(one, text.spans)]
    if not found:
        return None
    gone = {
        place
        for one in found
        for place in (*range(one.start, one.first), *range(one.last, one.end))
    }
    number = max((span.number for span in text.spans), default=0)
    added = [Span(one.start, one.end, number + n) for n, one in enumerate(found, 1)]
    # By the places with the marks: what lies around a quotation comes before it.
    spans = sorted((*text.spans, *added), key=lambda span: (span.start, -span.end))
    marks = {
        span.number: (text.text[one.start : one.first], text.text[one.last : one.end])
        for span, one in zip(added, found, strict=True)
    }
    return Quoted(without(SpannedText(text.text, tuple(spans)), gone), marks)


def _quotations(text: str) -> list[_Quotation]:
    found = []
    for match in _QUOTED.finditer(text):
        first, last = match.span(str(match.lastgroup))
        found.append(_Quotation(match.start(), first, last, match.end()))
    return found


def _apart(one: _Quotation, spans: Sequence[Span]) -> bool:
    """Tell whether no span crosses a quotation or its marks, and nothing protected is around it."""
    for span in spans:
        around = span.start <= one.start and one.end <= span.end
        inside = one.first <= span.start and span.end <= one.last
        if span.start == span.end:  # at an edge it could not be told from one outside
            inside = one.first < span.start < one.last
        outside = span.end <= one.start or one.end <= span.start
        if not (inside or outside or (around and span.kind is SpanKind.PAIR)):
            return False
    return True


def with_marks(draft: Draft, quoted: Quoted) -> Draft:
    """Return the draft of the text with its quotation marks, without the spans for them."""
    others = tuple(_marked(text, quoted.marks) for text in draft.alternatives)
    return replace(draft, text=_marked(draft.text, quoted.marks), alternatives=others)


def _marked(text: SpannedText, marks: Mapping[int, tuple[str, str]]) -> SpannedText:
    """Write the marks at the ends of their spans; of spans in one place the first is the outer."""
    out: list[str] = []
    places: dict[int, list[int]] = {}
    opened: list[Span] = []
    waiting = list(text.spans)
    length = 0

    def write(words: str) -> None:
        nonlocal length
        out.append(words)
        length += len(words)

    for offset in range(len(text.text) + 1):
        while opened and opened[-1].end <= offset:
            span = opened.pop()
            write(marks.get(span.number, ("", ""))[1] if span.start < span.end else "")
            places[span.number].append(length)
        while waiting and waiting[0].start == offset:
            span = waiting.pop(0)
            write(marks.get(span.number, ("", ""))[0] if span.start < span.end else "")
            places[span.number] = [length]
            if span.start == span.end:
                places[span.number].append(length)
            else:
                opened.append(span)
        write(text.text[offset : offset + 1])
    spans = (
        replace(span, start=places[span.number][0], end=places[span.number][1])
        for span in text.spans
        if span.number not in marks
    )
    return SpannedText("".join(out), tuple(spans))
