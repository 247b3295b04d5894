"""Inline codes: a segment's text with codes ⇄ plain text with spans.

An engine sees the words alone and one span a code; what it gives back is put into markup again
here. `to_spanned` and `from_spanned` are each other's inverse: with nothing translated and no
escaping, the segment's own text comes back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from translate.model import Inline, Role, Segment, Span, SpanKind, SpannedText

# Text that is no language: the same characters must stand in every translation.
_PROTECTED = re.compile(
    r"(?:https?://|ftp://|www\.)[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?…')\]}*_`]"
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
    r"|`[^`\n]+`"
    r"|\{\{[^{}\n]*\}\}|\{[A-Za-z_][\w.]*\}|\$\{[^{}\n]*\}"
    r"|%\([A-Za-z_]\w*\)[sdifr]|(?<![\w\s])%(?:\d+\$)?[sd](?![\w'’])|(?<!\d )(?<!\S)%[sd](?![\w'’])"
)


def protect(segment: Segment) -> Segment:
    """Return the segment with every URL, address and placeholder PROTECTED."""
    taken = [(code.start, code.end) for code in segment.codes]
    number = max((code.number for code in segment.codes), default=0)
    found: list[Inline] = []
    for match in _PROTECTED.finditer(segment.text):
        start, end = match.span()
        if not any(low < end and start < high for low, high in taken):
            number += 1
            found.append(Inline(start, end, Role.PROTECTED, number, match.group()))
    if not found:
        return segment
    codes = tuple(sorted((*segment.codes, *found), key=lambda code: (code.start, code.end)))
    return replace(segment, codes=codes)


def to_spanned(segment: Segment) -> SpannedText:
    """Return the segment's words with one span for each pair, standing code and protected text."""
    words: list[str] = []
    spans: list[Span] = []
    opened: dict[int, int] = {}
    length = cursor = 0
    for code in segment.codes:
        words.append(segment.text[cursor : code.start])
        length += code.start - cursor
        cursor = code.end
        if code.role is Role.OPEN:
            opened[code.number] = length
        elif code.role is Role.CLOSE:
            spans.append(Span(opened[code.number], length, code.number))
        elif code.role is Role.STANDING:
            spans.append(Span(length, length, code.number, SpanKind.STANDING))
        else:
            words.append(code.plain)
            if code.role is Role.PROTECTED:
                end = length + len(code.plain)
                spans.append(Span(length, end, code.number, SpanKind.PROTECTED))
            length += len(code.plain)
    words.append(segment.text[cursor:])
    order = {code.number: index for index, code in reversed(list(enumerate(segment.codes)))}
    spans.sort(key=lambda span: (span.start, -span.end, order[span.number]))
    return SpannedText("".join(words), tuple(spans))


def from_spanned(
    draft: SpannedText,
    segment: Segment,
    escape: Callable[[str], str] = str,
    inner: Callable[[str], str] = str,
) -> str:
    """Return a draft as a text in the segment's markup, every code of the segment in its place.

    `escape` spells words so that they are no markup; `inner` translates what is translatable
    inside of the codes themselves. Raises `ValueError` if the spans are not those of the segment.
    """
    raw = raw_codes(segment, inner)
    if sorted(span.number for span in draft.spans) != sorted(raw):
        raise ValueError("the spans of a draft must be those of its segment")
    parents = _parents(segment)
    order = {number: index for index, number in enumerate(raw)}
    out: list[str] = []
    stack: list[Span] = []
    cursor = 0
    for place in sorted({p for span in draft.spans for p in (span.start, span.end)}):
        if place < cursor:
            continue  # inside of protected text
        out.append(escape(draft.text[cursor:place]))
        cursor = place
        here = [span for span in draft.spans if span.start == place]
        here.sort(key=lambda span: (-span.end, order[span.number]))
        empty = [span for span in here if span.end == place]
        while stack and stack[-1].end <= place:
            closing = stack.pop()
            inside = [span for span in empty if closing.number in parents[span.number]]
            out += ["".join(raw[span.number]) for span in inside]
            out.append(raw[closing.number][1])
            empty = [span for span in empty if span not in inside]
        pairs = [span for span in here if span.end > place and span.kind is SpanKind.PAIR]
        for index in range(len(pairs) + 1):
            later = {pair.number for pair in pairs[index:]}
            ready = [span for span in empty if not later & parents[span.number]]
            if index:
                stack.append(pairs[index - 1])
                out.append(raw[pairs[index - 1].number][0])
            out += ["".join(raw[span.number]) for span in ready]
            empty = [span for span in empty if span not in ready]
        for span in here:
            if span.end > cursor and span.kind is not SpanKind.PAIR:
                out += raw[span.number]
                cursor = span.end
    out.append(escape(draft.text[cursor:]))
    return "".join(out)


def _parents(segment: Segment) -> dict[int, frozenset[int]]:
    """Return for each span number the numbers of the pairs around it."""
    parents: dict[int, frozenset[int]] = {}
    stack: list[int] = []
    for code in segment.codes:
        if code.role is Role.CLOSE:
            stack.pop()
            continue
        parents[code.number] = frozenset(stack)
        if code.role is Role.OPEN:
            stack.append(code.number)
    return parents


def raw_codes(segment: Segment, inner: Callable[[str], str]) -> dict[int, tuple[str, str]]:
    """Return for each span number what opens it and what closes it."""
    raw: dict[int, tuple[str, str]] = {}
    for code in segment.codes:
        text = _with_inner(segment.text, code, inner)
        if code.role is Role.OPEN:
            raw[code.number] = (text, "")
        elif code.role is Role.CLOSE:
            raw[code.number] = (raw[code.number][0], text)
        elif code.role is not Role.LITERAL:
            raw[code.number] = (text, "")
    return raw


def _with_inner(text: str, code: Inline, inner: Callable[[str], str]) -> str:
    out: list[str] = []
    cursor = code.start
    for start, end in code.inner:
        out += [text[cursor:start], inner(text[start:end])]
        cursor = end
    out.append(text[cursor : code.end])
    return "".join(out)


def inner_texts(segment: Segment) -> list[str]:
    """Return what is translatable inside of the segment's codes: descriptions and titles."""
    return [segment.text[a:b] for code in segment.codes for a, b in code.inner]


def divide(text: SpannedText, cuts: Sequence[tuple[int, int]]) -> list[SpannedText]:
    """Return the parts `start:end` of a text, each with its share of the spans.

    A pair that covers several parts is in each of them, under the same number; `unite` makes it
    one again. A standing code on a border belongs to the earlier part.
    """
    parts: list[SpannedText] = []
    for index, (start, end) in enumerate(cuts):
        floor = cuts[index - 1][1] if index else -1
        ceiling = end if index + 1 < len(cuts) else len(text.text)
        shares: list[Span] = []
        for span in text.spans:
            if span.start == span.end:
                if floor < span.start <= ceiling or (index == 0 and span.start == 0):
                    at = min(max(span.start, start), end) - start
                    shares.append(replace(span, start=at, end=at))
            elif span.start < end and start < span.end:
                low, high = max(span.start, start), min(span.end, end)
                shares.append(replace(span, start=low - start, end=high - start))
        parts.append(SpannedText(text.text[start:end], tuple(shares)))
    return parts


def unite(parts: Sequence[SpannedText], gaps: Sequence[str]) -> SpannedText:
    """Join parts with the `gaps` before, between and behind them (one more than parts)."""
    out = [gaps[0]]
    length = len(gaps[0])
    spans: dict[int, Span] = {}
    for part, gap in zip(parts, gaps[1:], strict=True):
        for span in part.spans:
            start, end = span.start + length, span.end + length
            before = spans.get(span.number)
            begin = start if before is None else before.start
            spans[span.number] = replace(span, start=begin, end=end)
        out += [part.text, gap]
        length += len(part.text) + len(gap)
    order = sorted(spans.values(), key=lambda span: (span.start, -span.end))
    return SpannedText("".join(out), tuple(order))


def raw_texts(text: str, codes: Iterable[Inline]) -> list[str]:
    """Return the markup of a text's codes, sorted; two texts with the same have the same codes.

    Characters that are only escaped (LITERAL) are words, and left out.
    """
    return sorted(text[code.start : code.end] for code in codes if code.role is not Role.LITERAL)
