"""What an engine is asked for a text, and its answer turned back.

A text that shouts goes in as one would write it. Two words with nothing but a mark between them
(`Monday<br>Friday`) go in as two words, with a space.
"""

from __future__ import annotations

from dataclasses import replace

from translate.casing import Names, in_capitals, in_sentence_case, is_shouting
from translate.model import Draft, Span, SpannedText
from translate.workflow.texts import without


def spoken(text: SpannedText, names: Names) -> SpannedText:
    """Return what an engine is asked for a text."""
    apart = _apart(text)
    return in_sentence_case(apart, names) if is_shouting(text) else apart


def answered(draft: Draft, text: SpannedText) -> Draft:
    """Return the draft of `text`, given the engine's draft of what was spoken for it."""
    glued = {span.number for span in _glued(text)}
    loud = is_shouting(text)
    if not glued and not loud:
        return draft

    def back(found: SpannedText) -> SpannedText:
        joined = _joined(found, glued)
        return in_capitals(joined) if loud else joined

    others = tuple(map(back, draft.alternatives))
    return replace(draft, text=back(draft.text), alternatives=others)


def _glued(text: SpannedText) -> list[Span]:
    """Return the marks that stand between two words without a space."""
    return [
        span
        for span in text.spans
        if span.start == span.end
        and text.text[: span.start][-1:].isalnum()
        and text.text[span.end :][:1].isalnum()
    ]


def _apart(text: SpannedText) -> SpannedText:
    """Put a space behind each glued mark."""
    places = sorted({span.start for span in _glued(text)})
    out = text.text
    for place in reversed(places):
        out = f"{out[:place]} {out[place:]}"

    def opening(offset: int) -> int:
        return offset + sum(place <= offset for place in places)

    def closing(offset: int) -> int:
        return offset + sum(place < offset for place in places)

    spans = (
        replace(
            span,
            start=opening(span.start) if span.start < span.end else closing(span.start),
            end=closing(span.end),
        )
        for span in text.spans
    )
    return SpannedText(out, tuple(spans))


def _joined(text: SpannedText, glued: set[int]) -> SpannedText:
    """Take out the spaces beside the marks that had none."""
    gone: set[int] = set()
    for span in text.spans:
        if span.number in glued:
            before, after = span.start - 1, span.start
            gone |= {at for at in (before, after) if at >= 0 and text.text[at : at + 1] == " "}
    return without(text, gone)
