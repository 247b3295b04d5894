"""Inline codes: a segment's text with codes ⇄ plain text with spans.

An engine sees the words alone and one span a code; what it gives back is put into markup again
here. `to_spanned` and `from_spanned` are each other's inverse: with nothing translated and no
escaping, the segment's own text comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from translate import protection
from translate.model import Inline, Role, Segment, Span, SpanKind, SpannedText


def protect(segment: Segment) -> Segment:
    r"""Return the segment with every protected text that `protection` finds in it PROTECTED.

    It is looked for in what a reader sees, so `3&nbsp;km` and `C:\\Users` are found, too. What such
    a text holds goes into it: spelled characters, and whole pairs, as in `5 m<sup>2</sup>`. One
    that holds any other code, or half of a pair, is left as it is.
    """
    seen, places = _seen(segment)
    number = max((code.number for code in segment.codes), default=0)
    codes = list(segment.codes)
    for found in protection.find(seen):
        start, end = places[found.start][0], places[found.end - 1][1]
        start, end = _with_pairs(codes, start, end)
        inside = [code for code in codes if start < code.end and code.start < end]
        whole = all(start <= code.start and code.end <= end for code in inside)
        if whole and _removable(inside):
            number += 1
            codes = [code for code in codes if code not in inside]
            plain = seen[found.start : found.end]
            codes.append(Inline(start, end, Role.PROTECTED, number, plain))
    codes.sort(key=lambda code: (code.start, code.end))
    return replace(segment, codes=tuple(codes))


def _with_pairs(codes: Sequence[Inline], start: int, end: int) -> tuple[int, int]:
    """Return a stretch with the ends of the pairs that end within it, where they are beside it."""
    pairs = {code.number: code for code in codes if code.role is Role.CLOSE}
    for code in reversed(codes):
        if code.role is Role.OPEN and code.number in pairs:
            close = pairs[code.number]
            if code.end == start < close.start < end:
                start = code.start
            elif start < code.start < end == close.start:
                end = close.end
    return start, end


def _seen(segment: Segment) -> tuple[str, list[tuple[int, int]]]:
    """Return what a reader sees of a segment, and where in its text each character is spelled."""
    seen = ""
    places: list[tuple[int, int]] = []
    cursor = 0
    for code in segment.codes:
        shown = "\n" if code.role is Role.STANDING else code.plain  # it parts words, as a break
        seen += segment.text[cursor : code.start] + shown
        places += [(at, at + 1) for at in range(cursor, code.start)]
        places += [(code.start, code.end)] * len(shown)
        cursor = code.end
    seen += segment.text[cursor:]
    places += [(at, at + 1) for at in range(cursor, len(segment.text))]
    return seen, places


def _removable(codes: Sequence[Inline]) -> bool:
    """Tell whether there is nothing among the codes but spelled characters and whole pairs."""
    opened = {code.number for code in codes if code.role is Role.OPEN}
    closed = {code.number for code in codes if code.role is Role.CLOSE}
    simple = all(code.role in {Role.LITERAL, Role.OPEN, Role.CLOSE} for code in codes)
    return simple and opened == closed and not any(code.inner for code in codes)


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
    one again. A standing code on a border belongs to the earlier part, one between two parts to
    none of them: `gaps_of` has it.
    """
    parts: list[SpannedText] = []
    loose = {span.number for gap in gaps_of(text, cuts) for span in gap.spans}
    for index, (start, end) in enumerate(cuts):
        floor = cuts[index - 1][1] if index else -1
        ceiling = end if index + 1 < len(cuts) else len(text.text)
        shares: list[Span] = []
        for span in text.spans:
            if span.number in loose:
                continue
            if span.start == span.end:
                if floor < span.start <= ceiling or (index == 0 and span.start == 0):
                    at = min(max(span.start, start), end) - start
                    shares.append(replace(span, start=at, end=at))
            elif span.start < end and start < span.end:
                low, high = max(span.start, start), min(span.end, end)
                shares.append(replace(span, start=low - start, end=high - start))
        parts.append(SpannedText(text.text[start:end], tuple(shares)))
    return parts


def gaps_of(text: SpannedText, cuts: Sequence[tuple[int, int]]) -> tuple[SpannedText, ...]:
    """Return what stands before, between and behind the parts, with the standing codes in it.

    A code that touches a part is the part's.
    """
    borders = [(0, 0), *cuts, (len(text.text), len(text.text))]
    last = len(borders) - 2
    gaps: list[SpannedText] = []
    for index, ((_, start), (end, _)) in enumerate(pairwise(borders)):
        low = start - 1 if index == 0 else start
        high = end + 1 if index == last else end
        inside = [s for s in text.spans if s.start == s.end and low < s.start < high]
        spans = [replace(s, start=s.start - start, end=s.end - start) for s in inside]
        gaps.append(SpannedText(text.text[start:end], tuple(spans) if start < end else ()))
    return tuple(gaps)


def unite(parts: Sequence[SpannedText], gaps: Sequence[SpannedText]) -> SpannedText:
    """Join parts with the `gaps` before, between and behind them (one more than parts)."""
    out: list[str] = []
    length = 0
    spans: dict[int, Span] = {}
    for piece in chain([gaps[0]], *zip(parts, gaps[1:], strict=True)):
        for span in piece.spans:
            start, end = span.start + length, span.end + length
            before = spans.get(span.number)
            begin = start if before is None else before.start
            spans[span.number] = replace(span, start=begin, end=end)
        out.append(piece.text)
        length += len(piece.text)
    order = sorted(spans.values(), key=lambda span: (span.start, -span.end))
    return SpannedText("".join(out), tuple(order))


def raw_texts(text: str, codes: Iterable[Inline]) -> list[str]:
    """Return the markup of a text's codes, sorted; two texts with the same have the same codes.

    Characters that are only escaped (LITERAL) are words, and left out.
    """
    return sorted(text[code.start : code.end] for code in codes if code.role is not Role.LITERAL)
