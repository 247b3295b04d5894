"""Changes of single signs in a text with spans, the words and their spans kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from translate.model import Span, SpanKind, SpannedText

SEALED = "ƻ"
"""What rules see in the place of each protected character: a letter that has no case."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Puts `text` in the place of the characters `start:end`.

    A space that is put between two spans belongs to neither. A sign that is put where a pair
    begins belongs to the pair if the pair holds everything up to the offset `reach` as well.
    """

    start: int
    end: int
    text: str
    reach: int | None = None


def visible(text: SpannedText) -> str:
    """Return the text as rules see it, of the same length, its protected parts out of sight."""
    shown = text.text
    for span in text.spans:
        if span.kind is SpanKind.PROTECTED:
            shown = shown[: span.start] + SEALED * (span.end - span.start) + shown[span.end :]
    return shown


def apply(text: SpannedText, edits: Iterable[Edit]) -> SpannedText:
    """Return the text with the edits made, or the very same text if none of them can be made.

    An edit is left out if it touches protected text or an earlier edit, if a span begins or ends
    in the middle of what it replaces, or if a span would lose all that it covers.
    """
    done: list[Edit] = []
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if done and edit.start < done[-1].end:
            continue
        if all(_bears(span, edit) for span in text.spans):
            done.append(edit)
    if not done:
        return text
    out: list[str] = []
    cursor = 0
    for edit in done:
        out += [text.text[cursor : edit.start], edit.text]
        cursor = edit.end
    out.append(text.text[cursor:])
    spans = [_moved(span, done) for span in text.spans]
    spans.sort(key=lambda span: (span.start, -span.end))
    return SpannedText("".join(out), tuple(spans))


def _bears(span: Span, edit: Edit) -> bool:
    """Tell whether the edit leaves the span whole."""
    if edit.start < span.start < edit.end or edit.start < span.end < edit.end:
        return False
    if span.start == span.end:
        return True
    if span.kind is SpanKind.PROTECTED:
        return edit.end <= span.start or span.end <= edit.start
    return bool(edit.text) or (span.start, span.end) != (edit.start, edit.end)


def _moved(span: Span, edits: Sequence[Edit]) -> Span:
    start, end = span.start, span.end
    for edit in edits:
        shift = len(edit.text) - (edit.end - edit.start)
        if edit.start == edit.end == span.start < span.end:
            start += 0 if _takes_in(span, edit) else shift
            end += shift
        else:
            start += shift if edit.end <= span.start and edit.start < span.start else 0
            end += shift if edit.end <= span.end and edit.start < span.end else 0
    return replace(span, start=start, end=end)


def _takes_in(span: Span, edit: Edit) -> bool:
    if span.kind is not SpanKind.PAIR or edit.reach is None:
        return False
    return span.end >= edit.reach
